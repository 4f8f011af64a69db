"""Names of texts that run into their first sentence, known by what the page shows elsewhere.

By itself such a line hardly tells where the name ends: [篇3]一杯水的学问去年秋天到山里采访. The page does, where the
name stands once more in a line of its own, in the contents or over the text; so do the number of a part before it, and
a number behind it. Other heads that run in are told by their words alone (`parsers.run_in`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from parsers.numbering import without_count
from parsers.run_in import GOES_ON, REACH
from parsers.shapes.marks import is_prose, is_snippet, n_han
from parsers.shapes.salutations import salutation_end
from parsers.shapes.titles import MAX_TITLE, title_core, title_kind
from parsers.shapes.voices import REPORTED_DAY

LEAST_GLUED = 16
"""Shortest line that may be a name and a text."""
LEAST_NAME = 6
"""Characters that a name has at least."""
LEAST_TEXT = 4
"""Han characters that must follow a name."""
MOST_ALIKE = 8
"""Names with the same beginning that are kept; a page has no end of lines."""

_DECORATION = "—–-★☆●◆■▲ 　"
_CONTINUES = re.compile(
    r"[^㐀-鿿“\"‘'（(\d]|精神|等|中|里|的|和|与|及|或|是|为|内容|指出|强调|后|时|以[后来]|之后|如下|很|十分|非常|结束|印|既|已"
    r"|[（(\[【][^）)\]】]{0,8}篇"
)
"""What follows a name that is only spoken of in a sentence."""

_MARK = re.compile(
    r"(?:[【\[(（]\s?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})\s?[】\])）][:：、.\s]{0,3}"
    r"|(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3}|范文\s?[一二三四五六七八九十\d]{1,3})[:：、.\s]{1,3})"
)
"""The number of a part, with the mark that sets it off from the words behind it."""
_PART_NUMBER = re.compile(r"篇\s?[一二三四五六七八九十\d]{1,3}[】\])）]?\s?")
"""The number of a part before or behind its name; a salutation may follow at once."""
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s?[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s?[、.．])\s?"
)
_COUNT = re.compile(r"(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?![\d年月日号个项条点期届次%％.．]))")
_HUNG_ON = re.compile(
    rf"{_COUNT.pattern}|等\s?[一二三四五六七八九十\d]{{1,3}}\s?篇|(?:汇编|合[编集]|范[文本])(?=[㐀-鿿])"
)
"""A number behind a name, or what sites hang on it."""
_COUNTED = re.compile(
    r"[^\s，。；;：:！!？?]{6,56}?(?:(?:讲话|发言|致辞|致词)稿?|总结|汇报|方案|通知|计划|报告|有感|体会|主持词)"
    rf"{_COUNT.pattern}(?=[㐀-鿿])"
)
"""The name of a text with a number behind it, and no white space before the text."""
_NUMBERED_BEHIND = re.compile(
    r"[^\s，。；;：:！!？?]{6,56}[ \t　]{1,2}(?:[（(【]\s?)?篇\s?[一二三四五六七八九十\d]{1,3}\s?[】)）]?\s{0,2}"
    r"(?=[㐀-鿿“])"
)
"""The name of a text, the number of its part set off behind it, and the text."""
_DOUBLED = re.compile(
    r"(?P<name>(?P<first>[^\s，。；;：:！!]{4})[^\s，。；;：:！!]{2,52}?)[ 　]{0,3}(?P=name)(?!(?P=first))"
)
"""A name and the same once more, but for a row of the same words."""
_TWICE = re.compile(r"(?P<name>(?=[^：:]*[：:])[^。；;]{12,60})[ 　]{1,3}(?P=name)")
"""A headline and the same once more, and nothing behind it."""
_MAY_COUNT = re.compile(r"[话言辞词稿结报案知划告感会][(（\d]")
"""What every such name holds."""
_SPOKEN = re.compile(
    rf"[^\s，。,；;：:！!]{{2,56}}?(?:[会式时节班]|会议|上|中|期间)的?(?:总结|动员|表态|主持)?(?:讲话|发言|致辞|致词)(?=[㐀-鿿])(?!{GOES_ON})"
)
_PAPER = re.compile(
    r"[^\s，。；;：:！!]{4,50}?(?:总结|汇报|方案|通知|计划|体会|主持词|有感|报告)"
    r"(?=[㐀-鿿])(?!会|大会|工作|的|和|及|与|座谈|表彰|暨|材料|讲话|发言|报告|精神)"
)

_PAPER_OPENS = re.compile(
    r"[^\s，。；;：:！!]{4,40}?(?:总结|汇报|情况报告|方案|通知|计划|意见)"
    r"(?=根据《|为(?:了|深入|进一步|贯彻|认真|切实)|(?:今年|一年|近年|上半年)以?来|按照上级|现将)"
)
"""The name of a paper and the words that such papers open with."""
_REPORTED = re.compile(rf"[^\s，。；;]{{6,50}}[(（][一二三四五六七八九十\d]{{1,3}}[)）](?={REPORTED_DAY})")
"""A headline with the number of its part, and the day of what is reported."""
_CLAUSE = re.compile(r"[^\s，,。；;]{10,80}")
_MAY_OPEN = re.compile(r"[结报告案知划见][根为今一近上按现]|[)）]\d")
"""What each of the two holds."""


class Names:
    """The short lines of a page that could be names of texts, by their first characters."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, Sequence[str]] = {}
        for line in lines:
            if LEAST_NAME <= len(line) <= MAX_TITLE and "。" not in line:
                name = _without_mark(line)
                if len(self._lines[name[:LEAST_NAME]]) < MOST_ALIKE:
                    self._lines[name[:LEAST_NAME]].append(name)

    def beginning(self, words: str) -> Sequence[str]:
        """Return the names that begin with such words, without numbers and what hangs on them, the longest first."""
        found = self._names.get(words)
        if found is None:
            bare = {title_core(without_count(line)) for line in self._lines.get(words, ())}
            found = self._names[words] = sorted(bare, key=len, reverse=True)
        return found


