"""What is put where several copies have a reading: the words of the best one, as far as all of them agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from output.copies.alignment import NOWHERE, Indices, Piece, aligned, as_string, first_row, pieces
from output.copies.extent import SALUTED
from output.copies.pairing import LACUNA, Found
from output.copies.sides import Side
from output.copies.skeleton import HOLE, Span
from schemas import Hole, Reading

_DISPUTED_MOST, _DISPUTED_SHARE = 12, 0.1
"""Characters of one dispute, and share of all of a reading, up to which the rest of it is filled."""
_DIRT_OF_END = 20
"""Characters with which a copy may end, where another goes on, that are taken for its page's and not for a variant."""
_WHOLE = 0.9
"""Share of what the longest ending says from which on one is preferred that has fewer holes."""
_ENDS = (Hole.START, Hole.END)
_SENTENCE = re.compile(r"[。！？!?；;\n]")


def judged(found: Sequence[Found], speech: Side) -> Iterator[Reading]:
    """Yield the reading on which the witnesses agree, as far as they do, and, if they do not, the others."""
    reach = max(map(_reach, found))
    chosen = min(found, key=lambda each: _order(each, reach))
    others = [_Other(each, _placed(chosen, each)) for each in found if each is not chosen]
    offending = [
        piece for other in others for piece in _disagreements(chosen, other) if not _is_lost(piece, chosen, others)
    ]
    put = _agreed(chosen, offending) if offending else chosen
    listed = {each.codes.tobytes(): each for each in reversed(found)} if offending else {}
    rows = [(each, False) for each in listed.values() if put is None or each is not chosen]
    rows += [(put, True)] if put is not None else []
    for each, filled in sorted(rows, key=lambda row: row[0].witness_id):
        count = len(found) if filled else sum(np.array_equal(each.codes, other.codes) for other in found)
        stood = speech.text[each.span.start : each.span.end]
        yield Reading(speech.speech_id, each.span.start, each.kind, stood, each.words, each.witness_id, count, filled)


def _order(found: Found, reach: int) -> tuple[bool, int, int, int]:
    """Return what readings are ordered by: as long as any, with few holes, with all figures, which some copies lose.

    A beginning is preferred that has its salutation: a longer one may have words of its page before.
    """
    figures = sum(map(str.isdigit, found.words))
    holes = int(np.count_nonzero(found.codes == HOLE))
    worse = not SALUTED.match(found.words) if found.kind is Hole.START else _reach(found) < _WHOLE * reach
    return worse, holes, -figures, holes - len(found.codes)


def _reach(found: Found) -> int:
    """Return how far a reading of an end goes: copies may be torn themselves, and the longest has what they have."""
    return int(np.count_nonzero(found.codes != HOLE)) if found.kind in _ENDS else 0


class _Other(NamedTuple):
    """Another reading than the chosen one, with the place in it of each character of the chosen one."""

    found: Found
    places: Indices


def _placed(chosen: Found, other: Found) -> Indices:
    """Return the place in another reading of each character of the chosen one.

    Where one of an end goes on far beyond the other, the last character of that one is like some there anyhow. It is
    not taken for the same: all that lies between would count as words that the other has not.
    """
    places = aligned(chosen.codes, other.codes)
    if chosen.kind not in _ENDS:
        return places
    step = -1 if chosen.kind is Hole.END else 1
    inward = places[::step]
    first = first_row(inward, step)
    if first is not None:
        beyond = int(inward[first]) if step > 0 else len(other.codes) - 1 - int(inward[first])
        if beyond <= _DIRT_OF_END < first - beyond:
            inward[:first] = NOWHERE
    return places


def _disagreements(chosen: Found, other: _Other) -> Iterator[Piece]:
    """Yield where two readings have other words; a hole has none, nor has a reading beyond its end."""
    one, two = chosen.codes, other.found.codes
    for piece in pieces(other.places, len(two)):
        in_hole = HOLE in one[piece.start : piece.end] or HOLE in two[piece.from_ : piece.to]
        if not in_hole and not _is_outer(chosen, other.found, piece):
            yield piece


