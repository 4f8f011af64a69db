"""The county that a text tells by its townships, where neither title nor cue names it.

Sites mask the county and leave the townships: 乌林、燕窝、螺山三镇 are nowhere but in one county. Names are taken where
镇, 乡 or 街道 follows, and out of lists. Most names have several bearers, and many townships are not in the list any
more, so two must meet in one county, as by chance they would not; one is enough in title or head, if the text names
that county, or what lies above it, as well, and where its speaker calls it his, if only one county that has it lies
near others that he names.

Not here: which townships a county has (`parsers.town_names`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import chain, islice
from math import prod
from typing import NamedTuple

from parsers.findings import Part
from parsers.gazetteer import Division, Years, gazetteer, upper_ids, usual_names
from parsers.place_names import Mention
from parsers.place_signs import Sign
from parsers.place_words import known
from parsers.seats import kilometres
from parsers.town_names import counties_with, edges, is_telling, is_town
from schemas.enums import Level

RULE = "place.townships"
WEIGHT = 3.0
SHARE = 0.5
"""Share of the townships named that a county must have."""
CHANCE = 0.02
"""How many counties may be expected to have the same names by chance."""
COUNTIES = 2800
"""Counties of which the townships are known."""
MOST = 400
"""Names that are looked at: more than any speech has."""
_KIND = re.compile(r"[镇乡街苏](?<=[\u4e00-\u9fff]{2}.)(?:(?<=镇)|(?<=乡)(?![镇村亲])|(?<=街)道|(?<=苏)木)")
"""It begins with a class for the sake of speed."""
_SIZES = range(5, 1, -1)
_ENDS = (0, 2, 3, 4)
"""How far before 乡 a name may end: that of the people that lives there stands in between, as in 桃龙藏族乡."""
_MARK = re.compile("、")
_OURS = ("我们", "咱们", "咱", "我")
NEAR = 90
"""Kilometres between the seats of counties that are spoken of as neighbours."""
_BORDERS = ("", *"县市区旗在于为\n，。：《“—（( 　")
"""What stands before a name in title or head: with another character before it, it may be the end of a longer one."""


class Town(NamedTuple):
    """A township's name in a text, without 镇 and the like, and the ids of the counties that have one of the name."""

    stem: str
    start: int
    end: int
    counties: frozenset[str]


def find_by_towns(part: Part, signs: Sequence[Sign], years: Years | None, level: Level | None) -> list[Sign]:
    """Return a sign of the county whose townships are named, for each name that it had in the years; or nothing.

    `level` is the speaker's, where it is known: the township that he calls his own is enough, if it can be but one.
    """
    towns = list({town.stem: town for town in _named(part.text)}.values())
    others = {sign.division.id for sign in signs if sign.kind == "other"}
    named = {sign.division.id for sign in signs}
    told = _in_head(part, towns, named) or _together(towns, others)
    if told is None and level in (Level.TOWNSHIP, Level.VILLAGE):
        told = _own(part.text, towns, signs)
    if told is None:
        return []
    mention = Mention(told.town.start, told.town.end, told.town.stem, full=True, lead=told.town.start, above=())
    names = {sign.mention.name for sign in signs if sign.division.id == told.county}
    line = gazetteer().by_id[Level.COUNTY, told.county]
    spelled = [division for division in line if not names.isdisjoint(usual_names(division))]
    called = [division for division in line if division.short in names]
    then = next((forms for each in (spelled, called, line) if (forms := [d for d in each if d.held(years)])), spelled)
    return [Sign(division, mention, RULE, WEIGHT, "home") for division in then]


class _Told(NamedTuple):
    county: str
    town: Town


def _named(text: str) -> Iterator[Town]:
    """Yield the townships that a text names, the first of each name last, so that it stays."""
    found = [*_before_kinds(text), *_in_lists(text)]
    yield from sorted(found, key=lambda town: -town.start)


def _before_kinds(text: str) -> Iterator[Town]:
    """Yield the longest known name before each 镇, 乡 and the like; 小城镇 and other words for a kind are none."""
    generic = tuple(known().township.stems)
    for number, match in enumerate(_KIND.finditer(text)):
        if number == MOST:
            return
        ends = _ENDS if text[match.start() - 1] == "族" else _ENDS[:1]
        places = ((match.start() - end - size, match.start() - end) for end in ends for size in _SIZES)
        stems = ((text[start:end], start) for start, end in places if start >= 0)
        stem, start = next(((stem, start) for stem, start in stems if is_town(stem)), ("", 0))
        if stem and not stem.endswith(generic):
            yield Town(stem, start, match.end(), counties_with(stem))


def _in_lists(text: str) -> Iterator[Town]:
    """Yield the longest known name on either side of each mark of a list."""
    firsts, lasts = edges()
    for match in islice(_MARK.finditer(text), MOST):
        at = match.start()
        if text[max(0, at - 2) : at] in lasts:
            yield from _longest(text, ((at - size, at) for size in _SIZES if size <= at))
        if text[at + 1 : at + 3] in firsts:
            yield from _longest(text, ((at + 1, at + 1 + size) for size in _SIZES))


def _longest(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Town]:
    """Yield the first of the spans that is a name, if it tells a township by itself."""
    start, end = next((span for span in spans if is_town(text[slice(*span)])), (0, 0))
    stem = text[start:end]
    if is_telling(stem):
        yield Town(stem, start, end, counties_with(stem))


def _in_head(part: Part, towns: Sequence[Town], named: Set[str]) -> _Told | None:
    """Return the county of a township named in title or head, if it, or what lies above it, is named, and no other."""
    zones = [zone for zone in (part.title_span, *part.heads) if zone]
    for town in sorted(towns, key=lambda town: town.start):
        bordered = part.text[max(0, town.start - 1) : town.start] in _BORDERS
        if bordered and any(zone.start <= town.start and town.end <= zone.end for zone in zones):
            for near in (town.counties & named, {each for each in town.counties if _above(each) & named}):
                if len(near) == 1:
                    return _Told(next(iter(near)), town)
    return None


def _own(text: str, towns: Sequence[Town], signs: Sequence[Sign]) -> _Told | None:
    """Return the county of the township that the speaker calls his, if it is the only one near a county that is named.

    That no other county has one of the name is not enough: there may have been others, which are gone by now.
    """
    named = [sign.division for sign in signs if sign.division.level is Level.COUNTY]
    for town in sorted(towns, key=lambda town: town.start):
        if text[max(0, town.start - 2) : town.start].endswith(_OURS):
            near = {each for each in town.counties if any(_is_near(each, division) for division in named)}
            if len(near) == 1:
                return _Told(next(iter(near)), town)
    return None


def _is_near(county: str, other: Division) -> bool:
    return other.parent in _above(county) or kilometres(county, other.id) < NEAR


def _above(county: str) -> frozenset[str]:
    return frozenset(chain.from_iterable(upper_ids(division) for division in gazetteer().by_id[Level.COUNTY, county]))


def _together(towns: Sequence[Town], others: Collection[str]) -> _Told | None:
    """Return the county that has two of the townships named, and half of them, and more than any other has.

    None where a word says of the county that it is another's: then these are the townships of one that is visited.
    """
    best = Counter(county for town in towns for county in town.counties).most_common(2)
    if not best or best[0][1] < max(2, SHARE * len(towns)) or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    county = best[0][0]
    its = [town for town in towns if county in town.counties]
    if county in others or COUNTIES * prod(len(town.counties) / COUNTIES for town in its) > CHANCE:
        return None
    return _Told(county, min(its, key=lambda town: town.start))
