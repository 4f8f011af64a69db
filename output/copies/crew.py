"""Work in parts that know nothing of each other, done by several processes, with the results in the order of the parts.

How many processes there are shows in nothing but the time. Little work is done here: a process takes a second to start.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

MOST = 8
"""Processes at most: each takes a hundred megabytes."""
_AHEAD = 2
"""Parts that wait for each process, or for the one that takes the results."""

Part = TypeVar("Part")
Result = TypeVar("Result")


def processes() -> int:
    """Return how many processes there are for much work; for little, and on one core, it is done in this one."""
    return min(MOST, len(os.sched_getaffinity(0)))


def done(work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """Yield what becomes of each part, in their order; `work` and the parts must be picklable."""
    rest, count = iter(parts), processes()
    first = list(islice(rest, count * _AHEAD))
    if count == 1 or len(first) < count:
        yield from map(work, first)
        yield from map(work, rest)
        return
    with ProcessPoolExecutor(count, get_context("spawn"), _begin) as pool:
        waiting = deque(pool.submit(work, part) for part in first)
        try:
            while waiting:
                result = waiting.popleft().result()
                waiting.extend(pool.submit(work, part) for part in islice(rest, 1))
                yield result
        finally:
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave interrupts to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
