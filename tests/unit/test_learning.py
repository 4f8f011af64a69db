"""What pages of one site teach: furniture and watermarks are learned, speeches and what is said in many are not."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from parsers import parse_page
from parsers.learning import NOTHING, SiteKnowledge, Survey, learned, site_of, surveyed
from parsers.learning.learn import SAMPLE
from parsers.learning.survey import LONGEST, MOST_LINES, key_of, survey_lines
from schemas import RawPage

PLACES = ("石桥", "柳林", "白沙", "青溪", "黄坡", "红岭", "大湾", "小店", "高庙", "双河", "三岔", "长坪")
DUTIES = (
    "修水渠",
    "种油茶",
    "办夜校",
    "通公路",
    "护山林",
    "改厕所",
    "收秋粮",
    "清河道",
    "建粮仓",
    "防山火",
    "养蚕桑",
    "挖鱼塘",
)


def speech(number: int) -> list[str]:
    """Return a speech unlike the others; salutation and thanks are those of all."""
    place, duty = PLACES[number % 12], DUTIES[number * 5 % 12]
    return [
        "同志们：",
        f"今天在{place}开会，只讲{duty}这一件事，讲完就散，大家回去就动手，不要等下一次会。",
        "一、提高认识，加强领导",
        f"{place}的底子大家清楚，三年前{duty}还没有人肯干，现在家家都肯，这个变化来之不易，要珍惜。",
        "二、明确责任，抓好落实",
        f"到年底{duty}要见到结果，{place}的干部每人包一个组，包到谁头上谁就负责到底，不许推给别人。",
        "谢谢大家！",
    ]


def page(*lines: str) -> Survey:
    """Return the survey of a page of lines."""
    text = "\n".join(lines)
    return Survey(text, survey_lines(text))


def known_keys(known: SiteKnowledge) -> set[str]:
    return {key for key, _ in (*known.edges, *known.inside)}


HEAD, TAIL = "枕石听泉，与文为友", "每日清晨换一批新稿，常来坐坐。"


def site(count: int, *, inner: str = "") -> list[Survey]:
    pages = []
    for number in range(count):
        lines = speech(number)
        if inner:
            lines.insert(2 + number % 4, inner)
        pages.append(page(HEAD, *lines, TAIL, f"今天第{number}位来客"))
    return pages


def test_lines_around_the_text_are_learned_whatever_number_is_in_them() -> None:
    known = learned("x", site(6))
    assert dict(known.edges) == {key_of(HEAD): 6, key_of(TAIL): 6, "今天第0位来客": 6}
    assert known.inside == ()


def test_a_line_between_ever_different_paragraphs_is_learned() -> None:
    inner = "檐下风铃，声声入耳"
    assert dict(learned("x", site(8, inner=inner)).inside) == {key_of(inner): 8}


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_texts_teach_nothing(count: int) -> None:
    assert learned("x", site(count)) == NOTHING


def test_what_is_said_in_every_speech_is_not_furniture() -> None:
    said = {key_of(line) for number in range(12) for line in speech(number)}
    assert not said & known_keys(learned("x", [page(*speech(number)) for number in range(12)]))
    assert not said & known_keys(learned("x", site(12)))


@pytest.mark.parametrize(
    "line",
    [
        "下面，我讲三点意见。",
        "要把责任压到每一个人，把时间排到每一天。",
        "形势喜人，形势逼人，形势不等人。全县上下不能松劲。",
        "一要认识到位，二要措施到位，三要督查到位",
        "（一）统一思想",
        "最后，祝各位身体健康，万事如意！",
        "让我们携起手来，为建设美好家园而奋斗！",
        "在全县三级干部会议上的讲话",
        "（2021年3月5日）",
        "县委书记 王某",
    ],
)
def test_a_phrase_of_every_speech_of_a_site_is_not_furniture(line: str) -> None:
    """Not even where all have it, amid the text or at its ends."""
    pages = [page(*(lines := speech(number))[: 1 + number % 5], line, *lines[1 + number % 5 :]) for number in range(12)]
    ends = [page(line, *speech(number), line) for number in range(12)]
    assert key_of(line) not in known_keys(learned("x", pages)) | known_keys(learned("x", ends))


@pytest.mark.parametrize("spaced", ["同 志 们：", "同 志们:", "谢 谢 大 家！", "一、 提高 认识，加强 领导"])
def test_what_one_page_sets_in_spaces_is_said_on_the_others(spaced: str) -> None:
    pages = [speech(number) for number in range(12)]
    plain = spaced.replace(" ", "")
    pages[3] = [spaced if line == plain else line for line in pages[3]]
    if plain not in pages[3]:
        pages = [[plain, *lines[1:]] for lines in pages]
        pages[3][0] = spaced
    assert key_of(plain) not in known_keys(learned("x", [page(*lines) for lines in pages]))


@pytest.mark.parametrize(
    "copies",
    [
        [speech(0)] * 5,
        [[f"第{n}次转载", *speech(0), "完"] for n in range(5)],
        [[*speech(0), *speech(n)] for n in range(1, 6)],
        [[*speech(n), *speech(0)] for n in range(1, 6)],
        [[*speech(n), *speech(0), *speech(n + 5)] for n in range(1, 6)],
    ],
    ids=["alone", "under other heads", "first of two", "second of two", "amid others"],
)
def test_a_speech_on_several_pages_is_not_furniture(copies: Sequence[list[str]]) -> None:
    pages = [page(f"〈{number}〉", *lines) for number, lines in enumerate(copies)]
    others = [page(*speech(number)) for number in range(6, 9)]
    said = {key_of(line) for line in speech(0)}
    assert not said & known_keys(learned("x", pages))
    assert not said & known_keys(learned("x", [*pages, *others]))


MARK = "半窗竹影斋"


def marked(number: int, mark: str = MARK) -> list[str]:
    """Return a speech with the mark put into a word of each of its long sentences."""
    words = ("大家", "清楚", "负责", "干部", "今天", "结果", "开会", "变化")
    lines = []
    for at, line in enumerate(speech(number)):
        word = next((w for w in (*words[(number + at) % 8 :], *words) if len(line) > 20 and w in line), "")
        lines.append(line.replace(word, word[0] + mark + word[1:], 1) if word else line)
    return lines


def test_a_string_that_breaks_words_in_many_texts_is_a_mark() -> None:
    known = learned("x", [page(*marked(number)) for number in range(8)])
    assert [mark for mark, _ in known.marks] == [MARK]


@pytest.mark.parametrize("phrase", ["中国特色社会主义", "县委县政府", "招商引资"])
def test_a_phrase_of_many_speeches_is_no_mark(phrase: str) -> None:
    rng = Random(1)  # noqa: S311 (no secret is drawn)
    verbs = ("抓", "办", "靠", "看", "讲", "随")
    ends = ("的道路", "工作", "，大家", "取得成绩", "不动摇", "。今年")
    pages = []
    for number in range(10):
        lines = [f"{PLACES[number]}要{rng.choice(verbs)}{phrase}{rng.choice(ends)}，这是前提。" for _ in range(6)]
        pages.append(page(*speech(number), *lines))
    assert learned("x", pages).marks == ()


def test_neither_order_nor_repetition_makes_a_difference() -> None:
    pages = [*site(9, inner="檐下风铃，声声入耳"), *(page(*marked(number)) for number in range(9))]
    known = learned("x", pages)
    for seed in range(5):
        shuffled = [*pages, *pages[:3]]
        Random(seed).shuffle(shuffled)  # noqa: S311 (as above)
        assert learned("x", shuffled) == known


def test_a_site_is_learned_from_a_sample_that_seldom_changes() -> None:
    pages = [page(HEAD, *speech(number), f"第{number}页", TAIL) for number in range(SAMPLE * 3)]
    known = learned("x", pages)
    assert known.n_texts <= SAMPLE
    last = max(pages, key=lambda each: each.page)
    assert learned("x", [each for each in pages if each != last]) == known


def test_the_digest_is_of_what_changes_pages() -> None:
    few, many = learned("x", site(6)), learned("x", site(9))
    assert few != many
    assert few.digest == many.digest != ""
    assert learned("x", site(6, inner="檐下风铃，声声入耳")).digest != few.digest
    assert NOTHING.digest == ""


def test_it_can_be_written_down() -> None:
    known = learned("某站", [*site(6, inner="檐下风铃，声声入耳"), *(page(*marked(number)) for number in range(6))])
    assert SiteKnowledge.from_json(known.to_json()) == known
    assert SiteKnowledge.from_json(known.to_json()).digest == known.digest


KNOWN = SiteKnowledge(
    "x", 9, edges=((key_of(HEAD), 9), (key_of(TAIL), 9)), inside=(("檐下风铃，声声入耳", 9),), marks=((MARK, 9),)
)


def cleaned(*lines: str) -> str:
    text = "\n".join(lines)
    for cut in sorted(KNOWN.cuts(text), reverse=True):
        text = text[: cut.start] + text[cut.end :]
    return text


def test_what_is_known_is_cut_where_it_may_stand() -> None:
    own = speech(3)
    assert cleaned(HEAD, *own, TAIL).strip() == "\n".join(own)
    assert cleaned(*own[:2], "檐下风铃，声声入耳", *own[2:]) == "\n".join(own)
    assert cleaned(*marked(3)) == "\n".join(own)


def test_a_line_of_the_edges_stays_amid_the_text() -> None:
    lines = [*speech(3)[:2], TAIL, *speech(3)[2:]]
    assert cleaned(*lines) == "\n".join(lines)


@pytest.mark.parametrize("line", [MARK, f"{MARK}是这间屋子的名字，大家都这么叫。", f"大家都叫它{MARK}"])
def test_a_mark_that_is_not_amid_a_sentence_stays(line: str) -> None:
    assert cleaned(*speech(1), line) == "\n".join([*speech(1), line])


def test_a_page_without_prose_of_its_own_is_left_alone() -> None:
    assert cleaned(HEAD, TAIL, "檐下风铃，声声入耳") == "\n".join([HEAD, TAIL, "檐下风铃，声声入耳"])


def test_what_was_learned_is_in_the_ledger_and_the_speech_is_clean() -> None:
    title = "在全县工作会议上的讲话"
    body = "\n".join([HEAD, title, *marked(3), TAIL]).encode()
    known = learned("x", [*site(9), *(page(*marked(number)) for number in range(9))])
    alone, together = parse_page(RawPage("a.txt", body)), parse_page(RawPage("a.txt", body), known)
    assert MARK in alone.speeches[0].text
    assert together.speeches[0].text == "\n".join(speech(3))
    rules = {edit.rule_id: edit.text for edit in together.edits}
    assert rules["site.recurring_mark"] == MARK
    assert TAIL in rules["site.recurring_line"]


@pytest.mark.parametrize(
    ("body", "known", "name"),
    [
        (b"", {"site": "www.qingyan.example"}, "qingyan.example"),
        (b"", {"url": "https://m.qingyan.example/a/1.html"}, "qingyan.example"),
        (b'<link rel="canonical" href="http://doc.heshan.example/1">', {}, "doc.heshan.example"),
        (b"<META content='http://WWW.heshan.example/1' property=og:url>", {}, "heshan.example"),
        (b'<link rel="stylesheet" href="http://cdn.example/x.css">', {}, "folder crawl"),
        (b'<link rel="canonical" href="/1.html">', {}, "folder crawl"),
        (b"", {"url": "http://[broken"}, "folder crawl"),
        (b"x" * 70_000 + b'<link rel="canonical" href="http://far.example/1">', {}, "folder crawl"),
    ],
)
def test_what_site_a_page_is_of(body: bytes, known: dict[str, str], name: str) -> None:
    assert site_of(body, "crawl/2021/1.html", **known) == name


def test_a_page_that_tells_nothing_is_of_no_site() -> None:
    assert site_of(b"text", "1.html") == ""


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_what_is_no_text_has_no_survey(body: bytes) -> None:
    assert surveyed(RawPage("x", body)) is None


def test_a_survey_is_bounded() -> None:
    survey = surveyed(RawPage("x.txt", "\n".join(f"第{n}行" for n in range(9_000)).encode()))
    assert survey is not None
    assert len(survey.lines) == MOST_LINES
    assert key_of("长" * (LONGEST + 1)) == key_of("——") == key_of("12") == ""
