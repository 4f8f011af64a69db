"""Paragraphs laid out anew where pagination, semicolons or a single line destroyed them.

Only white space changes here, so no character can be lost; the invariant is checked by a property test. What is joined
and what is broken follows from the sentence: a paragraph ends where a sentence does, and an item or heading begins one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.shapes.marks import n_han, opens_item
from parsers.shapes.salutations import salutation_end

ENDED = frozenset("。！？!?…：:.”’』」）)》〉】\"'")
SEMICOLONS, OPEN = frozenset("；;"), frozenset("，,、")
_LATIN = re.compile(r"[A-Za-z0-9.,%]")
_SPACE = re.compile(r"[ \t　\xa0\u200b]+")
_HEADING = re.compile(r"(?<=[。！？!?”])\s*(?=[一二三四五六七八九十]{1,3}、[^，。；]{4,40})")
LONG = 1500
"""A paragraph longer than this that holds numbered headings was not written as one."""
EDGE = 100
"""Characters of a paragraph's beginning, and of its end, that are looked at: longer than salutations and headings."""


def laid_out(lines: Sequence[str], joins: Sequence[bool]) -> str:
    """Return a speech's text, one paragraph a line.

    `lines` are its units in order; `joins` tells for each whether it stood in the same line as the one before it.
    """
    broken = _breaks_at_semicolons(lines)
    paragraphs: list[list[str]] = []
    before = ""
    for line, same_line in zip(lines, joins, strict=True):
        tidy = _tidy(line)
        if paragraphs and _continues(before, tidy, same_line=same_line, at_semicolons=broken):
            paragraphs[-1].append(_joint(before, tidy) + tidy)
            before = _edges(before + paragraphs[-1][-1])
        else:
            paragraphs.append([tidy])
            before = _edges(tidy)
    return "\n".join(part for paragraph in paragraphs for part in _parted("".join(paragraph)))


def _edges(paragraph: str) -> str:
    """Return so much of a paragraph's beginning and end as decides how it goes on, however long it grows.

    The whole paragraph decides, not its last line: joined lines must be read again as what they were joined to.
    """
    return paragraph if len(paragraph) <= 2 * EDGE else paragraph[:EDGE] + paragraph[-EDGE:]


def _tidy(line: str) -> str:
    """Take out the spaces that stand between Han characters or beside their punctuation."""

    def space(match: re.Match[str]) -> str:
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        return " " if _LATIN.match(before or "") and _LATIN.match(after or "") else ""

    return _SPACE.sub(space, line) if " " in line or "　" in line or "\t" in line or "\xa0" in line else line


def _breaks_at_semicolons(lines: Sequence[str]) -> bool:
    """Tell whether a converter broke the line after every semicolon: hardly one stands inside a line."""
    ends = sum(line[-1:] in SEMICOLONS for line in lines)
    if ends < 2:
        return False
    inside = sum(line[:-1].count("；") + line[:-1].count(";") for line in lines)
    return inside <= ends / 4


def _continues(before: str, line: str, *, same_line: bool, at_semicolons: bool) -> bool:
    """Tell whether a line goes on with the sentence, or the paragraph, that the one before it left open."""
    last = before[-1:]
    if last in ENDED or salutation_end(before) or salutation_end(line) or opens_item(line):
        return False
    if last in SEMICOLONS:
        return at_semicolons or same_line
    if last in OPEN:
        return True
    if opens_item(before) and len(before) <= 45:
        return same_line and len(before) <= 4
    return same_line or n_han(before[-80:]) >= 25


def _joint(before: str, line: str) -> str:
    """Return what stands between two joined lines: a space between Latin words, else nothing."""
    return " " if _LATIN.match(before[-1:]) and _LATIN.match(line[:1]) else ""


def _parted(paragraph: str) -> list[str]:
    """Break a salutation off its text, and a text in one piece before its numbered headings."""
    end = salutation_end(paragraph)
    first = [paragraph[:end]] if 0 < end < len(paragraph) else []
    rest = paragraph[end:] if first else paragraph
    return first + (_HEADING.split(rest) if len(rest) > LONG else [rest])
