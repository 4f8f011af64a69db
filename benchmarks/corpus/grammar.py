"""Text from alternatives: `{name}` draws from a table or is given, `{a|b}` chooses, `{3-9}` draws a number.

Deterministic from the random generator passed in. Not here: what is written with it (data/*.toml).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_DEPTH = 12
_BRACES = str.maketrans("⦃⦄", "{}")
"""How a table writes braces that are no slot."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Tables of alternatives by name."""

    tables: Mapping[str, Sequence[str]]

    def draw(self, name: str, rng: Random, given: Mapping[str, str] | None = None) -> str:
        """Return one alternative of a table, its slots filled; raise KeyError for an unknown name."""
        return self.fill(rng.choice(self.tables[name]), rng, given)

    def fill(self, text: str, rng: Random, given: Mapping[str, str] | None = None) -> str:
        """Fill the slots of a text, from the inside out; raise KeyError for a name nobody knows."""
        facts = given or {}
        for _ in range(_DEPTH):
            text, found = _SLOT.subn(lambda match: self._slot(match[1], rng, facts), text)
            if not found:
                break
        return text.translate(_BRACES)

    def _slot(self, slot: str, rng: Random, given: Mapping[str, str]) -> str:
        if numbers := _RANGE.fullmatch(slot):
            low, high = sorted((int(numbers[1]), int(numbers[2])))
            return str(rng.randint(low, high))
        if "|" in slot:
            return rng.choice(slot.split("|"))
        return given[slot] if slot in given else rng.choice(self.tables[slot])
