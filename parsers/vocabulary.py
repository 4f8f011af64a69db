"""The interval in which a speech can have been given, read from the dated terms it uses.

A text cannot name what did not exist: its newest term gives the first day, and that is robust, since history only adds
older ones. The last day is softer: terms that were in use and went out of use, targets still ahead, and the year a
speaker names as the present one. A last day before the first one is taken for a look back and dropped. Nothing here
reads a stated date (see `parsers.dating`), and topics or style of a time are deliberately not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from parsers.dates import bounds
from parsers.findings import Finding, Part, Span
from parsers.vocabulary_context import Folded, Tense, ahead, fold, tense
from parsers.vocabulary_families import (
    Clue,
    anniversary,
    congress_ahead,
    congress_sessions,
    ordinal,
    plenum_lists,
    turn,
)
from parsers.vocabulary_plans import plan_use, plan_year
from parsers.vocabulary_relative import relative
from parsers.vocabulary_table import Entry, table
from parsers.vocabulary_years import arabic_years, year_reviewed, years_named

RULE = "date.vocabulary"
# An event still to come is not spoken of much more than two years ahead (a congress is convened about a year ahead).
_AHEAD = timedelta(days=730)
_JUST_OVER = timedelta(days=120)
_SLIP = timedelta(days=365)
# One term out of use is not enough to call a stated year false, unless it went this long before.
_LONG_GONE = timedelta(days=3 * 365)


# 学习贯彻十八大精神 without a later plenum is the task of the first years after a congress; as a title even more so.
_TASK, _TASK_TITLED = 4.0, 3.0
_TASK_BEFORE = re.compile("(?:学习|宣传|贯彻|落实|领会)(?:好|学习|宣传|贯彻|落实)?(?:党的)?$")
_TASK_AFTER = re.compile("大的?(?:精神|文件|报告)(?![、和及与])")

_LAW_IN_GENERAL = re.compile("律|规(?![定范])|制(?![定约裁])")
"""安全生产法规, 食品安全法律法规: what goes on like this names no one law."""
_COUNTED = tuple("名个岁亩斤位")
"""掉到十四五名: what is counted follows a number, not a plan."""
_QUOTING = re.compile("学习|传达|贯彻|精神")


@dataclass(frozen=True, slots=True)
class Interval:
    """The first and last day a speech can have been given, each with the clue that set it; None where nothing did."""

    earliest: str | None
    latest: str | None
    earliest_clue: Clue | None
    latest_clue: Clue | None


def clues(part: Part) -> tuple[Clue, ...]:
    """Return what every dated phrase in the title and body of a part says, in order of kind; spans in `part.text`."""
    body = tuple(_read(part.text, part.body, titled=False))
    if part.title_span is None:
        return body
    quoting = _QUOTING.search(part.slice(part.title_span))
    title = _read(part.text, part.title_span, titled=True)
    return (*(clue if quoting else _celebrated(clue) for clue in title), *body)


def _celebrated(clue: Clue) -> Clue:
    """Take an anniversary in the title for the occasion's own: its year bounds the speech from above as well."""
    if clue.kind != "anniversary" or (clue.latest and not clue.soft) or not clue.earliest:
        return clue
    year = int(clue.earliest[:4]) + 1
    return clue._replace(earliest=f"{year - 1}-10-01", latest=f"{year}-12-31", slack=90, soft=False)


def date_by_vocabulary(part: Part) -> Interval | None:
    """Return the interval that the dated terms of a part leave; None if they say nothing."""
    return narrow(clues(part))


def narrow(found: Iterable[Clue]) -> Interval | None:
    """Return the interval that clues leave together; None if there are none."""
    given = tuple(found)
    first = max((c for c in given if c.earliest), key=first_day, default=None)
    floor = first_day(first) if first else ""
    last = min(_ceilings(given, floor), key=last_day, default=None)
    if first is None and last is None:
        return None
    return Interval(floor or None, last_day(last) if last else None, first, last)


def contradicts(stated: str, part: Part) -> tuple[Finding, ...]:
    """Return, as `date_conflict` findings, the terms that exclude a stated date (EDTF); none if it can be right."""
    return conflicts(stated, clues(part))


def conflicts(stated: str, found: tuple[Clue, ...]) -> tuple[Finding, ...]:
    """As `contradicts`, with the clues already read; a year the title sums up is the stated one and no witness."""
    found = tuple(clue for clue in found if clue.kind != "year_reviewed")
    limits = bounds(stated)
    if limits is None:
        return ()
    too_new = [c for c in found if c.earliest and first_day(c) > limits[1]]
    if len({c.term for c in too_new}) < 2 and not any(_long_after(c.earliest, limits[1]) for c in too_new):
        too_new = []
    interval = narrow(found)
    ceilings = _ceilings(found, interval.earliest or "" if interval else "")
    gone = [c for c in ceilings if last_day(c) < limits[0] and not c.soft]
    if not _enough(gone, limits[0]):
        gone = []
    return tuple(_conflict(clue) for clue in _first_of_each((*too_new, *gone)))


