"""What HTTP says about a body, and how to unpack it: for what is fetched and for what lies in web archives alike."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

PAGE_TYPES = frozenset({"text/html", "text/plain", "application/xhtml+xml", "application/octet-stream", ""})
"""Types that may be a page. Servers of old sites call pages by the last two, or by none."""
CUT_OFF = "the body is cut off"
ENCODING = "a content encoding that is not read"

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_MOST_HEADERS, _LONGEST_HEADER = 64, 1000
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class PayloadError(Exception):
    """A body cannot be had; the message is the reason, the same for all bodies with the same trouble."""


def media_type(content_type: str | None) -> str:
    """Return `text/html` for `Text/HTML; charset=gbk`."""
    return (content_type or "").partition(";")[0].strip().lower()


def declared_charset(content_type: str | None) -> str | None:
    """Return the character set that a Content-Type declares."""
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


def kept_headers(headers: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return headers as the index keeps them: by small names, not more and not longer than sensible."""
    kept: dict[str, str] = {}
    for name, value in headers:
        if len(kept) < _MOST_HEADERS and len(name) <= _LONGEST_HEADER:
            kept[name.lower()] = value[:_LONGEST_HEADER]
    return kept


class Unpacker:
    """Takes a content encoding off a body, piece by piece, and never holds more than the limit."""

    def __init__(self, encoding: str | None, max_bytes: int) -> None:
        """Prepare for the value of Content-Encoding. Raises PayloadError if it is not gzip, deflate or nothing."""
        name = (encoding or "identity").strip().lower()
        if name not in ("identity", "gzip", "x-gzip", "deflate"):
            raise PayloadError(ENCODING)
        self._packed = zlib.decompressobj(_GZIP_OR_ZLIB) if name != "identity" else None
        self._left = max_bytes
        self._too_large = f"larger than the limit of {max_bytes:,} bytes"
        self._pieces: list[bytes] = []

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the body. Raises PayloadError on damage, or if the body is over the limit."""
        if self._packed is not None:
            try:
                piece = self._packed.decompress(piece, self._left + 1)
            except zlib.error as error:
                raise PayloadError("the content encoding is damaged") from error
        self._left -= len(piece)
        if self._left < 0:
            raise PayloadError(self._too_large)
        self._pieces.append(piece)

    def body(self) -> bytes:
        """Return the whole body. Raises PayloadError if an end is missing."""
        if self._packed is not None and not self._packed.eof:
            raise PayloadError(CUT_OFF)
        return b"".join(self._pieces)


def unpacked(body: bytes, encoding: str | None, max_bytes: int) -> bytes:
    """Return a body without its content encoding. Raises PayloadError if that cannot be."""
    unpacker = Unpacker(encoding, max_bytes)
    unpacker.feed(body)
    return unpacker.body()
