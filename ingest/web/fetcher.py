"""One page from the web, whatever the server does: it ends with a reply or a reason, in bounded time and memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from ingest.payload import CUT_OFF, PAGE_TYPES, PayloadError, Unpacker, kept_headers, media_type
from ingest.web.guard import Guard, PrivateAddressError
from ingest.web.hosts import LONGEST_PAUSE, Host, HostLeftError

AGENT = "jianghua"
"""Our name in robots.txt."""
TRIES = 4
BACKOFF = 1.0
"""Seconds before the second try; each further pause is twice as long."""
REQUEST_SECONDS = 60.0
"""From the start of a request to the end of its body, however slowly that drips."""
SILENCE_SECONDS = 20.0
MOST_REDIRECTS = 5
ROBOTS_BYTES = 512 * 1024
"""What is read of a robots.txt (RFC 9309 asks for 500 KiB at least)."""

NO_ADDRESS = "not an address of http or https"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class NotFetchedError(Exception):
    """A page cannot be had; the message is the reason, the same for all pages with the same trouble."""


class NoPageError(NotFetchedError):
    """What the server has is no page by its type; its body was not read."""


class _TryAgainError(Exception):
    """It may go better in a while: why it failed, and how long the server asks to wait."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered in the end: 200 with a body, or 304 without."""

    url: str
    """The last address, after redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Manners:
    """How a source is to be asked."""

    contact: str
    rate: float
    """Requests a second and host."""
    connections: int
    """Connections at a time and host."""
    private: tuple[str, ...] = ()
    """Hosts that may have an address that is not public."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for."""

    conditions: Mapping[str, str] = field(default_factory=dict)
    """The headers of a conditional request."""
    max_bytes: int = 20_000_000
    """Of the body, unpacked."""
    only_pages: bool = False
    """Whether what is no page by its type is left unread."""


class Fetcher:
    """Asks for pages; an asynchronous context manager."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._guard = Guard(manners.private)
        self._robots: dict[str, asyncio.Task[Protego | None]] = {}
        self.hosts: dict[str, Host] = {}
        self._client = httpx.AsyncClient(
            headers={
                "User-Agent": f"{AGENT}/{version('jianghua')} (+{manners.contact})",
                "Accept": "text/html, text/plain;q=0.9, */*;q=0.1",
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=SILENCE_SECONDS,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # a page is the same for everybody, or none
            trust_env=False,  # a proxy would hide which address is connected to
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for task in self._robots.values():
            task.cancel()
        await self._client.aclose()

    async def get(self, url: str, asked: Asked | None = None) -> Reply:
        """Return what the server has at an address that robots.txt allows.

        Raises NotFetchedError with the reason if there is nothing to be had.
        """
        asked = asked or Asked()
        for _ in range(MOST_REDIRECTS + 1):
            await self._ask_robots(url)
            reply = await self._persistently(url, asked)
            if reply.status not in _REDIRECTS:
                return reply
            url = _target(reply)
        raise NotFetchedError("too many redirects")

    def _host(self, url: str) -> Host:
        host = urlsplit(url).netloc.lower()
        if host not in self.hosts:
            self.hosts[host] = Host(1 / self._manners.rate, asyncio.Semaphore(self._manners.connections))
        return self.hosts[host]

    async def _ask_robots(self, url: str) -> None:
        """Return if robots.txt of the host allows an address. Raises NotFetchedError if not."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(checked(url))).lower()
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._read_robots(origin))
        rules = await asyncio.shield(self._robots[origin])
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise NotFetchedError("robots.txt forbids it")

    async def _read_robots(self, origin: str) -> Protego | None:
        """Return a host's rules; None if it has none. One that cannot be had forbids everything (RFC 9309, 2.3.1)."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(MOST_REDIRECTS + 1):
                reply = await self._persistently(url, Asked(max_bytes=ROBOTS_BYTES))
                if reply.status not in _REDIRECTS:
                    break
                url = checked(_target(reply))
        except NotFetchedError as error:
            if str(error).startswith("status 4"):
                return None
            if isinstance(error.__cause__, PrivateAddressError | HostLeftError):
                raise
            raise NotFetchedError(f"robots.txt cannot be had: {error}") from error
        rules = Protego.parse(reply.body.decode("utf-8", "replace"))
        rate = rules.request_rate(AGENT)
        self._host(origin).slow_down(
            max(rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        )
        return rules

    async def _persistently(self, url: str, asked: Asked) -> Reply:
        """Ask, and ask again after a pause where that may help. Raises NotFetchedError."""
        host, reason = self._host(url), ""
        for number in range(TRIES):
            try:
                reply = await self._once(url, host, asked)
            except _TryAgainError as error:
                reason = str(error)
                host.pause(BACKOFF * 2**number if error.seconds is None else error.seconds)
            except NotFetchedError:
                host.answered()
                raise
            except (PayloadError, HostLeftError, PrivateAddressError) as error:
                raise NotFetchedError(str(error)) from error
            else:
                host.answered()
                return reply
        host.failed()
        raise NotFetchedError(reason)

    async def _once(self, url: str, host: Host, asked: Asked) -> Reply:
        try:
            async with host.turn(), asyncio.timeout(REQUEST_SECONDS), self._stream(url, asked) as response:
                return await _read(url, response, asked)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise _TryAgainError("it takes too long") from error
        except httpx.ConnectError as error:
            raise _TryAgainError("no connection") from error
        except (httpx.RemoteProtocolError, httpx.NetworkError) as error:
            raise _TryAgainError(CUT_OFF) from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise NotFetchedError(f"the request fails: {type(error).__name__}") from error

    @asynccontextmanager
    async def _stream(self, url: str, asked: Asked) -> AsyncIterator[httpx.Response]:
        trace = self._guard.watch(urlsplit(url).hostname or "")
        headers = dict(asked.conditions)
        async with self._client.stream("GET", url, headers=headers, extensions={"trace": trace}) as response:
            yield response


def checked(url: str) -> str:
    """Return an address if it is one of http or https. Raises NotFetchedError if not."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError
    except ValueError as error:
        raise NotFetchedError(NO_ADDRESS) from error
    return url


async def _read(url: str, response: httpx.Response, asked: Asked) -> Reply:
    """Return the reply with its body. Raises _TryAgainError, NotFetchedError or PayloadError."""
    status = response.status_code
    if status in _AGAIN:
        raise _TryAgainError(f"status {status}", _retry_after(response.headers.get("retry-after")))
    headers = kept_headers(response.headers.multi_items())
    if status in _REDIRECTS or status == 304:
        return Reply(url, status, headers, b"")
    if status != 200:
        raise NotFetchedError(f"status {status}")
    if asked.only_pages and media_type(headers.get("content-type")) not in PAGE_TYPES:
        raise NoPageError("no page by its type")
    unpacker = Unpacker(response.headers.get("content-encoding"), asked.max_bytes)
    async for piece in response.aiter_raw():
        unpacker.feed(piece)
    return Reply(url, status, headers, unpacker.body())


def _target(reply: Reply) -> str:
    try:
        return urljoin(reply.url, reply.headers["location"])
    except (KeyError, ValueError) as error:
        raise NotFetchedError("a redirect to nowhere") from error


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that Retry-After asks for, as a number or as a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value) if len(value) < 10 else LONGEST_PAUSE + 1
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
