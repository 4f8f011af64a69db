-- Search. `search_terms` are the pairs of neighbouring characters, `search_postings` says in which speeches they stand,
-- `search_speeches` numbers the speeches (`doc`). What is searched is `search_words(title, text)`.

-- How many places of a text a word begins at; they may overlap. Counting by replacement is fast and right where the
-- word does not begin as it ends.
CREATE OR REPLACE MACRO search_times(words, word) AS
    CASE WHEN len([k for k in range(1, length(word)) if left(word, length(word) - k) = right(word, length(word) - k)]) = 0
    THEN (strlen(words) - strlen(replace(words, word, ''))) // strlen(word)
    ELSE len([i for i in range(1, length(words) + 1) if substr(words, i, length(word)) = word]) END;

-- The words and the "phrases" of a question, each once; what is nothing but pauses is none.
CREATE OR REPLACE MACRO search_units(wanted) AS
    [unit for unit in list_sort(list_distinct(
        [trim(part, '"“” ') for part in regexp_extract_all(search_folded(wanted), '["“][^"”]+["”]|[^\s"“”]+')]
    )) if unit <> '' AND NOT list_has_all(search_pauses(), [unicode(c) for c in string_split(unit, '')])];

-- Speeches by BM25: words apart by spaces, phrases in quotation marks, each of any length; any of them will do.
-- `hits` is how often they stand in the title and the text. The best thousand, or as many as are asked for with
-- search(words, most := 5000).
CREATE OR REPLACE MACRO search(wanted, most := 1000) AS TABLE
    WITH units AS (
        SELECT u::INTEGER AS u, search_units(wanted)[u] AS unit FROM (SELECT unnest(range(1, len(search_units(wanted)) + 1)) AS u)
    ), letters AS (
        SELECT u, unnest([unicode(c) for c in string_split(unit, '')]) AS code,
            unnest(range(1, length(unit) + 1))::INTEGER AS pos, length(unit) AS size
        FROM units
    ), pairs AS (
        -- What to look up: each pair, and the last character where no pair holds it.
        SELECT one.u, one.pos, one.code AS first, CASE WHEN other.code IN search_pauses() THEN 10 ELSE other.code END AS second
        FROM letters AS one
        LEFT JOIN letters AS other ON other.u = one.u AND other.pos = one.pos + 1
        LEFT JOIN letters AS before ON before.u = one.u AND before.pos = one.pos - 1
        WHERE one.code NOT IN search_pauses() AND (one.pos < one.size OR one.pos = 1 OR before.code IN search_pauses())
    ), found AS (
        SELECT u, pos, (key - term::BIGINT * (SELECT count(*) FROM search_speeches))::INTEGER AS doc, count(*) AS tf
        FROM search_postings JOIN (
            SELECT u, pos, term FROM search_terms JOIN pairs USING (first) WHERE pairs.second IS NULL OR pairs.second = search_terms.second
        ) USING (term) GROUP BY ALL
    ), sure AS (
        -- Where one pair or one character is all there is, the index has the count; else the speech is read.
        SELECT u FROM letters GROUP BY u HAVING count(*) <= 2 AND count(*) FILTER (code IN search_pauses()) = 0
    ), maybe AS (
        SELECT found.u, doc FROM found ANTI JOIN sure USING (u) JOIN (SELECT u, count(*) AS lookups FROM pairs GROUP BY u) USING (u)
        GROUP BY found.u, doc, lookups HAVING count(*) = lookups
    ), counted AS (
        SELECT u, doc, tf FROM found SEMI JOIN sure USING (u)
        UNION ALL SELECT u, doc, search_times(search_words(title, text), unit) AS tf
        FROM search_speeches JOIN maybe USING (doc) JOIN units USING (u) WHERE contains(search_words(title, text), unit)
    ), weights AS (
        SELECT u, ln(1 + (any_value(speeches) - count(*) + 0.5) / (count(*) + 0.5)) AS idf, any_value(mean) AS mean
        FROM counted, (SELECT count(*) AS speeches, avg(n_chars) AS mean FROM search_speeches) GROUP BY u
    ), scored AS (
        -- Rounded, so that the order in which processors add does not decide between equals.
        SELECT doc, sum(tf)::BIGINT AS hits,
            round(sum(idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * n_chars / mean))), 9) AS score
        FROM (SELECT doc, n_chars FROM search_speeches) JOIN counted USING (doc) JOIN weights USING (u) GROUP BY doc
    ), best AS (
        SELECT * FROM scored ORDER BY score DESC, doc LIMIT most
    )
    SELECT speech_id, score, hits, title, date, date_earliest, date_latest, province, prefecture, county, level,
        cluster_id, is_canonical
    FROM search_speeches JOIN best USING (doc) ORDER BY score DESC, doc;
