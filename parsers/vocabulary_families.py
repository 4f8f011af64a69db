"""Dated phrases that need arithmetic: anniversaries, the n-th of a yearly day, the last year of a plan, years named.

What can be listed is in `data/vocabulary`; this is the small rest of mechanisms. Each reads one hit, or one match
of its pattern, in a folded text and answers with clues. Years of the old calendar are deliberately not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parsers.vocabulary_context import Tense, around, frame, tense
from parsers.vocabulary_table import Entry, plenum_entries, table

_HAN = "一二三四五六七八九"
COUNT = f"[1-9][0-9]{{0,2}}|[{_HAN}]?百零?[{_HAN}]?十?[{_HAN}]?|[{_HAN}]?十[{_HAN}]?|[{_HAN}]"


@dataclass(frozen=True, slots=True)
class Clue:
    """What one phrase says of the day of the speech; offsets are those of the text it was read in.

    `latest` is the last day of natural use, `slack` the days it may linger. `exact` marks a phrase in which the speaker
    names the year he speaks in.
    """

    term: str
    start: int
    end: int
    kind: str
    earliest: str | None = None
    latest: str | None = None
    slack: int = 0
    exact: bool = False


def count(written: str) -> int:
    """Read a number below a thousand in Arabic or Chinese digits; 0 if it is none."""
    if written.isdigit():
        return int(written)
    hundreds, has_hundred, rest = written.rpartition("百")
    tens, has_ten, units = rest.replace("零", "").rpartition("十")
    return sum(
        (
            100 * (_digit(hundreds) or 1) if has_hundred else 0,
            10 * (_digit(tens) or 1) if has_ten else 0,
            _digit(units),
        )
    )


def _digit(character: str) -> int:
    return _HAN.find(character) + 1 if character else 0


def _whole_year(text: str, start: int, end: int, kind: str, year: int, *, exact: bool) -> Clue:
    """Bound the speech by a year; a phrase that does not name it as the present one may come a little early."""
    first = f"{year}-01-01" if exact else f"{year - 1}-10-01"
    slack = 0 if exact else 90
    return Clue(text[start:end], start, end, kind, first, f"{year}-12-31", slack, exact)


_YEARS_AFTER = re.compile(
    f"^[^0-9{_HAN}十百。,;\\n]{{0,4}}(?P<n>{COUNT})(?P<more>多|余|几)?个?(?P<unit>周年|年华诞|华诞|周岁|岁|年来|年以来|年的?)"
)
_CELEBRATED = re.compile("庆祝|纪念|迎接|喜迎|献礼|迎来|庆贺")
_QUOTED = re.compile("^(?:[^,。]{0,3}(?:大会|讲话|座谈会|活动后))")


def anniversary(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read 建党90周年 and 改革开放30多年 after the words of an anniversary."""
    match = _YEARS_AFTER.match(text[end : end + 14])
    years = count(match["n"]) if match else 0
    if match is None or years < 5 or (years < 20 and match["unit"].startswith("年")):
        return
    stop, year = end + match.end(), entry.number + years
    if match["more"]:
        yield Clue(text[start:stop], start, stop, "anniversary", f"{year}-01-01", f"{year + 10}-12-31")
        return
    before, after = around(text, start, stop)
    offset = frame(before)
    if offset is not None and match["unit"] in ("周年", "华诞", "年华诞", "周岁", "岁"):
        yield _whole_year(text, start, stop, "anniversary", year + offset, exact=True)
    elif _CELEBRATED.search(before[-8:]) and not _QUOTED.search(after):
        yield Clue(text[start:stop], start, stop, "anniversary", f"{year - 1}-01-01", f"{year}-12-31", 60)
    else:
        yield Clue(text[start:stop], start, stop, "anniversary", f"{year - 1}-01-01")


_NTH_BEFORE = re.compile(f"(?:第|连续)(?P<n>{COUNT})(?:个|届|次)[^。,;\\n第]{{0,8}}$")


