"""What another copy has where a speech has a hole, if what stands around the hole is surely the same in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import numpy as np

from output.copies.contradiction import UNITS
from output.copies.ends import at_end, at_start, into_gap
from output.copies.extent import HAN, run_in
from output.copies.pairing import Found, Pair
from output.copies.sides import Side
from output.copies.skeleton import HOLE, LOST, Span
from schemas import Hole

MASK_MOST = 24
"""Characters that a mask stands for at most; more is a sentence that one copy has and the other has not."""
_WORD = re.compile(r"[\w.·・%％‰/+~-]+(?:[,，][0-9０-９]+)*")


def readings(speech: Side, witness: Side) -> Iterator[Found]:
    """Yield what a witness has at the holes of a speech."""
    for found in _all(Pair.of(speech, witness)):
        yield _without_names(found, witness)


def _all(pair: Pair) -> Iterator[Found]:
    torn = {gap for gap, _ in pair.witness.gaps}
    for index in np.flatnonzero(pair.speech.bones.codes == HOLE).tolist():
        span = pair.between(index)
        if span is not None and torn.isdisjoint(pair.witness.bones.offsets[span.start : span.end].tolist()):
            yield from _inside(pair, index, span)
    yield from chain(into_gap(pair), at_end(pair), at_start(pair))


def _inside(pair: Pair, index: int, span: Span) -> Iterator[Found]:
    """Yield what the witness has at a mask, a lost character, or a gap."""
    offsets = pair.witness.bones.offsets
    hole = pair.hole(index)
    start, end = int(offsets[span.start]), int(offsets[span.end - 1]) + 1
    if hole.start == hole.end:
        if pair.fits(span.end - span.start, hole):
            yield pair.found(Hole.GAP, hole, span, *_with_marks(pair, index, hole, span))
        return
    found = pair.found(Hole.MASK, hole, span, start, end)
    if len(found.codes) > MASK_MOST or _is_page_in_name(pair, found):
        return
    if HOLE not in found.codes and _WORD.fullmatch(found.words):
        if set(pair.speech.text[hole.start : hole.end]) != {LOST}:
            yield found
        elif not found.words.isascii() and _in_words(pair, hole):
            # Encodings lose what they write in several bytes; a digit, or a line of its own, may be a page's.
            yield found._replace(kind=Hole.DAMAGE)


def _is_page_in_name(pair: Pair, found: Found) -> bool:
    """Say whether a reading is the name of a place with the number of a page in it."""
    follows = pair.speech.text[found.span.end : found.span.end + 1] in UNITS
    return follows and bool(HAN.search(found.words)) and any(c.isascii() and c.isalnum() for c in found.words)


def _in_words(pair: Pair, hole: Span) -> bool:
    """Say whether a hole has words beside it in its line."""
    text = pair.speech.text
    line = text[: hole.start].rpartition("\n")[2] + text[hole.end :].partition("\n")[0]
    return any(map(str.isalnum, line))


def _with_marks(pair: Pair, index: int, hole: Span, span: Span) -> tuple[int, int]:
    """Return where a reading of a gap begins and ends with the punctuation that the speech has not itself."""
    ours, theirs = pair.speech.bones.offsets, pair.witness.bones.offsets
    text = pair.witness.text
    start, end = int(theirs[span.start]), int(theirs[span.end - 1]) + 1
    before, after = pair.speech.text[ours[index - 1] + 1 : hole.start], pair.speech.text[hole.end : ours[index + 1]]
    lead, tail = text[theirs[span.start - 1] + 1 : start], text[end : theirs[span.end]]
    return start - len(_unless(before, lead)), end + len(_unless(after[::-1], tail[::-1]))


def _unless(there: str, marks: str) -> str:
    """Return the end of some punctuation that is not there already: nothing if other punctuation is there."""
    if marks.startswith(there):
        return marks[len(there) :]
    return "" if there.strip() else marks.lstrip()


def _without_names(found: Found, witness: Side) -> Found:
    """Return a reading without the names of sites that run into its lines."""
    for start, end in run_in(found.words, witness.text):
        kept = (found.offsets < start) | (found.offsets >= end)
        offsets = np.where(found.offsets >= end, found.offsets - (end - start), found.offsets)[kept].astype(np.int32)
        words = found.words[:start] + found.words[end:]
        found = found._replace(words=words, codes=found.codes[kept], offsets=offsets)
    return found
