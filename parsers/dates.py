"""Dates as Chinese texts write them, read into EDTF (ISO 8601-2) with their bounds.

Reads Arabic and Chinese digits in any mixture (○, O and 零 for 0, 元月, 廿), full width, stray spaces, and masked parts
(20xx, 201X, ××年): a masked digit becomes X. Relative dates (去年), lunar dates and eras are deliberately not read, nor
are days without a month. A date that no calendar has is no date. Which of the dates in a text is the date of the speech
is not decided here (see `parsers.dating`).
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from parsers.needles import windows

_MASK = "xX×ｘＸχΧ✕✖*＊_＿#＃?？"
_ZERO = "0０〇○OoＯｏОо零"
_HAN = "一二三四五六七八九"
_ARABIC = "1-9１-９"
_DIGIT = f"{_ARABIC}{_HAN}{_ZERO}"
_ANY = f"{_DIGIT}{_MASK}"
_GAP = "[ \\t\\u3000\\xa0]{0,3}"
# A year's first two digits may not both be masked unless all four are; the reading below checks the rest.
_YEAR = f"(?:[12１２一二](?:{_GAP}[{_ANY}]){{3}}|[{_MASK}]{{1,4}}|[9９][0-9０-９]|[0-3０-３][0-9０-９])"
_NUMBER = (
    f"(?:[廿卅][{_HAN}]?|[{_HAN}]?十[{_HAN}]?|[元{_HAN}]|[{_MASK}]{{1,2}}|[0-9０-９][{_MASK}]|[0-9０-９Oo]{{1,2}})"
)
_NOT_AFTER_DIGIT = f"(?<![0-9０-９{_HAN}{_ZERO}{_MASK}.．第十百千])"
_YMD = re.compile(
    f"{_NOT_AFTER_DIGIT}(?P<year>{_YEAR}){_GAP}年"
    f"(?:{_GAP}(?P<month>{_NUMBER}){_GAP}月(?:份)?(?:{_GAP}(?P<day>{_NUMBER}){_GAP}[日号])?)?"
)
_MD = re.compile(
    f"(?<![0-9０-９{_HAN}{_MASK}十.．年\\-—至到])(?P<month>{_NUMBER}){_GAP}月{_GAP}(?P<day>{_NUMBER}){_GAP}[日号]"
)
_SEPARATED = re.compile(
    f"(?P<year>[12１２](?<![0-9０-９A-Za-z.．/\\-].)[0０OoＯ9９][0-9０-９Oo{_MASK}]{{2}}){_GAP}(?P<sep>[.．·\\-－/／])"
    f"{_GAP}(?P<month>[0-9０-９{_MASK}]{{1,2}}){_GAP}(?P=sep){_GAP}(?P<day>[0-9０-９{_MASK}]{{1,2}})"
    f"(?![0-9０-９A-Za-z%％]|[.．/\\-－/／][0-9０-９])"
)
_LAST_OF_YEAR = frozenset(f"123456789１２３４５６７８９{_HAN}{_ZERO}{_MASK}")
_SIGNS = ((_YMD, "年", _LAST_OF_YEAR), (_MD, "月", _LAST_OF_YEAR | set("十廿卅元")))
"""What no date of a pattern lacks, and what stands before it: 今年 and 每月 are none."""
_REACH = 24
"""Characters from there within which a date begins and ends."""
_SEPARATOR = re.compile("[.．·\\-－/／]")
# 2000年 is a length of time in 有2000年历史 and 近2000年的古城.
_DURATION_BEFORE = re.compile("(?:近|约|有着?|距今|长达|逾|达)$")
_DURATION_AFTER = re.compile("^(?:的?(?:历史|文明|古城|古县|建制|沧桑)|之久|以上|左右)")
_DIGITS = (
    {ord(c): "0" for c in _ZERO} | {ord(c): "X" for c in _MASK} | {ord(" "): None, 0x09: None, 0x3000: None, 0xA0: None}
)
_DIGITS |= {ord("０") + i: str(i) for i in range(10)} | {ord(c): str(i + 1) for i, c in enumerate(_HAN)}


class DateMention(NamedTuple):
    """A date found in a text: its EDTF form, and where it stands."""

    edtf: str
    start: int
    end: int


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the dates written in `text[start:end]`, in order and without overlaps.

    A date without a year (5月22日) is given with the year unspecified, XXXX-05-22.
    """
    stop = len(text) if end is None else end
    found: list[DateMention] = []
    for match in sorted(_matches(text, start, stop), key=lambda m: (m.start(), -m.end())):
        if found and match.start() < found[-1].end:
            continue
        edtf = _read(match, text)
        if edtf is not None:
            found.append(DateMention(edtf, match.start(), match.end()))
    return found


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[str, str] | None:
    """Return the first and the last day, ISO 8601, of a date `find_dates` gave; None if its year is unspecified.

    Written out because the `edtf` package takes 4 to 28 ms a date; the tests hold this against it.
    """
    year, _, rest = edtf.partition("-")
    if year == "XXXX":
        return None
    month, _, day = rest.partition("-")
    low = _lowest(int(year.replace("X", "0")), month, day)
    high = _highest(int(year.replace("X", "9")), int(year.replace("X", "0")), month, day)
    return low, high


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for pattern, sign, before in _SIGNS:
        spots = list(_spots(text, sign, before, start, end))
        for low, high in windows(spots, _REACH, end) if spots else ():
            yield from pattern.finditer(text, max(start, low), high)
    if _SEPARATOR.search(text, start, end):
        yield from _SEPARATED.finditer(text, start, end)


