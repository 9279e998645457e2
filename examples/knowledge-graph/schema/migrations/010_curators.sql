-- Who edits is called a curator from now on.
alter table kg_auth.users drop constraint users_primary_role_check;
update kg_auth.users set primary_role = 'curator' where primary_role = 'editor';
alter table kg_auth.users add constraint users_primary_role_check check (primary_role in ('admin', 'curator', 'reader'));
