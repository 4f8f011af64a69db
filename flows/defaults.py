"""What the command line and the schedules take where nobody says otherwise. Importing it costs nothing."""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""Larger pages are quarantined unread."""
PAGE_SECONDS = 60.0
"""A page that takes longer, twice, is quarantined."""
INGEST_AT, RELEASE_AT, ZONE = "17 3 * * *", "17 5 * * 1", "Asia/Shanghai"
"""When pages come in and releases go out: cron expressions, and the zone of their hours."""
