"""The county that a text tells without its name: by what it alone is, or by naming all the others.

A masked speech keeps such words: 全国唯一的畲族自治县; 三个县里东至、青阳都通了，剩下的就是我们. What is the only one,
and which are all, are facts of the gazetteer: the autonomous counties of a people in the country or a province, and
the counties, districts or county-level cities of a prefecture. The words must be said of the speaker's own, and not of
others.

Not here: the peoples and their counties (`parsers.peoples`), and counties that are named (`parsers.places`,
`parsers.place_odds`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from parsers.findings import Part
from parsers.gazetteer import LAST_YEAR, Division, Years, counties_below, gazetteer, upper_ids
from parsers.peoples import AUTONOMOUS, autonomous, counties_of, peoples_at, peoples_in
from parsers.place_names import Mention
from parsers.place_signs import Sign
from parsers.place_years import OLDEST
from schemas.enums import Level

ONLY, REST = "place.only_one", "place.all_others"
WEIGHT = 3.0
NEEDED = {2: 2, 3: 1}
"""How much of two things must be said where a prefecture has so few members, its name and their number: two neighbours
are soon named."""
MANY = 200
"""Counties named from which a text is a list of places, and its sentences are not gone through."""
ELSEWHERE = frozenset(("350527",))
"""Counties of the lists that are governed from elsewhere and have no speeches: 金门县."""

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_SELF = re.compile(r"我们|咱|[轮数]到我|[我本][县市区旗]|脚下|我这个[县市区旗]|你们[县市区旗]")
_OTHERS = re.compile(r"人家|他们|她们|那边|参观|考察|取经|派人|派来|去[了过看]|学习|来的客")
_ONLY = re.compile(
    r"唯一|独一|[就只][^，。]{0,4}[我咱这]们?一[个家]|只有[^，。]{0,4}一[个家]|只有我们|这么一[个家]|独独?[我咱]们?一[个家]|独此一|仅此一|仅有的一"
    r"|(?:我们|咱们?|我[县旗])(?:这里|[县旗])?是[^。；！？]{0,30}自治[县旗]"
)
_TELLING = ("自治", "唯一", "县级市", "一个县", "县名", "字的")
"""One of these is in every text that says what one county alone is: looked for first, for the sake of speed."""
_OURS_ONLY = re.compile(
    r"(?:我们|咱们?|你们|[我本][县市区旗])(?:这里|这[个座])?(?:[县市区旗])?(?:就|才|便)?(?:是|作为)[^，。]{0,8}(?:唯一|独一)"
)
"""What may be said in a sentence that names another county as well."""
_ONLY_KIND = re.compile(
    r"(?:唯一的?|我们|只有)一?个?(县级市|自治[县旗]|民族县|县(?![级城里委])|旗|区(?![域委]))|[挂带]着?[“‘]?([县市区旗])[”’]?字"
)
_REST = re.compile(
    r"剩|独有|只差|单[写立]|偏偏|最后|末了|除[了去]|只有|轮到|数到|数来|单单|唯独|独独|就差|还缺|另外?一[个家]"
    r"|(?:少了|没有|[数有]|[和跟与]|加上|[就才便]是)(?:我们|咱)"
)
_NUMBERS = dict(zip(range(2, 11), "两三四五六七八九十", strict=True))
_COUNTED = re.compile("[一两三四五六七八九]个?[^，。；]{0,3}[县市旗]")
_DIGIT = re.compile("[一二两三四五六七八九]")
_KINDS_COUNTED = re.compile("(?:[一二两三四五六七八九]个?(?:县级市|自治县|[县市区旗])[、和]?){2,4}")
"""How many counties and cities there are: 两县一市."""


def find_by_sets(
    part: Part, signs: Sequence[Sign], years: Years | None, own: str | None, level: Level | None
) -> list[Sign]:
    """Return signs of the county that is the only one of its kind, or left when all others are named; or nothing.

    `own` is the kind of place that the speaker calls his (县, 市), which it must be of as well.
    """
    if level in (Level.PROVINCE, Level.PREFECTURE):
        return []
    others = {sign.division.id for sign in signs if sign.kind == "other"}
    told = {each for each in (*_only(part, signs, years), *_left(part, signs, years)) if each.county not in others}
    if len({each.county for each in told}) != 1:
        return []
    first = min(told, key=lambda each: (each.start, each.rule))
    mention = Mention(first.start, first.end, "", full=False, lead=first.start, above=())
    line = [each for each in gazetteer().by_id[Level.COUNTY, first.county] if each.held(_likely(years))]
    of_kind = [each for each in line if own in (None, "镇") or each.name.endswith(own)]
    return [Sign(division, mention, first.rule, WEIGHT, "home") for division in of_kind]


class _Told(NamedTuple):
    county: str
    start: int
    end: int
    rule: str


def _only(part: Part, signs: Sequence[Sign], years: Years | None) -> Iterator[_Told]:
    """Yield the counties that are said to be the only one: of a people, or of a kind in a prefecture or province."""
    if not any(word in part.text for word in _TELLING):
        return
    sentences = list(_sentences(part))
    for index, match in enumerate(sentences):
        only = _ONLY.search(match[0])
        if not only or _OTHERS.search(match[0]):
            continue
        around = "".join(each[0] for each in sentences[max(0, index - 1) : index + 2])
        inside = [sign for sign in signs if match.start() <= sign.mention.start < match.end()]
        others = not _SELF.search(around) or any(sign.division.level is Level.COUNTY for sign in inside)
        if others and not _SELF.search(only[0]) and not _OURS_ONLY.search(match[0]):
            continue
        before = (sign.division for sign in inside if sign.mention.start < match.start() + only.end())
        above = {division.id for division in before if division.level is not Level.COUNTY}
        for members in _sets_of(match[0], only.start(), above, years):
            if len({division.id for division in members}) == 1:
                yield _Told(next(iter(members)).id, match.start() + only.start(), match.start() + only.end(), ONLY)


def _sets_of(sentence: str, only: int, above: set[str], years: Years | None) -> Iterator[frozenset[Division]]:
    """Yield the counties that are of the peoples, or of the kind, that a sentence names, where it says `only`."""
    peoples = peoples_in(sentence)
    if peoples and ("自治" in sentence or "县名" in sentence):
        every = _within(counties_of(peoples), above, years)
        yield every or _within(counties_of(peoples_at(sentence, only)), above, years)
    kind = _ONLY_KIND.search(sentence)
    if kind and above and not peoples:
        ending = {"县级市": "市", "民族县": "自治县"}.get(kind[1], kind[1] or kind[2])
        yield _within((d for d in _counties() if _is_kind(d, ending)), above, years)


def _within(counties: Iterable[Division], above: set[str], years: Years | None) -> frozenset[Division]:
    likely = _likely(years)
    return frozenset(
        division for division in counties if division.held(likely) and (not above or above & upper_ids(division))
    )


def _is_kind(division: Division, ending: str) -> bool:
    return division.name.endswith(ending) and (ending != "县" or not division.name.endswith(AUTONOMOUS))


def _left(part: Part, signs: Sequence[Sign], years: Years | None) -> Iterator[_Told]:
    """Yield the counties that are left where two sentences name all others of a set, and speak of what is left."""
    named = [sign for sign in signs if sign.mention.start >= part.body.start]
    counties = {sign.division for sign in named if sign.division.level is Level.COUNTY}
    parents = Counter(parent for _, parent in {(division.id, division.parent) for division in counties})
    sets = max(parents.values(), default=0) > 1 or "自治" in part.text or _COUNTED.search(part.text)
    if not named or len(named) > MANY or not sets:
        return
    sentences = list(_sentences(part))
    for first, last in pairwise((*sentences, sentences[-1]) if sentences else ()):
        inside = [sign.division for sign in named if first.start() <= sign.mention.start < last.end()]
        text = part.text[first.start() : last.end()]
        self, rest = _SELF.search(text), _REST.search(text)
        if inside and self:
            said = rest or self
            for county in _left_of(text, inside, signs, years, rest=bool(rest)):
                yield _Told(county, first.start() + said.start(), first.start() + said.end(), REST)


def _left_of(
    text: str, named: Sequence[Division], signs: Sequence[Sign], years: Years | None, *, rest: bool
) -> Iterator[str]:
    """Yield what is left of each set; `rest` is whether the text speaks of what is left, else more must be said."""
    prefectures = {sign.division.id for sign in signs if sign.division.level is Level.PREFECTURE}
    counties = {division for division in named if division.level is Level.COUNTY}
    parents = {division.parent for division in counties}
    upper = {division.id for division in named if division not in counties}
    above = upper.union(*map(upper_ids, counties)) if "自治" in text else set[str]()
    peoples = peoples_in(text) if above else frozenset[str]()
    alone = (frozenset((people,)) for people in peoples)
    kin = [counties_of(each) for each in {peoples, *alone}] + [autonomous()] if above else []
    first, last = _likely(years)
    for year in range(first, last + 1):
        for parent in parents:
            for members in _of_prefecture(parent, year):
                counted = _counts(text, len(members))
                told = counted + (parent in prefectures)
                if told >= NEEDED.get(len(members), 0) + (not rest) and (rest or counted):
                    yield from _one_left(text, members, counties)
        for each in above if rest else ():
            for akin in kin:
                members = frozenset(d for d in akin if d.valid(year) and each in upper_ids(d))
                yield from _one_left(text, members, counties)


def _counts(text: str, members: int) -> bool:
    """Whether a text says how many the members of a set are: 三个, 三家."""
    number = _NUMBERS.get(members)
    if number is not None and any(number + counted in text for counted in ("个", "家", "县", "区县")):
        return True
    return any(_total(match[0]) == members for match in _KINDS_COUNTED.finditer(text))


def _total(counted: str) -> int:
    return sum("一二三四五六七八九".find(digit.replace("两", "二")) + 1 for digit in _DIGIT.findall(counted))


def _one_left(text: str, members: frozenset[Division], named: Set[Division]) -> Iterator[str]:
    """Yield the member that is not named, where all others are, and fewer that are none: else it is no such list."""
    ids, shorts = {division.id for division in named}, {division.short for division in members}
    left = [division for division in members if division.id not in ids and not _is_spelled(division, text)]
    strangers = {division.short for division in named} - shorts
    if len(left) == 1 and len(members) - 1 > len(strangers):
        yield left[0].id


def _is_spelled(division: Division, text: str) -> bool:
    """Whether a text has a name that may be a word, and was not taken for a place; that of a city is no county's."""
    alike = any(above.short == division.short for above in gazetteer().parents(division))
    return (division.name if alike else division.short) in text


def _likely(years: Years | None) -> Years:
    first, last = years or (OLDEST, LAST_YEAR)
    return Years(max(first, min(OLDEST, last)), last)


def _sentences(part: Part) -> Iterator[re.Match[str]]:
    return _SENTENCE.finditer(part.text, part.body.start, part.body.end)


@cache
def _counties() -> tuple[Division, ...]:
    return tuple(
        division
        for division in gazetteer().divisions
        if division.level is Level.COUNTY and division.id not in ELSEWHERE
    )


@cache
def _of_prefecture(parent: str, year: int) -> tuple[frozenset[Division], ...]:
    """Return sets of the counties of a prefecture in a year: all, all but districts, districts, and cities alone."""
    counties = (division for division in counties_below(parent) if division.id not in ELSEWHERE)
    members = frozenset(division for division in counties if division.valid(year))
    districts, cities = (frozenset(each for each in members if each.name.endswith(kind)) for kind in "区市")
    return tuple({members, members - districts, districts, cities})
