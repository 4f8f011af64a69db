"""A file without its gzip, read from front to back, that gives all that is whole and tells whether its end is missing.

The readers of the standard library drop what they hold when they meet a torn end; here nothing before the tear is lost.
"""

from __future__ import annotations

import zlib
from typing import IO

PIECE = 2**16
MOST_AT_ONCE = 2**25
"""Bytes in one piece, more than the limit of a page: what asks for more was told to by a header of a stranger."""

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = zlib.MAX_WBITS | 16


class Stream:
    """A file, of gzip members or plain. It can be read, and sought forwards."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._member = zlib.decompressobj(_GZIP) if file.read(2) == _GZIP_MAGIC else None
        self._pending = b""
        self._position = 0
        self.last = b""
        """The last four bytes that were read."""
        self.is_torn = False
        """Whether it ended in the midst of a gzip member, or in one that is damaged."""
        file.seek(0)

    def read(self, size: int = PIECE) -> bytes:
        """Return as many bytes, or what there is before the end, be it that of what is whole.

        Raises ValueError if that is too much in one piece.
        """
        if not 0 <= size <= MOST_AT_ONCE:
            raise ValueError(f"a piece of {size:,} bytes")
        pieces = []
        while size and (piece := self._some(size)):
            pieces.append(piece)
            size -= len(piece)
        data = b"".join(pieces)
        self._position += len(data)
        self.last = (self.last + data)[-4:]
        return data

    def tell(self) -> int:
        """Return how many bytes have been read."""
        return self._position

    def seek(self, position: int, whence: int = 0) -> int:
        """Read on to a position. Raises ValueError if it lies behind, or is not counted from the start."""
        if whence or position < self._position:
            raise ValueError("it is read from front to back")
        while self._position < position and self.read(min(PIECE, position - self._position)):
            pass
        return self._position

    def close(self) -> None:
        """Leave the file open, which is its opener's."""

    def _some(self, size: int) -> bytes:
        return self._file.read(size) if self._member is None else self._unzipped(self._member, size)

    def _unzipped(self, member: zlib._Decompress, size: int) -> bytes:
        while not self.is_torn:
            packed = self._pending or self._file.read(PIECE)
            if not packed:
                self.is_torn = not member.eof
                break
            if member.eof:
                self._member = member = zlib.decompressobj(_GZIP)
            try:
                data = member.decompress(packed, size)
            except zlib.error:
                self.is_torn = True
                break
            self._pending = member.unconsumed_tail or member.unused_data
            if data:
                return data
        return b""
