"""Text of strangers on a terminal: nothing in it may move the cursor, change colours, or turn the line around."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    r"""Return the text with control characters, marks of direction and lone surrogates written as `\x1b` or `\u202e`.

    Tabs and line feeds stay.
    """
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def safe_line(text: str) -> str:
    r"""Return the text on one line: safe, and with line feeds and tabs written as `\n` and `\t`."""
    return safe(text).replace("\n", r"\n").replace("\t", r"\t")
