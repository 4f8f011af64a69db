"""Which program writes releases, and from what a release is made: what has both the same is the same release."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import output
import schemas
from output.shards import DONE
from schemas import Rule
from schemas.identity import digest_of

LIBRARIES = ("duckdb", "jinja2", "numpy", "pyarrow", "rapidfuzz", "vl-convert-python")


@cache
def writer_version() -> str:
    """Return a digest of all that can change what is made of shards."""
    # output/data is where data lands by default: no part of the program.
    parts = [path for path in sorted(Path(output.__file__).parent.iterdir()) if path.is_dir() and path.name != "data"]
    files = sorted(Path(output.__file__).parent.glob("*.*"))
    digest = hashlib.sha256(digest_of((*parts, Path(schemas.__file__).parent), LIBRARIES).encode())
    for path in files:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def inputs_digest(shards: Iterable[Path], rules: Sequence[Rule], parser_version: str) -> str:
    """Return the digest of what a release is made of: the shards' contents, the rules, the programs."""
    digest = hashlib.sha256(f"{writer_version()}\n{parser_version}\n".encode())
    for rule in rules:
        digest.update(f"{rule}\n".encode())
    for done in sorted(hashlib.sha256((shard / DONE).read_bytes()).hexdigest() for shard in shards):
        digest.update(f"{done}\n".encode())
    return digest.hexdigest()
