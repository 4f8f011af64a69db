"""Meetings of the party and of the state told by their numbers: lists of plenums, sessions, the n-th congress.

A single plenum and the usual names of a congress are entries of the table; these are what only a pattern can read: a
list of plenums, a session by term and number, and a congress by the short name that would be too common a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from parsers.vocabulary_context import Tense, around, near, tense
from parsers.vocabulary_families import COUNT, HAN, Clue, count
from parsers.vocabulary_table import congress_days, plenum_entries

PLENUM_SIGNS = tuple(f"届{number}中" for number in "二三四五六七八")
SESSION_SIGNS = ("届全国人大", "届全国政协", "全国人大", "全国政协")
CONGRESS_SIGNS = (*(f"十{number}大" for number in HAN), "二十大")
"""What every match of the readers below holds; each is given where these stand."""
_PHRASE = 48
"""Characters from there within which a match begins and ends."""
_SHORT = 28
"""As many, for patterns of shorter matches."""

_PLENUM_LIST = re.compile(
    "(?P<term>十[一二三四五六七八九]?|二十)届(?P<list>[二三四五六七八]中(?:全会)?(?:[、,和及与]+[二三四五六七八]中(?:全会)?){1,6})(?=全会|$|[^全])"
)
# A list is kept up to date longer than a single plenum, which is named for its subject for years.
_LIST_LINGERS = 400


def plenum_lists(text: str, spots: Sequence[int]) -> Iterator[Clue]:
    """Read 十六届三中、四中全会, of which the last is the newest; a single plenum is an entry of the table."""
    plenums = plenum_entries()
    for match in near(_PLENUM_LIST, text, spots, _PHRASE):
        newest = re.findall("[二三四五六七八](?=中)", match["list"])[-1]
        word = f"{match['term']}届{newest}中全会"
        when = tense(text, match.start(), match.end())
        if word in plenums and when is not Tense.FUTURE:
            entry = plenums[word]
            latest = entry.latest if when is Tense.PRESENT else None
            yield Clue(match[0], match.start(), match.end(), "plenum", entry.earliest, latest, _LIST_LINGERS)


_TERM = "[八九]|十[一二三四]?"
_SESSION = re.compile(
    f"(?P<term>{_TERM})届全国(?:人大|政协)(?P<n>[一二三四五])次|全国(?:人大|政协)(?P<term_>{_TERM})届(?P<n_>[一二三四五])次"
)


_JUST_CLOSED = re.compile("刚刚?(?:胜利|圆满)?(?:闭幕|结束|召开|开过)|闭幕不久")
_IN_STUDY = re.compile("(?:学习|贯彻|传达|落实)(?:好|学习|贯彻|落实)?$")


def congress_sessions(text: str, spots: Sequence[int]) -> Iterator[Clue]:
    """Read 十一届全国人大三次会议; the tenth congress first met in March 2003, and each meets yearly."""
    for match in near(_SESSION, text, spots, _SHORT):
        year = 1993 + 5 * (count(match["term"] or match["term_"]) - 8) + count(match["n"] or match["n_"]) - 1
        before, after = around(text, *match.span())
        over = _JUST_CLOSED.search(before[-8:] + "|" + after)
        latest = f"{year}-07-31" if over else f"{year + 1}-06-30" if _IN_STUDY.search(before) else None
        yield Clue(match[0], *match.span(), "session", f"{year}-03-03", latest, soft=True)


_DAYS_LEFT = re.compile(
    f"(?:离|距离?)(?:党的)?(?P<n>十[{HAN}]|二十)大(?:的?召?开幕?)?,?(?:还有|只有|只剩|不到|不足|仅有)(?:不到|不足)?"
    f"(?:[0-9]{{1,3}}|{COUNT}|两|几)多?(?:天|个?多?月|周|个?星期)"
)
_CONVENED_BEFORE, _MONTH = timedelta(days=365), timedelta(days=31)
"""A congress is convened about a year ahead, and welcomed for two."""
_AHEAD_WORD = re.compile("今年|明年|快|离|距|年[内里]|秋|下半年|将|就要|马上|还有|定[在于]|要")
_NUMBER = f"(?<![{HAN}])(?P<n>十[{HAN}]|二十)大"
_NO_OPENING = "(?!工|业|发|放|局|了一|始|展|通|车|辟|拓)"
"""What 开 goes on with where nothing is convened: 十六大项目下半年开工."""
_COMING = re.compile(
    f"(?<![{HAN}])(?P<welcomed>迎接|喜迎|迎)?(?P<n>十[{HAN}]|二十)大(?(welcomed)(?![一-鿿]{{0,3}}(?:项目|工程))|"
    "(?:定[在于][^,。;]{1,9})?(?P<year>今年|年[内里]|秋天|秋季|下半年|今秋)?"
    "(?:将要?|就要|即将|马上|快要?|要|还有[^,。;]{1,6}(?:天|月|周|星期)就?)?(?:秋天|下半年|年[内里])?"
    f"(?:就要|将|要)?(?:召?开{_NO_OPENING}|举行|(?<=天)))"
)
_TO_COME = re.compile(
    "(?:今年|(?P<next>明年)|年[内里]|年底|秋后|秋天|秋季|今秋|下半年|[0-9一二三四五六七八九十]{1,2}月份?)[^,。;要将]{0,4}(?:就要|将要|要|将|即将)(?:召?开|迎来)"
    f"(?:党的)?{_NUMBER}"
)


_THIS_MONTH = re.compile(
    f"{_NUMBER}(?:这个月|本月|就在这个月)(?:[0-9]{{1,2}}|{COUNT})[日号](?:就要|将要?|要)?召?开{_NO_OPENING}"
)
_BY_THEN = re.compile(
    f"{_NUMBER}(?:召?开)?(?:以前|之前|前),(?!我|全[县市]|发生)(?=[^。;]{{0,24}}(?:必须|要|确保|完成|做不到|做到|务必|一律|全部|最后))"
)
"""十六大以前,最后一户搬出帐篷: the congress is a day by which something is to be done."""
_CALLED = re.compile("(?:开|迎来)(?:党的)?$")
"""What stands before the number in every match of `_TO_COME`; it is seldom there, and the pattern is a slow one."""
_WELCOMES = (2, 1, 0)
"""Characters of the word before the number with which `_COMING` begins, the longest first."""


def _at_numbers(text: str, spots: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield what says that a congress is yet to come; most patterns begin at its number, and are tried nowhere else."""
    end = 0
    for spot in spots:
        tried = (_COMING.match(text, max(end, spot - size)) for size in _WELCOMES if spot >= end)
        match = next(filter(None, tried), None)
        if match is not None:
            yield match
            end = match.end()
    yield from near(_TO_COME, text, [spot for spot in spots if _CALLED.search(text, max(0, spot - 5), spot)], _PHRASE)
    yield from near(_DAYS_LEFT, text, spots, _PHRASE)
    for pattern in (_THIS_MONTH, _BY_THEN):
        yield from filter(None, (pattern.match(text, spot) for spot in spots))


