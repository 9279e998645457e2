-- shipkeeper: no-transaction
-- Built while the table is in use, which no transaction allows. A build that was interrupted has left an index that counts for nothing.
drop index concurrently if exists kg_api.concepts_by_time;
create index concurrently if not exists concepts_by_time on kg_api.concepts (created_at desc);
