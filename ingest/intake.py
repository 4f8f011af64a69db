"""What every kind of source gives its pages to: recognises what is known, stores the rest in batches, and counts.

Memory is that of one batch. A batch is on the disk before the next begins, so a run that is killed has lost at most
the batch it was at, and the next run finds the others known.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ingest.store import History, Sighting, Writer
from ingest.takedown import Takedown

BATCH_PAGES = 512
BATCH_BYTES = 32 * 2**20
BATCH_SECONDS = 60.0
"""From pages that come slowly, as from the web, no more than these are lost with a run that is killed."""
EXAMPLES = 1000
"""How many of the pages that did not come in are listed one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page that has come in: its name within the source, its bytes, and what is known of it beside them."""

    label: str
    body: bytes
    fetched_at: str | None = None
    """When it was fetched, ISO 8601 in UTC; None for files, which do not say."""
    url: str | None = None
    charset: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SourceReport:
    """What one run found in a source."""

    source: str
    new: int = 0
    """Pages that were stored."""
    known: int = 0
    """Pages that the store has, as they are."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """What was met and is no page, by kind."""
    missed: Counter[str] = field(default_factory=Counter)
    """Pages that could not be had, by reason."""
    examples: list[tuple[str, str]] = field(default_factory=list)
    """The first of these, each with its reason."""

    @property
    def pages(self) -> int:
        """The pages that the source has and the store now has."""
        return self.new + self.known


class Intake:
    """Takes in the pages of one source."""

    def __init__(
        self, source: str, writer: Writer, takedown: Takedown, *, charset: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC), told: Callable[[int], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """Prepare for a source; `charset` goes before what its pages declare, `told` hears of every page."""
        self.report = SourceReport(source)
        self._writer, self._takedown, self._charset, self.clock, self._told = writer, takedown, charset, clock, told
        self._batch: list[tuple[Sighting, bytes]] = []
        self._flushed = time.monotonic()

    @property
    def history(self) -> History:
        """What the source showed before."""
        return self._writer.history(self.report.source)

    def now(self) -> str:
        """Return the time as the index writes it."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def withdrawn(self, url: str) -> bool:
        """Say whether an address is withdrawn, so that it is not even asked for; counts it if so."""
        if not self._takedown.withdraws_address(url):
            return False
        self.pass_over("withdrawn page")
        return True

    def take(self, page: Arrival) -> None:
        """Take in a page. Raises StoreError if it cannot be written."""
        self._told(1)
        sighting = self._sighting(page)
        if self._takedown.withdraws(sighting):
            self.report.passed_over["withdrawn page"] += 1
            return
        if self.history.has(sighting):
            self.report.known += 1
            return
        self.report.new += 1
        self._store(sighting, page.body)

    def _store(self, sighting: Sighting, body: bytes) -> None:
        self.history.add(sighting)
        self._batch.append((sighting, body))
        full = len(self._batch) >= BATCH_PAGES or sum(len(body) for _, body in self._batch) >= BATCH_BYTES
        if full or time.monotonic() - self._flushed >= BATCH_SECONDS:
            self.flush()

    def shows(self, known: Sighting, page: Arrival) -> bool:
        """Say whether a page is what its address showed before."""
        return known.sha256 == hashlib.sha256(page.body).hexdigest()

    def still(self, sighting: Sighting, *, asked: bool) -> None:
        """Count a page that is in the store and need not be had again.

        If it was `asked` for, that it is still so is on record from now on, and `fetched_at` stays as it was.
        """
        self._told(1)
        self.report.known += 1
        if asked:
            self._store(replace(sighting, seen_at=self.now()), b"")

    def miss(self, label: str, reason: str) -> None:
        """Count a page that could not be had. Reasons are few; what varies from page to page is in the label."""
        self._told(1)
        self.report.missed[reason] += 1
        if len(self.report.examples) < EXAMPLES:
            self.report.examples.append((_readable(label), reason))

    def pass_over(self, kind: str, count: int = 1) -> None:
        """Count something that is no page, such as a hidden file."""
        self.report.passed_over[kind] += count

    def flush(self) -> None:
        """Store what has been taken in. Raises StoreError if it cannot be written."""
        self._writer.add(self._batch)
        self._flushed = time.monotonic()
        self._batch.clear()

    def _sighting(self, page: Arrival) -> Sighting:
        return Sighting(
            self.report.source, _readable(page.label), hashlib.sha256(page.body).hexdigest(), self.now(),
            page.fetched_at, page.url and _readable(page.url), self._charset or page.charset, page.content_type,
            page.headers,
        )  # fmt: skip


def _readable(text: str) -> str:
    """Return a name that is valid text, also where what came in is not."""
    return text.encode("utf-8", "backslashreplace").decode()
