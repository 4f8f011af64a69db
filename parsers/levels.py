"""The administrative level of a speech: of the speaker's office, else of what the title names, else of the words.

Speakers name the levels above theirs as often as their own, so the lowest level that is not rare is taken. Of a 市 its
name does not tell the rank; it is of county rank where it has townships below it and no counties, until the place that
is found says better (`parsers.metadata`). Nothing said is no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import tomli

from parsers.findings import Finding, Part, Span
from parsers.offices import offices
from parsers.rules import DATA
from schemas import Level

LEVELS = {
    "省": Level.PROVINCE, "州": Level.PREFECTURE, "盟": Level.PREFECTURE, "县": Level.COUNTY, "区": Level.COUNTY,
    "旗": Level.COUNTY, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP, "村": Level.VILLAGE,
}  # fmt: skip
OWN_WEIGHT, ORGAN_WEIGHT = 2, 1
LONG = 700
"""Characters of body from which it tells something that no township is named."""
UNDECIDED = ""
"""The level of a 市 of which nothing tells the rank, unless its place is found."""
SHARE = 0.35
"""The share of the weightiest level's weight from which a lower level is not rare."""

_UNITS = "省市县区州盟旗镇乡村"
_ORGAN_OF_LINE = re.compile(
    rf"(?P<unit>(?<![农城乡])[{_UNITS}](?!场|村振兴|镇企业)|街道)(?:委(?!员会主任)|党委|党工委|人民政府|政府|人大|政协|纪委|监委|直|长"
    r"|(?:人民)?(?:检察院|法院)|(?:(?!县|[州盟旗][市县区]|(?<!城)市(?![场政容民])|(?<![社园景发矿小])区)[一-鿿Xx×Ｘｘ*＊]){1,12}局)"
)
_WHOLE = re.compile(
    r"(?:全|我|本|某|[Xx×*＊]{1,3})(?P<unit>[省市县区州盟旗镇乡村])(?!域|级)"
    r"|(?P<place>县(?=乡[^镇村])|(?<![各赴])[省市县区州盟旗镇乡](?:四套|五大|四大|两会)?(?=级(?!干部)|直|委|人大|政协|政府|第?[一二三四五六七八九十]{1,3}[届次]|[一-鿿]{2,4}局)"
    r"|(?:(?<=在)|^)(?P<at>省(?![城际会道外长])|县(?![域城长内外])|镇(?![江海平安远原宁长街])|乡(?![村镇亲贤愁友情土长]))"
    r"|(?:^|在|，|乡|镇)村(?=民|党支部|两委))|(?P<street>街道)"
    r"|(?:^|(?<=在))(?P<community>社区)(?=居民|党员|两委|党总支|党支部)"
)
_COUNTIES_BELOW = re.compile(
    r"各[县区旗]|县(?:[（(、]?市|委书记|长(?!期|远|大)|区|(?<=[两三四五六七八九十个]县)(?!级))"
    r"|区(?:[（(、]?市|委书记|长(?!期|远|大)|县)|几个?县|多个?县|每个?县|市县(?!乡)|有的县(?![级域城])|某县(?![级域城])|县(?<![全我本各]县)(?:里(?!程)|供电局)"
)
_TOWNSHIPS_BELOW = re.compile(r"乡镇|各镇|镇街|镇村|街镇|街道|镇(?<=[、一-鿿]{2}镇)(?<!景德镇)(?!长|江|定|静|海|压|守)")
_RANK_SAID = re.compile(
    r"(?P<prefecture>(?:我市|我们|这个|一个|聚居的|作为)[^，。；]{0,8}(?:地级|设区|省辖)(?:的)?市|(?<!省)市县乡(?:村)?[三四]级|(?<!市)县乡两级"
    r"|在省委[^，。；]{0,4}(?:巡视|督导|指导|巡回检查)组[^，。；]{0,6}(?:指导|帮助|督促)下"
    r"|代表[^。]{0,20}?(?:[三四五六七八九]百|[3-9]\d\d)[^，。；]{0,4}万[^，。；]{0,6}(?:人民|群众|父老|乡亲|市民))"
    r"|(?P<county>(?:我市|我们|作为)[^，。；]{0,8}县级市)"
)
"""What a speaker says of the rank of his own 市, of what it has below it, of who guides it (a province its 市), or of
how many people he speaks for: no city of county rank has three millions."""
_RANK = re.compile("地级|设区|省辖|市县乡|县乡两级|县级市|在省委|代表")
"""What all such words hold."""
_HEADS_BELOW = re.compile(r"(?:局长|县委书记|县长)(?:座谈|会议|培训|例会|汇报|述职)")
"""Heads of counties' offices called together: a prefecture has counties, a county has no bureaus below it."""
_REGION = re.compile(r"自治区|盟市|各盟")
_REPRESENTS = re.compile(
    r"我(?:们)?(?:谨|再次)?代表(?:中共)?[^。，、；]{0,8}?(?P<unit>[省市县区州盟旗镇乡])(?:委|党委|人民政府|政府|人大|政协)(?!副?书记|常委|主[任席]|委员)"
)
_AT_ONCE = 500
"""Characters of the body within which speakers say for whom they speak."""
_REPORTS_UPWARD = re.compile(r"发言|表态|汇报|交流")


