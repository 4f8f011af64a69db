"""The fetcher against a server that misbehaves: it ends, keeps what is good, and tells the rest by reason."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from web_server import SPEECH, Server, web_server

import ingest.run
from ingest.files import Files
from ingest.intake import SourceReport
from ingest.payload import PayloadError
from ingest.run import ingest as run_ingest
from ingest.sources import SiteSource, Source, Sources, UrlsSource
from ingest.store import RawStore, Sighting, read_body
from ingest.takedown import Takedown, Withdrawal
from ingest.web import crawl, fetcher, hosts
from ingest.web.guard import is_public
from ingest.web.links import normal, read_list_page, read_sitemap
from parsers import parse_page
from schemas import RawPage

CONTACT = "mailto:data@example.org"
Take = Callable[..., SourceReport]


@pytest.fixture
def server() -> Iterator[Server]:
    with web_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests wait for less than a run would, and take smaller pages."""
    monkeypatch.setattr(fetcher, "BACKOFF", 0.01)
    monkeypatch.setattr(fetcher, "REQUEST_SECONDS", 2.0)
    monkeypatch.setattr(ingest.run, "MAX_BYTES", 1_000_000)


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(Files(tmp_path / "raw"))


@pytest.fixture
def take(tmp_path: Path, store: RawStore) -> Take:
    def take_one(source: Source, takedown: Takedown | None = None, at: datetime | None = None) -> SourceReport:
        listed = Sources(sources=(source,), contact=CONTACT)
        withdrawn, clock = takedown or Takedown(), (lambda: at or datetime.now(UTC))
        (report,) = run_ingest(listed, store, base=tmp_path, takedown=withdrawn, clock=clock)
        return report

    return take_one


def urls(server: Server, *paths: str, rate: float = 20, connections: int = 4, **more: object) -> UrlsSource:
    """Return a source of single pages of the server."""
    listed = [f"{server.url}{path}" for path in paths]
    about = {"kind": "urls", "name": "s", "licence": "-", "private": ("localhost",), "rate": rate}
    return UrlsSource.model_validate({**about, "connections": connections, "urls": listed, **more})


def site(**more: object) -> SiteSource:
    about = {"kind": "site", "name": "s", "licence": "-", "private": ("localhost",), "rate": 20, "connections": 4}
    return SiteSource.model_validate({**about, **more})


def stored(server: Server, store: RawStore) -> dict[str, bytes]:
    return {
        each.label.removeprefix(server.url): read_body(store.location(each), each.place) for each in store.sightings()
    }


def page(name: str) -> bytes:
    return SPEECH.format(name).encode()


TROUBLE = {
    "/loop/a": "too many redirects",
    "/inside": "its address is not public",
    "/file": "not an address of http or https",
    "/nowhere": "a redirect to nowhere",
    "/endless": "larger than the limit of 1,000,000 bytes",
    "/drip": "it takes too long",
    "/drip_headers": "it takes too long",
    "/bomb": "larger than the limit of 1,000,000 bytes",
    "/torn_gzip": "the body is cut off",
    "/brotli": "a content encoding that is not read",
    "/short": "the body is cut off",
    "/hang_up": "the body is cut off",
    "/no_http": "the body is cut off",
    "/gone": "status 404",
    "/storm": "status 503",
    "/forbidden/1": "robots.txt forbids it",
}
GOOD = {"/good/1": page("/good/1"), "/busy": page("/busy"), "/moved": page("/good/moved"), "/packed": page("packed"),
        "/lying": SPEECH.format("lying").encode("gbk")}  # fmt: skip


def test_whatever_the_server_does_the_run_ends(
    server: Server, store: RawStore, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "GIVE_UP", 100)
    monkeypatch.setattr(fetcher, "TRIES", 2)
    rules = b"User-agent: *\nDisallow: /forbidden\nUser-agent: another\nDisallow: /\n"
    server.answers["/robots.txt"] = lambda asked: asked.reply(rules, Content_Type="text/plain")
    report = take(urls(server, *GOOD, *TROUBLE, "/image"))
    assert {label.removeprefix(server.url): reason for label, reason in report.examples} == TROUBLE
    assert stored(server, store) == GOOD
    assert (report.new, dict(report.passed_over)) == (len(GOOD), {"no page by its type": 1})
    assert server.asked["/forbidden/1"] == server.asked["/good/inside"] == 0
    assert server.asked["/robots.txt"] == 1
    assert server.agents == {f"jianghua/0.1.0 (+{CONTACT})"}
    assert len(server.times) <= 20 * (server.times[-1] - server.times[0]) + 1, "more often than the rate allows"


