"""A text as it is compared: what mirrors and converters change is left out, and what a mask hides is a hole.

White space and punctuation are dropped, letters are of one width and case, Han characters in their simplest form. Each
character knows where it stood, so what is found here can be told of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from output.ledger import simplest

HOLE = 1
"""What stands in a skeleton for words that are not there: no text has this code point as a letter."""
LOST = "\ufffd"
ANY = "某"
"""A mask and a word; where it is a word, other copies have it too, and nothing comes of taking it for a hole."""

_PLANES = 0x32000
"""Beyond are no characters that anybody writes; they are dropped."""


class Skeleton(NamedTuple):
    """The characters by which a text is compared, and their offsets in it."""

    codes: NDArray[np.uint32]
    offsets: NDArray[np.int32]


class Span(NamedTuple):
    """A run of a text; empty where words were left out without a trace."""

    start: int
    end: int


@cache
def _table() -> NDArray[np.uint32]:
    """Return for each code point what it is compared as; 0 for what is dropped."""
    table = np.zeros(_PLANES, np.uint32)
    for code in range(0x30, _PLANES):
        if not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code))[0] in "LN":
            table[code] = ord(_plain(chr(code)))
    for code, simple in simplest().items():
        table[code] = ord(simple)
    return table


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character


def holes_of(text: str, tokens: Iterable[str]) -> list[Span]:
    """Return where masks stand in a text, given how they are written, and lost characters, in order."""
    pattern = _pattern(tuple(sorted({*tokens, LOST, ANY}, key=lambda token: (-len(token), token))))
    return [Span(*match.span()) for match in pattern.finditer(text)]


@lru_cache(maxsize=4096)
def _pattern(tokens: Sequence[str]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, tokens)) + ")+")


def skeleton(text: str, holes: Sequence[Span] = ()) -> Skeleton:
    """Return a text's skeleton; each hole is one character of it. Holes must be in order and apart."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _table()[np.minimum(points, _PLANES - 1)]
    empty = [hole.start for hole in holes if hole.start == hole.end]
    for hole in holes:
        codes[hole.start : hole.end] = 0
        codes[hole.start : min(hole.end, hole.start + 1)] = HOLE
    offsets = np.flatnonzero(codes).astype(np.int32)
    codes = codes[offsets]
    if empty:
        places = np.searchsorted(offsets, empty)
        codes, offsets = np.insert(codes, places, HOLE), np.insert(offsets, places, empty)
    return Skeleton(codes, offsets)
