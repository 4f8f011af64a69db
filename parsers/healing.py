"""Whether a break in a word heals once what stands in it is taken out: 战2略 does, 第3页 does not.

Evidence is the list of common words, or the page itself, which has the longer joined string elsewhere. All breaks of a
page are asked about together, so that what the page holds is looked up in one pass, however many there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from parsers.lexicon import is_word

FEW = 32
"""Strings that are looked for one by one; more are found together."""
_HAN_BEFORE = re.compile(r"[一-鿿]{1,2}$")
_HAN_AFTER = re.compile(r"[一-鿿]{1,2}")


class _Joint(NamedTuple):
    """What the characters on the two sides of a run make: strings of three of them, and all."""

    longer: tuple[str, ...]
    whole: str


def healing(text: str, runs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those of the runs on whose two sides the characters make a word once the run is gone."""
    sure: set[tuple[int, int]] = set()
    doubtful: dict[tuple[int, int], _Joint] = {}
    for start, end in runs:
        before, after = _HAN_BEFORE.search(text[max(0, start - 2) : start]), _HAN_AFTER.match(text[end : end + 2])
        if before is not None and after is not None:
            left, right = before.group(), after.group()
            pair = left[-1] + right[0]
            if is_word(pair):
                sure.add((start, end))
            else:
                longer = {left + right[0], left[-1] + right} - {pair}
                doubtful[start, end] = _Joint(tuple(longer), left + right)
    held = _held(text, {word for joint in doubtful.values() for word in (*joint.longer, joint.whole)})
    return sure | {run for run, joint in doubtful.items() if joint.whole in held and not held.isdisjoint(joint.longer)}


def _held(text: str, words: Collection[str]) -> set[str]:
    """Return those of the words that are in a text."""
    if len(words) <= FEW:
        return {word for word in words if word in text}
    return set(AhoCorasick(words).find_matches_as_strings(text, overlapping=True))
