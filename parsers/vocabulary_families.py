"""Dated phrases that need arithmetic: anniversaries, the n-th of a yearly day, names of the present year.

What can be listed is in `data/vocabulary`; this is the small rest of mechanisms, with `vocabulary_meetings`,
`vocabulary_plans`, `vocabulary_years`, `vocabulary_spans` and `vocabulary_relative`. Each reads one hit, or one match
of its pattern, in a folded text and answers with clues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.vocabulary_context import Tense, around, frame, tense
from parsers.vocabulary_table import Entry

HAN = "一二三四五六七八九"
COUNT = f"[1-9][0-9]{{0,2}}|[{HAN}]?百零?[{HAN}]?十?[{HAN}]?|[{HAN}]?十[{HAN}]?|[{HAN}]"


class Clue(NamedTuple):
    """What one phrase says of the day of the speech; offsets are those of the text it was read in.

    `earliest` and `latest` are the first and last day of natural use, `lead` the days for which it may be heard before,
    `slack` those for which it may linger. `exact` marks a phrase in which the speaker
    names the year he speaks in, `soft` a last day that is likely and no more: it excludes no stated date. `options` are
    set instead of a first and last day where a phrase leaves several stretches (三中全会刚开过): other clues choose.
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
    options: tuple[tuple[str, str], ...] = ()


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
_WHOLE = frozenset(("周年", "华诞", "年华诞", "周岁", "岁"))
_DAYS_TO_GO = re.compile(
    f"(?:再过|还有|只有|不到)(?:[0-9]{{1,3}}|[{HAN}十百两几]{{1,4}})(?:多)?(?:天|个多?月|个?星期)[^,。]{{0,4}}$"
)
_NOT_YET_AFTER = re.compile("^(?:生日|诞辰|庆典|大庆)?[^,。]{0,4}还(?:有|剩)")
_FEAST = re.compile("^的?(?:生日|大庆|庆典|表彰|庆功|烟花|焰火|阅兵|之际|到来|前夕|来临)")
_REMEMBERED = re.compile("^的?(?:时候?|那年|那天|期间|以来|以后|之后|后|活动中)")


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
    first, last, slack, sure = _of_anniversary(match, *around(text, start, stop), year)
    exact = sure and slack == 0 and first is not None and first[:4] == str(last)[:4]
    yield Clue(text[start:stop], start, stop, "anniversary", first, last, slack, exact=exact, soft=not sure)


_Days = tuple[str | None, str | None, int, bool]
"""First and last day, days of slack, and whether the last day is more than likely."""


def _of_anniversary(match: re.Match[str], before: str, after: str, year: int) -> _Days:
    """Return the days that the words around an anniversary of a year leave."""
    whole = match["unit"] in _WHOLE or "是" in match[0] or before.endswith("是")
    offset = _offset(before)
    if _UNTIL.search(before) and not _REACHED.match(after):
        return None, f"{year}-12-31", 0, True
    if offset is not None and whole:
        return f"{year + offset}-01-01", f"{year + offset}-12-31", 0, True
    if _DAYS_TO_GO.search(before) or _NOT_YET_AFTER.match(after):
        return f"{year - 1}-07-01", f"{year}-12-31", 0, False
    if _CELEBRATED.search(before[-8:]) and not _QUOTED.search(after):
        return f"{year - 1}-01-01", f"{year}-12-31", 60 if _PAST_FEAST.search(before) else 0, True
    if _FEAST.match(after):
        return f"{year - 1}-07-01", f"{year + 1}-06-30", 0, False
    lasts = 1 if whole else _ROUND if match["n"][-1] in "0十百" else 2
    if _QUOTED.search(after) or _REMEMBERED.match(after):
        return f"{year - 1}-01-01", None, 0, False
    return f"{year - 1}-01-01", f"{year + lasts}-12-31", 0, False


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
