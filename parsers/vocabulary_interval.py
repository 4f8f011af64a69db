"""The interval that clues leave together, and the stated dates that they exclude.

The newest clue gives the first day, and that is robust, since history only adds older ones. The last day is softer: a
last day before the first one is taken for a look back and dropped. A phrase that leaves several stretches of time
(三中全会刚开过) has the others choose among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from parsers.dates import bounds
from parsers.findings import Finding
from parsers.vocabulary_families import Clue
from parsers.vocabulary_table import table

RULE = "date.vocabulary"
_NO_WITNESS = frozenset(("year_reviewed", "years_counted"))
_SLIP = timedelta(days=365)
# One term out of use is not enough to call a stated year false, unless it went this long before.
_LONG_GONE = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Interval:
    """The first and last day a speech can have been given, each with the clue that set it; None where nothing did."""

    earliest: str | None
    latest: str | None
    earliest_clue: Clue | None
    latest_clue: Clue | None


def narrow(found: Iterable[Clue]) -> Interval | None:
    """Return the interval that clues leave together; None if there are none."""
    given = tuple(found)
    plain = tuple(clue for clue in given if not clue.options) if any(clue.options for clue in given) else given
    first = max((c for c in plain if c.earliest), key=first_day, default=None)
    floor = first_day(first) if first else ""
    last = min(_ceilings(plain, floor), key=last_day, default=None)
    interval = Interval(floor or None, last_day(last) if last else None, first, last)
    if plain is not given:
        # Once more, since what a later phrase leaves may choose among the stretches of an earlier one.
        for clue in 2 * tuple(clue for clue in given if clue.options):
            interval = _chosen(interval, clue)
    return None if interval.earliest is None and interval.latest is None else interval


def _chosen(interval: Interval, clue: Clue) -> Interval:
    """Narrow an interval to those stretches of a clue that it meets; to none where it meets none."""
    low, high = interval.earliest or "", interval.latest or "9999"
    met = [(first, last) for first, last in clue.options if first <= high and last >= low]
    if not met:
        return interval
    first, last = min(option[0] for option in met), max(option[1] for option in met)
    if first > low:
        interval = replace(interval, earliest=first, earliest_clue=clue)
    return replace(interval, latest=last, latest_clue=clue) if last < high else interval


def conflicts(stated: str, found: Sequence[Clue]) -> tuple[Finding, ...]:
    """Return, as `date_conflict` findings, the terms that exclude a stated date (EDTF); none if it can be right.

    A year the title sums up is the stated one and no witness, nor is what leaves several stretches or was counted.
    """
    found = tuple(clue for clue in found if clue.kind not in _NO_WITNESS and not clue.options)
    limits = bounds(stated)
    if limits is None:
        return ()
    too_new = [c for c in found if c.earliest and first_day(c) > limits[1]]
    if len({c.term for c in too_new}) < 2 and not any(_long_after(c.earliest, limits[1]) for c in too_new):
        too_new = []
    floor = max(map(first_day, found), default="")
    gone = [c for c in _ceilings(found, floor) if last_day(c) < limits[0] and not c.soft]
    if not _enough(gone, limits[0]):
        gone = []
    return tuple(_conflict(clue) for clue in _first_of_each((*too_new, *gone)))


def first_day(clue: Clue) -> str:
    """Return the first day a clue allows, its lead included; the empty text where it has none."""
    return _later(clue.earliest, -clue.lead) if clue.earliest and clue.lead else clue.earliest or ""


def last_day(clue: Clue) -> str:
    """Return the last day a clue allows, its slack included."""
    return "9999-12-31" if clue.latest is None else _later(clue.latest, clue.slack)


@lru_cache(maxsize=4096)
def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _ceilings(found: Iterable[Clue], floor: str) -> list[Clue]:
    """Return the clues that bound the day from above: not superseded by the newest term or by a newer one of a kind."""
    given = tuple(found)
    kinds = table().kinds
    ceilings = [clue for clue in given if clue.latest is not None and clue.latest > floor]
    newest: dict[str, str] = {}
    for clue in given if ceilings else ():
        if clue.kind in kinds and kinds[clue.kind].newest:
            newest[clue.kind] = max(newest.get(clue.kind, ""), clue.earliest or "")
    return [clue for clue in ceilings if (clue.earliest or "") >= newest.get(clue.kind, "")]


def _enough(gone: list[Clue], first_day: str) -> bool:
    if len({c.term for c in gone}) >= 2 or any(c.exact for c in gone):
        return True
    return any(date.fromisoformat(last_day(c)) + _LONG_GONE < date.fromisoformat(first_day) for c in gone)


def _long_after(day: str | None, last: str) -> bool:
    """Whether a day lies so long after a stated date that no slip of the table by some months explains it."""
    return day is not None and date.fromisoformat(day) > date.fromisoformat(last) + _SLIP


def _first_of_each(found: Iterable[Clue]) -> tuple[Clue, ...]:
    return tuple({clue.term: clue for clue in reversed(tuple(found))}.values())[::-1]


def _conflict(clue: Clue) -> Finding:
    value = f"{clue.term} {clue.earliest or '..'}/{last_day(clue) if clue.latest else '..'}"
    return Finding("date_conflict", value, clue.start, clue.end, RULE)
