"""The data directory during a build: who holds it, what a dead run left behind, and where things lie.

The lock is the system's own (`flock`), which ends with the process that holds it, however that ends. What is written in
the lock file is only for people.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from output.shards import holds_any
from schemas import JianghuaError

KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A data directory that this process alone builds in."""

    data: Path
    jobs: Path
    """A folder for this run's notes; it goes with the run."""
    interrupted: str | None
    """Who held the lock and did not let go of it: a run that died. None if the last run ended well."""

    @property
    def logs(self) -> Path:
        """The folder of the last run's logs."""
        return self.data / "logs"

    @property
    def prefect_home(self) -> Path:
        """The folder of the temporary Prefect server, with the history of runs."""
        return self.data / "prefect"

    @property
    def cache(self) -> Path:
        """The folder of shards' results, by key; the next run sweeps what else lies there."""
        return self.data / "parsed"

    @property
    def sites(self) -> Path:
        """The folder of what was learned of sites, by the keys of their samples."""
        return self.data / "sites"

    def forget(self, withdrawn: Collection[str]) -> None:
        """Remove from the cache every shard that holds a withdrawn body, given by its hash."""
        for folder in self.cache.iterdir() if withdrawn else ():
            if KEY.fullmatch(folder.name) and holds_any(folder, withdrawn):
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def open_workspace(data: Path) -> Iterator[Workspace]:
    """Make the data directory ready and hold it.

    Raises JianghuaError if it cannot be written to, or if another build holds it.
    """
    try:
        for name in ("parsed", "logs", "prefect"):
            (data / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JianghuaError(f"cannot write to the data directory {data}: {error.strerror}") from error
    with hold(data, "build") as interrupted:
        _sweep(data / "parsed")
        with tempfile.TemporaryDirectory(prefix="jobs-", dir=data / "parsed") as jobs:
            yield Workspace(data, Path(jobs), interrupted)


@contextmanager
def hold(data: Path, what: str) -> Iterator[str | None]:
    """Hold a data directory for one kind of work, `build` or `ingest`; the two may run beside each other.

    Yields who held it before and did not let go of it: a run that died. Raises JianghuaError if it cannot be written
    to, or if another process holds it.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / f"{what}.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise JianghuaError(f"cannot write to the data directory {data}: {error.strerror}") from error
    with lock:
        interrupted = _acquire(lock, data, what)
        try:
            yield interrupted
        finally:
            lock.truncate(0)


def _acquire(lock: IO[str], data: Path, what: str) -> str | None:
    """Take the lock and sign it. Returns the signature found there: of a run that died, or None."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _signature(lock) or "a process that left no name"
        raise JianghuaError(f"another {what} holds {data}: {holder}; try again when it has ended") from None
    found = _signature(lock)
    lock.truncate(0)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lock.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now}))
    lock.flush()
    return found


def _signature(lock: IO[str]) -> str | None:
    lock.seek(0)
    try:
        held = json.loads(lock.read())
        return f"process {held['pid']} on {held['host']} since {held['since']}"
    except (ValueError, KeyError, TypeError):
        return None


def _sweep(parsed: Path) -> None:
    """Remove what is no finished shard: the temporary folders of runs that died."""
    for path in parsed.iterdir():
        if not KEY.fullmatch(path.name):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
