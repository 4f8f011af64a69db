"""A data root on an object store: moto's server on loopback stands in for S3."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from command import Run, free_port, release_bytes, wait_until

pytestmark = pytest.mark.slow

ROOT = "s3://speeches/folder"
SOURCES = "sources:\n  - {name: pages, kind: files, paths: [pages], licence: ours}\n"


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[fsspec.AbstractFileSystem]:
    """Run the server; yield the store, with a bucket. What the environment says of it, our processes take over."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    for name, value in {
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1", "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    with (tmp_path / "moto.log").open("wb") as log:
        program = [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
        server = subprocess.Popen(program, stdout=log, stderr=log)
    try:
        wait_until(lambda: b"Running on" in (tmp_path / "moto.log").read_bytes())
        store = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
        store.mkdir("speeches")
        yield store
    finally:
        server.kill()
        server.wait()


def test_ingest_build_and_verify_on_an_object_store(
    s3: fsspec.AbstractFileSystem, run: Run, pages: Path, tmp_path: Path, prefect_api: dict[str, str]
) -> None:
    (tmp_path / "sources.yml").write_text(SOURCES)
    assert pages.parent == tmp_path
    sources = ("--sources", tmp_path / "sources.yml")
    here = tmp_path / "here"
    for data in (here, ROOT):
        for arguments in (("ingest", *sources), ("build", "--workers", "1")):
            result = run(*arguments, "--data", data, env=prefect_api)
            assert result.returncode == 0, result.stderr

    version = s3.cat_file("speeches/folder/releases/LATEST").decode().strip()
    s3.get(f"speeches/folder/releases/{version}", str(tmp_path / "there" / "releases" / version), recursive=True)
    (tmp_path / "there" / "releases" / "latest").symlink_to(version)
    assert release_bytes(tmp_path / "there") == release_bytes(here)

    elsewhere = {**prefect_api, "XDG_CACHE_HOME": str(tmp_path / "another machine")}
    assert run("verify", "--data", ROOT, env=elsewhere).stdout.endswith(f"{version}: all is well\n")
    assert run("verify", "--raw", "--data", ROOT, env=elsewhere).returncode == 0
    asked = run("sql", "SELECT count(*) AS n FROM pages", "--data", ROOT, "--format", "csv", env=elsewhere)
    assert asked.stdout == "n\n13\n"
    again = run("build", "--data", ROOT, env=elsewhere)
    assert again.returncode == 0, again.stderr
    assert s3.cat_file("speeches/folder/releases/LATEST").decode().strip() == version, (
        "the same content, the same release"
    )


def test_a_release_that_is_damaged_in_the_store_is_refused(
    s3: fsspec.AbstractFileSystem, run: Run, pages: Path, tmp_path: Path, prefect_api: dict[str, str]
) -> None:
    assert run("build", pages, "--data", ROOT, env=prefect_api).returncode == 0
    rules = s3.glob("speeches/folder/releases/*/rules.parquet")[0]
    s3.pipe_file(rules, b"something else")
    result = run("verify", "--data", ROOT, env={"XDG_CACHE_HOME": str(tmp_path / "another machine")})
    assert result.returncode == 2
    assert "is damaged, or did not arrive whole: rules.parquet" in result.stderr


@pytest.mark.parametrize(
    ("root", "message"),
    [("nowhere://bucket/x", "cannot reach nowhere://bucket/x"), ("s3://absent/x", "jianghua: ")],
)
def test_a_root_that_cannot_be_reached(s3: fsspec.AbstractFileSystem, run: Run, root: str, message: str) -> None:
    assert s3.exists("speeches")
    result = run("verify", "--data", root, env=dict(os.environ))
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
