"""Where a speech was given: the county (or prefecture, or province) whose leader speaks, and the township.

Speeches name many places: models to learn from, enterprises, neighbours, upper levels. The words around each name tell
whether the speaker means home (`[[cue]]` in data/places.toml); the levels above a place support it when they are named
too; `我县`, `市委`, `镇党委` tell what kind of place home can be. Where the evidence is thin or two places have
comparable weight the answer is nothing: a missing place costs less than a wrong one.

Not here: the level and office of the speaker, which a caller may pass, towns and villages of other people, and what
signs weigh (`parsers.place_weights`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from parsers.findings import Finding, Part
from parsers.gazetteer import FIRST_YEAR, LAST_YEAR, Division, Years, gazetteer, upper_ids
from parsers.place_above import told_by_counties, without_above
from parsers.place_counties import counties_named, find_by_counties
from parsers.place_kind import county_kind, fits_kind, own_kind
from parsers.place_names import Mention
from parsers.place_odds import Candidate, candidates, find_likely
from parsers.place_sets import find_by_sets
from parsers.place_signs import Sign, find_signs
from parsers.place_towns import find_by_towns
from parsers.place_weights import SEVERAL, weight_of
from parsers.place_years import as_of
from parsers.townships import find_township
from schemas.enums import Level

ENOUGH = 3.0
"""What a place needs: the weight of one plain sign of home, or of a fair sign with the level above named."""
RIVAL = 0.5
"""A place that reaches this share of the best one's weight makes the matter undecided."""

_MANY_COUNTIES = re.compile(r"各(?:县|区)(?:[、市区(（]|委)|各旗县|县区委")
_WIDE = tuple(zip(",;:!?()", "，；：！？（）", strict=True))
_WITHOUT_NAME = ("place.townships", "place.all_others", "place.only_one")
"""Rules that tell a place otherwise than by its name."""
_OF_HEAD = ("place.title", "place.head")


def find_place(
    part: Part, year: int | None, level: Level | None = None, *, since: int | None = None
) -> tuple[Finding, ...]:
    """Return what the part says of its place: place_name, place_code, province, prefecture, county, township.

    The code is that of `year`; where the speech can be of any year from `since` to `year`, or of any at all if neither
    is known, the one that held in the likeliest of them. A name that did not exist then (the year or the name is wrong)
    gives the place without its code. Nothing is raised.
    """
    years = _years(since, year)
    part = _widened(part)
    own = own_kind(part, level)
    township = find_township(part) if own == "镇" else ()
    every = find_signs(part, years, level)
    signs = [sign for sign in every if sign.kind != "word"]
    home, leaning = _told(part, every, years, own, level)
    if home is not None and (level is not None or own != "市" or not _MANY_COUNTIES.search(part.text)):
        home = home or _by_towns(part, signs, years, level) or find_by_sets(part, every, years, own, level)
        home = home or find_likely(part, every, own, level, leaning)
    return (_fields(home, years, _spelled(signs), part.text) if home else ()) + township


def _told(
    part: Part, every: list[Sign], years: Years | None, own: str | None, level: Level | None
) -> tuple[list[Sign] | None, str | None]:
    """Return the signs of the place that title, head or words around its name tell, or none; None if two are told.

    With it the id of the county that these words speak for, where others are named too and all is to be weighed.
    """
    signs = [sign for sign in every if sign.kind != "word"]
    home = _decide(signs, own, level, part.text) if signs else []
    weighed = home and _is_weighed(home[0], signs)
    if (weighed or not home) and (level is Level.PREFECTURE or (level is None and own == "市")):
        told = find_by_counties(every, years, own, level)
        if told or not home:
            return told, None
    return ([], home[0].division.id) if home and weighed else (home, None)


def _is_weighed(best: Sign, signs: Sequence[Sign]) -> bool:
    """Whether a county is told by words around its short name, or by no word, and others are named to weigh it with."""
    spelled = best.mention.full and best.kind == "home"
    if best.division.level is not Level.COUNTY or best.rule in _OF_HEAD or spelled:
        return False
    return any(sign.division.level is Level.COUNTY and sign.division.id != best.division.id for sign in signs)


def _by_towns(part: Part, signs: Sequence[Sign], years: Years | None, level: Level | None) -> list[Sign]:
    """Return the county whose townships are named, where the speaker can be of a county."""
    return [] if level in (Level.PROVINCE, Level.PREFECTURE) else find_by_towns(part, signs, years, level)


def likely_candidates(
    part: Part, year: int | None, level: Level | None = None, *, since: int | None = None
) -> list[Candidate]:
    """Return the places that a body names with what is true of them, from which the weights of features are fitted."""
    part, years = _widened(part), _years(since, year)
    own, every = own_kind(part, level), find_signs(part, years, level)
    _, leaning = _told(part, every, years, own, level)
    return candidates(part, every, own, level, leaning)


def _years(since: int | None, year: int | None) -> Years | None:
    if since is None and year is None:
        return None
    return Years(since or year or FIRST_YEAR, year or LAST_YEAR)


def _widened(part: Part) -> Part:
    text = part.text
    for half, full in _WIDE:
        text = text.replace(half, full)
    return part if text == part.text else replace(part, text=text)


