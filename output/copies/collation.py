"""Holes of a speech filled from its other copies: where both sides of a hole align for certain, and copies agree.

A hole is a mask, a lost character, a gap that the page admits, or the end at which a truncated speech was torn. What
another copy has there is a reading; nothing else of the text is touched. Copies that disagree fill nothing: then all
readings are listed, and a reader decides. Of a gap and of an end that is filled on which all agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from output.copies.alignment import as_string
from output.copies.disputes import judged
from output.copies.extent import SALUTED, ends_in_heading
from output.copies.pairing import CONTEXT, Found
from output.copies.readings import readings
from output.copies.sides import Side
from output.copies.skeleton import HOLE
from output.ledger import applied
from schemas import Hole, Reading

WITNESSES = 100
"""Copies, and kin, that are asked for readings, the best first."""
_ENDS = (Hole.START, Hole.END)
_WORDS = (Hole.MASK, Hole.DAMAGE)
_ENDED = re.compile(r"[。！？!?…”」』）);；.]\s*$")
_CLOSED = re.compile(
    r"(?:谢谢(?:大家|各位|同志)|祝愿?(?:大家|各位|同志|乡亲)|批评指正|以上(?:几点|意见)|我就讲|讲这些|[讲到]这里|(?:讲话|发言)完了?|奋斗)"
    r"[^\n]{0,24}\s*$"
)
"""How a speech takes leave. A bare 谢谢 may be a reader's."""


class Filling(NamedTuple):
    """A reading as a change of the text."""

    start: int
    end: int
    replacement: str


_Place = tuple[int, Hole]
"""Where a hole begins, and of which kind it is."""


def collated(
    speech: Side, witnesses: Sequence[Side], tied: Container[str] = (), kin: Iterable[tuple[Side, bool]] = ()
) -> tuple[str | None, list[Reading]]:
    """Return the text with its holes filled, or None if nothing was, and the apparatus in the order of the text.

    `witnesses` are the other copies, the best first, each of different words; `tied` are the ids of those that state
    the same year or place as the speech. `kin` are the copies of another speech of which this one may as well be one,
    each with whether it is tied too: a mask is not filled where they have something else, but what is tied is gainsaid
    only by what is.
    """
    found: defaultdict[_Place, list[Found]] = defaultdict(list)
    for witness in witnesses:
        for each in readings(speech, witness):
            found[each.span.start, each.kind].append(each)
    doubtful = _doubtful(speech, found, tied, kin)
    apparatus = [
        replace(reading, filled=False) if place in doubtful else reading
        for place in _torn_once(found)
        if (missing := _missing(speech, found[place]))
        for reading in judged(missing, speech)
    ]
    return filled_in(speech.text, ((r.offset, r.stood, r.reading, r.filled) for r in apparatus)), apparatus


def _doubtful(
    speech: Side, found: Mapping[_Place, Sequence[Found]], tied: Container[str], kin: Iterable[tuple[Side, bool]]
) -> set[_Place]:
    """Return the masks at which one of the kin has what no witness has: what tells the two speeches apart."""
    said = {place: {each.codes.tobytes() for each in found[place]} for place in found if place[1] in _WORDS}
    sure = {place for place in said if any(each.witness_id in tied for each in found[place])}
    doubtful = set[_Place]()
    for side, is_tied in islice(kin if said else (), WITNESSES):
        for each in readings(speech, side):
            place = each.span.start, each.kind
            if place in said and each.codes.tobytes() not in said[place] and (is_tied or place not in sure):
                doubtful.add(place)
    return doubtful


def _torn_once(found: Mapping[_Place, Sequence[Found]]) -> list[_Place]:
    """Return the holes in the order of the text, of each end the one place at which most witnesses go on."""
    torn = {
        max((p for p in found if p[1] is kind), key=lambda p: (len(found[p]), -p[0]), default=None) for kind in _ENDS
    }
    return sorted(place for place in found if place[1] not in _ENDS or place in torn)


def filled_in(text: str, apparatus: Iterable[tuple[int, str, str, bool]]) -> str | None:
    """Return a text with those readings put in that are marked as filled; None if there are none.

    A reading is its offset, what stood there, its words, and whether it was filled; they must be in order.
    """
    fillings = [Filling(at, at + len(stood), words) for at, stood, words, filled in apparatus if filled]
    return applied(text, fillings) if fillings else None


def _missing(speech: Side, found: Sequence[Found]) -> Sequence[Found]:
    """Return the readings of a hole at which words are missing: at an end, if the speech shows it or two copies agree.

    What a single copy has before or behind a speech may be the dirt of its page, and two that have different words
    there are two single ones. That a speech is truncated says nothing of its beginning, so there a single copy must
    begin with a salutation, and two with the same words, and as many as, itself counted, begin where the speech does;
    and so a speech that looks whole goes on if it takes no leave and a copy does, or if two copies go on alike.
    """
    kind = found[0].kind
    if kind not in _ENDS:
        return found
    if kind is Hole.START:
        begun = [each for each in found if each.words]
        saluted = [each for each in begun if SALUTED.match(each.words)]
        again = [each for each in begun if _is_said_again(each, begun)]
        is_torn = len(saluted or again) > len(found) - len(begun)
        return (begun if saluted else again) if is_torn else ()
    closes = not _CLOSED.search(speech.text) and any(_CLOSED.search(each.words) for each in found)
    torn = closes or speech.truncated or not _ENDED.search(speech.text) or ends_in_heading(speech.text)
    return found if torn or any(_is_said_again(each, found) for each in found) else ()


def _is_said_again(found: Found, others: Sequence[Found]) -> bool:
    """Say whether another copy has the words with which a reading of an end begins, those of a mask left out."""
    rows = [row for row in as_string(found.codes[:CONTEXT]).split(chr(HOLE)) if row]
    said = (as_string(other.codes) for other in others if other is not found)
    return bool(rows) and any(all(row in words for row in rows) for words in said)
