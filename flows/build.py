"""What a build does, as plain functions: plan, parse what is not in the cache, publish. Prefect comes in `flows.flow`.

Everything that lasts is written whole or not at all (by `output`), under names that follow from content, so a build
that is killed leaves finished shards, which the next one finds, and rubbish, which the next one sweeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from flows.cluster import Cluster
from flows.plan import Shard
from flows.pool import Pool
from flows.progress import Stage
from flows.workspace import Workspace
from output.release import Release, publish
from output.shards import shard_is_whole
from parsers.catalogue import all_rules
from parsers.identity import parser_version


@dataclass(frozen=True, slots=True)
class Plan:
    """The shards of a build by their keys, each with the number of its pages, and those whose result is there already.

    The pages themselves are written down for the workers: publication needs the memory.
    """

    shards: Mapping[str, int]
    cached: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the shards to be parsed."""
        return tuple(key for key in self.shards if key not in self.cached)

    @property
    def n_pages(self) -> int:
        """All pages of the build."""
        return sum(self.shards.values())

    @property
    def n_missing(self) -> int:
        """The pages that are to be parsed."""
        return sum(self.shards[key] for key in self.missing)


@dataclass(slots=True)
class Build:
    """A build under way: what its tasks share."""

    workspace: Workspace
    plan: Plan
    pool: Pool
    cluster: Cluster | None
    """Where shards are parsed instead of in the pool, if anywhere."""
    told: Stage
    created: str
    """When the release is made, ISO 8601 in UTC."""
    accept: Sequence[str] = ()
    """Gates that may fail."""
    withdrawn: int = 0
    """Pages that are left out because they are withdrawn."""
    results: dict[str, Path] = field(default_factory=dict)
    """The folders of the shards that were parsed, by key."""

    def make_current(self) -> None:
        """Let this be the build that the tasks of this thread, and of threads that Prefect starts from it, work on."""
        _CURRENT.set(self)

    @staticmethod
    def current() -> Build:
        """Return the build that is under way."""
        return _CURRENT.get()

    def finish(self, key: str, folder: Path) -> None:
        """Take in the result of a shard. The pool tells of each page itself, a cluster of none."""
        self.results[key] = folder
        if self.cluster is not None:
            self.told.advance(self.plan.shards[key])

    def publish(self) -> Release:
        """Publish the release of all shards, which are parsed by now."""
        folders = [self.results.get(key, self.workspace.cache / key) for key in self.plan.shards]
        return publish(
            self.workspace.data,
            folders,
            rules=all_rules(),
            parser_version=parser_version(),
            created=self.created,
            accept=self.accept,
            withdrawn=self.withdrawn,
            progress=self.told.describe,
        )


_CURRENT: ContextVar[Build] = ContextVar("build")
"""Not in `flows.flow`: what the flow's functions name there goes to a cluster's workers by value, and this cannot."""


def make_plan(workspace: Workspace, shards: Sequence[Shard]) -> Plan:
    """Look up which shards are in the cache, and write down the others for the workers."""
    cached = frozenset(shard.key for shard in shards if shard_is_whole(workspace.cache / shard.key))
    for shard in shards:
        if shard.key not in cached:
            shard.write(workspace.jobs / f"{shard.key}.json")
    return Plan({shard.key: len(shard.items) for shard in shards}, cached)
