"""A digest of a program: what it is made of, so that results can be kept under the name of what made them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

COUNTED = (
    ".py",
    ".toml",
    ".tsv",
    ".txt",
    ".json",
    ".gz",
    ".xz",
    ".zst",
    ".bin",
    ".sql",
    ".md",
    ".html",
    ".css",
    ".cff",
)
"""The endings of files that a program is made of: its code, its data, its templates."""


def digest_of(packages: Iterable[Path], libraries: Iterable[str]) -> str:
    """Return the SHA-256, in hex, of all files of some packages' folders and of the versions of libraries."""
    digest = hashlib.sha256()
    for root in packages:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix in COUNTED:
                digest.update(f"{path.relative_to(root.parent).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in libraries:
        digest.update(f"{library} {installed(library)}\0".encode())
    return digest.hexdigest()


def installed(distribution: str) -> str:
    """Return the version of a distribution, or `absent`."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "absent"