def _decide(signs: list[Sign], own: str | None, level: Level | None, text: str) -> list[Sign] | None:
    """Return the signs of the one place that the speech is of, the best first, or none; None if two are told."""
    named = _named(signs)
    many = level is not Level.COUNTY and bool(_MANY_COUNTIES.search(text))
    groups: Mapping[tuple[Level, str], list[Sign]] = defaultdict(list)

    def fits(sign: Sign) -> bool:
        told = sign.mention.full and sign.rule in _OF_HEAD
        return fits_kind(sign.division, own, level, many=many and not told)

    for sign in _unambiguous(signs, named, fits):
        if fits(sign):
            groups[sign.division.level, sign.division.id].append(sign)
    below = counties_named(signs)
    organs = frozenset(sign.division.id for sign in signs if sign.kind == "upper")
    counted = told_by_counties(signs) if level is None else frozenset[str]()
    if level is None:
        groups = without_above(groups, counted, organs)
    weights = {
        key: weight_of(group, named, organs, below[key[1]], level, alone=_alone(key, groups))
        for key, group in groups.items()
    }
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    if not ranked or weights[ranked[0]] < ENOUGH:
        return []
    best = ranked[0]
    others = [key for key in ranked[1:] if not _akin(groups[best][0], groups[key][0], below)]
    if any(sign.mention.full and sign.rule in _OF_HEAD for sign in groups[best]):
        others = [key for key in others if any(sign.rule in _OF_HEAD for sign in groups[key])]
    rivals = [weights[key] for key in others]
    if rivals and rivals[0] >= max(RIVAL * weights[best], 1.5):
        return None if rivals[0] >= ENOUGH else []
    return sorted(groups[best], key=lambda sign: (-sign.weight, sign.mention.start))


def _akin(best: Sign, other: Sign, below: Mapping[str, int]) -> bool:
    """Whether another place is no rival: it is the same, or above the best, or one of several of its counties named."""
    if other.division.id == best.division.id or other.division.id in upper_ids(best.division):
        return True
    return other.division.parent == best.division.id and below[best.division.id] >= SEVERAL


def _alone(key: tuple[Level, str], groups: Mapping[tuple[Level, str], Sequence[Sign]]) -> bool:
    """Whether no other place of the kind is so much as mentioned without a word that it is another's."""
    own = _positive(groups[key])
    return all(2 * _positive(group) < own for other, group in groups.items() if other != key)


def _positive(group: Sequence[Sign]) -> float:
    return sum({sign.mention: sign.weight for sign in group if sign.weight > 0}.values())


def _named(signs: list[Sign]) -> frozenset[str]:
    """Return the ids of the prefectures and provinces that are named otherwise than as others' places."""
    upper = (
        sign for sign in signs if (sign.weight > 0 or sign.kind == "upper") and sign.division.level is not Level.COUNTY
    )
    return frozenset(sign.division.id for sign in upper)


def _unambiguous(signs: list[Sign], named: frozenset[str], fits: Callable[[Sign], bool]) -> Iterator[Sign]:
    """Yield the signs whose name can be only one place, by the levels above that the text names or by the kind."""
    bearers: dict[Mention, dict[tuple[Level, str], list[Sign]]] = defaultdict(lambda: defaultdict(list))
    for sign in signs:
        bearers[sign.mention][sign.division.level, sign.division.id].append(sign)
    for by_id in bearers.values():
        told = by_id if len(by_id) == 1 else _supported(by_id, named)
        if not told:
            fitting = {key: group for key, group in by_id.items() if any(fits(sign) for sign in group)}
            told = fitting if len(fitting) == 1 else {}
        for group in told.values():
            yield from group


def _supported(
    by_id: dict[tuple[Level, str], list[Sign]], named: frozenset[str]
) -> dict[tuple[Level, str], list[Sign]]:
    """Return the one of several places of a name whose prefecture, or else whose province, is named; else nothing.

    Of a prefecture and a county of one name, which have seldom been at one time, or of two prefectures, a 地区 and the
    市 that took its place, the one that still is.
    """
    levels = {group[0].division.level for group in by_id.values()}
    if len(levels) > 1 or levels == {Level.PREFECTURE}:
        today = {i: group for i, group in by_id.items() if any(sign.division.last >= LAST_YEAR for sign in group)}
        if len(today) == 1:
            return today
    for above in (frozenset(i for i in named if not i.endswith("0000")), named):
        fits = {i: group for i, group in by_id.items() if any(upper_ids(sign.division) & above for sign in group)}
        if len(fits) == 1:
            return fits
    return {}


def _spelled(signs: Sequence[Sign]) -> tuple[Division, ...]:
    """Return the prefectures that are named in full, as what the level above was called then: 林芝地区, not 林芝市."""
    return tuple(s.division for s in signs if s.mention.full and s.division.level is Level.PREFECTURE)


def _fields(signs: list[Sign], years: Years | None, above: Sequence[Division], text: str) -> tuple[Finding, ...]:
    best = signs[0]
    forms = [sign.division for sign in signs]
    open_ = best.rule in _WITHOUT_NAME or not best.mention.full
    kind = county_kind(text) if open_ and len({form.name for form in forms}) > 1 else None
    division, sure = as_of(forms, years, above, kind)
    span = (best.mention.start, best.mention.end, best.rule)
    parents = {parent.level: parent for parent in gazetteer().parents(division, years and years.last)}
    parents[division.level] = division
    fields = [("place_name", division.name)]
    if sure:
        fields.append(("place_code", division.code))
    fields += [
        (str(level), parents[level].name)
        for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
        if level in parents
    ]
    return tuple(Finding(field, value, *span) for field, value in fields)
