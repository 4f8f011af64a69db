"""Whether two texts of nearly the same words are about different places or years, read off where they differ.

Offices use last year's speech again, and mirrors put another county's name into one that they have. What differs then
is the year, the names, the figures, each in a place where all around it is the same. A mask is no contradiction, nor is
what only one of the texts has.
"""

from __future__ import annotations

import numpy as np

from output.copies.alignment import NOWHERE, Codes, Indices, Piece, pieces
from output.copies.skeleton import HOLE

UNITS = frozenset("省市县区州旗盟镇乡村")
"""What the name of a place ends in."""
_GENERIC = frozenset(
    ("全", "我", "本", "各", "该", "贵", "我们", "咱们", "你们", "他们", "外", "新", "老", "每个", "一个", "整个")
)
"""What stands before these characters and is no name."""
_LONGEST = 6
"""Characters of a name or a figure at most."""
_FIGURES = 3
"""So many other figures that differ are another year's; one or two may be a slip."""
_AROUND = 12
"""Characters before and behind a place, half of which both texts must have: beside dirt anything looks like a name."""


def contradict_in_words(left: Codes, right: Codes, places: Indices) -> bool:
    """Say whether two aligned texts name different places or years, or several different figures."""
    names = figures = 0
    for piece in pieces(places, len(right)):
        one, other = _words(left[piece.start : piece.end]), _words(right[piece.from_ : piece.to])
        if not one or not other or max(len(one), len(other)) > _LONGEST or chr(HOLE) in one + other:
            continue
        if not _is_same_around(places, piece, len(right)):
            continue
        after = _after(left, places, piece)
        if one.isdigit() and other.isdigit():
            if _is_year(_words(left[max(0, piece.start - 4) : piece.end + 4]), len(one)):
                return True
            figures += 1
        elif _is_name(one, after) and _is_name(other, after):
            names += 1 if min(len(one), len(other)) == 1 else 2
    return names > 1 or figures >= _FIGURES


def _is_same_around(places: Indices, piece: Piece, length: int) -> bool:
    """Say whether both texts have most of what stands on either side of a piece, and have it near.

    Where both begin or end there, that is less; where only one does, it may be torn in another place than it seems.
    """
    before, after = places[max(0, piece.start - _AROUND) : piece.start], places[piece.end : piece.end + _AROUND]
    nearest = piece.from_ - 2 * _AROUND, piece.to + 2 * _AROUND
    return all(
        2 * np.count_nonzero((nearest[0] <= side) & (side < nearest[1]) & (side != NOWHERE))
        >= max(len(side), min(_AROUND, there))
        for side, there in ((before, piece.from_), (after, length - piece.to))
    )


def _words(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le")


def _after(left: Codes, places: Indices, piece: Piece) -> str:
    """Return the character behind a piece, if it is the same in both texts."""
    same = piece.end < len(left) and places[piece.end] != NOWHERE
    return chr(left[piece.end]) if same else ""


def _is_year(around: str, length: int) -> bool:
    """Say whether a digit in the middle of some characters belongs to a year."""
    start = around.find("20") if "20" in around else around.find("19")
    year = around[start : start + 4]
    return start >= 0 and length <= 4 and len(year) == 4 and year.isdigit() and around[start + 4 : start + 5] == "年"


def _is_name(words: str, after: str) -> bool:
    """Say whether words that end in a unit, or stand before one, may be the name of a place."""
    if words[-1] in UNITS:
        words = words[:-1]
    elif after not in UNITS:
        return False
    return bool(words) and words not in _GENERIC and all("㐀" <= character <= "鿿" for character in words)
