"""Text of strangers on a terminal: nothing in it may move the cursor, change colours, or turn the line around."""

from __future__ import annotations

import re
from typing import IO, Protocol

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    r"""Return the text with control characters, marks of direction and lone surrogates written as `\x1b` or `\u202e`.

    Tabs and line feeds stay.
    """
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


class Sink(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> int:
        """Write text; returns the number of characters."""


class _Guarded:
    def __init__(self, terminal: IO[str]) -> None:
        self._terminal = terminal

    def write(self, text: str, /) -> int:
        return self._terminal.write(safe(text))


def guarded(file: IO[str]) -> Sink:
    """Return what writes to a file as it is, and to a terminal only what is safe there."""
    return _Guarded(file) if file.isatty() else file


def safe_line(text: str) -> str:
    r"""Return the text on one line: safe, and with line feeds and tabs written as `\n` and `\t`."""
    return safe(text).replace("\n", r"\n").replace("\t", r"\t")
