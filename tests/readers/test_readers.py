"""A stranger with a release and without this project: other people's tools open, check and query it.

They run in `.readers`, where `make test` installs them and the project is not; each program is a file beside this one.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from served import Counting, served

from output.manifest import read_manifest
from output.parquet import n_rows
from output.release import publish
from output.shards import write_shard
from parsers import parse_page
from parsers.catalogue import all_rules
from parsers.identity import parser_version
from schemas import Level, ParsedPage, RawPage
from schemas.tables import TABLES, arrow_schema
from tests.unit.release_samples import page_of, release_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = ROOT / ".readers" / "bin" / "python"
QUESTIONS = ROOT / "docs" / "questions.md"
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PYTHON.exists(), reason="run: make .readers/.made")]
Reader = Callable[..., Any]


def published(data: Path, pages: list[RawPage]) -> Path:
    write_shard(data / "parsed" / "all", map(parse_page, pages))
    return publish(
        data, [data / "parsed" / "all"], rules=all_rules(), parser_version=parser_version(), created="2031-04-05"
    ).path


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of the samples."""
    samples = sorted((ROOT / "samples").iterdir())
    pages = [RawPage(source=f"samples/{path.name}", body=path.read_bytes()) for path in samples]
    return published(tmp_path_factory.mktemp("samples"), pages)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Run one of the programs as a stranger would: another directory, no settings, the project not there."""

    def run(program: str, *arguments: object, given: object = None) -> Any:
        done = subprocess.run(
            [PYTHON, "-I", HERE / program, *map(str, arguments)], cwd=tmp_path, input=json.dumps(given),
            env={**os.environ, **OFFLINE, "HF_HOME": str(tmp_path / "hf")}, capture_output=True, encoding="utf-8",
            timeout=240,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run


def rows_of(release: Path) -> dict[str, int]:
    """Return how many rows the manifest, the rules and (for the others) the files say that each table has."""
    counts = read_manifest(release)["counts"]
    return {
        "speeches": counts["speeches"], "pages": sum(counts["pages"].values()), "edits": counts["edits"],
        "rules": len(all_rules()), **{name: n_rows(release, name) for name in ("copies", "apparatus")},
    }  # fmt: skip


def test_the_project_is_not_there(tmp_path: Path) -> None:
    done = subprocess.run([PYTHON, "-I", "-c", "import schemas"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert "ModuleNotFoundError" in done.stderr


def test_the_sums_are_right_for_a_shell(release: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release, check=True)


def test_datasets_loads_each_config(release: Path, reader: Reader) -> None:
    found = reader("load_datasets.py", release)
    assert {name: rows for name, (rows, _) in found.items()} == {name: n for name, n in rows_of(release).items() if n}
    assert {name: columns for name, (_, columns) in found.items()} == {
        name: arrow_schema(TABLES[name]).names for name in found
    }


def test_mlcroissant_validates_and_reads(release: Path, reader: Reader) -> None:
    found = reader("read_croissant.py", release)
    assert found["errors"] == []
    assert [each for each in found["warnings"] if "MAJOR.MINOR.PATCH" not in each] == []  # a calendar version is none
    assert found["records"] == rows_of(release)


def test_frictionless_validates(release: Path, reader: Reader) -> None:
    found = reader("validate_package.py", release)
    found["rows"] = {name: rows or 0 for name, rows in found["rows"].items()}  # it counts none as None
    assert found == {"valid": True, "faults": [], "rows": rows_of(release)}


def test_pandas_and_polars_read_the_files(release: Path, reader: Reader) -> None:
    assert reader("read_files.py", release) == {name: [rows, rows] for name, rows in rows_of(release).items()}


def test_the_citation_names_the_release(release: Path) -> None:
    citation = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == release.name
    assert citation["cff-version"] == "1.2.0"
    assert str(citation["date-released"]) == "2031-04-05"
    assert citation["type"] == "dataset"
    assert citation["authors"]


# SQL


def opening(page: Path, word: str) -> str:
    """Return the documented line that opens a release and holds the word."""
    return next(
        line.strip() for line in page.read_text("utf-8").splitlines() if line.startswith("    ") and word in line
    )


def questions() -> list[str]:
    """Return the questions as they are printed."""
    return re.findall(r"^```sql\n(.*?)^```$", QUESTIONS.read_text("utf-8"), re.M | re.S)


def test_there_are_ten_questions_and_duckdb_alone_answers_them(release: Path, reader: Reader) -> None:
    line = opening(QUESTIONS, "ATTACH").replace("RELEASE", str(release))
    _, *answers = reader("ask.py", given=[line, *questions()])
    assert len(answers) == 10
    assert all(answers)


@pytest.mark.parametrize("page", [ROOT / "docs" / "release.md", ROOT / "output" / "templates" / "card.md"])
@pytest.mark.parametrize("word", ["duckdb -readonly", "duckdb -cmd"])
def test_the_documented_command_opens_it_from_any_directory(
    release: Path, page: Path, word: str, tmp_path: Path
) -> None:
    line = opening(page, word).replace("RELEASE", str(release)) + " -csv -c 'SELECT count(*) FROM canonical()'"  # noqa: S608 - a path of ours
    path = f"{PYTHON.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.stdout.split() == ["count_star()", str(read_manifest(release)["counts"]["speeches"])], done.stderr


MACROS = (
    "SELECT count(*) FROM canonical()",
    "SELECT sum(n) FROM said('工作')",
    "SELECT count(*) FROM given_in('宜都')",
    "SELECT count(*) FROM why((SELECT min(speech_id) FROM speeches))",
    "SELECT count(*) FROM ledger((SELECT min(speech_id) FROM speeches))",
    "SELECT year_of('2021-05-24'), year_of('20XX-05-22'), year_of(NULL), times('一二一', '一')",
)


def test_views_over_the_files_answer_as_the_catalogue_does(release: Path, reader: Reader) -> None:
    line = opening(QUESTIONS, "ATTACH").replace("RELEASE", str(release))
    script = f"SET VARIABLE release = '{release}'; {(release / 'catalog.sql').read_text('utf-8')}"
    asked = [*MACROS, *questions()]
    held, seen = (reader("ask.py", given=[way, *asked])[1:] for way in (line, script))
    assert held == seen
    assert all(row[0] for answer in held[: len(MACROS) - 1] for row in answer)
    assert held[len(MACROS) - 1] == [[2021, None, None, 2]]


# HTTP


def large(count: int, chars: int) -> Iterator[ParsedPage]:
    """Yield pages whose text cannot be compressed away, one in ten of a county."""
    chance = random.Random(6)  # noqa: S311 - no secret
    common = [chr(code) for code in range(0x4E00, 0x6000)]
    for number in range(count):
        parsed = page_of(f"in/{number}.txt", f"第{number}号材料\n", "".join(chance.choices(common, k=chars)))
        level = Level.TOWNSHIP if number % 10 else Level.COUNTY
        yield replace(parsed, speeches=tuple(replace(speech, level=level) for speech in parsed.speeches))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Counting, Path]]:
    """Serve a release of some megabytes."""
    release = release_of(tmp_path_factory.mktemp("large"), list(large(1600, 3000)), size=800).path
    with served(release) as (url, files):
        yield url, files, release


FILTERED = "SELECT count(*) FROM speeches WHERE level = 'county'"


@pytest.mark.parametrize("way", ["ATTACH", "catalog.sql"])
def test_over_http_a_filtered_count_reads_less_than_a_tenth(
    address: tuple[str, Counting, Path], way: str, reader: Reader
) -> None:
    url, files, release = address
    attach = opening(QUESTIONS, "ATTACH").replace("RELEASE", url)
    script = f"SET VARIABLE release = '{url}'; {(release / 'catalog.sql').read_text('utf-8')}"
    before = files.sent
    answers = reader("ask.py", "http", given=[attach if way == "ATTACH" else script, FILTERED])
    assert answers[1] == [[160]]
    whole = release / "catalog.duckdb" if way == "ATTACH" else release / "speeches" / "part-00000.parquet"
    assert 0 < files.sent - before < whole.stat().st_size / 10


def test_over_http_the_ten_questions_are_answered(release: Path, reader: Reader) -> None:
    local = reader("ask.py", given=[opening(QUESTIONS, "ATTACH").replace("RELEASE", str(release)), *questions()])
    with served(release) as (url, _):
        given = [opening(QUESTIONS, "ATTACH").replace("RELEASE", url), *questions()]
        assert reader("ask.py", "http", given=given) == local


# Every line that the documentation of a release prints for a shell or for Python

DOCS = ROOT / "docs"
_SHELL = ("duckdb ", "cd RELEASE", "jianghua ")
_PYTHON = ("pandas.", "datasets.")


def printed(*starts: str) -> list[str]:
    """Return the lines of code in the documentation of a release that start so."""
    pages = (DOCS / "release.md", DOCS / "search.md", ROOT / "output" / "templates" / "card.md", QUESTIONS)
    lines = [line.strip() for page in pages for line in page.read_text("utf-8").splitlines() if line[:4] == "    "]
    return list(dict.fromkeys(line for line in lines if line.startswith(starts)))


@pytest.mark.parametrize("line", printed(*_SHELL))
def test_every_line_for_a_shell_runs_as_printed(release: Path, line: str, tmp_path: Path) -> None:
    names = {"RELEASE": release, "DEST": tmp_path / "dest", "OLD": release, "NEW": release}
    for name, path in names.items():
        line = re.sub(rf"\b{name}\b", str(path), line)
    path = f"{Path(sys.executable).parent}:{PYTHON.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "JIANGHUA_DATA": str(release.parents[1])}
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", printed(*_PYTHON))
def test_every_line_for_python_runs_as_printed(release: Path, line: str, tmp_path: Path) -> None:
    code = f"import {line.partition('.')[0]}; assert len({line.replace('RELEASE', str(release))})"
    environment = {**os.environ, **OFFLINE, "HF_HOME": str(tmp_path / "hf")}
    subprocess.run([PYTHON, "-I", "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True)
