"""`jianghua search`: what the macro `search` of a release finds, with the places where the words stand."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import duckdb
from rich.console import Console
from rich.text import Text

from flows.terminal import guarded, safe, safe_line
from schemas import JianghuaError

_WINDOW = 72
_BEFORE = 18
_FIRST, _ALL = 1_000, 2**31 - 1
"""How many of the best are filtered at first, and if they do not suffice: speeches are numbered in 31 bits."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("\u3000"): " "}
"""What `search_folded` makes of the forms of ASCII that are as wide as a Chinese character."""
_COLUMNS = ("speech_id", "score", "hits", "title", "date", "province", "prefecture", "county", "level", "snippet")

_ASKED = """
WITH fit AS (
    SELECT * FROM search($wanted, most := $most)
    WHERE ($county IS NULL OR starts_with(county, $county))
        AND ($prefecture IS NULL OR starts_with(prefecture, $prefecture))
        AND ($province IS NULL OR starts_with(province, $province)) AND ($level IS NULL OR level = $level)
        AND ($since IS NULL OR date_earliest >= $since) AND ($until IS NULL OR left(date_latest, len($until)) <= $until)
    QUALIFY $copies OR row_number() OVER (PARTITION BY cluster_id ORDER BY score DESC, speech_id) = 1
    ORDER BY score DESC, speech_id LIMIT $limit
)
SELECT speech_id, score, hits, fit.title, fit.date, fit.province, fit.prefecture, fit.county, fit.level, text
FROM fit JOIN speeches USING (speech_id) ORDER BY score DESC, speech_id"""


class Wanted(NamedTuple):
    """What is looked for; a filter that is None lets everything pass."""

    words: str
    county: str | None
    prefecture: str | None
    province: str | None
    level: str | None
    since: str | None
    until: str | None
    limit: int
    copies: bool


def find(con: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[dict[str, Any]]:
    """Return what is found in an open release, best first, each with a snippet of its text.

    Raises JianghuaError if nothing is asked, a day is none or before the other, or the release has no index.
    """
    _check_days(wanted.since, wanted.until)
    units = _units(con, wanted.words)
    if not units:
        raise JianghuaError('nothing to look for: give words, such as 招商引资 or "乡村 振兴"')
    rows = _asked(con, wanted, max(_FIRST, 2 * wanted.limit))
    if len(rows) < wanted.limit:  # the filters or the copies left too few of the best
        rows = _asked(con, wanted, _ALL)
    return [dict(zip(_COLUMNS, (*row[:-1], snippet(row[-1], units)), strict=True)) for row in rows]


def _check_days(since: str | None, until: str | None) -> None:
    for day in (since, until):
        if day is not None and not _is_date(day):
            raise JianghuaError(f"{day!r} is no date: give 2015, 2015-03 or 2015-03-20")
    if since and until and since[: len(until)] > until:
        raise JianghuaError(f"--from {since} is after --to {until}")


def _is_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day of the calendar."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _asked(con: duckdb.DuckDBPyConnection, wanted: Wanted, most: int) -> list[tuple[Any, ...]]:
    values = wanted._asdict()
    return con.execute(_ASKED, {"wanted": values.pop("words"), "most": most, **values}).fetchall()


def _units(con: duckdb.DuckDBPyConnection, words: str) -> list[str]:
    try:
        units: list[str] = con.execute("SELECT search_units(?)", [words]).fetchall()[0][0]
    except duckdb.CatalogException as error:
        raise JianghuaError("this release has no search index; build it again, or use jianghua sql") from error
    return units


def snippet(text: str, units: Sequence[str]) -> str:
    """Return the piece of a text, on one line, that holds most of the words; its beginning if they are in the title."""
    plain = text.replace("\n", " ")
    starts = [max(0, start - _BEFORE) for start, _ in _places(plain, units)]
    best = max(starts[:200], key=lambda start: _held(plain[start : start + _WINDOW], units), default=0)
    piece = plain[best : best + _WINDOW]
    return f"{'…' if best else ''}{piece}{'…' if best + _WINDOW < len(plain) else ''}"


def _held(piece: str, units: Sequence[str]) -> int:
    folded = piece.translate(_WIDTH).lower()
    return sum(unit in folded for unit in units)


def _places(text: str, units: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words stand in a text, in any case and width."""
    longest_first = sorted(units, key=lambda unit: (-len(unit), unit))
    pattern = re.compile("|".join(map(re.escape, longest_first)), re.I)
    return (match.span() for match in pattern.finditer(text.translate(_WIDTH)))


def show(con: duckdb.DuckDBPyConnection, wanted: Wanted, form: str | None) -> None:
    """Find, and write to standard output in a form: by default text with the words marked on a terminal, else CSV."""
    rows = find(con, wanted)
    form = form or ("text" if sys.stdout.isatty() else "csv")
    if form == "json":
        guarded(sys.stdout).write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        guarded(sys.stdout).write(_as_csv(rows))
    else:
        console = Console(highlight=False)
        for line in _lines(rows, _units(con, wanted.words)):
            console.print(line, soft_wrap=True)


def _as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "score": f"{row['score']:.4f}"} for row in rows)
    return out.getvalue()


def _lines(rows: Sequence[Mapping[str, Any]], units: Sequence[str]) -> Iterator[Text]:
    if not rows:
        yield Text(
            "nothing found; each word is looked for as it is written, and filters leave out what has no such field"
        )
    for number, row in enumerate(rows, 1):
        place = "".join(row[name] or "" for name in ("province", "prefecture", "county"))
        said = " · ".join(filter(None, (row["date"], place, row["speech_id"])))
        yield Text.assemble((f"{number:>3}  ", "dim"), marked(row["title"] or "(no title)", units, "bold"))
        yield Text.assemble("     ", (safe_line(said), "dim"), (f"  {row['score']:.2f}", "dim"))
        yield Text.assemble("     ", marked(row["snippet"], units, ""))


def marked(text: str, units: Sequence[str], style: str) -> Text:
    """Return a text as it is safe on a terminal, with the words marked."""
    shown = Text(safe(text), style=style)
    for start, end in _places(shown.plain, units):
        shown.stylize("reverse", start, end)
    return shown
