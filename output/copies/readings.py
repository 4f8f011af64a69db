"""What another copy has where a speech has a hole, if what stands around the hole is surely the same in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from output.copies.alignment import BY_CHANCE, NOWHERE, Codes, Indices, aligned, first_row
from output.copies.contradiction import UNITS
from output.copies.extent import (
    HALVED,
    HAN,
    NEXT_TEXT,
    SALUTED,
    SENTENCE_ENDS,
    length_of_ending,
    run_in,
    start_of_beginning,
)
from output.copies.sides import Side
from output.copies.skeleton import HOLE, LOST, Span
from schemas import Hole

CONTEXT = 8
"""Characters that must be the same and in a row on a side of a hole, other holes passed over."""
CONTEXT_OF_END = 16
"""The same for a torn end, which has but one side."""
_TIE = 80, 0.75
"""Characters next to a torn end, or all there are, of which a witness must have this share: formulas are shorter."""
HEAD_MOST = 20
"""Characters before a torn beginning at most that are not the speech's: a date, a name."""
LACUNA = "〔…〕"
"""What stands in a long reading for a word on which the copies do not agree, and for a gap of the copy."""
MASK_MOST = 24
"""Characters that a mask stands for at most; more is a sentence that one copy has and the other has not."""
_FIGURE = 8
"""Digits of a figure at most that may be lost without a trace."""
_GAP_SLACK = 1.1, 20
"""A reading may be longer than what a gap states by this factor and these characters: pages count as they like."""
_WORD = re.compile(r"[\w.·・%％‰/+~-]+(?:[,，][0-9０-９]+)*")


class Found(NamedTuple):
    """What one witness has at a hole."""

    kind: Hole
    span: Span
    """Where the hole is in the speech."""
    words: str
    codes: Codes
    """The skeleton of the words."""
    offsets: NDArray[np.int32]
    """Where each character of the skeleton stands in the words."""
    witness_id: str


def readings(speech: Side, witness: Side) -> Iterator[Found]:
    """Yield what a witness has at the holes of a speech."""
    pair = _Pair(speech, witness, aligned(speech.bones.codes, witness.bones.codes))
    torn = {gap for gap, _ in witness.gaps}
    for index in np.flatnonzero(speech.bones.codes == HOLE).tolist():
        span = pair.between(index)
        if span is None:
            yield from (_without_names(found, witness) for found in pair.into_gap(index))
        elif torn.isdisjoint(witness.bones.offsets[span.start : span.end].tolist()):
            yield from (_without_names(found, witness) for found in pair.inside(index, span))
    yield from (_without_names(found, witness) for found in chain(pair.at_end(), pair.at_start()))


