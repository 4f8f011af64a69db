"""`explain`, `sql` and `verify` on a real release."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from command import Run, command, html_page, speech, write_pages

from flows.cli import main
from flows.sql import answer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, prefect_api: dict[str, str]) -> Path:
    """Build a release once; return its data directory."""
    home = tmp_path_factory.mktemp("built")
    build = command("build", write_pages(home / "pages"), "--data", home / "data")
    subprocess.run(build, cwd=home, env={**os.environ, **prefect_api}, check=True, capture_output=True)
    return home / "data"


def test_explain_shows_what_was_kept_and_removed(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(html_page(speech(1)))
    result = run("explain", page)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("page.html  published\n")
    assert "[-" in result.stdout
    assert "鼓足干劲" in result.stdout
    assert "speech 1 (" in result.stdout
    assert "\x1b" not in result.stdout


def test_explain_json_is_what_the_build_writes(run: Run, built: Path) -> None:
    page = built.parent / "pages" / "page01.html"
    shown = json.loads(run("explain", page, "--json").stdout)
    query = "SELECT text, n_chars FROM speeches WHERE source = 'pages/page01.html'"
    rows = json.loads(run("sql", query, "--format", "json", "--data", built).stdout)
    assert [(one["text"], one["n_chars"]) for one in shown["speeches"]] == [
        (row["text"], row["n_chars"]) for row in rows
    ]


def test_explain_does_not_let_a_page_write_to_the_terminal(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(speech(1) + "\x1b[2J\x1b]0;title\x07\x9b31m\u202e\n", "utf-8")
    for flags in ([], ["--json"]):
        shown = run("explain", page, *flags).stdout
        assert not set(shown) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "table"])
@pytest.mark.parametrize("to_file", [False, True])
def test_sql_formats(built: Path, tmp_path: Path, form: str, to_file: bool) -> None:
    query = "SELECT source, n_speeches, [n_speeches] AS list FROM pages WHERE n_speeches > 0 ORDER BY source LIMIT 3"
    target = tmp_path / "answer"
    options = ["--output", target] if to_file else []
    arguments = command("sql", query, "--format", form, "--data", built, *options)
    result = subprocess.run(arguments, capture_output=True, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    answer = target.read_bytes() if to_file else result.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == (["answer"] if to_file else [])
    first = {"source": "pages/below/page00.txt", "n_speeches": 1, "list": [1]}
    if form == "parquet":
        assert pq.read_table(io.BytesIO(answer)).to_pylist()[0] == first
    elif form == "json":
        assert json.loads(answer)[0] == first
    elif form == "csv":
        assert next(csv.DictReader(io.StringIO(answer.decode()))) == {**first, "n_speeches": "1", "list": "[1]"}
    else:
        assert "pages/below/page00.txt" in answer.decode()


def test_an_answer_goes_through_a_link_and_into_a_pipe(built: Path, tmp_path: Path) -> None:
    link, pipe, release = tmp_path / "link", tmp_path / "pipe", built / "releases" / "latest"
    link.symlink_to("file")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    for target in (link, pipe):
        answer(release, "SELECT 1 AS one", "csv", target)
    assert (link.is_symlink(), (tmp_path / "file").read_text()) == (True, "one\n1\n")
    assert (pipe.is_fifo(), os.read(reader, 99)) == (True, b"one\n1\n")
    os.close(reader)


def test_an_output_that_is_full_is_told_in_a_line(built: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command("releases", "--data", built), stdout=full, stderr=subprocess.PIPE, text=True)
    assert (result.returncode, result.stderr) == (1, "jianghua: [Errno 28] No space left on device\n")


WRONG = [
    "SELECT nothing FROM speeches",
    "SELEC 1",
    "",
    "DROP TABLE speeches",
    "CREATE TABLE t AS SELECT 1",
    "COPY speeches TO 'x.csv'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SET enable_external_access = true",
    "SELECT 1/0::INT::VARCHAR::DATE",
]


@pytest.mark.parametrize("query", WRONG)
def test_wrong_questions_end_in_one_line(built: Path, query: str) -> None:
    result = CliRunner().invoke(main, ["sql", query, "--data", str(built)])
    assert result.exit_code == 2
    assert result.output.startswith("jianghua: ")
    assert result.output.count("\n") == 1


def test_sql_of_a_given_release(run: Run, built: Path) -> None:
    version = (built / "releases" / "latest").resolve().name
    for release in (version, built / "releases" / version):
        assert run("sql", "SELECT 1 AS one", "--release", release, "--data", built).stdout == "one\n1\n"
    assert run("sql", "SELECT 1", "--data", built, "--output", "/no/such/folder/x").returncode == 2


def test_verify(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("verify", "--data", built).returncode == 0
    copy = tmp_path / "copy"
    shutil.copytree((built / "releases" / "latest").resolve(), copy)
    assert run("verify", copy).returncode == 0
    damaged = next((copy / "speeches").glob("*.parquet"))
    damaged.write_bytes(damaged.read_bytes()[:-20] + b"\0" * 20)
    result = run("verify", copy)
    assert result.returncode == 1
    assert "speeches" in result.stdout
    assert "Traceback" not in result.stderr
