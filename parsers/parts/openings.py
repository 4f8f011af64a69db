"""What opens a text: a salutation, a part header, or a title that has a text below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.numbering import item_of
from parsers.parts import HEAD_REACH, LEAST_TEXT, RESUMED, Start
from parsers.parts.around import (
    in_tail,
    is_followed,
    next_text,
    own_prose,
    prose_after,
    title_run,
    unexplained_prose,
    unit_above,
)
from parsers.parts.several import ends_one_of_several, has_the_next_number, is_part_of_another_kind, says_several
from parsers.parts.signs import EDGE, STOPS, TITLES, is_drawn_line, is_first_half, is_whole_sentence, opens_an_address
from parsers.rules import Where
from parsers.shapes import Shape
from parsers.shapes.marks import is_bare_number, opens_item
from parsers.shapes.titles import is_full_title
from parsers.shapes.voices import ends_a_speech, is_closing, is_of_the_site, is_spoken
from parsers.units import Unit

BLURB = 420
"""Han characters of unexplained prose that may stand between the page's start and the first titled salutation."""

WRAPPED = 3
"""Lines in a row without punctuation that show a text."""

_ENDS_A_WORD = re.compile(r"[㐀-鿿]{0,3}[。；？！]")
"""How a line begins that ends the sentence of the line above."""


