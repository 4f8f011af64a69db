"""Where a speech was given: the county (or prefecture, or province) whose leader speaks, and the township.

Speeches name many places: models to learn from, enterprises, neighbours, upper levels. The words around each name tell
whether the speaker means home (`[[cue]]` in data/places.toml); the levels above a place support it when they are named
too; `我县`, `市委`, `镇党委` tell what kind of place home can be. Where the evidence is thin or two places have
comparable weight the answer is nothing: a missing place costs less than a wrong one.

Not here: the level and office of the speaker, which a caller may pass, and towns and villages of other people.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from parsers.findings import Finding, Part, Span
from parsers.gazetteer import Division, gazetteer, upper_ids
from parsers.place_names import Mention, find_mentions, listed
from parsers.place_words import known
from parsers.townships import find_township
from schemas.enums import Level

ENOUGH = 3.0
"""What a place needs: the weight of one plain sign of home, or of a fair sign with the level above named."""
CLEAR = 2.0
"""What its best sign must weigh: many faint ones are heard of neighbours too."""
OFTEN = 5
"""Mentions from which faint signs do, where no other place of the kind is named."""
RIVAL = 0.5
"""A place that reaches this share of the best one's weight makes the matter undecided."""
WINDOW = 24
ZONE_WEIGHT, ZONE_SHORT, ZONE_AGAINST = 6.0, 3.0, 4.0
PREFECTURE_NAMED, PROVINCE_NAMED, UNIQUE = 1.5, 0.75, 0.5
CAP = {"plain": 1.0, "home": 6.0}

_SELF = re.compile(
    r"([县市区旗州盟省地镇乡街])(?:"
    r"(?<=[我全本][县市区旗州盟省镇乡])"
    r"|(?<![各社园小山景辖校库、市(（].)(?:(?<=[县市区旗州盟省])(?:委(?!员|托|派|屈)|政府)|(?<=地)委(?!员|托|派|屈))"
    r"|(?<![乡各、].)(?<=[镇乡])(?:党委|政府)"
    r"|(?<=[我全]街)道)"
)
"""The kinds of place that speakers call theirs: 我县, 全市, 镇党委. It begins with a class for the sake of speed."""
_MANY_COUNTIES = re.compile(r"各(?:县|区)(?:[、市区(（]|委)|各旗县|县区委")
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_WIDE = tuple(zip(",;:!?()", "，；：！？（）", strict=True))
_VISIT = re.compile(r"[^，。\n]{0,10}(?:调研|考察|视察|检查指导|指导工作|走访|慰问)")
_ORDER = "镇县旗地区市州盟省"


class Sign(NamedTuple):
    """What one mention says for a division."""

    division: Division
    mention: Mention
    rule: str
    weight: float
    home: bool


def find_place(part: Part, year: int | None, level: Level | None = None) -> tuple[Finding, ...]:
    """Return what the part says of its place: place_name, place_code, province, prefecture, county, township.

    The code is that of `year`, or of the last year of the division's validity if no year is known. A name that did not
    exist in the year (the year or the name is wrong) gives the place without its code. Nothing is raised.
    """
    part = replace(part, text=_widened(part.text))
    own = own_kind(part, level)
    mentions = find_mentions(part.text)
    township = find_township(part) if own == "镇" else ()
    in_lists = listed(mentions, part.text)
    signs = [sign for mention in mentions for sign in _signs(part, mention, year, in_list=mention in in_lists)]
    home = _decide(signs, own, level, part.text)
    return (_fields(home, year) if home else ()) + township


def _widened(text: str) -> str:
    for half, full in _WIDE:
        text = text.replace(half, full)
    return text


def own_kind(part: Part, level: Level | None) -> str | None:
    """Return the kind of place (镇 县 旗 区 市 州 盟 省) that the speaker calls his own, as far as the words tell.

    Speakers name the levels above theirs as well, so the lowest kind that is not rare is taken.
    """
    if level in (Level.TOWNSHIP, Level.VILLAGE):
        return "镇"
    counts: Counter[str] = Counter()
    for match in _SELF.finditer(part.text):
        counts["镇" if match[1] in "乡街" else match[1]] += 1
    allowed = {Level.COUNTY: "县旗区市", Level.PREFECTURE: "市州盟地", Level.PROVINCE: "省市区"}.get(
        level or Level.VILLAGE
    )
    kinds = {kind: count for kind, count in counts.items() if allowed is None or kind in allowed}
    floor = 0.35 * max(kinds.values(), default=0)
    return next((kind for kind in _ORDER if kinds.get(kind, 0) >= max(floor, 1)), None)


