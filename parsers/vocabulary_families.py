"""Dated phrases that need arithmetic: anniversaries, the n-th of a yearly day, lists of plenums, sessions of congress.

What can be listed is in `data/vocabulary`; this is the small rest of mechanisms, with `vocabulary_plans`,
`vocabulary_years` and `vocabulary_relative`. Each reads one hit, or one match of its pattern, in a folded text and
answers with clues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from parsers.needles import windows
from parsers.vocabulary_context import Tense, around, frame, tense
from parsers.vocabulary_table import Entry, congress_days, plenum_entries

HAN = "一二三四五六七八九"
COUNT = f"[1-9][0-9]{{0,2}}|[{HAN}]?百零?[{HAN}]?十?[{HAN}]?|[{HAN}]?十[{HAN}]?|[{HAN}]"


class Clue(NamedTuple):
    """What one phrase says of the day of the speech; offsets are those of the text it was read in.

    `earliest` and `latest` are the first and last day of natural use, `lead` the days for which it may be heard before,
    `slack` those for which it may linger. `exact` marks a phrase in which the speaker
    names the year he speaks in, `soft` a last day that is likely and no more: it excludes no stated date.
    """

    term: str
    start: int
    end: int
    kind: str
    earliest: str | None = None
    latest: str | None = None
    slack: int = 0
    exact: bool = False
    soft: bool = False
    lead: int = 0


def count(written: str) -> int:
    """Read a number below a thousand in Arabic or Chinese digits; 0 if it is none."""
    if written.isdigit():
        return int(written)
    if written == "两":
        return 2
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
    return HAN.find(character) + 1 if character else 0


def whole_year(text: str, start: int, end: int, kind: str, year: int, *, exact: bool) -> Clue:
    """Bound the speech by a year; a phrase that does not name it as the present one may come a little early."""
    first = f"{year}-01-01" if exact else f"{year - 1}-10-01"
    slack = 0 if exact else 90
    return Clue(text[start:end], start, end, kind, first, f"{year}-12-31", slack, exact)


_YEARS_AFTER = re.compile(
    f"^[^0-9{HAN}十百。,;\\n]{{0,4}}(?P<n>{COUNT})(?P<more>多|余|几)?个?(?P<unit>周年|年华诞|华诞|周岁|岁|年来|年以来|年的?)"
)
_CELEBRATED = re.compile("庆祝|纪念|迎接|喜迎|献礼|迎来|庆贺")
_PAST_FEAST = re.compile("隆重|了$|去年|(?:结束|过去)")
_UNTIL = re.compile("(?:(?<![来遇达做感直受提看得])到|至|等到|待到|距离?|离)$")
_REACHED = re.compile("^的?(?:今天|今日|今年|现在|此时|时刻)")
_YEARS_TO_GO = re.compile(f"再(?:过|有)(?P<n>{COUNT}|两)年[^,。]{{0,3}}(?:就|便|将)?(?:是|到|迎来)(?:了)?$")
_QUOTED = re.compile("^(?:[^,。]{0,3}(?:大会|讲话|座谈会|活动后))")
# 改革开放四十年 is said in the year and a few after, until fifty comes into sight.
_ROUND = 3


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
    offset = _offset(before)
    if _UNTIL.search(before) and not _REACHED.match(after):
        yield Clue(text[start:stop], start, stop, "anniversary", None, f"{year}-12-31")
    elif offset is not None and match["unit"] in ("周年", "华诞", "年华诞", "周岁", "岁"):
        yield whole_year(text, start, stop, "anniversary", year + offset, exact=True)
    elif _CELEBRATED.search(before[-8:]) and not _QUOTED.search(after):
        slack = 60 if _PAST_FEAST.search(before) else 0
        yield Clue(text[start:stop], start, stop, "anniversary", f"{year - 1}-01-01", f"{year}-12-31", slack)
    else:
        latest = f"{year + _ROUND}-12-31" if years % 10 == 0 and not _QUOTED.search(after) else None
        yield Clue(text[start:stop], start, stop, "anniversary", f"{year - 1}-01-01", latest, soft=True)


def _offset(before: str) -> int | None:
    """Return by how many years the speech is later: 明年是 -1, 再过两年就是 -2; None where nothing says so."""
    to_go = _YEARS_TO_GO.search(before)
    if to_go is not None:
        return -count(to_go["n"])
    return frame(before)


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
    yield whole_year(text, first, end, "ordinal", year, exact=tense(text, first, end) is not Tense.PAST)


def turn(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read a name for the present year (今年是…的开局之年)."""
    offset = frame(around(text, start, end)[0])
    yield whole_year(text, start, end, "turn", entry.number + (offset or 0), exact=offset is not None)


