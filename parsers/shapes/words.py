"""The words that shapes are told by (`data/shapes.toml`), and how they are looked for at a line's end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import tomli

from parsers.rules import DATA


@cache
def table(section: str) -> dict[str, list[str]]:
    """Return the lists of words of a section of the data, by name."""
    tables: dict[str, dict[str, list[str]]] = tomli.loads((DATA / "shapes.toml").read_text("utf-8"))
    return tables[section]


class Endings:
    """Words that a text may end in, found by the text's last character."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_last: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words, key=len, reverse=True):
            self._by_last[word[-1]].append(word)

    def length(self, text: str) -> int:
        """Return the length of the longest word that the text ends in, 0 if it ends in none."""
        for word in self._by_last.get(text[-1:], ()):
            if text.endswith(word):
                return len(word)
        return 0


@cache
def endings(section: str, key: str) -> Endings:
    """Return the words of a list, to be found at a text's end."""
    return Endings(table(section)[key])


def alternatives(section: str, key: str) -> str:
    """Return a pattern of the words of a list, the longer before those that they begin with."""
    words = sorted(table(section)[key], key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, words))
