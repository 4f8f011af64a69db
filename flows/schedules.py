"""What runs by the clock: pages come in daily, a release goes out weekly.

The same two flows are deployed by `prefect.yaml` to a work pool, and served on one machine by `jianghua serve`. Prefect
tries a failed run again and keeps two from running at once; the lock of the data directory keeps them from runs started
by hand.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from prefect import flow, serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron, Schedule
from prefect.settings import get_current_settings
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError
from rich.console import Console

from flows.defaults import INGEST_AT, RELEASE_AT, ZONE
from flows.ingest import run_ingest
from flows.run import Options, build
from flows.server import answers
from schemas import JianghuaError

RETRIES = 2
RETRY_SECONDS = 600
"""Between tries: what fails for a moment, as a site or a disk does, has passed by then."""


@flow(name="jianghua-daily-ingest", retries=RETRIES, retry_delay_seconds=RETRY_SECONDS)
def daily_ingest(data: str = "output/data", sources: str = "sources.yml") -> None:
    """Take what is new of all sources into the raw store, as `jianghua ingest` does."""
    run_ingest(Path(sources), (), Path(data), out=Console(), err=Console(stderr=True))


@flow(name="jianghua-weekly-release", retries=RETRIES, retry_delay_seconds=RETRY_SECONDS)
def weekly_release(
    data: str = "output/data", sources: str = "sources.yml", workers: int | None = None, cluster: str | None = None
) -> str:
    """Build and publish a release of the raw store, as `jianghua build` does; returns its folder."""
    options = Options((), Path(data), workers or os.cpu_count() or 1, cluster=cluster, sources=Path(sources))
    return str(build(options, out=Console(), err=Console(stderr=True)))


@dataclass(frozen=True, slots=True)
class Times:
    """When the two run: cron expressions, and the zone of their hours."""

    ingest: str = INGEST_AT
    release: str = RELEASE_AT
    zone: str = ZONE


def serve_schedules(data: Path, sources: Path, times: Times) -> None:
    """Serve both flows until interrupted.

    Raises JianghuaError if no Prefect API answers, or if a time is none.
    """
    _require_api()
    where = {"data": str(data.resolve()), "sources": str(sources.resolve())}
    serve(
        _deployment(daily_ingest, "daily", _schedule(times.ingest, times.zone), where),
        _deployment(weekly_release, "weekly", _schedule(times.release, times.zone), where),
        limit=1,
    )


def _require_api() -> None:
    configured = get_current_settings().api.url
    if not configured:
        raise JianghuaError(
            "schedules are kept by a Prefect server: start one with `prefect server start`, and set"
            " PREFECT_API_URL=http://127.0.0.1:4200/api"
        )
    if not answers(configured):
        raise JianghuaError(f"the Prefect API that is configured does not answer: {configured}")


def _schedule(cron: str, zone: str) -> Schedule:
    try:
        CronSchedule(cron=cron, timezone=zone)
    except ValidationError as error:
        raise JianghuaError(f"{cron!r} in {zone!r} is no time: {error.errors()[0]['msg']}") from error
    return Cron(cron, timezone=zone)


def _deployment(what: Flow[..., Any], name: str, schedule: Schedule, parameters: dict[str, Any]) -> RunnerDeployment:
    deployment = what.to_deployment(
        name=name,
        schedule=schedule,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast("RunnerDeployment", deployment)  # Prefect's annotation allows for the awaitable that async code gets
