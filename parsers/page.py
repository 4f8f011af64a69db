"""One page from bytes to records: the stages in the order in which they run.

Mend, convert, then match: rules are written once, in simplified script, for text that is whole. Each stage gets the
trace of the one before and returns a new one; the ledger is read off the last.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.assembly import Reading, speech_records
from parsers.decode import Decoded, decode
from parsers.findings import Span
from parsers.genre import Verdict
from parsers.inline import Notice, notice_of, page_of_several, without_inline_dirt
from parsers.learning.knowledge import NOTHING, SiteKnowledge
from parsers.listed import is_list_page, is_listed_opening
from parsers.markup import Visible, visible
from parsers.mend import mend
from parsers.mixed import divided
from parsers.offices import is_bare_name
from parsers.pagination import shows_one_page_of_several
from parsers.parts import Label, Segment
from parsers.parts.segments import segments
from parsers.privacy import masked, private_runs, without_private
from parsers.rules import cleaning_rules
from parsers.script import to_simplified
from parsers.shapes import Shape
from parsers.shapes.marks import n_han
from parsers.shapes.titles import title_kind
from parsers.sniff import sniff
from parsers.sources import source_of
from parsers.titles import Title, clean_title, page_title_of, title_of
from parsers.trace import Cut, Trace
from parsers.units import Unit, nowhere, units_of
from parsers.verdicts import LISTED, verdict_of
from schemas import Edit, EditKind, Page, ParsedPage, RawPage, Script, Speech, Status

LINK_SHARE = 0.6
"""Share of a block's characters inside links from which on it is navigation."""
LONG_PROSE = 80
"""Han characters from which on a block with few links is text, whatever its class is called."""
HEAD_SHAPES = (Shape.DATELINE, Shape.SPEAKER)
HEAD_RULES = ("head.dateline", "head.speaker", "tail.dateline", "tail.speaker")
TITLE_SHAPES = (Shape.TITLE, Shape.PART_HEADER)


def parse_page(raw: RawPage, known: SiteKnowledge = NOTHING) -> ParsedPage:
    """Read one page: decode, take the dirt out, split, decide, and tell what was done.

    `known` is what other pages of its site teach (parsers.learning). Takes any bytes; what cannot be read comes back as
    a page with status `quarantined` and a reason. Raises nothing on account of the page's content.
    """
    found = sniff(raw.body, raw.source, raw.content_type)
    if found.kind not in ("html", "text"):
        return ParsedPage(_page(raw, found.kind, None, None, Status.QUARANTINED, found.detail))
    decoded = decode(raw.body, raw.charset)
    seen, first = _seen(raw, decoded.text) if found.kind == "html" else (None, ())
    text = seen.text if seen is not None else decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return ParsedPage(_page(raw, found.kind, decoded, None, Status.QUARANTINED, "no visible text"))
    private = private_runs(text)
    shown = masked(text, ((run.start, run.end) for run in private))
    trace, script, notices = clean(shown, (*first, *private), known)
    mended = ((row.start, row.end) for row in trace.ledger() if row.kind is EditKind.PRIVACY)
    return _Parse(raw, _page_id(raw), found.kind, decoded, seen, masked(shown, mended), trace, script, notices).result()


def _seen(raw: RawPage, html: str) -> tuple[Visible, tuple[Cut, ...]]:
    """Return what a reader of a page sees, and the cuts that its site's own settings ask for, if it has any."""
    source = source_of(html, site=raw.site, url=raw.url)
    if source is None:
        return visible(html), ()
    from parsers.sources.view import view  # here, because it loads BeautifulSoup, which hardly a page needs

    return view(source, html)


def clean(
    text: str, first: Sequence[Cut] = (), known: SiteKnowledge = NOTHING
) -> tuple[Trace, Script, tuple[Notice, ...]]:
    """Return a page's text mended, simplified and free of inline dirt; with its script, and its notices of gaps.

    `first` are cuts to make before all else, in offsets of the text; `known` is what the site's other pages teach.
    """
    mended, script = to_simplified(mend(Trace.of(text).cut(first)))
    trace, notices = without_inline_dirt(mended.cut(known.cuts(mended.text)))
    return trace, script, notices