def first_day(clue: Clue) -> str:
    """Return the first day a clue allows, its lead included; the empty text where it has none."""
    return _later(clue.earliest, -clue.lead) if clue.earliest and clue.lead else clue.earliest or ""


def last_day(clue: Clue) -> str:
    """Return the last day a clue allows, its slack included."""
    return "9999-12-31" if clue.latest is None else _later(clue.latest, clue.slack)


@lru_cache(maxsize=4096)
def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _ceilings(found: Iterable[Clue], floor: str) -> list[Clue]:
    """Return the clues that bound the day from above: not superseded by the newest term or by a newer one of a kind."""
    given = tuple(found)
    newest: dict[str, str] = {}
    for clue in given:
        newest[clue.kind] = max(newest.get(clue.kind, ""), clue.earliest or "")
    kinds = table().kinds
    return [
        c
        for c in given
        if c.latest is not None
        and c.latest > floor
        and not (c.kind in kinds and kinds[c.kind].newest and (c.earliest or "") < newest[c.kind])
    ]


def _enough(gone: list[Clue], first_day: str) -> bool:
    if len({c.term for c in gone}) >= 2 or any(c.exact for c in gone):
        return True
    return any(date.fromisoformat(last_day(c)) + _LONG_GONE < date.fromisoformat(first_day) for c in gone)


def _long_after(day: str | None, last: str) -> bool:
    """Whether a day lies so long after a stated date that no slip of the table by some months explains it."""
    return day is not None and date.fromisoformat(day) > date.fromisoformat(last) + _SLIP


def _first_of_each(found: Iterable[Clue]) -> tuple[Clue, ...]:
    return tuple({clue.term: clue for clue in reversed(tuple(found))}.values())[::-1]


def _conflict(clue: Clue) -> Finding:
    value = f"{clue.term} {clue.earliest or '..'}/{last_day(clue) if clue.latest else '..'}"
    return Finding("date_conflict", value, clue.start, clue.end, RULE)


def _read(text: str, span: Span, *, titled: bool) -> Iterator[Clue]:
    folded = fold(text[span.start : span.end], span.start)
    plain = arabic_years(folded.text)
    for clue in _entries(plain, titled=titled):
        yield _placed(clue, folded)
    for reader in (plenum_lists, congress_sessions, congress_ahead, years_named, *((year_reviewed,) if titled else ())):
        for clue in reader(plain):
            yield _placed(clue, folded)


def _placed(clue: Clue, folded: Folded) -> Clue:
    return clue._replace(start=folded.original(clue.start), end=folded.original(clue.end - 1) + 1)


def _entries(text: str, *, titled: bool) -> Iterator[Clue]:
    owners = table().owners
    for index, start, end in _longest(table().automaton.find_matches_as_indexes(text, overlapping=True)):
        entry = owners[index]
        if entry.family == "term":
            yield from _term(text, start, end, entry, titled=titled)
        else:
            yield from {"anniversary": anniversary, "ordinal": ordinal, "turn": turn}[entry.family](
                text, start, end, entry
            )


def _longest(hits: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Drop the hits that lie within a longer one (三讲 in 三讲教育); a word may have two owners."""
    last = (-1, -1)
    for hit in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if hit[2] > last[1] or hit[1:] == last:
            last = hit[1:]
            yield hit


def _term(text: str, start: int, end: int, entry: Entry, *, titled: bool) -> Iterator[Clue]:
    if entry.kind == "law" and _LAW_IN_GENERAL.match(text, end):
        return
    if entry.kind == "plan":
        if (start and text[start - 1] in "一二三四五六七八九十〇○零") or text[end : end + 1] in _COUNTED:
            return
        yield from plan_year(text, start, end, entry)
    told = relative(text, start, end, entry) or (plan_use(text, start, end, entry) if entry.kind == "plan" else None)
    if told is not None:
        yield told
        return
    yield from _by_tense(text, start, end, entry, titled=titled)


def _by_tense(text: str, start: int, end: int, entry: Entry, *, titled: bool) -> Iterator[Clue]:
    """Read a term by the words around it: yet to come, just over, in use, or looked back on."""
    kind = table().kinds[entry.kind]
    lead = kind.lead if entry.lead is None else entry.lead
    clue = Clue(text[start:end], start, end, entry.kind, entry.earliest, entry.latest, kind.slack, lead=lead)
    if entry.latest is None and not kind.lasts and entry.kind not in ("congress", "plenum"):
        if entry.kind == "event" or not ahead(text, start, end):
            yield clue
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
