"""A speech record from its units: text laid out, fields read, gaps placed, completeness judged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from parsers.findings import Excerpt, Part, Span
from parsers.identity import parser_version
from parsers.inline import Notice
from parsers.masks import masks_in
from parsers.metadata import Fields, read_fields
from parsers.pagination import LAST_PAGE
from parsers.paragraphs import laid_out
from parsers.shapes.marks import opens_item
from parsers.shapes.voices import is_closing
from parsers.titles import Title
from parsers.trace import Trace
from parsers.units import Unit
from schemas import DateBasis, EditKind, Evidence, Gap, Level, Mask, RawPage, Script, Speech

ENDED = tuple("。！？!?…”」』）)；;.")
"""What the last line of a whole speech ends in, unless it closes without a full stop."""
LEAST_STOPPED = 15
"""Han characters from which on a last line without a full stop is a sentence that was cut, not a signature."""
MOST_HEADING = 40
"""Characters that a numbered line has at most to be a heading."""

MOST_STATED = 1.3
"""How many times the length of a whole text a page may state: sites count spaces, titles and their own lines too."""

PRICE_BOX = "gap.price_box"
"""The rule of a box in place of paragraphs: between others it is a gap, of a size that nobody states."""
_DOTS = re.compile(r"[一-鿿](?:\.{2,}|…+)$")
_OPEN_END = re.compile(
    r"[，、：,:]$|(?:(?<![主重必需首摘纪概提])要|把|(?<![总共温祥谐])和|以及|并且|而且|(?<![面绝应])对|(?<![存所实现内])在"
    r"|(?<![自理缘])由|为了|按照|根据|围绕|是|必须|切实|进一步|不断)$"
)
"""Punctuation and words that nothing ends in: however short the line, its sentence goes on."""
_BEGUN = re.compile(r"[，。；,;](?=.{2,}$)")
"""A sentence has begun inside the line, so that it is neither a signature nor a heading."""
_PUNCTUATION = re.compile(r"[，。、；,;]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One speech of a page before it is a record: its units, and what stands around them."""

    units: tuple[Unit, ...]
    heads: tuple[Unit, ...]
    titles: tuple[Unit, ...]
    title: Title | None
    notices: tuple[Notice, ...]


def speech_records(
    readings: Sequence[Reading], page_id: str, raw: RawPage, trace: Trace, script: Script
) -> tuple[Speech, ...]:
    """Return the records of a page's speeches; `trace` is the page as their units were read from it."""
    seen = [(*_part(each, trace.text), each.title.rule if each.title else None) for each in readings]
    numbered = enumerate(zip(readings, read_fields(seen, trace), strict=True), start=1)
    return tuple(_record(*each, position, page_id, raw, trace, script) for position, each in numbered)


def _record(
    reading: Reading, fields: Fields, position: int, page_id: str, raw: RawPage, trace: Trace, script: Script
) -> Speech:
    lines = [unit.text for unit in reading.units]
    text = laid_out(lines, [_same_line(trace.text, *pair) for pair in _pairs(reading.units)])
    completeness = _completeness(reading, lines, trace)
    gaps = _gaps(reading, text, trace)
    masks = masks_in(text)
    n_chars = len("".join(text.split()))
    speech_id = f"{page_id}-{position:02d}"
    get = fields.get
    level, basis = get("level"), get("date_basis")
    return Speech(
        speech_id=speech_id, page_id=page_id, position=position, title=reading.title.text if reading.title else None,
        text=text, script=script, date=get("date"), date_earliest=get("date_earliest"), date_latest=get("date_latest"),
        date_basis=DateBasis(basis) if basis else None,
        date_conflict=get("date_conflict") is not None, speaker_name=get("speaker_name"),
        speaker_role=get("speaker_role"), level=Level(level) if level else None, place_name=get("place_name"),
        place_code=get("place_code"), province=get("province"), prefecture=get("prefecture"), county=get("county"),
        township=get("township"), occasion=get("occasion"), genre=get("genre"), topics=fields.all("topics"),
        masks=masks, truncated=any(item.field == "truncated" for item in completeness), gaps=gaps,
        declared_chars=_stated("declared_chars", completeness), visible_chars=_stated("visible_chars", completeness),
        n_chars=n_chars, quality=_quality(n_chars, masks, gaps, text), cluster_id=speech_id, is_canonical=True,
        text_collated=None, evidence=(*fields.evidence, *completeness), source=raw.source, site=raw.site, url=raw.url,
        fetched_at=raw.fetched_at, parser_version=parser_version(),
    )  # fmt: skip


def _pairs(units: Sequence[Unit]) -> list[tuple[Unit | None, Unit]]:
    return list(zip((None, *units[:-1]), units, strict=True))


def _same_line(text: str, before: Unit | None, unit: Unit) -> bool:
    return before is not None and "\n" not in text[before.end : unit.start]


