"""Files that are there whole or not at all, on a local disk or, by an address of fsspec, on an object store.

This is the only place that knows which of the two it is.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

TEMPORARY = ".tmp-"
"""How the names of files begin that are being written; a killed run may leave some. Hidden files are no files here."""


class Files:
    """A folder of immutable files, named by relative paths with slashes."""

    def __init__(self, root: str | Path) -> None:
        """Take a folder or an address such as s3://bucket/folder; it need not be there yet."""
        self._fs, path = url_to_fs(os.fspath(root))
        self.root = path.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)

    def location(self, name: str) -> str:
        """Return where a file lies, as `read_span` takes it in any process that reaches the same storage."""
        return str(self._fs.unstrip_protocol(f"{self.root}/{name}")) if not self._local else f"{self.root}/{name}"

    def names(self, folder: str) -> list[str]:
        """Return the names of the finished files below a folder, sorted; none if it is not there."""
        below = f"{self.root}/{folder}"
        found = (str(path) for path in self._fs.find(below))
        return sorted(
            path.removeprefix(f"{self.root}/") for path in found if not path.rpartition("/")[2].startswith(".")
        )

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises OSError."""
        return bytes(self._fs.cat_file(f"{self.root}/{name}"))

    def write(self, name: str, data: bytes) -> None:
        """Write a file in one step: once this returns it is on the disk, and before that nothing has its name.

        Raises OSError if it cannot be written.
        """
        if self._local:
            _write_locally(Path(self.root) / name, data)
        else:
            self._fs.pipe_file(f"{self.root}/{name}", data)

    def sweep(self) -> None:
        """Remove what killed runs left half written; to be called by who alone writes here."""
        if self._local:
            for path in Path(self.root).rglob(f"{TEMPORARY}*"):
                path.unlink(missing_ok=True)


def read_span(location: str, start: int, length: int) -> bytes:
    """Return a part of the file at a location. Raises OSError; what is cut off is shorter."""
    fs, path = url_to_fs(location)
    return bytes(fs.cat_file(path, start=start, end=start + length))


def _write_locally(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o444)
        Path(temporary).rename(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
