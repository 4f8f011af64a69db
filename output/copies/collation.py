"""Holes of a speech filled from its other copies: where both sides of a hole align for certain, and copies agree.

A hole is a mask, a lost character, a gap that the page admits, or the end at which a truncated speech was torn. What
another copy has there is a reading; nothing else of the text is touched. Copies that disagree fill nothing: then all
readings are listed, and a reader decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from output.copies.alignment import NOWHERE, Codes, Indices, aligned, pieces
from output.copies.skeleton import HOLE, LOST, Skeleton, Span, holes_of, skeleton
from output.ledger import applied
from schemas import Hole, Reading

CONTEXT = 8
"""Characters that must be the same and in a row on a side of a hole, other holes passed over; or all up to the end."""
CONTEXT_OF_END = 16
"""The same for a torn end, which has but one side."""
MASK_MOST = 24
"""Characters that a mask stands for at most; more is a sentence that one copy has and the other has not."""
WITNESSES = 100
"""Copies that are asked for readings, the best first."""

_GAP_SLACK = 1.1, 20
"""A reading may be longer than what a gap states by this factor and these characters: pages count as they like."""
_WORD = re.compile(r"[\w.·・%％‰/+~-]+(?:[,，][0-9０-９]+)*")
_TRAILING = re.compile(r"[….\W]+")
"""Dots at the end of a truncated speech are no mask: they say that it goes on."""
_SALUTED = re.compile(r"[^\n。]{1,80}[:：]\s*(?:\n|$)")


class Side(NamedTuple):
    """A speech that is collated: the one with the holes, or a witness."""

    speech_id: str
    text: str
    holes: tuple[Span, ...]
    gaps: tuple[tuple[int, int | None], ...]
    """The offset of each gap, with the number of characters missing by the page's count."""
    truncated: bool
    bones: Skeleton


def side(
    speech_id: str, text: str, tokens: Iterable[str], gaps: Iterable[tuple[int, int | None]], truncated: bool
) -> Side:
    """Return a speech ready to be collated, given how its masks are written and where its gaps are."""
    masks = holes_of(text, tokens)
    if truncated and masks and _TRAILING.fullmatch(text, masks[-1].start):
        masks.pop()
    apart = dict(gap for gap in gaps if not any(mask.start <= gap[0] <= mask.end for mask in masks))
    holes = sorted([*masks, *(Span(offset, offset) for offset in apart)])
    return Side(speech_id, text, tuple(holes), tuple(sorted(apart.items())), truncated, skeleton(text, holes))


class _Found(NamedTuple):
    """A reading before it is known whether the others agree."""

    kind: Hole
    span: Span
    words: str
    codes: Codes
    witness_id: str


def collated(speech: Side, witnesses: Sequence[Side]) -> tuple[str | None, list[Reading]]:
    """Return the text with its holes filled, or None if nothing was, and the apparatus in the order of the text.

    `witnesses` are the other copies, the best first, each of different words.
    """
    if not speech.holes and not speech.truncated:
        return None, []
    found: dict[tuple[Hole, int], list[_Found]] = {}
    for witness in witnesses[:WITNESSES]:
        for each in _readings(speech, witness):
            found.setdefault((each.kind, each.span.start), []).append(each)
    apparatus = [reading for place in sorted(found, key=lambda p: p[1]) for reading in _judged(speech, found[place])]
    return filled_in(speech.text, ((r.offset, r.stood, r.reading, r.filled) for r in apparatus)), apparatus


class Filling(NamedTuple):
    """A reading as a change of the text."""

    start: int
    end: int
    replacement: str


def filled_in(text: str, apparatus: Iterable[tuple[int, str, str, bool]]) -> str | None:
    """Return a text with those readings put in that are marked as filled; None if there are none.

    A reading is its offset, what stood there, its words, and whether it was filled; they must be in order.
    """
    fillings = [Filling(at, at + len(stood), words) for at, stood, words, filled in apparatus if filled]
    return applied(text, fillings) if fillings else None


