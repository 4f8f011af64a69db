"""Copies and collation: what must hold of any speeches that were cut, masked and soiled in any way.

The text is what its page has; the collated text is that and its readings; and nothing depends on order or batches.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from strategies import budget

from output.copies.checks import unsound
from output.copies.pairing import LACUNA
from schemas import Gap, Hole, Speech
from tests.unit.copies_samples import Outcome, base, settle, speech

MASKS = ("×", "××", "XX", "**", "某", "20xx", "\ufffd")


@st.composite
def copies(draw: st.DrawFn, name: str) -> Speech:
    """Draw a speech as some site has it: part of one of two texts, with words masked, left out, or put in."""
    text = base(draw(st.integers(0, 1)))[:600]
    start, end = draw(st.sampled_from(((0, None), (0, 400), (150, None), (40, 500))))
    text, gaps = text[start:end], []
    for _ in range(draw(st.integers(0, 5))):
        at, size = draw(st.integers(0, len(text))), draw(st.integers(0, 6))
        text = text[:at] + draw(st.sampled_from(MASKS)) + text[at + size :]
    if draw(st.booleans()):
        at, size = draw(st.integers(0, len(text))), draw(st.integers(1, 80))
        text = text[:at] + text[at + size :]
        gaps.append(Gap(at, draw(st.sampled_from((None, size, 300))), "略"))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(("好文网", "，", "\n", "7", "　"))) + text[at:]
        gaps = [replace(gap, offset=0) for gap in gaps]
    return speech(name, text, truncated=draw(st.booleans()), gaps=tuple(gaps))


groups = st.integers(2, 6).flatmap(lambda size: st.tuples(*(copies(f"{number}") for number in range(size))))


def check(found: Outcome, speeches: tuple[Speech, ...]) -> None:
    """Check that what was collated is the text with its readings and nothing else."""
    by_name = {each.source: each for each in speeches}
    for name, collated in found.collated.items():
        rows = [row for row in found.apparatus if row["speech_id"] == name]
        of = by_name[name]
        tokens, gaps = [mask.token for mask in of.masks], [gap.offset for gap in of.gaps]
        assert list(unsound(of.text, collated, gaps, tokens, rows)) == []
        assert collated is None or found.canonical[name] == name
    for row in found.apparatus:
        assert found.canonical[row["witness_id"]] == row["speech_id"] != row["witness_id"]
        assert all(part in by_name[row["witness_id"]].text for part in row["reading"].split(LACUNA))
        assert row["kind"] not in (Hole.MASK, Hole.DAMAGE) or LACUNA not in row["reading"]


@given(groups)
@budget(0.08)
def test_the_collated_text_is_the_text_with_its_readings_put_in(speeches: tuple[Speech, ...]) -> None:
    check(settle(speeches), speeches)


@given(groups, st.integers(0, 99), st.integers(1, 6))
@budget(0.05)
def test_neither_order_nor_batches_show(speeches: tuple[Speech, ...], seed: int, batch: int) -> None:
    shuffled = list(speeches)
    Random(seed).shuffle(shuffled)  # noqa: S311
    assert settle(shuffled, batch) == settle(speeches, 100)


@given(groups)
@budget(0.05)
def test_copies_and_their_canonical_speeches_are_of_one_mind(speeches: tuple[Speech, ...]) -> None:
    found = settle(speeches)
    own = [row for row in found.copies if row["relation"] != "template"]
    assert {row["speech_id"]: row["canonical_id"] for row in own} == {
        name: canonical for name, canonical in found.canonical.items() if name != canonical
    }
    assert all(found.canonical[canonical] == canonical for canonical in found.canonical.values())
    assert all(0 <= row["shared"] <= 1 and 0 <= row["covers"] <= 1 for row in found.copies)
