"""The set that metadata is measured on: its form, the spread of its blind half, and that its runs are noted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import metadata
from benchmarks.metadata import Case, Report, cases, note_run, page
from parsers.gazetteer import gazetteer

HALVES = tuple(metadata.FILES)
LEVELS = {"province", "prefecture", "county", "township", "village"}
SYSTEMS = {
    "party", "government", "congress", "consultative", "discipline", "court", "procuratorate", "department", "village",
}  # fmt: skip
EDTF = re.compile(r"[0-9X]{4}(?:-(?:[01][0-9]|XX)(?:-(?:[0-3][0-9]|XX))?)?")
SLACK = 3


@pytest.fixture(scope="module")
def blind() -> list[Case]:
    return list(cases("blind"))


def body_of(case: Case) -> str:
    return case.part.text[case.part.body.start : case.part.body.end]


def year_of(case: Case) -> int:
    """Return the year of a case: of its date, else the last that it may be of, else 0."""
    stated = [int(date[:4]) for date in case.truth["date"] if date[:4].isdigit()]
    return stated[0] if stated else case.years[1] if case.years else 0


@pytest.mark.parametrize("half", HALVES)
def test_a_case_has_a_title_a_body_and_truth_of_the_known_forms(half: str) -> None:
    for case in cases(half):
        assert case.part.title, case
        assert body_of(case).count("\n") >= 2, case.part.title
        assert all(EDTF.fullmatch(date) for date in case.truth["date"] if date), case.part.title
        assert all(re.fullmatch(r"\d{6}", code) for code in case.truth["place_code"] if code), case.part.title
        assert set(case.truth["level"]) <= LEVELS | {""}, case.part.title
        assert all(case.truth[field] != ("",) for field in ("genre", "topics")), case.part.title


def test_no_case_of_one_half_stands_in_the_other() -> None:
    texts = {half: [body_of(case) for case in cases(half)] for half in HALVES}
    assert len(set(texts["blind"])) == len(texts["blind"])
    assert not set(texts["tune"]) & set(texts["blind"])


def test_topics_genres_and_levels_of_the_blind_half_are_names_that_the_other_knows(blind: list[Case]) -> None:
    for field in ("topics", "genre", "level"):
        known = {word for case in cases("tune") for word in case.truth[field]}
        assert {word for case in blind for word in case.truth[field]} <= known


def test_the_blind_half_has_a_third_of_each_way_to_tell_a_place(blind: list[Case]) -> None:
    ways = Counter(case.kinds[0] for case in blind)
    assert len(blind) >= 120
    assert set(ways) == {"place_plain", "place_weak", "place_none"}
    assert min(ways.values()) > 0.3 * len(blind)
    for case in blind:
        assert (case.truth["place_code"] == ("",)) == (case.kinds[0] == "place_none"), case.part.title


def test_how_the_date_of_a_blind_case_is_told_agrees_with_its_truth(blind: list[Case]) -> None:
    ways = Counter(case.kinds[1] for case in blind)
    assert set(ways) == {f"date_{way}" for way in ("line", "title", "body", "masked", "none", "untold")}
    assert ways["date_none"] >= 60
    for case in blind:
        way, may_be_empty = case.kinds[1], "" in case.truth["date"]
        assert may_be_empty == (way in {"date_none", "date_untold"}) or way == "date_masked", case.part.title
        assert (case.years is not None) or way != "date_none", case.part.title
        assert (case.years is None) or way != "date_untold", case.part.title


def test_the_blind_half_spreads_over_provinces_years_levels_and_offices(blind: list[Case]) -> None:
    assert len({code[:2] for case in blind for code in case.truth["place_code"] if code}) >= 20
    years = {year_of(case) for case in blind} - {0}
    assert years >= set(range(1995, 2025))
    assert {level for case in blind for level in case.truth["level"]} >= LEVELS - {"province"}
    assert len({kind for case in blind for kind in case.kinds} & SYSTEMS) >= len(SYSTEMS) - 1


def test_place_codes_of_the_blind_half_are_those_of_their_years(blind: list[Case]) -> None:
    for case in blind:
        year, slack = year_of(case), 0 if case.kinds[1] in {"date_line", "date_title", "date_body"} else SLACK
        for code in filter(None, case.truth["place_code"]):
            held = [division for division in gazetteer().divisions if division.code == code]
            assert any(division.valid(year, slack) or not year for division in held), (case.part.title, code)


def test_a_run_of_the_blind_half_is_noted_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "RUNS", tmp_path / "runs.txt")
    (tmp_path / "runs.txt").write_text("# What the lines are.\n", "utf-8")
    reports = {half: Report(widths=[1.0]) for half in HALVES}
    assert "It has not been run yet;" in page(reports)
    note_run()
    assert re.search(r"^\d{4}-\d\d-\d\d .*parsers ", (tmp_path / "runs.txt").read_text("utf-8"), re.MULTILINE)
    assert "It has been run once;" in page(reports)
    note_run()
    note_run()
    assert "It has been run 3 times;" in page(reports)


def test_the_page_keeps_the_figures_of_a_half_that_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "PAGE", tmp_path / "page.md")
    (tmp_path / "page.md").write_text("# A page\n", "utf-8")
    tuned = {"tune": Report(widths=[1.0])}
    assert "## The half not used for tuning\n\nNot counted yet.\n\n## Names" in page(tuned)
    (tmp_path / "page.md").write_text(page(tuned | {"blind": Report(widths=[7.0])}), "utf-8")
    kept = page(tuned)
    assert "median width 7.0 years" in kept
    assert kept == (tmp_path / "page.md").read_text("utf-8")
