"""Visible text and blocks: what a browser shows, what it hides, and what hostile markup costs."""

from __future__ import annotations

import time
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.hints import edges, is_site_notice, naming
from parsers.markup import visible


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("甲<br><br>乙", "甲\n\n乙"),
        ("<p>甲<br></p><p>乙</p>", "甲\n乙"),
        ("<p>甲</p><p>&nbsp;</p><p>乙</p>", "甲\n\n乙"),
        ("<p>　　云溪&nbsp;镇</p>", "　　云溪\xa0镇"),
        ("<p>\n  云溪\n  镇的\n路</p>", "云溪镇的路"),
        ("<p>云溪\nYunxi\ntown</p>", "云溪 Yunxi town"),
        ("<p>王 小 明</p>", "王 小 明"),
        ("<p>一<b>二</b><i>三</i> <span>四</span></p>", "一二三 四"),
        ("<p>&lt;会&gt;&amp;&#20250;&hellip;&mdash;</p>", "<会>&会…—"),
        ("<pre>\n甲\n  乙\n\n丙</pre>", "甲\n  乙\n\n丙"),
        ("<textarea>甲\n乙</textarea>", "甲\n乙"),
        ("<div style='white-space: pre-wrap'>甲\n乙</div>", "甲\n乙"),
        (
            "<table><tr><td>姓名</td><td>职务</td></tr><tr><td>陈某</td><td>站长</td></tr></table>",
            "姓名\t职务\n陈某\t站长",
        ),
        (f"<table><tr><td>栏目</td><td>{'正文很长。' * 30}</td></tr></table>", "栏目\n" + "正文很长。" * 30),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<script>var a='<p>藏</p>'</script><style>p{}</style><!-- 藏 --><template>藏</template>露", "露"),
        ("<noscript><p>藏</noscript>露", "露"),
        ("<p hidden>藏</p><p style='color:red; DISPLAY :none'>藏</p><p style='visibility:hidden'>藏</p>露", "露"),
        ("<div class='sms' style='visibility:hidden'>藏</div>露", "露"),
        ("<div id='js_content' style='visibility:hidden'>露</div>", "露"),
        ("露<span style='font-size:0'>藏</span>出<b style='opacity:0;'>藏</b>", "露出"),
        ("<p style='text-decoration:none;overflow:hidden'>露</p>", "露"),
        ("<p><font style='font-size:0.9em'>露</font></p>", "露"),
        ("<body style='display:none'>露</body>", "露"),
        ("<title>题</title><p>文", "文"),
        ("<svg><title>藏</title><text>藏</text></svg>露", "露"),
        ("<ruby>溪<rp>(</rp><rt>xī</rt><rp>)</rp></ruby>", "溪(xī)"),
        ("<p>甲</p>\0<p>乙\0</p>", "甲\n乙"),
        ("<p\ud800>甲</p\udfff>乙", "甲乙"),
        ("没有标签", "没有标签"),
        ("", ""),
    ],
)
def test_text(html: str, text: str) -> None:
    assert visible(html).text == text


def test_blocks_say_where_they_stand() -> None:
    seen = visible(
        "<div class='leftNav'><a href=1>首页</a><a href=2>公告</a></div><div id='Zoom'><h1>题目</h1><p>甲<br>乙</p>"
        "<ul><li>丙<a href=3>丁</a></ul></div><div class=footer>尾</div>"
    )
    words = [seen.text[block.start : block.end] for block in seen.blocks]
    assert words == ["首页公告", "题目", "甲", "乙", "丙丁", "尾"]
    nav, title, first, second, item, foot = seen.blocks
    assert (nav.in_furniture, nav.n_link_chars, nav.cls) == (True, 4, "leftnav")
    assert (title.tag, title.heading, title.cls, title.in_furniture) == ("h1", 1, "zoom", False)
    assert first.node == second.node != title.node
    assert seen.parents[first.node] == seen.parents[title.node]
    assert (item.list_item, item.n_link_chars) == (True, 1)
    assert foot.in_furniture


def test_a_name_that_holds_the_page_is_no_furniture() -> None:
    seen = visible(
        f"<div class='with-sidebar'><p>{'今天开会，大家都到了。' * 20}</p><div class=sidebar>热门</div></div>"
    )
    assert [block.in_furniture for block in seen.blocks] == [False, True]


def test_a_link_that_is_never_closed_is_no_link_later() -> None:
    seen = visible("<div><a href=1>首页<a href=2>文库</div>" + "<p>各位代表，现在开会。</p>" * 9)
    assert [block.n_link_chars for block in seen.blocks] == [4] + [0] * 9