def _signs(part: Part, mention: Mention, year: int | None, *, in_list: bool) -> Iterator[Sign]:
    bearers = _bearers(mention, year)
    if not bearers:
        return
    rule, weight, home = _role(part, mention, in_list=in_list)
    for division in bearers:
        yield Sign(division, mention, rule, weight, home)


def _bearers(mention: Mention, year: int | None) -> tuple[Division, ...]:
    """Return what a name can stand for; a short name of several ranks is the highest of them."""
    line = gazetteer().full(mention.name) if mention.full else gazetteer().short(mention.name)
    dated = tuple(division for division in line if division.valid(year, slack=1)) or line
    if not mention.full:
        ranks = [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY]
        top = min(ranks.index(division.level) for division in dated)
        dated = tuple(division for division in dated if division.level is ranks[top])
    if mention.above:
        above = {division.id for division in mention.above}
        dated = tuple(division for division in dated if above & upper_ids(division)) or dated
    return dated


def _role(part: Part, mention: Mention, *, in_list: bool) -> tuple[str, float, bool]:
    """Return the rule that reads a mention, its weight, and whether it speaks of home."""
    text = part.text
    left = _SENTENCE_END.split(text[max(0, mention.lead - WINDOW) : mention.lead])[-1]
    right = _SENTENCE_END.split(text[mention.end : mention.end + WINDOW + 16], maxsplit=1)[0]
    zone = _zone(part, mention)
    cue = next((cue for cue in known().cues if cue.fits(left, right, full=mention.full)), None)
    if cue and cue.kind == "other":
        return cue.id, cue.weight * (ZONE_AGAINST if zone else 1), False
    if in_list:
        return "place.listed", 0.0, False
    if zone and not _VISIT.match(text, mention.end) and (mention.full or _opens_name(text, mention)):
        return zone, ZONE_WEIGHT if mention.full else ZONE_SHORT, True
    if cue and not (cue.weak and _compares(text, mention)):
        return cue.id, cue.weight, True
    return "place.mentioned", 0.4 if mention.full else 0.2, False


def _opens_name(text: str, mention: Mention) -> bool:
    return bool(mention.above) or text[max(0, mention.lead - 1) : mention.lead] in (
        "",
        "在",
        "共",
        "\n",
        "，",
        "：",
        "“",
    )


def _zone(part: Part, mention: Mention) -> str | None:
    if part.title_span and _inside(mention, part.title_span):
        return "place.title"
    return "place.head" if any(_inside(mention, head) for head in part.heads) else None


def _inside(mention: Mention, span: Span) -> bool:
    return span.start <= mention.start and mention.end <= span.end


def _compares(text: str, mention: Mention) -> bool:
    before = _SENTENCE_END.split(text[max(0, mention.start - 60) : mention.start])[-1]
    after = _SENTENCE_END.split(text[mention.end : mention.end + 60], maxsplit=1)[0]
    return bool(known().comparison.search(before) or known().comparison.search(after))


def _decide(signs: list[Sign], own: str | None, level: Level | None, text: str) -> list[Sign]:
    """Return the signs of the one place that the speech is of, the best first, or none."""
    named = _named(signs)
    many = bool(_MANY_COUNTIES.search(text)) and level is not Level.COUNTY
    groups: dict[tuple[Level, str], list[Sign]] = defaultdict(list)
    for sign in _unambiguous(signs, named):
        if _fits(sign.division, own, level, many=many):
            groups[sign.division.level, sign.division.id].append(sign)
    weights = {key: _weight(group, named, alone=len(groups) == 1) for key, group in groups.items()}
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    if not ranked or weights[ranked[0]] < ENOUGH:
        return []
    best = ranked[0]
    uppers = upper_ids(groups[best][0].division) if own is None else ()
    rivals = [weights[key] for key in ranked[1:] if key[1] not in uppers]
    if rivals and rivals[0] >= max(RIVAL * weights[best], 1.5):
        return []
    return sorted(groups[best], key=lambda sign: (-sign.weight, sign.mention.start))


