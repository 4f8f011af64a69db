"""What must hold of one page with its edits and speeches: the invariants of the design, each with its message.

Nothing is read here, and nothing that needs two pages at once is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypedDict

from output.ledger import EditRow, applied, same_words
from schemas import Speech, Status
from schemas.tables import columns_of

_FIELDS = frozenset(column.name for column in columns_of(Speech))


class PageRow(NamedTuple):
    """What of a page its checks need."""

    page_id: str
    status: str
    status_reason: str | None
    sha256: str | None
    text: str
    n_chars: int
    n_kept: int
    n_removed: int
    n_replaced: int
    n_speeches: int


class EvidenceRow(TypedDict):
    """An entry of `speeches.evidence`."""

    field: str
    value: str
    start: int
    end: int
    rule: str


class GapRow(TypedDict):
    """An entry of `speeches.gaps`."""

    offset: int
    chars: int | None
    notice: str


class SpeechRow(NamedTuple):
    """What of a speech its checks need."""

    page_id: str
    speech_id: str
    position: int
    text: str
    n_chars: int
    quality: float
    gaps: Sequence[GapRow]
    evidence: Sequence[EvidenceRow]
    cluster_id: str
    is_canonical: bool


def page_problems(page: PageRow, edits: Sequence[EditRow], speeches: Sequence[SpeechRow]) -> Iterator[str]:
    """Yield what is wrong with a page, with its edits and its speeches, each in order."""
    found = chain(_counts(page, edits, speeches), _status(page), _edits(page, edits), _speeches(page, speeches))
    broken = False
    for message in found:
        broken = True
        yield f"page {page.page_id}: {message}"
    if not broken and not same_words(applied(page.text, edits), "".join(speech.text for speech in speeches)):
        yield f"page {page.page_id}: its text with the ledger applied is not the text of its speeches"


def _counts(page: PageRow, edits: Sequence[EditRow], speeches: Sequence[SpeechRow]) -> Iterator[str]:
    removed = sum(edit.end - edit.start for edit in edits if not edit.replacement)
    replaced = sum(edit.end - edit.start for edit in edits if edit.replacement)
    length = len(page.text)
    expected = {
        "n_chars": (page.n_chars, length),
        "n_removed": (page.n_removed, removed),
        "n_replaced": (page.n_replaced, replaced),
        "n_kept": (page.n_kept, length - removed - replaced),
        "n_speeches": (page.n_speeches, len(speeches)),
    }
    for name, (stated, counted) in expected.items():
        if stated != counted:
            yield f"{name} is {stated}, but {counted} are there"


def _status(page: PageRow) -> Iterator[str]:
    if (page.status == Status.PUBLISHED) != (page.n_speeches > 0):
        yield f"it is {page.status} with {page.n_speeches} speeches"
    if (page.status == Status.PUBLISHED) != (page.status_reason is None):
        yield f"it is {page.status}, and status_reason is {page.status_reason!r}"
    if page.sha256 is not None and page.page_id[:16] != page.sha256[:16]:
        yield "its page_id does not begin its sha256"


def _edits(page: PageRow, edits: Sequence[EditRow]) -> Iterator[str]:
    done = 0
    for edit in edits:
        where = f"edit {edit.start}..{edit.end} ({edit.rule_id})"
        if not 0 <= edit.start <= edit.end <= len(page.text):
            yield f"{where} is not inside its text"
        elif edit.start < done:
            yield f"{where} overlaps the edit before it"
        elif edit.text != page.text[edit.start : edit.end]:
            yield f"{where} does not hold the page's words there"
        elif not edit.text and not edit.replacement:
            yield f"{where} changes nothing"
        done = max(done, edit.end)


def _speeches(page: PageRow, speeches: Sequence[SpeechRow]) -> Iterator[str]:
    for number, speech in enumerate(speeches, start=1):
        for message in _speech(page, speech, number):
            yield f"speech {speech.speech_id}: {message}"


def _speech(page: PageRow, speech: SpeechRow, number: int) -> Iterator[str]:
    if speech.position != number or speech.speech_id != f"{page.page_id}-{number:02d}":
        yield f"position {speech.position} or its id is wrong for speech {number} of the page"
    if not (counted := len("".join(speech.text.split()))):
        yield "its text is empty"
    if speech.n_chars != counted:
        yield f"n_chars is {speech.n_chars}, but {counted} are there"
    if not 0 <= speech.quality <= 1:
        yield f"quality {speech.quality} is not between 0 and 1"
    if any(not 0 <= gap["offset"] <= len(speech.text) for gap in speech.gaps):
        yield "a gap is not inside its text"
    if speech.is_canonical != (speech.cluster_id == speech.speech_id):
        yield f"is_canonical is {speech.is_canonical}, but cluster_id is {speech.cluster_id}"
    for item in speech.evidence:
        yield from _evidence(page, item)


def _evidence(page: PageRow, item: EvidenceRow) -> Iterator[str]:
    if not 0 <= item["start"] < item["end"] <= len(page.text):
        yield f"evidence for {item['field']} ({item['start']}..{item['end']}) is not inside the page's text"
    if item["field"] not in _FIELDS:
        yield f"evidence for {item['field']}, which is no column"
