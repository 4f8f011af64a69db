"""The peoples that a text names, and the autonomous counties that are theirs, by the names in the gazetteer.

Not here: what follows of it for a speech (`parsers.place_sets`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from parsers.gazetteer import Division, gazetteer
from schemas.enums import Level

AUTONOMOUS = ("自治县", "自治旗")

_CLAUSE = re.compile("[，：；]")
_TOGETHER = "([{}]{{2,4}})[两二三四]?(?:个?民?族|家)"
_LETTER = "[“‘]?([{}])[”’]?字"
"""How speech shortens peoples: 黎苗两家, 一个“土”字."""


@cache
def _by_peoples() -> Mapping[frozenset[str], tuple[Division, ...]]:
    found: defaultdict[frozenset[str], list[Division]] = defaultdict(list)
    for division in autonomous():
        found[frozenset(_names_of(division))].append(division)
    return {peoples: tuple(counties) for peoples, counties in found.items() if peoples}


@cache
def autonomous() -> tuple[Division, ...]:
    """Return the autonomous counties and banners of all years."""
    counties = (division for division in gazetteer().divisions if division.level is Level.COUNTY)
    return tuple(division for division in counties if division.name.endswith(AUTONOMOUS))


def _names_of(division: Division) -> list[str]:
    if not division.name.startswith(division.short):
        return []
    rest = division.name[len(division.short) : -3]
    return re.findall("[^族]{1,4}族", rest if rest.endswith("族") else f"{rest}族") if rest else []


def counties_of(peoples: frozenset[str]) -> tuple[Division, ...]:
    """Return the autonomous counties of just these peoples, in any year."""
    return _by_peoples().get(peoples, ())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = {name for peoples in _by_peoples() for name in peoples}
    single = "".join(sorted(name[0] for name in names if len(name) == 2))
    names |= {name[:-1] + "人" for name in names if len(name) > 2}
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(longest)), *(re.compile(words.format(single)) for words in (_TOGETHER, _LETTER))


def peoples_at(sentence: str, at: int) -> frozenset[str]:
    """Return the peoples that the clause of a place in a sentence names, else those of the last clause before it."""
    end = next((mark.start() for mark in _CLAUSE.finditer(sentence, at)), len(sentence))
    clauses = _CLAUSE.split(sentence[:end])
    return next((peoples for clause in reversed(clauses) if (peoples := peoples_in(clause))), frozenset())


def peoples_in(text: str) -> frozenset[str]:
    """Return the peoples that a text names: 土家族, 撒拉人, both of 黎苗两家, and the one of 一个“土”字."""
    full, together, letter = _patterns()
    named = {match[0][:-1] + "族" for match in full.finditer(text)}
    short = {char + "族" for match in together.finditer(text) for char in match[1]}
    return frozenset(named | short | {match[1] + "族" for match in letter.finditer(text)})
