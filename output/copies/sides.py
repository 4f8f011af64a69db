"""A speech as it is collated: its text, its holes, and its skeleton."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from output.copies.skeleton import Skeleton, Span, holes_of, skeleton

_TRAILING = re.compile(r"[….\W]+")
"""Dots at the end of a truncated speech are no mask: they say that it goes on."""
Gaps = Iterable[tuple[int, int | None]]


class Side(NamedTuple):
    """A speech that is collated: the one with the holes, or a witness."""

    speech_id: str
    text: str
    holes: tuple[Span, ...]
    gaps: tuple[tuple[int, int | None], ...]
    """The offset of each gap, with the number of characters missing by the page's count."""
    truncated: bool
    bones: Skeleton
    title: str = ""


def side(
    speech_id: str, text: str, tokens: Iterable[str], gaps: Gaps, *, truncated: bool, title: str | None = None
) -> Side:
    """Return a speech ready to be collated, given how its masks are written and where its gaps are."""
    masks = holes_of(text, tokens)
    if truncated and masks and _TRAILING.fullmatch(text, masks[-1].start):
        masks.pop()
    apart = dict(gap for gap in gaps if not any(mask.start <= gap[0] <= mask.end for mask in masks))
    holes = sorted([*masks, *(Span(offset, offset) for offset in apart)])
    return Side(
        speech_id, text, tuple(holes), tuple(sorted(apart.items())), truncated, skeleton(text, holes), title or ""
    )