def _part(reading: Reading, text: str) -> tuple[Part, Excerpt]:
    """Return what the readers of one speech see: its title and the other lines that name it, its head, its body."""
    title = reading.title
    spans = [title.span] if title else []
    titles, heads = len(spans), len(spans) + len(reading.titles)
    body = heads + len(reading.heads)
    spans += [Span(unit.start, unit.end) for unit in (*reading.titles, *reading.heads, *reading.units)]
    excerpt = Excerpt(text, spans)
    last = reading.units[-1].start
    part = Part(
        text=excerpt.text,
        title=title.text if title else None,
        title_span=excerpt.place(0) if title else None,
        heads=tuple(excerpt.place(index) for index in range(heads, body)),
        body=excerpt.place(body, len(spans) - 1),
        other_titles=tuple(excerpt.place(index) for index in range(titles, heads)),
        signatures=tuple(excerpt.place(heads + i) for i, unit in enumerate(reading.heads) if unit.start > last),
    )
    return part, excerpt


def _completeness(reading: Reading, lines: Sequence[str], trace: Trace) -> tuple[Evidence, ...]:
    """Return evidence that the page shows only part of the speech, and of the lengths it states."""
    found: list[Evidence] = []
    stops = _stops_in_mid_sentence(lines)
    end = reading.units[-1].end
    for notice in reading.notices:
        if notice.rule == LAST_PAGE and trace.locate(notice.start) >= end:
            missing = not is_closing(lines[-1])
        else:
            part = (notice.total or 0) > MOST_STATED * sum(map(_visible, lines))
            missing = notice.missing or (notice.kind is EditKind.PAYWALL and (stops or part))
        if missing:
            found.append(Evidence("truncated", "true", notice.start, notice.end, notice.rule))
            for name, chars in (("declared_chars", notice.total), ("visible_chars", notice.shown)):
                if chars is not None:
                    found.append(Evidence(name, str(chars), notice.start, notice.end, notice.rule))
    if not found and stops:
        last = reading.units[-1]
        found.append(Evidence("truncated", "true", *trace.span(last.end - 1, last.end), "truncated.mid_sentence"))
    return tuple(found)


def _stated(name: str, completeness: Sequence[Evidence]) -> int | None:
    return next((int(item.value) for item in completeness if item.field == name), None)


def _stops_in_mid_sentence(lines: Sequence[str]) -> bool:
    """Tell whether the last line is a sentence that goes on elsewhere; a page without any punctuation does not say."""
    last = lines[-1]
    if _DOTS.search(last) or _OPEN_END.search(last):
        return True
    if last.endswith(ENDED) or is_closing(last):
        return False
    if _is_heading(last) and not _BEGUN.search(last):
        return _has_prose_under_headings(lines[:-1])
    if len(last) < LEAST_STOPPED and not _BEGUN.search(last):
        return False
    return sum(len(_PUNCTUATION.findall(line)) for line in lines) * 80 > sum(map(len, lines))


def _is_heading(line: str) -> bool:
    return opens_item(line) and len(line) < MOST_HEADING and not line.endswith(ENDED)


def _has_prose_under_headings(lines: Sequence[str]) -> bool:
    """Tell whether prose follows the headings above, and the last line: one with nothing below is then not the end."""
    headed = any(_is_heading(line) and not opens_item(below) for line, below in pairwise(lines))
    return headed and not opens_item(lines[-1])


def _gaps(reading: Reading, text: str, trace: Trace) -> tuple[Gap, ...]:
    last = reading.units[-1].start
    notices = [
        notice
        for notice in reading.notices
        if notice.kind is EditKind.GAP_NOTICE or (notice.rule == PRICE_BOX and trace.locate(notice.start) < last)
    ]
    if not notices:
        return ()
    offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
    starts = [unit.start for unit in reading.units]
    counts = list(accumulate((_visible(unit.text) for unit in reading.units), initial=0))
    found = []
    for notice in notices:
        spot = trace.locate(notice.start)
        index = max(bisect_right(starts, spot) - 1, 0)
        unit = reading.units[index]
        before = counts[index] + _visible(unit.text[: max(0, spot - unit.start)])
        found.append(Gap(offsets[before] if before < len(offsets) else len(text), notice.gap, notice.words))
    return tuple(found)


def _visible(words: str) -> int:
    """Return how many characters are no white space."""
    return len("".join(words.split()))


def _quality(n_chars: int, masks: Sequence[Mask], gaps: Sequence[Gap], text: str) -> float:
    """One less the shares masked, missing by the page's own count, and damaged (U+FFFD)."""
    if not n_chars:
        return 0.0
    masked = sum(mask.count * len(mask.token) for mask in masks)
    missing = sum(gap.chars or 0 for gap in gaps)
    share = (masked + text.count("\ufffd")) / n_chars + missing / (n_chars + missing)
    return round(max(0.0, 1.0 - share), 4)