class _Words(NamedTuple):
    """The words of one level; `city` stands for a 市 of either rank."""

    level: str
    own: re.Pattern[str]
    organ: re.Pattern[str]
    least: int


@cache
def _tables() -> tuple[tuple[_Words, ...], tuple[tuple[Level, re.Pattern[str]], ...]]:
    table = tomli.loads((DATA / "offices.toml").read_text("utf-8"))
    words = tuple(
        _Words(row["level"], re.compile(row["own"]), re.compile(row["organ"]), int(row["least"]))
        for row in table["level"]
    )
    return words, tuple((Level(row["level"]), re.compile(row["words"])) for row in table["rank"])


@cache
def _fixed() -> dict[str, Level]:
    """Return the levels of the offices that are of one alone, by their names."""
    return {office.name: office.level for office in reversed(offices()) if office.level}


def find_level(part: Part, role: Finding | None) -> Finding | None:
    """Return the level and the words that tell it, given the finding of the office; None where nothing does."""
    return next(_readings(part, role), None)


def _readings(part: Part, role: Finding | None) -> Iterator[Finding]:
    if role is not None:
        yield from _of_office(part, role)
    yield from _of_those_represented(part)
    if part.title and _REPORTS_UPWARD.search(part.title):
        yield from _of_body(part)
    for title in part.titles():
        yield from _of_title(part, title)
    yield from _of_body(part)


def _of_office(part: Part, role: Finding) -> Iterator[Finding]:
    fixed = _fixed().get(role.value)
    if fixed is not None:
        yield Finding("level", fixed, role.start, role.end, "level.office")
        return
    named = "" if role.value.endswith(("局长", "厅长")) else role.value
    unit = next((character for character in named if character in _UNITS), None)
    if unit is not None:
        yield _of_unit(part, unit, role.start, role.end, "level.office")
        return
    line = next((span for span in (*part.heads, *part.titles()) if span.start <= role.start < span.end), part.body)
    before = list(_ORGAN_OF_LINE.finditer(part.text, line.start, min(line.end, role.end + 8)))
    if before:
        yield _of_unit(part, before[-1]["unit"], before[-1].start(), before[-1].end(), "level.office")


def _of_those_represented(part: Part) -> Iterator[Finding]:
    """Yield the level of the committee or government that the speaker says at once to speak for."""
    found = _REPRESENTS.search(part.text, part.body.start, min(part.body.end, part.body.start + _AT_ONCE))
    if found is not None:
        yield _of_unit(part, found["unit"], found.start("unit"), found.end(), "level.body")


def _of_unit(part: Part, unit: str, start: int, end: int, rule: str) -> Finding:
    if unit == "市":
        return Finding("level", _city(part) or UNDECIDED, start, end, "level.city")
    level = Level.TOWNSHIP if unit == "街道" else LEVELS[unit]
    if unit == "区" and _REGION.search(part.text):
        level = Level.PROVINCE
    return Finding("level", level, start, end, rule)


def _of_title(part: Part, title: Span) -> Iterator[Finding]:
    words = part.slice(title)
    for level, pattern in _tables()[1]:
        match = pattern.search(words)
        if match is not None:
            yield Finding("level", level, title.start + match.start(), title.start + match.end(), "level.rank")
            return
    match = _WHOLE.search(words, max(words.rfind("——"), 0)) or _WHOLE.search(words)
    if match is not None:
        yield _of_unit(part, _unit(match), title.start + match.start(), title.start + match.end(), "level.title")


def _unit(match: re.Match[str]) -> str:
    """Return the kind of place that a match of `_WHOLE` names; a community is what a village is in the country."""
    if match["community"]:
        return "村"
    kind = match["unit"] or match["street"] or match["at"]
    return kind or next(character for character in reversed(match["place"]) if character in _UNITS)


def _city(part: Part) -> Level | None:
    """Decide whether a 市 is a prefecture or of county rank, by what it has below it.

    Leaders of cities of county rank hardly speak for long without naming a township; where a long speech names none
    the 市 is a prefecture, where a short one names none nothing is known.
    """
    body = part.slice(part.body)
    if any(_HEADS_BELOW.search(part.slice(title)) for title in part.titles()):
        return Level.PREFECTURE
    said = _RANK_SAID.search(body) if _RANK.search(body) else None
    if said is not None:
        return Level.PREFECTURE if said["prefecture"] else Level.COUNTY
    if _COUNTIES_BELOW.search(body):
        return Level.PREFECTURE
    if _TOWNSHIPS_BELOW.search(body):
        return Level.COUNTY
    return Level.PREFECTURE if len(body) >= LONG else None


def _of_body(part: Part) -> Iterator[Finding]:
    """Yield the lowest level whose words weigh enough and are not rare beside those of the others."""
    found = []
    for words in _tables()[0]:
        own, organ = (list(each.finditer(part.text, *part.body)) for each in (words.own, words.organ))
        found.append((words, OWN_WEIGHT * len(own) + ORGAN_WEIGHT * len(organ), (*own, *organ)))
    most = max(weight for _, weight, _ in found)
    for words, weight, matches in found:
        if weight >= max(words.least, SHARE * most):
            first = min(matches, key=lambda match: match.start())
            level = _city(part) or UNDECIDED if words.level == "city" else Level(words.level)
            rule = "level.city" if words.level == "city" else "level.body"
            yield Finding("level", level, first.start(), first.end(), rule)
            return
