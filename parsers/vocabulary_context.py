"""How the words around a dated term place it in time: looked back on, in use, just over, or yet to come.

Only the sentence of the term is looked at, a few characters each way. Tenses that need more than that (a paragraph of
history) are deliberately left alone: the interval takes its first day from the newest term, which history cannot move.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from parsers.needles import windows

_FULL_WIDTH = re.compile("[０-９，．＋（）：；]")
_TO_HALF = tuple(zip("０１２３４５６７８９，．＋（）：；", "0123456789,.+():;", strict=True))
_DROPPED = re.compile("[\"“”＂'‘’「」『』 \\t\\u3000\\xa0]")
_SENTENCE_END = re.compile("[。;；!！?？\\n]")
_REACH = 18

_FUTURE = re.compile("迎接|喜迎|迎(?<!欢迎)$|即将|将(?:于|要|在)?(?:召|举|开)|筹备|明年|后年|有望|届时")
_TO_CONVENE = re.compile("(?:要|将)(?:召?开|举行|迎来|胜利召开)(?:的?党)?$")
_CONVENED_ABOUT = re.compile("精神|报告|文件|提出|学习|会")
"""要召开党的十五大精神学习会: what is convened is about it."""
_FUTURE_AFTER = re.compile("^(?:[^,。]{0,4}(?:即将|将于|将要|将在|[^,。]{0,2}在即|召开前|前夕))")
_OFFERED_TO, _OFFERED = re.compile("向(?:党的)?$"), re.compile("^(?:交|献|报喜)")
"""向党的十九大交卷: what it is done for is yet to come."""
_RECENT = re.compile("刚刚|刚(?:闭幕|结束|召开)|不久前|前不久|前几天|日前")
_PAST = re.compile(
    "曾|当年|当时|历史|回顾|上世纪|后来|自从|早在|经历|经受|战胜|先后|年前|过去|(?:19|20)[0-9]{2}年|原$|前任|第一批|继"
)
_PAST_AFTER = re.compile(
    "^[^,。、]{0,5}(?:以来|期间|之后|以后|过后|结束|成果|成效|长效机制|基础上|那年|那时|的经验|的?时候)|^后"
)
_PRESENT = re.compile(
    "贯彻|落实|学习|宣传|宣讲|领会|按照|根据|遵照|指引|指出|强调|提出|要求|部署|为指导|为指针|文件|当前|正在|今年|"
    "全力|做好|抓好|开展|严防|围绕|精神"
)


class Tense(StrEnum):
    """Where the words around a term place it."""

    FUTURE = "future"
    RECENT = "recent"
    PAST = "past"
    PRESENT = "present"
    OPEN = "open"


class Folded(NamedTuple):
    """A text without quotation marks and spaces, and the way back to the offsets of the whole."""

    text: str
    base: int
    cuts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Return the offset, in the whole text, of the character at a folded offset."""
        return self.base + offset + bisect_right(self.cuts, offset)


def fold(text: str, base: int) -> Folded:
    """Return `text` without quotation marks and spaces, digits and commas in half width; `base` is its own offset."""
    pieces = _DROPPED.split(text)
    folded = "".join(pieces)
    cuts = tuple(accumulate(map(len, pieces[:-1])))
    if _FULL_WIDTH.search(folded):
        # Each replacement is a search for one character; `str.translate` asks a table for every character.
        for wide, half in _TO_HALF:
            folded = folded.replace(wide, half)
    return Folded(folded, base, cuts)


def near(pattern: re.Pattern[str], text: str, spots: Sequence[int], reach: int) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin and end within so many characters of some place in a text."""
    for start, end in windows(spots, reach, len(text)) if spots else ():
        yield from pattern.finditer(text, start, end)


def around(text: str, start: int, end: int, reach: int = _REACH) -> tuple[str, str]:
    """Return what stands before and after a term within its sentence."""
    before = text[max(0, start - reach) : start]
    if _SENTENCE_END.search(before):
        before = _SENTENCE_END.split(before)[-1]
    after = _SENTENCE_END.search(text, end, end + reach)
    return before, text[end : after.start() if after else end + reach]


def tense(text: str, start: int, end: int) -> Tense:
    """Return where the words around `text[start:end]` place it."""
    before, after = around(text, start, end)
    near, term = before[-10:], text[start:end]
    if _is_ahead(near, term, after):
        return Tense.FUTURE
    if _RECENT.search(near):
        return Tense.RECENT
    if is_past(near, after) or term.endswith("以来"):
        return Tense.PAST
    return Tense.PRESENT if _PRESENT.search(before + term + after[:12]) else Tense.OPEN


def is_past(before: str, after: str) -> bool:
    """Whether what stands before and after a name looks back on it."""
    return bool(_PAST.search(before[-10:]) or _PAST_AFTER.search(after))


def ahead(text: str, start: int, end: int) -> bool:
    """Whether what `text[start:end]` names is yet to come: all of its tense that a term without a last day needs."""
    before, after = around(text, start, end)
    return _is_ahead(before[-10:], text[start:end], after)


def _is_ahead(near: str, term: str, after: str) -> bool:
    if _FUTURE.search(near + term[:1]) or _FUTURE_AFTER.search(after):
        return True
    if _OFFERED_TO.search(near) and _OFFERED.match(after):
        return True
    return bool(_TO_CONVENE.search(near)) and not _CONVENED_ABOUT.match(after)


_THIS_YEAR = re.compile(
    "(?P<next>明年|下一年|来年)|(?P<last>去年|上年|前一年|(?:刚刚|已经)过去的?一年|(?<!即将)过去的?一年)|(?P<this>今年|今天|本年|这一年|今日|当前)|(?P<year>(?:19|20)[0-9]{2}年)"
)
_OFFSETS = {"next": -1, "last": 1, "this": 0}


def frame(before: str) -> int | None:
    """Return how far the year of the speech lies from one spoken of: 0 after 今年是, -1 after 明年是, 1 after 去年是.

    None where nothing says so; the nearest word decides.
    """
    found = [match.lastgroup for match in _THIS_YEAR.finditer(before)]
    return _OFFSETS.get(found[-1] or "") if found else None
