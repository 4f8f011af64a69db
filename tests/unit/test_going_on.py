"""Where a speech goes on below what sites put amid it, and where it does not: offers of the file, its name, its title.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, TITLE

from parsers import parse_page
from schemas import RawPage

OPENING = "古井是县城的根，井台裂了，井绳没了。县里有的干部说，自来水通了，井就没用了，我看不能这样算账。"
FIRST = "一、把账算清。"
LAST = "井水养过我们几代人，请大家回去马上动手。谢谢大家！"
FILE = f"《{TITLE}.docx》"
OFFERS = [
    FILE,
    "下载Word文档",
    "点击下载文档\n文档为docx格式",
    f"Word版本下载：{TITLE}",
    "下载文档到电脑，查找更加方便（需要3个金币）",
]
STRIPPED = "同志们\n" + "\n".join(
    (
        "古井是县城的根 井台裂了 井绳没了 县里有的干部说 自来水通了 井就没用了 我看不能这样算账",
        "一 把账算清 每一口井多深多老归谁管 月底以前写成一张卡片",
    )
)


def texts(*lines: str) -> list[str]:
    """Return the texts of the speeches of a page of these lines, white space left out."""
    page = RawPage("page.txt", "\n".join(lines).encode())
    return ["".join(speech.text.split()) for speech in parse_page(page).speeches]


def flat(*lines: str) -> list[str]:
    """Return the one text that these lines make, as `texts` does."""
    return ["".join("".join(lines).split())]


@pytest.mark.parametrize("title", [TITLE, ""])
@pytest.mark.parametrize("offer", OFFERS)
def test_below_the_name_of_its_file_and_its_title_a_speech_goes_on_to_its_close(offer: str, title: str) -> None:
    second = "二、把井护好。"
    rest = "石匠请老的，石料用旧的，不许图省事抹水泥。"
    assert texts(TITLE, OPENING, offer, second, title, rest, LAST) == flat(OPENING, second, rest, LAST)


@pytest.mark.parametrize("offer", OFFERS)
def test_below_an_offer_a_speech_that_is_cut_off_takes_up_its_count(offer: str) -> None:
    between, second = "有的井口压着水泥板。", "二、把井护好。石匠请老的，石料用"
    body = (OPENING, FIRST, "每一口井多深、归谁管，写成一张卡片。")
    assert texts(TITLE, "同志们：", *body, offer, between, second) == flat("同志们：", *body, between, second)


@pytest.mark.parametrize("offer", OFFERS)
def test_below_an_offer_a_speech_without_punctuation_comes_to_its_close(offer: str) -> None:
    rest = ("二 把井护好", "石匠请老的 不许图省事抹水泥", "井水养过我们几代人 请大家回去马上动手 祝大家身体健康")
    assert texts(TITLE, STRIPPED, offer, *rest) == flat(STRIPPED, *rest)


@pytest.mark.parametrize("offer", OFFERS)
def test_below_an_offer_the_last_paragraph_may_be_cut_off(offer: str) -> None:
    rest = (
        "淘井的师傅全县只有六位，我们要让每位带两个徒弟，工钱由县里出，一年一结，不许拖欠。",
        "石匠也是一样，请老的，石料用",
    )
    assert texts(TITLE, "同志们：", OPENING, FIRST, offer, *rest) == flat("同志们：", OPENING, FIRST, *rest)


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize(
    "rest",
    [
        "井绳归各街道换。换下来的不许扔，登记以后交到文物所，一根也不能少。",
        "井绳归各街道换。换下来的不许扔，登记以后交到县文物所，一根",
    ],
)
def test_below_an_offer_one_paragraph_of_sentences_is_the_speechs_last(offer: str, rest: str) -> None:
    assert texts(TITLE, "同志们：", OPENING, FIRST, offer, rest) == flat("同志们：", OPENING, FIRST, rest)


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize(
    "rest",
    [
        "本站文档由会员上传。如有侵权，请联系客服删除，本站不承担任何责任。",
        "摘要：井绳归各街道换。换下来的不许扔，登记以后交到文物所，一根也不能少。",
        f"{OTHER}\n我们镇的竹子不值钱。编成了篮子就值钱，编成了花样就更值钱，请大家看手艺。",
    ],
)
def test_below_an_offer_what_the_site_writes_is_none_of_the_speech(offer: str, rest: str) -> None:
    assert texts(TITLE, "同志们：", OPENING, FIRST, offer, rest) == flat("同志们：", OPENING, FIRST)


def test_links_to_other_pages_amid_a_speech_do_not_end_it() -> None:
    rest = ("二、把井护好。", "石匠请老的，石料用旧的，不许图省事抹水泥。", LAST)
    links = ("首页", "上一页", "1 2 3", "下一页", "尾页")
    assert texts(TITLE, "同志们：", OPENING, FIRST, *links, *rest) == flat("同志们：", OPENING, FIRST, *rest)
    assert texts(TITLE, "同志们：", OPENING, LAST, *links, "热门文章", OTHER) == flat("同志们：", OPENING, LAST)


@pytest.mark.parametrize("offer", OFFERS)
def test_a_wish_in_mid_speech_does_not_close_it_where_its_points_follow(offer: str) -> None:
    wish = "把古井护好，是我们这一代人应有的贡献。"
    rest = (
        "围绕古井保护这件事，我着重讲几点意见。",
        "一、把账算清。",
        "每一口井多深、多老、归谁管，月底以前写成一张卡片，交到文物所来。",
        "井台由各街道修。",
    )
    assert texts(TITLE, "同志们：", OPENING, wish, offer, *rest) == flat("同志们：", OPENING, wish, *rest)


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize(
    "below",
    [
        "二、本站文档均由会员上传。",
        f"{OTHER}\n二、把竹子管好。",
        "相关文章推荐\n二、竹编怎样出山。\n请大家看看。",
        "竹编比赛开幕\n二、评委名单\n三、比赛规则",
    ],
)
def test_where_a_speech_has_closed_nothing_below_an_offer_is_its_own(offer: str, below: str) -> None:
    assert texts(TITLE, "同志们：", OPENING, FIRST, LAST, offer, below) == flat("同志们：", OPENING, FIRST, LAST)