def _without_mark(line: str) -> str:
    line = line.lstrip(_DECORATION)
    mark = _MARK.match(line) or _NUMBER.match(line)
    return line[mark.end() :] if mark is not None else line


def glued_edges(line: str, names: Names) -> Iterator[int]:
    """Yield where the text begins in a line that opens with its name, with its number, or with both."""
    for match in _PART_NUMBER.finditer(line, 0, MAX_TITLE) if "篇" in line else ():
        if salutation_end(line[match.end() : match.end() + REACH]):
            yield match.end()
    if len(line) < LEAST_GLUED or is_snippet(line):
        return
    mark = _MARK.match(line)
    start = mark.end() if mark is not None else 0
    end = _name_end(line, start, names, marked=mark is not None) or _counted_end(line) or _doubled_end(line, start)
    end = end or _paper_end(line) or _numbered_end(line)
    if end and (n_han(line[end : end + 2 * LEAST_TEXT]) >= LEAST_TEXT or salutation_end(line[end : end + REACH])):
        yield end
    elif start and salutation_end(line[start:]) == 0 and is_prose(line[start:]):
        told = _SPOKEN.match(line, start) or _PAPER.match(line, start)
        yield told.end() if told is not None else start


def _name_end(line: str, start: int, names: Names, *, marked: bool) -> int:
    """Return where the longest name ends that the page knows and a line opens with, its count taken in; 0 if none."""
    number = None if start else _NUMBER.match(line)
    for at in (start, *([number.end()] if number is not None else [])):
        for name in names.beginning(line[at : at + LEAST_NAME]):
            end = at + len(name)
            if len(name) < LEAST_NAME or not line.startswith(name, at) or not _may_follow(line, end):
                continue
            if not marked and title_kind(name) is None:
                continue
            hung_on = _HUNG_ON.match(line, end)
            end = hung_on.end() if hung_on is not None else end
            if line.startswith((":", "："), end):
                return end + 1
            if not _CONTINUES.match(line, end):
                return end
    return 0


def _may_follow(line: str, end: int) -> bool:
    """Tell whether enough for a text follows a name, or a salutation without its colon."""
    return len(line) - end >= LEAST_TEXT or (end < len(line) and salutation_end(line[end:]) > 0)


def _doubled_end(line: str, start: int) -> int:
    """Return where a name ends that stands behind its number twice: as the page lists it, and as the text's own."""
    number = None if start else _NUMBER.match(line)
    at = number.end() if number is not None else start
    if not at:
        return 0
    twice = _TWICE.fullmatch(line, at) if len(line) <= 2 * MAX_TITLE else None
    if twice is not None:
        return twice.end("name")
    doubled = _DOUBLED.match(line, at)
    return doubled.end() if doubled is not None else 0


def _paper_end(line: str) -> int:
    """Return where a paper's name, or a headline with its number, ends before words that such texts open with."""
    clause = _CLAUSE.match(line)
    if clause is None or _MAY_OPEN.search(line, LEAST_NAME, clause.end()) is None:
        return 0
    for pattern in (_PAPER_OPENS, _REPORTED):
        named = pattern.match(line)
        if named is not None:
            return named.end()
    return 0


def _numbered_end(line: str) -> int:
    numbered = _NUMBERED_BEHIND.match(line) if "篇" in line else None
    return numbered.end() if numbered is not None else 0


def _counted_end(line: str) -> int:
    if _MAY_COUNT.search(line, 0, MAX_TITLE) is None:
        return 0
    counted = _COUNTED.match(line)
    return counted.end() if counted is not None else 0