def _named(signs: list[Sign]) -> frozenset[str]:
    """Return the ids of the prefectures and provinces that are named otherwise than as others' places."""
    upper = (sign for sign in signs if sign.weight > 0 and sign.division.level is not Level.COUNTY)
    return frozenset(sign.division.id for sign in upper)


def _unambiguous(signs: list[Sign], named: frozenset[str]) -> Iterator[Sign]:
    """Yield the signs whose name can be only one place, given the levels above that the text names."""
    bearers: dict[Mention, dict[str, list[Sign]]] = defaultdict(lambda: defaultdict(list))
    for sign in signs:
        bearers[sign.mention][sign.division.id].append(sign)
    for by_id in bearers.values():
        for group in (by_id if len(by_id) == 1 else _supported(by_id, named)).values():
            yield from group


def _supported(by_id: dict[str, list[Sign]], named: frozenset[str]) -> dict[str, list[Sign]]:
    """Return the one of several places of a name whose prefecture, or else whose province, is named; else nothing."""
    for above in (frozenset(i for i in named if not i.endswith("0000")), named):
        fits = {i: group for i, group in by_id.items() if any(upper_ids(sign.division) & above for sign in group)}
        if len(fits) == 1:
            return fits
    return {}


def _fits(division: Division, own: str | None, level: Level | None, *, many: bool) -> bool:
    """Whether a division can be the speaker's own, by its kind and by the level that the caller read."""
    wanted = Level.COUNTY if level in (Level.TOWNSHIP, Level.VILLAGE) or own == "镇" else level
    if wanted and division.level is not wanted:
        return False
    if own in (None, "镇") or (own == "区" and division.name.endswith("自治区")):
        return True
    if own == "市" and many and division.level is Level.COUNTY:
        return False
    return division.name.endswith("地区" if own == "地" else own or "")


def _weight(group: list[Sign], named: frozenset[str], *, alone: bool) -> float:
    best: dict[Mention, Sign] = {sign.mention: sign for sign in group}
    homes = [sign.weight for sign in best.values() if sign.home]
    if max(homes, default=0) < CLEAR and not _frequent(best.values(), homes, alone=alone):
        return 0.0
    plain = min(CAP["plain"], sum(sign.weight for sign in best.values() if not sign.home and sign.weight > 0))
    against = sum(sign.weight for sign in best.values() if sign.weight < 0)
    total = min(sum(homes), CAP["home"]) + plain + against + (UNIQUE if alone else 0)
    division = group[0].division
    if division.level is not Level.COUNTY:
        return total
    upper = set().union(*(upper_ids(sign.division) for sign in group))
    return total + (
        PREFECTURE_NAMED if any(not i.endswith("0000") for i in upper & named) else PROVINCE_NAMED * bool(upper & named)
    )


def _frequent(signs: Collection[Sign], homes: list[float], *, alone: bool) -> bool:
    """Whether the one place of its kind is named so often, and never as another's, that faint signs do."""
    full = any(sign.mention.full for sign in signs)
    return alone and full and bool(homes) and len(signs) >= OFTEN and all(sign.weight > 0 for sign in signs)


def _fields(signs: list[Sign], year: int | None) -> tuple[Finding, ...]:
    best = signs[0]
    division, sure = _as_of([sign.division for sign in signs], year)
    span = (best.mention.start, best.mention.end, best.rule)
    parents = {parent.level: parent for parent in gazetteer().parents(division, year)}
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


def _as_of(divisions: list[Division], year: int | None) -> tuple[Division, bool]:
    """Return the division as of the year (its last form if there is none), and whether it existed so in that year."""
    line = sorted(set(divisions), key=lambda division: division.last)
    if year is None:
        return line[-1], True
    exact = [division for division in line if division.valid(year)]
    near = exact or [division for division in line if division.valid(year, slack=1)]
    return (near or line)[-1], bool(near)
