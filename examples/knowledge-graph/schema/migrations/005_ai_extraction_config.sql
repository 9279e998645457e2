create table kg_api.ai_extraction_config (
  id         bigint generated always as identity primary key,
  provider   text not null,
  model_name text not null,
  max_tokens integer not null check (max_tokens > 0),
  active     boolean not null,
  created_at timestamptz not null default now()
);

-- Older rows stay as a history; one at most is in force.
create unique index ai_extraction_config_active on kg_api.ai_extraction_config (active) where active;
