"""A source on the web: which addresses it has, and the fetching of those that are new or due."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from ingest.intake import Arrival, Intake
from ingest.payload import PayloadError, declared_charset
from ingest.sources import SiteSource, UrlsSource, Web
from ingest.store import Sighting
from ingest.web.fetcher import NO_ADDRESS, Asked, Fetcher, Manners, NoPageError, NotFetchedError, Reply
from ingest.web.links import SITEMAP_BYTES, normal, read_list_page, read_sitemap

HOSTS = 16
"""Hosts that are asked at the same time."""
LIST_BYTES = 4 * 2**20
"""The most that a list page may have; BeautifulSoup takes seconds for it."""
MOST_SITEMAPS = 1000
MOST_PAGES = 2_000_000
"""Addresses that a source may have; more are not looked at."""
NOT_IN_TIME = "left for the next run: the time of this one is over"
NOT_IN_NUMBER = "left for the next run: it asks for no more than {:,} pages"
"""Why a page may be missed that the next run will have."""


def take_web(source: Web, intake: Intake, *, contact: str, base: Path, max_bytes: int) -> None:
    """Take in the pages of a source on the web. `contact` is told the servers; `base` is where its files lie."""
    asyncio.run(_Crawl(source, intake, contact, max_bytes).run(base))


class _Crawl:
    """One run over one source."""

    def __init__(self, source: Web, intake: Intake, contact: str, max_bytes: int) -> None:
        self._source, self._intake = source, intake
        manners = Manners(contact, source.rate, source.connections, source.private)
        self._fetcher, self._max_bytes = Fetcher(manners), max_bytes
        self._pages: dict[str, None] = {}
        self._hosts = asyncio.Semaphore(HOSTS)

    async def run(self, base: Path) -> None:
        """Find the addresses, then fetch what is new or due, within the time of a run."""
        waiting: dict[str, None] | None = None
        async with self._fetcher:
            try:
                async with asyncio.timeout(self._source.minutes * 60):
                    await self._find(base)
                    waiting = dict.fromkeys(self._due())
                    await self._fetch_all(waiting)
            except TimeoutError:
                for url in self._due() if waiting is None else waiting:
                    self._later(url, NOT_IN_TIME)

    async def _find(self, base: Path) -> None:
        match self._source:
            case UrlsSource(urls=urls, file=file):
                for address in [*urls, *_lines(base / file, self._intake)] if file else urls:
                    self._add(normal(address, ""), address)
            case SiteSource() as site:
                lists = (self._follow(site, start) for start in site.start)
                await asyncio.gather(*lists, *(self._read_sitemaps(site, sitemap) for sitemap in site.sitemaps))

    def _add(self, url: str | None, written: str) -> None:
        """Take in the address of a page; None is one that is `written` so that it is none."""
        if url is None:
            self._intake.miss(written, NO_ADDRESS)
        elif len(self._pages) >= MOST_PAGES:
            self._intake.pass_over("address beyond the most that a source may have")
        else:
            self._pages[url] = None

    def _add_of_site(self, site: SiteSource, addresses: Iterable[str]) -> None:
        hosts = {urlsplit(url).hostname for url in (*site.start, *site.sitemaps)} | set(site.hosts)
        for url in addresses:
            if urlsplit(url).hostname not in hosts:
                self._intake.pass_over("link to another host")
            elif re.search(site.match, url):
                self._add(url, url)

    async def _follow(self, site: SiteSource, start: str) -> None:
        """Read list pages one after the other, as long as each names a next one that is new."""
        seen: set[str] = set()
        url: str | None = normal(start, "")
        while url is not None and url not in seen and len(seen) < site.depth:
            seen.add(url)
            try:
                reply = await self._fetcher.get(url, Asked(max_bytes=LIST_BYTES))
            except NotFetchedError as error:
                self._intake.miss(url, f"list page: {error}")
                return
            charset = site.charset or declared_charset(reply.headers.get("content-type"))
            listed = read_list_page(reply.body, reply.url, charset, site.links, site.next)
            self._add_of_site(site, listed.pages)
            url = listed.following

    async def _read_sitemaps(self, site: SiteSource, first: str) -> None:
        """Read a sitemap and those that it names."""
        pending, seen = deque([first]), {first}
        while pending:
            url = pending.popleft()
            try:
                reply = await self._fetcher.get(url, Asked(max_bytes=SITEMAP_BYTES))
                found = read_sitemap(reply.body, reply.url)
            except (NotFetchedError, PayloadError) as error:
                self._intake.miss(url, f"sitemap: {error}")
                continue
            self._add_of_site(site, found.pages)
            further = [each for each in found.sitemaps if each not in seen][: MOST_SITEMAPS - len(seen)]
            seen.update(further)
            pending.extend(further)

    def _due(self) -> list[str]:
        """Return the addresses to ask for, new ones first, not more than a run may; the others are counted."""
        new, old = [], []
        since = self._intake.clock() - timedelta(days=self._source.refresh_days)
        for url in self._pages:
            if self._intake.withdrawn(url):
                continue
            known = self._intake.history.newest(url)
            if known is None:
                new.append(url)
            elif datetime.fromisoformat(known.seen_at) <= since:
                old.append(url)
            else:
                self._intake.still(known, asked=False)
        for url in (new + old)[self._source.requests :]:
            self._later(url, NOT_IN_NUMBER.format(self._source.requests))
        return (new + old)[: self._source.requests]

    def _later(self, url: str, reason: str) -> None:
        """Count a page that is not asked for in this run: as missed, or as known if the store has it."""
        known = self._intake.history.newest(url)
        if known is None:
            self._intake.miss(url, reason)
        else:
            self._intake.still(known, asked=False)

    async def _fetch_all(self, waiting: dict[str, None]) -> None:
        """Fetch the pages, those of each host in turn; what is done is taken out of `waiting`."""
        by_host: defaultdict[str, deque[str]] = defaultdict(deque)
        for url in waiting:
            by_host[urlsplit(url).netloc].append(url)
        await asyncio.gather(*(self._fetch_host(urls, waiting) for urls in by_host.values()))

    async def _fetch_host(self, urls: deque[str], waiting: dict[str, None]) -> None:
        async def work() -> None:
            while urls:
                url = urls.popleft()
                await self._fetch(url)
                del waiting[url]

        async with self._hosts:
            await asyncio.gather(*(work() for _ in range(self._source.connections)))

    async def _fetch(self, url: str) -> None:
        known = self._intake.history.newest(url)
        try:
            reply = await self._fetcher.get(url, Asked(_conditions(known), self._max_bytes, only_pages=True))
            if reply.status == 304 and known is None:
                raise NotFetchedError("status 304")
        except NoPageError as error:
            self._intake.pass_over(str(error))
            return
        except NotFetchedError as error:
            self._intake.miss(url, str(error))
            return
        self._take(url, reply, known)

    def _take(self, url: str, reply: Reply, known: Sighting | None) -> None:
        content_type = reply.headers.get("content-type")
        page = Arrival(
            url, reply.body, self._intake.now(), reply.url, declared_charset(content_type), content_type, reply.headers
        )
        if known is not None and (reply.status == 304 or self._intake.shows(known, page)):
            self._intake.still(known, asked=True)
        else:
            self._intake.take(page)


def _conditions(known: Sighting | None) -> Mapping[str, str]:
    """Return the headers that ask for a page only if it is not what the store has."""
    if known is None:
        return {}
    pairs = (("If-None-Match", known.headers.get("etag")), ("If-Modified-Since", known.headers.get("last-modified")))
    return {name: value for name, value in pairs if value}


def _lines(file: Path, intake: Intake) -> Iterator[str]:
    """Yield the addresses in a file, one a line; empty lines and what follows a # at the start are left out."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        intake.miss(file.name, f"the file cannot be read: {type(error).__name__}")
        return
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
