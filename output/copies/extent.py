"""Where in a text a speech begins and ends, and what in it is a site's, by the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from output.copies.skeleton import Span

NEXT_TEXT = re.compile(r"\n(?=[^\n。，]{2,30}[:：]\n)")
"""Before a salutation, which inside an ending begins another text."""
_PEOPLE = "(?:(?<![我你他她它咱人])们|同志|同事|朋友|领导|代表|委员|来宾|嘉宾|女士|先生|乡亲|父老|同学|老师)"
_TO = r"(?:各位|尊敬|敬爱|亲爱)[^\n。:：]{1,60}"
_NO_TITLE = "(?<!讲话|发言|致辞|报告|话稿|讲稿)"
SALUTED = re.compile(
    rf"[^\n。:：]{{0,80}}(?:(?:{_PEOPLE}|{_TO}{_NO_TITLE})[:：]|(?<![我你他她它咱人])们|{_TO}{_PEOPLE})\s*(?:\n|$)"
)
"""How a speech begins that has its beginning: somebody is addressed, in a line of its own where the colon is lost.

A title, or `内容提要：`, ends in a colon too.
"""

_TITLE_RUN_IN = re.compile(
    r"[^\n。:：]{4,80}?(?:讲话|发言|致辞|报告|讲稿|话稿)(?=尊敬|敬爱|亲爱|各位|同志|朋友|老师|乡亲|父老|领导|代表|委员)"
)
"""A title without a line of its own, and the salutation right behind it."""
HALVED = re.compile("[志位们]|事们|友们|表们|员们|导们|宾们|士们|生们|亲们|学们|师们")
"""What a salutation begins with of which the first words were lost."""

SENTENCE_ENDS = re.compile(r"[。！？!?；;…]+[”’」』）)]*|\.(?!\d)")
HAN = re.compile(r"[㐀-鿿]")
_ORDINALS = "一二三四五六七八九十"
_RUN_IN = re.compile(rf"(?<=\n)[㐀-鿿]{{2,5}}(?=([{_ORDINALS[1:]}])、(?![{_ORDINALS}]))")
"""Words right before the number of a part, first in a line: a site's name, if others have none, or the same."""


_PART = re.compile(rf"[{_ORDINALS}]{{1,3}}、")
_HEADING_MOST = 40
"""Characters of the heading of a part at most."""


def ends_in_heading(text: str) -> bool:
    """Say whether a text breaks off behind the heading of a part: a line with a number, as others that have words."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not _PART.match(lines[-1]) or len(lines[-1]) > _HEADING_MOST:
        return False
    numbered = [bool(_PART.match(line)) for line in lines]
    return len(SENTENCE_ENDS.findall(lines[-1])) <= 1 and any(a and not b for a, b in pairwise(numbered))


def length_of_ending(words: str) -> int:
    """Return how far an ending is the speech's: to its last sentence, or to the end of that line if words go on there.

    Lines behind it, as `责任编辑：…` or `[2][3]`, are as likely the page's, and its mirrors may all have them.
    """
    done = max((match.end() for match in SENTENCE_ENDS.finditer(words)), default=0)
    rest = words[done:].partition("\n")[0]
    return done + len(rest) if HAN.search(rest) else done


def start_of_beginning(words: str) -> int:
    """Return where a beginning is the speech's: at its salutation, its first sentence, or the line that goes on."""
    at = 0
    for line in words.splitlines(keepends=True):
        if SALUTED.match(line):
            title = _TITLE_RUN_IN.match(line)
            return at + (title.end() if title else 0)
        if SENTENCE_ENDS.search(line) or not line.endswith("\n"):
            return at
        at += len(line)
    return at


def run_in(words: str, text: str) -> Iterator[Span]:
    """Yield the names of sites that run into some words of a text, the last first."""
    for match in reversed([*_RUN_IN.finditer(words)]):
        before = _ORDINALS[_ORDINALS.index(match[1]) - 1]
        again = re.compile(rf"\n{match[0]}[{_ORDINALS}]、")
        if f"\n{before}、" in text or len(again.findall(text)) > 1:
            yield Span(*match.span())
