"""From the surveys of a site's pages to what recurs on them.

A line counts once for each different text it stands beside, so a speech that was posted three times is one text, and
its lines recur with themselves alone. Furniture stands before and after the text (`edges`) and is short or little;
what recurs amid running text (`inside`) is furniture only if most texts have it, between ever different lines, and if
no speaker could have said it: salutations, headings, thanks and titles recur too. Lines that a rule knows are left to
the rule, which says more about them.

A watermark is found by what it is: the same string in sentences of several texts, after and before ever different
words, and words that heal when it is taken out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from parsers.healing import healing
from parsers.learning.knowledge import NOTHING, SiteKnowledge
from parsers.learning.survey import Survey, SurveyLine, survey_line
from parsers.rules import line_rules
from parsers.shapes import Shape
from parsers.shapes.lines import shape_of
from parsers.shapes.marks import opens_item
from parsers.shapes.voices import is_closing, is_spoken

SAMPLE = 128
"""Pages a site is learned from: those with the lowest hashes. Enough to see a share of a quarter to within 8 points."""
LEAST = 3
"""Different texts a line or string must be seen beside."""
EDGE_SHARE, INSIDE_SHARE, MARK_SHARE = 0.25, 0.5, 0.1
"""Shares of the site's texts. A furniture line is on all pages, or on all of a section; a phrase of officials is in a
tenth of their speeches at most."""
COPIED = 0.5
"""Share of a page's long prose that is found on another page, from which on the two show one text."""
LONG = 40
BLOCK = 80
"""Han characters of several lines of prose in a row, all recurring, from which on they are a text, not furniture."""
PROSE_SHARE, LEAST_PROSE = 0.5, 4
"""What a line of prose takes: paragraphs are copied too, though hardly by half of a site's speeches."""
HEALED = 0.2
"""Share of its places at which taking a string out must mend a word. Of phrases that officials repeat one in a hundred
does, by chance; of marks put between any two characters four in ten (on the simulator's pages)."""
GRAM, LONGEST_MARK = 4, 24
MOST = 400
"""Lines, and strings, that are kept: those seen most."""

_SPEAKING = re.compile("[我咱你您要应须讲谢抓]|同志|各位|大家|会议|工作|落实|领导|干部|群众|全[省市县区镇乡村]")
_ENDS = tuple("。！？；：!?;:")
_STOP = re.compile("[，。；：！？,;!?]")

_SAID = {
    Shape.SALUTATION, Shape.HEADING, Shape.PART_HEADER, Shape.DATELINE, Shape.SPEAKER, Shape.TITLE, Shape.OTHER_TITLE,
}  # fmt: skip


class _Place(NamedTuple):
    """Where a string stands: in which text, between which characters, and whether its loss mends a word."""

    text: int
    before: str
    after: str
    mends: bool


class _Text(NamedTuple):
    """A page, with the number of the text it shows."""

    text: int
    lines: tuple[SurveyLine, ...]


def learned(site: str, surveys: Iterable[Survey]) -> SiteKnowledge:
    """Return what the pages of a site teach. The order of surveys, and the same page twice, make no difference."""
    pages = [page for _, (page, *_) in groupby(sorted(surveys), key=lambda survey: survey.page)][:SAMPLE]
    texts = list(_by_text(pages))
    n_texts = len({page.text for page in texts})
    if n_texts < LEAST:
        return NOTHING
    recurring = _recurring(texts, max(LEAST, EDGE_SHARE * n_texts))
    seen = _Places(texts, recurring)
    edges = [key for key in recurring if _is_edge(seen, key, n_texts)]
    inside = [key for key in recurring if _is_inside(seen, key, n_texts)]
    marks = _marks(texts, recurring, max(LEAST, MARK_SHARE * n_texts))
    return SiteKnowledge(
        site, n_texts, _kept({key: len(seen.edge[key]) for key in edges}),
        _kept({key: len(seen.inside[key] | seen.edge[key]) for key in inside}), _kept(marks),
    )  # fmt: skip


def _kept(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return tuple(sorted(most))


def _by_text(pages: Sequence[Survey]) -> Iterator[_Text]:
    """Yield the pages with the number of their text: that of the first page with which they share most long prose."""
    owner: dict[str, int] = {}
    for number, page in enumerate(pages):
        long = {line.text: line.han for line in page.lines if line.prose and line.han >= LONG}
        shared: Counter[int] = Counter()
        for text, han in long.items():
            if text in owner:
                shared[owner[text]] += han
        text_number, han = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(number, 0))
        own = text_number if han >= COPIED * max(1, sum(long.values())) else number
        for text in long:
            owner.setdefault(text, own)
        yield _Text(own, page.lines)


def _recurring(pages: Sequence[_Text], least: float) -> frozenset[str]:
    """Return the keys of lines seen beside so many texts, without those of texts that come whole."""
    texts: defaultdict[str, set[int]] = defaultdict(set)
    for page in pages:
        for line in page.lines:
            texts[line.key].add(page.text)
    prose_keys = {line.key for page in pages for line in page.lines if line.prose}
    most = max(LEAST_PROSE, PROSE_SHARE * len({page.text for page in pages}))
    found = {key for key, some in texts.items() if key and len(some) >= (most if key in prose_keys else least)}
    whole: set[str] = set()
    for page in pages:
        for known, run in groupby(page.lines, key=lambda line: line.key in found):
            prose = [line for line in run if line.prose] if known else []
            if len(prose) > 1 and sum(line.han for line in prose) >= BLOCK:
                whole.update(line.key for line in prose)
    return frozenset(found - whole)


