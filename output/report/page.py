"""The page itself: figures, charts and samples put into the template.

Whatever is shown was written by strangers: the template escapes all of it, and a Content-Security-Policy forbids the
page to run or to load anything. There is no script: what the reader can switch is a pair of radio buttons and CSS.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from output.describe import Facts
from output.manifest import read_manifest
from output.report.changes import Changes, changes
from output.report.charts import bars, columns, tile_map, tiles
from output.report.figures import Count, Figures, figures, opened
from output.report.reading import samples
from schemas import JianghuaError

NAME = "report.html"

_TEMPLATES = Path(__file__).parents[1] / "templates" / "report"
_MOST_BARS = 20
_YEARS_APART, _MOST_YEARS = 5, 80
_TENTHS = tuple(f"0.{tenth}" for tenth in range(10))
_UNKNOWN = ("未知", "unknown")

Pair = tuple[str, str]


def write_report(folder: Path, facts: Facts, scratch: Path, before: Path | None = None) -> None:
    """Write report.html beside the tables of a release, compared with the release `before` where there is one.

    DuckDB may spill into `scratch`. The same tables, facts and release before give the same bytes.
    """
    with opened(scratch, now=folder) as con:
        con.execute("USE now")
        found, read = figures(con), samples(con)
    compared = _compared(folder, before, scratch) if before is not None else None
    style = (_TEMPLATES / "report.css").read_text("utf-8")
    text = _environment().get_template("report.html.j2").render(
        facts=facts, figures=found, samples=read, changes=compared, charts=_charts(found),
        style=Markup(style), style_hash=_hash(style),  # noqa: S704  # our own file
    )  # fmt: skip
    (folder / NAME).write_text(text, "utf-8")


def _compared(folder: Path, before: Path, scratch: Path) -> Changes | None:
    """Compare with the release before; one that is damaged is no release to compare with, and stops nothing."""
    try:
        with opened(scratch, now=folder, before=before) as con:
            return changes(con, read_manifest(before)["version"])
    except (duckdb.Error, JianghuaError):
        return None


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update({"number": _number, "share": _share, "label": _label})
    return environment


@cache
def _labels() -> Mapping[str, Mapping[str, Sequence[str]]]:
    provinces = {tile.name: (tile.name, tile.english) for tile in tiles()}
    return {**tomllib.loads((_TEMPLATES / "labels.toml").read_text("utf-8")), "province": provinces}


def _label(value: str | None, vocabulary: str = "") -> Pair:
    """Return a value in Chinese and English; what has no English stands in both as it is."""
    if value is None:
        return _UNKNOWN
    chinese, english = _labels().get(vocabulary, {}).get(value, (value, value))
    return chinese, english


def _number(value: int) -> str:
    return f"{value:,}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _charts(found: Figures) -> Mapping[str, Markup]:
    steps = {count.name: count.number for count in found.quality}
    by_year = _every_year({int(count.name): count.number for count in found.years if count.name})
    return {
        "years": columns(by_year, _YEARS_APART if len(by_year) > _YEARS_APART else 1),
        "levels": bars(_named(found.levels, "level")),
        "provinces": tile_map({count.name: count.number for count in found.provinces if count.name}),
        "topics": bars(_named(found.topics[:_MOST_BARS], "topic")),
        "quality": columns([(step, steps.get(step, 0)) for step in _TENTHS]),
        "removed": bars([(_label(row.kind, "kind")[0], row.chars) for row in found.removed]),
        "rules": bars([(row.rule_id, row.edits) for row in found.rules[:_MOST_BARS]]),
        "encodings": bars(_summed((row[0] or "–", row[2]) for row in found.encodings)),
        "statuses": bars(_named(found.statuses, "status")),
    }


def _named(counts: Iterable[Count], vocabulary: str) -> list[tuple[str, int]]:
    return [(_label(count.name, vocabulary)[0], count.number) for count in counts]


def _every_year(counts: Mapping[int, int]) -> list[tuple[str, int]]:
    """Return the years from the first to the last, without those between where they are too many to draw."""
    years = range(min(counts), max(counts) + 1) if counts else range(0)
    return [(str(year), counts.get(year, 0)) for year in (years if len(years) <= _MOST_YEARS else sorted(counts))]


def _summed(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    totals: dict[str, int] = {}
    for name, number in pairs:
        totals[name] = totals.get(name, 0) + number
    return sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:_MOST_BARS]
