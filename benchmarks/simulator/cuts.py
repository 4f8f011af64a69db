"""A page whose end never arrived: its bytes stop in the middle of a character of the speech.

The runs are cut when the page is laid out, so that its tail and frame are missing too, as they are where a download
broke off; the speech's truth is cut with them.
"""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

from benchmarks.simulator.model import MARKUP, Draft, Line, Run

LEAST = 30
"""Characters a run needs to be cut in: what remains of it is to read as a sentence that goes on."""
_HAN = re.compile("[一-鿿]{2}")


class _Place(NamedTuple):
    """A run of the last part's body, and how many of its characters arrived whole."""

    line: int
    run: int
    at: int


def cut_in_character(draft: Draft, runs: list[Run], encoding: str, rng: Random) -> tuple[list[Run], int]:
    """Return the runs up to a character of the last speech, and how many of its bytes to take off; 0 if none fits.

    The character itself is no text any more; `draft` is told what is left of the speech.
    """
    part = draft.parts[-1]
    if not part.is_speech or part.gaps or (place := _place(part.body, rng)) is None:
        return runs, 0
    line = part.body[place.line]
    whole = line.runs[place.run]
    half = whole.shown[place.at]
    size = _size(half, encoding)
    if size < 2:
        return runs, 0
    kept = Run(whole.shown[: place.at], whole.truth[: place.at], "")
    index = next(index for index, run in enumerate(runs) if run is whole)
    part.body = [*part.body[: place.line], Line([*line.runs[: place.run], kept])]
    part.truncated = True
    return [*runs[:index], kept, Run(half, "", MARKUP)], rng.randint(1, size - 1)


def _place(body: list[Line], rng: Random) -> _Place | None:
    places = [
        _Place(number, index, rng.randint(LEAST // 2, len(run.shown) - 5))
        for number, line in enumerate(body)
        for index, run in enumerate(line.runs)
        if number * 2 >= len(body) and run.kind == "" and LEAST <= len(run.shown) == len(run.truth)
    ]
    fair = [p for p in places if _HAN.match(body[p.line].runs[p.run].shown, p.at - 1)]
    return rng.choice(fair) if fair else None


def _size(character: str, encoding: str) -> int:
    try:
        return len(character.encode("utf-8" if encoding == "utf-8-sig" else encoding))
    except UnicodeEncodeError:
        return 0
