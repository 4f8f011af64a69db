"""The worker processes, seen from the run: one parses a shard at a time, and may die without harm.

Prefect's own process runner is not used: its workers import Prefect, and each starts a temporary server of its own
(measured: 10 s for eight empty tasks, against 0.1 s for threads), and a dead worker breaks its whole pool. Here the
tasks are threads, and each borrows a process that knows only the parser.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from flows.worker import Job

LIVES = 2
"""A page that ends this many workers is quarantined. One death may be somebody else's fault."""
IDLE_DEATHS = 3
"""Deaths outside any page, as while a shard is written, that a shard may cause before the run fails."""
START_SECONDS = 300.0
"""Patience with a worker that is at no page: it loads the dictionaries, or writes the shard."""
DIED = "the parser died"
OVERTIME = "the parser took longer than {:g} seconds"


class WorkerError(Exception):
    """A shard could not be parsed for a reason that lies in no page, such as a full disk."""


class StoppedError(Exception):
    """The run was interrupted; no further work."""


class _DeathError(Exception):
    """The worker is gone: which page it was at (None: at none), and why."""

    def __init__(self, page: int | None, reason: str) -> None:
        super().__init__(reason)
        self.page = page
        self.reason = reason


class _Process:
    """One worker process."""

    def __init__(self, log: IO[bytes]) -> None:
        # A session of its own: an interrupt at the terminal is for the run, which then ends its workers.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
        )  # fmt: skip
        self._buffer = b""

    def run(self, job: Job, parsed: Callable[[int], None]) -> bool:
        """Have a shard parsed; `parsed` is told each page. Returns whether the result may be kept."""
        page: int | None = None
        self._send(job.to_json())
        while True:
            match self._answer(page, job.page_seconds):
                case {"page": int() | None as following}:
                    parsed(int(page is not None))
                    page = following
                case {"failed": str() as why}:
                    raise WorkerError(why)
                case {"done": bool() as lasting}:
                    return lasting
                case answer:
                    raise WorkerError(f"a worker gave an answer that is none: {answer}")

    def kill(self) -> None:
        """End the process. Another thread may be waiting for its answer, so its streams stay open."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process and let go of it."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None  # noqa: S101 (for the type checker: it was opened as a pipe)
        with suppress(BrokenPipeError):  # it is dead, which the wait for its answer will tell
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()

    def _answer(self, page: int | None, page_seconds: float) -> object:
        """Return the next answer; raises _DeathError if there is none, or none in time."""
        assert self._process.stdout is not None  # noqa: S101 (as above)
        descriptor = self._process.stdout.fileno()
        patience = START_SECONDS if page is None else page_seconds
        while b"\n" not in self._buffer:
            if not select.select([descriptor], [], [], patience)[0]:
                raise _DeathError(page, OVERTIME.format(patience))
            chunk = os.read(descriptor, 2**16)
            if not chunk:
                raise _DeathError(page, DIED)
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        return json.loads(line)


class Pool:
    """Worker processes for a number of threads. As a context manager, it ends them all on leaving."""

    def __init__(self, workers: int, log: Path, page_seconds: float, parsed: Callable[[int], None]) -> None:
        self._log = log.open("ab")
        self._page_seconds = page_seconds
        self._parsed = parsed
        self._lock = threading.Lock()
        self._stopped = False
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()
        self.start(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        processes = set(self._all)
        self.stop()
        for process in processes:
            process.close()
        self._log.close()

    def start(self, workers: int) -> None:
        """Have so many processes at work; they import the parser while Prefect starts."""
        self._idle += [self._start() for _ in range(workers - len(self._all))]

    def tell(self, parsed: Callable[[int], None]) -> None:
        """Tell somebody else of each page from now on."""
        self._parsed = parsed

    def stop(self) -> None:
        """End all workers; whoever waits for one gets StoppedError."""
        with self._lock:
            self._stopped = True
        for process in set(self._all):
            process.kill()

    def run(self, shard: Path, folder: Path) -> bool:
        """Parse a shard, whatever it does to the workers. Returns whether the result may be kept for later runs.

        Raises WorkerError if that fails for a reason that lies in no page.
        """
        condemned: dict[int, str] = {}
        deaths: Counter[int | None] = Counter()
        while True:
            try:
                return self._run_once(Job(str(shard), str(folder), self._page_seconds, condemned))
            except _DeathError as death:
                deaths[death.page] += 1
                if death.page is not None and deaths[death.page] == LIVES:
                    condemned[death.page] = death.reason
                if deaths[None] == IDLE_DEATHS:
                    raise WorkerError(f"{death.reason} while it parsed no page; see {self._log.name}") from None

    def _run_once(self, job: Job) -> bool:
        process = self._borrow()
        told = 0

        def parsed(count: int) -> None:
            nonlocal told
            told += count
            self._parsed(count)

        try:
            result = process.run(job, parsed)
        except (_DeathError, WorkerError):
            self._parsed(-told)
            self._discard(process)
            raise
        with self._lock:
            if not self._stopped:
                self._idle.append(process)
        return result

    def _borrow(self) -> _Process:
        with self._lock:
            if self._stopped:
                raise StoppedError
            return self._idle.pop() if self._idle else self._start()

    def _start(self) -> _Process:
        process = _Process(self._log)
        self._all.add(process)
        return process

    def _discard(self, process: _Process) -> None:
        with self._lock:
            if self._stopped:
                raise StoppedError
            self._all.discard(process)
        process.close()
