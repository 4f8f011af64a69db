"""What a report counts, asked of the Parquet files of a release; texts are never held, DuckDB reads them in passing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from output.catalog import quoted
from output.duck import connect, speeches_in
from output.parquet import parts
from schemas import Level

_TABLES = ("speeches", "pages", "edits", "rules")


class Count(NamedTuple):
    """How many there are of something; `None` for those of which it is not known."""

    name: str | None
    number: int


class RuleUse(NamedTuple):
    """What a rule did in this release."""

    rule_id: str
    kind: str
    reason: str
    edits: int
    chars: int


class Removed(NamedTuple):
    """What was removed or replaced of one kind."""

    kind: str
    edits: int
    chars: int
    pages: int


class Totals(NamedTuple):
    """The figures at the head of a report."""

    pages: int
    speeches: int
    texts: int
    """Speeches that stand for their clusters: each text once."""
    chars: int
    kept: int
    dated: int
    placed: int
    truncated: int
    masked: int
    quarantined: int


class Figures(NamedTuple):
    """All counts of a report. Years, levels, provinces, topics and quality count each text once."""

    totals: Totals
    years: tuple[Count, ...]
    levels: tuple[Count, ...]
    provinces: tuple[Count, ...]
    topics: tuple[Count, ...]
    quality: tuple[Count, ...]
    removed: tuple[Removed, ...]
    rules: tuple[RuleUse, ...]
    silent_rules: tuple[str, ...]
    """Rules that never fired: they made no edit and are evidence for no field."""
    statuses: tuple[Count, ...]
    reasons: tuple[tuple[str, str | None, int], ...]
    """Status, reason (of those rejected or quarantined, without the scores that may follow it in brackets), pages."""
    encodings: tuple[tuple[str | None, str | None, int, int], ...]
    """Encoding, how it was decided, pages, and bytes that could not be decoded."""


MOST_RULES = 25
MOST_TOPICS = 30
MOST_REASONS = 20
"""Of each status: a parser that raises says something else on each page."""

_TOTALS = """
SELECT (SELECT count(*) FROM pages), count(*), count(*) FILTER (is_canonical),
    (SELECT coalesce(sum(n_chars), 0)::BIGINT FROM pages), (SELECT coalesce(sum(n_kept), 0)::BIGINT FROM pages),
    count(*) FILTER (is_canonical AND date IS NOT NULL), count(*) FILTER (is_canonical AND province IS NOT NULL),
    count(*) FILTER (is_canonical AND truncated), count(*) FILTER (is_canonical AND len(masks) > 0),
    (SELECT count(*) FROM pages WHERE status = 'quarantined')
FROM speeches"""
_BY_YEAR = "nullif(regexp_extract(date, '^[0-9]{4}'), '')"
_COUNTED = "SELECT {what} AS what, count(*) FROM speeches WHERE is_canonical GROUP BY ALL"
_TOPICS = f"""
SELECT topic, count(*) AS n FROM (SELECT unnest(topics) AS topic FROM speeches WHERE is_canonical)
GROUP BY ALL ORDER BY n DESC, topic LIMIT {MOST_TOPICS}"""  # noqa: S608  # constants of ours
_QUALITY = """
SELECT printf('%.1f', least(floor(quality * 10), 9) / 10) AS step, count(*) FROM speeches WHERE is_canonical
GROUP BY ALL ORDER BY step"""
_REMOVED = """
SELECT kind, count(*), sum("end" - start)::BIGINT AS chars, count(DISTINCT page_id) FROM edits
GROUP BY ALL ORDER BY chars DESC, kind"""
_RULES = f"""
SELECT rule_id, rules.kind, reason, used.n, used.chars
FROM rules JOIN (SELECT rule_id, count(*) AS n, sum("end" - start)::BIGINT AS chars FROM edits GROUP BY ALL) AS used
USING (rule_id) ORDER BY used.n DESC, rule_id LIMIT {MOST_RULES}"""  # noqa: S608  # constants of ours
_SILENT = "SELECT rule_id FROM rules WHERE n_edits = 0 AND n_evidence = 0 ORDER BY 1"
_REASONS = f"""
SELECT status, CASE WHEN status IN ('rejected', 'quarantined') THEN trim(regexp_extract(status_reason, '^[^(]*')) END
    AS reason, count(*) AS n
FROM pages GROUP BY status, reason
QUALIFY row_number() OVER (PARTITION BY status ORDER BY n DESC, reason) <= {MOST_REASONS}
ORDER BY status, n DESC, reason"""  # noqa: S608  # constants of ours
_ENCODINGS = """
SELECT encoding, encoding_method, count(*) AS n, sum(encoding_errors)::BIGINT FROM pages
GROUP BY ALL ORDER BY n DESC, encoding NULLS LAST, encoding_method NULLS LAST"""


@contextmanager
def opened(scratch: Path, **releases: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection in which each release is a schema with its tables as views over the Parquet files.

    DuckDB may spill into `scratch`.
    """
    speeches = max((speeches_in(folder) for folder in releases.values()), default=0)
    with connect(scratch, speeches=speeches, preserve_insertion_order=False) as con:
        for schema, folder in releases.items():
            con.execute(f"CREATE SCHEMA {schema}")
            for name in _TABLES:
                files = ", ".join(quoted(str(path)) for path in parts(folder, name))
                con.execute(f"CREATE VIEW {schema}.{name} AS FROM read_parquet([{files}])")
        yield con


def figures(con: duckdb.DuckDBPyConnection) -> Figures:
    """Count what a report shows, in the tables that the connection has by their bare names."""
    return Figures(
        totals=Totals(*_rows(con, _TOTALS)[0]),
        years=_counts(con, f"{_COUNTED.format(what=_BY_YEAR)} ORDER BY what NULLS LAST"),
        levels=_ranked(_counts(con, _COUNTED.format(what="level"))),
        provinces=_counts(con, f"{_COUNTED.format(what='province')} ORDER BY 2 DESC, what NULLS LAST"),
        topics=_counts(con, _TOPICS),
        quality=_counts(con, _QUALITY),
        removed=tuple(Removed(*row) for row in _rows(con, _REMOVED)),
        rules=tuple(RuleUse(*row) for row in _rows(con, _RULES)),
        silent_rules=tuple(rule for (rule,) in _rows(con, _SILENT)),
        statuses=_counts(con, "SELECT status, count(*) AS n FROM pages GROUP BY ALL ORDER BY n DESC, status"),
        reasons=tuple(_rows(con, _REASONS)),
        encodings=tuple(_rows(con, _ENCODINGS)),
    )


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> Sequence[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def _counts(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Count, ...]:
    return tuple(Count(*row) for row in _rows(con, query))


def _ranked(levels: tuple[Count, ...]) -> tuple[Count, ...]:
    """Return levels from the province down, the unknown last."""
    order = [*map(str, Level), None]
    return tuple(sorted(levels, key=lambda count: order.index(count.name)))