class _Pair(NamedTuple):
    """A speech and a witness, with the place in the witness of each character of the speech."""

    speech: Side
    witness: Side
    places: Indices

    def between(self, index: int) -> Span | None:
        """Return the witness's characters at a hole, if what stands before and behind it is surely the same."""
        before, after = index - 1, index + 1
        if before < 0 or after >= len(self.places) or NOWHERE in (self.places[before], self.places[after]):
            return None
        span = Span(int(self.places[before]) + 1, int(self.places[after]))
        return span if self._sure(before, -1) and self._sure(after, 1) and span.start < span.end else None

    def _sure(self, index: int, step: int) -> bool:
        """Say whether there is enough of the same from an index on, or all that there is: both texts begin or end."""
        count = self._run(index, step)
        edges = (0, 0) if step < 0 else (len(self.places) - 1, len(self.witness.bones.codes) - 1)
        return count >= CONTEXT or (index + step * (count - 1) == edges[0] and self.places[edges[0]] == edges[1])

    def _run(self, index: int, step: int) -> int:
        """Return how many characters from an index on are the same and in a row.

        Passed over are holes of either text, and figures that one of them lost without a trace, as in `今年月日`.
        """
        ours, theirs = self.speech.bones.codes, self.witness.bones.codes
        count, expected = 0, None
        while 0 <= index < len(ours) and count < CONTEXT_OF_END:
            place = int(self.places[index])
            in_hole = expected is not None and 0 <= expected < len(theirs) and theirs[expected] == HOLE
            if ours[index] == HOLE:
                expected = None
            elif place != NOWHERE and (
                expected in (None, place)
                or (in_hole and place == expected + step)
                or self._lost_figures(expected, place)
            ):
                count, expected = count + 1, place + step
            elif not (place == NOWHERE and (in_hole or chr(ours[index]).isdigit())):
                break
            index += step
        return count

    def _lost_figures(self, expected: int, place: int) -> bool:
        """Say whether between two places of the witness, the nearer one counted, are figures and nothing else."""
        start, end = (expected, place) if expected < place else (place + 1, expected + 1)
        return end - start <= _FIGURE and self.witness.bones.codes[start:end].tobytes().decode("utf-32-le").isdigit()

    def _found(self, kind: Hole, hole: Span, codes: Span, start: int, end: int) -> Found:
        """Return what the witness's text has between two offsets, given which of its characters those are."""
        bones, text = self.witness.bones, self.witness.text[start:end]
        offsets = bones.offsets[codes.start : codes.end] - start
        return Found(kind, hole, text, bones.codes[codes.start : codes.end], offsets, self.witness.speech_id)

    def inside(self, index: int, span: Span) -> Iterator[Found]:
        """Yield what the witness has at a mask, a lost character, or a gap."""
        offsets = self.witness.bones.offsets
        hole = self._hole(index)
        start, end = int(offsets[span.start]), int(offsets[span.end - 1]) + 1
        if hole.start == hole.end:
            if self._fits(span.end - span.start, hole):
                yield self._found(Hole.GAP, hole, span, *self._with_marks(index, hole, span))
            return
        found = self._found(Hole.MASK, hole, span, start, end)
        if len(found.codes) > MASK_MOST or self._is_page_in_name(found):
            return
        if HOLE not in found.codes and _WORD.fullmatch(found.words):
            if set(self.speech.text[hole.start : hole.end]) != {LOST}:
                yield found
            elif not found.words.isascii() and self._in_words(hole):
                # Encodings lose what they write in several bytes; a digit, or a line of its own, may be a page's.
                yield found._replace(kind=Hole.DAMAGE)

    def _hole(self, index: int) -> Span:
        return next(hole for hole in self.speech.holes if hole.start == int(self.speech.bones.offsets[index]))

    def _fits(self, size: int, gap: Span) -> bool:
        """Say whether so many characters may be missing at a gap by what the page says."""
        (factor, more), stated = _GAP_SLACK, dict(self.speech.gaps).get(gap.start)
        return stated is None or size <= stated * factor + more

    def into_gap(self, index: int) -> Iterator[Found]:
        """Yield what a witness has of a gap in which it was torn off, with the sign of a lacuna behind."""
        hole = self._hole(index)
        inside = 0 < index < len(self.places) - 1 and hole.start == hole.end
        if inside and first_row(self.places[index:]) is None:
            for found in self._going_on(index - 1, hole.start):
                if self._fits(len(found.codes), hole):
                    words, codes = found.words + LACUNA, np.append(found.codes, np.uint32(HOLE))
                    offsets = np.append(found.offsets, np.int32(len(found.words)))
                    yield Found(Hole.GAP, hole, words, codes, offsets, found.witness_id)

    def _is_page_in_name(self, found: Found) -> bool:
        """Say whether a reading is the name of a place with the number of a page in it."""
        follows = self.speech.text[found.span.end : found.span.end + 1] in UNITS
        return follows and bool(HAN.search(found.words)) and any(c.isascii() and c.isalnum() for c in found.words)

    def _in_words(self, hole: Span) -> bool:
        """Say whether a hole has words beside it in its line."""
        text = self.speech.text
        line = text[: hole.start].rpartition("\n")[2] + text[hole.end :].partition("\n")[0]
        return any(map(str.isalnum, line))

    def _with_marks(self, index: int, hole: Span, span: Span) -> tuple[int, int]:
        """Return where a reading of a gap begins and ends with the punctuation that the speech has not itself."""
        ours, theirs = self.speech.bones.offsets, self.witness.bones.offsets
        text = self.witness.text
        start, end = int(theirs[span.start]), int(theirs[span.end - 1]) + 1
        before, after = self.speech.text[ours[index - 1] + 1 : hole.start], self.speech.text[hole.end : ours[index + 1]]
        lead, tail = text[theirs[span.start - 1] + 1 : start], text[end : theirs[span.end]]
        return start - len(_unless(before, lead)), end + len(_unless(after[::-1], tail[::-1]))

    def at_end(self) -> Iterator[Found]:
        """Yield how the witness goes on where the speech was torn off."""
        last = self._last()
        if last >= 0:
            yield from self._going_on(last, len(self.speech.text))

    def _going_on(self, last: int, until: int) -> Iterator[Found]:
        """Yield how the witness goes on behind a character, up to another text, if it is tied; its own gaps are marked.

        The words take the place of what the speech has up to an offset, but for punctuation that both have.
        """
        if self.places[last] == NOWHERE or not self._tied(last, -1):
            return
        text, bones = self.witness.text, self.witness.bones
        first = int(self.places[last]) + 1
        ours, theirs = int(self.speech.bones.offsets[last]) + 1, int(bones.offsets[first - 1]) + 1
        following = NEXT_TEXT.search(text, theirs)
        stop = theirs + length_of_ending(text[theirs : following.start() if following else len(text)])
        gaps = [gap for gap, _ in self.witness.gaps if theirs <= gap < stop]
        same = _common_start(self.speech.text[ours:until], text[theirs:stop])
        if gaps and not any(map(str.isalnum, text[theirs + same : gaps[0]])):
            return
        codes = Span(first, int(np.searchsorted(bones.offsets, stop)))
        if codes.start < codes.end:
            found = self._found(Hole.END, Span(ours + same, until), codes, theirs + same, stop)
            yield _marked(found, [gap - theirs - same for gap in gaps])

    def _last(self) -> int:
        """Return the last character of the speech; one that was lost there was torn in two. A gap may be the last."""
        text, offsets = self.speech.text, self.speech.bones.offsets
        last = len(offsets) - 1
        while last >= 0 and text.startswith(LOST, offsets[last]):
            last -= 1
        return last

    def _tied(self, index: int, step: int) -> bool:
        """Say whether the witness has enough of what stands from an index on to be known to go on with this speech."""
        reach, share = _TIE
        beside = slice(index, None, step)
        near = self.places[beside][self.speech.bones.codes[beside] != HOLE][:reach]
        is_like = bool(np.count_nonzero(near != NOWHERE) >= share * len(near))
        return is_like and self._run(index, step) >= CONTEXT_OF_END

    def _after_title(self) -> int:
        """Return where the witness begins behind its title, if that was left run into the text."""
        title = self.witness.title
        if not title or not self.witness.text.startswith(title):
            return 0
        return len(title) + len(self.witness.text[len(title) :]) - len(self.witness.text[len(title) :].lstrip("：: \n"))

    def at_start(self) -> Iterator[Found]:
        """Yield how the witness begins where the speech lacks its beginning, from a gap of its own on.

        Without words is what is found if the witness begins where the speech does.
        """
        at = self._start()
        if at is None:
            return
        bones, last, start = self.witness.bones, int(self.places[at]), int(self.speech.bones.offsets[at])
        end = int(bones.offsets[last])
        gaps = [gap for gap, _ in self.witness.gaps if gap < end]
        begin = max(gaps, default=self._after_title())
        begin += start_of_beginning(self.witness.text[begin:end])
        first = int(np.searchsorted(bones.offsets, begin, "right" if begin else "left"))
        span = Span(start if at else 0, start)
        if first < last and self._stands_before(at, bones.codes[first:last]):
            return
        if first < last:
            yield self._found(Hole.START, span, Span(first, last), begin, end)
        elif not gaps:
            yield self._found(Hole.START, span, Span(last, last), end, end)

    def _stands_before(self, at: int, codes: Codes) -> bool:
        """Say whether some words stand right before a character: of a beginning said twice, a part may be unaligned."""
        return np.array_equal(self.speech.bones.codes[max(0, at - len(codes)) : at], codes)

    def _start(self) -> int | None:
        """Return the first character of the speech that the witness has, if the speech has no salutation.

        Before it are at most a few words that only the speech has, as a date or a name: it was not torn there.
        """
        known = np.flatnonzero(self.places[: HEAD_MOST + 1] != NOWHERE).tolist()
        at = next((at for at in known if self._run(at, 1) > BY_CHANCE), None)
        if at is None:
            return None
        start = int(self.speech.bones.offsets[at]) if at else 0
        text = self.speech.text
        saluted = (SALUTED.match(text) and not HALVED.match(text)) or (at and SALUTED.match(text, start))
        if saluted or SENTENCE_ENDS.search(text, 0, start):
            return None
        return at if self._tied(at, 1) else None


