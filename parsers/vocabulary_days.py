"""A day without a year beside what happened on it: 五月一日起道路交通安全法施行 was said in 2004, and of no other year.

Speakers name the day and leave out the year that all know. A day of the calendar beside a law, a disaster or a meeting
that has this day then tells the year, and beside an ordinary word (四月十四号的地震) what happened as well. Years are
left as options, since another text may have the same words on the same day: the rest of the text chooses.

Not here: months without a day (`vocabulary_relative`), and days that stand with their year (`parsers.dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.vocabulary_families import COUNT, Clue, count
from parsers.vocabulary_table import Entry

_BEFORE, _AFTER = 24, 16
_SENTENCE_END = re.compile("[。;；!！?？\\n]")
_NEW_YEAR = "元旦"
_DAY = re.compile(
    "(?P<told>去年|上年|今年|明年|前年|上个?月|本月)?[的在]?"
    f"(?:(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])月(?P<d>3[01]|[12][0-9]|0?[1-9]|{COUNT})[日号](?!前|之前|以前|至|到)"
    f"|(?P<feast>{_NEW_YEAR})(?!、?春节|节|假|期间|前|后|晚会|将至|到来|快乐))"
)
_OTHER_YEAR = re.compile("[0-9〇○零一二三四五六七八九]年$|年年$|每年$|那年$|当年$|历年$")
_COMMEMORATED = re.compile("纪念|周年|年前|那年|当年|每年|遇难|诞辰|宣传|活动日|演练|减灾")
_LAW = re.compile("(?:法|条例|办法|准则)$")
_IN_FORCE = re.compile("施行|实施|生效|执行|实行|通过|公布|颁布|出台|发布|废止")
"""Of a law the sentence must say what happened on the day: 六月一日起宣讲食品安全法 is of any year."""
_REVISED = re.compile("修|新|改")
_YEARS_LATER = {"去年": 1, "上年": 1, "前年": 2, "明年": -1}
_EARLY = ("01", "02", "03")


def on_the_day(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read the days of a calendar that stand beside a name in its sentence, if one of them is a day of its own."""
    low, high = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    if text.find("月", low, high) < 0 and text.find(_NEW_YEAR, low, high) < 0:
        return
    before = _SENTENCE_END.split(text[low:start])[-1]
    after = _SENTENCE_END.split(text[end:high], maxsplit=1)[0]
    if _COMMEMORATED.search(before + "|" + after):
        return
    days = entry.days
    if _LAW.search(text, start, end):
        if not _IN_FORCE.search(before + "|" + after):
            return
        if entry.family == "term" and not _REVISED.search(before + "|" + after):
            days = _unrevised(days)
    options = {option for words in (before, after) for option in _options(words, days)}
    if options:
        yield Clue(text[start:end], start, end, entry.kind, options=tuple(sorted(options)))


def _unrevised(days: tuple[str, ...]) -> tuple[str, ...]:
    """Return the days of a law that is not said to be a new one: of two on one day of the calendar the first."""
    return tuple({day[5:]: day for day in reversed(days)}.values())


def _options(words: str, days: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what each of the days in `words` leaves, if it is one of `days`."""
    for match in _DAY.finditer(words):
        if _OTHER_YEAR.search(words[: match.start()]):
            continue
        found = "01-01" if match["feast"] else f"{_number(match['m']):02d}-{_number(match['d']):02d}"
        yield from (_stretch(day, match["told"]) for day in days if day[5:] == found)


def _number(written: str) -> int:
    return 1 if written == "元" else count(written)


def _stretch(day: str, told: str | None) -> tuple[str, str]:
    """Return the first and last day on which a day is spoken of without its year: in that year, or hardly after.

    What begins in the first months of a year is told of in the autumn before.
    """
    year = int(day[:4]) + _YEARS_LATER.get(told or "", 0)
    if told is not None:
        return f"{year}-01-01", f"{year}-12-31"
    first = f"{year - 1}-10-01" if day[5:7] in _EARLY else f"{year}-01-01"
    return first, f"{year + 1}-02-28"