def test_what_a_page_calls_itself() -> None:
    seen = visible(
        "<html><head><title>题 目\n</title><meta name=description content='乙'><meta property='og:title' content='甲 '>"
        "<meta property='og:title' content='丙'></head><h1>丁</h1>"
    )
    assert (seen.title, seen.og_title, seen.h1) == ("题 目", "甲", ("丁",))


HINTS = tomllib.loads((files("parsers") / "data" / "markup.toml").read_text("utf-8"))
TAGS = ["div", "p", "b", "table", "tr", "td", "a href=1", "li", "font size=1", "br", "h1", "pre", "script", "select"]
TAGS += ["svg", "title", "body", "textarea", "tr hidden", "ruby", "template", "noscript"]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(TAGS).map("<{}>".format),
            st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
            st.text(max_size=8),
        ),
        max_size=60,
    )
)
def test_blocks_cover_the_text_of_any_markup(parts: list[str]) -> None:
    seen = visible("".join(parts))
    at = 0
    for block in seen.blocks:
        assert at <= block.start < block.end
        assert not seen.text[at : block.start].strip("\n")
        assert "\n" not in seen.text[block.start : block.end]
        assert 0 <= block.n_link_chars <= block.end - block.start
        at = block.end
    assert not seen.text[at:].strip("\n")
    assert all(parent < node for node, parent in enumerate(seen.parents))


N = 100_000
HOSTILE = {
    "nested div": "<div>" * N + "文",
    "nested div, closed": "<div>" * N + "文" + "</div>" * N,
    "nested div, text at each": "<div>文" * N,
    "wrong ends": "<div>" * N + "</b>" * N,
    "unclosed b": "<b>文" * N,
    "unclosed b and p": "<b><p>文" * N,
    "fonts left open in every paragraph": "".join(f"<p><font size={i}>文</p>" for i in range(N // 5)),
    "fonts closed before they open": "</font>" * 5000 + "".join(f"<p><font size={i}>文</p>" for i in range(5000)),
    "links": "<a href=1><p>文" * N,
    "tables in tables": "<table><tr><td>" * N + "文",
    "text in table": "<table>" + "文<b>" * N,
    "list in list": "<ul><li>" * N + "文",
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(N)) + ">文",
    "a long class": "<p class='" + "nav " * N + "'>文",
    "bodies": "".join(f"<body a{i}=1>" for i in range(N)),
    "entities": "&amp;" * N + "&#x" * N + "&notit" * N,
    "zero bytes": "\0" * N + "<p>\0文</p>",
    "less than": "<" * 10 * N,
    "comments": "<!--" * N,
    "noscripts": "<noscript>" * N,
    "spaces": "文" + " " * 10 * N + "\n" * N + "文",
    "breaks": "<br>" * N,
    "styles": "<p style='display" + " " * N + "'>文" * 3,
    "one row": "<table><tr>" + "<td>文" * N,
}


@pytest.mark.slow
@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_read_in_linear_time(html: str) -> None:
    """About 0.2 to 2 s on an idle core; the limit leaves room for a busy one, and a square would take minutes."""
    start = time.process_time()
    seen = visible(html)
    assert time.process_time() - start < 12
    assert max((block.depth for block in seen.blocks), default=0) <= 600


@pytest.mark.slow
def test_twenty_megabytes() -> None:
    html = "<p>　　今天开会，大家都到了，路也修好了。</p>\n" * 330_000
    start = time.process_time()
    assert len(visible(html).blocks) == 330_000
    assert time.process_time() - start < 30


@pytest.mark.parametrize("name", [*HINTS["furniture"]["examples"], *HINTS["article"]["near_misses"]])
def test_furniture_names(name: str) -> None:
    assert naming(name)[1]


@pytest.mark.parametrize("name", [*HINTS["furniture"]["near_misses"], *HINTS["article"]["examples"], ""])
def test_names_that_are_no_furniture(name: str) -> None:
    assert not naming(name)[1]


@pytest.mark.parametrize(
    ("text", "expected"), [(t, True) for t in HINTS["legal"]["hits"]] + [(t, False) for t in HINTS["legal"]["misses"]]
)
def test_site_notices(text: str, expected: bool) -> None:
    assert is_site_notice(text) is expected


@pytest.mark.parametrize(
    ("side", "text"), [("head", "来源：县政府办"), ("tail", "上一篇：没有了"), ("tail", "（责任编辑：小罗）")]
)
def test_edge_words(side: str, text: str) -> None:
    assert edges(side).search(text)
