"""From sources through the raw store to a release, with the command as installed, kills included."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command import Run, command, release_bytes, speech
from web_server import web_server

from flows.inputs import raw_store

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("JIANGHUA_KILLS", "4"))
SEED = 20310405
WITHDRAWN = "此句只此一处"

# Put before every process of ours: batches of a few pages, each with a moment to be killed in.
SMALL_BATCHES = """
import sys
if sys.argv[1:2] == ["ingest"]:
    import time, ingest.intake, ingest.store
    ingest.intake.BATCH_PAGES = 3
    add_bodies = ingest.store.Writer._add_bodies
    def slowly(self, bodies):
        add_bodies(self, bodies)
        time.sleep(0.02)
    ingest.store.Writer._add_bodies = slowly
"""


@pytest.fixture
def sources(pages: Path, tmp_path: Path) -> Path:
    """Return a sources.yml of the folder of pages, and of an archive that has them under other names."""
    shutil.make_archive(str(tmp_path / "pages"), "gztar", pages.parent, pages.name)
    (pages / "secret.txt").write_text(f"{speech(70)}{WITHDRAWN}。\n", "utf-8")
    listed = [
        {"name": "folder", "kind": "files", "paths": [pages.name], "licence": "ours"},
        {"name": "archive", "kind": "archive", "paths": ["pages.tar.gz"], "licence": "ours"},
    ]
    file = tmp_path / "sources.yml"
    file.write_text(json.dumps({"sources": listed}), "utf-8")
    return file


def rows(run: Run, data: Path, query: str) -> list[str]:
    return str(run("sql", query, "--data", data, "--format", "csv").stdout).splitlines()[1:]


@pytest.fixture
def site(sources: Path) -> Iterator[str]:
    """Serve a page in GBK that says it is in UTF-8, and add the site to the sources; returns its address."""
    with web_server() as server:
        server.answers["/list"] = lambda asked: asked.reply(b"<a href=/1.html>1</a>")
        server.answers["/1.html"] = lambda asked: asked.reply(speech(90).encode("gbk"))
        listed = json.loads(sources.read_text())
        about = {"name": "site", "kind": "site", "start": [f"{server.url}/list"], "private": ["localhost"], "rate": 20}
        listed = {"contact": "mailto:a@b.example", "sources": [*listed["sources"], {**about, "licence": "ours"}]}
        sources.write_text(json.dumps(listed), "utf-8")
        yield server.url


def test_from_sources_to_a_release_and_out_again(
    run: Run, sources: Path, site: str, data: Path, prefect_api: dict[str, str]
) -> None:
    empty = run("build", "--data", data, env=prefect_api)
    assert (empty.returncode, empty.stderr) == (
        2, "jianghua: the raw store is empty: run `jianghua ingest` first, or name files or folders\n",
    )  # fmt: skip
    result = run("ingest", "--sources", sources, "--data", data)
    assert result.returncode == 0, result.stderr
    assert [line.split() for line in result.stdout.splitlines()[1:]] == [
        ["folder", "14", "0", "0"], ["passed", "over:", "JSON", "file", "1"],
        ["archive", "13", "0", "0"], ["passed", "over:", "JSON", "file", "1"], ["site", "1", "0", "0"],
    ]  # fmt: skip
    built = run("build", "--sources", sources, "--data", data, env=prefect_api)
    assert "Pages: 28 in; 28 parsed" in built.stdout, built.stderr
    assert rows(run, data, "SELECT status, count(*) FROM pages GROUP BY 1 ORDER BY 1") == [
        "duplicate,13", "published,14", "rejected,1",
    ]  # fmt: skip
    query = (
        "SELECT source, url, site, encoding, licence, fetched_at LIKE '20__-__-__T__:__:__Z', text LIKE '%三点意见%'"
        " FROM pages"
    )
    assert rows(run, data, f"{query} WHERE url IS NOT NULL") == [
        f"site/{site}/1.html,{site}/1.html,localhost,gb18030,ours,True,True"
    ]
    again = run("ingest", "--sources", sources, "--source", "folder", "--data", data)
    assert again.stdout.splitlines()[1].split() == ["folder", "0", "14", "0"]
    withdraw(run, data, "folder/pages/secret.txt")
    before = (data / "releases" / "latest").resolve()
    result = run("build", "--sources", sources, "--data", data, env=prefect_api)
    assert "Pages: 27 in" in result.stdout
    assert ", 0 from the cache" not in result.stdout
    assert "Withdrawn: 1 pages" in result.stdout, result.stderr
    latest = (data / "releases" / "latest").resolve()
    assert latest != before
    assert json.loads((latest / "manifest.json").read_text("utf-8"))["withdrawn"] == 1
    for table in ("pages", "speeches", "edits"):
        query = f"SELECT count(*) FROM {table} WHERE text LIKE '%{WITHDRAWN}%'"  # noqa: S608 (all of it ours)
        assert rows(run, data, query) == ["0"]
    cached = [str(pq.read_table(table).to_pydict()) for table in (data / "parsed").rglob("*.parquet")]
    assert cached
    assert not any(WITHDRAWN in rows for rows in cached)


def withdraw(run: Run, data: Path, source: str) -> None:
    """Put the body of a page on the takedown list."""
    (digest,) = rows(run, data, f"SELECT sha256 FROM pages WHERE source = '{source}'")  # noqa: S608 (ours)
    entry = {"sha256": digest, "since": "2031-04-05", "reason": "asked by the speaker"}
    (data / "takedown.yml").write_text(json.dumps({"withdrawn": [entry]}), "utf-8")


def test_the_store_is_verified(run: Run, sources: Path, data: Path) -> None:
    run("ingest", "--sources", sources, "--data", data)
    assert run("verify", "--raw", "--data", data).stdout == f"{data / 'raw'}: all is well\n"
    pack = next((data / "raw" / "packs").rglob("*.zst"))
    pack.unlink()
    result = run("verify", "--raw", "--data", data)
    assert result.returncode == 1
    assert result.stdout == f"{pack.relative_to(data / 'raw')} is missing, with 14 bodies\n"


def test_kills_of_ingest_leave_nothing_half(
    run: Run, sources: Path, pages: Path, data: Path, tmp_path: Path, prefect_api: dict[str, str]
) -> None:
    for number in range(100, 140):
        (pages / f"{number}.txt").write_text(speech(number) + f"第{number}次\n", "utf-8")
    undisturbed = tmp_path / "undisturbed"
    assert run("ingest", "--sources", sources, "--data", undisturbed).returncode == 0
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SMALL_BATCHES)
    env = {**os.environ, "PYTHONPATH": f"{tmp_path / 'site'}:{os.environ.get('PYTHONPATH', '')}"}
    moments = random.Random(SEED)  # noqa: S311 (for tests)
    killed = 0
    for _ in range(KILLS):
        begun = len(list(data.glob("raw/sightings/*")))
        program = subprocess.Popen(
            command("ingest", "--sources", sources, "--source", "folder", "--data", data),
            env=env,
            stdout=subprocess.DEVNULL,
        )
        while program.poll() is None and len(list(data.glob("raw/sightings/*"))) == begun:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.1))
        killed += program.poll() is None
        program.kill()
        program.wait()
        assert list(raw_store(data).verify()) == []
    assert killed >= 2
    assert run("ingest", "--sources", sources, "--data", data).returncode == 0
    for each in (data, undisturbed):
        assert run("build", "--data", each, "--workers", 2, env=prefect_api).returncode == 0
    assert release_bytes(data) == release_bytes(undisturbed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sources", "gone.yml"], "cannot read gone.yml: No such file or directory"),
        (["--sources", "{sources}", "--source", "nobody"], "there is no source nobody; there are folder, archive"),
    ],
)
def test_mistakes_are_told_in_a_line(run: Run, sources: Path, data: Path, arguments: list[str], message: str) -> None:
    result = run("ingest", *(each.format(sources=sources) for each in arguments), "--data", data)
    assert (result.returncode, result.stderr) == (2, f"jianghua: {message}\n")
