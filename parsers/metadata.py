"""The fields of one speech from the findings of its readers: who, in what office, where, when, why, and of what.

Each reader answers with findings; here they are asked in the order in which one needs another's answer (the place needs
the year and the level) and carried back to the page as evidence. Nothing is inferred here but a level from the rank of
the place, and that a year put before a title is false of a place of that time: a field without a finding stays null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from parsers.dating import find_date
from parsers.findings import Excerpt, Finding, Part
from parsers.gazetteer import FIRST_YEAR
from parsers.levels import find_level
from parsers.occasion import find_genre, find_occasion
from parsers.offices import find_office
from parsers.place_years import with_place
from parsers.places import find_place
from parsers.topics import find_topics
from parsers.trace import Trace
from parsers.vocabulary import clues_of
from schemas import Evidence, Level

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Fields:
    """What was read of one speech: values by field, and the evidence for each."""

    values: Mapping[str, str]
    evidence: tuple[Evidence, ...]

    def get(self, field: str) -> str | None:
        """Return the value of a field, None where nothing says."""
        return self.values.get(field)

    def all(self, field: str) -> tuple[str, ...]:
        """Return the values of a field that may have several, the weightiest first."""
        return tuple(dict.fromkeys(item.value for item in self.evidence if item.field == field))


def read_fields(speeches: Sequence[tuple[Part, Excerpt, str | None]], trace: Trace) -> list[Fields]:
    """Read all fields of a page's speeches: each a part, its excerpt, and the rule that found its title, if any did.

    `excerpt` and `trace` lead the part's offsets back to the page.
    """
    read = find_fields([part for part, _, _ in speeches])
    fields = []
    for (part, excerpt, title_rule), found in zip(speeches, read, strict=True):
        findings = (*_title(part, title_rule), *found)
        fields.append(Fields(values_of(findings), tuple(_evidence(findings, excerpt, trace))))
    return fields


def _title(part: Part, rule: str | None) -> Iterator[Finding]:
    if part.title is not None and part.title_span is not None and rule is not None:
        yield Finding("title", part.title, *part.title_span, rule)


def find_fields(parts: Sequence[Part]) -> list[tuple[Finding, ...]]:
    """Return what the readers find in each part, in its own offsets; of a field found twice the first counts.

    A reader goes through all parts before the next begins, since each has tables that do not fit into the processor's
    cache beside another's: where a page holds ten speeches that spares two fifths of the time.
    """
    stated = list(map(find_date, parts, clues_of(parts)))
    offices = list(map(find_office, parts))
    levels = [find_level(part, office[0] if office else None) for part, office in zip(parts, offices, strict=True)]
    placed = [_placed(*each) for each in zip(parts, stated, levels, strict=True)]
    told = list(map(find_occasion, parts)), list(map(find_genre, parts)), find_topics(parts)
    return [
        (*date, *office, *_settled(level, place), *place, *chain.from_iterable(about))
        for (date, place), office, level, *about in zip(placed, offices, levels, *told, strict=True)
    ]


def _placed(
    part: Part, stated: tuple[Finding, ...], level: Finding | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the date and the place, each as the other corrects it."""
    place = _place(part, stated, level)
    date = with_place(part, stated, place)
    return date, place if date == stated else _place(part, date, level)


def _place(part: Part, date: tuple[Finding, ...], level: Finding | None) -> tuple[Finding, ...]:
    """Return the place as of the year; where that is only a possible one, as of when it had the name.

    The level of a 市 is asked only where no place is found without it.
    """
    sure, (since, year) = level_for_place(level), years_for_place(date)
    place = find_place(part, year, sure, since=since)
    if not place and level is not None and level.value and sure is None:
        place = find_place(part, year, Level(level.value), since=since)
    if not place or not {"date", "place_code"}.isdisjoint([finding.field for finding in (*date, *place)]):
        return place
    return find_place(part, None, sure) or place


def values_of(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the value of each field, the first where there are several."""
    values: dict[str, str] = {}
    for finding in findings:
        values.setdefault(finding.field, finding.value)
    return values


def _evidence(findings: Sequence[Finding], excerpt: Excerpt, trace: Trace) -> Iterator[Evidence]:
    """Yield the findings with their spans on the page; those of one reader mostly rest on the same words."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for finding in findings:
        run = finding.start, finding.end
        if run not in spans:
            spans[run] = trace.span(*excerpt.origin(*run))
        yield Evidence(finding.field, finding.value, *spans[run], finding.rule)


def years_for_place(findings: Iterable[Finding]) -> tuple[int | None, int | None]:
    """Return the first and last year to look places up in: that of the date, else those that bound it, if any."""
    values = {finding.field: finding.value for finding in findings}
    dated = _YEAR.match(values.get("date", ""))
    bounds = (dated, dated) if dated else [_YEAR.match(values.get(f"date_{end}", "")) for end in ("earliest", "latest")]
    first, last = (int(year.group()) if year else None for year in bounds)
    return first or (FIRST_YEAR if last else None), last


def level_for_place(level: Finding | None) -> Level | None:
    """Return the level that the place may rely on: not that of a 市, which the place itself decides."""
    return Level(level.value) if level is not None and level.rule != "level.city" else None


def _settled(level: Finding | None, place: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the level, by the rank of the place where nothing else tells it or a city's rank hangs on it."""
    fields = {finding.field: finding for finding in place}
    ranked = fields.get("county") or fields.get("prefecture")
    if level is not None and (level.value if ranked is None else level.rule != "level.city"):
        return (level,)
    if ranked is None:
        return ()
    rank = Level.COUNTY if ranked.field == "county" else Level.PREFECTURE
    return (Finding("level", rank, ranked.start, ranked.end, "level.place"),)
