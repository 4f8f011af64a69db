"""Which pages belong together: told by the host where it is known, by the page's own address, or by the folder.

This only groups pages so that they can be compared. It is never published: `site` in the tables is what was known from
outside the page, or null.
"""

from __future__ import annotations

import re

from schemas.addresses import host_of

REACH = 65_536
"""Bytes of a page in which its own address is looked for: the head comes first, scripts may make it long."""
_OWN = re.compile(
    rb"""<(?:link|meta)\s[^<>]{0,300}?(?:rel\s{0,3}=\s{0,3}["']?canonical|property\s{0,3}=\s{0,3}["']?og:url)\b[^<>]{0,400}>""",
    re.I,
)
_ADDRESS = re.compile(rb"""(?:href|content)\s{0,3}=\s{0,3}["']?(https?://[^\s"'<>]{4,300})""", re.I)
_SAME = re.compile(r"^(?:www\d?|m|wap|mip|3g)\.(?=[^.]+\.)")


def site_of(body: bytes, source: str, *, site: str | None = None, url: str | None = None) -> str:
    """Return a name for the site of a page; empty if nothing tells it.

    `source` is the page's name: the folder it begins with stands for a site if the page has no address of its own.
    """
    host = (site or host_of(url or "") or _own_host(body)).lower()
    if host:
        return _SAME.sub("", host)
    folder, slash, _ = source.partition("/")
    return f"folder {folder}" if slash and folder else ""


def _own_host(body: bytes) -> str:
    head = body[:REACH]
    for tag in _OWN.finditer(head):
        if address := _ADDRESS.search(tag[0]):
            return host_of(address[1].decode("ascii", "replace"))
    return ""
