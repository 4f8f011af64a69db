"""The host that an address names, whatever strangers wrote."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """Return the host of an address, in small letters; the empty text if it is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
