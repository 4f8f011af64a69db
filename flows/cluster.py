"""Shards parsed on the workers of a Dask cluster that sees the same data directory.

Prefect runs each shard's task on a worker of the cluster (`prefect_dask.DaskTaskRunner`). There it has the shard parsed
by a process of this machine's own pool, as a build on one machine does: a page that kills the parser then costs itself,
not the worker. A worker that dies costs nothing: Dask gives its shards to another.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cache import parse_into_cache
from flows.pool import Pool, WorkerError
from parsers.identity import parser_version
from schemas import JianghuaError

if TYPE_CHECKING:
    from prefect_dask.task_runners import DaskTaskRunner

CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class ClusterWork:
    """What a worker of the cluster must know to parse a shard."""

    jobs: str
    """The folder in which shards are written down, by key."""
    cache: str
    """The folder of results."""
    logs: str
    page_seconds: float
    parser_version: str

    def parse(self, key: str) -> Path:
        """Parse a shard on this machine and return the folder of its result.

        Raises WorkerError if this machine has another parser, or does not see the data directory.
        """
        host = socket.gethostname()
        if self.parser_version != parser_version():
            raise WorkerError(f"the worker on {host} has parser {parser_version()}, the build {self.parser_version}")
        shard = Path(self.jobs, f"{key}.json")
        if not shard.is_file():
            raise WorkerError(f"the worker on {host} does not see {shard}; all machines must share the data directory")
        return parse_into_cache(shard, Path(self.cache), _pool(self.logs, self.page_seconds))


@cache
def _pool(logs: str, page_seconds: float) -> Pool:
    """Return the pool of this process; its parsers end with it, since they watch its end of a pipe."""
    log = Path(logs, f"workers-{socket.gethostname()}-{os.getpid()}.log")
    return Pool(0, log, page_seconds, _untold)


def _untold(_: int) -> None:
    """Tell nobody of a page: across machines, progress is told by shards."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster by the address of its scheduler, and the work it is given."""

    address: str
    work: ClusterWork

    def task_runner(self) -> DaskTaskRunner:
        """Return Prefect's task runner for the cluster. Raises JianghuaError if the extra is not installed."""
        require_dask()
        from prefect_dask.task_runners import DaskTaskRunner

        return DaskTaskRunner(address=self.address, client_kwargs={"timeout": CONNECT_SECONDS})


def require_dask() -> None:
    """Raise JianghuaError, which says what to do, if Prefect's part for Dask is not installed."""
    if find_spec("prefect_dask") is None:
        raise JianghuaError("--runner dask:... needs an extra: pip install 'jianghua[dask]', on every machine")
