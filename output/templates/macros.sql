-- What a reader of speeches asks again and again. In `catalog.duckdb` and `catalog.sql` alike; DuckDB 1.2 or later.

-- The year of a date as the dataset writes dates (2018, 2021-05-24); null where the year is masked (20XX-05-22).
CREATE OR REPLACE MACRO year_of(stated) AS try_cast(regexp_extract(stated, '^[0-9]{4}') AS INTEGER);

-- How often a word stands in a text.
CREATE OR REPLACE MACRO times(words, word) AS (length(words) - length(replace(words, word, ''))) // length(word);

-- Each text once: the speeches that stand for their clusters, longest first.
CREATE OR REPLACE MACRO canonical() AS TABLE
    SELECT * FROM speeches WHERE is_canonical ORDER BY n_chars DESC, speech_id;

-- Speeches in which a word is said, each text once, most often first.
CREATE OR REPLACE MACRO said(word) AS TABLE
    SELECT speech_id, title, date, province, prefecture, county, level, times(text, word) AS n, n_chars
    FROM speeches WHERE is_canonical AND contains(text, word) ORDER BY n DESC, speech_id;

-- Speeches given in a place: any of the divisions, by full name or the beginning of it.
CREATE OR REPLACE MACRO given_in(place) AS TABLE
    SELECT * FROM speeches
    WHERE starts_with(coalesce(province, ''), place) OR starts_with(coalesce(prefecture, ''), place)
        OR starts_with(coalesce(county, ''), place) OR starts_with(coalesce(township, ''), place)
    ORDER BY date_earliest NULLS LAST, speech_id;

-- Why the fields of a speech hold what they hold: value, the page's own words, the rule and its reason.
CREATE OR REPLACE MACRO why(id) AS TABLE
    SELECT e.field, e.value, substring(pages.text, e.start + 1, e."end" - e.start) AS words, e.rule, rules.reason
    FROM (SELECT page_id, unnest(evidence) AS e FROM speeches WHERE speech_id = id)
    JOIN pages USING (page_id) LEFT JOIN rules ON rules.rule_id = e.rule
    ORDER BY e.start, e.field;

-- What was taken from the page of a speech, in the page's order.
CREATE OR REPLACE MACRO ledger(id) AS TABLE
    SELECT edits.start, edits."end", edits.kind, edits.rule_id, edits.text, edits.replacement
    FROM edits JOIN (SELECT DISTINCT page_id FROM speeches WHERE speech_id = id) USING (page_id)
    ORDER BY edits.start, edits."end";
