"""Sampled pages to read: the text as it came, with what was removed and what was put in its place marked.

The sample follows from the ids and the counts alone, so it is the same for the same release: for each kind of edit the
page of the least hash on which it occurs, and then pages of the least hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import duckdb

PAGES = 24
"""How many pages are shown."""
LONGEST = 6_000
"""Longer pages, in code points, are not sampled: a report is to be read, and to stay small."""
MOST_EDITS = 400


class Piece(NamedTuple):
    """A run of a page: kept if it has no kind, else what stood there and what was put in its place."""

    text: str
    kind: str | None = None
    rule: str = ""
    put: str = ""


class Sample(NamedTuple):
    """A page to read."""

    page_id: str
    title: str | None
    facts: tuple[str, ...]
    """What is known of its speeches: date, place, speaker; one line a speech."""
    pieces: tuple[Piece, ...]
    n_removed: int
    n_chars: int


_SAMPLED = f"""
WITH fit AS (
    SELECT page_id, md5(page_id) AS draw FROM pages WHERE status = 'published' AND n_chars <= {LONGEST}
        AND page_id NOT IN (SELECT page_id FROM edits GROUP BY ALL HAVING count(*) > {MOST_EDITS})
),
by_kind AS (
    SELECT arg_min(page_id, draw) AS page_id, min(draw) AS draw, 0 AS rank FROM fit JOIN edits USING (page_id)
    GROUP BY kind
),
others AS (SELECT page_id, draw, 1 AS rank FROM fit ORDER BY draw LIMIT {PAGES})
SELECT page_id FROM (FROM by_kind UNION ALL FROM others) GROUP BY page_id
ORDER BY min(rank), min(draw) LIMIT {PAGES}"""  # noqa: S608  # constants of ours
_PAGES = "SELECT page_id, title, text, n_removed, n_chars FROM pages WHERE page_id IN (SELECT unnest(?)) ORDER BY 1"
_EDITS = """
SELECT page_id, start, "end", kind, rule_id, replacement FROM edits WHERE page_id IN (SELECT unnest(?)) ORDER BY 1, 2, 3
"""
_FACTS = """
SELECT page_id, concat_ws(' · ', title, date, coalesce(county, prefecture, province), speaker_role, speaker_name)
FROM speeches WHERE page_id IN (SELECT unnest(?)) ORDER BY page_id, position"""


def samples(con: duckdb.DuckDBPyConnection) -> tuple[Sample, ...]:
    """Return the sampled pages of a release whose tables the connection has by their bare names."""
    ids = [page_id for (page_id,) in con.execute(_SAMPLED).fetchall()]
    edits = _grouped(con.execute(_EDITS, [ids]).fetchall())
    facts = _grouped(con.execute(_FACTS, [ids]).fetchall())
    return tuple(
        Sample(
            page_id, title, tuple(fact for (fact,) in facts.get(page_id, [])),
            tuple(_pieces(text, edits.get(page_id, []))), n_removed, n_chars,
        )
        for page_id, title, text, n_removed, n_chars in con.execute(_PAGES, [ids]).fetchall()
    )  # fmt: skip


def _grouped(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    return {key: [row[1:] for row in group] for key, group in groupby(rows, key=lambda row: row[0])}


def _pieces(text: str, edits: Sequence[tuple[Any, ...]]) -> Iterator[Piece]:
    at = 0
    for start, end, kind, rule, put in edits:
        if at < start:
            yield Piece(text[at:start])
        yield Piece(text[start:end], kind, rule, put)
        at = end
    if at < len(text):
        yield Piece(text[at:])