def _judged(speech: Side, found: Sequence[_Found]) -> Iterator[Reading]:
    """Yield the one reading on which the witnesses agree, or each of those that they offer."""
    ordered = sorted(found, key=lambda each: (int(np.count_nonzero(each.codes == HOLE)), -_reach(each)))
    chosen = ordered[0]
    agree = all(_agree(chosen, each) for each in ordered[1:])
    distinct = [chosen] if agree else list({each.codes.tobytes(): each for each in reversed(found)}.values())
    for each in sorted(distinct, key=lambda one: one.witness_id):
        count = len(found) if agree else sum(np.array_equal(each.codes, other.codes) for other in found)
        stood = speech.text[each.span.start : each.span.end]
        yield Reading(speech.speech_id, each.span.start, each.kind, stood, each.words, each.witness_id, count, agree)


def _reach(found: _Found) -> int:
    """Return how far a reading of an end goes: copies may be torn themselves, and the longest has what they have."""
    return len(found.codes) if found.kind in (Hole.START, Hole.END) else 0


def _agree(chosen: _Found, other: _Found) -> bool:
    """Say whether two readings have the same words, but for holes and, at an end, for what one lacks at its end."""
    one, two = chosen.codes, other.codes
    if chosen.kind is Hole.END:
        one = one[: len(two)]
    elif chosen.kind is Hole.START:
        one = one[max(0, len(one) - len(two)) :]
    if HOLE not in one and HOLE not in two:
        return bool(np.array_equal(one, two))
    between = pieces(aligned(one, two), len(two))
    return all(HOLE in one[p.start : p.end] or HOLE in two[p.from_ : p.to] for p in between)


def _readings(speech: Side, witness: Side) -> Iterator[_Found]:
    places = aligned(speech.bones.codes, witness.bones.codes)
    torn = {gap for gap, _ in witness.gaps}
    for index in np.flatnonzero(speech.bones.codes == HOLE).tolist():
        span = _between(speech, witness, places, index)
        if span is not None and torn.isdisjoint(witness.bones.offsets[span.start : span.end].tolist()):
            yield from _inside(speech, witness, index, span)
    if speech.truncated:
        yield from _at_end(speech, witness, places)
        yield from _at_start(speech, witness, places)


def _between(speech: Side, witness: Side, places: Indices, index: int) -> Span | None:
    """Return the witness's characters at a hole, if what stands before and behind it is surely the same."""
    before, after = index - 1, index + 1
    last = len(places)
    if before < 0 or after >= last or places[before] == NOWHERE or places[after] == NOWHERE:
        return None
    end = len(witness.bones.codes) - 1
    left = _run(speech.bones.codes, places, before, -1) >= CONTEXT or _reaches(speech, places, before, -1, 0)
    right = _run(speech.bones.codes, places, after, 1) >= CONTEXT or _reaches(speech, places, after, 1, end)
    span = Span(int(places[before]) + 1, int(places[after]))
    return span if left and right and span.start < span.end else None


def _run(codes: Codes, places: Indices, index: int, step: int, most: int = CONTEXT_OF_END) -> int:
    """Return how many characters from an index on are the same in both texts and in a row; holes are passed over."""
    count, expected = 0, None
    while 0 <= index < len(codes) and count < most:
        place = int(places[index])
        if codes[index] == HOLE:
            expected = None
        elif place == NOWHERE or (expected is not None and place != expected):
            break
        else:
            count += 1
            expected = place + step
        index += step
    return count


def _reaches(speech: Side, places: Indices, index: int, step: int, end: int) -> bool:
    """Say whether both texts begin (or end) between a hole and the context that would be asked for."""
    count = _run(speech.bones.codes, places, index, step)
    last = index + step * (count - 1)
    edge = 0 if step < 0 else len(places) - 1
    return count > 0 and last == edge and int(places[last]) == end


