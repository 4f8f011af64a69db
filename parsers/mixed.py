"""Compilations of mixed kinds: a text of another kind told from the speech that it follows under a title line alone.

A part announced by a number or a salutation is found by its form (`parsers.parts`). A news report or a plan that
follows a speech under nothing but its own headline is found by what it says: on a page that is known to hold several
texts, a line without a full stop divides a text if what follows it is by itself no speech. On other pages nothing is
divided.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from parsers.genre import OUTSIDE, Verdict, judge
from parsers.parts import Segment, Start
from parsers.parts.around import unit_above
from parsers.parts.segments import segment
from parsers.parts.several import says_several
from parsers.parts.signs import is_whole_sentence
from parsers.shapes import Shape
from parsers.shapes.marks import opens_item
from parsers.shapes.titles import is_collection_title, title_kind
from parsers.shapes.voices import ends_a_speech, is_spoken, names_a_reporter, opens_a_report
from parsers.units import Unit

LEAST, LEAST_TOLD = 120, 60
"""Han characters that a text of another kind must have to be told from the speech above it; fewer do where that ends,
or under a whole title."""
MAX_NAME = 45
"""Han characters that the name of a text has at most."""
MAX_BUTTON = 6
"""Characters that the name of a button has at most, in a row of them."""
MOST = 60
"""Lines of a text that are asked about, and texts that one may be divided into: pages have no end of lines."""
ENOUGH = 300
"""Units below such a line that are read; what they are shows by then."""
MIN_UNITS = 3
"""Units that a text and one of another kind under it have at least."""
SURE = 3.0
"""Marks that a rival kind needs to divide a text."""

_LINE = (Shape.SHORT, Shape.TITLE, Shape.OTHER_TITLE, Shape.PROSE)
_SENTENCE = re.compile(r"[。！？!?；;，,]")
_HEADLINE = re.compile(r"\W{0,3}我[省市州县区旗镇乡村].{0,8}(?:召开|举行|开展|举办|启动)")
_REPORTS = re.compile(r"强调\s?[:：\s]|(?:召开|举行|启动|闭幕)\W{0,3}$")
"""What tells a headline from a line of a speech where a page lost its punctuation."""
_WHOLE = re.compile(
    r"关于[^，。；;：:]{4,40}的(?:实施)?(?:通知|通报|通告|意见|决定|报告|汇报|请示|批复|函|办法|方案)$"
    r"|[^，。；;：:]{4,40}(?:会上|会议上|调研时|座谈时)强调\s?[:：][^，。；;]{4,30}$"
    r"|(?:[一二三四五六七八九十\d]{1,2}[、.．]\s?)?[^，。；;：:、]{0,20}(?:讲话|发言|致辞|致词|演讲|公文)稿?的?(?:写法|格式)$"
)
"""The whole title of an official paper or of advice on writing, or a report's headline: no sentence of a speech."""
_STOPS = tuple("。！？!?…”；;：:，,、")


def divided(units: Sequence[Unit], parts: Sequence[Segment]) -> list[Segment]:
    """Return a page's texts with those of another kind cut off from the speeches they follow."""
    if not parts:
        return []
    several = len(parts) > 1 or parts[0].start.header or says_several(units, parts[0].start.body)
    several = several or any(names_a_reporter(units[index].text) for index in parts[0].body[MIN_UNITS:])
    if not several:
        return list(parts)
    return [piece for part in parts for piece in _divided(units, part)]


def _divided(units: Sequence[Unit], part: Segment) -> Iterator[Segment]:
    for _ in range(MOST):
        cut = _first_of_another_kind(units, part)
        if cut is None:
            break
        yield segment(units, part.start, cut)
        part = segment(units, Start(cut, cut + 1, titled=True), part.end)
    yield part


def _first_of_another_kind(units: Sequence[Unit], part: Segment) -> int | None:
    """Return the name that a text of another kind begins at.

    What is below a line of the speech above such a text is of that other kind too, if the text is long; so what stands
    between a name and the next must be so by itself.
    """
    names = [index for index in islice(_names(units, part), MOST) if _is_of_another_kind(units, index, part, part.end)]
    for place, index in enumerate(names):
        above = units[index].text_above
        ends = (later for later in names[place + 1 :] if units[later].text_above - above >= LEAST)
        if _is_of_another_kind(units, index, part, next(ends, part.end)):
            return index
    return None


def _names(units: Sequence[Unit], part: Segment) -> Iterator[int]:
    """Yield the units of a text that may name another, those among them that were taken for the site's own lines."""
    for index in range(part.body[2], part.body[-1]) if len(part.body) > MIN_UNITS else ():
        label = part.labels.get(index)
        if (label is None or label.rule == "body.site_line") and _may_name_a_text(units, index, part):
            yield index


def _may_name_a_text(units: Sequence[Unit], index: int, part: Segment) -> bool:
    unit, above = units[index], unit_above(units, index)
    whole = _WHOLE.match(unit.text) is not None
    numbered = whole or _goes_on_numbering(units[part.start.head], unit)
    if (unit.shape not in _LINE and not numbered) or unit.rules or unit.furniture or not 6 <= unit.han <= MAX_NAME:
        return False
    if unit.text.endswith(_STOPS) or _SENTENCE.search(unit.text) or (opens_item(unit.text) and not numbered):
        return False
    words = unit.text.split()
    if len(words) > 1 and all(len(word) <= MAX_BUTTON for word in words):
        return False
    if is_spoken(unit.text) and not _HEADLINE.match(unit.text):
        return False
    if is_collection_title(unit.text) and title_kind(unit.text) is Shape.TITLE:
        return False
    if whole:
        return True
    named, stopped = title_kind(unit.text) is not None, above.text.endswith(_STOPS)
    if not (named or stopped or _REPORTS.search(unit.text)):
        return False
    reported = index + 1 < len(units) and opens_a_report(units[index + 1].text)
    return (unit.opens_line or (stopped and (named or reported))) and is_whole_sentence(above)


def _goes_on_numbering(header: Unit, unit: Unit) -> bool:
    """Tell whether a line is numbered in the manner of the part's own header."""
    numbered = unit.shape is Shape.HEADING and header.shape is Shape.PART_HEADER and opens_item(header.text)
    return numbered and (unit.text[0] in "(（") == (header.text[0] in "(（")


def _between(index: int, end: int, part: Segment) -> tuple[int, ...]:
    """Return the units of a text between a line and another, as many as show what they are."""
    since = bisect_right(part.body, index)
    return part.body[since : min(since + ENOUGH, bisect_left(part.body, end))]


def _is_of_another_kind(units: Sequence[Unit], index: int, part: Segment, end: int) -> bool:
    """Tell whether the text between a line and another is by itself no speech."""
    after = _between(index, end, part)
    line = units[index].text
    told = _WHOLE.match(line) is not None or ends_a_speech(unit_above(units, index).text)
    if sum(units[below].han for below in after) < (LEAST_TOLD if told else LEAST):
        return False
    verdict = judge("\n".join(units[below].text for below in after), line, title_kind(line), saluted=False)
    return not verdict.is_speech and _is_sure(verdict)


def _is_sure(verdict: Verdict) -> bool:
    speech = verdict.marks.get("speech", 0.0)
    if verdict.genre in OUTSIDE:
        return False
    return verdict.genre != "no_speech" and verdict.marks.get(verdict.genre, 0.0) >= max(SURE, speech)
