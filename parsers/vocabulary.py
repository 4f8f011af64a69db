"""The dated terms of a speech, read with the words around them, and the interval in which it can have been given.

A text cannot name what did not exist: its newest term gives the first day. The last day follows from terms that were in
use and went out of use, from targets still ahead, and from the year a speaker names as the present one. Nothing here
reads a stated date (see `parsers.dating`), and topics or style of a time are deliberately not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from parsers.findings import Part, Span
from parsers.vocabulary_context import Folded, Tense, ahead, fold, tense
from parsers.vocabulary_days import on_the_day
from parsers.vocabulary_families import Clue, anniversary, ordinal, turn
from parsers.vocabulary_meetings import (
    CONGRESS_SIGNS,
    PLENUM_SIGNS,
    SESSION_SIGNS,
    congress_ahead,
    congress_over,
    congress_sessions,
    plenum_lists,
)
from parsers.vocabulary_papers import PAPER_SIGNS, first_papers
from parsers.vocabulary_plans import PLAN_SIGNS, plan_use, plan_year, quoted_plans
from parsers.vocabulary_relative import can_be_awaited, recurring, relative
from parsers.vocabulary_spans import COUNT_SIGNS, YEAR_SIGNS, spans
from parsers.vocabulary_table import Entry, table
from parsers.vocabulary_years import HAN_SIGNS, arabic_years, year_reviewed, years_named

# An event still to come is not spoken of much more than two years ahead (a congress is convened about a year ahead).
_AHEAD = timedelta(days=730)
_JUST_OVER = timedelta(days=120)

# 学习贯彻十八大精神 without a later plenum is the task of the first years after a congress; as a title even more so.
_TASK, _TASK_TITLED = 4.0, 3.0
_TASK_BEFORE = re.compile("(?:学习|宣传|贯彻|落实|领会)(?:好|学习|宣传|贯彻|落实)?(?:党的)?$")
_TASK_AFTER = re.compile("大的?(?:精神|文件|报告)(?![、和及与])")

_LAW_IN_GENERAL = re.compile("律|规(?![定范])|制(?![定约裁])")
"""安全生产法规, 食品安全法律法规: what goes on like this names no one law."""
_NO_MINISTRY = frozenset("门队署分位件")
"""农业部门, 建设部队, 文化部署: what goes on like this is no ministry."""
_COUNTED = tuple("名个岁亩斤位")
"""掉到十四五名: what is counted follows a number, not a plan."""
_QUOTING = re.compile("学习|传达|贯彻|精神")


def clues(part: Part) -> tuple[Clue, ...]:
    """Return what every dated phrase in the title and body of a part says, in order of kind; spans in `part.text`."""
    return clues_of((part,))[0]


def clues_of(parts: Sequence[Part]) -> list[tuple[Clue, ...]]:
    """Return the clues of each part.

    Words are looked up in all parts before any is read with what stands around them, since the automaton and the
    patterns drive each other out of the processor's cache.
    """
    spans = [[span for span in (part.title_span, part.body) if span is not None] for part in parts]
    passages = [[_passage(part.text, span) for span in each] for part, each in zip(parts, spans, strict=True)]
    return [_clues(part, *each) for part, each in zip(parts, passages, strict=True)]


def _clues(part: Part, *passages: _Passage) -> tuple[Clue, ...]:
    """Return the clues of a title, if there is one, and a body."""
    *titles, body = passages
    found = _read(part.text, titles[0], titled=True) if titles else []
    if found and part.title_span is not None and not _QUOTING.search(part.slice(part.title_span)):
        found = [_celebrated(clue) for clue in found]
    return (*found, *_read(part.text, body, titled=False))


def _celebrated(clue: Clue) -> Clue:
    """Take an anniversary in the title for the occasion's own: its year bounds the speech from above as well."""
    if clue.kind != "anniversary" or (clue.latest and not clue.soft) or not clue.earliest:
        return clue
    year = int(clue.earliest[:4]) + 1
    return clue._replace(earliest=f"{year - 1}-10-01", latest=f"{year}-12-31", slack=90, soft=False)


