"""Memory that is kept for the next need and given back, since a step of publication has other needs than the next."""

from __future__ import annotations

import pyarrow as pa


def give_back() -> None:
    """Give the system back what freed tables took, where the allocator knows how to; it takes some milliseconds.

    Of the allocator that `flows` chooses, this is what freed Python objects took as well.
    """
    pa.default_memory_pool().release_unused()
