"""The Prefect flow: one task a shard, then one that publishes. Importing this module imports Prefect (a second).

Tasks are threads that wait for worker processes (`flows.pool`), or run on a Dask cluster (`flows.cluster`). They are
given keys and paths, never pages; what threads share lies in a context variable, which Prefect carries into them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from prefect import flow, get_run_logger, task
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture, as_completed
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, get_current_settings, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.artifacts import leave_artifacts
from flows.build import Build
from flows.cache import parse_into_cache
from flows.cluster import ClusterWork
from flows.server import TemporaryServer, answers
from schemas import JianghuaError

DRAIN_SECONDS = 10.0


@task(name="parse-shard", task_run_name="{key}")
def parse_shard(key: str) -> str:
    """Parse one shard in a process of the build's pool; returns the folder of its result."""
    build = Build.current()
    return str(parse_into_cache(build.workspace.jobs / f"{key}.json", build.workspace.cache, build.pool))


@task(name="parse-shard-on-cluster", task_run_name="{key}")
def parse_shard_on_cluster(key: str, work: ClusterWork) -> str:
    """Parse one shard on whatever machine this runs on; returns the folder of its result."""
    return str(work.parse(key))


@task(name="publish")
def publish_release() -> str:
    """Publish the release of all shards; returns its folder."""
    return str(Build.current().publish().path)


@flow(name="jianghua-build")
def build_flow(data: str, n_pages: int, n_to_parse: int) -> str:
    """Build a release in the data directory; the parameters are for people who look at the run in Prefect."""
    build = Build.current()
    get_run_logger().info("%s: %d of %d pages to parse", data, n_to_parse, n_pages)
    try:
        futures = {_submitted(key, build): key for key in build.plan.missing}
        for future in as_completed(list(futures)):
            build.finish(futures[future], Path(future.result()))
    finally:
        build.pool.stop()  # also when all went well: publication needs the memory
    release = publish_release()
    leave_artifacts(Path(release))
    return release


def _submitted(key: str, build: Build) -> PrefectFuture[str]:
    return parse_shard.submit(key) if build.cluster is None else parse_shard_on_cluster.submit(key, build.cluster.work)


def run_flow(build: Build, workers: int) -> Path:
    """Run the flow on a build, in threads of this process or on its cluster; returns the folder of the release."""
    build.make_current()
    runner = ThreadPoolTaskRunner[object](max_workers=workers) if build.cluster is None else build.cluster.task_runner()
    # Prefect's annotation is narrower than what it takes: a runner whose futures are of a subclass.
    configured = build_flow.with_options(task_runner=cast("TaskRunner[PrefectFuture[object]]", runner))
    return Path(configured(str(build.workspace.data), build.plan.n_pages, build.plan.n_missing))


@contextmanager
def orchestrated(server: TemporaryServer | None, home: Path, log: Path) -> Iterator[None]:
    """Run what is inside with the Prefect API that is configured, else with the temporary server.

    Prefect's own log goes to a file. Raises JianghuaError if the configured API does not answer.
    """
    log_to_file(log)
    try:
        with _api(server, home):
            yield
    finally:
        # Prefect sends events and logs from threads; the server must not go before them.
        EventsWorker.drain_all(timeout=DRAIN_SECONDS)
        APILogWorker.drain_all(timeout=DRAIN_SECONDS)


@contextmanager
def _api(server: TemporaryServer | None, home: Path) -> Iterator[None]:
    configured = get_current_settings().api.url
    if configured:
        if server is not None:
            server.stop()
        if not answers(configured):
            raise JianghuaError(f"the Prefect API that is configured does not answer: {configured}")
        yield
    elif server is None:
        raise AssertionError("no Prefect API, and no server to stand in for it")
    else:
        # A proxy of the machine is not for its own addresses.
        os.environ["NO_PROXY"] = ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1"]))
        with temporary_settings({PREFECT_API_URL: server.wait(), PREFECT_HOME: home}):
            yield


def log_to_file(path: Path) -> None:
    """Let what Prefect and the libraries below it log to the terminal go to a file instead."""
    file = logging.FileHandler(path, mode="w", encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter("%(asctime)s | %(levelname)-7s | %(name)s - %(message)s"))
    for logger in [logging.root, *logging.root.manager.loggerDict.values()]:
        if isinstance(logger, logging.Logger):
            for handler in [each for each in logger.handlers if type(each).__module__.startswith("prefect")]:
                if isinstance(handler, logging.StreamHandler):
                    logger.removeHandler(handler)
                    logger.addHandler(file)
