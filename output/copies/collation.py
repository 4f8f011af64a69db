"""Holes of a speech filled from its other copies: where both sides of a hole align for certain, and copies agree.

A hole is a mask, a lost character, a gap that the page admits, or the end at which a truncated speech was torn. What
another copy has there is a reading; nothing else of the text is touched. Copies that disagree fill nothing: then all
readings are listed, and a reader decides. Of a gap and of an end that is filled on which all agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import numpy as np

from output.copies.alignment import NOWHERE, Indices, Piece, aligned, as_string, pieces
from output.copies.extent import SALUTED
from output.copies.readings import CONTEXT, LACUNA, Found, Side, readings
from output.copies.skeleton import HOLE, Span
from output.ledger import applied
from schemas import Hole, Reading

WITNESSES = 100
"""Copies that are asked for readings, the best first."""
_DISPUTED_MOST, _DISPUTED_SHARE = 12, 0.1
"""Characters of one dispute, and share of all of a reading, up to which the rest of it is filled."""
_DIRT_OF_END = 20
"""Characters with which a copy may end, where another goes on, that are taken for its page's and not for a variant."""
_WHOLE = 0.9
"""Share of what the longest ending says from which on one is preferred that has fewer holes."""
_ENDS = (Hole.START, Hole.END)
_WORDS = (Hole.MASK, Hole.DAMAGE)
_ENDED = re.compile(r"[。！？!?…”」』）);；.]\s*$")
_CLOSED = re.compile(
    r"(?:谢谢(?:大家|各位|同志)|批评指正|我就讲|讲这些|[讲到]这里|(?:讲话|发言)完了?|奋斗)[^\n]{0,20}\s*$"
)
"""How a speech takes leave. A bare 谢谢 may be a reader's."""
_SENTENCE = re.compile(r"[。！？!?；;\n]")


class Filling(NamedTuple):
    """A reading as a change of the text."""

    start: int
    end: int
    replacement: str


_Place = tuple[int, Hole]
"""Where a hole begins, and of which kind it is."""


def collated(speech: Side, witnesses: Sequence[Side], kin: Iterable[Side] = ()) -> tuple[str | None, list[Reading]]:
    """Return the text with its holes filled, or None if nothing was, and the apparatus in the order of the text.

    `witnesses` are the other copies, the best first, each of different words; `kin` are those of another speech of
    which this one may as well be a copy: a mask is not filled where they have something else.
    """
    found: defaultdict[_Place, list[Found]] = defaultdict(list)
    for witness in witnesses[:WITNESSES]:
        for each in readings(speech, witness):
            found[each.span.start, each.kind].append(each)
    doubtful = _doubtful(speech, found, kin)
    apparatus = [
        replace(reading, filled=False) if place in doubtful else reading
        for place in _torn_once(found)
        if (missing := _missing(speech, found[place]))
        for reading in _judged(missing, speech)
    ]
    return filled_in(speech.text, ((r.offset, r.stood, r.reading, r.filled) for r in apparatus)), apparatus


def _doubtful(speech: Side, found: Mapping[_Place, Sequence[Found]], kin: Iterable[Side]) -> set[_Place]:
    """Return the masks at which one of the kin has what no witness has: what tells the two speeches apart."""
    said = {place: {each.codes.tobytes() for each in found[place]} for place in found if place[1] in _WORDS}
    others = (each for side in islice(kin if said else (), WITNESSES) for each in readings(speech, side))
    heard = {((each.span.start, each.kind), each.codes.tobytes()) for each in others}
    return {place for place, codes in heard if codes not in said.get(place, {codes})}


def _torn_once(found: Mapping[_Place, Sequence[Found]]) -> list[_Place]:
    """Return the holes in the order of the text, of each end the one place at which most witnesses go on."""
    torn = {
        max((p for p in found if p[1] is kind), key=lambda p: (len(found[p]), -p[0]), default=None) for kind in _ENDS
    }
    return sorted(place for place in found if place[1] not in _ENDS or place in torn)


