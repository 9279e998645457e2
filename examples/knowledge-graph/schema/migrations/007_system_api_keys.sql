create table kg_api.system_api_keys (
  provider      text primary key,
  encrypted_key bytea not null,
  updated_at    timestamptz not null default now()
);

comment on column kg_api.system_api_keys.encrypted_key is 'a Fernet token; its key is ENCRYPTION_KEY and never stands in the database';
