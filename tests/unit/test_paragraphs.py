"""Paragraphs: only white space changes, and the sentence decides where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.paragraphs import laid_out


@pytest.mark.parametrize(
    ("lines", "joins", "text"),
    [
        (["各村要把今年返乡人员的名单逐户摸出来,电话打到本人,困难和问", "题当场记下来。"], None,
         "各村要把今年返乡人员的名单逐户摸出来,电话打到本人,困难和问题当场记下来。"),
        (["水是命脉;", "路是血脉;", "人是根脉。"], None, "水是命脉;路是血脉;人是根脉。"),
        (["一是保人饮;", "二是保牲畜;", "三是保秋苗。"], None, "一是保人饮;\n二是保牲畜;\n三是保秋苗。"),
        (["同志们:今天开会。"], None, "同志们:\n今天开会。"),
        (["一、提高认识", "今年的形势很紧。"], None, "一、提高认识\n今年的形势很紧。"),
        (["抓牢提速", "提效的重点。"], [False, True], "抓牢提速提效的重点。"),
        (["我 们 的 路还长。"], None, "我们的路还长。"),
        (["同志们:\xa0今天\xa0开会。"], None, "同志们:\n今天开会。"),
        (["用 Word 文档报送 G60 方案。"], None, "用Word文档报送G60方案。"),
        (["第一段完了。", "第二段开始。"], [False, True], "第一段完了。\n第二段开始。"),
        (["一不讲困难,渠道该清的这个月全部清完;", "二不留死角;", "三不搞突", "击,月月都查。"], None,
         "一不讲困难,渠道该清的这个月全部清完;二不留死角;三不搞突击,月月都查。"),
    ],
)  # fmt: skip
def test_layout(lines: list[str], joins: list[bool] | None, text: str) -> None:
    assert laid_out(lines, joins or [False] * len(lines)) == text


@given(
    st.lists(
        st.tuples(st.text("甲乙，。；;：:一二、 A1（", min_size=1, max_size=30), st.booleans()), min_size=1, max_size=8
    )
)
def test_only_white_space_changes(rows: list[tuple[str, bool]]) -> None:
    lines = [line for line, _ in rows]
    assert "".join(laid_out(lines, [join for _, join in rows]).split()) == "".join("".join(lines).split())
