"""The trace: offsets follow, nothing is lost, and the ledger says what the text shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.trace import Cut, Trace
from schemas import EditKind

AD, MOJIBAKE = EditKind.AD, EditKind.MOJIBAKE


def replay(source: str, trace: Trace) -> str:
    """Apply the ledger to the page, as a reader of a release would."""
    out, at = [], 0
    for row in trace.ledger():
        assert row.start >= at, "rows overlap or are out of order"
        out += [source[at : row.start], row.replacement]
        at = row.end
    return "".join(out) + source[at:]


def test_a_removal_inside_a_removal_is_shown_once() -> None:
    trace = Trace.of("ab(x)cd").cut([Cut(2, 5, AD, "inner")])
    assert trace.text == "abcd"
    outer = trace.cut([Cut(1, 3, AD, "outer")])
    assert outer.text == "ad"
    assert [(row.start, row.end, row.rule) for row in outer.ledger()] == [(1, 6, "outer")]


def test_a_removal_beside_a_removal_stays_apart() -> None:
    trace = Trace.of("ab(x)cd").cut([Cut(2, 5, AD, "first")]).cut([Cut(2, 4, AD, "second")])
    assert [(row.start, row.end, row.rule) for row in trace.ledger()] == [(2, 5, "first"), (5, 7, "second")]


def test_half_of_a_replacement_can_go() -> None:
    trace = Trace.of("1??2").cut([Cut(1, 3, MOJIBAKE, "mend", "招商")]).cut([Cut(0, 2, AD, "head")])
    assert trace.text == "商2"
    assert replay("1??2", trace) == "商2"


def test_overlapping_cuts_are_made_disjoint() -> None:
    trace = Trace.of("abcdef").cut([Cut(0, 3, AD, "a"), Cut(2, 5, AD, "b"), Cut(1, 2, AD, "c"), Cut(4, 4, AD, "d")])
    assert trace.text == "f"


def test_spans_lead_back_to_the_page() -> None:
    trace = Trace.of("ab(x)cd").cut([Cut(2, 5, AD, "r")])
    assert trace.span(0, 2) == (0, 2)
    assert trace.span(2, 4) == (5, 7)
    assert trace.span(1, 3) == (1, 6)
    with pytest.raises(ValueError, match="no such run"):
        trace.span(2, 2)


def test_rewriting_keeps_the_length() -> None:
    assert Trace.of("講話").rewritten("讲话").text == "讲话"
    with pytest.raises(ValueError, match="length"):
        Trace.of("講話").rewritten("讲")


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    source = draw(st.text("甲乙丙丁\n 1", max_size=30))
    spot = st.integers(0, 32)
    return source, draw(
        st.lists(st.lists(st.tuples(spot, spot, st.sampled_from(["", "", "子丑"])), max_size=4), max_size=4)
    )


@given(rounds())
def test_any_cuts_in_any_rounds_are_replayed_by_the_ledger(case: tuple[str, list[list[tuple[int, int, str]]]]) -> None:
    source, batches = case
    trace = Trace.of(source)
    for batch in batches:
        size = len(trace.text)
        trace = trace.cut(
            Cut(min(a, size), min(b, size), AD, "r", words if a < b else "") for a, b, words in batch if a <= b
        )
    assert replay(source, trace) == trace.text
    assert sum(piece.end - piece.start for piece in trace.pieces) == len(source)
    for index in range(len(trace.text)):
        start, end = trace.span(index, index + 1)
        piece_is_copy = source[start:end] == trace.text[index]
        assert piece_is_copy or trace.text[index] in "子丑"


@given(
    st.text("abc", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 4), st.sampled_from(("", "x")))),
)
def test_a_place_of_the_page_is_located_at_the_first_character_from_there_or_beyond(
    source: str, runs: list[tuple[int, int, str]]
) -> None:
    cuts = [Cut(at, at + size, AD, "cut", words) for at, size, words in runs if at + size <= len(source)]
    trace = Trace.of(source).cut(cuts)
    ends = [trace.span(offset, offset + 1)[1] for offset in range(len(trace.text))]
    for origin in range(len(source)):
        beyond = (offset for offset, end in enumerate(ends) if end > origin)
        assert trace.locate(origin) == next(beyond, len(trace.text))
