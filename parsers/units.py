"""The units a page is read in: its lines, and where a line runs several things together, the things.

A unit is the smallest run that has one role (`parsers.runs`). Splitting only marks offsets, so nothing is lost here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from parsers.contents import MAX_ENTRY, head_listed, opens_contents
from parsers.glued import Names
from parsers.numbering import number_parts
from parsers.rules import CleaningRule, Scope, Where, line_rules
from parsers.runs import LEAST_BEFORE, Run, runs_of
from parsers.seams import by_line
from parsers.shapes import Shape
from parsers.shapes.bylines import dates_a_meeting
from parsers.shapes.lines import shape_of_whole
from parsers.shapes.marks import n_han, opens_item
from parsers.shapes.salutations import salutation_end
from parsers.wrapped import tell_wrapped


@dataclass(slots=True, eq=False)
class Unit:
    """A run of the page's working text, without the white space around it.

    A page has hundreds of units of which few are asked for everything, so what costs something to tell is told when it
    is first asked for, once.
    """

    start: int
    end: int
    text: str
    rules: tuple[CleaningRule, ...]
    opens_line: bool
    furniture: bool
    snippet: bool
    """Whether it is the opening of another article, cut off by dots."""
    beside: bool = False
    """Whether it stands in one line with others, each in a span, most of which are a site's."""
    announced: bool = False
    """Whether this is an entry of a table of contents: a numbered line that comes once more, or stands among such."""
    recurs: bool = False
    """Whether the same words come once more below."""
    text_above: int = 0
    """Han characters of running text in the units above."""
    _shape: Shape | None = None
    _han: int = -1

    @property
    def shape(self) -> Shape:
        """What it looks like."""
        if self._shape is None:
            self._shape = Shape.SNIPPET if self.snippet else shape_of_whole(self.text)
        return self._shape

    @shape.setter
    def shape(self, shape: Shape) -> None:
        self._shape = shape

    @property
    def salutes(self) -> bool:
        """Whether its shape is that of a salutation; told without looking for any other shape."""
        if self._shape is None:
            return not self.snippet and salutation_end(self.text) > 0
        return self._shape is Shape.SALUTATION

    @property
    def han(self) -> int:
        """How many Han characters it has."""
        if self._han < 0:
            self._han = n_han(self.text)
        return self._han

    @property
    def is_text(self) -> bool:
        """Whether it reads as running text that no rule explains away."""
        return not self.furniture and not self.rules and self.shape in (Shape.PROSE, Shape.HEADING, Shape.SALUTATION)

    def rule(self, *where: Where) -> CleaningRule | None:
        """Return the first line rule that may take this unit out at one of the places."""
        for rule in self.rules:
            if rule.scope is Scope.LINE and rule.where in where:
                return rule
        return None

    @property
    def opens_tail(self) -> CleaningRule | None:
        """The rule by which this unit opens the page's tail, if any."""
        for rule in self.rules:
            if rule.scope is Scope.TAIL:
                return rule
        return None


def nowhere(start: int, end: int) -> bool:  # noqa: ARG001 - the signature is that of the test
    """Tell of any run that it is not in the frame: what holds for a page without mark-up."""
    return False


def units_of(
    text: str,
    is_furniture: Callable[[int, int], bool] = nowhere,
    *,
    seams: Iterable[int] = (),
    snippets: bool = True,
) -> list[Unit]:
    """Return the units of a page in order.

    `text` is the page after mending, conversion and inline cuts; `is_furniture` tells of a run of it whether the
    page's mark-up says that it belongs to the frame, not the content; `seams` are its offsets at which one span ends
    and the next begins. Without `snippets`, a line that ends in dots is read like any other.
    """
    rules = line_rules()
    lines = text.split("\n")
    starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    triggered = rules.by_line(text, starts)
    names = Names(map(str.strip, lines))
    sewn = by_line(seams, starts)
    read: dict[tuple[str, Sequence[int]], list[Run]] = {}
    units: list[Unit] = []
    for number, line in enumerate(lines):
        start, key = starts[number], (line, sewn.get(number, ()))
        runs = read.get(key)
        if runs is None:
            runs = read[key] = list(runs_of(*key, rules, triggered.get(number, ()), names, snippets=snippets))
        for low, high, words, told, opens_line, cut_off, beside in runs:
            framed = is_furniture(start + low, start + high)
            unit = Unit(start + low, start + high, words, told, opens_line, framed, cut_off and snippets, beside)
            if cut_off and not snippets:
                unit.shape = Shape.PROSE
            units.append(unit)
    _join_titles(units)
    _date_meetings(units)
    tell_wrapped(units)
    number_parts(units)
    head_listed(units)
    _tell_surroundings(units)
    return units


_SPOKEN_KIND = re.compile(r"(?:总结|动员)?(?:讲话|发言|致辞|致词)(?:稿|提纲)?$")
_ASKS_FOR_A_KIND = re.compile(r"[会议上式时间班]的$")


def _join_titles(units: Sequence[Unit]) -> None:
    """Make a title's second half of a line that holds nothing but the kind that the line above leaves open."""
    for above, unit in itertools.pairwise(units):
        if len(unit.text) <= LEAST_BEFORE and _SPOKEN_KIND.match(unit.text) and _ASKS_FOR_A_KIND.search(above.text):
            unit.shape = Shape.TITLE


def _date_meetings(units: Sequence[Unit]) -> None:
    """Make a date line of the time of a meeting, which the line of its place beside it tells from the site's."""
    for above, unit in itertools.pairwise(units):
        for place, time in ((unit, above), (above, unit)):
            if "地点" in place.text[:4] and dates_a_meeting(time.text, place.text):
                time.shape = Shape.DATELINE


def _tell_surroundings(units: list[Unit]) -> None:
    """Tell the units what follows from the others: entries of contents, what recurs below, the text above each."""
    last = {unit.text: index for index, unit in enumerate(units)}
    text, announced = 0, False
    for index, unit in enumerate(units):
        announced = (
            opens_item(unit.text)
            and len(unit.text) <= MAX_ENTRY
            and (announced or last[unit.text] > index or (index > 0 and opens_contents(units[index - 1].text)))
        )
        unit.announced, unit.text_above = announced or unit.announced, text
        unit.recurs = last[unit.text] > index
        text += unit.han if unit.is_text else 0
