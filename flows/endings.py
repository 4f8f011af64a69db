"""How a run may end before its work is done: it fails for no mistake of the user's, or a signal asks it to end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from schemas import JianghuaError

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class RunFailedError(JianghuaError):
    """A run could not do its work, and it is not the user's mistake."""

    exit_code = 1


class InterruptedRunError(KeyboardInterrupt):
    """A signal asked the run to end; the message says what is left of its work."""

    def __init__(self, number: int, left: str) -> None:
        super().__init__(f"interrupted; {left}")
        self.exit_code = 128 + number


@contextmanager
def interruptible(left: str) -> Iterator[None]:
    """Turn the first signal to end into an exception, and let further ones pass while things are tidied up."""

    def end(number: int, _: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise InterruptedRunError(number, left)

    before = {each: signal.signal(each, end) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
