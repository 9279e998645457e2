-- Written for another tool, whose files keep their own books.
BEGIN;

CREATE TABLE kg_api.concept_sources (
  concept_id bigint NOT NULL REFERENCES kg_api.concepts ON DELETE CASCADE,
  document   text NOT NULL, -- the name of an object in the store
  PRIMARY KEY (concept_id, document)
);

INSERT INTO public.schema_migrations (version, name) VALUES (12, 'concept_sources')
ON CONFLICT DO NOTHING;

COMMIT;
