"""Rows of buttons and other lines of the site right below a text, and what stands among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from parsers.parts.signs import MAX_LISTED, STOPS
from parsers.rules import Where
from parsers.shapes.marks import opens_item
from parsers.shapes.voices import ends_a_speech, is_of_the_site, is_spoken
from parsers.units import Unit
from schemas import EditKind

MOST_ROWS = 6
"""Rows of buttons that stand between a text and a line that belongs to them."""
MAX_ROW = 90
"""Characters of the longest row that is asked for."""
LAST_WORDS = 60
"""Characters at a paragraph's end in which it can end a speech."""

_SENTENCE_MARKS = re.compile("[，,。；;！!？?]")


def below_thanks(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a line of the site stands right below the words that end a speech."""
    unit = units[index]
    if len(unit.text) > MAX_ROW or not ends_a_speech(units[index - 1].text[-LAST_WORDS:]) or unit.is_text:
        return False
    return _is_of_the_frame(unit) or is_of_the_site(unit.text)


def among_buttons(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a line that is no sentence stands right below rows of buttons, and those below a whole sentence."""
    unit = units[index]
    if _SENTENCE_MARKS.search(unit.text) or unit.han > MAX_LISTED or is_spoken(unit.text) or opens_item(unit.text):
        return False
    rows = list(takewhile(_is_of_the_frame, reversed(units[max(0, index - MOST_ROWS) : index])))
    above = units[index - len(rows) - 1]
    return bool(rows) and above.is_text and above.text.endswith(STOPS)


def _is_of_the_frame(unit: Unit) -> bool:
    rule = unit.rule(Where.ANY, Where.EDGE, Where.TAIL)
    return rule is not None and rule.kind is EditKind.NAV
