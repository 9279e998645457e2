create function kg_auth.log_in(name text, password text) returns text
language plpgsql stable
set search_path = public
as $body$
declare
  account kg_auth.users;
  hash text;
begin
  select * into account from kg_auth.users where username = name and not disabled;
  hash := '$2a$' || substr(account.password_hash, 5); -- pgcrypto knows bcrypt by this older name only; the hashes are the same
  if crypt(password, hash) = hash then
    return account.primary_role;
  end if;

  return null; -- unknown, disabled, or a wrong password: which of them is not told
end;
$body$;

comment on function kg_auth.log_in is 'The role of a user whose password is right, else null';