def _without_names(found: Found, witness: Side) -> Found:
    """Return a reading without the names of sites that run into its lines."""
    for start, end in run_in(found.words, witness.text):
        kept = (found.offsets < start) | (found.offsets >= end)
        offsets = np.where(found.offsets >= end, found.offsets - (end - start), found.offsets)[kept].astype(np.int32)
        words = found.words[:start] + found.words[end:]
        found = found._replace(words=words, codes=found.codes[kept], offsets=offsets)
    return found


def _marked(found: Found, gaps: Sequence[int]) -> Found:
    """Return a reading with the sign of a lacuna at gaps, given where they are in its words, in order."""
    parts = [found.words[start:end] for start, end in pairwise([0, *gaps, len(found.words)])]
    shifts = len(LACUNA) * np.searchsorted(np.array(gaps, np.int32), found.offsets, "right")
    at_gap = (found.codes == HOLE) & np.isin(found.offsets, gaps)
    offsets = (found.offsets + shifts - len(LACUNA) * at_gap).astype(np.int32)
    return found._replace(words=LACUNA.join(parts), offsets=offsets)


def _common_start(one: str, other: str) -> int:
    """Return with how many same characters two strings begin."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _unless(there: str, marks: str) -> str:
    """Return the end of some punctuation that is not there already: nothing if other punctuation is there."""
    if marks.startswith(there):
        return marks[len(there) :]
    return "" if there.strip() else marks.lstrip()
