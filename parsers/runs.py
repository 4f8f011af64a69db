"""The runs of a line, each one thing: a line divides at its spans, at white space, and where a head runs in.

Reposts glue a title to its salutation, a members' notice to the sentence it cuts, or put a whole page on one line. What
a run is follows from its shape and from what stands around it (`parsers.units`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parsers.glued import Names, glued_edges
from parsers.numbering import is_set_off
from parsers.rules import CleaningRule, RuleSet, Scope
from parsers.run_in import GOES_ON, LONG_LINE, REACH, may_run_in, run_in_edges
from parsers.seams import apart
from parsers.shapes import Shape
from parsers.shapes.marks import SET_OFF, is_snippet, n_han
from parsers.shapes.salutations import salutation_end
from parsers.shapes.titles import MAX_TITLE, is_full_title, part_header, title_kind
from parsers.shapes.voices import is_of_the_site, opens_a_report

MAX_COUNT = 8
"""Longest run that is nothing but a part's number."""
LEAST_DIVIDED = 4
"""Characters of the shortest line that may hold two things: a part's number and a salutation."""
LEAST_BEFORE = 10
"""Han characters of text before words of the site in the same line; with fewer, the whole line is the site's."""

_AND_OTHERS = re.compile(r"(?:讲话|发言|致辞|致词)等\s?[一二三四五六七八九十\d]{1,3}\s?篇$")
_GAP = re.compile(r"[ \t　\xa0]+")
_SET_OFF = re.compile(SET_OFF)
_STOP = re.compile("[。！？!?；;]")
_ENDED = tuple("。！？!?…”」』；;）)")


class Run(NamedTuple):
    """A unit as its line alone tells it, since lines recur on a page.

    Offsets in the line, whether it opens one, whether dots cut it off, and whether it is one of several side by side.
    """

    start: int
    end: int
    words: str
    rules: tuple[CleaningRule, ...]
    opens_line: bool
    cut_off: bool
    beside: bool


def runs_of(
    line: str,
    seams: Sequence[int],
    rules: RuleSet,
    triggered: Sequence[CleaningRule],
    names: Names,
    *,
    snippets: bool,
) -> Iterator[Run]:
    """Yield the runs of a line in order.

    `seams` are its offsets at which one span ends and the next begins, `triggered` the rules that may match in it,
    `names` the short lines of the page. Without `snippets`, a line that ends in dots is divided like any other.
    """

    def is_line(words: str) -> bool:
        return bool(rules.matching(words, triggered)) or is_snippet(words) or title_kind(words) is not None

    divided = apart(line, seams, is_line)
    for start, end in itertools.pairwise((0, *divided, len(line))):
        for index, (low, high) in enumerate(_split(line[start:end], rules, triggered, names, snippets=snippets)):
            words = line[start + low : start + high]
            told = rules.matching(words, triggered)
            yield Run(start + low, start + high, words, told, index == 0, is_snippet(words), bool(divided))


def _split(
    text: str, rules: RuleSet, triggered: Sequence[CleaningRule], names: Names, *, snippets: bool
) -> list[tuple[int, int]]:
    """Return the stripped, non-empty runs of a line."""
    line = text.strip()
    start = text.index(line)
    end = start + len(line)
    if len(line) < LEAST_DIVIDED:
        return [(start, end)] if line else []
    glued = list(glued_edges(line, names))
    if not (glued or _may_split(line)) or (snippets and is_snippet(line)):
        return [(start, end)]
    edges = {start, end, *(start + offset for offset in glued)}
    edges |= {start + offset for offset in _inner_edges(line, rules, triggered)}
    edges |= {start + offset for offset in run_in_edges(line)}
    runs = _stripped(text, itertools.pairwise(sorted(edges)))
    return [runs[0], *(run for low, high in runs[1:] for run in _split_within(text, low, high, names))] if runs else []


def _split_within(text: str, start: int, end: int, names: Names) -> list[tuple[int, int]]:
    """Return the runs of one that stands further on in a line: a head runs in there as it does at the beginning."""
    run = text[start:end]
    if len(run) < LEAST_DIVIDED or is_snippet(run):
        return [(start, end)]
    inner = {start + offset for offset in (*glued_edges(run, names), *run_in_edges(run))}
    return _stripped(text, itertools.pairwise(sorted({start, end, *inner})))


def _may_split(line: str) -> bool:
    """Tell whether a line may hold several things: it is long, or has a gap, or a head that runs into a text."""
    return len(line) > LONG_LINE or len(line.split()) > 1 or may_run_in(line)


