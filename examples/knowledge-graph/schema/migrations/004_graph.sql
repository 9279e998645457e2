-- Each concept is a vertex too. LOAD counts for the session that says it, so the server preloads the library as well (compose.yaml).
create extension if not exists age;
load 'age';

select ag_catalog.create_graph('knowledge');
select ag_catalog.create_vlabel('knowledge', 'Concept');