def ordinal(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read 第三十个教师节: the n-th time of what comes once a year."""
    match = _NTH_BEFORE.search(text[max(0, start - 18) : start])
    if match is None:
        return
    if entry.words[0] == "一号文件" and "世纪" not in text[max(0, start - 24) : start] and "连续" not in match[0]:
        return
    first = max(0, start - 18) + match.start()
    year = entry.number + count(match["n"])
    yield _whole_year(text, first, end, "ordinal", year, exact=tense(text, first, end) is not Tense.PAST)


def turn(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read a name for the present year (今年是…的开局之年)."""
    offset = frame(around(text, start, end)[0])
    yield _whole_year(text, start, end, "turn", entry.number + (offset or 0), exact=offset is not None)


_PLAN_YEAR = re.compile(
    "^(?:规划|计划|时期)?(?:纲要)?(?:实施|发展)?的?"
    "(?P<nth>开局之?年|起步之?年|起始之?年|第[一二三四五]年|头一年|首年|最后一年|收官之?年|收尾之?年|末年|决胜之年)"
)
_NTH_YEAR = {"第二": 1, "第三": 2, "第四": 3, "第五": 4, "最后": 4, "收官": 4, "收尾": 4, "末年": 4, "决胜": 4}


def plan_year(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read “十一五”规划的最后一年 and its like after the name of a plan."""
    stem = text[start:end].rstrip("计划期间时规末目标")
    match = _PLAN_YEAR.match(text[start + len(stem) : start + len(stem) + 16])
    if match is None or entry.latest is None:
        return
    stop = start + len(stem) + match.end()
    year = int(entry.latest[:4]) - 4 + _NTH_YEAR.get(match["nth"][:2], 0)
    offset = frame(around(text, start, stop)[0])
    yield _whole_year(text, start, stop, "plan_year", year + (offset or 0), exact=offset is not None)


_PLENUM_LIST = re.compile(
    "(?P<term>十[一二三四五六七八九]?|二十)届(?P<list>[二三四五六七八]中(?:全会)?(?:[、,和及与]+[二三四五六七八]中(?:全会)?){1,6})(?=全会|$|[^全])"
)


def plenum_lists(text: str) -> Iterator[Clue]:
    """Read 十六届三中、四中全会, of which the last is the newest; a single plenum is an entry of the table."""
    plenums = plenum_entries()
    for match in _PLENUM_LIST.finditer(text):
        newest = re.findall("[二三四五六七八](?=中)", match["list"])[-1]
        word = f"{match['term']}届{newest}中全会"
        when = tense(text, match.start(), match.end())
        if word in plenums and when is not Tense.FUTURE:
            entry = plenums[word]
            latest = entry.latest if when is Tense.PRESENT else None
            slack = table().kinds["plenum"].slack
            yield Clue(match[0], match.start(), match.end(), "plenum", entry.earliest, latest, slack)


_CONGRESS_SESSION = re.compile("(?P<term>十[一二三四]?)届(?:全国人大|人大)?(?P<n>[一二三四五])次(?:会议|全会)?")


def congress_sessions(text: str) -> Iterator[Clue]:
    """Read 十一届全国人大三次会议; the tenth congress first met in March 2003, and each meets yearly."""
    for match in _CONGRESS_SESSION.finditer(text):
        if "全国人大" in match[0]:
            year = 1993 + 5 * (count(match["term"]) - 8) + count(match["n"]) - 1
            yield Clue(match[0], match.start(), match.end(), "session", f"{year}-03-03")


_YEAR = "(?P<y>(?:19[89]|20[0-4])[0-9])年"
_ANY_YEAR = re.compile(_YEAR)
_REACH = 24
_BELOW = {ord(c): "0" for c in "〇○零oO"} | {ord(c): str(i + 1) for i, c in enumerate(_HAN)}
_HAN_YEAR = re.compile(f"(?:一九|二[〇○零oO0])[〇○零oO0{_HAN}]{{2}}(?=年)")
_COMING = "即将(?:到来|开始|来临)的|(?:步入|跨入|迎来了?|送走[^。]{1,8}迎来了?)崭?新?的?"
_FEAST = "(?:元旦|新年|新春|春节)[^。,]{0,4}(?:来临|到来|将至|之际|前夕)"
_NAMED: tuple[tuple[re.Pattern[str], Callable[[int], tuple[str, str]]], ...] = (
    (re.compile(f"(?<!同)今年[(即是:,]{{0,2}}{_YEAR}(?!前|底前|以前)"), lambda y: (f"{y}-01-01", f"{y}-12-31")),
    (re.compile(f"去年[(即是:,]{{0,2}}{_YEAR}"), lambda y: (f"{y + 1}-01-01", f"{y + 1}-12-31")),
    (re.compile(f"明年[(即是:,]{{0,2}}{_YEAR}"), lambda y: (f"{y - 1}-01-01", f"{y - 1}-12-31")),
    (re.compile(f"(?:刚刚|已经)过去的{_YEAR}"), lambda y: (f"{y}-12-15", f"{y + 1}-12-31")),
    (re.compile(f"即将(?:过去|结束)的{_YEAR}"), lambda y: (f"{y}-10-01", f"{y + 1}-02-28")),
    (re.compile(f"(?:{_COMING}){_YEAR}"), lambda y: (f"{y - 1}-10-01", f"{y}-12-31")),
    (re.compile(f"{_YEAR}{_FEAST}"), lambda y: (f"{y - 1}-11-01", f"{y}-03-31")),
)


def years_named(text: str) -> Iterator[Clue]:
    """Read the years of a text: those a phrase ties to the day of the speech, those looked back on and ahead to."""
    for start, end in _windows(text):
        yield from _tied(text, start, end)
        yield from _looked_back(text, start, end)
        yield from _ahead(text, start, end)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches around years, merged where they touch, so that the many patterns see little text."""
    start, end = 0, -1
    for match in _ANY_YEAR.finditer(text):
        if match.start() - _REACH > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _REACH)
        end = min(len(text), match.end() + _REACH)
    if end > 0:
        yield start, end


def _tied(text: str, start: int, end: int) -> Iterator[Clue]:
    for pattern, window in _NAMED:
        for match in pattern.finditer(text, start, end):
            first, last = window(int(match["y"]))
            yield Clue(match[0], match.start(), match.end(), "year_named", first, last, 0, True)


_LOOKED_BACK = re.compile(
    f"(?:(?P<from>截至|截止|自|比|较|早在|回顾){_YEAR}|{_YEAR.replace('<y>', '<z>')}(?:底|末|初|[0-9]{{1,2}}月)?"
    "(?=以来|就已|已经?[^将]|我?[县市镇区]?曾|[^。,;]{0,10}(?:印发|荣获|被评为|被授予|被列[入为]|获得了|完成了|实现了|达到了)))"
)
_AHEAD = re.compile(
    f"(?<![从自年])(?P<to>到|至|在){_YEAR}(?P<limit>底|末|前|底前|以前|之前)?,?"
    "(?=[^。;已了]{0,10}(?:力争|确保|全面建成|基本实现|基本建成|要|翻一番|翻两番|实现|建成))"
)
_PLANNED = re.compile("力争|确保|目标|计划|规划|到$|要$|将$|拟$")


def _looked_back(text: str, start: int, end: int) -> Iterator[Clue]:
    for match in _LOOKED_BACK.finditer(text, start, end):
        if not _PLANNED.search(text[max(0, match.start() - 4) : match.start()]):
            year = match["y"] or match["z"]
            yield Clue(match[0], match.start(), match.end(), "year_past", f"{year}-01-01")


def _ahead(text: str, start: int, end: int) -> Iterator[Clue]:
    for match in _AHEAD.finditer(text, start, end):
        if match["to"] != "在" or match["limit"] in ("前", "底前", "以前", "之前"):
            yield Clue(match[0], match.start(), match.end(), "year_ahead", None, f"{match['y']}-12-31")


def arabic_years(text: str) -> str:
    """Return `text` with years in Chinese digits (二○○九年) in Arabic ones, at the same offsets."""
    return _HAN_YEAR.sub(lambda match: match[0].translate(_BELOW), text) if _HAN_YEAR.search(text) else text
