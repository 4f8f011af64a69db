"""How much memory a process and those that it started hold at once."""

from __future__ import annotations

import threading
from contextlib import suppress

import psutil

SAMPLE_SECONDS = 1.0


class Peak:
    """Watches the memory of a process and its descendants until told to end."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._done = threading.Event()
        self._bytes = 0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Return the peak in bytes."""
        self._done.set()
        self._thread.join()
        return self._bytes

    def _watch(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            with suppress(psutil.Error):
                self._bytes = max(self._bytes, sum(map(_pss, (self._process, *self._process.children(recursive=True)))))


def _pss(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0
