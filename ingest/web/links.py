"""What list pages and sitemaps name: addresses of pages, of the next list page, of further sitemaps."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit
from xml.parsers import expat

from bs4 import BeautifulSoup

from ingest.payload import PayloadError, Unpacker

SITEMAP_BYTES = 52_428_800
"""The most that a sitemap may have, unpacked (https://www.sitemaps.org/protocol.html)."""
LONGEST_ADDRESS = 2000
_GB = re.compile(rb"\s*<\?xml[^>]{0,99}\bencoding=[\"']gb", re.I)
"""Expat knows no Chinese encoding, and takes what it is told before what the document says."""
_GZIP = b"\x1f\x8b"


class ListPage(NamedTuple):
    """What a list page names."""

    pages: tuple[str, ...]
    following: str | None
    """The next list page."""


class Sitemap(NamedTuple):
    """What a sitemap names."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]


def read_list_page(body: bytes, url: str, charset: str | None, links: str, following: str | None) -> ListPage:
    """Return what the selectors `links` and `following` find on a list page at an address."""
    with warnings.catch_warnings(action="ignore"):  # of a list page that is XML, which serves as well
        soup = BeautifulSoup(body, "html.parser", from_encoding=charset)
    base = soup.select_one("base[href]")
    base_url = (normal(str(base["href"]), url) if base is not None else None) or url
    after = list(_addresses(soup, following, base_url)) if following else []
    return ListPage(tuple(dict.fromkeys(_addresses(soup, links, base_url))), after[0] if after else None)


def _addresses(soup: BeautifulSoup, selector: str, base: str) -> Iterator[str]:
    for element in soup.select(selector):
        address = normal(str(element.get("href") or ""), base)
        if address is not None:
            yield address


def normal(reference: str, base: str) -> str | None:
    """Return the address that a link leads to, spelt so that the same page is the same; None if it is none of ours."""
    try:
        parts = urlsplit(urldefrag(urljoin(base, reference.strip()[:LONGEST_ADDRESS]))[0])
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{host}]" if ":" in host else host
    where = host if port in (None, default) else f"{host}:{port}"
    return urlunsplit((parts.scheme, where, parts.path or "/", parts.query, ""))


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Return what a sitemap names, also one that is cut off; it may be packed with gzip.

    Raises PayloadError if it unpacks to more than a sitemap may have, or defines entities, which none needs.
    """
    if body.startswith(_GZIP):
        unpacker = Unpacker("gzip", SITEMAP_BYTES)
        unpacker.feed(body)
        body = unpacker.body()
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    path: list[str] = []
    text: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        text.clear()

    def end(_: str) -> None:
        if path[-1:] == ["loc"] and path[-2:-1] and path[-2] in found:
            address = normal("".join(text), url)
            if address is not None:
                found[path[-2]].append(address)
        path.pop()

    def refuse(*_: object) -> None:
        raise PayloadError("a sitemap with a document type, which none needs")

    if _GB.match(body):
        body = body.decode("gb18030", "replace").encode()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        if not found["url"] and not found["sitemap"]:
            raise PayloadError("no sitemap: it is not XML") from error
    return Sitemap(tuple(dict.fromkeys(found["url"])), tuple(dict.fromkeys(found["sitemap"])))
