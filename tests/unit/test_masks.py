"""Masks are counted and typed; what only looks like one is left."""

from __future__ import annotations

import pytest

from parsers.masks import masks_in
from schemas import MaskKind

YEAR, NUMBER, NAME, PLACE, OTHER = MaskKind.YEAR, MaskKind.NUMBER, MaskKind.NAME, MaskKind.PLACE, MaskKind.OTHER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刚才,X同志讲得很好", [("X", NAME, 1)]),
        ("20xx年和20**年", [("20**", YEAR, 1), ("20xx", YEAR, 1)]),
        ("××县增长××%", [("××", NUMBER, 1), ("××", PLACE, 1)]),
        ("**镇引进**亿元,**镇开工", [("**", PLACE, 2), ("**", NUMBER, 1)]),
        ("====年比上年增长=.=倍", [("=", NUMBER, 1), ("=", OTHER, 1), ("====", YEAR, 1)]),
        ("某某同志在某县", [("某", PLACE, 1), ("某某", NAME, 1)]),
        ("计划于某月底完成，投入某万元", [("某", NUMBER, 2)]),
        ("比去年增长某个百分点，种植某余亩，于某年建成", [("某", NUMBER, 2), ("某", YEAR, 1)]),
        ("在某些方面，某个人、某种做法、某一天、到某户人家", []),
        ("某某同志和张某某在某镇", [("某", PLACE, 1), ("某某", NAME, 1), ("某某", OTHER, 1)]),
        ("PPT里的AXB型机床", []),
        ("长3×4米", []),
        ("统筹推进_等工作", [("_", OTHER, 1)]),
    ],
)
def test_masks(text: str, expected: list[tuple[str, MaskKind, int]]) -> None:
    assert sorted((mask.token, mask.kind, mask.count) for mask in masks_in(text)) == sorted(expected)