class _Places:
    """Where recurring lines stand: at the edge of which texts, inside which, between which lines; with an example."""

    def __init__(self, pages: Sequence[_Text], recurring: Set[str]) -> None:
        self.edge: defaultdict[str, set[int]] = defaultdict(set)
        self.inside: defaultdict[str, set[int]] = defaultdict(set)
        self.before: defaultdict[str, set[str]] = defaultdict(set)
        self.after: defaultdict[str, set[str]] = defaultdict(set)
        self.example: dict[str, str] = {}
        for page in pages:
            own = [at for at, line in enumerate(page.lines) if line.prose and line.key not in recurring]
            if own:
                self._note(page, recurring, own)

    def _note(self, page: _Text, recurring: Set[str], own: Sequence[int]) -> None:
        above = ""
        waiting: list[str] = []
        for at, line in enumerate(page.lines):
            if line.key not in recurring:
                if line.prose:
                    for key in waiting:
                        self.after[key].add(line.text)
                    above, waiting = line.text, []
                continue
            amid = own[0] < at < own[-1]
            (self.inside if amid else self.edge)[line.key].add(page.text)
            self.example[line.key] = min(line.text, self.example.get(line.key, line.text))
            if amid:
                self.before[line.key].add(above)
                waiting.append(line.key)


def _is_edge(seen: _Places, key: str, n_texts: int) -> bool:
    times = len(seen.edge[key])
    return times >= max(LEAST, EDGE_SHARE * n_texts) and not _could_be_said(seen.example[key], amid=False)


def _is_inside(seen: _Places, key: str, n_texts: int) -> bool:
    if len(seen.inside[key] | seen.edge[key]) < max(LEAST, INSIDE_SHARE * n_texts):
        return False
    ever_different = min(len(seen.before[key]), len(seen.after[key])) >= LEAST
    return ever_different and not _could_be_said(seen.example[key], amid=True)


def _could_be_said(text: str, *, amid: bool) -> bool:
    """Tell whether a line has its place in a speech, or at its head, or is known to a rule.

    Of sentences, and of what stands amid the text, any word of somebody who speaks for an office is enough.
    """
    if any(_reads_as_said(words, amid=amid) for words in (text, "".join(text.split()))):
        return True
    rules = line_rules()
    return any(rules.matching(text, rules.by_line(text, [0]).get(0, ())))


def _reads_as_said(text: str, *, amid: bool) -> bool:
    """Tell by its words whether a line has its place in a speech; lines are compared without spaces (同 志 们：)."""
    if shape_of(text) in _SAID or opens_item(text) or is_spoken(text) or is_closing(text):
        return True
    return (amid or survey_line(text).prose or text.endswith(_ENDS)) and _SPEAKING.search(text) is not None


def _marks(pages: Sequence[_Text], recurring: Set[str], least: float) -> dict[str, int]:
    """Return the strings that stand as watermarks in the sentences of so many texts, with the number of the texts."""
    prose = [
        (page.text, [line.text for line in page.lines if line.prose and line.key not in recurring]) for page in pages
    ]
    grams = _frequent_grams(prose, least)
    if not grams:
        return {}
    places: defaultdict[str, list[_Place]] = defaultdict(list)
    for text, lines in prose:
        for line in lines:
            runs = [(start, end) for start, end in _runs(line, grams) if _may_mark(line, start, end)]
            healed = healing(line, runs)
            for start, end in runs:
                around = line[max(0, start - 2) : start], line[end : end + 2]
                places[line[start:end]].append(_Place(text, *around, (start, end) in healed))
    return {mark: len({place.text for place in some}) for mark, some in places.items() if _is_mark(some, least)}


def _may_mark(line: str, start: int, end: int) -> bool:
    return start > 0 and end < len(line) and end - start <= LONGEST_MARK and not _STOP.search(line[start:end])


def _is_mark(places: Sequence[_Place], least: float) -> bool:
    texts, before, after = ({place[at] for place in places} for at in range(3))
    mended = [place.text for place in places if place.mends]
    often = len(mended) >= HEALED * len(places) and len(set(mended)) >= max(2, HEALED * len(texts))
    return often and min(len(texts), len(before), len(after)) >= least


def _frequent_grams(prose: Sequence[tuple[int, Sequence[str]]], least: float) -> frozenset[str]:
    by_text: defaultdict[int, set[str]] = defaultdict(set)
    for text, lines in prose:
        for line in lines:
            by_text[text].update(map("".join, zip(*(line[at:] for at in range(GRAM)), strict=False)))
    count: Counter[str] = Counter()
    for grams in by_text.values():
        count.update(grams)
    return frozenset(gram for gram, times in count.items() if times >= least)


def _runs(line: str, grams: Set[str]) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of a line that are made of frequent grams."""
    start = end = -1
    for at in range(len(line) - GRAM + 1):
        if line[at : at + GRAM] not in grams:
            continue
        if at > end - GRAM + 1:
            if end > start:
                yield start, end
            start = at
        end = at + GRAM
    if end > start:
        yield start, end