Hit = tuple[Entry, int, int]


class _Passage(NamedTuple):
    """A title or a body, folded and with years in Arabic digits, its words of entries, and the places of its signs."""

    plain: str
    folded: Folded
    hits: list[Hit]
    spots: dict[str, list[int]]


def _passage(text: str, span: Span) -> _Passage:
    folded = fold(text[span.start : span.end], span.start)
    plain = folded.text
    hits, spots = _scanned(plain)
    if "han" in spots and (arabic := arabic_years(plain)) != plain:
        plain = arabic
        hits, spots = _scanned(plain)
    return _Passage(plain, folded, hits, spots)


def _read(text: str, passage: _Passage, *, titled: bool) -> list[Clue]:
    plain, folded, hits, spots = passage
    if "plan" in spots:
        hits = [*hits, *quoted_plans(plain, spots["plan"], text, folded)]
    found = [clue for entry, start, end in _longest(hits) for clue in _entry(plain, start, end, entry, titled=titled)]
    for reader, signs in _READERS if spots else ():
        if signs[-1] in spots:
            found += reader(plain, *(spots.get(sign, ()) for sign in signs))
    if titled:
        found += year_reviewed(plain)
    return [_placed(clue, folded) for clue in found]


_SIGNS = {
    "plenum": PLENUM_SIGNS, "session": SESSION_SIGNS, "congress": CONGRESS_SIGNS, "year": YEAR_SIGNS,
    "count": COUNT_SIGNS, "paper": PAPER_SIGNS, "plan": PLAN_SIGNS, "han": HAN_SIGNS,
}  # fmt: skip
_READERS: tuple[tuple[Callable[..., Iterator[Clue]], tuple[str, ...]], ...] = (
    (plenum_lists, ("plenum",)),
    (congress_sessions, ("session",)),
    (congress_ahead, ("congress",)),
    (congress_over, ("congress",)),
    (years_named, ("year",)),
    (spans, ("year", "count")),
    (first_papers, ("paper",)),
)
"""What is read otherwise than by the table, and its signs, without the last of which there is nothing to read."""


@cache
def _scanner() -> tuple[AhoCorasick, tuple[Entry | str, ...]]:
    """Return one automaton of all words and signs, and what each belongs to: an entry, or the name of the signs."""
    signs = [(word, name) for name, words in _SIGNS.items() for word in words]
    return AhoCorasick((*table().words, *(word for word, _ in signs))), (*table().owners, *(name for _, name in signs))


def _scanned(text: str) -> tuple[list[Hit], dict[str, list[int]]]:
    """Return the words of entries in a text, and the places of the signs that it has by their names."""
    automaton, owners = _scanner()
    hits: list[Hit] = []
    spots: dict[str, list[int]] = {}
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        owner = owners[index]
        if isinstance(owner, str):
            spots.setdefault(owner, []).append(start)
        else:
            hits.append((owner, start, end))
    return hits, spots


def _placed(clue: Clue, folded: Folded) -> Clue:
    return Clue(clue.term, folded.original(clue.start), folded.original(clue.end - 1) + 1, *clue[3:])


def _entry(text: str, start: int, end: int, entry: Entry, *, titled: bool) -> Iterator[Clue]:
    if entry.family == "term":
        return _term(text, start, end, entry, titled=titled)
    return _BY_NUMBER[entry.family](text, start, end, entry)


_BY_NUMBER = {
    "anniversary": anniversary, "ordinal": ordinal, "turn": turn, "recurring": recurring, "day": on_the_day,
}  # fmt: skip


def _longest(hits: list[Hit]) -> Iterator[Hit]:
    """Drop the hits that lie within a longer one (三讲 in 三讲教育); a word may have two owners."""
    last = (-1, -1)
    for start, end, index in sorted((hit[1], -hit[2], index) for index, hit in enumerate(hits)):
        if -end > last[1] or (start, -end) == last:
            last = (start, -end)
            yield hits[index]