_PLENUM_LIST = re.compile(
    "(?P<term>十[一二三四五六七八九]?|二十)届(?P<list>[二三四五六七八]中(?:全会)?(?:[、,和及与]+[二三四五六七八]中(?:全会)?){1,6})(?=全会|$|[^全])"
)


# A list is kept up to date longer than a single plenum, which is named for its subject for years.
_LIST_LINGERS = 400


def plenum_lists(text: str) -> Iterator[Clue]:
    """Read 十六届三中、四中全会, of which the last is the newest; a single plenum is an entry of the table."""
    plenums = plenum_entries()
    for match in _PLENUM_LIST.finditer(text) if "中、" in text or "中全会" in text else ():
        newest = re.findall("[二三四五六七八](?=中)", match["list"])[-1]
        word = f"{match['term']}届{newest}中全会"
        when = tense(text, match.start(), match.end())
        if word in plenums and when is not Tense.FUTURE:
            entry = plenums[word]
            latest = entry.latest if when is Tense.PRESENT else None
            yield Clue(match[0], match.start(), match.end(), "plenum", entry.earliest, latest, _LIST_LINGERS)


_CONGRESS_SESSION = re.compile("(?P<term>十[一二三四]?)届(?:全国人大|人大)?(?P<n>[一二三四五])次(?:会议|全会)?")


def congress_sessions(text: str) -> Iterator[Clue]:
    """Read 十一届全国人大三次会议; the tenth congress first met in March 2003, and each meets yearly."""
    for match in _CONGRESS_SESSION.finditer(text):
        if "全国人大" in match[0]:
            year = 1993 + 5 * (count(match["term"]) - 8) + count(match["n"]) - 1
            yield Clue(match[0], match.start(), match.end(), "session", f"{year}-03-03")


_CONVENED_BEFORE = timedelta(days=365)
"""A congress is convened about a year ahead, and welcomed for two."""
_AHEAD_WORD = re.compile("今年|年内|秋|下半年|将|就要|马上|还有")
_CONGRESS_AHEAD = re.compile(
    f"(?<![{HAN}])(?P<welcomed>迎接|喜迎|迎)?(?P<n>十[{HAN}]|二十)大(?(welcomed)(?![一-鿿]{{0,3}}(?:项目|工程))|"
    "(?P<year>今年|年内|秋天|秋季|下半年|今秋)?(?:将要?|就要|即将|马上|还有[^,。;]{1,6}天)?(?:秋天|下半年|年内)?"
    "(?:就要|将)?(?:召?开(?!工|业|发|放|局|了一)|举行|(?<=天)))"
)


_CONGRESS = re.compile(f"十[{HAN}]?大")
"""What every such phrase holds."""
_PHRASE = 48
"""Characters from there within which such a phrase begins and ends."""


def congress_ahead(text: str) -> Iterator[Clue]:
    """Read 十八大还有一百天, 十七大下半年召开, 喜迎二十大: a congress of the party that is yet to come."""
    days = congress_days()
    spots = [match.start() for match in _CONGRESS.finditer(text)]
    near = windows(spots, _PHRASE, len(text)) if spots else ()
    for match in chain.from_iterable(_CONGRESS_AHEAD.finditer(text, *window) for window in near):
        day = days.get(match["n"])
        if day is None or not (match["welcomed"] or _AHEAD_WORD.search(match[0])):
            continue
        before = 2 * _CONVENED_BEFORE if match["welcomed"] else _CONVENED_BEFORE
        first = f"{day.year}-01-01" if match["year"] else (day - before).isoformat()
        exact = not match["welcomed"]
        yield Clue(match[0], match.start(), match.end(), "congress", first, day.isoformat(), 7, exact=exact)
