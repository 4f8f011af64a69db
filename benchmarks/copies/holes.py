"""Collated texts held against what the speech truly says, character by character.

Letters of the origin are numbered; a copy shows those that align with it. What the canonical copy lacks at a mask, a
gap or a torn end, and another copy shows, ought to be filled, whether or not both were found to be copies. A speech is
judged by the cluster that has most of its copies. Digits that were deleted without a trace are no hole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein

from benchmarks.copies.made import Made
from benchmarks.copies.pairs import Share
from benchmarks.scoring import canonical
from schemas import Speech

KINDS = ("mask", "gap", "end")
_MASK = re.compile(r"[XxＸ×*＊_＿#某=○]")


class HoleScore(NamedTuple):
    """What became of the holes, in characters."""

    filled: Mapping[str, Share]
    """By kind of hole: of the characters that some copy shows, those that stand in the collated text."""
    right: Share
    """Of the characters that were filled in, those that the speech has there."""
    invented: int
    """Readings put where no copy shows the truth."""
    silent: Share
    """Characters that are missing without a trace, of all that are missing."""

    @property
    def filled_in_all(self) -> Share:
        """Of all characters that some copy shows, those that stand in the collated text."""
        return Share(sum(s.part for s in self.filled.values()), sum(s.whole for s in self.filled.values()))


class _Gap(NamedTuple):
    """Letters of the origin that a text lacks, and where in the text."""

    start: int
    end: int
    kind: str


def scored(
    items: Sequence[Made], rows: Sequence[Mapping[str, Any]], apparatus: Sequence[Mapping[str, Any]]
) -> HoleScore:
    """Count; `rows` are the speeches with their clusters and collated texts, `apparatus` all readings."""
    by_origin: defaultdict[int, list[Made]] = defaultdict(list)
    for item in items:
        by_origin[item.origin].append(item)
    collated = {row["speech_id"]: row["text_collated"] for row in rows if row["cluster_id"] == row["speech_id"]}
    filled: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for reading in apparatus:
        if reading["filled"]:
            filled[reading["speech_id"]].append(reading)
    found, due, put = Counter[str](), Counter[str](), Counter[str]()
    cluster = {row["speech_id"]: row["cluster_id"] for row in rows}
    for copies in by_origin.values():
        clusters = Counter(cluster[item.speech.speech_id] for item in copies)
        main = max(clusters, key=lambda each: (clusters[each], each))
        for item in copies:
            if (speech_id := item.speech.speech_id) == main:
                others = [other.speech for other in copies if other is not item]
                _score(item, others, collated[speech_id], filled[speech_id], found, due, put)
    shares = {kind: Share(found[kind], due[kind]) for kind in KINDS}
    missing = put["silent"] + sum(put[kind] for kind in KINDS)
    return HoleScore(shares, Share(put["right"], put["letters"]), put["invented"], Share(put["silent"], missing))


def _score(
    item: Made, others: Sequence[Speech], collated: str | None, readings: Sequence[Mapping[str, Any]],
    found: Counter[str], due: Counter[str], put: Counter[str],
) -> None:  # fmt: skip
    whole = _letters(item.whole)
    known = {at for other in others for at in _shown(whole, other.text)}
    now = _shown(whole, collated or item.speech.text)
    for gap in _gaps(whole, item.speech):
        put[gap.kind] += gap.end - gap.start
        if gap.kind in KINDS:
            fillable = known & set(range(gap.start, gap.end))
            due[gap.kind] += len(fillable)
            found[gap.kind] += len(fillable & now.keys())
    right = set(now.values())
    shift = 0
    for reading in readings:
        start = len(_letters((collated or "")[: reading["offset"] + shift]))
        letters = len(_letters(reading["reading"]))
        shift += len(reading["reading"]) - len(reading["stood"])
        hits = [at for at in range(start, start + letters) if at in right]
        put["letters"] += letters
        put["right"] += len(hits)
        truth = {at for at, place in now.items() if place in hits}
        put["invented"] += not truth & known


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, canonical(text)))


def _shown(whole: str, text: str) -> dict[int, int]:
    """Return the letters of the whole that a text shows, each with its place among the text's letters."""
    codes = Levenshtein.opcodes(whole, _letters(text))
    return {
        at: at - code.src_start + code.dest_start
        for code in codes
        if code.tag == "equal"
        for at in range(code.src_start, code.src_end)
    }


def _gaps(whole: str, speech: Speech) -> Iterator[_Gap]:
    """Yield the runs of letters that a speech lacks, and what stands there instead."""
    shown = _shown(whole, speech.text)
    places = [at for at, character in enumerate(speech.text) if _letters(character)]
    at = 0
    while at < len(whole):
        end = at
        while end < len(whole) and end not in shown:
            end += 1
        if end > at:
            left = places[shown[at - 1]] + 1 if at else 0
            right = places[shown[end]] if end < len(whole) else len(speech.text)
            yield _Gap(at, end, _kind(speech, left, right, at == 0 or end == len(whole)))
        at = end + 1


def _kind(speech: Speech, left: int, right: int, at_end: bool) -> str:
    if at_end:
        return "end"
    if any(left <= gap.offset <= right for gap in speech.gaps):
        return "gap"
    return "mask" if _MASK.search(speech.text[left:right]) else "silent"