def _spots(text: str, sign: str, before: frozenset[str], start: int, end: int) -> Iterator[int]:
    """Yield where a sign stands that has a number or a mask before it."""
    at = text.find(sign, start, end)
    while at >= 0:
        if text[max(start, at - 4) : at].rstrip()[-1:] in before:
            yield at
        at = text.find(sign, at + 1, end)


def _read(match: re.Match[str], text: str) -> str | None:
    groups = match.groupdict()
    year = _year(groups.get("year"), full=groups["day"] is not None)
    if year is None or (groups["month"] is None and not _is_plain_year(match, text, year)):
        return None
    parts = [year]
    for name, limit in (("month", 12), ("day", 31)):
        if groups[name] is not None:
            number = _number(groups[name], limit)
            if number is None:
                return None
            parts.append(number)
    return "-".join(parts) if _exists(parts) else None


def _is_plain_year(match: re.Match[str], text: str, year: str) -> bool:
    """Whether a year without a month is a year: not a bare mask, not a length of time."""
    if year == "XXXX":
        return False
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 4]
    return not (year.endswith("00") and (_DURATION_BEFORE.search(before) or _DURATION_AFTER.search(after)))


def _year(written: str | None, *, full: bool) -> str | None:
    if written is None:
        return "XXXX"
    year = written.translate(_DIGITS)
    if not year.strip("X"):
        return "XXXX"
    if len(year) == 2:
        return _short_year(year) if full else None
    valid = re.fullmatch("(?:19|20)[0-9]{2}|(?:19|20)[0-9]X|(?:19|20)XX|[12]XXX", year)
    return year if valid else None


def _short_year(year: str) -> str | None:
    """Expand 06 in a full date. 20 is either 2020 or a 20xx whose mask was lost, and 20XX is true of both."""
    if year in ("19", "20"):
        return f"{year}XX"
    return f"19{year}" if year[0] == "9" else f"20{year}"


def _number(written: str, limit: int) -> str | None:
    """Read a month or a day; None if it is above the limit or zero."""
    if written == "元":
        return "01" if limit == 12 else None
    text = written.translate(_DIGITS).replace("廿", "二十").replace("卅", "三十").translate(_DIGITS)
    if "十" in text:
        tens, _, units = text.partition("十")
        text = f"{tens or 1}{units or 0}"
    if "X" in text:
        return _masked(text, limit)
    return f"{int(text):02d}" if 1 <= int(text) <= limit else None


def _masked(text: str, limit: int) -> str | None:
    if not text.strip("X"):
        return "XX"
    return text if int(text[0]) * 10 <= limit else None


def _exists(parts: list[str]) -> bool:
    if len(parts) < 3 or "X" in parts[1] or "X" in parts[2]:
        return True
    year = 2000 if "X" in parts[0] else int(parts[0])
    return int(parts[2]) <= monthrange(year, int(parts[1]))[1]


def _lowest(year: int, month: str, day: str) -> str:
    if (month, day) == ("02", "29"):
        year = next(y for y in range(year, year + 9) if isleap(y))
    m = _fill(month, 1, 12)
    return f"{year:04d}-{m:02d}-{_fill(day, 1, 31):02d}"


def _highest(year: int, lowest: int, month: str, day: str) -> str:
    if (month, day) == ("02", "29"):
        year = next(y for y in range(year, lowest - 1, -1) if isleap(y))
    m = _fill_high(month, 12)
    last = monthrange(year, m)[1]
    return f"{year:04d}-{m:02d}-{min(_fill_high(day, last), last):02d}"


def _fill(part: str, low: int, high: int) -> int:
    if not part:
        return low
    return min(max(int(part.replace("X", "0")), low), high)


def _fill_high(part: str, high: int) -> int:
    return min(int(part.replace("X", "9")), high) if part else high