@dataclass(frozen=True, slots=True)
class _Parse:
    """One page under way: what came in, held together for the steps below."""

    raw: RawPage
    page_id: str
    kind: str
    decoded: Decoded
    seen: Visible | None
    text: str
    """The page's text as a release shows it: as it came, personal data masked."""
    trace: Trace
    script: Script
    notices: tuple[Notice, ...]

    def result(self) -> ParsedPage:
        trace, script, notices = self.trace, self.script, self.notices
        units, parts = _read(trace.text, _furniture(self.seen, trace), _seams(self.seen, trace))
        labels: dict[int, Label] = {}
        listed = is_list_page(units, parts)
        # What stands below the first text names another; where nothing stands above it, the mark-up may name it.
        page_title = _page_title(self.seen, units[: max(1, parts[0].body[0])] if parts and parts[0].body else units)
        readings: list[Reading] = []
        verdicts: list[tuple[int, Verdict]] = []
        for part in parts:
            title = title_of(units, part, page_title)
            verdict = LISTED if listed or is_listed_opening(units, part) else verdict_of(units, part, title)
            verdicts.append((sum(units[index].han for index in part.body), verdict))
            labels |= part.labels
            if verdict.is_speech:
                labels |= dict(_titles_again(units, part, title))
                readings.append(_reading(units, part, title, (*notices, *_line_notices(units, part, trace)), trace))
            else:
                label = Label(EditKind.NOT_SPEECH, f"not_speech.{verdict.genre}")
                labels |= dict.fromkeys(part.body, label)
        if not readings:
            return self._rejected(trace, max(verdicts, key=lambda v: v[0], default=(0, None))[1], page_title)
        final = trace.cut(_cuts(units, labels, len(trace.text)))
        speeches = speech_records(readings, self.page_id, self.raw, trace, script)
        return self._parsed(final, speeches, page_title, Status.PUBLISHED, None)

    def _rejected(self, trace: Trace, verdict: Verdict | None, title: Title | None) -> ParsedPage:
        genre = verdict.genre if verdict else "no_text"
        whole = Cut(0, len(trace.text), EditKind.NOT_SPEECH, f"not_speech.{genre}")
        final = Trace.of(self.text).cut([whole._replace(end=len(self.text))])
        reason = verdict.reason if verdict else "no_text (nothing reads as running text)"
        return self._parsed(final, (), title, Status.REJECTED, reason)

    def _parsed(
        self, final: Trace, speeches: tuple[Speech, ...], title: Title | None, status: Status, reason: str | None
    ) -> ParsedPage:
        edits = tuple(
            Edit(self.page_id, row.start, row.end, row.kind, row.rule, self.text[row.start : row.end], row.replacement)
            for row in final.ledger()
        )
        seen_title = without_private(self.seen.title) if self.seen is not None and self.seen.title else None
        page = _page(
            self.raw, self.kind, self.decoded, self.text, status, reason,
            title=seen_title or (title.text if title else None), edits=edits, n_speeches=len(speeches),
        )  # fmt: skip
        return ParsedPage(page, speeches, edits)


def _read(
    text: str, is_furniture: Callable[[int, int], bool], seams: Sequence[int]
) -> tuple[list[Unit], list[Segment]]:
    """Return a page's units and texts. Where all there is is one opening cut off by dots, that is the text."""
    units = units_of(text, is_furniture, seams=seams)
    parts = segments(units)
    if not parts and sum(unit.snippet for unit in units) == 1:
        units = units_of(text, is_furniture, seams=seams, snippets=False)
        parts = segments(units)
    return units, divided(units, parts)


def _page_id(raw: RawPage) -> str:
    return hashlib.sha256(raw.body).hexdigest()[:16]


def _page(
    raw: RawPage,
    kind: str,
    decoded: Decoded | None,
    text: str | None,
    status: Status,
    reason: str | None,
    *,
    title: str | None = None,
    edits: Sequence[Edit] = (),
    n_speeches: int = 0,
) -> Page:
    n_removed = sum(edit.end - edit.start for edit in edits if not edit.replacement)
    n_replaced = sum(edit.end - edit.start for edit in edits if edit.replacement)
    n_chars = len(text or "")
    return Page(
        page_id=_page_id(raw), source=raw.source, url=raw.url, site=raw.site, fetched_at=raw.fetched_at,
        licence=raw.licence, content_type=kind, n_bytes=len(raw.body), sha256=hashlib.sha256(raw.body).hexdigest(),
        encoding=decoded.encoding if decoded else None, encoding_method=decoded.method if decoded else None,
        encoding_errors=decoded.errors if decoded else 0, title=title, text=text or "", status=status,
        status_reason=reason, n_chars=n_chars, n_kept=n_chars - n_removed - n_replaced, n_removed=n_removed,
        n_replaced=n_replaced, n_speeches=n_speeches,
    )  # fmt: skip


