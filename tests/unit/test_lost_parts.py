"""Parts of speeches that pages hide from view: a title once more, a word of guides, a count that goes on in the tail.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, SECOND, TITLE

from parsers import parse_page
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
