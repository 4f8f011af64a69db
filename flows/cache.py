"""The cache of parsed shards: one folder a shard, named by its key, whole or not there."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

from flows.pool import Pool
from output.files import move_into_place
from output.shards import shard_is_whole


def parse_into_cache(shard: Path, cache: Path, pool: Pool) -> Path:
    """Have a shard parsed that is written down in a file named by its key; return the folder of its result.

    Several processes may be at the same shard, as on a cluster that takes a slow worker for a dead one: each writes
    beside the cache, and the first to end wins. A result that may not be kept stays beside it.
    """
    folder, scratch = cache / shard.stem, cache / f"{shard.stem}-{uuid4().hex}"
    if not pool.run(shard, scratch):
        return scratch
    if not shard_is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        move_into_place(scratch, folder)
    shutil.rmtree(scratch, ignore_errors=True)
    return folder
