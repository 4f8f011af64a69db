"""WARC files that another tool wrote (warcio), whole and torn, gzip and not."""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.files import Files
from ingest.intake import SourceReport
from ingest.run import ingest
from ingest.sources import Sources, WarcSource
from ingest.store import RawStore, Sighting, read_body
from ingest.takedown import Takedown
from ingest.warc import TORN

Take = Callable[..., SourceReport]
TEXT = "<title>在全县会议上的讲话</title><p>同志们：今天开第{}次会。</p>"
PAGES = {
    f"http://county.example/{number}.html": (TEXT.format(number) * 40, "gbk" if number % 2 else "utf-8")
    for number in range(12)
}
BODIES = {url: text.encode(charset) for url, (text, charset) in PAGES.items()}


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(Files(tmp_path / "raw"))


@pytest.fixture
def take(tmp_path: Path, store: RawStore) -> Take:
    def take_file(data: bytes) -> SourceReport:
        (tmp_path / "a.warc").write_bytes(data)
        source = WarcSource(kind="warc", name="w", paths=("a.warc",), licence="-")
        (report,) = ingest(Sources(sources=(source,)), store, base=tmp_path, takedown=Takedown())
        return report

    return take_file


class Warc:
    """A WARC file being written."""

    def __init__(self, *, zipped: bool) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=zipped)
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc", {"software": "a test"}))
        self.ends: list[int] = []
        """Where the responses end."""

    def response(self, url: str, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """Add what a server answered."""
        lines = [(name.replace("_", "-"), value) for name, value in headers.items()]
        http = StatusAndHeaders(status, lines, protocol="HTTP/1.1")
        date = {"WARC-Date": "2019-08-07T06:05:04Z"}
        self._writer.write_record(
            self._writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=date
            )
        )
        self.ends.append(self._out.tell())

    def request(self, url: str) -> None:
        """Add what it was asked."""
        http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "county.example")], is_http_request=True)
        self._writer.write_record(self._writer.create_warc_record(url, "request", http_headers=http))

    def data(self) -> bytes:
        """Return the file."""
        return self._out.getvalue()


def warc_of_pages(*, zipped: bool) -> Warc:
    warc = Warc(zipped=zipped)
    for url, (_, charset) in PAGES.items():
        warc.response(url, BODIES[url], Content_Type=f"text/html; charset={charset}", Server="x")
        warc.request(url)
    return warc


def one(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    warc = Warc(zipped=False)
    warc.response("http://county.example/", body, status, **headers)
    return warc.data()


def stored(store: RawStore) -> dict[str, bytes]:
    return {each.label: read_body(store.location(each), each.place) for each in store.sightings()}


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_come_in_with_what_is_known_of_them(store: RawStore, take: Take, zipped: bool) -> None:
    report = take(warc_of_pages(zipped=zipped).data())
    assert (report.new, dict(report.missed)) == (12, {})
    assert dict(report.passed_over) == {"record that is no response": 13}
    assert stored(store) == BODIES
    seen: Sighting = list(store.sightings())[1]
    assert (seen.url, seen.charset, seen.fetched_at) == (seen.label, "gbk", "2019-08-07T06:05:04Z")
    assert (seen.content_type, seen.headers["server"]) == ("text/html; charset=gbk", "x")
    assert take(warc_of_pages(zipped=zipped).data()).known == 12


@pytest.mark.parametrize("zipped", [True, False])
def test_of_a_torn_file_all_whole_records_come_in_and_the_tear_is_told(
    zipped: bool, take: Take, store: RawStore
) -> None:
    warc = warc_of_pages(zipped=zipped)
    data, moments = warc.data(), random.Random(7)  # noqa: S311 (for tests)
    for cut in sorted(moments.sample(range(200, len(data) - 1), 60)):
        report = take(data[:cut])
        whole = sum(end - (0 if zipped else 4) <= cut for end in warc.ends)
        assert report.pages >= whole, cut  # a gzip member may be whole but for its checksum
        assert report.pages <= whole + 1, cut
        between = cut in warc.ends
        assert between or report.missed[TORN] == 1 or list(report.missed) == [
            "no WARC file, or damaged: no record where one should be"
        ], cut  # fmt: skip
    assert all(BODIES[url] == body for url, body in stored(store).items())


def test_damage_in_the_midst_is_told(take: Take) -> None:
    data = warc_of_pages(zipped=True).data()
    report = take(data[: len(data) // 2] + b"\0" * 50 + data[len(data) // 2 + 50 :])
    assert 0 < report.new < 12
    assert sum(report.missed.values()) == 1


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        ("404 Not Found", {"Content_Type": "text/html"}, "response that is not 200 OK"),
        ("200 OK", {"Content_Type": "image/png"}, "response that is no page by its type"),
    ],
)
def test_what_is_no_page_is_passed_over(take: Take, status: str, headers: dict[str, str], kind: str) -> None:
    report = take(one(b"...", status, **headers))
    assert (report.new, report.passed_over[kind]) == (0, 1)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(b"page", mtime=0), {"Content_Encoding": "gzip"}),
        (b"2\r\npa\r\n2;x=y\r\nge\r\n0\r\n\r\n", {"Transfer_Encoding": "chunked"}),
        (b"page", {"Transfer_Encoding": "chunked"}),
        (b"page", {}),
    ],
)
def test_bodies_are_stored_without_what_wrapped_them(
    take: Take, store: RawStore, body: bytes, headers: dict[str, str]
) -> None:
    take(one(body, **headers))
    assert list(stored(store).values()) == [b"page"]


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(b"0" * 30_000_000, mtime=0), "gzip", "larger than the limit of 20,000,000 bytes"),
        (gzip.compress(b"page", mtime=0)[:-3], "gzip", "the body is cut off"),
        (b"page", "gzip", "the content encoding is damaged"),
        (b"page", "br", "a content encoding that is not read"),
        (b"0" * 20_000_001, "identity", "larger than the limit of 20,000,000 bytes"),
        (b"0" * 20_100_000, "identity", "larger than the limit of 20,000,000 bytes"),
    ],
)
def test_what_cannot_be_unpacked_is_told(take: Take, body: bytes, encoding: str, reason: str) -> None:
    report = take(one(body, Content_Encoding=encoding))
    assert (report.new, dict(report.missed)) == (0, {reason: 1})


@pytest.mark.parametrize(
    "data",
    [
        b"no warc at all" * 9,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nabc",
        b"\x1f\x8b\x08\0nonsense",
    ],
)
def test_what_is_no_warc_is_told(take: Take, data: bytes) -> None:
    report = take(data)
    assert (report.new, sum(report.missed.values())) == (0, 1)
