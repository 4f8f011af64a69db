"""Lists of articles, told by their rhythm: links at regular steps, or openings cut off by dots.

A list's entries may be prose, and longer than the article beside them; what gives them away is that they repeat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_TIMES = 3
"""Entries from which on it is a list."""
_OPENING, _MAX_STEP, _DOTS = 30, 5, ("...", "…")
_SENTENCE_END = re.compile("[。；;：:]”?$")


def between_links(linked: Sequence[bool]) -> list[int]:
    """Return the lines of which each one or two stand between links, at least three times over: entries of a list.

    `linked` says for each line whether it is mostly a link.
    """
    found: list[int] = []
    run: list[int] = []
    gap: list[int] = []
    times = 0
    for index, link in enumerate([*linked, True]):
        if not link:
            gap.append(index)
            continue
        if 1 <= len(gap) <= 2 and gap[0] > 0:
            run += gap
            times += 1
        elif len(gap) > 2:
            found += run if times >= _TIMES else []
            run, times = [], 0
        gap = []
    return found + (run if times >= _TIMES else [])


def openings(texts: Sequence[str], classes: Sequence[str]) -> list[int]:
    """Return the lines of a list whose entries are openings cut off by dots, at regular steps, with names between.

    A story has sentences that trail off as well; but not three at the same distance, in elements of one class, with
    nothing between them that ends as a sentence does.
    """
    cut = [index for index, text in enumerate(texts) if len(text) >= _OPENING and text.endswith(_DOTS)]
    found: list[int] = []
    run = cut[:1]
    for before, after in pairwise([*cut, len(texts)]):
        step = after - before
        if (len(run) < 2 or step == run[-1] - run[-2]) and _lists_on(texts, classes, before, after):
            run.append(after)
            continue
        if len(run) >= _TIMES:
            found += range(_first(texts, run[0], run[1] - run[0]), run[-1] + 1)
        run = [after]
    return found


def _first(texts: Sequence[str], opening: int, step: int) -> int:
    """Return where the list's first entry begins: with the names before its opening, as in the entries that follow."""
    first = opening
    while first > max(0, opening - step + 1) and not _SENTENCE_END.search(texts[first - 1]):
        first -= 1
    return first


def _lists_on(texts: Sequence[str], classes: Sequence[str], before: int, after: int) -> bool:
    """Tell whether from one cut-off line to another a list goes on."""
    if not 2 <= after - before <= _MAX_STEP or after == len(texts) or classes[before] != classes[after]:
        return False
    return not any(_SENTENCE_END.search(text) for text in texts[before + 1 : after])