def _furniture(seen: Visible | None, trace: Trace) -> Callable[[int, int], bool]:
    """Return the test whether a run of the working text lies in the page's frame, by its mark-up."""
    if seen is None:
        return nowhere
    starts = list(trace.landings(block.start for block in seen.blocks))
    linked = [block.n_link_chars > LINK_SHARE * max(1, block.end - block.start) for block in seen.blocks]
    named = [block.in_furniture for block in seen.blocks]

    def is_frame(start: int, end: int) -> bool:
        index = bisect_right(starts, start) - 1
        if index < 0:
            return False
        return linked[index] or (
            named[index] and (end - start < LONG_PROSE or n_han(trace.text[start:end]) < LONG_PROSE)
        )

    return is_frame


def _seams(seen: Visible | None, trace: Trace) -> Sequence[int]:
    """Return where in the working text one span of a line ends and the next begins."""
    blocks = seen.blocks if seen is not None else ()
    return list(trace.landings(seam for block in blocks for seam in block.seams))


def _page_title(seen: Visible | None, units: Sequence[Unit]) -> Title | None:
    """Return the title the page gives itself: one of its opening lines, else what its mark-up calls it."""
    own = page_title_of(units)
    if own is not None or seen is None or not seen.title or not units:
        return own
    text = clean_title(without_private(seen.title))
    return Title(text, Span(units[0].start, units[0].end), title_kind(text), "title.markup") if text else None


def _titles_again(units: Sequence[Unit], part: Segment, title: Title | None) -> Iterator[tuple[int, Label]]:
    """Yield a label for each line of a head that only names the text once more."""
    if title is None:
        return
    for index in part.head:
        unit = units[index]
        if part.labels[index].rule == "head.title" and not title.span.start <= unit.start < title.span.end:
            name = clean_title(unit.text)
            if name in title.text or title.text in name:
                yield index, Label(EditKind.DUP_TITLE, "head.title_again")


def _reading(
    units: Sequence[Unit], part: Segment, title: Title | None, notices: Sequence[Notice], trace: Trace
) -> Reading:
    own = title.span.start if title is not None else -1
    low = trace.span(units[part.start.head].start, units[part.start.head].end)[0]
    last = units[part.end - 1]
    high = trace.span(last.start, last.end)[1] if part.end < len(units) else len(trace.source)
    around = (*part.head, *range(part.body[-1] + 1, part.end))
    heads = [
        index
        for index in around
        if part.labels[index].rule in HEAD_RULES and not _is_of_the_uploader(units, part, title, index)
    ]
    return Reading(
        tuple(units[index] for index in part.body),
        tuple(units[index] for index in heads if units[index].shape in HEAD_SHAPES),
        tuple(units[index] for index in part.head if units[index].shape in TITLE_SHAPES and units[index].start != own),
        title,
        tuple(notice for notice in notices if low <= notice.start < high),
    )


def _is_of_the_uploader(units: Sequence[Unit], part: Segment, title: Title | None, index: int) -> bool:
    """Tell whether a line of nothing but a name stands between the page's title and the text's: who put it there."""
    if title is None or units[index].end > title.span.start or not is_bare_name(units[index].text):
        return False
    above = (units[other] for other in part.head if other < index and units[other].shape in TITLE_SHAPES)
    return any(title.text in clean_title(unit.text) for unit in above)


def _line_notices(units: Sequence[Unit], part: Segment, trace: Trace) -> Iterator[Notice]:
    """Yield the notices of missing text that stand in lines of their own."""
    for index, label in part.labels.items():
        if shows_one_page_of_several(units[index].text):
            yield page_of_several(units[index].text, *trace.span(units[index].start, units[index].end))
        if label.kind not in (EditKind.PAYWALL, EditKind.GAP_NOTICE) or index < part.body[0]:
            continue
        rule, unit = cleaning_rules().get(label.rule), units[index]
        match = rule.pattern.search(unit.text) if rule is not None and rule.pattern is not None else None
        if rule is not None and match is not None:
            yield notice_of(rule, match, *trace.span(unit.start, unit.end))


def _cuts(units: Sequence[Unit], labels: Mapping[int, Label], size: int) -> Iterator[Cut]:
    """Yield the cuts that take out all labelled units with the white space after them, neighbours alike in one."""
    first: int | None = None
    for index, after in pairwise([*sorted(labels), len(units)]):
        first = index if first is None else first
        if after != index + 1 or labels.get(after) != labels[index]:
            end = units[index + 1].start if index + 1 < len(units) else size
            yield Cut(units[first].start if first else 0, end, *labels[index])
            first = None
