"""sources.yml and takedown.yml: what they may say, and that a mistake is told in one line with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.sources import FilesSource, read_sources
from ingest.store import Sighting
from ingest.takedown import Takedown
from schemas import JianghuaError

GOOD = """
sources:
  - name: county-archive
    kind: files
    paths: [crawl/county]
    charset: gb18030
    pages: {min: 10, max: 99}
    licence: public documents, see docs/legal.md
"""


def test_a_source_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text(GOOD, "utf-8")
    (source,) = read_sources(tmp_path / "sources.yml").sources
    assert isinstance(source, FilesSource)
    assert (source.name, source.paths, source.charset) == ("county-archive", ("crawl/county",), "gb18030")
    assert (source.pages.min, source.pages.max) == (10, 99)


@pytest.mark.parametrize(
    ("find", "put", "line", "message"),
    [
        ("kind: files", "kind: ftp", 3, "'ftp'"),
        ("    kind: files\n", "", 3, "kind"),
        ("paths: [crawl/county]", "paths: []", 5, "paths: "),
        ("paths: [crawl/county]", "paths: [1]", 5, "paths: "),
        ("paths: [crawl/county]", "paths: crawl", 5, "paths: here stands a list"),
        ("paths: [crawl/county]", "path: [crawl/county]", 5, "path: Extra inputs are not permitted (and 1 more)"),
        ("    paths: [crawl/county]\n", "", 3, "paths: Field required"),
        ("gb18030", "gb-what", 6, "charset: there is no character set gb-what"),
        ("{min: 10, max: 99}", "{min: 10, max: 9}", 7, "pages: max is below min"),
        ("min: 10", "least: 10", 7, "least: Extra inputs are not permitted"),
        ("name: county-archive", "name: 县档案", 3, "name: "),
        ("    licence", "    color: red\n    licence", 8, "color: Extra inputs"),
        ("sources:", "sauces:", 2, "sauces: Extra inputs are not permitted (and 1 more)"),
        ("paths: [crawl/county]", "paths: [crawl/county", 6, "expected"),
        ("charset: gb18030", "paths: [again]", 6, "found duplicate key"),
        (GOOD, "", 1, "here stand keys with values"),
        (GOOD, "- just\n- a list\n", 1, ""),
        ("    licence", "  - {name: county-archive, kind: files, paths: [a], licence: b}\n    licence", 9, "expected"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, find: str, put: str, line: int, message: str) -> None:
    assert find in GOOD
    file = tmp_path / "sources.yml"
    file.write_text(GOOD.replace(find, put, 1), "utf-8")
    with pytest.raises(JianghuaError) as told:
        read_sources(file)
    assert str(told.value).startswith(f"{file}:{line}: ")
    assert message in str(told.value)
    assert "\n" not in str(told.value)


WEB = """
contact: mailto:data@example.org
sources:
  - name: gazette
    kind: site
    start: [https://gazette.example/list.html]
    links: ul.list a
    next: a.next
    match: /2\\d{3}/
    private: []
    licence: see the imprint
  - {name: single, kind: urls, urls: ["https://a.example/1"], licence: asked}
"""


@pytest.mark.parametrize(
    ("find", "put", "line", "message"),
    [
        ("contact: mailto:data@example.org\n", "", 1, "so say whom they can reach: contact"),
        ("mailto:data@example.org", "data at example", 2, "contact: "),
        ("ul.list a", '"ul["', 7, "links: no selector: "),
        ("a.next", '"a::"', 8, "next: no selector: "),
        ("/2\\d{3}/", '"["', 9, "match: no regular expression: "),
        ("    start: [https://gazette.example/list.html]\n", "", 4, "neither start nor sitemaps"),
        ("https://gazette.example/list.html", "gazette.example", 6, "start: "),
        ("    private", "    rate: 0\n    private", 10, "rate: "),
        ("    private", "    rate: 100\n    private", 10, "rate: "),
        ("    private", "    depth: 0\n    private", 10, "depth: "),
        ('urls: ["https://a.example/1"], ', "", 12, "neither urls nor file"),
        ("https://a.example/1", "ftp://a.example/1", 12, "urls: "),
    ],
)
def test_a_mistake_in_a_source_on_the_web(tmp_path: Path, find: str, put: str, line: int, message: str) -> None:
    file = tmp_path / "sources.yml"
    file.write_text(WEB, "utf-8")
    assert [source.kind for source in read_sources(file).sources] == ["site", "urls"]
    assert find in WEB
    file.write_text(WEB.replace(find, put, 1), "utf-8")
    with pytest.raises(JianghuaError) as told:
        read_sources(file)
    assert str(told.value).startswith(f"{file}:{line}: ")
    assert message in str(told.value)


def test_names_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "sources.yml"
    file.write_text(GOOD + "  - {name: county-archive, kind: files, paths: [a], licence: b}\n", "utf-8")
    with pytest.raises(JianghuaError, match="two sources have the name county-archive"):
        read_sources(file)


def test_a_source_that_is_asked_for_and_not_there(tmp_path: Path) -> None:
    file = tmp_path / "sources.yml"
    file.write_text(GOOD, "utf-8")
    with pytest.raises(JianghuaError, match="there is no source town; there are county-archive"):
        read_sources(file).named(("town",))
    with pytest.raises(JianghuaError, match=r"cannot read .*gone.yml: No such file"):
        read_sources(tmp_path / "gone.yml")
    file.write_bytes("sources: # 县".encode("gb18030"))
    with pytest.raises(JianghuaError, match="not in UTF-8, at byte 11"):
        read_sources(file)


def test_a_file_of_hostile_depth(tmp_path: Path) -> None:
    file = tmp_path / "sources.yml"
    file.write_text("sources: " + "[" * 2000 + "]" * 2000, "utf-8")
    with pytest.raises(JianghuaError, match="inside one another without end"):
        read_sources(file)


WITHDRAWN = """
withdrawn:
  - {address: "https://Example.org/a?id=1", since: 2031-01-02, reason: asked by the speaker}
  - {host: gone.example, since: 2031-01-02, reason: asked by the site}
  - {sha256: %s, since: 2031-01-02, reason: a court}
"""


@pytest.mark.parametrize(
    ("url", "body", "withdrawn"),
    [
        ("https://example.org/a?id=1", "1", True),
        ("http://EXAMPLE.org:80/a/?id=1#top", "1", True),
        ("https://example.org/a?id=10", "1", False),
        ("https://example.org/a", "1", False),
        ("https://example.org:8080/a?id=1", "1", False),
        ("https://gone.example/x", "1", True),
        ("https://www.gone.example/x", "1", True),
        ("https://notgone.example/x", "1", False),
        ("https://gone.example.org/x", "1", False),
        ("https://other.example/x", "a", True),
        (None, "a", True),
        (None, "1", False),
    ],
)
def test_what_is_withdrawn(tmp_path: Path, url: str | None, body: str, withdrawn: bool) -> None:
    file = tmp_path / "takedown.yml"
    file.write_text(WITHDRAWN % ("a" * 64), "utf-8")
    seen = Sighting("s", "label", body * 64, "", url=url)
    assert Takedown.read(file).withdraws(seen) is withdrawn
    assert not Takedown.read(tmp_path / "none.yml").withdraws(seen)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{since: 2031-01-02, reason: r}", "an entry names one address, host or sha256"),
        ("{host: a.example, address: 'https://a.example/', since: 2031-01-02, reason: r}", "an entry names one"),
        ("{sha256: 12ab, since: 2031-01-02, reason: r}", "sha256: "),
        ("{address: a.example/b, since: 2031-01-02, reason: r}", "address: "),
        ("{host: 'https://a.example', since: 2031-01-02, reason: r}", "host: "),
        ("{host: a.example, since: yesterday, reason: r}", "since: "),
        ("{host: a.example, since: 2031-01-02}", "reason: Field required"),
    ],
)
def test_a_wrong_entry_of_the_takedown_list(tmp_path: Path, entry: str, message: str) -> None:
    file = tmp_path / "takedown.yml"
    file.write_text(f"withdrawn:\n  - {entry}\n", "utf-8")
    with pytest.raises(JianghuaError) as told:
        Takedown.read(file)
    assert str(told.value).startswith(f"{file}:2: ")
    assert message in str(told.value)
