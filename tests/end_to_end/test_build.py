"""`jianghua build`, as a person runs it: what comes out, and that it comes out the same again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import Run, artifacts, copy_pages, html_page, processes, release_bytes, rubbish, speech

from flows.server import READY, answers, temporary_server

pytestmark = pytest.mark.slow


def test_first_build_reports_and_second_parses_nothing_and_writes_the_same_bytes(
    run: Run, pages: Path, data: Path, prefect_api: dict[str, str]
) -> None:
    first = run("build", pages, "--data", data, env=prefect_api)
    assert first.returncode == 0, first.stderr
    assert "13 in; 13 parsed, 0 from the cache" in first.stdout
    assert "Skipped: 1 JSON file" in first.stdout
    assert str(data / "releases") in first.stdout
    assert "published" in first.stdout
    assert "jianghua sql" in first.stdout
    assert first.stderr == ""
    before = release_bytes(data)

    second = run("build", pages, "--data", data, env=prefect_api)
    assert second.returncode == 0, second.stderr
    assert "13 in; 0 parsed, 13 from the cache" in second.stdout
    assert release_bytes(data) == before
    assert rubbish(data) == []


def test_a_run_leaves_its_counts_its_quarantine_and_a_link_in_prefect(
    run: Run, pages: Path, data: Path, prefect_api: dict[str, str]
) -> None:
    (pages / "empty.html").write_bytes(b"")
    assert run("build", pages, "--data", data, env=prefect_api).returncode == 0
    release = (data / "releases" / "latest").resolve()
    left = artifacts(prefect_api, release.name)
    counts = {row["status"]: row["pages"] for row in json.loads(left["jianghua-counts"])}
    assert counts == {"published": 12, "rejected": 1, "quarantined": 1}
    quarantined = json.loads(left["jianghua-quarantine"])
    assert [row["source"] for row in quarantined] == ["pages/empty.html"]
    assert quarantined[0]["reason"]
    assert release.as_uri() in left["jianghua-release"]


def test_bytes_do_not_depend_on_workers_order_of_arguments_or_place(
    run: Run, pages: Path, tmp_path: Path, prefect_api: dict[str, str]
) -> None:
    moved = copy_pages(pages, tmp_path / "elsewhere" / "pages")
    extra = tmp_path / "extra.html"
    extra.write_bytes(html_page(speech(30)))
    runs = (
        [pages, extra, "--workers", "1", "--data", tmp_path / "one"],
        [extra, pages, "--workers", "2", "--data", tmp_path / "two"],
        [moved, moved / "below", extra, extra, "--workers", "2", "--data", tmp_path / "three"],
    )
    for arguments in runs:
        assert run("build", *arguments, env=prefect_api).returncode == 0
    one, two, three = (release_bytes(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one == three


def test_a_changed_page_costs_its_shard_alone(
    run: Run, pages: Path, data: Path, tmp_path: Path, prefect_api: dict[str, str]
) -> None:
    assert run("build", pages, "--data", data, env=prefect_api).returncode == 0
    (pages / "new.txt").write_text(speech(40), "utf-8")
    result = run("build", pages, "--data", data, env=prefect_api)
    assert "14 in; " in result.stdout
    assert ", 0 from the cache" not in result.stdout
    assert run("build", pages, "--data", tmp_path / "fresh", env=prefect_api).returncode == 0
    one, other = release_bytes(data), release_bytes(tmp_path / "fresh")
    assert {name for name in one if one[name] != other.get(name)} == {"CHANGELOG.md", "report.html"}
    assert one.keys() == other.keys()


def test_the_same_page_under_two_names(run: Run, data: Path, tmp_path: Path, prefect_api: dict[str, str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(speech(1), "utf-8")
    assert run("build", folder, "--data", data, env=prefect_api).returncode == 0
    statuses = run("sql", "SELECT source, status FROM pages ORDER BY source", "--data", data).stdout
    assert statuses == "source,status\nin/a.txt,published\nin/b.txt,duplicate\n"


def test_with_a_server_of_its_own(run: Run, pages: Path, data: Path, tmp_path: Path) -> None:
    result = run("build", pages, "--data", data, env={"HOME": str(tmp_path / "home"), "NO_PROXY": ""})
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert (data / "logs" / "prefect.log").stat().st_size > 0
    assert not (tmp_path / "home").exists(), "nothing is left in the home directory"
    assert processes(tmp_path / "home") == []


def test_a_server_that_does_not_answer(run: Run, pages: Path, data: Path) -> None:
    result = run("build", pages, "--data", data, env={"PREFECT_API_URL": "http://127.0.0.1:9/api"})
    assert result.returncode == 2
    assert result.stderr == ("jianghua: the Prefect API that is configured does not answer: http://127.0.0.1:9/api\n")
    assert not (data / "releases").exists()


def test_a_damaged_history_of_runs_does_not_keep_the_server_from_starting(tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    home.mkdir()
    (home / "prefect.db").write_bytes(b"no database" * 1000)
    (home / READY).touch()
    with temporary_server(home, tmp_path / "log") as server:
        assert answers(server.wait())


def test_a_damaged_shard_is_parsed_again(run: Run, pages: Path, data: Path, prefect_api: dict[str, str]) -> None:
    assert run("build", pages, "--data", data, env=prefect_api).returncode == 0
    before = release_bytes(data)
    shard = sorted((data / "parsed").iterdir())[0]
    (shard / "pages.parquet").write_bytes(b"damaged")
    result = run("build", pages, "--data", data, env=prefect_api)
    assert result.returncode == 0, result.stderr
    assert ", 13 from the cache" not in result.stdout
    assert release_bytes(data) == before


def test_the_run_is_seen_by_the_server(run: Run, pages: Path, data: Path, prefect_api: dict[str, str]) -> None:
    assert run("build", pages, "--data", data, env=prefect_api).returncode == 0
    program = "import asyncio; from prefect import get_client\n" + (
        "async def names():\n"
        "    async with get_client() as client:\n"
        "        return [(run.state_name, run.parameters['n_pages']) for run in await client.read_flow_runs()]\n"
        "print(asyncio.run(names()))"
    )
    seen = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **prefect_api}, capture_output=True, text=True, check=True
    )
    assert "('Completed', 13)" in seen.stdout
