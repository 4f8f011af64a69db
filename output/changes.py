"""What became of the speeches between two releases: which were added, lost, changed, and what did it.

The comparison is one SQL script (`templates/diff.sql`), which anybody can run without this program; here it is run, and
told in words for a release's CHANGELOG.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import Template
from typing import NamedTuple

import duckdb

from output.catalog import NAME as CATALOG
from output.catalog import quoted
from output.duck import connect, speeches_in
from output.manifest import read_manifest
from schemas import JianghuaError
from schemas.tables import TABLES, columns_of

CHANGELOG = "CHANGELOG.md"
SHOWN = 20
"""How many speeches of each kind of change the changelog names."""
MOST_CHARS = 200_000
"""How much of earlier changelogs is carried along."""

_SCRIPT = Path(__file__).parent / "templates" / "diff.sql"
_NO_CHANGE = frozenset({
    "speech_id", "page_id", "position", "evidence", "source", "site", "url", "fetched_at", "parser_version", "n_chars",
    "cluster_id", "is_canonical", "text_collated",
})  # fmt: skip
"""Columns that say where a speech is from, or follow from others or from other speeches."""
_COUNTS = "SELECT change, cause, count(*) FROM changes GROUP BY ALL ORDER BY change, count(*) DESC, cause"
_TEXTS = "SELECT count(*) FROM changes WHERE list_contains(fields, 'text')"
_RULES = """
    SELECT rule, count(*) FILTER (change = 'added'), count(*) FILTER (change = 'lost'),
        count(*) FILTER (change = 'changed')
    FROM (SELECT change, unnest(rules) AS rule FROM changes) GROUP BY rule ORDER BY count(*) DESC, rule
"""
_ROWS = """
    SELECT change, speech_id, cause, rules, fields, chars_before, chars_after, source, title FROM changes
    QUALIFY row_number() OVER (PARTITION BY change ORDER BY speech_id) <= ? ORDER BY change, speech_id
"""
_ALL = 2**62


class Change(NamedTuple):
    """A speech that was added, lost or changed."""

    change: str
    speech_id: str
    cause: str
    rules: Sequence[str]
    """The rules that did other things on its page than before."""
    fields: Sequence[str]
    """The columns that differ, where the speech is in both."""
    chars_before: int
    chars_after: int
    source: str
    title: str | None


class Changes(NamedTuple):
    """What differs between two releases."""

    counts: Sequence[tuple[str, str, int]]
    """Change, cause, number of speeches."""
    texts: int
    """Speeches that changed in their text, which is all that report.html counts as changed; the others in a field."""
    rules: Sequence[tuple[str, int, int, int]]
    """Rule, and on how many speeches added, lost, changed it had a part."""
    rows: Sequence[Change]


def diff_script(earlier: Path, later: Path) -> str:
    """Return the script that compares two releases, by the columns that both have.

    Raises JianghuaError if one of them cannot be opened.
    """
    with _attached(earlier, later, None) as con:
        return _script(con)


def compare(earlier: Path, later: Path, *, rows: int | None = None, scratch: Path | None = None) -> Changes:
    """Compare two releases; at most `rows` speeches of each kind of change are returned, by default all.

    DuckDB may spill into `scratch`. Raises JianghuaError if one of them cannot be opened.
    """
    with _attached(earlier, later, scratch) as con:
        con.execute(_script(con))
        found = con.execute(_ROWS, [_ALL if rows is None else rows]).fetchall()
        ((texts,),) = con.sql(_TEXTS).fetchall()
        return Changes(con.sql(_COUNTS).fetchall(), texts, con.sql(_RULES).fetchall(), [Change(*row) for row in found])


@contextmanager
def _attached(earlier: Path, later: Path, scratch: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(scratch, speeches=speeches_in(later)) as con:
        try:
            for name, release in (("earlier", earlier), ("later", later)):
                con.execute(f"ATTACH {quoted(str(release / CATALOG))} AS {name} (READ_ONLY)")
        except duckdb.Error as error:
            raise JianghuaError(f"cannot open {release / CATALOG}: {str(error).splitlines()[0]}") from error
        yield con


def _script(con: duckdb.DuckDBPyConnection) -> str:
    held = [{row[0] for row in con.execute(f"DESCRIBE {name}.speeches").fetchall()} for name in ("earlier", "later")]
    ours = [column.name for column in columns_of(TABLES["speeches"]) if column.name not in _NO_CHANGE]
    names = [name for name in ours if all(name in each for each in held)]
    differ = {name: f'e."{name}" IS DISTINCT FROM l."{name}"' for name in names}
    fields = ", ".join(f"CASE WHEN {test} THEN '{name}' END" for name, test in differ.items())
    return Template(_SCRIPT.read_text("utf-8")).substitute(fields=fields, differ=" OR ".join(differ.values()))


def write_changelog(folder: Path, version: str, day: str | None, previous: Path | None, scratch: Path) -> None:
    """Write CHANGELOG.md: what this release changed against the one before, above what that one's changelog says."""
    dated = f" ({day})" if day else ""
    if previous is None:
        entry, before = "The first release.\n", ""
    else:
        found = compare(previous, folder, rows=SHOWN, scratch=scratch)
        entry, before = "\n".join(_told(found, read_manifest(previous)["version"])), _earlier(previous)
    text = f"# Changes of the releases\n\n## {version}{dated}\n\n{entry}{before}"
    (folder / CHANGELOG).write_text(text, "utf-8")


def _earlier(previous: Path) -> str:
    try:
        whole = (previous / CHANGELOG).read_text("utf-8")
    except OSError:
        return ""
    entries = whole.partition("\n## ")[2]
    cut = "\n\nOlder entries were left out.\n" if len(entries) > MOST_CHARS else ""
    return f"\n## {entries[:MOST_CHARS]}{cut}" if entries else ""


def _told(found: Changes, than: str) -> Iterator[str]:
    totals = {
        change: sum(n for each, _, n in found.counts if each == change) for change in ("added", "lost", "changed")
    }
    told = ", ".join(f"{number:,} {change}" for change, number in totals.items())
    yield f"Speeches against {than}: {told}, of these {found.texts:,} in their text, the others in other columns.\n"
    if found.counts:
        yield from ("| Change | Cause | Speeches |", "| --- | --- | --- |")
        yield from (f"| {change} | {plain(cause)} | {number:,} |" for change, cause, number in found.counts)
        yield ""
    if found.rules:
        yield from ("| Rule | Added | Lost | Changed |", "| --- | --- | --- | --- |")
        yield from (f"| `{rule}` | {added:,} | {lost:,} | {changed:,} |" for rule, added, lost, changed in found.rules)
        yield ""
    for row in found.rows:
        yield f"- {row.change}: `{row.speech_id}` {plain(row.title or '')} ({plain(', '.join(_why(row)))})"
    if len(found.rows) < sum(totals.values()):
        yield f"- and more: `jianghua diff {than} ...` names all"
    if found.rows:
        yield ""


def _why(row: Change) -> Iterator[str]:
    yield row.cause if row.cause != "rules" else "rules " + " ".join(row.rules)
    if row.fields:
        yield "other " + " ".join(row.fields)


def plain(text: str) -> str:
    """Return a stranger's words on one line, harmless in Markdown."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))[:200]