def _term(text: str, start: int, end: int, entry: Entry, *, titled: bool) -> Iterator[Clue]:
    if _is_another_word(text, end, entry):
        return
    if entry.kind == "plan":
        if (start and text[start - 1] in "一二三四五六七八九十〇○零") or text[end : end + 1] in _COUNTED:
            return
        yield from plan_year(text, start, end, entry)
    if entry.days:
        yield from on_the_day(text, start, end, entry)
    told = relative(text, start, end, entry) or (plan_use(text, start, end, entry) if entry.kind == "plan" else None)
    if told is not None:
        yield told
        return
    yield from _by_tense(text, start, end, entry, titled=titled)


def _is_another_word(text: str, end: int, entry: Entry) -> bool:
    """Whether a word goes on to be another one, as laws and ministries do."""
    if entry.kind == "law":
        return bool(_LAW_IN_GENERAL.match(text, end))
    return entry.kind == "institution" and text[end - 1] == "部" and text[end : end + 1] in _NO_MINISTRY


def _by_tense(text: str, start: int, end: int, entry: Entry, *, titled: bool) -> Iterator[Clue]:
    """Read a term by the words around it: yet to come, just over, in use, or looked back on."""
    kind = table().kinds[entry.kind]
    lead = kind.lead if entry.lead is None else entry.lead
    clue = Clue(text[start:end], start, end, entry.kind, entry.earliest, entry.latest, kind.slack, lead=lead)
    if entry.latest is None and not kind.lasts and entry.kind not in ("congress", "plenum"):
        if not ahead(text, start, end):
            yield clue
        elif entry.kind == "event":
            yield _awaited(clue, entry)
        return
    when = tense(text, start, end)
    if when is Tense.FUTURE and entry.kind not in ("event", "incident"):
        yield from _ahead(clue)
    elif when is Tense.RECENT and entry.kind in ("congress", "plenum") and entry.earliest:
        over = date.fromisoformat(entry.earliest) + _JUST_OVER
        yield clue._replace(latest=over.isoformat(), slack=0, exact=True)
    elif not _in_use(when, kind.when, titled=titled):
        yield clue._replace(latest=None)
    else:
        yield _while_fresh(clue, kind.lasts) if kind.lasts else clue
        if entry.kind == "congress" and (titled or _is_task(text, start, end)):
            yield _while_fresh(clue, _TASK_TITLED if titled else _TASK)


def _awaited(clue: Clue, entry: Entry) -> Clue:
    """Bound what is prepared for (迎接北京奥运会) by the last day on which it was to come."""
    if entry.held is None or not can_be_awaited(entry):
        return clue
    return clue._replace(latest=entry.held[1], slack=7, soft=True)


def _is_task(text: str, start: int, end: int) -> bool:
    """Whether the spirit of a congress alone is what is to be studied."""
    return bool(_TASK_BEFORE.search(text[max(0, start - 10) : start]) and _TASK_AFTER.search(text, start, end + 5))


def _in_use(when: Tense, needed: str, *, titled: bool) -> bool:
    """Whether a term is in use as its kind needs it; in a title, where the occasion is named, an open use is enough."""
    if needed == "always":
        return True
    return when is Tense.PRESENT or (when is not Tense.PAST and (titled or needed == "unmarked"))


def _while_fresh(clue: Clue, years: float) -> Clue:
    """Bound a clue by the years for which what it names stays the matter of the day."""
    day = date.fromisoformat(clue.earliest or "0001-01-01") + timedelta(days=365.25 * years)
    return clue._replace(latest=min(day.isoformat(), clue.latest or "9999"), slack=0, soft=True)


def _ahead(clue: Clue) -> Iterator[Clue]:
    """Take the last day from an event yet to come; of anything else yet to come nothing follows."""
    if clue.kind in ("congress", "plenum") and clue.earliest:
        day = date.fromisoformat(clue.earliest)
        yield clue._replace(earliest=(day - _AHEAD).isoformat(), latest=clue.earliest, slack=7)
