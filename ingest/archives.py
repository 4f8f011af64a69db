"""Pages inside .zip and .tar archives. Nothing is unpacked to the disk, and what is unpacked in memory is bounded."""

from __future__ import annotations

import bz2
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Literal, cast

from ingest.discover import JSON_SUFFIXES
from ingest.folders import files_of, read_bounded
from ingest.intake import Arrival, Intake
from ingest.streams import Stream

MOST_UNPACKED = 200
"""Times the archive's size that its members may be together. Pages come to 5 or 10; deflate can pack 1,032."""
ALWAYS_UNPACKED = 2**28
"""Bytes that may be unpacked whatever the archive's size."""
NO_SIZE = 2**62

_UNPACKERS: dict[bytes, Callable[[Path, Literal["rb"]], IO[bytes]]] = {b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
"""By the first bytes of what they unpack; gzip is the stream's own. Not left to tarfile, which believes any header."""

_TORN = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
         NotImplementedError)  # fmt: skip
"""What the two modules raise on archives that are cut off, damaged, encrypted or packed by a method they lack."""

Open = Callable[[], IO[bytes] | None]
Member = tuple[str, int, Open]
"""A member's name, its size as the archive states it, and how to open it."""


def take_archives(paths: Sequence[str], intake: Intake, *, max_bytes: int) -> None:
    """Take in the members of every archive that the paths lead to. From a torn one, those that are whole."""
    for found in files_of(paths, intake, max_bytes=NO_SIZE):
        members = _zip_members if zipfile.is_zipfile(found.path) else _tar_members
        left = max(ALWAYS_UNPACKED, found.size * MOST_UNPACKED)
        try:
            for name, size, opened in members(found.path):
                left -= size
                if left < 0:
                    intake.miss(found.label, f"unpacks to more than {MOST_UNPACKED} times its size: the rest is left")
                    break
                _take(str(PurePosixPath(found.label, name)), size, opened, intake, max_bytes)
        except _TORN as error:
            intake.miss(found.label, f"the archive is torn or cannot be read: {_why(error)}")


def _take(label: str, size: int, opened: Open, intake: Intake, max_bytes: int) -> None:
    kind = _no_page(label)
    if kind is not None:
        intake.pass_over(kind)
        return
    try:
        file = opened()
        if file is None:
            intake.pass_over("link")
            return
        with file:
            body = read_bounded(file, max_bytes)
            if len(body) != size:
                raise EOFError
    except _TORN as error:
        intake.miss(label, str(error) if isinstance(error, ValueError) else f"cannot be unpacked: {_why(error)}")
    else:
        intake.take(Arrival(label, body))


def _no_page(label: str) -> str | None:
    """Return what a member is that is passed over like the same thing in a folder."""
    path = PurePosixPath(label)
    if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts):
        return "hidden file"
    return "JSON file" if path.suffix.lower() in JSON_SUFFIXES else None


def _zip_members(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield _zip_name(info), info.file_size, partial(archive.open, info)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name. Windows writes it in its own character set without saying so, which here means GBK."""
    says_utf8 = info.flag_bits & 0x800
    if says_utf8 or info.filename.isascii():
        return info.filename
    return info.filename.encode("cp437", "replace").decode("gb18030", "backslashreplace")


def _tar_members(path: Path) -> Iterator[Member]:
    with path.open("rb") as packed:
        magic = packed.read(6)
    unpack = next((opened for start, opened in _UNPACKERS.items() if magic.startswith(start)), open)
    with unpack(path, "rb") as file:
        stream = Stream(file)
        readable = cast("IO[bytes]", stream)  # tarfile's annotation asks for what it needs to write as well
        with tarfile.open(fileobj=readable, mode="r:", encoding="utf-8", errors="backslashreplace") as archive:
            for info in archive:
                if info.isreg():
                    yield info.name, info.size, partial(archive.extractfile, info)
            # Of an archive that ends between two members, tarfile says nothing.
            if stream.is_torn or stream.tell() < archive.offset + tarfile.BLOCKSIZE:
                raise EOFError


def _why(error: BaseException) -> str:
    """Return a reason that is the same for all archives with the same trouble."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "it is encrypted"
    return {"BadZipFile": "damaged", "EOFError": "cut off", "ReadError": "cut off or no archive"}.get(
        type(error).__name__, type(error).__name__
    )
