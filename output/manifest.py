"""manifest.json: what a release is and holds, the last file written; and SHA256SUMS, for those who have only a shell.

The manifest ends with the digest of the rest of itself and is the only way its bytes can be, so a changed bit shows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from output.catalog import NAME as CATALOG
from output.files import dump_json, files_below, sha256_file
from output.tally import Counts
from schemas import JianghuaError

NAME = "manifest.json"
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,99}")
"""What a version may be, as the name of a folder anywhere."""
SUMS = "SHA256SUMS"
FORMAT = 2
"""Raised when the files of a release, or what the manifest says of them, change their meaning."""

DERIVED = (CATALOG, "CHANGELOG.md", "report.html")
"""Not in SHA256SUMS: what is not the same bytes twice, or tells of the release before. The manifest has the digests."""


class OtherFormatError(JianghuaError):
    """A release was made by another version of this program."""


class FileEntry(TypedDict):
    """A file of a release."""

    bytes: int
    sha256: str


class CountsEntry(TypedDict):
    """The counts of a release."""

    pages: dict[str, int]
    speeches: int
    edits: int
    chars: int
    kept: int
    chars_by_kind: dict[str, int]


class GatesEntry(TypedDict):
    """What the gates said of a release before it was published."""

    passed: int
    skipped: list[str]
    accepted: dict[str, int]
    """The gates that failed and were accepted, with the number of rows that break each."""


class Manifest(TypedDict):
    """What manifest.json holds; `self_sha256` comes last."""

    format: int
    version: str
    created: str | None
    parser_version: str
    content: str
    inputs: str
    """The digest of what it was made of (`output.identity`)."""
    written_with: dict[str, str]
    counts: CountsEntry
    withdrawn: int
    """Pages that came in and were left out because they are withdrawn."""
    gates: GatesEntry
    files: dict[str, FileEntry]
    self_sha256: str


def counts_entry(counts: Counts) -> CountsEntry:
    """Return counts as the manifest holds them."""
    return {
        "pages": dict(counts.pages), "speeches": counts.speeches, "edits": counts.edits, "chars": counts.chars,
        "kept": counts.kept, "chars_by_kind": dict(counts.chars_by_kind),
    }  # fmt: skip


def content_digest(folder: Path, parser_version: str) -> str:
    """Return the digest of what a release says: its Parquet files, the parser's version, the format."""
    digest = hashlib.sha256(f"{FORMAT}\n{parser_version}\n".encode())
    for name in files_below(folder):
        if name.endswith(".parquet"):
            digest.update(f"{sha256_file(folder / name)}  {name}\n".encode())
    return digest.hexdigest()


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over all files that are there and are the same in every build."""
    names = [name for name in files_below(folder) if name not in (*DERIVED, SUMS, NAME)]
    lines = (f"{sha256_file(folder / name)}  {name}\n" for name in names)
    (folder / SUMS).write_text("".join(lines), "utf-8")


def file_entries(folder: Path, names: Sequence[str]) -> dict[str, FileEntry]:
    """Return size and digest of files."""
    return {name: {"bytes": (folder / name).stat().st_size, "sha256": sha256_file(folder / name)} for name in names}


def sealed(manifest: Manifest) -> str:
    """Return the manifest's JSON, with its own digest filled in."""
    bare = {name: value for name, value in manifest.items() if name != "self_sha256"}
    return dump_json({**bare, "self_sha256": hashlib.sha256(dump_json(bare).encode()).hexdigest()})


def read_manifest(release: Path) -> Manifest:
    """Return the manifest of a release.

    Raises JianghuaError if there is none, or if it is not as it was written.
    """
    path = release / NAME
    try:
        text = path.read_text("utf-8")
        manifest: Manifest = json.loads(text)
        whole = sealed(manifest) == text
    except OSError as error:
        raise JianghuaError(f"{release} is not a release: {NAME} cannot be read ({error.strerror})") from error
    except (ValueError, AttributeError) as error:
        raise JianghuaError(f"{path} is damaged: it is not the JSON it was written as") from error
    if not whole:
        raise JianghuaError(f"{path} is damaged: it is not as it was written")
    if manifest["format"] != FORMAT:
        raise OtherFormatError(f"{path} is of format {manifest['format']}, this program reads {FORMAT}")
    return manifest
