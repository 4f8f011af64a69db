"""Whose words a line is made of: the site's, or a speaker's who turns to an audience or comes to an end."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from parsers.shapes.marks import MAX_SNIPPET
from parsers.shapes.words import alternatives, table

SITE_SHARE = 0.14
"""Share of a line's characters in words of the site from which on it can be the site's; an appeal to report abuses by
telephone or chat, at a speech's end, has a third of that."""

_QUOTED = re.compile(
    r"[一-鿿×X*]{4,40}?[上时]的(?:总结)?(?:讲话|发言|致辞|致词)|[“\"《「【][^”\"》」】]{0,80}[”\"》」】]"
)
_MAY_QUOTE = re.compile(r"“|\"|《|「|【|讲话|发言|致辞|致词")
"""What every quotation holds."""
_SPOKEN = re.compile(r"同志们|(?<!关于)(?<!联系)我们|大家|各位|请各|[我咱][县市区镇乡村]")
_CLOSED = re.compile(
    r"(?:谢谢(?:大家|各位[^。！，,]{0,8})?|奋斗|祝(?!贺)[^。！!]{2,40}|批评指正|抓好落实|讲到这里|讲这些[^。]{0,16}|[。！]散会)[。！!]\s*$"
)
_PAPERS = ("本报", "本网", "本台", "本刊", "新华社", "中新社")
REPORTER = rf"(?:{'|'.join(_PAPERS)})[^，。；;\s]{{0,8}}?讯?\s?[(（]\s?[^()（）]{{0,6}}(?:记者|通讯员)"
"""A paper and its reporter, as reports name them at their beginning; a pattern, as the next."""
REPORTED_DAY = r"\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,]"
"""The day of what is reported."""
_REPORTER = re.compile(REPORTER)
_DAY = re.compile(rf"(?:昨[日天]|近日|日前)(?:上午|下午|晚)?[，,]|{REPORTED_DAY}")


@cache
def _site_words() -> AhoCorasick:
    return AhoCorasick(table("site")["words"], MatchKind.LeftmostLongest)


@cache
def _closing_words() -> re.Pattern[str]:
    return re.compile(alternatives("closing", "words"))


def is_of_the_site(line: str) -> bool:
    """Tell whether a line at a text's edge is the site's own: two of its words, one if it is short, and no address."""
    if len(line) > MAX_SNIPPET:
        return False
    bare = _QUOTED.sub("", line) if _MAY_QUOTE.search(line) else line
    found = _site_words().find_matches_as_strings(bare)
    words = set(found)
    if sum(map(len, found)) < SITE_SHARE * len(bare):
        return False
    if _SPOKEN.search(line):
        return len(words) >= 4
    return len(words) >= 2 or (len(words) == 1 and len(bare) <= 16)


def is_spoken(line: str) -> bool:
    """Tell whether a line speaks to somebody or for a place: 同志们, 大家, 我们, 我县."""
    return _SPOKEN.search(line) is not None


def is_closing(line: str) -> bool:
    """Tell whether a line could be the last of a speech: thanks, wishes, a call."""
    return _closing_words().search(line[-60:]) is not None


def ends_a_speech(line: str) -> bool:
    """Tell whether a line's very last words end a speech; `is_closing` asks whether its last sentences may."""
    return _CLOSED.search(line) is not None


def opens_a_report(line: str) -> bool:
    """Tell whether a line opens as reports do: with the paper and its reporter, or with the day of what happened."""
    return names_a_reporter(line) or _DAY.match(line) is not None


def names_a_reporter(line: str) -> bool:
    """Tell whether a line opens with a paper and its reporter, as no line of a speech does."""
    return line.startswith(_PAPERS) and _REPORTER.match(line) is not None
