"""How a parsed page is held against its expectation, in the manner of the scorer that judges releases.

Text is compared without white space and without regard to the width of punctuation; an expected value may be one value
or a list of values that are all right. Not here: what to do about a difference, which is the tests' affair.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import LCSseq

from schemas import ParsedPage, Speech

GOLD = Path(__file__).parent / "samples"
PAGES = Path(__file__).parent.parent.parent / "samples"
SAME_SPEECH = 0.3  # below this likeness two texts are not the same speech; the scorer's bound
QUOTES = str.maketrans("〝〞“”‘’", '""""\'\'')
Value = str | int | bool | None
Gold = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pair:
    """An expected speech with the found one that is most like it, if any is like it at all."""

    gold: Gold
    found: Speech | None

    @property
    def likeness(self) -> float:
        """The F1 of the two texts."""
        return f1(self.found.text, str(self.gold["text"])) if self.found else 0.0


@functools.cache
def canonical(text: str) -> str:
    """Return a text without white space and with one width and shape of punctuation."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(QUOTES))


def f1(found: str, gold: str) -> float:
    """Return the harmonic mean of precision and recall over the longest common subsequence of two texts."""
    found, gold = canonical(found), canonical(gold)
    return 2 * LCSseq.similarity(found, gold) / (len(found) + len(gold)) if found and gold else 0.0


def load_gold() -> dict[str, Gold]:
    """Return every expectation by the name of its page."""
    golds = (json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.gold.json")))
    return {gold["page"]: gold for gold in golds}


def gold_speeches(gold: Gold) -> list[Gold]:
    """Return the speeches that a page is expected to hold."""
    speeches = gold["speeches"]
    if not isinstance(speeches, list):
        raise TypeError("speeches is not a list")
    return speeches


def pair_speeches(page: ParsedPage, gold: Gold) -> list[Pair]:
    """Give each expected speech the found one most like it, each at most once."""
    free = list(page.speeches)
    pairs = []
    for expected in gold_speeches(gold):
        text = str(expected["text"])
        best = max(free, key=lambda speech: f1(speech.text, text), default=None)
        if best is not None and f1(best.text, text) > SAME_SPEECH:
            free.remove(best)
        else:
            best = None
        pairs.append(Pair(expected, best))
    return pairs


def accepted(gold: Gold, name: str) -> list[Value]:
    """Return the values of a field that count as right."""
    value = gold[name]
    if isinstance(value, list):
        return value
    return [value if isinstance(value, str | int | bool) else None]


def agrees(pair: Pair, name: str) -> bool:
    """Say whether a field of the found speech has one of the values that count as right."""
    if pair.found is None:
        return False
    if name == "titles":
        return canonical(pair.found.title or "") in {canonical(str(title)) for title in accepted(pair.gold, name)}
    attribute = "speaker_role" if name == "role" else name
    return (getattr(pair.found, attribute) or (False if name == "truncated" else None)) in accepted(pair.gold, name)


def differences(pairs: Iterable[Pair], name: str) -> list[str]:
    """Describe each expected speech whose field was read otherwise."""
    attribute = {"role": "speaker_role", "titles": "title"}.get(name, name)
    return [
        f"{accepted(pair.gold, 'titles')[0]}: want {accepted(pair.gold, name)!r}, "
        f"got {getattr(pair.found, attribute) if pair.found else 'no such speech'!r}"
        for pair in pairs
        if name in pair.gold and not agrees(pair, name)
    ]


def gap_differences(pairs: Iterable[Pair]) -> list[str]:
    """Describe each expected speech whose gaps have other sizes than the page states."""
    return [
        f"want {pair.gold['gaps']}, got {[gap.chars for gap in pair.found.gaps] if pair.found else None}"
        for pair in pairs
        if "gaps" in pair.gold and (not pair.found or [gap.chars for gap in pair.found.gaps] != pair.gold["gaps"])
    ]


def text_differences(pairs: Iterable[Pair], bound: float) -> list[str]:
    """Describe each expected speech whose text is less like the found one than the bound."""
    return [
        f"{accepted(pair.gold, 'titles')[0]}: F1 {pair.likeness:.4f}\n{missing_and_extra(pair)}"
        for pair in pairs
        if pair.likeness < bound
    ]


def missing_and_extra(pair: Pair) -> str:
    """Show what a found text lacks (-) and what it has too much (+), for the person who reads a failure."""
    if pair.found is None:
        return "  not found"
    found, gold = canonical(pair.found.text), canonical(str(pair.gold["text"]))
    return "\n".join(
        f"  - {gold[op.src_start : op.src_end]}" if op.tag == "delete" else f"  + {found[op.dest_start : op.dest_end]}"
        for op in LCSseq.opcodes(gold, found)
        if op.tag != "equal"
    )
