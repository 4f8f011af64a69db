"""Sources: the examples in their folders, settings that are wrong, and where two parsers see two pages."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from subprocess import run

import pytest
from bs4 import BeautifulSoup

from parsers import page as page_module
from parsers import parse_page
from parsers.markup import visible
from parsers.sources import Source, SourceError, all_sources, source_of
from parsers.sources.find import FOLDERS
from parsers.sources.settings import read_source
from parsers.sources.view import PARSER, view
from schemas import ParsedPage, RawPage

EXAMPLES = sorted(FOLDERS.glob("*/examples/*.toml"))
IDS = [f"{path.parents[1].name}/{path.stem}" for path in EXAMPLES]


def expected(path: Path) -> Mapping[str, object]:
    return tomllib.loads(path.read_text("utf-8"))


def parsed(path: Path) -> ParsedPage:
    stated = expected(path)
    body = path.with_suffix(".html").read_bytes()
    return parse_page(RawPage(path.stem, body, url=stated.get("url"), site=stated.get("site")))  # type: ignore[arg-type] # as TOML has it


def seen(result: ParsedPage) -> list[dict[str, object]]:
    return [{"title": speech.title, "text": speech.text} for speech in result.speeches]


def test_every_source_has_examples() -> None:
    assert len(all_sources()) >= 3
    assert {source.folder for source in all_sources()} == {path.parents[1].name for path in EXAMPLES}


@pytest.mark.parametrize("path", EXAMPLES, ids=IDS)
def test_examples(path: Path) -> None:
    result = parsed(path)
    assert result.page.status == expected(path)["status"]
    assert seen(result) == expected(path)["speech"]


@pytest.mark.parametrize("path", EXAMPLES, ids=IDS)
def test_the_common_path_does_not_read_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the folder could go."""
    monkeypatch.setattr(page_module, "source_of", lambda *_, **__: None)
    assert seen(parsed(path)) != expected(path)["speech"]


def test_what_a_source_calls_frame_is_in_the_ledger() -> None:
    result = parsed(FOLDERS / "numbered_pieces" / "examples" / "dam.toml")
    cut = [edit for edit in result.edits if edit.rule_id == "source.frame"]
    assert any("登录以后" in edit.text for edit in cut)
    assert any("欢迎广大用户投稿" in edit.text for edit in cut)
    assert all(result.page.text[edit.start : edit.end] == edit.text for edit in result.edits)


def test_a_drawn_character_is_replaced_and_recorded() -> None:
    result = parsed(FOLDERS / "drawn_characters" / "examples" / "dam.toml")
    assert {edit.replacement for edit in result.edits if edit.rule_id == "source.glyph"} >= {"的", "县", "要"}


@pytest.mark.parametrize(
    ("known", "folder"),
    [
        ({"site": "doc.qingyan.example"}, "numbered_pieces"),
        ({"site": "WWW.Doc.Qingyan.Example"}, "numbered_pieces"),
        ({"url": "http://m.heshan.example/a?b=1"}, "drawn_characters"),
        ({"site": "qingyan.example"}, None),
        ({"site": "notdoc.qingyan.example"}, None),
        ({"url": "http://[broken"}, None),
        ({}, None),
    ],
)
def test_found_by_host(known: dict[str, str], folder: str | None) -> None:
    source = source_of("<html>", **known)
    assert (source and source.folder) == folder


def test_a_fingerprint_is_all_its_marks_near_the_top() -> None:
    marks = '<div class="qy-reader"><div class="qy-piece">'
    assert source_of(marks) is not None
    assert source_of('<div class="qy-reader">') is None
    assert source_of(" " * 20_000 + marks) is None


def test_beautifulsoup_is_loaded_for_such_pages_only() -> None:
    code = (
        "import sys, parsers, schemas\n"
        "parsers.parse_page(schemas.RawPage('a', b'<p>1</p>'))\n"
        "print('bs4' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


RIGHT = 'name = "甲"\nreason = "乙"\nhosts = ["a.example"]\nframe = [".x"]\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RIGHT, ""),
        (RIGHT + 'colour = "red"\n', "'colour' is no setting"),
        (RIGHT.replace('name = "甲"\n', ""), "name missing"),
        (RIGHT.replace('hosts = ["a.example"]\n', ""), "neither hosts nor fingerprint"),
        (RIGHT.replace('frame = [".x"]\n', ""), "nothing says how"),
        (RIGHT.replace('[".x"]', '".x"'), "frame must be a list"),
        (RIGHT.replace('[".x"]', "[1]"), "frame must hold strings"),
        (RIGHT + 'order = { pieces = ".p" }\n', "order must say"),
        (RIGHT + '[glyphs]\n"ab" = "c"\n', "not one character"),
        (RIGHT + '[glyphs]\n"a" = "a"\n', "not one character"),
        ("name = ", "source.toml"),
    ],
)
def test_settings_are_checked(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "source.toml").write_text(text, "utf-8")
    if not says:
        assert read_source(tmp_path).frame == (".x",)
        return
    with pytest.raises(SourceError, match=says):
        read_source(tmp_path)


def test_a_folder_without_settings_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"source\.toml"):
        read_source(tmp_path)


FRAMED = Source("x", "x", "x", hosts=("x",), content=".text", frame=(".ad",))


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>外</p><div class=text><p>内</p><p class=ad>告</p></div>散", "内"),
        ("<p>没有要找的元素</p>", "没有要找的元素"),
        ("<div class=text>内<span class=ad>告</span>文</div>", "内\n文"),
        (
            "<div><i>外</i><div><div class=text>甲</div><p id=a>外<b class=b>外</b></p><p class=text>乙</div></div>",
            "甲\n乙",
        ),
    ],
)
def test_frames_are_cut_and_nothing_else(html: str, kept: str) -> None:
    text, cuts = view(FRAMED, html)
    for cut in sorted(cuts, reverse=True):
        text = text.__class__(text.text[: cut.start] + text.text[cut.end :], (), None, None, (), ())
    assert text.text.strip() == kept


@pytest.mark.parametrize(
    ("html", "fast", "soup"),
    [
        ("<p>甲<p>乙", "甲\n乙", "甲乙"),
        ("<table>表前<tr><td>格</td></tr></table>", "表前\n格", "表前格"),
        ("<p>甲<div>乙</div>丙</p>", "甲\n乙\n丙", "甲乙丙"),
        ("<select><p>甲</p></select>乙", "甲\n乙", "甲乙"),
        ("<noscript><p>藏</noscript>露", "露", "藏露"),
        ("<template>藏</template>露", "露", "露"),
        ("<p style='display:none'>藏</p>露", "露", "藏露"),
        ("<svg><title>藏</title></svg>露", "露", "藏露"),
    ],
)
def test_where_the_parsers_see_two_pages(html: str, fast: str, soup: str) -> None:
    """What selectors work on is not what is read in the end: after the rearranging, the fast parser decides."""
    assert visible(html).text.strip() == fast
    assert BeautifulSoup(html, PARSER).get_text() == soup
    assert visible(str(BeautifulSoup(html, PARSER))).text.strip() == fast


@pytest.mark.parametrize("html", ["<div>甲</p>乙</div>", "<br>甲</br>乙"])
def test_an_end_tag_without_a_beginning_is_lost_on_the_way(html: str) -> None:
    """The fast parser ends a line there, as browsers do; rearranged, the page no longer has the tag."""
    assert visible(html).text.strip() == "甲\n乙"
    assert visible(str(BeautifulSoup(html, PARSER))).text.strip() == "甲乙"
