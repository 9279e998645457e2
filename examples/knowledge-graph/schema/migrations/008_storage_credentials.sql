-- One row at most: there is one object store.
create table kg_api.storage_credentials (
  singleton        boolean primary key default true check (singleton),
  key_id           text not null,
  encrypted_secret bytea not null,
  updated_at       timestamptz not null default now()
);