def congress_ahead(text: str, spots: Sequence[int]) -> Iterator[Clue]:
    """Read 十八大还有一百天, 十七大下半年召开, 年内要开十九大, 喜迎二十大: a congress that is yet to come."""
    days = congress_days()
    for match in _at_numbers(text, spots):
        groups = match.groupdict()
        day = days.get(match["n"])
        if day is None or not (
            match.re in (_THIS_MONTH, _BY_THEN) or groups.get("welcomed") or _AHEAD_WORD.search(match[0])
        ):
            continue
        welcomed = groups.get("welcomed")
        before = _MONTH if match.re is _THIS_MONTH else _CONVENED_BEFORE * (2 if welcomed else 1)
        in_year = groups.get("year") or match.re is _TO_COME
        year = day.year - bool(groups.get("next"))
        first = f"{year}-01-01" if in_year else (day - before).isoformat()
        last = min(day.isoformat(), f"{year}-12-31")
        yield Clue(match[0], match.start(), match.end(), "congress", first, last, 7, exact=not welcomed)


_WHEN_OVER = "(?P<just>刚刚?|上个?月|上个?(?:周|星期|礼拜)|前几天|不久前|前不久|日前)|(?P<last>去年)"
_OVER = re.compile(
    f"{_NUMBER}(?:在|于|是|已经?|胜利)?(?:{_WHEN_OVER})[^,。;要将没]{{0,4}}?(?:闭幕|召?开{_NO_OPENING}|结束|过去)"
    f"(?:[过了]*(?P<since>半年|(?:{COUNT})个?[多半]?月))?"
)
_SINCE = re.compile(
    f"{_NUMBER}(?:召?开(?:以来|过)|闭幕|结束|以来|过去)(?:的?这|近|快|将近|整整|已经|不到|刚)?(?P<years>{COUNT}|两)年(?P<more>多)?(?!前)"
)
_OVER_THEN = re.compile(
    f"(?:{_WHEN_OVER})[^,。;要将没]{{0,3}}{_NUMBER}(?:胜利|圆满|刚)?(?:闭幕|结束|开过|开完|召开(?!以来|前))"
)
_OVER_BEFORE = re.compile(
    f"(?:{_WHEN_OVER})[^,。;要将没]{{0,3}}?(?:胜利|圆满)?(?:闭幕|结束|召开|开过|开完|开了)的?(?:党的)?{_NUMBER}"
)
_HELD_IN = re.compile(f"(?:今年)?[0-9一二三四五六七八九十]{{1,2}}月份?(?:党的)?{_NUMBER}(?:作出|提出|部署|闭幕|胜利)")
_SAID_WHEN = re.compile("以来|[开闭过结]|刚|去年|上个?[月周星礼]|前几天|不久前|前不久|日前|[0-9一二三四五六七八九十]月")
_JUST_OVER, _DAY = timedelta(days=120), timedelta(days=1)


def congress_over(text: str, spots: Sequence[int]) -> Iterator[Clue]:
    """Read 十六大刚闭幕, 二十大去年秋天开过, 今年十月十九大作出决定: a congress of which the text says when it was."""
    told = [match.start() for match in near(_SAID_WHEN, text, spots, _SHORT)]
    for pattern in (_OVER, _OVER_THEN, _OVER_BEFORE, _HELD_IN, _SINCE) if told else ():
        for match in near(pattern, text, spots, _SHORT):
            day = congress_days().get(match["n"])
            if day is not None:
                first, last = (each.isoformat() for each in _told(match, day))
                yield Clue(match[0], *match.span(), "congress", first, last, exact=True)


def _told(match: re.Match[str], day: date) -> tuple[date, date]:
    """Return the days that the words around a congress leave for the speech."""
    groups = match.groupdict()
    if groups.get("since"):
        months = 6 if groups["since"] == "半年" else count(groups["since"].rstrip("个多半月"))
        return day + (months - 2) * _MONTH, day + (months + 2) * _MONTH
    if groups.get("years"):
        passed = day + 365 * count(groups["years"]) * _DAY
        return passed - 330 * _DAY, passed + (660 if groups["more"] else 330) * _DAY
    if groups.get("just"):
        return day, day + _JUST_OVER
    year = day.year + bool(groups.get("last"))
    return max(day, date(year, 1, 1)), date(year, 12, 31)
