"""How plausible a run of characters is as Chinese prose: a small measure to choose between readings of damaged bytes.

Roughly the logarithm of the probability of each character after the one before it: from the rank of the character in
`data/characters.txt`, or from the pair being a common word (`parsers.lexicon`), and for punctuation from what may stand
together. Traditional characters count as their simplified forms. It ranks readings of one run; it is no language model.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log

from parsers.lexicon import is_word
from parsers.rules import DATA
from parsers.script import simplified

WORD = -2.2
"""Of the second character of a common word, once the first is there."""
RARE, SYMBOL = -12.0, -14.0
"""Of a character outside the 4,000 commonest, and of a sign that is neither Chinese nor its punctuation."""
_CLASH = -8.0
_MISPLACED = -4.0
_MARKS = {
    mark: worth
    for marks, worth in (("，。、", -3.2), ("“”：；！？", -5.0), ("《》（）", -7.5), ("·　—…", -9.0))
    for mark in marks
}
_CLOSING = -3.5
"""Of a closing quotation mark where a quotation is open."""
_STOPS = frozenset("，。、：；！？,!?;:")
_OPENING = frozenset("“《（")
_DOUBLE = frozenset("—…")
_ENDS = frozenset("。！？；!?;")


@cache
def _ranks() -> dict[str, int]:
    packed = (DATA / "characters.txt").read_text("utf-8").split("\n", 1)[1].replace("\n", "")
    return {character: rank for rank, character in enumerate(packed)}


@lru_cache(maxsize=30_000)
def _plain(character: str) -> str:
    return simplified(character)


@lru_cache(maxsize=30_000)
def alone(character: str) -> float:
    """Return the plausibility of a character whatever stands before it."""
    if character in _MARKS:
        return _MARKS[character]
    rank = _ranks().get(_plain(character))
    if rank is not None:
        return -log(rank + 30)
    return RARE if "\u4e00" <= character <= "\u9fff" else SYMBOL


def after(before: str, character: str, *, quoted: bool) -> float:
    """Return the plausibility of a character after another; `quoted` tells whether a quotation is open."""
    if character in "“”":
        fits = quoted == (character == "”")
        worth = (_CLOSING if character == "”" else alone(character)) if fits else alone(character) + _MISPLACED
        return worth + clash(before, character)
    if before == character and character in _DOUBLE:
        return 0.0
    if is_word(_plain(before) + _plain(character)):
        return max(alone(character), WORD)
    return alone(character) + clash(before, character)


def clash(before: str, character: str) -> float:
    """Return what it takes away that two characters, or a character and the end of a line, do not stand together."""
    ends = not character or character.isspace()
    if before in _STOPS and character in _STOPS and character:
        return _CLASH
    if before in _OPENING and (ends or character in _STOPS or character == "”"):
        return _CLASH
    return 0.0


def followed(before: str, character: str) -> float:
    """Return what it adds to a reading that undamaged text goes on with a character, or the line ends."""
    word = bool(character) and is_word(_plain(before) + _plain(character))
    return max(0.0, WORD - alone(character)) if word else clash(before, character)
