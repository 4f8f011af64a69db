"""The units a page is read in: its lines, and where a line runs several things together, the things.

Reposts glue a title to its salutation, a members' notice to the sentence it cuts, or put a whole page on one line. A
unit is the smallest run that has one role; splitting only marks offsets, so nothing can be lost here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from parsers.rules import CleaningRule, RuleSet, Scope, Where, line_rules
from parsers.shapes import (
    HAN,
    MAX_SNIPPET,
    Shape,
    is_cut_off,
    is_dateline,
    part_header,
    salutation_end,
    shape_of,
    title_kind,
)

LONG_LINE = 120
"""A line longer than this may hold several units; a shorter one is taken as it is."""

_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r"[ \t　 ]+")
_GLUED = re.compile(
    r"(?:讲话|发言|致辞|致词|演讲|讲稿|报告|[稿日)）】])\s{0,3}(?=[一-鿿][^\s。；;:：]{1,16}[、,，:：])"
)
_BRACKETED_DATE = re.compile(r"\s*[(（][^()（）]{4,40}[)）]$")
_ENDED = tuple("。！？!?…”」』；;）)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of the page's working text, without the white space around it."""

    start: int
    end: int
    text: str
    shape: Shape
    rules: tuple[CleaningRule, ...] = ()
    opens_line: bool = True
    furniture: bool = False
    han: int = field(default=0)

    def rule(self, *where: Where) -> CleaningRule | None:
        """Return the first line rule that may take this unit out at one of the places."""
        return next((rule for rule in self.rules if rule.scope is Scope.LINE and rule.where in where), None)

    @property
    def opens_tail(self) -> CleaningRule | None:
        """The rule by which this unit opens the page's tail, if any."""
        return next((rule for rule in self.rules if rule.scope is Scope.TAIL), None)


def units_of(text: str, is_furniture: Callable[[int, int], bool] = lambda start, end: False) -> list[Unit]:
    """Return the units of a page in order.

    `text` is the page after mending, conversion and inline cuts; `is_furniture` tells of a run of it whether the
    page's mark-up says that it belongs to the frame, not the content.
    """
    rules = line_rules()
    lines = [match.span() for match in _LINE.finditer(text)]
    triggered = rules.by_line(text, [start for start, _ in lines]) if lines else {}
    return [
        _unit(text, start, end, index, rules, triggered.get(number, {}), is_furniture)
        for number, line in enumerate(lines)
        for index, (start, end) in enumerate(_split(text, *line, rules, triggered.get(number, {})))
    ]


def _unit(
    text: str,
    start: int,
    end: int,
    index: int,
    rules: RuleSet,
    triggered: Mapping[str, CleaningRule],
    is_furniture: Callable[[int, int], bool],
) -> Unit:
    words = text[start:end]
    matching = tuple(rules.matching(words, triggered))
    return Unit(
        start, end, words, shape_of(words), matching, index == 0, is_furniture(start, end), len(HAN.findall(words))
    )


def _split(
    text: str, start: int, end: int, rules: RuleSet, triggered: Mapping[str, CleaningRule]
) -> Iterator[tuple[int, int]]:
    """Yield the stripped, non-empty runs of a line."""
    edges = {start, end}
    line = text[start:end]
    if len(line) <= MAX_SNIPPET and is_cut_off(line):
        yield from _stripped(text, start, end)
        return
    if end - start > LONG_LINE:
        edges |= {start + offset for offset in _inner_edges(line, rules, triggered)}
    edges |= {start + offset for offset in _glued_edges(line)}
    ordered = sorted(edges)
    for low, high in zip(ordered, ordered[1:], strict=False):
        yield from _stripped(text, low, high)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    run = text[start:end]
    words = run.strip()
    if words:
        at = start + run.index(words[0])
        yield at, at + len(words)


def _inner_edges(line: str, rules: RuleSet, triggered: Mapping[str, CleaningRule]) -> Iterator[int]:
    """Yield offsets of a long line after white space at which something else begins."""
    gaps = [match.end() for match in _GAP.finditer(line)]
    for gap, following in zip(gaps, [*gaps[1:], len(line)], strict=False):
        chunk = line[gap:following].strip()
        before = line[:gap].rstrip() if gap < 400 else line[gap - 200 : gap].rstrip()
        if chunk and (
            before.endswith(_ENDED)
            or salutation_end(chunk)
            or any(rule.scope is Scope.TAIL for rule in rules.matching(chunk, triggered))
            or (part_header(chunk) is not None)
            or (title_kind(chunk) is not None and len(chunk) >= 8)
        ):
            yield gap


def _glued_edges(line: str) -> Iterator[int]:
    """Yield the offset of a salutation glued to a title, that of a date line between the two, and the title's own."""
    for match in _GLUED.finditer(line):
        if not salutation_end(line[match.end() : match.end() + 100]):
            continue
        low = max(0, match.end() - 160)
        head = line[low : match.end()].rstrip()
        date = _BRACKETED_DATE.search(head)
        if date is not None and is_dateline(date.group().strip()):
            yield low + date.start()
            head = head[: date.start()].rstrip()
        words = head[-90:].split()
        titled = bool(words) and title_kind(words[-1]) is not None
        if titled:
            yield low + len(head) - len(words[-1])
        if titled or date is not None:
            yield match.end()
