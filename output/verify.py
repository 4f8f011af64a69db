"""Whether a release is what it says it is: every file, every count, every row, every character.

Nothing of the build is trusted: all is read back from the files. What is not here: judgement about the content, such
as shares of empty fields or growth between releases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from output.catalog import NAME as CATALOG
from output.catalog import SCRIPT, stored_tables
from output.changes import CHANGELOG
from output.checks import page_problems
from output.columns import strings
from output.copies.checks import copy_problems
from output.describe import DESCRIPTIVE
from output.duck import connect, speeches_in
from output.files import TEMPORARY, files_below, sha256_file
from output.manifest import DERIVED, NAME, SUMS, Manifest, read_manifest
from output.memory import give_back
from output.parquet import parts, row_groups
from output.report import NAME as REPORT
from output.search import TABLES as INDEX
from output.walk import Whole, walk
from schemas import EditKind, JianghuaError, RuleCount, Status
from schemas.tables import TABLES, arrow_schema, table_to_rows

MOST = 100
"""How many problems are reported before the rest is left out."""

_REQUIRED = (
    *DESCRIPTIVE,
    CHANGELOG,
    "rules.parquet",
    *(path for path, _ in INDEX.values()),
    REPORT,
    CATALOG,
    SCRIPT,
    SUMS,
)
_SUM_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_EVERY = 5_000


def verify(release: Path, *, progress: Callable[[str], None] | None = None) -> list[str]:
    """Return what is wrong with a release, each with the file or the id it is about; an empty list if it is sound.

    Rows are looked at only if the files are as they were written. Raises JianghuaError if there is no release.
    """
    if not release.is_dir():
        raise JianghuaError(f"{release} is not a release: there is no such folder")
    say = progress or (lambda _: None)
    say("verifying files")
    problems = file_problems(release) or [*_footers(release)]
    if not problems:
        problems = list(islice(_rows(release, read_manifest(release), say), MOST + 1))
    return problems if len(problems) <= MOST else [*problems[:MOST], "and more, not listed"]


def file_problems(release: Path) -> list[str]:
    """Return what is wrong with the files of a release: missing, extra, truncated, changed, of another version."""
    try:
        manifest = read_manifest(release)
    except JianghuaError as error:
        return [str(error)]
    listed, there = manifest["files"], set(files_below(release)) - {NAME}
    problems = [f"{name} is missing" for name in sorted({*listed, *_REQUIRED, *_first_parts()} - there)]
    problems += [f"{name} is not part of the release" for name in sorted(there - set(listed))]
    for name in sorted(there & set(listed)):
        problems += _changed(release / name, name, listed[name]["bytes"], listed[name]["sha256"])
    return problems or [*_sums(release, manifest), *_versions(release, manifest)]


def _first_parts() -> Iterator[str]:
    return (f"{name}/part-00000.parquet" for name in TABLES if name != "rules")


def _changed(path: Path, name: str, size: int, digest: str) -> Iterator[str]:
    try:
        if (found := path.stat().st_size) != size:
            yield f"{name} has {found} bytes, the manifest says {size}"
        elif sha256_file(path) != digest:
            yield f"{name} was changed: its SHA-256 is not that of the manifest"
    except OSError as error:
        yield f"{name} cannot be read: {error.strerror}"


def _sums(release: Path, manifest: Manifest) -> Iterator[str]:
    lines = [_SUM_LINE.fullmatch(line) for line in (release / SUMS).read_text("utf-8").splitlines()]
    found = {match[2]: match[1] for match in lines if match}
    expected = {name: entry["sha256"] for name, entry in manifest["files"].items() if name not in (*DERIVED, SUMS)}
    if found != expected or not all(lines):
        yield f"{SUMS} does not list the files and digests that the manifest lists"


def _versions(release: Path, manifest: Manifest) -> Iterator[str]:
    """Compare the manifest's version with the descriptions and, where releases are kept, with the folder's name."""
    version, folder = manifest["version"], release.resolve()
    for name in ("datapackage.json", "croissant.json"):
        if f'"version": "{version}"' not in (release / name).read_text("utf-8"):
            yield f"{name} is not of version {version}, which {NAME} states"
    kept = folder.parent.name == "releases" and not folder.name.startswith(TEMPORARY)
    if kept and folder.name != version:
        yield f"{NAME} is of version {version}, but the folder is {folder.name}"


def _footers(release: Path) -> Iterator[str]:
    for name, record in TABLES.items():
        for part in parts(release, name):
            try:
                schema = pq.read_schema(part)
            except (OSError, pa.ArrowInvalid) as error:
                yield f"{part.relative_to(release)} cannot be read as Parquet: {error}"
            else:
                if not schema.equals(arrow_schema(record)):
                    yield f"{part.relative_to(release)} has other columns than the data dictionary"


def _rows(release: Path, manifest: Manifest, say: Callable[[str], None]) -> Iterator[str]:
    seen = _Seen()
    try:
        yield from _pages(release, seen, say)
        yield from _rules(release, seen)
        yield from _clusters(release, seen.elsewhere)
        yield from _totals(manifest, seen)
        say("verifying copies")
        yield from copy_problems(release)
        say("verifying the catalogue")
        yield from _catalog(release)
    except (OSError, pa.ArrowInvalid) as error:
        yield f"a table cannot be read: {error}"


class _Seen:
    """What is counted while the pages go by."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.edits: Counter[str] = Counter()
        self.evidence: Counter[str] = Counter()
        self.fired: Counter[str] = Counter()
        self.elsewhere: set[str] = set()
        """Speeches that others name as the canonical one of their cluster."""
        self.speeches = self.chars = self.kept = 0

    def add(self, whole: Whole) -> None:
        """Count a page."""
        self.pages[whole.page.status] += 1
        self.chars += whole.page.n_chars
        self.kept += whole.page.n_kept
        self.speeches += len(whole.speeches)
        for edit in whole.edits:
            self.kinds[edit.kind] += edit.end - edit.start
        by_edit = [edit.rule_id for edit in whole.edits]
        by_evidence = [item["rule"] for speech in whole.speeches for item in speech.evidence]
        self.edits.update(by_edit)
        self.evidence.update(by_evidence)
        self.fired.update({*by_edit, *by_evidence})
        self.elsewhere.update(speech.cluster_id for speech in whole.speeches if not speech.is_canonical)


