"""Which character of one skeleton is which of another, or none.

First by n-grams that both texts have once (anchors, as in patience diff), as many as are in the same order in both;
what is left between two of them is short, and rapidfuzz aligns it. So the time grows with the length, not its square,
unless two texts are unlike, and then what is too long to align counts as unlike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from output.copies.shingles import ANCHOR, NO_GRAM, Hashes, grams
from output.copies.skeleton import HOLE

NOWHERE = -1
BY_CHANCE = 3
"""Characters in a row that two texts have anyhow."""
_LARGEST = 4_000_000
"""Product of two lengths up to which a piece between anchors is aligned: about a hundredth of a second."""
_OTHER_HOLE = 2
_MOST_EXTRA = 40
"""What a stretch that one text lacks counts for at most: a lost page is not more unlike than a lost line."""
_MARGIN = 8
"""By how many characters the beginnings, or ends, of two texts may differ in length and still be aligned."""
_DOVETAIL = 160
"""Characters that the end of one text and the beginning of another must share to be parts of one."""
_SLACK = 6
"""Characters of dirt, or of a torn word, that may stand beyond."""
_GOES_ON = 40
"""Characters beyond the end of another text from which on they are no dirt."""

Indices = NDArray[np.intp]
Codes = NDArray[np.uint32]


def aligned(left: Codes, right: Codes) -> Indices:
    """Return for each character of `left` the index of its like in `right`, in rising order; NOWHERE if it has none.

    A hole is like nothing.
    """
    places = np.full(len(left), NOWHERE, np.intp)
    lefts, rights = _anchored(left, right)
    for at in range(ANCHOR):
        places[lefts + at] = rights + at
    for piece in [_near(each, len(left), len(right)) for each in pieces(places, len(right))]:
        if 0 < (piece.end - piece.start) * (piece.to - piece.from_) <= _LARGEST:
            _fill(places, left, right, piece)
    return places


def _anchored(left: Codes, right: Codes) -> tuple[Indices, Indices]:
    """Return where n-grams stand that occur once in each text, the most that are in the same order in both."""
    (ones, at_left), (others, at_right) = _once(grams(left, ANCHOR)), _once(grams(right, ANCHOR))
    _, one, other = np.intersect1d(ones, others, assume_unique=True, return_indices=True)
    lefts, rights = at_left[one], at_right[other]
    order = np.argsort(lefts)
    lefts, rights = lefts[order], rights[order]
    kept = _longest_rise(rights)
    return lefts[kept], rights[kept]


def _once(hashes: Hashes) -> tuple[Hashes, Indices]:
    values, places, counts = np.unique(hashes, return_index=True, return_counts=True)
    single = (counts == 1) & (values != NO_GRAM)
    return values[single], places[single]


def _longest_rise(values: Indices) -> Indices:
    """Return the places of a longest strictly rising subsequence."""
    if len(values) < 2 or bool(np.all(values[1:] > values[:-1])):
        return np.arange(len(values))
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values.tolist()):
        at = bisect_left(ends, value)
        before.append(places[at - 1] if at else NOWHERE)
        ends[at : at + 1] = [value]
        places[at : at + 1] = [place]
    chain = [places[-1]]
    while (previous := before[chain[-1]]) != NOWHERE:
        chain.append(previous)
    return np.array(chain[::-1], np.intp)


class Piece(NamedTuple):
    """A stretch of both texts in which nothing is aligned; empty in one of them at most."""

    start: int
    end: int
    from_: int
    to: int


def pieces(places: Indices, length: int) -> Iterator[Piece]:
    """Yield what lies between the aligned characters of both texts, `length` being that of the other, in order."""
    found = np.flatnonzero(places != NOWHERE)
    starts, ends = np.concatenate(([0], found + 1)), np.concatenate((found, [len(places)]))
    froms, tos = np.concatenate(([0], places[found] + 1)), np.concatenate((places[found], [length]))
    some = (starts < ends) | (froms < tos)
    yield from map(Piece._make, np.stack((starts, ends, froms, tos), 1)[some].tolist())


def _near(piece: Piece, length: int, other: int) -> Piece:
    """Return a piece at the beginning or end of both texts without what is far from the rest.

    Of a text that begins elsewhere than the other, single characters are like some of the other anyhow.
    """
    reach = min(piece.end - piece.start, piece.to - piece.from_) + _MARGIN
    start, end, from_, to = piece
    if start == from_ == 0 and (end, to) != (length, other):
        return Piece(max(start, end - reach), end, max(from_, to - reach), to)
    if (end, to) == (length, other) and start and from_:
        return Piece(start, min(end, start + reach), from_, min(to, from_ + reach))
    return piece


def _fill(places: Indices, left: Codes, right: Codes, piece: Piece) -> None:
    theirs = right[piece.from_ : piece.to].copy()
    theirs[theirs == HOLE] = _OTHER_HOLE
    outer = piece.start == piece.from_ == 0 or piece.end == len(left) or piece.to == len(right)
    method = Indel if outer else Levenshtein
    for code in method.opcodes(as_string(left[piece.start : piece.end]), as_string(theirs)):
        if code.tag == "equal":
            span = slice(piece.start + code.src_start, piece.start + code.src_end)
            places[span] = np.arange(piece.from_ + code.dest_start, piece.from_ + code.dest_end)


def first_row(places: Indices, step: int = 1) -> int | None:
    """Return where the first characters are that are the same in a row, not by chance; `step` is -1 for reversed."""
    there = places != NOWHERE
    goes_on = (np.diff(places) == step) & there[1:] & there[:-1]
    count = 0
    for at in np.flatnonzero(goes_on).tolist():
        count = count + 1 if at and goes_on[at - 1] else 1
        if count == BY_CHANCE:
            return at + 1 - BY_CHANCE
    return None


def as_string(codes: Codes) -> str:
    """Return the characters of a skeleton."""
    return codes.tobytes().decode("utf-32-le")


def agreement(left: Codes, right: Codes, places: Indices) -> float:
    """Return the share, 0 to 1, of what two texts say where both say something on which they agree.

    `places` aligns them. Holes are no words. What only one of them has, as where the other left a part out, counts
    little: cuts are few, but what was put together from the same sentences differs everywhere. At a beginning or end
    that the other lacks it counts nothing: that was torn off.
    """
    common = int(np.count_nonzero(places != NOWHERE))
    disagreed = sum(_disagreement(left, right, piece) for piece in pieces(places, len(right)))
    return common / max(1, common + disagreed)


def is_dovetail(left: Codes, right: Codes, places: Indices) -> bool:
    """Say whether of two aligned texts one goes on where the other ends, with a stretch that both have in between."""
    found = np.flatnonzero(places != NOWHERE)
    if len(found) < _DOVETAIL:
        return False
    begins = found[0] <= _SLACK, places[found[0]] <= _SLACK
    ends = found[-1] >= len(left) - 1 - _SLACK, places[found[-1]] >= len(right) - 1 - _SLACK
    return bool((begins[0] and ends[1]) or (begins[1] and ends[0]))


def is_short_overlap(left: Codes, right: Codes, places: Indices) -> bool:
    """Say whether of two aligned texts each goes on where the other ends, and both have too little to be parts of one.

    What short texts have in common is soon half of them, and may be two items that many speeches have.
    """
    found = np.flatnonzero(places != NOWHERE)
    before = int(found[0] - places[found[0]])
    behind = int(len(left) - found[-1] - len(right) + places[found[-1]])
    return len(found) < _DOVETAIL and before * behind < 0 and min(abs(before), abs(behind)) > _GOES_ON


def _disagreement(left: Codes, right: Codes, piece: Piece) -> int:
    """Return how many words stand against others, and, of what one text has more there, how much counts.

    Nothing does where the text with fewer words has a hole, which may stand for any number, or is torn off.
    """
    here, there = left[piece.start : piece.end], right[piece.from_ : piece.to]
    (few, is_plain), (many, _) = sorted(
        (int(np.count_nonzero(each != HOLE)), HOLE not in each) for each in (here, there)
    )
    is_torn = piece.start == piece.from_ == 0 or (piece.end, piece.to) == (len(left), len(right))
    return few + (min(many - few, _MOST_EXTRA) if is_plain and not is_torn else 0)
