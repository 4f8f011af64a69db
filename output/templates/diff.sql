-- What became of each speech between two releases. Made by `jianghua diff OLD NEW --sql`; DuckDB alone runs it, after
--   ATTACH 'OLD/catalog.duckdb' AS earlier (READ_ONLY); ATTACH 'NEW/catalog.duckdb' AS later (READ_ONLY);
-- A speech is known by its id: the page's bytes, and the place on the page. It makes the table `changes`; ask it, say,
--   SELECT change, cause, count(*) FROM changes GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE differing AS
SELECT CASE WHEN e.speech_id IS NULL THEN 'added' WHEN l.speech_id IS NULL THEN 'lost' ELSE 'changed' END AS change,
    speech_id, page_id, coalesce(l.source, e.source) AS source, coalesce(l.title, e.title) AS title,
    CASE WHEN e.speech_id IS NULL OR l.speech_id IS NULL THEN []
        ELSE list_filter([$fields], lambda name: name IS NOT NULL) END AS fields,
    coalesce(e.n_chars, 0) AS chars_before, coalesce(l.n_chars, 0) AS chars_after
FROM earlier.speeches AS e FULL JOIN later.speeches AS l USING (speech_id, page_id)
WHERE e.speech_id IS NULL OR l.speech_id IS NULL OR $differ;

CREATE OR REPLACE TEMP TABLE rules_that_differ AS
WITH touched AS (SELECT DISTINCT page_id FROM differing),
cuts_before AS (SELECT page_id, rule_id, start, "end", replacement FROM earlier.edits SEMI JOIN touched USING (page_id)),
cuts_after AS (SELECT page_id, rule_id, start, "end", replacement FROM later.edits SEMI JOIN touched USING (page_id)),
said_before AS (SELECT page_id, unnest(evidence) AS e FROM earlier.speeches SEMI JOIN touched USING (page_id)),
said_after AS (SELECT page_id, unnest(evidence) AS e FROM later.speeches SEMI JOIN touched USING (page_id))
SELECT page_id, list_sort(list(DISTINCT rule_id)) AS rules
FROM (
    SELECT page_id, rule_id FROM (FROM cuts_before EXCEPT FROM cuts_after)
    UNION ALL SELECT page_id, rule_id FROM (FROM cuts_after EXCEPT FROM cuts_before)
    UNION ALL SELECT page_id, e.rule FROM (FROM said_before EXCEPT FROM said_after)
    UNION ALL SELECT page_id, e.rule FROM (FROM said_after EXCEPT FROM said_before)
)
GROUP BY page_id;

CREATE OR REPLACE TEMP TABLE changes AS
SELECT change, speech_id,
    CASE WHEN p.page_id IS NULL THEN 'the page came in'
        WHEN q.page_id IS NULL THEN 'the page is gone'
        WHEN p.status <> q.status THEN 'the page was ' || p.status || ', is ' || q.status
        WHEN r.rules IS NULL THEN 'the program'
        ELSE 'rules' END AS cause,
    CASE WHEN p.page_id IS NULL OR q.page_id IS NULL THEN [] ELSE coalesce(r.rules, []) END AS rules,
    fields, chars_before, chars_after, d.source, d.title
FROM differing AS d
LEFT JOIN (SELECT page_id, status FROM earlier.pages) AS p USING (page_id)
LEFT JOIN (SELECT page_id, status FROM later.pages) AS q USING (page_id)
LEFT JOIN rules_that_differ AS r USING (page_id)
ORDER BY change, speech_id;
