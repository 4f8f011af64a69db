"""The texts of a page from beginning to end: where each starts, its body, and a label for all else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from parsers.parts import HEAD_REACH, Segment, Start
from parsers.parts.edges import body_start, tail_start, trimmed, with_first_lines
from parsers.parts.labels import head_label, inner_label, tail_labels
from parsers.parts.repeats import titles_again
from parsers.parts.several import TOP
from parsers.parts.starts import starts
from parsers.units import Unit


def segments(units: Sequence[Unit]) -> list[Segment]:
    """Return the texts of a page in order; what stands above the first belongs to its head. None: no text at all."""
    found = starts(units)
    if not found:
        return []
    found[0] = found[0]._replace(head=0)
    ends = [start.head for start in found[1:]] + [len(units)]
    return [segment(units, start, end) for start, end in zip(found, ends, strict=True)]


def segment(units: Sequence[Unit], start: Start, end: int) -> Segment:
    """Return the text that begins at a start and whose units reach to an end: body, and a label for all else."""
    start = start._replace(body=with_first_lines(units, start, body_start(units, start, end)))
    tail, closed = tail_start(units, start, end)
    tail = trimmed(units, start.body, tail)
    labels = {index: head_label(units[index]) for index in range(start.head, start.body)}
    labels |= dict(tail_labels(units, tail, end))
    top = (index for index in range(min(TOP, start.head)) if not units[index].furniture)
    above = (*islice(top, HEAD_REACH), *range(start.head, start.body))
    titles = set(titles_again(units, above, range(start.body, tail)))
    body = []
    for index in range(start.body, tail):
        label = inner_label(units[index], titles)
        if label is None:
            body.append(index)
        else:
            labels[index] = label
    return Segment(start, end, tuple(body), labels, closed)
