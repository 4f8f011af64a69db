"""Compilations of mixed kinds: a text of another kind told from the speech that it follows under a title line alone.

A part announced by a number or a salutation is found by its form (`parsers.parts`). A news report or a plan that
follows a speech under nothing but its own headline is found by what it says: on a page that is known to hold several
texts, a line without a full stop divides a text if what follows it is by itself no speech. On other pages nothing is
divided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.genre import OUTSIDE, Verdict, judge
from parsers.parts import Segment, Start, segment
from parsers.shapes import Shape, is_collection_title, is_spoken, opens_item, title_kind
from parsers.units import Unit

LEAST = 120
"""Han characters that a text of another kind must have to be told from the speech above it."""
SURE, DOUBT = 3.0, 2.5
"""Marks that a rival kind needs to divide a text, and marks for a speech below which no rival is needed."""

_LINE = (Shape.SHORT, Shape.OTHER_TITLE, Shape.PROSE)
_STOPS = tuple("。！？!?…”；;：:，,、")


def divided(units: Sequence[Unit], parts: Sequence[Segment]) -> list[Segment]:
    """Return a page's texts with those of another kind cut off from the speeches they follow."""
    several = len(parts) > 1 or any(is_collection_title(unit.text) for unit in units[:12] if unit.shape is Shape.TITLE)
    if not several:
        return list(parts)
    return [piece for part in parts for piece in _divided(units, part)]


def _divided(units: Sequence[Unit], part: Segment) -> Iterator[Segment]:
    for index in part.body[2:]:
        if _may_name_a_text(units, index) and _is_of_another_kind(units, index, part):
            yield segment(units, part.start, index)
            yield from _divided(units, segment(units, Start(index, index + 1, titled=True), part.end))
            return
    yield part


def _may_name_a_text(units: Sequence[Unit], index: int) -> bool:
    unit, above = units[index], units[index - 1]
    if unit.shape not in _LINE or unit.rules or unit.furniture or not 6 <= unit.han <= 45:
        return False
    if unit.text.endswith(_STOPS) or "。" in unit.text or opens_item(unit.text) or is_spoken(unit.text):
        return False
    return unit.opens_line and above.text.endswith(tuple("。！？!?…”"))


def _is_of_another_kind(units: Sequence[Unit], index: int, part: Segment) -> bool:
    after = [below for below in part.body if below > index]
    if sum(units[below].han for below in after) < LEAST:
        return False
    line = units[index].text
    verdict = judge("\n".join(units[below].text for below in after), line, title_kind(line), saluted=False)
    return not verdict.is_speech and _is_sure(verdict)


def _is_sure(verdict: Verdict) -> bool:
    speech = verdict.marks.get("speech", 0.0)
    if verdict.genre in OUTSIDE:
        return False
    return verdict.genre != "no_speech" and verdict.marks.get(verdict.genre, 0.0) >= max(SURE, speech)
