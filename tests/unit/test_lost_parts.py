"""Parts of speeches that pages hide from view: a title once more, a word of guides, a count that goes on in the tail.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, SECOND, TITLE

from parsers import parse_page
from parsers.run_in import run_in_edges
from parsers.shapes.titles import title_kind
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


@pytest.mark.parametrize("salutation", ["同志们：", "老少爷们：", "各县市区、各指挥部成员单位:", "各位组长："])
def test_an_editors_note_takes_no_salutation_with_it(salutation: str) -> None:
    note = "[编者按]：这篇讲话语言平实，值得一读。"
    assert texts(TITLE, f"{note}{salutation}", FIRST, REST) == flat(salutation + FIRST + REST)


def test_a_title_in_the_line_above_its_number_names_the_part() -> None:
    parsed = parse_page(RawPage("page.txt", f"讲话稿\n{TITLE}\n篇1\n{FIRST}\n{REST}\n{OTHER}\n篇2\n{SECOND}".encode()))
    assert [speech.title for speech in parsed.speeches] == [TITLE, OTHER]


@pytest.mark.parametrize("announced", ["县委、县政府决定：", "我对护井提两点要求："])
def test_what_announces_the_items_below_the_head_is_text(announced: str) -> None:
    body = REST.replace("二、", "一、").replace("三、", "二、").replace("护好\n", "护好。").replace("回来\n", "回来。")
    assert texts(TITLE, "（2014年3月6日）", announced, body) == flat(announced + body)
    assert texts(TITLE, "（2014年3月6日）", "要点提示：", body) == flat(body)


@pytest.mark.parametrize(
    "broken",
    [
        "井台早就裂了，井绳没\n[4]\n了，有的井口压着水泥板，县里的同志都看见了。",
        "刚才三位师傅、两个街\n道都说了，井台裂了，井绳没了，县里的同志都看见了。",
        "开会以前的这几天，我用三\n天时间看了四十七口井，井台裂了，井绳没了，县里的同志都看见了。",
    ],
)
def test_a_first_sentence_that_breaks_off_below_the_head_is_text(broken: str) -> None:
    shown = broken.replace("\n[4]", "")
    assert texts(TITLE, "（2014年3月6日）", broken, REST) == flat(shown + REST)


@pytest.mark.parametrize("line", ["今日推荐", "浏览 次", "第八文库", "字号 大 中 小"])
def test_a_short_line_of_the_site_below_the_head_is_no_beginning(line: str) -> None:
    text = "井台裂了，井绳没了，有的井口压着水泥板，县里的同志都看见了。"
    assert texts(TITLE, "（2014年3月6日）", line, text, REST) == flat(text + REST)


def test_what_a_speaker_heard_is_no_title() -> None:
    assert title_kind("谈了一天 听了三个街道的汇报") is None
    assert title_kind("全县古井保护情况的汇报") is not None
