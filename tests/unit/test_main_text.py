"""Main text against the true bodies of authored pages, and its behaviour on what is no article."""

from __future__ import annotations

from collections import Counter

import pytest
from article_pages import Page, pages

from parsers.main_text import main_text
from parsers.teasers import openings


def four_grams(text: str) -> Counter[str]:
    squeezed = "".join(text.split())
    return Counter(squeezed[i : i + 4] for i in range(len(squeezed) - 3))


def f1(found: str, true: str) -> float:
    """Return the harmonic mean of precision and recall over character 4-grams."""
    ours, theirs = four_grams(found), four_grams(true)
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


PAGES = pages()


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_main_text_is_the_body(page: Page) -> None:
    assert f1(main_text(page.html), page.body) >= 0.97


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_bytes_give_the_same_as_text(encoding: str) -> None:
    page = PAGES[0]
    html = page.html.replace('<meta charset="utf-8">', "")
    assert main_text(html.encode(encoding)) == main_text(html)


def test_mean_over_all_pages() -> None:
    assert sum(f1(main_text(page.html), page.body) for page in PAGES) / len(PAGES) >= 0.99


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), ""),
        ("云溪镇今天开会。\n会开完了。".encode(), "云溪镇今天开会。\n会开完了。"),
        ("<html><body></body></html>", ""),
        ("<html><body><p>只有一句话。</p></body></html>", "只有一句话。"),
    ],
)
def test_what_is_no_article(body: bytes | str, expected: str) -> None:
    assert main_text(body) == expected


def test_short_lines_at_the_edges_belong_to_the_body() -> None:
    """A salutation before the first paragraph, a signature and a date after the last."""
    body = [
        "同志们：",
        "今天开会，只讲一件事，就是把水渠修好，赶在封冻之前通水。" * 2,
        "大家回去就动手，不要等。",
        "云溪县水利局",
        "2011年9月30日",
    ]
    page = (
        f"<h1>讲话</h1><p>来源：水利局</p>{''.join(f'<p>{line}</p>' for line in body)}<p>上一篇：<a href=1>通知</a></p>"
    )
    assert main_text(f"<html><body>{page}</body></html>").split("\n") == body


STORY = "他说到这里就停住了，望着窗外半天没有开口，屋里只听得见钟声……"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["甲事", STORY, "乙事", STORY, "丙事", STORY], [0, 1, 2, 3, 4, 5]),
        (["正文。", "甲事", STORY, "三天前", "乙事", STORY, "三天前", "丙事", STORY], [1, 2, 3, 4, 5, 6, 7, 8]),
        (["正文。", STORY, "我没有接话。", STORY, "天黑了。", STORY], []),
        ([STORY, STORY, STORY, STORY], []),
        (["甲事", STORY, "乙事", STORY], []),
        ([], []),
    ],
)
def test_openings_of_other_articles(texts: list[str], found: list[int]) -> None:
    assert openings(texts, [""] * len(texts)) == found
