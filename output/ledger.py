"""The ledger applied: what is left of a page's text, and whether that is the text of its speeches.

Script, white space and the width of punctuation may differ (design, invariant 1), words may not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple, Protocol

from opencc import OpenCC

_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x2FA20))
_CONFIGS = ("t2s", "tw2s")


class EditRow(NamedTuple):
    """What of an edit its checks need."""

    page_id: str
    start: int
    end: int
    kind: str
    rule_id: str
    text: str
    replacement: str


class Change(Protocol):
    """A run of a text, and what is to stand there."""

    @property
    def start(self) -> int:
        """Offset of the first character."""
        ...

    @property
    def end(self) -> int:
        """Offset after the last character."""
        ...

    @property
    def replacement(self) -> str:
        """What is to stand there; may be empty."""
        ...


def applied(text: str, edits: Iterable[Change]) -> str:
    """Return a text with edits made; they must be in order and must not overlap."""
    kept: list[str] = []
    done = 0
    for edit in edits:
        kept += (text[done : edit.start], edit.replacement)
        done = edit.end
    return "".join([*kept, text[done:]])


def same_words(left: str, right: str) -> bool:
    """Say whether two texts are the same but for script, white space and the width of punctuation.

    The cheap comparison goes first: most pages are in simplified script and differ in white space alone.
    """
    left, right = "".join(left.split()), "".join(right.split())
    if left == right:
        return True
    left, right = _narrow(left), _narrow(right)
    return left == right or _same_script(left, right)


def _narrow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _same_script(left: str, right: str) -> bool:
    """Compare character by character, each by all that conversion makes of it: alone, and among its neighbours."""
    if len(left) != len(right):
        return False
    ways = zip(zip(*_readings(left), strict=True), zip(*_readings(right), strict=True), strict=True)
    return all(not set(one).isdisjoint(other) for one, other in ways)


def _readings(text: str) -> list[str]:
    converted = (_converter(config).convert(text) for config in _CONFIGS)
    table = simplest()
    return [other.translate(table) for other in (text, *converted) if len(other) == len(text)]


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


@cache
def simplest() -> Mapping[int, str]:
    """Return for each character that conversion changes what it ends as, alone and converted until it stays."""
    held = "\n".join(map(chr, chain.from_iterable(_HAN)))
    now = held
    for config in _CONFIGS * 2:
        now = _converter(config).convert(now)
    pairs = zip(held.split("\n"), now.split("\n"), strict=True)
    return {ord(before): after for before, after in pairs if before != after and len(after) == 1}