def salutation_start(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    """Return the start at a salutation with its head, unless it is one amid a text or in a tail."""
    head, titled, header = _look_up(units, index)
    if not is_followed(units, index, 8):
        return None
    start = Start(head, index, header, titled, saluted=True)
    if titled or header or not found:
        before = units[head].text_above
        if titled or header or before <= BLURB or before < prose_after(units, index):
            least = RESUMED // 2 if titled else RESUMED
            return None if in_tail(units, found, head) and prose_after(units, index) < least else start
    if found and not found[-1].saluted and unexplained_prose(units, found[-1].body, index) < LEAST_TEXT:
        return start
    if found and head < index and _is_signed_part(units, head, found):
        return start
    above = units[index - 1] if index else None
    if above is not None and (is_bare_number(above.text) or is_drawn_line(above) or above.opens_tail is not None):
        return start
    return start if found and ends_one_of_several(units, found, index) else None


def _is_signed_part(units: Sequence[Unit], head: int, found: Sequence[Start]) -> bool:
    """Tell whether the date or the speaker above a salutation is that of another speech, where there are several."""
    written = units[head].text_above - units[found[-1].body].text_above
    return written >= LEAST_TEXT and (len(found) > 1 or says_several(units, found[0].body))


def _look_up(units: Sequence[Unit], index: int) -> tuple[int, bool, bool]:
    """Return where the head above a salutation begins, and whether it holds a title and a part header."""
    head, titled = index, False
    for above in range(index - 1, max(-1, index - 1 - HEAD_REACH), -1):
        unit = units[above]
        if unit.shape is Shape.PART_HEADER:
            return above, True, True
        if titled and is_drawn_line(unit):
            break
        if unit.shape in TITLES and unit.rule(*EDGE, Where.HEAD) is None and unit.opens_tail is None:
            head, titled = above, True
        elif (
            unit.shape in (Shape.DATELINE, Shape.SPEAKER)
            or is_bare_number(unit.text)
            or (titled and is_first_half(unit, units[above + 1]) and above == head - 1)
        ):
            head = above
        elif unit.rule(*EDGE, Where.HEAD) is None and unit.shape is not Shape.SNIPPET:
            break
    return head, titled, False


def header_start(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    """Return the start at a part header, unless it is an entry of a table: only headers follow, or it recurs."""
    for below in range(index + 1, min(len(units), index + 1 + HEAD_REACH)):
        unit = units[below]
        if unit.shape is Shape.PART_HEADER:
            return None
        if unit.shape is Shape.SALUTATION or (unit.is_text and unit.han >= 12) or _is_wrapped(units, below):
            above = index > 0 and units[index - 1].shape is Shape.PART_HEADER
            listed = (
                opens_item(units[index].text) and in_tail(units, found, index) and not _counts_on(units, index, found)
            )
            if listed and own_prose(units, below) < RESUMED:
                return None
            if unit.is_text and unit.shape is not Shape.SALUTATION and _is_line_of_a_list(units, index, below, found):
                return None
            return None if units[index].recurs and above else Start(index, below, header=True, titled=True)
    return None


def _counts_on(units: Sequence[Unit], index: int, found: Sequence[Start]) -> bool:
    """Tell whether a header has the number after that of the last text's own, in the same style."""
    last, item = item_of(units[found[-1].head].text) if found else None, item_of(units[index].text)
    return last is not None and item is not None and item.style == last.style and item.number == last.number + 1


def _is_wrapped(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a text opens that lost its punctuation and was broken into lines, none of which shows that."""
    run = units[index : index + WRAPPED]
    plain = all(unit.shape is Shape.SHORT and unit.han >= 12 and not (unit.rules or unit.furniture) for unit in run)
    return plain and len(run) == WRAPPED and not any(is_of_the_site(unit.text) for unit in run)


def _is_line_of_a_list(units: Sequence[Unit], index: int, below: int, found: Sequence[Start]) -> bool:
    """Tell whether a line below a text only looks like a part's header (评论（7）): too little text is below it."""
    least = LEAST_TEXT if in_tail(units, found, index) else LEAST_TEXT // 2
    return bool(found) and own_prose(units, below) < least


def title_start(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    """Return the start at a title where a text follows and none is under way: at the head, or after a closing line."""
    below = next_text(units, index)
    if below is None:
        return None
    if found and not _opens_another(units, index, below, found):
        return None
    return Start(title_run(units, index), below, titled=True) if _has_text(units, index, below, found) else None


def _opens_another(units: Sequence[Unit], index: int, below: int, found: Sequence[Start]) -> bool:
    """Tell whether a title amid a page stands where the text above it has ended."""
    unit, last = units[index], unit_above(units, index)
    if not (unit.opens_line or is_full_title(unit.text)):
        return False
    ended = (
        is_closing(last.text)
        or ends_a_speech(last.text)
        or last.shape in (Shape.DATELINE, Shape.TITLE)
        or has_the_next_number(units, index, found)
        or last.opens_tail is not None
        or is_drawn_line(units[index - 1])
        or (is_full_title(unit.text) and (is_whole_sentence(last) or says_several(units, found[0].body)))
        or opens_an_address(units[below].text)
    )
    return ended and (unit.shape is Shape.TITLE or is_part_of_another_kind(units, index, found))


def _has_text(units: Sequence[Unit], index: int, below: int, found: Sequence[Start]) -> bool:
    """Tell whether a title has enough text below it to open one, where it stands.

    In a tail only much text, or some that speaks, is more than an opening in a list; on a page of several texts the
    tail may be that of one of them. Where a longer text stands above that nothing has announced, the title is of the
    next thing.
    """
    own, above = own_prose(units, below), units[index].text_above
    if in_tail(units, found, index):
        one_of_several = bool(found) and is_full_title(units[index].text) and says_several(units, found[0].body)
        return own >= 2 * RESUMED or (own >= RESUMED // 2 and (one_of_several or _speaks(units, below)))
    if found:
        return own >= LEAST_TEXT
    return above < LEAST_TEXT or own >= min(above, RESUMED)


def _speaks(units: Sequence[Unit], index: int) -> bool:
    """Tell whether the next three paragraphs are whole sentences, and one of them speaks to somebody."""
    next_ones = units[index : index + 3]
    whole = all(unit.is_text and (unit.text.endswith(STOPS) or opens_item(unit.text)) for unit in next_ones)
    return len(next_ones) == 3 and whole and any(is_spoken(unit.text) for unit in next_ones)


def follows_the_end(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a short line stands where a text has ended and another begins: the name of what comes next."""
    unit = units[index]
    if unit.shape is not Shape.SHORT or unit.han < 6 or unit.rules or unit.text.endswith(STOPS) or index == 0:
        return False
    if not unit.opens_line or is_spoken(unit.text) or is_of_the_site(unit.text):
        return False
    if index + 1 < len(units) and _ENDS_A_WORD.match(units[index + 1].text):
        return False
    return ends_a_speech(unit_above(units, index).text) and own_prose(units, index + 1) >= RESUMED // 2
