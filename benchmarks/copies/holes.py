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
_AROUND = 8
"""Letters on each side by which a place in the whole is known."""
_MASK = re.compile(r"[XxＸ×*＊_＿#某=○]")


Rows = Sequence[Mapping[str, Any]]


class HoleScore(NamedTuple):
    """What became of the holes, in characters."""

    filled: Mapping[str, Share]
    """By kind of hole: of the characters that some copy shows, those that stand in the collated text."""
    right: Share
    """Of the characters that were filled in, those that the speech has there."""
    invented: int
    """Readings put where no copy of the origin shows the truth."""
    borrowed: int
    """Those of them that are the truth, from a copy of the twin, which says the same there."""
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


def scored(items: Sequence[Made], rows: Rows, apparatus: Rows, *, clustered: bool) -> HoleScore:
    """Count; `rows` are the speeches with their clusters and collated texts, `apparatus` all readings.

    With `clustered`, "some copy" is one that was found to be a copy; else any of the same origin.
    """
    by_origin: defaultdict[int, list[Made]] = defaultdict(list)
    for item in items:
        by_origin[item.origin].append(item)
    collated = {row["speech_id"]: row["text_collated"] for row in rows}
    cluster = {row["speech_id"]: row["cluster_id"] for row in rows}
    origins = {item.speech.speech_id: item.origin for item in items}
    filled: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for reading in apparatus:
        if reading["filled"]:
            borrowed = origins[reading["witness_id"]] != origins[reading["speech_id"]]
            filled[reading["speech_id"]].append({**reading, "borrowed": borrowed})
    counts = _Counts(Counter(), Counter(), Counter())
    for copies in by_origin.values():
        sizes = Counter(cluster[item.speech.speech_id] for item in copies)
        main = max(sizes, key=lambda each: (sizes[each], each))
        for item in copies:
            if item.speech.speech_id == main:
                near = (each.speech for each in copies if not clustered or cluster[each.speech.speech_id] == main)
                others = [speech for speech in near if speech is not item.speech]
                _score(item, others, collated[main], filled[main], counts)
    return counts.score()


class _Counts(NamedTuple):
    """Characters: found and due by kind of hole; put, right and invented; missing by kind."""

    found: Counter[str]
    due: Counter[str]
    put: Counter[str]

    def score(self) -> HoleScore:
        """Return them as shares."""
        shares = {kind: Share(self.found[kind], self.due[kind]) for kind in KINDS}
        missing = self.put["silent"] + sum(self.put[kind] for kind in KINDS)
        right, silent = Share(self.put["right"], self.put["letters"]), Share(self.put["silent"], missing)
        return HoleScore(shares, right, self.put["invented"], self.put["borrowed"], silent)


def _score(item: Made, others: Sequence[Speech], collated: str | None, readings: Rows, counts: _Counts) -> None:
    whole = _letters(item.whole)
    known = {at for other in others for at in _shown(whole, other.text)}
    now = _shown(whole, collated or item.speech.text)
    for gap in _gaps(whole, item.speech):
        counts.put[gap.kind] += gap.end - gap.start
        fillable = known & set(range(gap.start, gap.end))
        counts.due[gap.kind] += len(fillable)
        counts.found[gap.kind] += len(fillable & now.keys())
    places = {place: at for at, place in now.items()}
    letters = _letters(collated or "")
    shift = 0
    for reading in readings:
        start = len(_letters((collated or "")[: reading["offset"] + shift]))
        shift += len(reading["reading"]) - len(reading["stood"])
        put = range(start, start + len(_letters(reading["reading"])))
        right = [places[place] for place in put if place in places] or _said_twice(whole, letters, put)
        counts.put["letters"] += len(put)
        counts.put["right"] += len(right)
        counts.put["invented"] += known.isdisjoint(right)
        counts.put["borrowed"] += known.isdisjoint(right) and reading["borrowed"] and len(right) == len(put)


def _said_twice(whole: str, letters: str, put: range) -> Sequence[int]:
    """Return the letters of the whole that a reading is of which the alignment has none; none if it is wrong.

    A page may hold a passage twice, as where it shows a summary below the text. Only one of the two is aligned with the
    whole, so that a reading in the other had counted as wrong, be it as true as it may. It is right where the whole has
    it, letter by letter, between the same letters; at an end of the text, which has some on one side only, next to
    twice as many.
    """
    at_end = put.start == 0 or put.stop == len(letters)
    reach = 2 * _AROUND if at_end else _AROUND
    before, after = letters[max(0, put.start - reach) : put.start], letters[put.stop : put.stop + reach]
    words = letters[put.start : put.stop]
    sure = reach in (len(before), len(after)) if at_end else len(before) == len(after) == reach
    at = whole.find(before + words + after) if sure else -1
    return range(at + len(before), at + len(before) + len(words)) if at >= 0 else ()


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
