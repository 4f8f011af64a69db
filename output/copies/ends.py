"""What another copy has where a speech was torn: behind its end, before its beginning, and inside a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from output.copies.alignment import BY_CHANCE, NOWHERE, Codes, first_row
from output.copies.extent import HALVED, NEXT_TEXT, SALUTED, SENTENCE_ENDS, length_of_ending, start_of_beginning
from output.copies.pairing import LACUNA, Found, Pair
from output.copies.skeleton import HOLE, LOST, Span
from schemas import Hole

HEAD_MOST = 20
"""Characters before a torn beginning at most that are not the speech's: a date, a name."""


def at_end(pair: Pair) -> Iterator[Found]:
    """Yield how the witness goes on where the speech was torn off."""
    last = _last(pair)
    if last >= 0:
        yield from _going_on(pair, last, len(pair.speech.text))


def into_gap(pair: Pair) -> Iterator[Found]:
    """Yield what a truncated witness has of the gap in which it was torn off, with the sign of a lacuna behind."""
    behind = (first_row(pair.places[::-1], -1) or 0) if pair.witness.truncated else 0
    index = len(pair.places) - behind
    if behind < 2 or pair.speech.bones.codes[index] != HOLE:
        return
    hole = pair.hole(index)
    for found in _going_on(pair, index - 1, hole.start):
        if hole.start == hole.end and pair.fits(len(found.codes), hole):
            words, codes = found.words + LACUNA, np.append(found.codes, np.uint32(HOLE))
            offsets = np.append(found.offsets, np.int32(len(found.words)))
            yield Found(Hole.GAP, hole, words, codes, offsets, found.witness_id)


def _going_on(pair: Pair, last: int, until: int) -> Iterator[Found]:
    """Yield how the witness goes on behind a character, up to another text, if it is tied; its own gaps are marked.

    The words take the place of what the speech has up to an offset, but for punctuation that both have.
    """
    if pair.places[last] == NOWHERE or not pair.tied(last, -1):
        return
    text, bones = pair.witness.text, pair.witness.bones
    first = int(pair.places[last]) + 1
    ours, theirs = int(pair.speech.bones.offsets[last]) + 1, int(bones.offsets[first - 1]) + 1
    following = NEXT_TEXT.search(text, theirs)
    stop = theirs + length_of_ending(text[theirs : following.start() if following else len(text)])
    gaps = [gap for gap, _ in pair.witness.gaps if theirs <= gap < stop]
    same = _common_start(pair.speech.text[ours:until], text[theirs:stop])
    if gaps and not any(map(str.isalnum, text[theirs + same : gaps[0]])):
        return
    codes = Span(first, int(np.searchsorted(bones.offsets, stop)))
    if codes.start < codes.end:
        found = pair.found(Hole.END, Span(ours + same, until), codes, theirs + same, stop)
        yield _marked(found, [gap - theirs - same for gap in gaps])


def _last(pair: Pair) -> int:
    """Return the last character of the speech; one that was lost there was torn in two. A gap may be the last."""
    text, offsets = pair.speech.text, pair.speech.bones.offsets
    last = len(offsets) - 1
    while last >= 0 and text.startswith(LOST, offsets[last]):
        last -= 1
    return last


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


def at_start(pair: Pair) -> Iterator[Found]:
    """Yield how the witness begins where the speech lacks its beginning, from a gap of its own on.

    Without words is what is found if the witness begins where the speech does.
    """
    at = _start(pair)
    if at is None:
        return
    bones, last, start = pair.witness.bones, int(pair.places[at]), int(pair.speech.bones.offsets[at])
    end = int(bones.offsets[last])
    gaps = [gap for gap, _ in pair.witness.gaps if gap < end]
    begin = max(gaps, default=_after_title(pair))
    begin += start_of_beginning(pair.witness.text[begin:end])
    first = int(np.searchsorted(bones.offsets, begin, "right" if begin else "left"))
    span = Span(start if at else 0, start)
    if first < last and _stands_before(pair, at, bones.codes[first:last]):
        return
    if first < last:
        yield pair.found(Hole.START, span, Span(first, last), begin, end)
    elif not gaps:
        yield pair.found(Hole.START, span, Span(last, last), end, end)


def _start(pair: Pair) -> int | None:
    """Return the first character of the speech that the witness has, if the speech has no salutation.

    Before it are at most a few words that only the speech has, as a date or a name: it was not torn there.
    """
    known = np.flatnonzero(pair.places[: HEAD_MOST + 1] != NOWHERE).tolist()
    at = next((at for at in known if pair.run(at, 1) > BY_CHANCE), None)
    if at is None:
        return None
    start = int(pair.speech.bones.offsets[at]) if at else 0
    text = pair.speech.text
    saluted = (SALUTED.match(text) and not HALVED.match(text)) or (at and SALUTED.match(text, start))
    if saluted or SENTENCE_ENDS.search(text, 0, start):
        return None
    return at if pair.tied(at, 1) else None


def _after_title(pair: Pair) -> int:
    """Return where the witness begins behind its title, if that was left run into the text."""
    title = pair.witness.title
    if not title or not pair.witness.text.startswith(title):
        return 0
    return len(title) + len(pair.witness.text[len(title) :]) - len(pair.witness.text[len(title) :].lstrip("：: \n"))


def _stands_before(pair: Pair, at: int, codes: Codes) -> bool:
    """Say whether some words stand right before a character: of a beginning said twice, a part may be unaligned."""
    return np.array_equal(pair.speech.bones.codes[max(0, at - len(codes)) : at], codes)
