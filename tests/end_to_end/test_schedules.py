"""What runs by the clock, on a real Prefect server: served and deployed flows, their artifacts, and what stops them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import yaml
from command import Run, artifacts, command, wait_until

from flows.defaults import INGEST_AT, RELEASE_AT, ZONE
from flows.schedules import daily_ingest, weekly_release

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SOURCES = "sources:\n  - {name: pages, kind: files, paths: [pages], licence: ours, pages: {min: 10}}\n"


@pytest.fixture
def served(tmp_path: Path, pages: Path, data: Path, prefect_api: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the schedules, from a folder of its own."""
    (tmp_path / "sources.yml").write_text(SOURCES)
    assert pages.parent == tmp_path
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command("serve", "--data", data, "--ingest-at", "* * * * *"), cwd=tmp_path,
            env={**os.environ, **prefect_api, **QUICK}, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


QUICK = {"PREFECT_RUNNER_POLL_FREQUENCY": "1"}


def test_scheduled_runs_take_pages_in_and_release_them(
    served: subprocess.Popen[bytes], data: Path, prefect_api: dict[str, str]
) -> None:
    api = prefect_api["PREFECT_API_URL"]
    wait_until(lambda: (data / "ingest.json").exists() or served.poll() is not None, 180)  # by its schedule
    schedule(api, "weekly", seconds=3)
    wait_until((data / "releases" / "latest").exists, 120)
    release = (data / "releases" / "latest").resolve()
    wait_until(lambda: len(artifacts(prefect_api, release.name)) == 3, 30)
    assert "jianghua-counts" in artifacts(prefect_api, release.name)
    schedules = {each["name"]: each["schedules"][0]["schedule"] for each in deployments(api)}
    assert {name: each["cron"] for name, each in schedules.items()} == {"daily": "* * * * *", "weekly": RELEASE_AT}


def deployments(api: str) -> list[dict[str, object]]:
    """Return the deployments that the server knows."""
    return list(httpx.post(f"{api}/deployments/filter", json={}, timeout=30).raise_for_status().json())


def schedule(api: str, name: str, seconds: int) -> None:
    """Give a deployment one more time to run at, a few seconds away; a busy server answers 503 and is asked again."""
    deployment = next(each["id"] for each in deployments(api) if each["name"] == name)
    state = {"type": "SCHEDULED", "state_details": {"scheduled_time": _in(seconds)}}
    address = f"{api}/deployments/{deployment}/create_flow_run"
    wait_until(lambda: httpx.post(address, json={"state": state}, timeout=30).is_success)


def _in(seconds: int) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def test_what_is_deployed_is_what_is_served() -> None:
    """prefect.yaml names the flows that `jianghua serve` serves, at the same times, with parameters they take."""
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    assert [(each["name"], each["entrypoint"], each["schedules"]) for each in written] == [
        ("daily", "flows.schedules.daily_ingest", [{"cron": INGEST_AT, "timezone": ZONE}]),
        ("weekly", "flows.schedules.weekly_release", [{"cron": RELEASE_AT, "timezone": ZONE}]),
    ]
    for each, flow in zip(written, (daily_ingest, weekly_release), strict=True):
        assert set(each["parameters"]) <= set(flow.parameters.properties)
        assert each["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}


def test_a_source_that_has_shrunk_stops_the_release_and_one_that_has_grown_is_told(
    run: Run, pages: Path, data: Path, tmp_path: Path, prefect_api: dict[str, str]
) -> None:
    file = tmp_path / "sources.yml"
    file.write_text(SOURCES)
    sources = ("--sources", file, "--data", data)
    run("ingest", *sources)
    assert run("build", *sources, env=prefect_api).returncode == 0
    latest = (data / "releases" / "latest").resolve()

    for page in sorted(pages.glob("page*.[th]*"))[:6]:
        page.unlink()
    run("ingest", *sources)
    shrunk = run("build", *sources, env=prefect_api)
    assert shrunk.returncode == 1
    assert shrunk.stderr.startswith(
        "jianghua: nothing was published: the last ingest met 7 pages of the source pages, which should have at least"
    )
    assert (data / "releases" / "latest").resolve() == latest

    file.write_text(SOURCES.replace("{min: 10}", "{max: 5}"))
    grown = run("build", *sources, env=prefect_api)
    assert grown.returncode == 0
    assert grown.stderr == "The source pages had 7 pages, more than the 5 expected.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "jianghua: schedules are kept by a Prefect server: start one with `prefect server start`"),
        (("--ingest-at", "at noon"), "jianghua: 'at noon' in 'Asia/Shanghai' is no time"),
        (("--zone", "Moon/Base"), "jianghua: '17 3 * * *' in 'Moon/Base' is no time"),
    ],
)
def test_serving_asks_for_what_it_needs(
    run: Run, prefect_api: dict[str, str], arguments: tuple[str, ...], message: str
) -> None:
    result = run("serve", *arguments, env=prefect_api if arguments else {})
    assert result.returncode == 2
    assert result.stderr.startswith(message)
    assert len(result.stderr.splitlines()) == 1
