"""The prefecture that a speech of its level tells by its counties, of which it names several and hardly any others.

Not here: prefectures that are named as home, and those above the speaker's county (`parsers.place_above`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parsers.gazetteer import LAST_YEAR, Division, Years, counties_below, gazetteer
from parsers.place_above import COUNTIES_NEEDED
from parsers.place_kind import fits_kind
from parsers.place_signs import Sign
from parsers.place_weights import CLEAR
from schemas.enums import Level

_WIDE_KINDS = ("州", "盟", "地")
"""Kinds of which there are so few that two counties tell one."""
MOST, NEARLY_ALL = 0.6, 0.75
"""What share of its counties must be named where a city of county rank may be the speaker's: more if it has few."""
STRANGERS, STRANGERS_OF_ALL = 1.5, 2.5
"""How many counties may be named for each that is of the prefecture, and if nearly all of it are: neighbours are heard
of, but not that often."""


def find_by_counties(signs: Sequence[Sign], years: Years | None, own: str | None, level: Level | None) -> list[Sign]:
    """Return the prefecture whose counties a speech of its level names, three or more and hardly any of others.

    Where it may be of a city of county rank as well, most of the counties that the prefecture had.
    """
    named = [sign for sign in signs if _is_county_below(sign)]
    counts = counties_named(named)
    prefecture = max(counts, key=lambda parent: (counts[parent], _latest(parent)), default="")
    best, counties = counts[prefecture], {sign.division.id for sign in named if sign.kind != "word"}
    share, needed = _share(prefecture, best, years), 0 if level else MOST if best > COUNTIES_NEEDED else NEARLY_ALL
    strangers = STRANGERS_OF_ALL if share >= NEARLY_ALL else STRANGERS
    if best < COUNTIES_NEEDED - (own in _WIDE_KINDS) or len(counties) > max(best + 1, strangers * best):
        return []
    if share < needed:
        return []
    held = [division for division in _prefecture(prefecture) if division.held(years)]
    first = min((s.mention for s in named if s.division.parent == prefecture), key=lambda mention: mention.start)
    of_kind = [division for division in held if fits_kind(division, own, Level.PREFECTURE, many=True)]
    return [Sign(division, first, "place.counties", CLEAR, "home") for division in of_kind]


def _share(prefecture: str, count: int, years: Years | None) -> float:
    """Return what share of the counties that a prefecture had in the last of the years so many are."""
    year = years.last if years else LAST_YEAR
    return count / max(1, sum(county.valid(year) for county in counties_below(prefecture)))


def _prefecture(code: str) -> tuple[Division, ...]:
    return gazetteer().by_id.get((Level.PREFECTURE, code), ())


def _latest(code: str) -> int:
    return max((division.last for division in _prefecture(code)), default=0)


def _is_county_below(sign: Sign) -> bool:
    """Whether a mention can be of a county that the speaker's prefecture has: not said to be another's."""
    return sign.division.level is Level.COUNTY and sign.kind != "other" and sign.weight >= 0


def counties_named(signs: Sequence[Sign]) -> Counter[str]:
    """Return how many counties of each prefecture are named and not spoken of as others'."""
    counties = {sign.division for sign in signs if sign.division.level is Level.COUNTY and sign.weight >= 0}
    pairs = {(division.id, division.parent) for division in counties}
    return Counter(parent for _, parent in pairs)