def _is_lost(piece: Piece, chosen: Found, others: Sequence[_Other]) -> bool:
    """Say whether a piece was lost without a trace where a reading has it not: two or more copies have it there.

    A figure may be lost from most of them; a passage, longer than what sites put between words, is from a few.
    """
    if piece.from_ < piece.to:
        return False
    here = slice(piece.start, piece.end)
    having = sum(NOWHERE not in other.places[here] for other in others)
    if as_string(chosen.codes[here]).isdigit():
        return having > 0
    lacking = sum(_leaves_out(other.places, piece) for other in others)
    return piece.end - piece.start > _DISPUTED_MOST and having > 0 and having >= lacking


def _leaves_out(places: Indices, piece: Piece) -> bool:
    """Say whether a reading has what stands on both sides of a piece, and nothing of it."""
    around = places[max(0, piece.start - 1) : piece.end + 1] != NOWHERE
    return bool(around[0] and around[-1]) and np.count_nonzero(around) == 2


def _is_outer(chosen: Found, other: Found, piece: Piece) -> bool:
    """Say whether a piece is what one reading of an end has beyond the other, which may end in a few words of dirt."""
    sizes = piece.end - piece.start, piece.to - piece.from_
    beyond = 0 in sizes or (sizes[1] <= _DIRT_OF_END and sizes[1] < sizes[0])
    if chosen.kind is Hole.START:
        return beyond and piece.start == piece.from_ == 0
    return beyond and chosen.kind is Hole.END and (piece.end, piece.to) == (len(chosen.codes), len(other.codes))


def _agreed(chosen: Found, offending: Sequence[Piece]) -> Found | None:
    """Return as much of a reading as all agree on; None if that is nothing, or if it is one word.

    Where they differ by a word here and there, the rest stands around the sign of a lacuna; where they differ by more,
    an end is filled with the whole sentences next to it.
    """
    if chosen.kind in (Hole.MASK, Hole.DAMAGE):
        return None
    sizes = defaultdict[Span, int](int)
    for piece in offending:
        at = Span(piece.start, piece.end)
        sizes[at] = max(sizes[at], piece.end - piece.start, piece.to - piece.from_)
    if max(sizes.values()) <= _DISPUTED_MOST and sum(sizes.values()) <= _DISPUTED_SHARE * len(chosen.codes):
        return chosen._replace(words=_with_lacunas(chosen, offending))
    words = _sentences(chosen, offending)
    return chosen._replace(words=words) if words.strip() else None


def _with_lacunas(chosen: Found, offending: Sequence[Piece]) -> str:
    """Return the words of a reading with what is disputed taken out."""
    ends, words = [*chosen.offsets.tolist(), len(chosen.words)], chosen.words
    spans = {(ends[p.start], ends[p.end - 1] + 1 if p.end > p.start else ends[p.start]) for p in offending}
    parts, done = [], 0
    for start, end in sorted({_whole_figure(words, *span) for span in spans}):
        if start >= done:
            parts += [chosen.words[done:start], LACUNA]
        done = max(done, end)
    return "".join([*parts, chosen.words[done:]])


def _whole_figure(words: str, start: int, end: int) -> Span:
    """Return a stretch of some words with all of the figure that it begins or ends in: no half of one is known."""
    while start and words[start - 1].isdigit():
        start -= 1
    while words[end : end + 1].isdigit():
        end += 1
    return Span(start, end)


def _sentences(chosen: Found, offending: Sequence[Piece]) -> str:
    """Return the whole sentences next to a torn end on which all readings of it agree."""
    if chosen.kind is Hole.END:
        first = min(piece.start for piece in offending)
        ends = [match.end() for match in _SENTENCE.finditer(chosen.words, 0, int(chosen.offsets[first - 1]) + 1)]
        return chosen.words[: ends[-1]] if first and ends else ""
    if chosen.kind is Hole.START:
        last = max(piece.end for piece in offending)
        match = _SENTENCE.search(chosen.words, int(chosen.offsets[last])) if last < len(chosen.offsets) else None
        return chosen.words[match.end() :] if match else ""
    return ""
