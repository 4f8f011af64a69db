"""A web server on loopback that misbehaves as it is asked to: real sockets, real HTTP, broken on purpose."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB = gzip.compress(bytes(20_000_000))
SPEECH = "<title>在全县会议上的讲话</title><p>同志们：今天开第{}次会，讲三点意见。</p>"


class Server(ThreadingHTTPServer):
    """The server, with what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()
        self.times: list[float] = []
        self.agents: set[str] = set()
        self.answers: dict[str, Callable[[_Handler], None]] = {}
        """What a path does, where it is not in the handler."""

    @property
    def url(self) -> str:
        """The address by a name that resolves to loopback."""
        return f"http://localhost:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up, which is what many of these answers make them do."""


@contextmanager
def web_server() -> Iterator[Server]:
    """Run a server until the end of the block."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Be silent."""

    def do_GET(self) -> None:
        self.server.times.append(time.monotonic())
        self.server.asked[self.path] += 1
        self.server.agents.add(self.headers.get("User-Agent", ""))
        with suppress(OSError):
            answer = self.server.answers.get(self.path) or getattr(type(self), self.path.split("/")[1], None)
            (answer or type(self).missing)(self)

    def reply(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Send a whole, correct answer."""
        self.send_response(status)
        given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in {**given, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, *pieces: bytes, pause: float = 0.0) -> None:
        """Send bytes as they are, and hang up."""
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(pause)
        self.close_connection = True

    def missing(self) -> None:
        """Say that there is nothing."""
        self.reply(b"no", 404)

    def good(self) -> None:
        """Send a page, with an ETag, or say that it has not changed."""
        tag = f'"{self.path}"'
        if self.headers.get("If-None-Match") == tag:
            self.reply(b"", 304, ETag=tag)
        else:
            self.reply(SPEECH.format(self.path).encode(), ETag=tag)

    def busy(self) -> None:
        """Ask to come back in a second, the first time."""
        if self.server.asked[self.path] == 1:
            self.reply(b"", 429, Retry_After="1")
        else:
            self.good()

    def storm(self) -> None:
        """Fail."""
        self.reply(b"", 503)

    def much_later(self) -> None:
        """Ask to come back tomorrow."""
        self.reply(b"", 429, Retry_After="86400")

    def loop(self) -> None:
        """Lead round in a circle."""
        self.reply(b"", 302, Location="/loop/b" if self.path.endswith("a") else "/loop/a")

    def moved(self) -> None:
        """Lead to a good page."""
        self.reply(b"", 301, Location="/good/moved")

    def inside(self) -> None:
        """Lead into private space: the same server by an address that nobody allowed."""
        self.reply(b"", 302, Location=f"http://127.0.0.1:{self.server.server_port}/good/inside")

    def file(self) -> None:
        """Lead to a file."""
        self.reply(b"", 302, Location="file:///etc/passwd")

    def nowhere(self) -> None:
        """Lead to nothing."""
        self.reply(b"", 302)

    def endless(self) -> None:
        """Send without end."""
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *[b"x" * 65536] * 10_000)

    def drip(self) -> None:
        """Send a byte now and then."""
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *[b"x"] * 600, pause=0.05)

    def drip_headers(self) -> None:
        """Send headers, a byte now and then."""
        self.raw(b"HTTP/1.1 200 OK\r\n", *[b"x"] * 600, pause=0.05)

    def bomb(self) -> None:
        """Send little that unpacks to much."""
        self.reply(BOMB, Content_Encoding="gzip")

    def packed(self) -> None:
        """Send a page in gzip."""
        self.reply(gzip.compress(SPEECH.format("packed").encode()), Content_Encoding="gzip")

    def torn_gzip(self) -> None:
        """Send gzip that lacks its end."""
        self.reply(gzip.compress(SPEECH.encode() * 9)[:-9], Content_Encoding="gzip")

    def brotli(self) -> None:
        """Send what nobody asked for."""
        self.reply(b"...", Content_Encoding="br")

    def short(self) -> None:
        """Promise more than is sent."""
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")

    def hang_up(self) -> None:
        """Send nothing."""
        self.raw()

    def no_http(self) -> None:
        """Send what is no HTTP."""
        self.raw(b"\x00\x01\x02 hello\r\n\r\n")

    def lying(self) -> None:
        """Send GBK and call it UTF-8."""
        self.reply(SPEECH.format("lying").encode("gbk"))

    def image(self) -> None:
        """Send no page, and never an end of it."""
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", *[b"x"] * 600, pause=0.05)
