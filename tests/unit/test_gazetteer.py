"""The gazetteer: names, codes and parents by year, ids that outlive renamings, and what loading costs."""

from __future__ import annotations

from collections import Counter

import pytest

from parsers.gazetteer import Division, gazetteer
from schemas.enums import Level


def only(name: str, year: int) -> Division:
    [found] = gazetteer().full(name, year)
    return found


@pytest.mark.parametrize(
    ("name", "year", "code", "parents"),
    [
        ("荔波县", 2006, "522722", ["黔南布依族苗族自治州", "贵州省"]),
        ("鄄城县", 1995, "372929", ["菏泽地区", "山东省"]),
        ("鄄城县", 2005, "371726", ["菏泽市", "山东省"]),
        ("昆山县", 1985, "320523", ["苏州市", "江苏省"]),
        ("昆山市", 2012, "320583", ["苏州市", "江苏省"]),
        ("仙桃市", 2010, "429004", ["湖北省"]),
        ("浦东新区", 2015, "310115", ["上海市"]),
        ("开县", 1990, "512222", ["万县地区", "四川省"]),
        ("开州区", 2020, "500154", ["重庆市"]),
        ("三都水族自治县", 2010, "522732", ["黔南布依族苗族自治州", "贵州省"]),
        ("宣城市", 2010, "341800", ["安徽省"]),
    ],
)
def test_code_and_parents_as_of_the_year(name: str, year: int, code: str, parents: list[str]) -> None:
    division = only(name, year)
    assert division.code == code
    assert [parent.name for parent in gazetteer().parents(division, year)] == parents


@pytest.mark.parametrize(
    ("old", "old_year", "new", "new_year"),
    [
        ("宁国县", 1990, "宁国市", 2005),
        ("昆山县", 1981, "昆山市", 2020),
        ("开县", 1985, "开州区", 2020),
        ("蓟县", 2000, "蓟州区", 2018),
        ("吴旗县", 2000, "吴起县", 2010),
        ("从化市", 2010, "从化区", 2016),
        ("富民县", 1980, "富民县", 2010),
    ],
)
def test_one_id_across_renaming(old: str, old_year: int, new: str, new_year: int) -> None:
    before, after = only(old, old_year), only(new, new_year)
    assert before.id == after.id
    assert {before, after} <= set(gazetteer().history(before))


def test_a_name_is_gone_after_its_last_year() -> None:
    assert gazetteer().full("从化市", 2013)
    assert not gazetteer().full("从化市", 2016)
    assert gazetteer().full("从化市")


def test_years_outside_the_table_are_its_first_and_last() -> None:
    assert gazetteer().full("荔波县", 1961) == gazetteer().full("荔波县", 1980)
    assert gazetteer().full("荔波县", 2031) == gazetteer().full("荔波县", 2024)


def test_short_and_usual_forms() -> None:
    assert {division.name for division in gazetteer().short("荔波", 2000)} == {"荔波县"}
    assert only("三都县", 2000).name == "三都水族自治县"
    assert only("黔南州", 2000).level is Level.PREFECTURE
    assert len(gazetteer().full("鼓楼区", 2010)) == 4


def test_no_filler_of_the_source_is_a_division() -> None:
    assert not {"市辖区", "县", "直辖县"} & gazetteer().names()


def test_names_hold_every_form() -> None:
    assert {"乾县", "于洪区", "荔波", "黔南州", "贵州省", "贵州", "宁国县"} <= gazetteer().names()


def test_no_id_stands_for_two_divisions_in_one_year() -> None:
    seen = Counter((d.level, d.id, year) for d in gazetteer().divisions for year in range(d.first, d.last + 1))
    assert seen.most_common(1)[0][1] == 1


def test_every_parent_exists() -> None:
    for division in gazetteer().divisions:
        parents = gazetteer().parents(division)
        assert bool(parents) == (division.level is not Level.PROVINCE)
        assert not parents or parents[-1].level is Level.PROVINCE
