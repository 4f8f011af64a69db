"""How a host is treated: not asked more often than it likes, left alone when it asks for that or is in trouble."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

GIVE_UP = 8
"""Failures in a row after which the rest of a host's pages is left for another day."""
LONGEST_PAUSE = 120.0
"""Seconds that a run waits for a host; one that asks for more, or has a longer crawl delay, is left for another day."""

TROUBLE = "the host fails again and again"
COME_BACK_LATER = "the host asks to come back later"
TOO_SLOW = "the host asks for a longer crawl delay than a run can wait"


class HostLeftError(Exception):
    """A host is not asked any more in this run; the message is the reason."""


@dataclass(slots=True)
class Host:
    """One host with its port, during a run."""

    interval: float
    """Seconds from the start of one request to that of the next."""
    connections: asyncio.Semaphore
    asked: list[float] = field(default_factory=list)
    """When each request began."""
    _next: float = 0.0
    _failures: int = 0
    _left: str | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn to ask, and hold a connection. Raises HostLeftError if the host is to be left alone."""
        async with self.connections:
            await self._wait()
            yield

    async def _wait(self) -> None:
        while True:
            if self._left:
                raise HostLeftError(self._left)
            now = time.monotonic()
            if now >= self._next:
                self._next = now + self.interval
                return
            await asyncio.sleep(self._next - now)

    def slow_down(self, delay: float) -> None:
        """Keep to a crawl delay in seconds, if it is longer than the interval."""
        self.interval = max(self.interval, delay)
        if delay > LONGEST_PAUSE:
            self._left = TOO_SLOW

    def pause(self, seconds: float) -> None:
        """Ask nothing for some seconds; a host that wants more than a run can wait is left alone."""
        if seconds > LONGEST_PAUSE:
            self._left = COME_BACK_LATER
        self._next = max(self._next, time.monotonic() + seconds)

    def answered(self) -> None:
        """Note that the host is well."""
        self._failures = 0

    def failed(self) -> None:
        """Note a request that failed for good; after some in a row the host is left alone."""
        self._failures += 1
        if self._failures >= GIVE_UP:
            self._left = TROUBLE
