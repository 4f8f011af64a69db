"""Publication: shards become a release that is there whole, verified, or not at all.

Everything is written into a temporary folder beside the releases, read back and verified, renamed in one step, and
only then does `latest` move. The clock is not read here: the caller says what day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from output.catalog import write_catalog, write_script
from output.changes import write_changelog
from output.describe import Facts, write_descriptions
from output.files import files_below, locked, move_into_place, point, remove_leftovers, temporary_folder
from output.gates import GateError, require_known, try_gates
from output.identity import inputs_digest
from output.manifest import (
    FORMAT,
    NAME,
    VERSION,
    GatesEntry,
    Manifest,
    OtherFormatError,
    content_digest,
    counts_entry,
    file_entries,
    read_manifest,
    sealed,
    write_sums,
)
from output.memory import give_back
from output.merge import merge
from output.report import write_report
from output.search import write_index
from output.tally import Counts
from output.verify import file_problems, verify
from schemas import JianghuaError, Rule

_SHORT = 8


@dataclass(frozen=True, slots=True)
class Release:
    """A published release, and what is in it."""

    path: Path
    version: str
    pages: Mapping[str, int]
    """Pages by status; every status is there."""
    speeches: int
    chars: int
    """Characters of all pages."""
    kept: int
    chars_by_kind: Mapping[str, int]
    """Characters removed or replaced, by kind of edit; every kind is there."""
    is_new: bool
    """False if a release with the same content was there already; then nothing was written."""


def publish(
    data: Path, shards: Sequence[Path], *, rules: Sequence[Rule], version: str | None = None, parser_version: str,
    created: str | None = None, accept: Collection[str] = (), withdrawn: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Release:  # fmt: skip
    """Make a release of whole shards below `data`/releases, and let `latest` name it.

    `rules` are all rules that an edit or an evidence may name. `created` is a date or time in ISO 8601; the default
    version is its day and a short digest of the content. If `latest` (or the version asked for) has the same content,
    it is used and nothing is written. The gates named in `accept` may fail; the manifest then says so, and how many
    pages were left out because they are `withdrawn`. Raises
    JianghuaError if the version is taken, if nothing can be written, if another process is publishing, if a gate fails
    (then GateError), or if the result does not pass verification; then nothing was published.
    """
    require_known(accept)
    if version is not None and (version == "latest" or not VERSION.fullmatch(version)):
        raise JianghuaError(f"{version!r} cannot be a version: use letters, digits, and . _ + - after the first")
    say = progress or _silent
    releases = data / "releases"
    with locked(releases):
        remove_leftovers(releases)
        inputs = inputs_digest(shards, rules, parser_version)
        if version is None and (same := _made_of(releases, inputs)) is not None:
            return same
        with temporary_folder(releases) as folder:
            counts = merge(shards, folder, rules, say)
            content = content_digest(folder, parser_version)
            named = version or _default_version(created, content)
            found = _already(releases, version, named, content)
            if found is None:
                facts = Facts(named, parser_version, counts, created[:10] if created else None)
                _complete(
                    folder, facts, Circumstances(content, inputs, created, _previous(releases), accept, withdrawn), say
                )
                _check(folder, say)
                move_into_place(folder, releases / named)
        path = found or releases / named
        if _is_newest(path, releases / "latest"):
            point(releases / "latest", path.name)
    return _release(path, counts, is_new=found is None)


def _made_of(releases: Path, inputs: str) -> Release | None:
    """Return the newest release if it was made of the same, so that nothing need be made again.

    Raises JianghuaError if it was, and is damaged.
    """
    newest = _previous(releases)
    if newest is None or (manifest := read_manifest(newest))["inputs"] != inputs:
        return None
    if damage := file_problems(newest):
        raise JianghuaError(f"{newest} is damaged ({damage[0]}); move it away and build again")
    counts = manifest["counts"]
    return Release(
        releases / newest.name, newest.name, counts["pages"], counts["speeches"], counts["chars"], counts["kept"],
        counts["chars_by_kind"], is_new=False,
    )  # fmt: skip


def _silent(_: str) -> None:
    """Say nothing."""


def _default_version(created: str | None, content: str) -> str:
    day = created[:10].replace("-", ".") if created else "content"
    return f"{day}-{content[:_SHORT]}"


def _already(releases: Path, asked: str | None, named: str, content: str) -> Path | None:
    """Return the release that has this content already and may stand for the new one.

    Raises JianghuaError if the name is taken by other content, or if that release is damaged.
    """
    target, link = releases / named, releases / "latest"
    if not target.is_dir():
        newest = link.resolve()
        if asked is not None or not (newest / NAME).is_file() or not _has(newest, content):
            return None
        target = releases / newest.name
    elif not _has(target, content):
        raise JianghuaError(f"{target} exists and holds other data; releases do not change, so choose another version")
    if damage := file_problems(target):
        raise JianghuaError(f"{target} is damaged ({damage[0]}); move it away and build again")
    return target


def _is_newest(release: Path, latest: Path) -> bool:
    """Say whether `latest` may move to a release: not to one that was made before the one it names."""
    try:
        return (read_manifest(release)["created"] or "") >= (read_manifest(latest)["created"] or "")
    except JianghuaError:  # `latest` names none that can be read
        return True


def _has(release: Path, content: str) -> bool:
    try:
        return read_manifest(release)["content"] == content
    except OtherFormatError:
        return False
    except JianghuaError as error:
        raise JianghuaError(f"{error}; move it away and build again") from error


def _previous(releases: Path) -> Path | None:
    """Return the release that `latest` names, if it is one that this program can read."""
    newest = (releases / "latest").resolve()
    try:
        read_manifest(newest)
    except JianghuaError:
        return None
    return newest


@dataclass(frozen=True, slots=True)
class Circumstances:
    """In what a release comes to be: the digests of its content and inputs, when, after which one, what is accepted."""

    content: str
    inputs: str
    created: str | None
    previous: Path | None
    accept: Collection[str]
    withdrawn: int


def _complete(folder: Path, facts: Facts, made: Circumstances, say: Callable[[str], None]) -> None:
    """Write all that a release has beside its tables, step by step, the manifest last."""
    with temporary_folder(folder.parent) as scratch:
        say("making the search index")
        write_index(folder, scratch)
        give_back()
        say("making the catalogue")
        write_catalog(folder, scratch)
        give_back()
        write_script(folder)
        say("trying the gates")
        gates = _through_gates(folder, made, scratch)
        say("comparing with the release before")
        write_changelog(folder, facts.version, facts.published, made.previous, scratch)
        say("drawing the report")
        write_report(folder, facts, scratch, made.previous)
    give_back()
    say("describing")
    write_descriptions(folder, facts)
    write_sums(folder)
    _write_manifest(folder, facts, made, gates)


def _through_gates(folder: Path, made: Circumstances, scratch: Path) -> GatesEntry:
    """Return what the gates said. Raises GateError if one fails that is not accepted."""
    outcome = try_gates(folder, made.previous, scratch)
    refused = [str(failure) for failure in outcome.failures if failure.gate.id not in made.accept]
    if refused:
        raise GateError(f"nothing was published: {' | '.join(refused)}")
    accepted = {failure.gate.id: failure.count for failure in outcome.failures}
    return {"passed": outcome.passed, "skipped": list(outcome.skipped), "accepted": accepted}


def _write_manifest(folder: Path, facts: Facts, made: Circumstances, gates: GatesEntry) -> None:
    manifest: Manifest = {
        "format": FORMAT, "version": facts.version, "created": made.created, "parser_version": facts.parser_version,
        "content": made.content, "inputs": made.inputs,
        "written_with": {"pyarrow": pa.__version__, "duckdb": duckdb.__version__},
        "counts": counts_entry(facts.counts), "withdrawn": made.withdrawn, "gates": gates,
        "files": file_entries(folder, files_below(folder)),
        "self_sha256": "",
    }  # fmt: skip
    (folder / NAME).write_text(sealed(manifest), "utf-8")


def _check(folder: Path, say: Callable[[str], None]) -> None:
    problems = verify(folder, progress=say)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise JianghuaError(f"nothing was published, the result is not sound: {problems[0]}{more}")


def _release(path: Path, counts: Counts, *, is_new: bool) -> Release:
    return Release(
        path, path.name, counts.pages, counts.speeches, counts.chars, counts.kept, counts.chars_by_kind, is_new
    )
