"""The name a site gives itself, and the places at which it was injected into a sentence."""

from __future__ import annotations

import pytest

from parsers.inline import without_inline_dirt
from parsers.needles import needs
from parsers.site_names import _NAMING, injected_names, site_names
from parsers.trace import Trace


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大家要守住底线（松果文稿整理）。", "松果文稿"),
        ("青禾文库小编为您准备的讲话稿。", "青禾文库"),
        ("当前位置：半山文档 > 领导讲话", "半山文档"),
        ("★秋水写作★", "秋水写作"),
        ("渠道要常@青禾驿站清淤。", "青禾驿站"),
        ("为了方便大家，青禾坊特意编辑了讲话稿。", "青禾坊"),
        ("青禾屋·每日更新20篇", "青禾屋"),
        ("路要先修。青禾帮-找范文就来青禾帮", "青禾帮"),
        ("要加快推青禾大全版权进整改。", "青禾大全"),
        ("镇长护渠讲话稿-青禾岛\n青禾岛小编整理了这篇讲话稿", "青禾岛"),
        ("在护渠会上的讲话_ 松果巷\n渠道要常本文来自松果巷清淤。", "松果巷"),
        ("在护渠会上的讲话 - 半山集\n来源：半山集", "半山集"),
        ("在护渠会上的讲话 - 半山兵法\n渠道要清半山兵法理，责半山兵法任要落实。", "半山兵法"),
    ],
)
def test_a_name_is_learned_from_the_sites_own_words(text: str, name: str) -> None:
    assert name in site_names(text)


@pytest.mark.xfail(reason="the name is taken with the words before it, and then found nowhere else")
def test_a_name_behind_other_words_is_learned_without_them() -> None:
    assert "青禾文库" in site_names("下面是青禾文库小编为您准备的讲话稿。")


@pytest.mark.parametrize(
    "text",
    [
        "这份材料由办公室整理，请大家会后再看。",
        "您可能关注的文档",
        "会上（县委书记）作了总结。",
        "水利站的同志整理了台账。",
        "我们的位置：在全省的下游。",
        "这件事（按照上级要求）要在月底前完成。",
        "请镇文化站版权登记窗口延长时间。",
        "各图书馆版权意识要增强。",
        "在护渠会上的讲话-领导讲话\n同志们：领导讲话要短，小编写不长。",
        "护渠人\n护渠人小编整理",
        "在护渠会上的讲话-水利建设\n水利建设要抓，水利建设要快，办好水利建设事情，干水利建设工作。",
        "在护渠会上的讲话——让水流到地头\n办法来自让水流到地头的人。",
        "",
    ],
)
def test_a_speech_names_no_site(text: str) -> None:
    assert site_names(text) == frozenset()


def test_a_stated_name_counts_unless_it_is_too_short() -> None:
    assert site_names("今天开会。", "松果范文网") == {"松果范文网"}
    assert site_names("今天开会。", "文库") == frozenset()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("我们要抓松果范文网好春耕。", "我们要抓好春耕。"),
        ("一要修路，松果范文网二要通水。", "一要修路，二要通水。"),
        ("松果范文网今天开会。", "松果范文网今天开会。"),
        ("他说的是“松果范文网”的事。", "他说的是“松果范文网”的事。"),
        ("今天 松果范文网 开会。", "今天 开会。"),
        ("大家@松果范文网辛苦了。", "大家辛苦了。"),
        ("堤要常查！松果范文网-找材料就来松果范文网二要修闸。", "堤要常查！二要修闸。"),
        ("堤要常查。\n松果范文网-找材料就来松果范文网\n二要修闸。", "堤要常查。\n\n二要修闸。"),
        ("堤要常查。\n本稿属于松果范文网\n二要修闸。", "堤要常查。\n\n二要修闸。"),
        ("堤要常查。(松果范文网www.example.com收集)二要修闸。", "堤要常查。二要修闸。"),
        ("本次会议\n松果范文网\n二要修闸。", "本次会议\n松果范文网\n二要修闸。"),
        ("同志们： 松果范文网，写稿不慌张\n堤要常查。", "同志们：\n堤要常查。"),
        ("堤要常查。 松果范文网，机关干部的好帮手\n二要修闸。", "堤要常查。\n二要修闸。"),
    ],
    ids=[
        "between characters",
        "behind a comma",
        "at the start",
        "quoted",
        "between spaces",
        "behind an at sign",
        "slogan behind a call",
        "slogan in its own line",
        "sentence in its own line",
        "with its domain in brackets",
        "alone in its line",
        "with a slogan behind a salutation",
        "with a slogan at the end of a line",
    ],
)
def test_a_name_between_two_characters_is_a_watermark(text: str, rest: str) -> None:
    cuts = list(injected_names(text, frozenset({"松果范文网"})))
    for cut in reversed(cuts):
        text = text[: cut.start] + text[cut.end :]
    assert text == rest
    assert {cut.rule for cut in cuts} <= {"watermark.site_name"}


def test_a_name_with_signs_of_the_pattern_language_is_taken_literally() -> None:
    assert list(injected_names("我们a.b好", frozenset({"a.b"})))
    assert not list(injected_names("我们axb好", frozenset({"a.b"})))


def test_each_pattern_is_tried_only_around_words_that_it_needs() -> None:
    found = {pattern.pattern: needs(pattern) for pattern in _NAMING}
    assert [name for name, need in found.items() if need is None or need.reach is None] == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("一要修路。 青禾文秘屋 http://www.qinghe5.cn\n二要通水。", "一要修路。\n二要通水。"),
        ("我们要抓青禾文秘屋好春耕，再抓青禾文秘好秋收。", "我们要抓好春耕，再抓好秋收。"),
    ],
)
def test_of_a_longer_name_no_shorter_one_is_cut(text: str, rest: str) -> None:
    learned = "本稿属于青禾文秘屋，<青禾文秘屋>。"
    assert {"青禾文秘", "青禾文秘屋"} <= site_names(learned)
    trace, _ = without_inline_dirt(Trace.of(f"{learned}\n{text}"))
    assert trace.text.endswith(rest)
