"""Questions to a release in SQL, which a stranger may ask: nothing can be written, no other file can be read."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from output.catalog import NAME
from schemas import JianghuaError

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
"""External access is what reads and writes files and loads extensions; locking keeps a SET from giving it back."""


def latest(data: Path, called: str | None = None) -> Path:
    """Return the newest release below a data directory.

    Raises JianghuaError if there is none; it names the directory as the user did, if that is otherwise.
    """
    link = data / "releases" / "latest"
    if not (link / "manifest.json").is_file():
        name = called or data
        raise JianghuaError(f"there is no release in {name}; make one with: jianghua build PATH... --data {name}")
    return link.resolve()


@contextmanager
def answering() -> Iterator[None]:
    """Tell of what keeps DuckDB from answering for a reason that does not lie in the question.

    Raises JianghuaError if the release turns out to be damaged, and KeyboardInterrupt for Ctrl-C, of which DuckDB makes
    an error of its own.
    """
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise JianghuaError(f"{_first_line(error)}; `jianghua verify` says what is wrong with a release") from error
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from error


@contextmanager
def heeding_ctrl_c(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C end a question at once; DuckDB itself looks for signals between its tasks, and one may take minutes.

    Python tells of a signal only when DuckDB returns, so the signal wakes a thread (`signal.set_wakeup_fd`, which only
    the main thread may call).
    """
    signals, wake = socket.socketpair()
    wake.setblocking(False)
    watch = threading.Thread(target=_interrupt_on_ctrl_c, args=(signals, connection), daemon=True)
    watch.start()
    before = signal.set_wakeup_fd(wake.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        wake.close()
        watch.join()
        signals.close()


def _interrupt_on_ctrl_c(signals: socket.socket, connection: duckdb.DuckDBPyConnection) -> None:
    while number := signals.recv(1):
        if number[0] == signal.SIGINT:
            connection.interrupt()


def open_release(release: Path) -> duckdb.DuckDBPyConnection:
    """Open a release read-only, with its tables and macros, and nothing else within reach.

    What does not fit into memory spills to the system's temporary folder. Raises JianghuaError if it cannot be opened.
    """
    catalog = release.resolve() / NAME
    if not catalog.is_file():
        raise JianghuaError(f"{release} is not a release: {NAME} is missing")
    spill = os.path.join(tempfile.gettempdir(), "jianghua-spill")  # noqa: PTH118  # a string, for DuckDB
    try:
        return duckdb.connect(catalog, read_only=True, config={**_LOCKED, "temp_directory": spill})
    except duckdb.Error as error:
        raise JianghuaError(f"cannot open {catalog}: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
