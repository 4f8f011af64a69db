"""What a build does, as plain functions: plan, parse what is not in the cache, publish. Prefect comes in `flows.flow`.

Everything that lasts is written whole or not at all (by `output`), under names that follow from content, so a build
that is killed leaves finished shards, which the next one finds, and rubbish, which the next one sweeps.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.plan import Shard
from flows.pool import Pool
from flows.workspace import Workspace
from output.release import Release, publish
from output.shards import shard_is_whole
from parsers.catalogue import all_rules
from parsers.identity import parser_version


@dataclass(frozen=True, slots=True)
class Plan:
    """The shards of a build, and those of them whose result is there already."""

    shards: tuple[Shard, ...]
    cached: frozenset[str]

    @property
    def missing(self) -> tuple[Shard, ...]:
        """The shards to be parsed."""
        return tuple(shard for shard in self.shards if shard.key not in self.cached)

    @property
    def n_pages(self) -> int:
        """All pages of the build."""
        return sum(len(shard.items) for shard in self.shards)

    @property
    def n_missing(self) -> int:
        """The pages that are to be parsed."""
        return sum(len(shard.items) for shard in self.missing)


@dataclass(slots=True)
class Build:
    """A build under way: what its tasks share."""

    workspace: Workspace
    plan: Plan
    pool: Pool
    tell: Callable[[str], None]
    results: dict[str, Path] = field(default_factory=dict)

    def parse(self, key: str) -> Path:
        """Have the shard parsed and return the folder of its result. Safe to call from several threads."""
        folder = self.workspace.shard_folder(key)
        scratch = self.workspace.shard_folder(key, lasting=False)
        lasting = self.pool.run(self.workspace.jobs / f"{key}.json", scratch)
        if lasting:
            shutil.rmtree(folder, ignore_errors=True)
            scratch.rename(folder)
        self.results[key] = folder if lasting else scratch
        return self.results[key]

    def publish(self) -> Release:
        """Publish the release of all shards, which are parsed by now."""
        folders = [self.results.get(shard.key, self.workspace.shard_folder(shard.key)) for shard in self.plan.shards]
        return publish(
            self.workspace.data, folders, rules=all_rules(), parser_version=parser_version(), progress=self.tell
        )


def make_plan(workspace: Workspace, shards: Sequence[Shard]) -> Plan:
    """Look up which shards are in the cache, and write down the others for the workers."""
    cached = frozenset(shard.key for shard in shards if shard_is_whole(workspace.shard_folder(shard.key)))
    plan = Plan(tuple(shards), cached)
    for shard in plan.missing:
        shard.write(workspace.jobs / f"{shard.key}.json")
    return plan