def test_what_is_known_of_a_page_is_kept(server: Server, store: RawStore, take: Take) -> None:
    noon = datetime(2031, 4, 5, 12, tzinfo=UTC)
    take(urls(server, "/moved", "/lying"), at=noon)
    moved, lying = sorted(store.sightings(), key=lambda each: each.label, reverse=True)
    assert (moved.label, moved.url) == (f"{server.url}/moved", f"{server.url}/good/moved")
    assert (moved.fetched_at, moved.seen_at) == ("2031-04-05T12:00:00Z", "2031-04-05T12:00:00Z")
    assert moved.headers["etag"] == '"/good/moved"'
    assert (lying.charset, lying.content_type) == ("utf-8", "text/html; charset=utf-8")
    parsed = parse_page(RawPage("s", read_body(store.location(lying), lying.place), charset=lying.charset))
    assert (parsed.page.encoding, parsed.page.title) == ("gb18030", "在全县会议上的讲话")


def test_pages_are_asked_for_again_only_when_due_and_on_condition(server: Server, store: RawStore, take: Take) -> None:
    first = datetime(2031, 4, 5, tzinfo=UTC)
    source = urls(server, "/good/1", "/lying", refresh_days=30)
    days = [take(source, at=first + timedelta(days=day)) for day in (0, 1, 31, 32, 62)]
    assert [(day.new, day.known) for day in days] == [(2, 0), (0, 2), (0, 2), (0, 2), (0, 2)]
    assert (server.asked["/good/1"], server.asked["/lying"]) == (3, 3)
    assert {each.fetched_at for each in store.sightings()} == {"2031-04-05T00:00:00Z"}
    assert len({each.place for each in store.sightings()}) == 2
    server.answers["/lying"] = lambda asked: asked.reply(page("new"))
    assert take(source, at=first + timedelta(days=100)).new == 1
    assert stored(server, store)["/lying"] == page("new")


def test_a_storm_is_not_answered_with_a_storm(server: Server, take: Take) -> None:
    report = take(urls(server, "/robots.txt", *(f"/storm/{number}" for number in range(200)), connections=1))
    assert report.missed["status 503"] == hosts.GIVE_UP
    assert report.missed[hosts.TROUBLE] == 200 - hosts.GIVE_UP
    assert sum(server.asked.values()) <= hosts.GIVE_UP * fetcher.TRIES + 4


def test_a_host_that_asks_for_a_day_gets_it(server: Server, take: Take) -> None:
    report = take(urls(server, "/much_later", "/good/1", connections=1))
    assert dict(report.missed) == {hosts.COME_BACK_LATER: 2}
    assert server.asked["/much_later"] == 1


@pytest.mark.parametrize(
    ("rules", "status", "reason"),
    [
        (b"", 404, None),
        (b"", 403, None),
        (b"User-agent: jianghua\nDisallow: /\n", 200, "robots.txt forbids it"),
        (b"User-agent: *\nCrawl-delay: 86400\n", 200, hosts.TOO_SLOW),
        (b"User-agent: *\nRequest-rate: 1/1d\n", 200, hosts.TOO_SLOW),
        (b"", 500, "robots.txt cannot be had: status 500"),
        (b"<html>" + "不是规则".encode("gbk") * 99, 200, None),
    ],
)
def test_robots(server: Server, take: Take, rules: bytes, status: int, reason: str | None) -> None:
    server.answers["/robots.txt"] = lambda asked: asked.reply(rules, status)
    report = take(urls(server, "/good/1"))
    assert dict(report.missed) == ({reason: 1} if reason else {})
    assert server.asked["/good/1"] == (0 if reason else 1)


def test_the_crawl_delay_goes_before_the_rate(server: Server, take: Take) -> None:
    server.answers["/robots.txt"] = lambda asked: asked.reply(b"User-agent: *\nCrawl-delay: 0.2\n")
    assert take(urls(server, *(f"/good/{number}" for number in range(6)))).new == 6
    assert server.times[-1] - server.times[1] >= 5 * 0.2 - 0.05, "five pauses between six pages"


