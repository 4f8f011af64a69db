"""What the name of the place says of the year: 宁国县 has been 宁国市 since 1997, so a speech headed 宁国县 is older.

Only the full name in title or head is asked, since speakers go on using old names and short ones tell nothing. A year
that a site put before the title and in which no place had that name is false; an interval is narrowed.

The other way round, a place is given as it was in the year, or while the levels above it were called as in the text.

Not here: dated words (`parsers.vocabulary`), and which place it is (`parsers.places`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp

from parsers.findings import Finding, Part
from parsers.gazetteer import FIRST_YEAR, LAST_YEAR, Division, Years, gazetteer, upper_ids

RULE = "date.place_name"
OF_HEAD = ("place.title", "place.head")
SLACK = 1
"""Years after its last full one in which a name may still have been right: the gazetteer has each year's end."""
OLDEST = 1995
"""The year before which hardly any speech on the web is."""
FRESH = 5.0
"""Years in which speeches that name nothing newer become rarer by a factor of e: what is named newest is mostly news.

Fitted to authored speeches of which nothing tells the last year: of 377, 184 are of the year of the newest thing that
they name or of the next two.
"""
_DATES = frozenset(("date", "date_basis", "date_earliest", "date_latest"))


def with_place(part: Part, date: Sequence[Finding], place: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of the date as the name of the place corrects or narrows them."""
    named = next((finding for finding in place if finding.field == "place_name" and finding.rule in OF_HEAD), None)
    years = _years(part.text[named.start : named.end], place) if named else None
    if named is None or years is None:
        return tuple(date)
    values = {finding.field: finding.value for finding in date}
    stated = values.get("date_earliest") if values.get("date_basis") == "title" else None
    if stated is not None and not years[0] <= int(stated[:4]) <= years[1]:
        kept = [finding for finding in date if finding.field not in _DATES]
        conflict = Finding("date_conflict", named.value, named.start, named.end, RULE)
        return (*kept, *_bounds(named, years, {}), conflict)
    if "date" in values:
        return tuple(date)
    bounds = _bounds(named, years, values)
    changed = {finding.field for finding in bounds}
    return (*(finding for finding in date if finding.field not in changed), *bounds)


def _years(name: str, place: Iterable[Finding]) -> tuple[int, int] | None:
    """Return the first and last year in which the place had the name, or nothing where it is not one place."""
    values = {finding.field: finding.value for finding in place}
    line = [division for division in gazetteer().full(name) if _is_in(division, values.get("province"))]
    if len({division.id for division in line}) != 1:
        return None
    return min(division.first for division in line), max(division.last for division in line) + SLACK


def _is_in(division: Division, province: str | None) -> bool:
    return province in {division.name, *(parent.name for parent in gazetteer().parents(division))}


def _bounds(named: Finding, years: tuple[int, int], known: dict[str, str]) -> tuple[Finding, ...]:
    """Return the bounds that the years of a name set, where they are narrower than those known and leave some days."""
    first, last = f"{years[0]}-01-01", f"{years[1]}-12-31"
    low, high = known.get("date_earliest", ""), known.get("date_latest", "9999")
    found = []
    if years[0] > FIRST_YEAR and low < first <= high:
        found.append(Finding("date_earliest", first, named.start, named.end, RULE))
    if years[1] <= LAST_YEAR and low <= last < high:
        found.append(Finding("date_latest", last, named.start, named.end, RULE))
    if found and "date_basis" not in known:
        found.append(Finding("date_basis", "vocabulary", named.start, named.end, RULE))
    return tuple(found)


def as_of(
    divisions: Iterable[Division], years: Years | None, above: Sequence[Division], kind: str | None
) -> tuple[Division, bool]:
    """Return the division as it was in the years, and whether it existed then.

    Of its forms it is the one that held in the likeliest of them, if possible one that it had while the levels above it
    were called as they are in the text, or of the `kind` (县, 区) that the text calls it; but none of a time of which
    hardly any speech is to be had.
    """
    line = sorted(set(divisions), key=lambda division: (_likelihood(division, years), division.last))
    near = [division for division in line if division.held(years, slack=1)]
    near = [division for division in near if kind and division.name.endswith(kind)] or near
    then = [division for division in near if any(_at_one_time(division, each) for each in above)]
    return (then or near or line)[-1], bool(near)


def _likelihood(division: Division, years: Years | None) -> float:
    """Return how likely a speech of the years is of one in which a division existed like this, on no scale."""
    first, last = years or (FIRST_YEAR, LAST_YEAR)
    told = first > OLDEST and last - first > FRESH
    first = max(first, min(OLDEST, last))
    held = range(max(first, division.first), min(last, division.last) + 1)
    return sum(exp((first - year) / FRESH) if told else 1.0 for year in held)


def _at_one_time(division: Division, above: Division) -> bool:
    return above.id in upper_ids(division) and division.first <= above.last and above.first <= division.last
