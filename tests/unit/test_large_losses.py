"""Whole openings and parts that pages hide: each is text, and what only looks like it is none.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, SECOND, TITLE

from parsers import parse_page
from parsers.run_in import run_in_edges
from parsers.shapes import Shape
from parsers.shapes.titles import title_kind
from parsers.units import units_of
from schemas import RawPage

UNSALUTED = (
    "今天请大家来，是为了县城里剩下的四十七口古井。井台裂了，井绳没了，有的井口压着水泥板。\n"
    "一、先把账算清。每一口井多深、多老、归谁管，月底以前写成一张卡片，交到文物所来。\n"
    "二、再把井口护好。石匠请老的，石料用旧的，不许图省事抹水泥，谁抹的谁敲掉。\n"
    "三、最后把人找回来。会淘井的师傅全县只有六位，每位带两个徒弟，工钱由县里出。\n"
    "井是我们县的老根，请大家回去马上动手。谢谢大家！"
)
REPORT = (
    "日前，全镇竹编技能比赛开幕。镇长出席开幕式并致辞，副镇长主持仪式。\n"
    "会议指出，比赛设篮、席、扇三个项目，八十二名选手参加，评委由县文化馆选派。\n"
    "会议强调，各村要把竹编作为增收的重要门路，年内再培训三百人。"
)
STRIPPED = (
    "同志们\n县城里还剩下四十七口古井井台裂了井绳没\n了有的井口压着水泥板今天请大家来就是要\n"
    "把这些井一口一口地护起来我讲三点意见先\n把账算清每一口井多深多老归谁管月底以前\n"
    "写成一张卡片再把井口护好石匠请老的石料\n用旧的不许图省事抹水泥最后把人找回来会\n"
    "淘井的师傅全县只有六位每位带两个徒弟井\n是我们县的老根请大家回去马上动手"
)


def texts(page: str) -> list[str]:
    """Return the texts of the speeches of a page, white space left out."""
    return ["".join(speech.text.split()) for speech in parse_page(RawPage("page.txt", page.encode())).speeches]


def flat(*parts: str) -> list[str]:
    """Return texts as `texts` does."""
    return ["".join(part.split()) for part in parts]


def test_a_first_part_that_lost_its_punctuation_and_was_broken_into_lines_is_text() -> None:
    page = f"讲话稿精选（2篇）\n篇一：{TITLE}\n{STRIPPED}\n篇二：{OTHER}\n{SECOND}"
    assert texts(page) == flat(STRIPPED, SECOND)


def test_headlines_without_punctuation_are_no_text_however_many() -> None:
    headlines = ["古井保护方案出台", "全县还剩四十七口古井", "文物所招人", "我县竹编师傅进京献艺展示三天", "井台修好了"]
    assert not any(
        unit.is_text for unit in units_of("\n".join([*headlines, *reversed(headlines), "竹器展销会开张迎客"]))
    )


@pytest.mark.parametrize("head", [f"——{TITLE}——", f"1.{TITLE}"])
def test_a_title_that_runs_into_a_short_line_without_salutation_is_no_text(head: str) -> None:
    text = UNSALUTED.replace("今天请大家来，", "今天，请大家来，")
    mark = "——" if head.startswith("—") else "2."
    page = f"讲话稿精选（2篇）\n{head}{text}\n{mark}{OTHER}{'——' if mark == '——' else ''}\n{SECOND}"
    assert texts(page) == flat(text, SECOND)


@pytest.mark.parametrize(
    "line",
    ["——在全县会议上的讲话精神学习之后大家深受鼓舞", "在座谈会上的讲话今天又被人提起", "在全县大会上的讲话刚才念完"],
)
def test_a_sentence_about_a_speech_has_no_title_before_an_address(line: str) -> None:
    assert list(run_in_edges(line)) == []


@pytest.mark.parametrize(
    "report",
    [
        f"3.镇长在竹编比赛筹备会上强调：编出花样 编出销路{REPORT}",
        "3.镇长在筹备会上强调：编出花样 编出销路 镇长在筹备会上强调：编出花样 编出销路\n" + REPORT,
    ],
)
def test_a_numbered_report_takes_no_speech_above_with_it(report: str) -> None:
    body = UNSALUTED.removesuffix("谢谢大家！")
    assert texts(f"1.{OTHER}\n{SECOND}\n2.{TITLE}\n{body}\n{report}") == flat(SECOND, body)


def test_an_item_before_a_day_that_goes_on_the_count_is_no_report() -> None:
    body = UNSALUTED.replace("一、", "1.").replace("二、", "2.").replace("三、", "3.请各村再找一遍\n近日，")
    assert texts(f"{TITLE}\n{body}") == flat(body)


def test_a_listed_opening_with_another_title_takes_no_text_above_for_its_blurb() -> None:
    listed = f"字号：大 中 小\n{OTHER}\n各位来宾、乡亲们：\n我们镇的竹子不值钱，编成了篮子就值钱......"
    assert texts(f"{TITLE}\n{UNSALUTED}\n{listed}")[0].startswith(flat(UNSALUTED)[0])


def test_a_blurb_of_one_paragraph_above_another_title_is_none() -> None:
    blurb = "古井是一座县城的记忆，本文记下了它们的来历和去处，也记下了淘井人的手艺，值得一读。"
    assert texts(f"古井讲话\n{blurb}\n{OTHER}\n{SECOND}") == flat(SECOND)


def test_a_speech_goes_on_below_an_offer_and_its_own_title() -> None:
    first, *rest = UNSALUTED.split("\n")
    rest_text = "\n".join(rest)
    page = f"{TITLE}\n同志们：\n{first}\n本文档免费下载，下载后可任意编辑\n"
    assert texts(f"{page}{TITLE}\n{rest_text}") == flat(f"同志们：{UNSALUTED}")
    assert texts(f"{page}{OTHER}\n{rest_text[:30]}......")[0] == flat(f"同志们：{first}")[0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("听完报告 场子里很静 我看到许多人低着头", None),
        ("根据镇里讨论的意见 我讲以下几点", None),
        (f"{TITLE} 我讲古井", Shape.TITLE),
        ("全县古井保护情况的报告 文物所", Shape.OTHER_TITLE),
    ],
)
def test_a_speaker_behind_words_without_punctuation_says_no_title(line: str, kind: Shape | None) -> None:
    found = title_kind(line)
    assert (found is not None) if kind is not None else found is None
