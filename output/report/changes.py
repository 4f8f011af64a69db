"""What a release has that the one before it had not, and the other way round."""

from __future__ import annotations

from typing import NamedTuple

import duckdb


class Change(NamedTuple):
    """One figure in the release before and in this one."""

    name: str
    before: int
    now: int


class Changes(NamedTuple):
    """How a release differs from the one before it."""

    version: str
    """The release before."""
    added: int
    """Speeches whose id is new."""
    lost: int
    """Speeches whose id is gone."""
    changed: int
    """Speeches whose id stayed and whose text did not."""
    same: int
    figures: tuple[Change, ...]


_SPEECHES = """
SELECT count(*) FILTER (old.speech_id IS NULL), count(*) FILTER (new.speech_id IS NULL),
    count(*) FILTER (old.digest <> new.digest), count(*) FILTER (old.digest = new.digest)
FROM (SELECT speech_id, hash(text) AS digest FROM now.speeches) AS new
FULL JOIN (SELECT speech_id, hash(text) AS digest FROM before.speeches) AS old USING (speech_id)"""
_FIGURES = """
SELECT 'pages' AS name, count(*) FROM {0}.pages
UNION ALL SELECT 'published', count(*) FILTER (status = 'published') FROM {0}.pages
UNION ALL SELECT 'rejected', count(*) FILTER (status = 'rejected') FROM {0}.pages
UNION ALL SELECT 'quarantined', count(*) FILTER (status = 'quarantined') FROM {0}.pages
UNION ALL SELECT 'speeches', count(*) FROM {0}.speeches
UNION ALL SELECT 'texts', count(*) FILTER (is_canonical) FROM {0}.speeches
UNION ALL SELECT 'dated', count(date) FROM {0}.speeches
UNION ALL SELECT 'placed', count(province) FROM {0}.speeches
UNION ALL SELECT 'chars', coalesce(sum(n_chars), 0)::BIGINT FROM {0}.speeches"""


def changes(con: duckdb.DuckDBPyConnection, version: str) -> Changes:
    """Compare the schemas `before` (the release of that version) and `now` of a connection."""
    old, new = (dict(con.execute(_FIGURES.format(schema)).fetchall()) for schema in ("before", "now"))
    added, lost, changed, same = con.execute(_SPEECHES).fetchall()[0]
    return Changes(version, added, lost, changed, same, tuple(Change(name, old[name], new[name]) for name in new))
