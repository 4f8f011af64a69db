"""The releases of a data directory: which there are, and letting go of old ones."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from output.files import locked, temporary_folder
from output.manifest import NAME, read_manifest
from schemas import JianghuaError


@dataclass(frozen=True, slots=True)
class Listed:
    """A release as its manifest tells of it. `problem` says why it cannot be read; then nothing else is known."""

    version: str
    is_latest: bool
    created: str | None = None
    pages: int = 0
    speeches: int = 0
    bytes: int = 0
    problem: str | None = None


def releases(data: Path) -> list[Listed]:
    """Return the releases below a data directory, the newest first, those that cannot be read last."""
    folder = data / "releases"
    newest = (folder / "latest").resolve().name
    found = [path.parent for path in folder.glob(f"[!.]*/{NAME}") if not path.parent.is_symlink()]
    listed = [_listed(path, is_latest=path.name == newest) for path in found]
    return sorted(listed, key=lambda each: (each.problem is None, each.created or "", each.version), reverse=True)


def _listed(release: Path, *, is_latest: bool) -> Listed:
    try:
        manifest = read_manifest(release)
    except JianghuaError as error:
        return Listed(release.name, is_latest, problem=str(error))
    counts = manifest["counts"]
    size = sum(entry["bytes"] for entry in manifest["files"].values())
    return Listed(release.name, is_latest, manifest["created"], sum(counts["pages"].values()), counts["speeches"], size)


def prune(data: Path, keep: int) -> list[str]:
    """Delete all but the newest releases of a data directory; return the versions that are gone, the oldest first.

    At least the newest stays, and what `latest` names, whatever `keep` is; what cannot be read is left alone. A release
    goes by one rename, so a kill leaves no half of one. Raises JianghuaError if another process is publishing there.
    """
    folder = data / "releases"
    with locked(folder):
        readable = [each for each in releases(data) if each.problem is None]
        old = [each.version for each in reversed(readable[max(keep, 1) :]) if not each.is_latest]
        for version in old:
            with temporary_folder(folder) as grave:
                (folder / version).rename(grave / version)
                shutil.rmtree(grave / version)
    return old
