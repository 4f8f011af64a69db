"""The first look at a page: its lines as they can be compared with those of other pages. Bounded in size."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from parsers.decode import decode
from parsers.markup import visible
from parsers.mend import mend
from parsers.script import to_simplified
from parsers.sniff import sniff
from parsers.trace import Trace
from schemas import RawPage

MOST_LINES = 2_000
"""Lines of a page that are compared: the first half and the last, since furniture stands at the ends."""
LONGEST = 300
"""A longer line is a paragraph of its own page."""
PROSE = 15
"""Han characters from which on a line that ends like a sentence, or has stops in it, is prose."""

_HAN = re.compile("[\u3400-\u9fff]")
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_STOP = re.compile("[，。；！？,;!?]")


class SurveyLine(NamedTuple):
    """A line: its words, what it is compared by, its Han characters, and whether it is prose."""

    text: str
    key: str
    han: int
    prose: bool


class Survey(NamedTuple):
    """A page as it is compared with others: a digest of its bytes, and its lines."""

    page: str
    lines: tuple[SurveyLine, ...]


def surveyed(raw: RawPage) -> Survey | None:
    """Return the survey of a page, or None if it holds no text."""
    found = sniff(raw.body, raw.source, raw.content_type)
    if found.kind not in ("html", "text"):
        return None
    text = decode(raw.body, raw.charset).text
    text = visible(text).text if found.kind == "html" else text.replace("\r\n", "\n").replace("\r", "\n")
    trace, _ = to_simplified(mend(Trace.of(text)))
    return Survey(hashlib.sha256(raw.body).hexdigest(), survey_lines(trace.text))


def survey_lines(text: str) -> tuple[SurveyLine, ...]:
    """Return the lines of a mended and simplified text that can be compared."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if len(lines) > MOST_LINES:
        lines = lines[: MOST_LINES // 2] + lines[-MOST_LINES // 2 :]
    return tuple(map(survey_line, lines))


def survey_line(text: str) -> SurveyLine:
    """Return a line as it is compared; what has next to no letters, or is a whole text in one line, has no key."""
    han = len(_HAN.findall(text))
    return SurveyLine(text, key_of(text), han, han >= PROSE and _STOP.search(text) is not None)


def key_of(text: str) -> str:
    """Return what a line is compared by: without white space, and any number for any other (views, dates, pages)."""
    if len(text) > LONGEST:
        return ""
    key = _DIGITS.sub("0", _BLANKS.sub("", text))
    return key if len(key) >= 2 and (_HAN.search(key) or any(char.isalpha() for char in key)) else ""
