create table kg_api.concepts (
  id          bigint generated always as identity primary key,
  name        text not null unique,
  description text not null default '',
  created_at  timestamptz not null default now()
);