def test_private_space_is_refused_unless_allowed_by_name(server: Server, take: Take) -> None:
    report = take(urls(server, "/good/1", private=()))
    assert list(report.missed) == ["its address is not public"]
    assert sum(server.asked.values()) == 0
    assert take(urls(server, "/good/1", "/inside", private=("LOCALHOST", "127.0.0.1"))).new == 2


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),  # noqa: S104
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("ff02::1", False), ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("localhost", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_bomb_is_never_unpacked(server: Server, take: Take) -> None:
    packed = gzip.compress(gzip.compress(bytes(200_000_000)))
    server.answers["/sitemap.xml"] = lambda asked: asked.reply(packed, Content_Encoding="gzip")
    tracemalloc.start()
    report = take(site(sitemaps=(f"{server.url}/sitemap.xml",)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert dict(report.missed) == {"sitemap: larger than the limit of 52,428,800 bytes": 1}
    assert peak < 150_000_000


def sitemap_of(*addresses: str, kind: str = "url") -> bytes:
    entries = "".join(f"<{kind}><loc>{address}</loc></{kind}>" for address in addresses)
    name = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} xmlns="{space}">{entries}</{name}>'.encode()


def test_a_sitemap_of_fifty_thousand(server: Server, store: RawStore, take: Take) -> None:
    entries = [f"{server.url}/good/{number}" for number in range(49_998)]
    entries += ["https://elsewhere.example/1", f"{server.url}/other/1"]
    server.answers["/all.xml.gz"] = lambda asked: asked.reply(gzip.compress(sitemap_of(*entries)))
    index = sitemap_of(f"{server.url}/all.xml.gz", f"{server.url}/index.xml", f"{server.url}/lost.xml", kind="sitemap")
    server.answers["/index.xml"] = lambda asked: asked.reply(index)
    source = site(sitemaps=(f"{server.url}/index.xml",), match="/good/", requests=10)
    first, second = take(source), take(source)
    assert (first.new, second.new, second.known) == (10, 10, 10)
    assert first.missed == {crawl.NOT_IN_NUMBER.format(10): 49_998 - 10, "sitemap: status 404": 1}
    assert first.passed_over["link to another host"] == 1
    assert len(stored(server, store)) == 20
    assert server.asked["/all.xml.gz"] == 2


def test_list_pages_are_followed_as_the_selectors_say(server: Server, store: RawStore, take: Take) -> None:
    def listed(number: int) -> bytes:
        links = "".join(f"<li><a href='/good/{number}-{each}#top'>讲话</a>" for each in range(2))
        after = "/list/1" if number == 3 else f"/list/{number + 1}"
        frame = "<a href='/good/nav'>首页</a><a href='https://elsewhere.example/'>友情链接</a>"
        return f"{frame}<ul class=l>{links}</ul><a class=next href='{after}'>下一页</a>".encode("gbk")

    for number in (1, 2, 3):
        body = listed(number)
        server.answers[f"/list/{number}"] = lambda asked, body=body: asked.reply(body, Content_Type="text/html")
    start = (f"{server.url}/list/1",)
    shallow = take(site(start=start, links="ul.l a", next="a.next", depth=2, charset="gbk"))
    assert shallow.new == 4
    circle = take(site(start=start, links="ul.l a, a", next="a.next", match="/good/"))
    assert sorted(stored(server, store)) == ["/good/1-0", "/good/1-1", "/good/2-0", "/good/2-1", "/good/3-0",
                                             "/good/3-1", "/good/nav"]  # fmt: skip
    assert (circle.new, circle.known, circle.passed_over["link to another host"]) == (3, 4, 3)
    assert server.asked["/list/1"] == 2


def test_no_cookies_are_kept(server: Server, take: Take) -> None:
    seen: list[str | None] = []

    def answer(asked: BaseHTTPRequestHandler) -> None:
        seen.append(asked.headers.get("Cookie"))
        asked.reply(page("/"), Set_Cookie="id=1; Path=/")  # type: ignore[attr-defined]  # the server's own handler

    server.answers.update({"/a": answer, "/b": answer})
    take(urls(server, "/a", "/b", connections=1))
    assert seen == [None, None]


def test_what_is_withdrawn_is_not_asked_for(server: Server, take: Take) -> None:
    entry = Withdrawal(address=f"{server.url}/good/1", since=datetime(2031, 4, 5, tzinfo=UTC).date(), reason="-")
    report = take(urls(server, "/good/1", "/good/2"), Takedown([entry]))
    assert (report.new, dict(report.passed_over)) == (1, {"withdrawn page": 1})
    assert server.asked["/good/1"] == 0
    moved = Withdrawal(address=f"{server.url}/good/moved", since=entry.since, reason="-")
    assert take(urls(server, "/moved"), Takedown([moved])).new == 0


def test_a_run_ends_in_time_and_the_next_goes_on(server: Server, store: RawStore, take: Take) -> None:
    paths = [f"/good/{number}" for number in range(50)]
    report = take(urls(server, *paths, rate=20, connections=1, minutes=0.01))
    assert 0 < report.new < 20
    assert dict(report.missed) == {crawl.NOT_IN_TIME: 50 - report.new}
    assert len(stored(server, store)) == report.new
    assert take(urls(server, *paths, rate=20, requests=5)).pages == report.new + 5


def test_addresses_may_stand_in_a_file(server: Server, take: Take, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(
        f"# pages\n{server.url}/good/1\n\n{server.url}/good/1#a\nftp://localhost/a\n", "utf-8"
    )
    report = take(urls(server, file="list.txt"))
    assert (report.new, dict(report.missed)) == (1, {"not an address of http or https": 1})
    assert list(take(urls(server, file="gone.txt")).missed) == ["the file cannot be read: FileNotFoundError"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("b.html", "https://site.example/a/b.html"), ("//Other.example:443/", "https://other.example/"),
        ("?p=2#top", "https://site.example/a/?p=2"), ("http://site.example:8080", "http://site.example:8080/"),
        ("javascript:void(0)", None), ("mailto:a@b.example", None), ("http://[::1", None), ("http://h:99999/", None),
        ("http://[::1]/", "http://[::1]/"), ("", "https://site.example/a/"),
    ],
)  # fmt: skip
def test_links(link: str, address: str | None) -> None:
    assert normal(link, "https://site.example/a/") == address


BILLION = b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize("body", [BILLION, b"<html>nothing of the kind", b"", gzip.compress(b"not xml", mtime=0)])
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(PayloadError, match="sitemap"):
        read_sitemap(body, "https://site.example/")


def test_a_sitemap_in_a_chinese_encoding() -> None:
    body = sitemap_of("https://site.example/讲话").replace(b"UTF-8", b"GB2312").decode().encode("gbk")
    assert read_sitemap(body, "https://site.example/").pages == ("https://site.example/讲话",)


def test_a_sitemap_that_is_cut_off_names_what_it_names() -> None:
    whole = sitemap_of("https://site.example/1", "https://site.example/2")
    assert read_sitemap(whole[:-30], "https://site.example/").pages == ("https://site.example/1",)


@pytest.mark.parametrize(
    ("base", "address"),
    [("/a/", "https://site.example/a/1"), ("http://[", "https://site.example/1"), ("x:y", "https://site.example/1")],
)
def test_the_base_of_a_list_page(base: str, address: str) -> None:
    body = f"<base href='{base}'><a href=1>1</a>".encode()
    assert read_list_page(body, "https://site.example/", "no-such-charset", "a", None).pages == (address,)


def test_a_list_page_of_a_hostile_depth() -> None:
    body = b"<div>" * 50_000 + b"<a href=/1>1</a>"
    assert read_list_page(body, "https://site.example/", None, "a", None).pages == ("https://site.example/1",)


def test_a_sighting_that_was_confirmed_stays_the_newest(server: Server, store: RawStore, take: Take) -> None:
    noon = datetime(2031, 4, 5, 12, tzinfo=UTC)
    for day in (0, 40):
        take(urls(server, "/good/1"), at=noon + timedelta(days=day))
    newest: Sighting | None = store.writer().history("s").newest(f"{server.url}/good/1")
    assert newest is not None
    assert (newest.seen_at, newest.fetched_at) == ("2031-05-15T12:00:00Z", "2031-04-05T12:00:00Z")
