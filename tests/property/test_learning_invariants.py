"""Invariants of learning: it depends on no order, and pages read with it keep to what holds for pages alone."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from strategies import Authored, budget, material, pages
from test_invariants import applied, as_page, bare, check_ledger, check_status

from parsers import parse_page
from parsers.learning import NOTHING, SiteKnowledge, learned, surveyed
from schemas import RawPage


def taught(some: list[RawPage]) -> SiteKnowledge:
    return learned("site", [survey for survey in map(surveyed, some) if survey is not None])


@budget(0.25)
@given(st.lists(pages(), min_size=3, max_size=6), st.randoms(use_true_random=False))
def test_what_is_learned_depends_on_no_order(some: list[RawPage], random: Random) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)
    assert taught(shuffled) == taught(some)


@budget(0.25)
@given(st.lists(pages(), min_size=3, max_size=6))
def test_every_character_is_accounted_for_with_what_was_learned(some: list[RawPage]) -> None:
    known = taught(some)
    for page in some:
        parsed = parse_page(page, known)
        check_ledger(parsed)
        check_status(parsed)
        assert bare(applied(parsed)) == bare("".join(speech.text for speech in parsed.speeches))


@budget(0.25)
@given(pages())
def test_a_page_alone_teaches_nothing(page: RawPage) -> None:
    assert taught([page, page]) == NOTHING


@budget(0.25)
@given(st.lists(st.sampled_from(material()), min_size=3, max_size=12))
def test_clean_pages_teach_nothing_that_changes_them(speeches: list[Authored]) -> None:
    """Whole speeches, some of them more than once."""
    some = [as_page(speech.title, speech.text) for speech in speeches]
    known = taught(some)
    assert [parse_page(page, known) for page in some] == [parse_page(page) for page in some]