def _stripped(text: str, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs without the white space around them, those of nothing else left out."""
    found = []
    for start, end in runs:
        words = text[start:end].lstrip()
        if words:
            at = end - len(words)
            found.append((at, at + len(words.rstrip())))
    return found


def _inner_edges(line: str, rules: RuleSet, triggered: Sequence[CleaningRule]) -> Iterator[int]:
    """Yield offsets after white space at which something else begins: in a short line, only what is the site's.

    Where a rule knows the whole of a short line, and no sentence ends in it, the line is one thing.
    """
    gaps = [match.end() for match in _GAP.finditer(line)]
    before, anew = line[: gaps[0]].strip() if gaps else "", False
    saluted = salutation_end(line[:REACH])
    for gap, following in zip(gaps, [*gaps[1:], len(line)], strict=False):
        chunk = line[gap:following].strip()
        if not chunk or gap < saluted:
            continue
        if len(line) <= LONG_LINE:
            anew = _site_follows(line, gap, chunk)
            anew = anew and not (_STOP.search(line, 0, gap) is None and rules.matching(line, triggered))
        else:
            saluted = gap + salutation_end(line[gap : gap + REACH])
            named = _is_headline(before) or (gap == gaps[0] and _is_name(before, chunk))
            named = named or (anew and _is_over(before, rules, triggered) and not _divides_nothing(line, gap))
            anew = named or saluted > gap or _begins_anew(line, gap, chunk, rules, triggered)
            anew = anew and not (_is_count(chunk) and _is_headline(before))
        if anew:
            yield gap
        before = f"{before} {chunk}" if _is_count(chunk) and not anew else chunk


def _is_headline(chunk: str) -> bool:
    """Tell whether a run between white space announces what follows: a part header, the title of one or several."""
    if part_header(chunk) is not None or is_set_off(chunk) or _names_several(chunk):
        return True
    return is_full_title(chunk) and title_kind(chunk) is Shape.TITLE


def _names_several(chunk: str) -> bool:
    """Tell whether a run is the name of the page's collection, after its first speech: 在……会上的讲话等6篇."""
    return len(chunk) <= MAX_TITLE and _AND_OTHERS.search(chunk) is not None


def _is_count(chunk: str) -> bool:
    """Tell whether a run is nothing but the number of the part that the title before it names: 在……会上的讲话 篇4."""
    header = part_header(chunk) if len(chunk) <= MAX_COUNT and "篇" in chunk else None
    return header is not None and not header["title"].strip() and not header["before"].strip()


def _is_over(chunk: str, rules: RuleSet, triggered: Sequence[CleaningRule]) -> bool:
    """Tell whether a run that began anew ends here: the name of a paper, or a line of the site."""
    if len(chunk) >= LEAST_BEFORE and title_kind(chunk) is Shape.OTHER_TITLE:
        return True
    short = len(chunk) <= LONG_LINE // 2 and not chunk.endswith("。")
    return short and bool(rules.matching(chunk, triggered))


_GOES_ON = re.compile(GOES_ON)


def _is_name(before: str, chunk: str) -> bool:
    """Tell whether the words that open a long line are a speech's name, not the subject of what follows."""
    named = len(before) >= LEAST_BEFORE and title_kind(before) is Shape.TITLE
    return named and _GOES_ON.match(chunk) is None


def _site_follows(line: str, gap: int, chunk: str) -> bool:
    """Tell whether a short line of text goes over into words of the site."""
    before = line[:gap]
    return is_of_the_site(chunk) and n_han(before) >= LEAST_BEFORE and not is_of_the_site(before)


def _begins_anew(line: str, gap: int, chunk: str, rules: RuleSet, triggered: Sequence[CleaningRule]) -> bool:
    """Tell whether what follows a gap in a long line is a unit of its own."""
    return (
        line[max(0, gap - 200) : gap].rstrip().endswith(_ENDED)
        or opens_a_report(chunk)
        or any(rule.scope is Scope.TAIL for rule in rules.matching(chunk, triggered))
        or part_header(chunk) is not None
        or (title_kind(chunk) is not None and len(chunk) >= 8 and not _divides_nothing(line, gap))
        or is_of_the_site(chunk)
    )


def _divides_nothing(line: str, gap: int) -> bool:
    """Tell whether the white space before an offset only sets off a figure or a mask."""
    return any(match.end() == gap for match in _SET_OFF.finditer(line, max(0, gap - 3), gap + 10))
