"""The provinces, prefectures and counties of China in every year from 1980 to 2024, by name and by stable id.

Counties are renamed, recoded and handed from one prefecture to the next; a speech can only be cited with the name and
code of its year. The facts are `parsers/data/gazetteer.tsv`, packed by scripts/pack_gazetteer.py, which also says how
the ids came about. Each division appears once for each run of years in which nothing about it changed.

Not here: townships (`parsers.town_names`; there is no list of them by year), and the reading of texts, which is
`parsers.places`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple, TypeVar

from parsers.loading import uncollected
from schemas.enums import Level

Key = TypeVar("Key")
FIRST_YEAR, LAST_YEAR = 1980, 2024
LEVELS = {"1": Level.PROVINCE, "2": Level.PREFECTURE, "3": Level.COUNTY}
AUTONOMOUS = {"自治县": "县", "自治旗": "旗", "自治州": "州"}
"""How speech shortens an autonomous division: 三都水族自治县 is 三都县, and 黔南布依族苗族自治州 is 黔南州."""


class Years(NamedTuple):
    """The first and the last year that a speech can be of, which is one year where its date is known."""

    first: int
    last: int


class Division(NamedTuple):
    """One division over a run of years, `last` included; `id` outlives renamings, `parent` is the next rank's id."""

    level: Level
    name: str
    short: str
    id: str
    code: str
    parent: str
    first: int
    last: int

    def valid(self, year: int | None, slack: int = 0) -> bool:
        """Whether it existed like this in the year, give or take `slack` years; always, where no year is known."""
        return year is None or self.first - slack <= _covered(year) <= self.last + slack

    def held(self, years: Years | None, slack: int = 0) -> int:
        """Return in how many of the years it existed like this, which some years of slack may make one; None is all."""
        first, last = years or (FIRST_YEAR, LAST_YEAR)
        covered = min(self.last, _covered(last)) - max(self.first, _covered(first)) + 1
        return covered if covered > 0 else int(covered + slack > 0)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions, with the ways to look them up; every tuple is in order of time."""

    divisions: tuple[Division, ...]
    by_name: Mapping[str, tuple[Division, ...]]
    by_short: Mapping[str, tuple[Division, ...]]
    by_id: Mapping[tuple[Level, str], tuple[Division, ...]]

    def full(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """Return the divisions of this full name (or the usual form of an autonomous one) in a year, or in any."""
        line = self.by_name.get(name, ())
        return line if year is None else tuple(division for division in line if division.valid(year))

    def short(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """Return the divisions of this short name (荔波 for 荔波县) in a year, or in any."""
        line = self.by_short.get(name, ())
        return line if year is None else tuple(division for division in line if division.valid(year))

    def history(self, division: Division) -> tuple[Division, ...]:
        """Return what the same division was over the years, under whatever name and code."""
        return self.by_id[division.level, division.id]

    def parents(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """Return prefecture and province, or the province alone, as of a year (without one, of its last year)."""
        when = min(max(division.first, _covered(year or LAST_YEAR)), division.last)
        found: list[Division] = []
        while division.parent:
            level = Level.PROVINCE if division.parent.endswith("0000") else Level.PREFECTURE
            line = self.by_id[level, division.parent]
            division = next((parent for parent in line if parent.valid(when)), line[-1])
            found.append(division)
        return tuple(found)

    def names(self) -> frozenset[str]:
        """Return every name of any level in any year, full, short and usual forms."""
        return frozenset(self.by_name) | frozenset(self.by_short)


def _covered(year: int) -> int:
    return min(max(year, FIRST_YEAR), LAST_YEAR)


@cache
@uncollected
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once a process."""
    packed = files("parsers").joinpath("data", "gazetteer.tsv").read_text(encoding="utf-8")
    divisions = tuple(_read(line) for line in packed.splitlines() if line[0] != "#")
    in_time = sorted(divisions, key=attrgetter("first", "id"))
    return Gazetteer(
        divisions,
        _grouped((name, division) for division in in_time for name in usual_names(division)),
        _grouped((division.short, division) for division in in_time),
        _grouped(((division.level, division.id), division) for division in in_time),
    )


@cache
def counties_below(prefecture: str) -> tuple[Division, ...]:
    """Return the counties that a prefecture, by its id, had in any year."""
    return _below().get(prefecture, ())


@cache
def _below() -> Mapping[str, tuple[Division, ...]]:
    counties = (division for division in gazetteer().divisions if division.level is Level.COUNTY)
    return _grouped((division.parent, division) for division in counties)


@cache
def upper_ids(division: Division) -> frozenset[str]:
    """Return the ids of the prefecture and the province above a division, in its own years."""
    return frozenset(parent.id for parent in gazetteer().parents(division))


def usual_names(division: Division) -> tuple[str, ...]:
    """Return the full name and, for an autonomous county or prefecture, the form that speech uses."""
    generic = AUTONOMOUS.get(division.name[-3:])
    if generic is None or division.short == division.name:
        return (division.name,)
    return division.name, division.short + generic


def _read(line: str) -> Division:
    level, name, short, own, code, parent, first, last = line.split("\t")
    return Division(
        LEVELS[level], name, short or name[:-1], own, code or own, parent, int(first), int(last or LAST_YEAR)
    )


def _grouped(pairs: Iterable[tuple[Key, Division]]) -> dict[Key, tuple[Division, ...]]:
    groups: dict[Key, list[Division]] = defaultdict(list)
    for key, division in pairs:
        groups[key].append(division)
    return {key: tuple(group) for key, group in groups.items()}
