create extension if not exists pgcrypto;

create schema kg_auth;
comment on schema kg_auth is 'Who may use the platform';

create schema kg_api;
comment on schema kg_api is 'Concepts, and the config of the api';
