"""What is known of the sites of a build: looked up, or learned by the pool from samples of their pages.

What was learned is kept under the key of its sample, so a build that finds the same sample asks nobody.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from flows.plan import MAX_PAGES
from flows.pool import Pool
from flows.samples import SUFFIX, Sample, write_samples
from parsers.learning import SiteKnowledge


def learn_sites(
    wanted: Sequence[Sample], cache: Path, jobs: Path, pool: Pool, workers: int
) -> dict[str, SiteKnowledge]:
    """Return what is known of each site: from the cache, else learned by the pool; the cache keeps what is wanted now.

    Raises what the pool raises, and OSError.
    """
    cache.mkdir(parents=True, exist_ok=True)
    there = {sample.site: _cached(cache / f"{sample.key}.json") for sample in wanted}
    known = {site: what for site, what in there.items() if what is not None}
    missing = [sample for sample in wanted if sample.site not in known]
    pool.start(min(workers, len(missing)))
    with ThreadPoolExecutor(max(1, workers)) as threads:
        try:
            for found in threads.map(lambda batch: _learned(batch, cache, jobs, pool), _batches(missing)):
                known |= found
        except BaseException:
            pool.stop()
            raise
    for path in set(cache.iterdir()) - {cache / f"{sample.key}.json" for sample in wanted}:
        path.unlink(missing_ok=True)
    return known


def _cached(path: Path) -> SiteKnowledge | None:
    """Return what was written down, or None; something cut off by a full disk is learned anew."""
    with suppress(OSError, ValueError, TypeError):
        return SiteKnowledge.from_json(path.read_text("utf-8"))
    return None


def _batches(missing: Sequence[Sample]) -> Iterator[list[Sample]]:
    """Yield the samples in batches of about as many pages as a shard has."""
    batch: list[Sample] = []
    for sample in missing:
        if batch and sum(len(each.items) for each in [*batch, sample]) > MAX_PAGES:
            yield batch
            batch = []
        batch.append(sample)
    if batch:
        yield batch


def _learned(batch: Sequence[Sample], cache: Path, jobs: Path, pool: Pool) -> dict[str, SiteKnowledge]:
    """Have the pool learn some sites; keep the answers if they would be the same again."""
    name = uuid4().hex
    folder = jobs / name
    job = jobs / f"{name}{SUFFIX}"
    write_samples(batch, job)
    lasting = pool.run(job, folder)
    found = {}
    for sample in batch:
        answer = folder / f"{sample.key}.json"
        found[sample.site] = SiteKnowledge.from_json(answer.read_text("utf-8"))
        if lasting:
            answer.replace(cache / answer.name)
    shutil.rmtree(folder, ignore_errors=True)
    return found
