create table kg_auth.users (
  id            bigint generated always as identity primary key,
  username      text not null unique check (username <> ''),
  password_hash text not null,
  primary_role  text not null check (primary_role in ('admin', 'editor', 'reader')),
  disabled      boolean not null default false,
  created_at    timestamptz not null default now()
);

comment on column kg_auth.users.password_hash is 'bcrypt, as $2b$12$…';
