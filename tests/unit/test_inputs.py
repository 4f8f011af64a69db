"""What a build takes from the raw store: of each address what it showed last, less what is withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.inputs import Inputs, find, from_paths, from_store, raw_store
from flows.pages import read_and_parse
from flows.plan import plan_shards
from ingest.discover import discover
from ingest.sources import FilesSource
from ingest.store import RawStore, Sighting
from ingest.takedown import Takedown, Withdrawal
from schemas import JianghuaError

SEEN = "2031-04-05T06:07:08Z"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return raw_store(tmp_path)


def put(store: RawStore, source: str, label: str, body: bytes, **about: str | None) -> str:
    """Put a sighting in the store; returns the body's hash."""
    sha256 = hashlib.sha256(body).hexdigest()
    store.writer().add([(Sighting(source, label, sha256, SEEN, **about), body)])
    return sha256


def withdrawal(**what: str) -> Takedown:
    return Takedown([Withdrawal(since=date(2031, 4, 5), reason="asked", **what)])


def sources(inputs: Inputs) -> list[str]:
    return sorted(item.source for item in inputs.items)


def test_each_address_is_there_with_what_it_showed_last(store: RawStore) -> None:
    put(store, "a", "1.html", b"old", fetched_at="2030-01-01T00:00:00Z")
    put(store, "a", "1.html", b"new", fetched_at="2031-01-01T00:00:00Z")
    put(store, "a", "1.html", b"older, and came late", fetched_at="2029-01-01T00:00:00Z")
    put(store, "b", "1.html", b"old")
    inputs = from_store(store, Takedown(), 100)
    assert {item.source: read_and_parse(item).page.n_bytes for item in inputs.items} == {"a/1.html": 3, "b/1.html": 3}
    assert {item.sha256 for item in inputs.items} == {hashlib.sha256(body).hexdigest() for body in (b"new", b"old")}


def test_what_is_known_of_a_page_reaches_its_record(store: RawStore) -> None:
    url, body = "https://County.example:8443/a.html", "<p>在县里的讲话</p>".encode("gb18030")
    put(store, "s", "a", body, url=url, fetched_at=SEEN, charset="gb18030", content_type="text/html")
    (item,) = from_store(store, Takedown(), 100).items
    page = read_and_parse(item).page
    assert (page.source, page.url, page.site, page.fetched_at) == ("s/a", url, "county.example", SEEN)
    assert page.encoding == "gb18030"
    assert item.charset == "gb18030"


def test_what_is_known_of_a_page_is_in_the_key(store: RawStore, tmp_path: Path) -> None:
    other = raw_store(tmp_path / "other")
    put(store, "s", "a", b"page", charset="gb18030")
    put(other, "s", "a", b"page")
    one, two = (plan_shards(from_store(each, Takedown(), 100).items, parser_version="1") for each in (store, other))
    assert one[0].key != two[0].key


def test_a_page_over_the_limit_says_so(store: RawStore) -> None:
    put(store, "s", "a", b"0123456789")
    (item,) = from_store(store, Takedown(), 9).items
    assert read_and_parse(item).page.status_reason == "larger than the limit of 9 bytes"


def test_a_body_that_is_lost_is_a_page_with_a_problem(store: RawStore, tmp_path: Path) -> None:
    put(store, "s", "a", b"page")
    (item,) = from_store(store, Takedown(), 100).items
    next((tmp_path / "raw" / "packs").rglob("*.zst")).unlink()
    assert read_and_parse(item).page.status_reason == "the file cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ({"address": "https://a.example/1"}, ["t/other"]),  # and the same bytes elsewhere
        ({"host": "a.example"}, ["t/other"]),
        ({"sha256": hashlib.sha256(b"text").hexdigest()}, ["s/moved", "t/other"]),
        ({"address": "https://b.example/new"}, ["s/https://a.example/1", "t/copy", "t/other"]),
        ({"host": "elsewhere.example"}, ["s/https://a.example/1", "s/moved", "t/copy", "t/other"]),
    ],
)
def test_what_is_withdrawn_is_left_out_wherever_it_was_seen(
    store: RawStore, what: dict[str, str], left: list[str]
) -> None:
    put(store, "s", "https://a.example/1", b"text", url="https://a.example/1")
    put(store, "s", "moved", b"more", url="https://a.example/2" if "host" in what else "https://b.example/new")
    put(store, "t", "copy", b"text")
    put(store, "t", "other", b"other")
    inputs = from_store(store, withdrawal(**what), 100)
    assert sources(inputs) == (left if what != {"address": "https://a.example/1"} else ["s/moved", *left])
    assert inputs.n_withdrawn == 4 - len(inputs.items)


def test_what_an_address_showed_before_it_was_withdrawn_is_withdrawn_as_well(store: RawStore) -> None:
    first = put(store, "s", "1", b"first", url="https://a.example/1")
    put(store, "s", "1", b"second", url="https://a.example/1")
    put(store, "t", "copy", b"first")
    inputs = from_store(store, withdrawal(address="https://a.example/1"), 100)
    assert (sources(inputs), inputs.n_withdrawn) == ([], 2)
    assert first in inputs.withdrawn


@pytest.mark.parametrize("address", ["http://[::1/a.html", "http://a.example:99999/a.html"])
def test_an_address_of_strangers_that_is_none_ends_no_build(store: RawStore, address: str) -> None:
    put(store, "web-archive", address, b"text", url=address)
    assert sources(from_store(store, withdrawal(address="https://b.example/1"), 100)) == [f"web-archive/{address}"]


def test_from_paths_bodies_are_withdrawn_by_their_hash(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(name)
    found = discover([str(tmp_path / "*.txt")], max_bytes=100)
    inputs = from_paths(found, withdrawal(sha256=hashlib.sha256(b"a").hexdigest()), lambda _: None)
    assert (sources(inputs), inputs.n_withdrawn) == (["b.txt"], 1)


def test_a_page_has_what_the_list_says_of_the_right_to_use_it(store: RawStore) -> None:
    for source in ("a", "b"):
        put(store, source, "1.html", source.encode())
    listed = FilesSource(kind="files", name="a", paths=(".",), licence="asked, 2031-04-05")
    one, other = sorted(from_store(store, Takedown(), 100, [listed]).items, key=lambda item: item.source)
    assert [read_and_parse(item).page.licence for item in (one, other)] == [listed.licence, None]
    keys = {plan_shards([each], parser_version="1")[0].key for each in (one, replace(one, licence=None))}
    assert len(keys) == 2, "what is noted otherwise is parsed again"


def test_an_empty_store_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(JianghuaError, match="the raw store is empty: run `jianghua ingest` first"):
        find((), 100, tmp_path)
