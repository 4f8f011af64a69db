"""What a pattern needs, read off the pattern; and that a search around it finds what a search of the whole finds."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random

import pytest

from parsers.needles import Patterns, needs, windows

sys.path.insert(0, str(Path(__file__).parents[1] / "property"))

from hostile import PLAIN, patterns, sample


@pytest.mark.parametrize(
    ("pattern", "words", "reach"),
    [
        ("讲话", {"讲话"}, 4),
        ("讲[话稿]", {"讲话", "讲稿"}, 4),
        ("(?:讲话|发言)稿?", {"讲话", "发言", "讲话稿", "发言稿"}, 5),
        (r"\d{1,3}页", {"页"}, 6),
        ("我.{0,20}讲几点", {"讲几点"}, 26),
        ("(?<!不)同志(?=们|好)", {"同志"}, 5),
        ("(?:各位)?来宾", {"来宾", "各位来宾"}, 6),
        ("第[1-3]篇", {"第1篇", "第2篇", "第3篇"}, 5),
        ("(?P<mark>[㐀-鿿])第一篇(?P=mark)", {"第一篇"}, 7),
        ("结束.*", {"结束"}, None),
        (r"(?=1[35])1(?:3\d|5[0-35-9])\d{8}", {"13", "15"}, 15),
        (r"[一-鿿]\d(?=年度)", {"年度"}, 6),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: set[str], reach: int | None) -> None:
    assert needs(re.compile(pattern)) == (words, reach)


@pytest.mark.parametrize("pattern", [r"\d+", "(?:讲话)?", "讲话|[一-鿿]", "(?i)word", "(?i:word)", "^$", r"\d(?!年度)"])
def test_a_pattern_that_needs_no_word(pattern: str) -> None:
    assert needs(re.compile(pattern)) is None


def test_places_within_reach_of_each_other_share_a_window() -> None:
    assert list(windows([30, 5, 12, 90], 10, 95)) == [(0, 40), (80, 95)]
    assert list(windows([30], None, 95)) == [(0, 95)]


def test_a_search_around_the_words_finds_what_a_search_of_the_whole_finds() -> None:
    """Every pattern of the parsers, on text made of its own near matches and of other patterns'."""
    random = Random(11)  # noqa: S311 - for variety, not for secrets
    known = [named.pattern for named in patterns()]
    together = Patterns(known)
    for pattern in random.sample(known, 200):
        others = random.sample(known, 6)
        pieces = [sample(random.choice((pattern, *others)), random) + random.choice(PLAIN) for _ in range(12)]
        text = "".join(pieces)[:3000].encode("utf-8", "replace").decode()
        found: dict[int, list[tuple[int, int]]] = {}
        spots = together.spots(text)
        for index, match in together.matches(text):
            found.setdefault(index, []).append(match.span())
        for tried in (pattern, *others):
            index = known.index(tried)
            spans = [match.span() for match in tried.finditer(text)]
            assert found.get(index, []) == spans, tried.pattern
            assert together.count(index, text, spots.get(index, ())) == len(spans), tried.pattern
