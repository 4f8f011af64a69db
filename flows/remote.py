"""A data root on an object store, and the folder of this machine in which it is worked on.

An object store knows no locks, renames or links. So what lasts lies there (`raw/`, `releases/`, `takedown.yml`,
`ingest.json`), and what is in hand lies in a folder of this machine (the cache of shards, logs, locks, the release that
is being made), which a file in it ties to its root. A root that is a folder is its own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fsspec.core import url_to_fs

from ingest.files import Files
from ingest.takedown import NAME as TAKEDOWN
from output.files import point
from output.mirror import fetch, mirror, store_errors
from schemas import JianghuaError

MARK = "root.txt"


def folder_of(address: str) -> Path:
    """Return the folder of this machine in which a root at an address is worked on; it is made if need be.

    Raises JianghuaError if nothing here knows such addresses, or if the store does not answer: asked whether a file is
    there, fsspec says no in both cases, and a release would seem to be missing.
    """
    try:
        store, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise JianghuaError(f"cannot reach {address}: {error}; for s3:// install the extra 'jianghua[s3]'") from error
    with store_errors(f"cannot reach {address}"), suppress(FileNotFoundError):
        store.ls(path, detail=False)
    store.invalidate_cache()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "jianghua" / hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(address.rstrip("/"), "utf-8")
    return folder


def root_of(data: Path) -> str:
    """Return the address that a folder works for, or the folder itself."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return (data / MARK).read_text("utf-8")
    return str(data)


def require_folder(data: Path) -> None:
    """Raise JianghuaError if a root is an address: what is asked for is done there by the store's own tools."""
    if (root := root_of(data)) != str(data):
        raise JianghuaError(f"this is for a data directory; look at {root}/releases with the tools of that store")


def fetch_release(data: Path, version: str | None = None) -> None:
    """Bring a release of a root at an address into its folder, if it is not there: by version, or the latest.

    Nothing happens if the root is a folder, or has no such release. Raises JianghuaError if what arrived is damaged.
    """
    root = root_of(data)
    if root == str(data):
        return
    with store_errors(f"cannot read {root}"):
        fetched = fetch(f"{root}/releases", data / "releases", version)
    if fetched is not None and version is None:
        point(data / "releases" / "latest", fetched)


def send_release(data: Path, release: Path, progress: Callable[[str], None]) -> None:
    """Take a release to the address that a folder works for, if it works for one. Raises JianghuaError if it cannot."""
    root = root_of(data)
    if root != str(data):
        mirror(release, f"{root}/releases", progress)


def fetch_takedown(data: Path) -> Path:
    """Return the takedown list of a root, as a file of this machine; it need not be there."""
    path = data / TAKEDOWN
    if (root := root_of(data)) != str(data):
        path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            path.write_bytes(Files(root).read(TAKEDOWN))
    return path