def filled_in(text: str, apparatus: Iterable[tuple[int, str, str, bool]]) -> str | None:
    """Return a text with those readings put in that are marked as filled; None if there are none.

    A reading is its offset, what stood there, its words, and whether it was filled; they must be in order.
    """
    fillings = [Filling(at, at + len(stood), words) for at, stood, words, filled in apparatus if filled]
    return applied(text, fillings) if fillings else None


def _missing(speech: Side, found: Sequence[Found]) -> Sequence[Found]:
    """Return the readings of a hole at which words are missing: at an end, if the speech shows it or two copies agree.

    What a single copy has before or behind a speech may be the dirt of its page, and two that have different words
    there are two single ones. That a speech is truncated says nothing of its beginning, so there a single copy must
    begin with a salutation, and two with the same words, and as many as, itself counted, begin where the speech does;
    and so a speech that looks whole goes on if it takes no leave and a copy does, or if two copies go on alike.
    """
    kind = found[0].kind
    if kind not in _ENDS:
        return found
    if kind is Hole.START:
        begun = [each for each in found if each.words]
        saluted = [each for each in begun if SALUTED.match(each.words)]
        again = [each for each in begun if _is_said_again(each, begun)]
        is_torn = len(saluted or again) > len(found) - len(begun)
        return (begun if saluted else again) if is_torn else ()
    closes = not _CLOSED.search(speech.text) and any(_CLOSED.search(each.words) for each in found)
    torn = closes or speech.truncated or not _ENDED.search(speech.text)
    return found if torn or any(_is_said_again(each, found) for each in found) else ()


def _is_said_again(found: Found, others: Sequence[Found]) -> bool:
    """Say whether another copy has the words with which a reading of an end begins, those of a mask left out."""
    rows = [row for row in as_string(found.codes[:CONTEXT]).split(chr(HOLE)) if row]
    said = (as_string(other.codes) for other in others if other is not found)
    return bool(rows) and any(all(row in words for row in rows) for words in said)


def _judged(found: Sequence[Found], speech: Side) -> Iterator[Reading]:
    """Yield the reading on which the witnesses agree, as far as they do, and, if they do not, the others."""
    reach = max(map(_reach, found))
    chosen = min(found, key=lambda each: _order(each, reach))
    others = [_Other(each, aligned(chosen.codes, each.codes)) for each in found if each is not chosen]
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
    return worse, holes, -figures, -_reach(found)


def _reach(found: Found) -> int:
    """Return how far a reading of an end goes: copies may be torn themselves, and the longest has what they have."""
    return int(np.count_nonzero(found.codes != HOLE)) if found.kind in _ENDS else 0


class _Other(NamedTuple):
    """Another reading than the chosen one, with the place in it of each character of the chosen one."""

    found: Found
    places: Indices


def _disagreements(chosen: Found, other: _Other) -> Iterator[Piece]:
    """Yield where two readings have other words; a hole has none, nor has a reading beyond its end."""
    one, two = chosen.codes, other.found.codes
    for piece in pieces(other.places, len(two)):
        in_hole = HOLE in one[piece.start : piece.end] or HOLE in two[piece.from_ : piece.to]
        if not in_hole and not _is_outer(chosen, other.found, piece):
            yield piece


def _is_lost(piece: Piece, chosen: Found, others: Sequence[_Other]) -> bool:
    """Say whether a piece is a figure that one reading lost without a trace, as two or more copies have it there."""
    if piece.from_ < piece.to or not as_string(chosen.codes[piece.start : piece.end]).isdigit():
        return False
    return any(NOWHERE not in other.places[piece.start : piece.end] for other in others)


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
    if chosen.kind in _WORDS:
        return None
    sizes = [max(piece.end - piece.start, piece.to - piece.from_) for piece in offending]
    if max(sizes) <= _DISPUTED_MOST and sum(sizes) <= _DISPUTED_SHARE * len(chosen.codes):
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
