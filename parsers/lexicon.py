"""The list of common two-character words by which a broken word is known to heal.

Packed by `scripts/pack_lexicon.py` from the dictionary of the segmenter jieba (MIT), words of two characters by
frequency. It answers one question, whether two characters make a common word, and is no segmenter.
"""

from __future__ import annotations

from functools import cache

from parsers.rules import DATA


@cache
def _words() -> frozenset[str]:
    packed = (DATA / "words.txt").read_text("utf-8").split("\n", 1)[1].replace("\n", "")
    return frozenset(packed[index : index + 2] for index in range(0, len(packed), 2))


def is_word(pair: str) -> bool:
    """Tell whether two characters are a common word."""
    return pair in _words()
