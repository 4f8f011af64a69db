"""Parts of speeches that pages hide from view: a title once more, a word of guides, a count that goes on in the tail.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, SECOND, TITLE

from parsers import parse_page
from parsers.run_in import run_in_edges
from schemas import RawPage

FIRST = (
    "古井是县城的根，井台裂了，井绳没了。县里有的干部说，自来水通了，井就没用了，我看不能这样算账。\n"
    "一、把账算清\n每一口井多深、多老、归谁管，月底以前写成一张卡片，交到文物所来。"
)
REST = (
    "二、把井护好\n石匠请老的，石料用旧的，不许图省事抹水泥，谁抹的谁敲掉。\n"
    "三、把人找回来\n会淘井的师傅全县只有六位，每位带两个徒弟，工钱由县里出。\n"
    "井水养过我们几代人，请大家回去马上动手。谢谢大家！"
)


def texts(*lines: str) -> list[str]:
    """Return the texts of the speeches of a page of these lines, white space left out."""
    page = RawPage("page.txt", "\n".join(lines).encode())
    return ["".join(speech.text.split()) for speech in parse_page(page).speeches]


def flat(*parts: str) -> list[str]:
    """Return texts as `texts` does."""
    return ["".join(part.split()) for part in parts]


@pytest.mark.parametrize("between", [f"内容预览：{FIRST[:30]}……", "相关阅读"])
def test_a_title_amid_a_text_whose_own_stands_above_a_preview_begins_no_other(between: str) -> None:
    assert texts(TITLE, between, "（2014年3月6日）", FIRST, TITLE, REST) == flat(FIRST + REST)


@pytest.mark.parametrize("words", ["导游词背得再熟，也说不出井的来历。", "讲解员的解说词翻来覆去只有三句。"])
def test_a_word_of_guides_amid_a_speech_does_not_divide_it(words: str) -> None:
    plain = REST.split("\n井水", maxsplit=1)[0].replace("二、", "二是").replace("三、", "三是")
    last = "游客问井水甜不甜，谁也答不上来，县志里写着的也没有人翻过，这样的旅游走不远，也留不住客人。"
    body = f"同志们：\n{FIRST}\n有的井台早就拆去\n做了停车场。{words}\n{plain}\n{last}"
    page = (f"讲话稿精选（2篇）\n篇一：{TITLE}", body, f"篇二：{OTHER}\n{SECOND}")
    assert texts(*page) == flat(body, SECOND)


def test_parts_go_on_their_count_below_a_notice_that_the_page_ends_here() -> None:
    notice = "试读已结束，开通会员继续阅读全文"
    cut = f"{FIRST}\n二、把井护好。石匠请老的，石料用"
    short = (
        "经县里研究，决定今天开这个短会。\n两句话，请大家带回去。\n各村的竹子不许卖生，编成篮子再卖，谁卖谁来说明。\n"
        "请各村今晚就把名单报上来，少一户也不行，镇里明天一早派人去看。"
    )
    page = (
        f"（一）{OTHER}",
        SECOND,
        f"（二）{TITLE}",
        f"同志们：\n{cut}",
        notice,
        "（三）在全县竹编座谈会上的讲话",
        short,
    )
    assert texts(*page) == flat(SECOND, f"同志们：{cut}", short)


ESSAY = (
    "讲话稿的开头，好比台上的亮相，写好了听众才肯往下听。笔者写了多年材料，归纳出几种写法，供初学者参考。\n"
    "一、开门见山式。直接点明会议的主题，例如“同志们，今天的会只说修渠”。\n"
    "二、设问式。用一个问题抓住听众，起草时要看领导的身份和语言习惯。"
)


@pytest.mark.parametrize(
    "essay",
    [
        f"讲话稿开头的几种写法 篇2{ESSAY}",
        f"二、讲话稿的写法\n{ESSAY}",
    ],
)
def test_advice_on_writing_takes_no_speech_above_with_it(essay: str) -> None:
    body = f"同志们：\n{FIRST}"
    assert texts("讲话稿精选（3篇）", f"{OTHER} 篇1", SECOND, TITLE, body, essay) == flat(SECOND, body)


@pytest.mark.parametrize(
    ("head", "opening"),
    [
        (TITLE, "今天的会开得不长，来的人不多，但是每个人手里都有一本账。"),
        (TITLE, "刚才三个乡镇、两个部门都说了，数字我听得很仔细。"),
        ("全县古井保护座谈会讲话稿（2）", "这个会来得正是时候，话不多说，只讲几条。"),
    ],
)
def test_a_title_runs_into_the_words_by_which_a_speaker_begins(head: str, opening: str) -> None:
    assert texts("讲话稿精选（2篇）", f"{OTHER}（1）", SECOND, f"{head}{opening}", FIRST) == flat(
        SECOND, opening + FIRST
    )


@pytest.mark.parametrize("line", [f"{TITLE}今天的会上又被人提起", f"{TITLE}刚才几位都提到了"])
def test_a_sentence_about_a_speech_runs_into_no_words_of_a_speaker(line: str) -> None:
    assert list(run_in_edges(f"{line}，大家深受鼓舞。")) == []


def test_the_name_of_all_speeches_amid_one_of_them_is_no_text() -> None:
    whole = f"{OTHER}等2篇"
    page = f"{whole} {OTHER} {SECOND} {TITLE} 同志们： {FIRST} {whole} {REST}".replace("\n", " 　　")
    assert texts(page) == flat(SECOND, f"同志们：{FIRST}{REST}")
