"""Files that are there whole or not at all: checksums, syncing to disk, atomic renames, locks, stable JSON.

What the files hold is not known here.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas import JianghuaError

TEMPORARY = ".tmp-"
"""How the names of folders begin that are being written; what a killed run leaves of them may be deleted."""

_BLOCK = 1 << 20


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def dump_json(value: object) -> str:
    """Return JSON that is the same for equal values, for people to read."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def files_below(folder: Path) -> list[str]:
    """Return the relative paths of all files below a folder, sorted, with slashes."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def sync(path: Path) -> None:
    """Make the system write a file's bytes, or a folder's entries, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make the system write a folder and all below it to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """Yield a new folder in `parent` to write into; it is deleted at the end unless it was renamed.

    Raises JianghuaError if nothing can be written there.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=parent))
    except OSError as error:
        raise JianghuaError(f"cannot write to {parent}: {error.strerror}; choose another place with --data") from error
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(folder: Path, target: Path) -> bool:
    """Rename a whole folder to its final name, after syncing it; say whether it is there because of this call.

    A target that exists already is left as it is.
    """
    sync_tree(folder)
    try:
        folder.rename(target)
    except OSError:
        if target.is_dir():
            return False
        raise
    sync(target.parent)
    return True


def point(link: Path, name: str) -> None:
    """Make a symbolic link name a sibling, in one step: a reader sees the old one or the new one."""
    with temporary_folder(link.parent) as folder:
        fresh = folder / link.name
        fresh.symlink_to(name)
        fresh.rename(link)
    sync(link.parent)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for one process; a process that is killed lets go of it.

    Raises JianghuaError if another process holds it, or if it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".lock").open("w")
    except OSError as error:
        raise JianghuaError(f"cannot write to {folder}: {error.strerror}; choose another place with --data") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JianghuaError(f"another build is publishing into {folder}; wait until it has ended") from error
        yield


def remove_leftovers(folder: Path) -> None:
    """Delete what killed runs left half written; to be called by who holds the folder."""
    for path in folder.glob(TEMPORARY + "*"):
        shutil.rmtree(path, ignore_errors=True)
