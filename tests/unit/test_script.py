"""Script conversion: traditional becomes simplified, simplified stays what it is, offsets hold."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.gazetteer import gazetteer
from parsers.script import simplified, to_simplified
from parsers.trace import Trace
from schemas import Script
from scripts.pack_script import TARGET, packed


def converted(text: str) -> str:
    return to_simplified(Trace.of(text))[0].text


def test_the_telling_characters_are_those_of_the_converters_tables() -> None:
    assert TARGET.read_text("utf-8") == packed()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("各位領導、同志們:今天召開全縣農業會議", "各位领导、同志们:今天召开全县农业会议"),
        ("從瀋陽到乾縣,再到濬縣", "从沈阳到乾县,再到浚县"),
        ("於洪區的經驗在於抓得實,關於這個問題", "于洪区的经验在于抓得实,关于这个问题"),
        ("接著要著力補齊短板,著重解決難題,著手規劃", "接着要着力补齐短板,着重解决难题,着手规划"),
        ("成效顯著,著名專家的著作、專著和名著", "成效显著,著名专家的著作、专著和名著"),
        ("這意味著名單要重新審核", "这意味着名单要重新审核"),
        ("圍著群眾轉,帶著問題學", "围着群众转,带着问题学"),
        ("乾隆年間修的乾坤橋,如今晒滿餅乾", "乾隆年间修的乾坤桥,如今晒满饼干"),
        ("憑藉優勢,不找藉口,以慰藉鄉親", "凭借优势,不找借口,以慰藉乡亲"),
        ("登高瞭望,一目瞭然,瞭解鄉親", "登高瞭望,一目了然,了解乡亲"),
        ("王濛為我們爭了光,畢昇也是。", "王濛为我们争了光,毕昇也是。"),
        ("頭髮花白的老黨員說:幹就幹好!", "头发花白的老党员说:干就干好!"),
        ("農家換了新傢俱", "农家换了新家具"),
    ],
)
def test_traditional_becomes_simplified(before: str, after: str) -> None:
    assert converted(before) == after
    assert simplified(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "乾县、乾安县和於洪区的同志都来了",
        "毕昇的故乡、王濛的家乡、乾隆年间的古桥",
        "这本著作的著者著述甚多,登上瞭望台,徵羽宫商,慰藉人心",
        "苏甦、钟鍾、李昇三位同志",
        "请陳云鵬同志发言,大家欢迎。",
        "门口写着“公平書店”,我们还是要把它办好。",
        "",
        "2021 GDP (PPT)",
    ],
)
def test_simplified_text_is_left_alone(text: str) -> None:
    trace = Trace.of(text)
    assert to_simplified(trace) == (trace, Script.HANS)


def test_every_division_survives_in_simplified_text() -> None:
    names = gazetteer().names()
    changed = [
        name
        for name in names
        if converted(f"这几年{name}发生了很大变化,我代表{name}欢迎大家。")
        != f"这几年{name}发生了很大变化,我代表{name}欢迎大家。"
    ]
    assert len(names) > 5000
    assert not changed
    assert converted("\n".join(names)) == "\n".join(names)


def test_every_division_is_found_again_in_traditional_text() -> None:
    names = gazetteer().names() - {"于洪区", "于洪", "於洪区", "於洪"}
    to_traditional = opencc.OpenCC("s2t").convert
    changed = [
        name
        for name in names
        if converted(to_traditional(f"我们从{name}来,这几年变化很大。")) != f"我们从{name}来,这几年变化很大。"
    ]
    assert not changed


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("同志們,這次會議開得很好", Script.HANT),
        ("同志们,这次会议开得很好", Script.HANS),
        ("同志們,這次會議開得很好。\n下面我们来谈几个问题,请大家讨论。", Script.MIXED),
        ("同志们,这次会议请陳云先生来,大家讨论问题,认真发言", Script.HANS),
        ("一二三", Script.HANS),
    ],
)
def test_script_is_reported(text: str, script: Script) -> None:
    assert to_simplified(Trace.of(text))[1] is script


def test_each_sentence_of_a_mixed_page_is_judged_by_itself() -> None:
    page = "同志們,這次會議開得很好。\n乾县来的同志请举手,我们谈几个问题。\n這個问题很重要,請認真討論。"
    assert (
        converted(page) == "同志们,这次会议开得很好。\n乾县来的同志请举手,我们谈几个问题。\n这个问题很重要,请认真讨论。"
    )


def test_offsets_hold() -> None:
    trace, _ = to_simplified(Trace.of("  領導\n講話 "))
    assert trace.source == "  領導\n講話 "
    assert trace.text == "  领导\n讲话 "
    assert not list(trace.ledger())


SIMPLIFIED = "同志们今天会议发展问题认真讨论乾於著瞭徵藉后里面台云谷昇濛,。\n 1a"


@given(st.text(alphabet=SIMPLIFIED))
def test_no_text_of_simplified_characters_is_altered(text: str) -> None:
    assert converted(text) == text


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x31FFF, exclude_categories=["Cs"])))
@settings(max_examples=50)
def test_the_length_is_kept_and_a_second_pass_changes_nothing(text: str) -> None:
    once = converted(text)
    assert len(once) == len(text)
    assert converted(once) == once
