create table kg_api.embedding_config (
  id         bigint generated always as identity primary key,
  model_name text not null,
  dimensions integer not null check (dimensions between 1 and 4096),
  active     boolean not null,
  created_at timestamptz not null default now()
);

create unique index embedding_config_active on kg_api.embedding_config (active) where active;

-- A default that works without an account anywhere: `shipkeeper config embedding` changes it.
insert into kg_api.embedding_config (model_name, dimensions, active) values ('nomic-embed-text', 768, true);
