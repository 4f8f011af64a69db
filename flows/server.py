"""A temporary Prefect server for a run without a Prefect API, in a process of its own.

Prefect can start one by itself; this one starts earlier (while the pages are hashed and Prefect is imported), writes to
a log file rather than to the terminal, takes a port the system gives it, and ends with its parent even if that is
killed: it watches its standard input. Its database lies in the data directory, so the history of runs stays.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

START_SECONDS = 180.0
"""Patience with the start: 4 to 6 s, 14 s with a new database, and several times that on a busy machine."""
_QUIET = {
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_UI_ENABLED": "0",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
}


READY = "ready"
"""A file beside the database that says it was laid out to the end. Killed before that, Prefect cannot go on with it."""


class ServerError(Exception):
    """The temporary server did not start."""


@contextmanager
def temporary_server(home: Path, log: Path) -> Iterator[TemporaryServer]:
    """Start the server with its database in `home`; it may be waited for later. Ends it on leaving."""
    if not (home / READY).exists():
        clear(home)
    server = TemporaryServer(home, log)
    try:
        yield server
    finally:
        server.stop()


def clear(home: Path) -> None:
    """Forget the history of runs: an unfinished or damaged database keeps the server from starting."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)


class TemporaryServer:
    """The server as its parent sees it."""

    def __init__(self, home: Path, log: Path) -> None:
        self._home, self._log = home, log
        self._start()

    def _start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
        with self._log.open("ab") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.server"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, start_new_session=True,
                env={**environment, **_QUIET, "PREFECT_HOME": str(self._home)},
            )  # fmt: skip
        self._started = time.monotonic()

    def wait(self) -> str:
        """Return the address of the API once it answers.

        If it does not, a second try is made without the history of runs; raises ServerError if that fails as well.
        """
        address = self._address()
        if address is None:
            self.stop()
            clear(self._home)
            self._start()
            address = self._address()
        if address is None:
            raise ServerError(f"Prefect's temporary server did not start; see {self._log}")
        (self._home / READY).touch()
        return address

    def _address(self) -> str | None:
        assert self._process.stdout is not None  # noqa: S101 (for the type checker: it was opened as a pipe)
        port = self._process.stdout.readline().decode().strip()
        address = f"http://127.0.0.1:{port}/api"
        while port and self._process.poll() is None and time.monotonic() < self._started + START_SECONDS:
            if answers(address):
                return address
            time.sleep(0.05)
        return None

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()


def answers(address: str) -> bool:
    """Return whether something answers at the address of a Prefect API, be it that it asks for a key."""
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=10):  # noqa: S310 (http, from the settings)
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def _end_with_parent() -> None:
    with suppress(OSError):
        sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Serve the Prefect API on a free port of this machine, which is told on the standard output first."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    os.write(1, f"{listener.getsockname()[1]}\n".encode())
    os.dup2(2, 1)
    import uvicorn  # here, because the port is told before the slow imports

    config = uvicorn.Config("prefect.server.api.server:create_app", factory=True, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
