"""The n-grams of a skeleton as 64-bit hashes: all of them, to measure; a few, by which copies find each other.

The few are the minima of a hash over each window of neighbouring n-grams (winnowing: Schleimer, Wilkerson and Aiken,
SIGMOD 2003): MinHash, taken locally. Two texts that have `ANCHOR + WINDOW - 1` characters in a row in common share
one for certain. Unlike the bands of a signature of the whole text, they find a copy of which half was cut.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from output.copies.skeleton import HOLE

GRAM = 5
"""Characters of an n-gram by which likeness is measured."""
ANCHOR = 9
"""Characters of an n-gram by which copies find each other: long enough not to be a phrase of the trade."""
WINDOW = 32
"""Neighbouring n-grams of which one is chosen; a power of two."""

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Grams = NDArray[np.uint32]
"""A set of n-grams: the upper halves of their hashes, rising. Two texts of 3,000 have one too many in common in 500."""
NO_GRAM = np.uint64(2**64 - 1)
"""The hash of what has a hole in it and is no n-gram."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def grams(codes: Codes, size: int) -> Hashes:
    """Return the hash of each n-gram of `size` characters; the largest number for those with a hole in them.

    A polynomial of the code points, finished as in SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    """
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    wide = codes.astype(np.uint64)
    hashes = np.zeros(count, np.uint64)
    for at in range(size):
        hashes *= _BASE
        hashes += wide[at : at + count]
    for shift, factor in zip((30, 27), _MIX, strict=True):
        hashes ^= hashes >> np.uint64(shift)
        hashes *= factor
    hashes ^= hashes >> np.uint64(31)
    for hole in np.flatnonzero(codes == HOLE):
        hashes[max(0, hole - size + 1) : hole + 1] = NO_GRAM
    return hashes


def n_grams(codes: Codes, size: int) -> int:
    """Return how many n-grams of `size` characters have no hole in them, counting each as often as it stands there."""
    holes = np.concatenate((np.zeros(1, np.intp), np.cumsum(codes == HOLE)))
    return int(np.count_nonzero(holes[size:] == holes[:-size])) if len(codes) >= size else 0


class Anchors(NamedTuple):
    """The hashes by which copies of a text find each other, each once; and for each the one that follows in the text.

    A sentence that everybody says has one anchor in all texts, but is followed by the same only in copies of a text.
    """

    hashes: Hashes
    following: Hashes


def anchors(codes: Codes) -> Anchors:
    """Return a skeleton's anchors, about one for 16 characters; in the order of their hashes."""
    lowest = grams(codes, ANCHOR)
    width = 1
    while width < WINDOW and len(lowest) > width:
        lowest = np.minimum(lowest[:-width], lowest[width:])
        width *= 2
    chosen = lowest[np.flatnonzero(lowest[1:] != lowest[:-1])] if len(lowest) else lowest
    chosen = np.append(chosen, lowest[-1:])
    chosen = chosen[chosen != NO_GRAM]
    hashes, places = np.unique(chosen, return_index=True)
    return Anchors(hashes, np.append(chosen[1:], np.uint64(0))[places] if len(chosen) else hashes)


def distinct(hashes: Hashes) -> Grams:
    """Return the set of some n-grams, without those that have a hole in them."""
    found: Grams = np.sort((hashes[hashes != NO_GRAM] >> np.uint64(32)).astype(np.uint32))
    return found[np.append(found[1:] != found[:-1], True)] if len(found) else found


def common(one: Grams, other: Grams) -> int:
    """Return how many n-grams two sets share."""
    both = np.concatenate((one, other))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))
