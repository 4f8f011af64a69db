"""Lines that a page sets side by side, each in a span, so that in its text they run together.

A template leaves it to its style sheet to tell a summary from the offers and the list of articles below it. Editors put
spans into sentences as well, one for each font; so a seam alone divides nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

_SPACE = " \t\r\n\f"


class Seams:
    """Where in the line that a walk is in one span ended and the next began, with nothing in between."""

    def __init__(self) -> None:
        self._found: list[int] = []
        self._ended = 0

    def end(self, words: Sequence[str]) -> None:
        """Note the end of a span; `words` are those of the line so far."""
        self._ended = len(words)

    def start(self, words: Sequence[str]) -> None:
        """Note the start of a span: a seam, if nothing but white space came since the last one's end."""
        if self._ended and not "".join(words[self._ended :]).strip(_SPACE):
            self._found.append(self._ended)
        self._ended = 0

    def taken(self, words: Sequence[str], laid_out: Callable[[str], str]) -> tuple[int, ...]:
        """Return where the seams are in a finished line as `laid_out` lays its words out, and begin anew."""
        found, self._found, self._ended = self._found, [], 0
        if not found:
            return ()
        line = laid_out("".join(words))
        places, at = [], 0
        for first, last in pairwise([0, *found]):
            piece = laid_out("".join(words[first:last]))
            start = line.find(piece, at)
            if start < 0:
                return ()
            at = start + len(piece)
            places.append(at)
        return tuple(places)


def by_line(seams: Iterable[int], starts: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    """Return for each line that has seams the offsets of those in it, given where in the text each line starts."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for seam in seams:
        number = bisect_right(starts, seam) - 1
        found[number].append(seam - starts[number])
    return {number: tuple(offsets) for number, offsets in found.items()}


def apart(line: str, seams: Sequence[int], is_line: Callable[[str], bool]) -> Sequence[int]:
    """Return the seams at which a line divides: all, if most of what stands between them is a line by itself."""
    if not seams:
        return ()
    pieces = [piece for start, end in pairwise([0, *seams, len(line)]) if (piece := line[start:end].strip())]
    return seams if 2 * sum(map(is_line, pieces)) > len(pieces) > 1 else ()