def _inside(speech: Side, witness: Side, index: int, span: Span) -> Iterator[_Found]:
    """Yield what a witness has at a mask, a lost character, or a gap."""
    codes, offsets = witness.bones.codes[span.start : span.end], witness.bones.offsets
    hole = next(h for h in speech.holes if h.start == int(speech.bones.offsets[index]))
    words = witness.text[offsets[span.start] : offsets[span.end - 1] + 1]
    if hole.start < hole.end:
        kind = Hole.DAMAGE if set(speech.text[hole.start : hole.end]) == {LOST} else Hole.MASK
        if len(codes) <= MASK_MOST and HOLE not in codes and _WORD.fullmatch(words):
            yield _Found(kind, hole, words, codes, witness.speech_id)
    elif _fits(len(codes), dict(speech.gaps).get(hole.start)):
        words = _with_marks(speech, witness, index, hole, span)
        yield _Found(Hole.GAP, hole, words, codes, witness.speech_id)


def _fits(size: int, stated: int | None) -> bool:
    factor, more = _GAP_SLACK
    return stated is None or size <= stated * factor + more


def _with_marks(speech: Side, witness: Side, index: int, hole: Span, span: Span) -> str:
    """Return a witness's words at a gap with the punctuation around them, but for what the speech has there itself."""
    ours, theirs = speech.bones.offsets, witness.bones.offsets
    before, after = speech.text[ours[index - 1] + 1 : hole.start], speech.text[hole.end : ours[index + 1]]
    lead = witness.text[theirs[span.start - 1] + 1 : theirs[span.start]]
    tail = witness.text[theirs[span.end - 1] + 1 : theirs[span.end]]
    words = witness.text[theirs[span.start] : theirs[span.end - 1] + 1]
    return _unless(before, lead) + words + _unless(after[::-1], tail[::-1])[::-1]


def _unless(there: str, marks: str) -> str:
    """Return punctuation without that with which it begins and which is there already; none if another is there."""
    if marks.startswith(there):
        return marks[len(there) :]
    return "" if there.strip() else marks.lstrip()


def _at_end(speech: Side, witness: Side, places: Indices) -> Iterator[_Found]:
    """Yield how a witness goes on where a speech was torn off, up to a gap of its own."""
    last = len(places) - 1
    if last < 0 or places[last] == NOWHERE or _run(speech.bones.codes, places, last, -1) < CONTEXT_OF_END:
        return
    ours, theirs = int(speech.bones.offsets[last]) + 1, int(witness.bones.offsets[places[last]]) + 1
    stop = min((gap for gap, _ in witness.gaps if gap >= theirs), default=len(witness.text))
    codes = witness.bones.codes[places[last] + 1 : np.searchsorted(witness.bones.offsets, stop)]
    if len(codes):
        same = _common_start(speech.text[ours:], witness.text[theirs:stop])
        span = Span(ours + same, len(speech.text))
        yield _Found(Hole.END, span, witness.text[theirs + same : stop], codes, witness.speech_id)


def _common_start(one: str, other: str) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _at_start(speech: Side, witness: Side, places: Indices) -> Iterator[_Found]:
    """Yield how a witness begins where a speech lacks its beginning; what begins with a salutation lacks none."""
    if _SALUTED.match(speech.text) or not len(places):
        return
    if places[0] <= 0 or _run(speech.bones.codes, places, 0, 1) < CONTEXT_OF_END:
        return
    end = int(witness.bones.offsets[places[0]])
    begin = max((gap for gap, _ in witness.gaps if gap < end), default=0)
    codes = witness.bones.codes[np.searchsorted(witness.bones.offsets, begin, "right" if begin else "left") : places[0]]
    if len(codes):
        span = Span(0, int(speech.bones.offsets[0]))
        yield _Found(Hole.START, span, witness.text[begin:end], codes, witness.speech_id)
