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
        ("(名称替换)县委书记到(名称替换)村去", [("(名称替换)", PLACE, 2)]),
        ("由（名称略）牵头，请（姓名略）同志负责", [("（名称略）", OTHER, 1), ("（姓名略）", NAME, 1)]),
        ("我代表【单位名称】欢迎大家", [("【单位名称】", OTHER, 1)]),
        ("引进[具体数字]个，增长[数据已隐去]", [("[具体数字]", NUMBER, 1), ("[数据已隐去]", NUMBER, 1)]),
        ("投入（金额略）万元，到（地名隐去）", [("（金额略）", NUMBER, 1), ("（地名隐去）", PLACE, 1)]),
        ("（年份略）年", [("（年份略）", YEAR, 1)]),
        ("贯彻(单字替换)的方针", [("(单字替换)", OTHER, 1)]),
        ("典型材料（此处略）大家都看了", [("（此处略）", OTHER, 1)]),
        (
            "会议（时间另行通知）和活动(地点在镇政府)、项目（名称不变），（金额不大），【会议】【项目】，（老旧路灯全部替换）",
            [],
        ),
    ],
)
def test_masks(text: str, expected: list[tuple[str, MaskKind, int]]) -> None:
    assert sorted((mask.token, mask.kind, mask.count) for mask in masks_in(text)) == sorted(expected)