def _pages(release: Path, seen: _Seen, say: Callable[[str], None]) -> Iterator[str]:
    reports: list[str] = []
    for number, whole in enumerate(walk(release, reports.append), start=1):
        if number % _EVERY == 0:
            say(f"verifying page {number:,}")
        seen.add(whole)
        yield from page_problems(*whole)
        yield from reports
        reports.clear()
    yield from reports


def _rules(release: Path, seen: _Seen) -> Iterator[str]:
    found = [rule for table in row_groups(release / "rules.parquet") for rule in table_to_rows(table, RuleCount)]
    known = {rule.rule_id for rule in found}
    if len(known) != len(found):
        yield "rules: a rule_id is there twice"
    for rule_id in sorted(seen.fired.keys() - known):
        yield f"rules: {rule_id} is named by edits or evidence, but is not there"
    for rule in found:
        counted = (seen.edits[rule.rule_id], seen.evidence[rule.rule_id], seen.fired[rule.rule_id])
        if counted != (rule.n_edits, rule.n_evidence, rule.n_pages):
            yield f"rules: {rule.rule_id} states other counts of edits, evidence or pages than are there"


def _clusters(release: Path, elsewhere: Iterable[str]) -> Iterator[str]:
    missing = set(elsewhere)
    if not missing:
        return
    for part in parts(release, "speeches"):
        for table in row_groups(part, ["speech_id", "is_canonical"]):
            missing.difference_update(strings(table.filter(pc.field("is_canonical")), "speech_id"))
    for speech_id in sorted(missing):
        yield f"speeches: cluster_id {speech_id} names no canonical speech"


def _totals(manifest: Manifest, seen: _Seen) -> Iterator[str]:
    counts = manifest["counts"]
    pairs: Mapping[str, tuple[object, object]] = {
        "pages": (counts["pages"], {str(status): seen.pages[status] for status in Status}),
        "chars_by_kind": (counts["chars_by_kind"], {str(kind): seen.kinds[kind] for kind in EditKind}),
        "speeches": (counts["speeches"], seen.speeches),
        "edits": (counts["edits"], seen.edits.total()),
        "chars": (counts["chars"], seen.chars),
        "kept": (counts["kept"], seen.kept),
    }
    for name, (stated, counted) in pairs.items():
        if stated != counted:
            yield f"{NAME}: counts.{name} is {stated}, but {counted} are there"


def _catalog(release: Path) -> Iterator[str]:
    """Compare the tables in the catalogue with the Parquet files, by number of rows and a digest of all rows."""
    give_back()  # what the Parquet files took; DuckDB needs as much now
    try:
        with TemporaryDirectory() as scratch, _catalogue(release, Path(scratch)) as con:
            for name, rows in stored_tables(release):
                held = con.sql(_summed(name)).fetchall()
                con.register("files", rows)
                if held != con.sql(_summed("files")).fetchall():
                    yield f"{CATALOG}: {name} does not hold what the Parquet files hold"
                con.unregister("files")
    except duckdb.Error as error:
        yield f"{CATALOG} cannot be read: {str(error).splitlines()[0]}"


def _catalogue(release: Path, scratch: Path) -> duckdb.DuckDBPyConnection:
    return connect(scratch, release / CATALOG, speeches=speeches_in(release), read_only=True)


def _summed(name: str) -> str:
    return f"SELECT count(*), sum(hash(r)) FROM {name} AS r"  # noqa: S608  # a name of ours
