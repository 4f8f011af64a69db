"""Which parser this is: the version, and a digest of all that can change what it makes of a page.

Results are cached under this name, so it covers the code, the rules and dictionaries, and the libraries whose answers
differ between versions.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import schemas

LIBRARIES = ("ahocorasick-rs", "beautifulsoup4", "chardet", "opencc", "pypinyin", "turbohtml")


@cache
def parser_version() -> str:
    """Return the version, a plus sign, and twelve hex digits of the digest."""
    digest = hashlib.sha256()
    for root in (Path(__file__).parent, Path(schemas.__file__).parent):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix in (
                ".py",
                ".toml",
                ".tsv",
                ".txt",
                ".json",
                ".gz",
                ".xz",
                ".zst",
                ".bin",
            ):
                digest.update(f"{path.relative_to(root.parent).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in LIBRARIES:
        digest.update(f"{library} {_installed(library)}\0".encode())
    return f"{_installed('jianghua')}+{digest.hexdigest()[:12]}"


def _installed(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "absent"
