"""Counties told by the names of their townships, and names that tell none."""

from __future__ import annotations

import pytest

from parsers.findings import Part, Span
from parsers.gazetteer import gazetteer
from parsers.place_towns import MOST
from parsers.places import find_place
from parsers.seats import kilometres
from parsers.town_names import counties_with, is_telling, telling_words
from schemas.enums import Level


def place_of(title: str, body: str, level: Level | None = Level.COUNTY, year: int | None = 2015) -> str | None:
    text = f"{title}\n{body}"
    part = Part(text, title, Span(0, len(title)), (), Span(len(title) + 1, len(text)))
    found = find_place(part, year, level)
    return next((finding.value for finding in found if finding.field == "place_name"), None)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("乌林、燕窝、螺山三个镇的堤段要有人守，白天黑夜不能断。", "洪湖市"),
        ("峰口镇的涵闸没有关严，府场镇的水泵停了两台。", "洪湖市"),
        ("溪龙乡的白茶、天荒坪镇的毛竹，都要卖出好价钱。", "安吉县"),
        ("桃龙藏族乡先修路，漩坪乡先修桥。", "北川羌族自治县"),
    ],
)
def test_townships_tell_their_county(body: str, place: str) -> None:
    assert place_of("在全县工作会议上的讲话", f"同志们：今年的事要抓紧。{body}散会以后马上办。", Level.COUNTY) == place


@pytest.mark.parametrize(
    "body",
    [
        "城关镇的街道要拓宽，太平镇的市场要搬迁。",
        "小城镇建设要抓紧，中心镇先走一步，各乡镇不要等。",
        "螺山的堤段要有人守。",
        pytest.param(
            "我们去洪湖考察，看了乌林镇、燕窝镇，人家的堤修得好。",
            marks=pytest.mark.xfail(reason="a county that is visited with its townships", strict=True),
        ),
        "乌林镇、溪龙乡、桃龙藏族乡的代表也来了。",
        "兴隆镇、太平镇、永安镇的路先修。",
        "和平、团结、民主、光明，这四个词要记牢。",
    ],
)
def test_townships_that_tell_no_county(body: str) -> None:
    assert place_of("在全县工作会议上的讲话", f"同志们：今年的事要抓紧。{body}散会以后马上办。") is None


@pytest.mark.parametrize(
    ("title", "body", "place"),
    [
        ("天荒坪镇党委书记在全镇大会上的讲话", "同志们：山要看住，湖州的客人要来。", "安吉县"),
        ("在天荒坪镇干部大会上的讲话", "同志们：山要看住。安吉县的检查组下周来。", "安吉县"),
        ("天荒坪镇党委书记在全镇大会上的讲话", "同志们：山要看住。", None),
        ("天荒坪镇党委书记在全镇大会上的讲话", "同志们：山要看住，绵阳的客人要来。", None),
        ("擂鼓镇镇长在全镇大会上的讲话", "同志们：绵阳市的检查组下周来。", "北川羌族自治县"),
        ("擂鼓镇镇长在全镇大会上的讲话", "同志们：检查组下周来。", None),
        ("城关镇镇长在全镇大会上的讲话", "同志们：检查组下周来。", None),
        ("大天荒坪镇长在全镇大会上的讲话", "同志们：山要看住，湖州的客人要来。", None),
    ],
)
def test_a_township_in_the_title_tells_its_county_if_it_is_the_only_one(
    title: str, body: str, place: str | None
) -> None:
    assert place_of(title, body, Level.TOWNSHIP) == place


def test_the_name_is_the_one_that_the_county_had() -> None:
    body = "同志们：今年的事要抓紧。郭扶镇、赶水镇、打通镇的路要先修。散会以后马上办。"
    assert place_of("在全县工作会议上的讲话", body, Level.COUNTY, 2005) == "綦江县"
    assert place_of("在全区工作会议上的讲话", body, Level.COUNTY, 2015) == "綦江区"


def test_prefectures_are_not_asked_for_townships() -> None:
    body = "同志们：乌林镇、燕窝镇、螺山镇的堤段要有人守。"
    assert place_of("在全市工作会议上的讲话", body, Level.PREFECTURE) is None


def test_names_are_those_of_townships_of_counties_that_the_gazetteer_has() -> None:
    ids = {division.id for division in gazetteer().divisions if division.level is Level.COUNTY}
    assert counties_with("天荒坪") <= ids
    assert len(counties_with("城关")) > 50
    assert not counties_with("没有这个地方")
    assert {"天荒坪", "溪龙"} <= {*telling_words("330523")}
    assert {"擂鼓镇", "擂鼓乡"} <= {*telling_words("510726")}
    assert not telling_words("")


@pytest.mark.parametrize(("stem", "telling"), [("天荒坪", True), ("擂鼓", False), ("洪湖", False), ("坪", False)])
def test_a_common_word_or_a_countys_name_tells_no_township(stem: str, telling: bool) -> None:
    assert is_telling(stem) == telling


def test_distances() -> None:
    xicheng, haidian, guangzhou = "110102", "110108", "440106"
    assert 5 < kilometres(xicheng, haidian) < 25
    assert 1800 < kilometres(xicheng, guangzhou) < 2000
    assert kilometres(xicheng, "nowhere") == float("inf")


@pytest.mark.parametrize("piece", ["乌林镇、", "镇镇镇", "乌林、", "族乡", "街道"])
def test_hostile_repetition_is_bounded(piece: str) -> None:
    body = piece * (60_000 // len(piece))
    assert body.count(piece) > MOST
    place_of("在全县工作会议上的讲话", body, None)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("永新镇先找水，綦江城里的水车一天两趟，都是我们县里的。", "綦江县"),
        ("永新镇先找水，綦江城里的水车一天两趟，都是我们区里的。", "綦江区"),
    ],
)
def test_the_words_of_a_township_tell_what_its_county_was_called(body: str, name: str) -> None:
    assert place_of("在永新镇抗旱会上的讲话", f"同志们：镇里讲三条。{body}", Level.TOWNSHIP, None) == name


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("咱神垕镇的瓷要有牌子。汝州、宝丰的窑也在找门路。", "禹州市"),
        ("咱神垕镇的瓷要有牌子。", None),
        ("咱神垕镇的瓷要有牌子。昆山的厂子做得大。", None),
        ("神垕镇的瓷有牌子。汝州、宝丰的窑也在找门路。", None),
    ],
)
def test_a_township_that_its_speaker_calls_his_tells_the_county_that_is_near_others(
    body: str, name: str | None
) -> None:
    assert place_of("在瓷厂座谈会上的讲话", f"同志们：今天讲三条。{body}散会。", Level.TOWNSHIP, 2010) == name
