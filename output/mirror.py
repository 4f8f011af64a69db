"""A release taken to another store, and back: copied, verified by reading it back, and only then named the latest.

The store is any that fsspec knows: a folder, S3, SFTP, WebDAV, memory. Stores have no rename of folders and few have
links, so the manifest comes last (without one a folder is no release), and a small file LATEST names the newest
version; where the store is a local folder, the link `latest` does too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import fsspec
from fsspec.implementations.local import LocalFileSystem

from output.files import move_into_place, point, temporary_folder
from output.manifest import NAME, VERSION, read_manifest
from output.verify import file_problems
from schemas import JianghuaError

LATEST = "LATEST"
_BLOCK = 1 << 20


class Mirrored(NamedTuple):
    """What became of a release in the store."""

    address: str
    copied: int
    """Files that had to be copied; the others were there already."""
    is_latest: bool


def mirror(release: Path, destination: str, progress: Callable[[str], None]) -> Mirrored:
    """Take a release to `destination`/VERSION, an fsspec address or a folder.

    What an interrupted run has copied is not copied again. `destination`/LATEST moves last, and only to a release that
    was not made before the one it names. Raises JianghuaError if the release is damaged, if the store cannot be used,
    holds another release of that version, or gives back other bytes than were sent.
    """
    if damage := file_problems(release):
        raise JianghuaError(f"{release} is damaged ({damage[0]}); nothing was copied")
    with store_errors(f"cannot publish to {destination}"):
        store, root = fsspec.core.url_to_fs(destination)
        return _mirror(release, store, str(root).rstrip("/"), progress)


@contextmanager
def store_errors(failed: str) -> Iterator[None]:
    """Tell in one line what a store's package raises while it is used: `failed`, and why.

    Each package has errors of its own, those of botocore derive from Exception alone. What Python itself raises is of
    a store only if it is an OSError, a package that is missing or an address that is none; the rest is our defect.
    """
    try:
        yield
    except JianghuaError:
        raise
    except Exception as error:
        if type(error).__module__ == "builtins" and not isinstance(error, OSError | ImportError | ValueError):
            raise
        raise JianghuaError(f"{failed}: {error}") from error


def fetch(store_address: str, releases: Path, version: str | None) -> str | None:
    """Bring a release from a store into a folder of releases, whole or not at all, unless it is there; the reverse.

    Returns its version, which is that of `version` or the one that LATEST names, or None if the store has none such.
    Raises JianghuaError if what arrived is not what its manifest says, OSError if the store cannot be read.
    """
    store, root = fsspec.core.url_to_fs(store_address)
    named = version or (_read(store, f"{root}/{LATEST}") or b"").decode().strip()
    if not VERSION.fullmatch(named) or not store.isfile(f"{root}/{named}/{NAME}"):
        return None
    if not (releases / named / NAME).is_file():
        with temporary_folder(releases) as folder:
            _fetch_files(store, f"{root}/{named}", folder)
            move_into_place(folder, releases / named)
    return named


def _fetch_files(store: Any, source: str, folder: Path) -> None:
    store.get_file(f"{source}/{NAME}", str(folder / NAME))
    for name in read_manifest(folder)["files"]:
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise JianghuaError(f"{source}/{NAME} names a file outside of its release: {name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        store.get_file(f"{source}/{name}", str(target))
    if damage := file_problems(folder):
        raise JianghuaError(f"{source} is damaged, or did not arrive whole: {damage[0]}")


def _mirror(release: Path, store: Any, root: str, progress: Callable[[str], None]) -> Mirrored:
    manifest = read_manifest(release)
    target = f"{root}/{manifest['version']}"
    ours, there = (release / NAME).read_bytes(), _read(store, f"{target}/{NAME}")
    if there not in (None, ours):
        raise JianghuaError(f"{target} holds another release of that version; releases do not change")
    copied = 0
    for name, entry in sorted(manifest["files"].items()):
        progress(name)
        copied += _copied(store, release / name, f"{target}/{name}", entry["sha256"])
    store.pipe_file(f"{target}/{NAME}", ours)
    if _read(store, f"{target}/{NAME}") != ours:
        raise JianghuaError(f"{target}/{NAME} did not arrive as it was sent; it is not the latest release there")
    is_latest = _is_newest(store, root, manifest["created"])
    if is_latest:
        _name_latest(store, root, manifest["version"])
    return Mirrored(target, copied, is_latest)


def _copied(store: Any, source: Path, target: str, digest: str) -> bool:
    """Copy a file unless it is there, and read back what arrived; say whether it was copied."""
    if _digest(store, target) == digest:
        return False
    store.makedirs(target.rpartition("/")[0], exist_ok=True)
    store.put_file(str(source), target)
    if _digest(store, target) != digest:
        raise JianghuaError(f"{target} did not arrive as it was sent; the release is not there yet, publish again")
    return True


def _digest(store: Any, path: str) -> str | None:
    if not store.isfile(path):
        return None
    digest = hashlib.sha256()
    with store.open(path, "rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _read(store: Any, path: str) -> bytes | None:
    return bytes(store.cat_file(path)) if store.isfile(path) else None


def _is_newest(store: Any, root: str, created: str | None) -> bool:
    """Say whether the store names no release, or one that was not made after this one."""
    named = (_read(store, f"{root}/{LATEST}") or b"").decode().strip()
    manifest = _read(store, f"{root}/{named}/{NAME}") if named else None
    return manifest is None or (json.loads(manifest)["created"] or "") <= (created or "")


def _name_latest(store: Any, root: str, version: str) -> None:
    if not isinstance(store, LocalFileSystem):
        store.pipe_file(f"{root}/{LATEST}", f"{version}\n".encode())
        return
    with temporary_folder(Path(root)) as folder:
        (folder / LATEST).write_text(f"{version}\n", "utf-8")
        (folder / LATEST).rename(Path(root) / LATEST)
    point(Path(root) / "latest", version)
