"""Openings of other articles that a page lists below its text, told from the texts of a compilation."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.parts import Segment
from parsers.units import Unit

MOST = 160
"""Han characters that the opening of another article has at most."""
REACH = 6
"""Units around such an opening in which another stands."""
_DOTS = ("......", "……", "…】", "全文】", "全文)", "全文）", "...")


def is_listed_opening(units: Sequence[Unit], part: Segment) -> bool:
    """Tell whether a text below others is an opening in a list: short, cut off by dots, and another one near it.

    A text that the page announces by a number is a part, however short the site has cut it.
    """
    if part.start.head == 0 or part.start.header or not part.body or sum(units[i].han for i in part.body) > MOST:
        return False
    around = range(max(0, part.start.head - REACH), min(len(units), part.body[-1] + 1 + REACH))
    return _is_cut_off(units[part.body[-1]]) and sum(_is_cut_off(units[i]) for i in around) > 1


def _is_cut_off(unit: Unit) -> bool:
    return unit.snippet or unit.text.endswith(_DOTS)
