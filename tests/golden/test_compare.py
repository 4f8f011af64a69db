"""The comparison itself: it forgives layout and width, and nothing else."""

from __future__ import annotations

import pytest
from compare import f1


@pytest.mark.parametrize(
    ("found", "gold"),
    [
        ("同志们：\n渠要修，窖要打。", "同志们:渠要修,窖要打。"),
        ("他说：“渠 通了。”", '他说："渠通了。"'),
        ("带着……再走一趟", "带着......再走一趟"),
    ],
)
def test_layout_and_width_are_forgiven(found: str, gold: str) -> None:
    assert f1(found, gold) == 1.0


@pytest.mark.parametrize(
    ("found", "gold", "likeness"),
    [
        ("渠要修窖要打某站", "渠要修窖要打", 12 / 14),  # dirt left in
        ("渠要修", "渠要修窖要打", 6 / 9),  # speech lost
        ("渠要修", "", 0.0),
        ("塘要清", "窖要打", 2 / 6),
    ],
)
def test_every_character_counts(found: str, gold: str, likeness: float) -> None:
    assert f1(found, gold) == pytest.approx(likeness)
