"""`jianghua build` from the arguments to the report: the order of the steps, and what runs at the same time.

Three things are slow to start: Prefect's server, Prefect, and the workers with their dictionaries. They start together.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from rich.console import Console

from flows.bounds import held_to_bounds, sources_of
from flows.build import Build, Plan, make_plan
from flows.cluster import Cluster, ClusterWork, require_dask
from flows.defaults import MAX_BYTES, PAGE_SECONDS
from flows.endings import RunFailedError, interruptible
from flows.inputs import Inputs, find, from_paths, from_store, raw_store, takedown_list
from flows.learn import learn_sites
from flows.plan import Shard, plan_shards
from flows.pool import Pool, WorkerError
from flows.progress import stage
from flows.remote import fetch_release, send_release
from flows.report import print_report
from flows.samples import samples
from flows.server import ServerError, TemporaryServer, temporary_server
from flows.workspace import Workspace, open_workspace
from ingest.discover import Discovery
from ingest.sources import Source
from output.gates import require_known
from parsers.identity import parser_version
from schemas import JianghuaError

LEFT = "finished work is kept, and the next build goes on from it"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    paths: Sequence[str]
    data: Path
    workers: int
    max_bytes: int = MAX_BYTES
    page_seconds: float = PAGE_SECONDS
    cluster: str | None = None
    """The address of a Dask scheduler, on whose workers pages are parsed; by default in processes of this machine."""
    sources: Path | None = None
    """The file that has the raw store's bounds and licence notes; by default sources.yml, if it is there."""
    accept: Sequence[str] = ()
    """Gates that may fail without the release being refused."""


def build(options: Options, *, out: Console, err: Console) -> Path:
    """Build a release and report on it; returns its folder.

    Raises JianghuaError for a mistake of the user's, RunFailedError if nothing could be published, and
    InterruptedRunError on a signal.
    """
    started = time.monotonic()
    require_known(options.accept)
    if options.cluster is not None:
        require_dask()
    discovery = find(tuple(options.paths), options.max_bytes, options.data)
    sources = sources_of(options.sources, Path("sources.yml")) if discovery is None else ()
    for warning in held_to_bounds(sources, options.data):
        err.print(warning)
    with interruptible(LEFT), open_workspace(options.data) as workspace:
        if workspace.interrupted:
            err.print(f"The last build did not end ({workspace.interrupted}); its finished work is used.")
        fetch_release(options.data)
        try:
            inputs, plan, release = _run(options, discovery, sources, workspace, err)
            with stage(err, "Publishing") as told:
                send_release(options.data, release, told.describe)
        except (WorkerError, ServerError, OSError, duckdb.IOException, duckdb.FatalException) as error:
            raise RunFailedError(f"nothing was published: {error}") from error
    print_report(out, release, plan, inputs, time.monotonic() - started)
    return release


def _run(
    options: Options, discovery: Discovery | None, sources: Sequence[Source], workspace: Workspace, err: Console
) -> tuple[Inputs, Plan, Path]:
    """Plan, parse and publish, with all that has to be started for it, and ended whatever happens."""
    logs = workspace.logs
    for log in logs.glob("*.log"):
        log.unlink()
    with ExitStack() as running:
        server = _start_server(workspace, running)
        inputs = _inputs(options, discovery, sources, err)
        workspace.forget(inputs.withdrawn)
        pool = running.enter_context(Pool(0, logs / "workers.log", options.page_seconds, lambda _: None))
        plan = make_plan(workspace, _shards(inputs, workspace, pool, options.workers, err))
        inputs = replace(inputs, items=())  # a kilobyte a page, and publication needs the memory
        told = running.enter_context(stage(err, f"Parsing {plan.n_missing:,} pages", plan.n_missing))
        workers = max(1, min(options.workers, len(plan.missing)))
        pool.tell(told.advance)
        pool.start(workers if plan.missing and options.cluster is None else 0)
        task = Build(
            workspace, plan, pool, _cluster(options, workspace), told,
            created=now(), accept=options.accept, withdrawn=inputs.n_withdrawn,
        )  # fmt: skip
        from flows.flow import orchestrated, run_flow  # here, because it imports Prefect: a second

        running.enter_context(orchestrated(server, workspace.prefect_home, logs / "prefect.log"))
        return inputs, plan, run_flow(task, workers)


def now() -> str:
    """Return the time in ISO 8601 and UTC, or the one that SOURCE_DATE_EPOCH gives for builds to be repeated.

    Raises JianghuaError if that is no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise JianghuaError(f"SOURCE_DATE_EPOCH is {given!r}, and not a number of seconds since 1970") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _shards(inputs: Inputs, workspace: Workspace, pool: Pool, workers: int, err: Console) -> tuple[Shard, ...]:
    """Learn what the pages of each site teach about one another, and plan the shards with it."""
    version = parser_version()
    wanted = samples(inputs.items, version)
    with stage(err, "Comparing the pages of each site") as told:
        pool.tell(told.advance)
        known = learn_sites(wanted, workspace.sites, workspace.jobs, pool, workers)
    return plan_shards(inputs.items, parser_version=version, known=known)


def _cluster(options: Options, workspace: Workspace) -> Cluster | None:
    """Return the cluster that the command line names; its machines know our folders by the same paths."""
    if options.cluster is None:
        return None
    jobs, cache, logs = (str(path.resolve()) for path in (workspace.jobs, workspace.cache, workspace.logs))
    return Cluster(options.cluster, ClusterWork(jobs, cache, logs, options.page_seconds, parser_version()))


def _start_server(workspace: Workspace, running: ExitStack) -> TemporaryServer | None:
    """Start the temporary server unless an API is named; keep Prefect's files in the data directory."""
    home = workspace.prefect_home
    if "PREFECT_HOME" not in os.environ and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ["PREFECT_HOME"] = str(home)
    if os.environ.get("PREFECT_API_URL"):
        return None
    return running.enter_context(temporary_server(home, workspace.logs / "server.log"))


def _inputs(options: Options, discovery: Discovery | None, sources: Sequence[Source], err: Console) -> Inputs:
    takedown = takedown_list(options.data)
    with stage(err, "Reading", len(discovery.pages) if discovery else None) as told:
        if discovery is None:
            return from_store(raw_store(options.data), takedown, options.max_bytes, sources)
        return from_paths(discovery, takedown, told.advance)
