"""What the parsers make of a page, held against its truth, character by character.

Texts are compared as the scorer of the project does: without white space and regardless of the width of punctuation;
here also without U+FFFD. Alignment is by longest common subsequence (rapidfuzz).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from benchmarks.cases import FIELDS, Case, GoldSpeech
from parsers import parse_page
from parsers.learning import NOTHING, SiteKnowledge
from schemas import RawPage, Speech

SAME = 0.3
"""F1 above which a record counts as this speech, as in the project's scorer."""
WELL_CUT = 0.9
"""F1 from which on the boundaries of a speech count as found."""
_ALIGNED = 40_000_000
"""Product of two lengths up to which texts are aligned; beyond, what is between their common ends counts as lost."""
_SPACE = re.compile(r"[\s\ufffd]+")
_QUOTES = str.maketrans("〝〞“”‘’", '""""\'\'')
_READING = re.compile(r"[()a-zā-ǜḿńňǹ?]+")
_FAMILIES = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "utf-8-sig": "utf-8",
    "utf-8": "utf-8",
    "big5hkscs": "big5",
    "cp950": "big5",
}


def canonical(text: str | None) -> str:
    """Return a text as it is compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text or "").translate(_QUOTES))


class SpeechScore(NamedTuple):
    """One speech of a page: how well its text was found, and which fields are right."""

    f1: float
    exact: bool
    title: bool
    fields: tuple[bool, ...]


class PageScore(NamedTuple):
    """One page."""

    name: str
    kinds: frozenset[str]
    skeleton: str
    miss: str | None
    n_parts: int
    speeches: tuple[SpeechScore, ...]
    found: int
    encoding_right: bool | None
    speech_chars: int
    lost: int
    dirt: Counter[str]
    kept: Counter[str]
    samples: tuple[tuple[str, str, str], ...]
    seconds: float
    reason: str | None

    @property
    def f1(self) -> float:
        """Mean over the page's speeches."""
        return sum(s.f1 for s in self.speeches) / max(1, len(self.speeches))

    @property
    def split_right(self) -> bool:
        """Whether each speech was found whole and nothing besides."""
        return self.found == len(self.speeches) and all(s.f1 >= WELL_CUT for s in self.speeches)


def measure(case: Case, known: SiteKnowledge = NOTHING) -> PageScore:
    """Parse a page, with what is known of its site, and compare."""
    parsed = parse_page(RawPage(case.name, case.body), known)
    pairs = matched(case.speeches, parsed.speeches)
    runs = [(kind, canonical(text)) for kind, text in case.dirt]
    kept: Counter[str] = Counter()
    samples: list[tuple[str, str, str]] = []
    lost = 0
    for gold, record in pairs:
        missing, excess = difference(canonical(record.text) if record else "", canonical(gold["text"]))
        lost += sum(map(len, missing))
        samples += [("lost", "", text) for text in missing]
        for text in excess:
            kind = blamed(text, runs)
            kept[kind] += len(text)
            samples.append(("kept", kind, text))
    extra = [s for s in parsed.speeches if all(s is not record for _, record in pairs)]
    samples += [("extra", s.title or "", (s.text or "")[:80]) for s in extra]
    scores = tuple(_scored(gold, record) for gold, record in pairs)
    return PageScore(
        name=case.name, kinds=case.kinds, skeleton=case.skeleton, miss=case.miss, n_parts=case.n_parts, speeches=scores,
        found=len(parsed.speeches), encoding_right=same_encoding(case.encoding, parsed.page.encoding),
        speech_chars=sum(len(canonical(gold["text"])) for gold in case.speeches), lost=lost,
        dirt=Counter({kind: 0 for kind, _ in runs}) + _sizes(runs), kept=kept, samples=tuple(samples), seconds=0.0,
        reason=parsed.page.status_reason,
    )  # fmt: skip


def _sizes(runs: Iterable[tuple[str, str]]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for kind, text in runs:
        sizes[kind] += len(text)
    return sizes


def matched(gold: Sequence[GoldSpeech], records: Sequence[Speech]) -> list[tuple[GoldSpeech, Speech | None]]:
    """Pair each gold speech with the record most like it; a record serves once."""
    free = list(records)
    pairs: list[tuple[GoldSpeech, Speech | None]] = []
    texts = {id(record): canonical(record.text) for record in records}
    for speech in gold:
        want = canonical(speech["text"])
        best = max(free, key=lambda record: f1(texts[id(record)], want), default=None)
        if best is not None and f1(texts[id(best)], want) > SAME:
            free.remove(best)
        else:
            best = None
        pairs.append((speech, best))
    return pairs


def f1(found: str, gold: str) -> float:
    """Return the F1 of two canonical texts by their longest common subsequence."""
    if not found or not gold:
        return 0.0
    if found == gold:
        return 1.0
    return float(2 * LCSseq.similarity(found, gold) / (len(found) + len(gold)))


def difference(found: str, gold: str) -> tuple[list[str], list[str]]:
    """Return the runs of the gold text that were lost, and the runs found besides it."""
    head = _alike(found, gold)
    found, gold = found[head:], gold[head:]
    tail = _alike(found[::-1], gold[::-1])
    found, gold = found[: len(found) - tail], gold[: len(gold) - tail]
    if not found or not gold or len(found) * len(gold) > _ALIGNED:
        return [gold] if gold else [], [found] if found else []
    missing, excess = [], []
    for step in Indel.opcodes(gold, found):
        if step.tag != "equal" and step.src_end > step.src_start:
            missing.append(gold[step.src_start : step.src_end])
        if step.tag != "equal" and step.dest_end > step.dest_start:
            excess.append(found[step.dest_start : step.dest_end])
    return missing, excess


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def blamed(text: str, runs: Iterable[tuple[str, str]]) -> str:
    """Return the kind of the dirt that a run of kept characters comes from."""
    if _READING.fullmatch(text):
        return "ruby"
    for kind, run in runs:
        if text in run or (2 * len(run) > len(text) and run in text):
            return kind
    return "other text"


def _scored(gold: GoldSpeech, record: Speech | None) -> SpeechScore:
    if record is None:
        return SpeechScore(0.0, False, False, (False,) * len(FIELDS))
    found, want = canonical(record.text), canonical(gold["text"])
    titles = [canonical(title) for title in gold.get("titles", [])]
    return SpeechScore(f1(found, want), found == want, canonical(record.title) in titles, _fields(gold, record))


def _fields(gold: GoldSpeech, record: Speech) -> tuple[bool, ...]:
    have = (record.date, record.level, record.speaker_role, record.place_code, record.truncated)
    want = (gold.get("date"), gold.get("level"), gold.get("role"), gold.get("place_code"), gold.get("truncated"))
    return tuple(got in (ask if isinstance(ask, list) else [ask]) for got, ask in zip(have, want, strict=True))


def same_encoding(want: str | None, got: str | None) -> bool | None:
    """Say whether two names are of encodings that read the same text; None where it is not known what is wanted."""
    if want is None:
        return None
    return _FAMILIES.get(want.lower(), want.lower()) == _FAMILIES.get((got or "").lower(), (got or "").lower())
