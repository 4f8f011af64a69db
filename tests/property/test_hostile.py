"""No text makes a pattern or the parser take a time that grows faster than the text.

The short form of `scripts/fuzz.py`: few seeds, small texts, and a look at growth rather than at the clock, so that a
busy machine fails nothing. Absolute figures are the long form's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from random import Random

import pytest
from hostile import SUPERLINEAR, Named, Slow, growth, numbered, patterns, seeds, slow, slow_page

CHARS = 6_000
PAGE_CHARS = 24_000
FEWER_CHARS = {"titles": 8_000, "names in credits": 3_000, "blanks": 4_000}
"""Sizes at which what is slow can be waited for."""
SLOW_PAGE, SLOWEST_PAGE = 4.0, 12.0
"""Seconds a megabyte: below the first growth is noise, and above the second the page is too slow however it grows."""

BOUNDED = {
    "dating._RANGE_AFTER": "tried on sixteen characters",
    "dating._TODAY_AFTER": "tried on a few characters behind a date",
    "offices._NAME": "tried in speaker lines and titles",
    "offices._RANKS.2": "tried on the name of an office",
    "dating._DOUBTFUL_LABEL": "tried at the start of a line",
    "titles._TWICE": "tried on titles, of up to 184 characters",
    "place_features.odds.0.number.2": "tried at the start of up to sixty characters",
    "place_features.odds.0.then_others.2": "tried at the start of up to sixty characters",
    "place_features.odds.0.then_us.2": "tried at the start of up to sixty characters",
}
"""Patterns that would be slow on long texts and never see one; why not is the caller's promise."""

BACKTRACKING: dict[str, str] = {}


def each_pattern() -> list[object]:
    found = []
    for named in patterns():
        marks = [pytest.mark.xfail(reason=BACKTRACKING[named.name])] if named.name in BACKTRACKING else []
        if named.name not in BOUNDED and "re.sub('\\\\(\\\\?[^)]*" not in named.name:
            found.append(pytest.param(named, id=named.name[:80], marks=marks))
    return found


def superlinear(found: Slow | None) -> Slow | None:
    return found if found is not None and found.growth > SUPERLINEAR else None


@pytest.mark.parametrize("named", each_pattern())
def test_no_pattern_backtracks(named: Named) -> None:
    random = Random(named.name)  # noqa: S311
    for seed in seeds(named.pattern, random, 1):
        found = superlinear(slow(named, seed, CHARS))
        assert found is None, str(found)


def test_a_pattern_that_backtracks_is_found() -> None:
    found = slow(Named("quadratic", re.compile("(?:字，?)+。")), "字", CHARS // 8)
    assert superlinear(found) is not None


@pytest.mark.parametrize(
    ("power", "noise", "superlinear"),
    [
        pytest.param(1, (1.0,), False, id="linear"),
        pytest.param(1, (1.0, 1.8), False, id="linear, every other time taken while the machine was busy"),
        pytest.param(1, (1.0, 1.9, 1.0, 1.0, 1.0, 1.9, 1.9, 1.9), False, id="linear, all times of twice the size busy"),
        pytest.param(2, (1.0,), True, id="quadratic"),
        pytest.param(2, (1.0, 1.0, 1.3, 1.0, 1.3, 1.3), True, id="quadratic, while the machine was busy"),
    ],
)
def test_growth_is_judged_in_two_doublings(power: int, noise: tuple[float, ...], superlinear: bool) -> None:
    busy: Iterator[float] = cycle(noise)
    _, grown = growth(lambda size: size**power * next(busy), CHARS)
    assert (grown > SUPERLINEAR) is superlinear


QUADRATIC: dict[str, str] = {}
TEMPLATES = {
    "paragraphs": "第{n}件事是{w}，今天已经安排下去，请有关单位抓好落实。\n",
    "one line": "第{n}件事是{w}，今天已经安排下去，请有关单位抓好落实。",
    "wrapped lines": "{w}要看到山里的路还没有修通而河上的桥又被水冲断了\n",
    "short lines": "{w}\n",
    "numbers": "{n}\n",
    "speeches": "在{w}工作会议上的讲话\n同志们：\n今天我们开{w}会，主要任务是安排工作，请大家抓好落实。\n",
    "part headers": "第{n}篇：{w}\n今天我们开{w}会，主要任务是安排工作，我讲三点意见，请大家抓好落实。\n",
    "salutations": "同志们：\n今天我们开{w}会，主要任务是安排工作。\n",
    "titles": "在{w}会上的讲话\n",
    "headings": "一、{w}\n",
    "tails": "上一篇：在{w}会上的讲话\n今天我们开{w}会，主要任务是安排工作，请大家抓好落实。\n",
    "snippets": "{w}今天我们开会，主要任务是安排工作，我讲三点意见，请大家抓好落实......\n",
    "gap notices": "我们今天{w}开会……(某文网省略{n}字,正式会员可完整阅读)……要抓好落实。\n",
    "names in credits": "（{w}文库整理）今天{w}文库开会，",
    "marks in words": "我{w}本稿属于{w}们，",
    "hyphens": "{w}-{w}，",
    "page numbers": "{w} {n} {w}，",
    "blanks": " \t",
    "readings": "领{w}导(dǎo)",
    "torn bytes": "談?wù)猩獭⒄劙l(fā){w}",
    "traditional": "鎮{w}黨委書記於{w}。",
    "places": "去年我们到青田县、云和县{w}学习，在龙泉市召开会议。",
    "dates": "2019年3月{n}日，党的十九大以来，{w}。",
    "masks": "我们××县的{w}XX同志，",
    "divs": "<div class=c{n}><p>{w}今天开会</p></div>",
    "open divs": "<div><b>{w}",
    "attributes": "<p a{n}=b{n}>{w}",
    "links": "<a href=/{n}>{w}</a>",
    "rows": "<tr><td>{w}</td><td>{n}</td>",
    "comments": "<!-- {n}",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=QUADRATIC[name]) if name in QUADRATIC else ())
        for name in TEMPLATES
    ],
)
def test_the_time_for_a_page_grows_with_its_size(name: str) -> None:
    size = FEWER_CHARS.get(name, PAGE_CHARS)
    found = slow_page(name, partial(numbered, TEMPLATES[name]), size)
    if found is not None:
        assert found.seconds_a_megabyte < SLOWEST_PAGE, str(found)
        assert found.growth < SUPERLINEAR or found.seconds_a_megabyte < SLOW_PAGE, str(found)
