"""What is counted where no single word tells the place: the table's words, and speeches in which home leaks once."""

from __future__ import annotations

import re

import numpy as np
import pytest

from benchmarks import place_odds as fitted
from benchmarks.metadata import SET, cases, cases_of
from benchmarks.place_odds import TABLE
from parsers.findings import Part, Span
from parsers.place_features import Feature, odds, of_words
from parsers.places import find_place, likely_candidates
from schemas.enums import Level

EXAMPLES = [
    pytest.param(feature, example, hit, id=f"{feature.id}+{example}")
    for feature in odds().features
    for hit, examples in ((True, feature.hits), (False, feature.misses))
    for example in examples
]

TITLE = "在全县重点工作推进会上的讲话"
OPENING = "同志们：\n今天的会开得急，材料不念了，只讲几件要紧的事。去年全县的底子大家清楚，县里的家当就这么多。"
CLOSING = "散会以后各回各的乡镇，月底我来看。"

LEAKS = [
    (
        "客商问得最多的是路。\n云阳在长江边上，码头就这一个，路通不到码头等于没路。开州、奉节跟我们挨着，他们也在修。",
        "云阳县",
    ),
    (
        "茶叶的账要算细。\n祁门红茶有百年的牌子，一斤卖不过人家的毛尖，毛病出在炒工。休宁、黟县那边的人也来收鲜叶。",
        "祁门县",
    ),
    ("今年的考核结果出来了，倒数第三。\n遂川四十八万人，吃饭的嘴多，端碗的手少。泰和、万安比我们靠得前。", "遂川县"),
    (
        "学校撤并，先把话讲在前面。\n桐梓的娃娃走山路上学，最远的两个半钟头。绥阳、习水撤得快，撤出了三起上访。",
        "桐梓县",
    ),
]
"""Bodies that name home once, without a word that only its leader says, beside places of others."""

MISSED = [
    (
        "河上的渡口，一口一块牌。\n平塘那边去年翻过一条船，我们不能再有第二条。罗甸的渡口，一船一证，月底验收。",
        "罗甸县",
    ),
    ("今年开春雪大。\n漠河冬天长，人少，林子多，谁家的烟囱冒火星都要管。呼玛、塔河离我们二百公里，靠不上。", "漠河县"),
    ("太行山里风硬。\n涉县人骨头也硬，不靠天不靠地。武安、左权的矿也在停，账各人算各人的。", "涉县"),
    (
        "修水库移下来的人，心要安。\n对岸是郧西、白河，赶集都过江来。旬阳十几万亩坡地，哪一块能种什么，农技站要说清。",
        "旬阳县",
    ),
    (
        "三月里要来的是省考察组。\n一条街两边的牌子还没有拆完。让他们看到一个邋遢的宁陕，丢的是大家的脸。石泉、佛坪的同志说得客气。",
        "宁陕县",
    ),
]
"""The same, where what speaks for home is outweighed: by comparisons, or by how seldom one place alone is home."""

OTHERS = [
    "上个月我带队去了三个地方。\n桐乡的毛衫、海宁的皮革，都是从一台缝纫机做起来的。我们的缝纫机还在仓库里睡觉。",
    "省里通报了三起事故。\n沁源的瓦斯，霍州的透水，哪一起都是侥幸惹的祸。",
    "隔壁的会宁也缺水，人家的水窖一户两口。\n我们一户一口都没有打齐。",
    "招商组在门口蹲了半个月。\n昆山的老板说路不好，太仓的老板说电不稳，话都是实话。",
    "化肥是从应城调来的，种子是从武穴买来的。\n钱付了，货还在路上。",
    "请来讲课的专家是罗田人，种了一辈子板栗。\n大家问他剪枝的事，他讲了一个下午。",
    "电视上放了和静的那场雪。\n牧民的羊冻死了一半，我看了睡不着，我们的圈舍也没有修完。",
    "报表抄来抄去，抄出了笑话。\n把绥德的数字抄进了我们的材料，连名字都没有改。",
    "嵩县的旅游去年翻了一番，靠的是一条路。\n栾川更早，靠的是一座山。",
    "西线的铁路从子洲过，不从我们这里过。\n争了三年没有争到，眼睛不要再盯着铁路。",
]
"""Bodies that name places of others alone."""


def part_of(body: str) -> Part:
    text = f"{TITLE}\n{OPENING}\n{body}\n{CLOSING}"
    return Part(text, TITLE, Span(0, len(TITLE)), (), Span(len(TITLE) + 1, len(text)))


def place_of(body: str) -> str | None:
    found = find_place(part_of(body), 2010, Level.COUNTY)
    return next((finding.value for finding in found if finding.field == "place_name"), None)


@pytest.mark.parametrize(("body", "place"), LEAKS)
def test_home_that_leaks_once(body: str, place: str) -> None:
    assert place_of(body) == place


@pytest.mark.xfail(reason="outweighed", strict=True)
@pytest.mark.parametrize(("body", "place"), MISSED)
def test_home_that_leaks_once_and_is_missed(body: str, place: str) -> None:
    assert place_of(body) == place


@pytest.mark.parametrize("body", OTHERS)
def test_places_of_others_alone(body: str) -> None:
    assert place_of(body) is None


@pytest.mark.parametrize(("feature", "example", "hit"), EXAMPLES)
def test_words_of_a_feature(feature: Feature, example: str, hit: bool) -> None:
    before, rest = example.split("〔")
    after, end, then = re.split("([。！？])|$", rest.split("〕")[1], maxsplit=1)
    assert (feature.id in of_words(before, after, (end or "") + (then or ""))) == hit


def test_the_table_is_complete() -> None:
    names = [feature.id for feature in odds().features]
    assert len(names) == len(set(names))
    for feature in odds().features:
        assert feature.reason
        assert (feature.words is not None) == bool(feature.hits) == bool(feature.misses)
    found = [each for body, _ in LEAKS for each in likely_candidates(part_of(body), 2010, Level.COUNTY)]
    assert found
    assert {name for each in found for name in each.features} <= set(names)


def test_a_fit_weighs_what_tells_home_and_keeps_the_table_as_it_is() -> None:
    telling, names = "its_people", list(odds().weights)
    rows = np.zeros((2, len(names)))
    rows[0, names.index(telling)] = 1
    weights = dict(zip(names, fitted.fit([fitted.Speech(rows, 0, 1.0)] * 20), strict=True))
    assert weights[telling] > 1
    assert all(weight == 0 for name, weight in weights.items() if name != telling)
    text = TABLE.read_text("utf-8")
    assert fitted.written(text, odds().weights) == text
    changed = fitted.written(text, {**odds().weights, telling: -9.0})
    assert [line for line in changed.splitlines() if line not in text.splitlines()] == ["weight = -9.00"]


def test_authors_are_the_blocks_of_the_set() -> None:
    by_author = fitted.authors(SET)
    alone = list(cases_of((SET / "places.txt").read_text("utf-8")))
    assert sum(map(len, by_author.values())) == len(list(cases("tune"))) + len(alone)
    assert len(by_author) >= 6
    assert all(len(each) >= 60 for each in by_author.values())


@pytest.mark.parametrize("piece", ["云阳的路，", "云阳、", "\n城口的茶。", "人家云阳也在修，"])
def test_hostile_repetition_stays_linear(piece: str) -> None:
    likely_candidates(part_of(piece * (40_000 // len(piece))), None, Level.TOWNSHIP)
