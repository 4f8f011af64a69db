"""Where texts begin and end: compilations in each style of announcement, previews, lists of contents, tails.

Pages are put together from three short speeches; a table row says what stands around them, and the test compares the
bodies that come out. Every unit of a page comes out once, as body or with a label; that is checked for each.
"""

from __future__ import annotations

import pytest

from parsers import parse_page
from parsers.catalogue import all_rules
from parsers.mixed import divided
from parsers.parts.segments import segments
from parsers.units import units_of
from schemas import RawPage, Status

TITLES = ("在全县桥梁安全工作会议上的讲话", "在山区学校合并座谈会上的讲话", "在蔬菜基地揭牌仪式上的致辞")
BODIES = (
    "同志们：\n上个月的大水冲垮了两座石桥，今天我们坐下来，把全县的桥一座一座地过一遍。\n"
    "一、查清底数。大桥小桥都要有人去看，桥墩下面要有人下水去摸。\n"
    "二、备足材料。钢筋水泥先拉到路边，雨一停就能动工。\n"
    "桥稳了，人心就稳了。散会以后请大家马上分头行动，谢谢大家！",
    "各位老师、各位家长：\n合并学校这件事，我们听了三个月的意见，今天当着大家的面把方案说一说。\n"
    "远处的孩子坐校车，路上由两位阿姨照看，车费由镇里出。\n"
    "宿舍的床铺已经换成新的，冬天有热水，周末有老师陪着。\n"
    "大家还有什么话，尽管提出来，我们一条一条地改。谢谢大家！",
    "尊敬的各位来宾：\n蔬菜基地从平整土地到今天揭牌，只用了一百二十天。\n"
    "这里的黄瓜和番茄，早晨摘下来，中午就能摆到城里人的桌上。\n"
    "欢迎更多的朋友来投资，来做客，来尝一尝我们的第一筐菜。祝大家身体健康、万事如意！",
)


def texts(page: str) -> list[str]:
    """Return the bodies of a page's texts, and check that each unit has one place."""
    units = units_of(page)
    found = segments(units)
    places = [index for part in found for index in (*part.body, *part.labels)]
    assert sorted(places) == (list(range(len(units))) if found else [])
    known = {rule.rule_id for rule in all_rules()}
    assert {label.rule for part in found for label in part.labels.values()} <= known
    return ["\n".join(units[index].text for index in part.body) for part in found]


def compiled(*announcements: str) -> str:
    """Return a page of three speeches, each under its announcement."""
    return "\n".join(f"{line}\n{body}" for line, body in zip(announcements, BODIES, strict=True))


STYLES = {
    "di pian": [f"第{number}篇：{title}" for number, title in zip("一二三", TITLES, strict=True)],
    "di pian in digits": [f"第{number}篇 {title}" for number, title in enumerate(TITLES, 1)],
    "pian": [f"篇{number}：{title}" for number, title in enumerate(TITLES, 1)],
    "brackets": [f"【篇{number}】{title}" for number, title in zip("一二三", TITLES, strict=True)],
    "header over title": [f"第{number}篇\n{title}" for number, title in zip("一二三", TITLES, strict=True)],
    "bare numbers over titles": [f"{number}\n{title}" for number, title in enumerate(TITLES, 1)],
    "bare numbers": ["1", "2", "3"],
    "numbered titles": [f"{title}（{number}）" for number, title in zip("一二三", TITLES, strict=True)],
    "title lines": list(TITLES),
    "rows over titles": [f"{row}\n{title}" for row, title in zip(("=" * 20, "-" * 5, "━" * 9), TITLES, strict=True)],
    "rows under titles": [f"{title}\n{'=' * 20}" for title in TITLES],
    "rows": ["=" * 20, "—" * 12, "~" * 6],
    "model text": [f"范文{number}：{title}" for number, title in zip("一二三", TITLES, strict=True)],
    "title, date, speaker": [f"{title}\n（2017年8月{day}日）\n县长 李明川" for day, title in enumerate(TITLES, 4)],
    "title and site line": [f"{title}\n发布时间：2017-08-0{day} 来源：网络" for day, title in enumerate(TITLES, 4)],
    "list's title over own": [
        f"第{number}篇：领导讲话稿\n{title}" for number, title in zip("一二三", TITLES, strict=True)
    ],
}


@pytest.mark.parametrize("announcements", STYLES.values(), ids=STYLES.keys())
def test_a_compilation_is_split(announcements: list[str]) -> None:
    assert texts(compiled(*announcements)) == list(BODIES)


@pytest.mark.parametrize("announcements", STYLES.values(), ids=STYLES.keys())
def test_a_compilation_is_split_below_a_page_title_and_a_blurb(announcements: list[str]) -> None:
    page = f"领导讲话稿三篇\n下面是小编整理的讲话稿，供大家参考。\n{compiled(*announcements)}"
    assert texts(page) == list(BODIES)


def test_a_list_of_contents_is_no_compilation() -> None:
    contents = "\n".join(STYLES["di pian"])
    assert texts(f"讲话稿三篇\n目录\n{contents}\n{compiled(*STYLES['di pian'])}") == list(BODIES)


def test_a_list_of_headings_above_the_text_is_no_text() -> None:
    page = f"{TITLES[0]}\n一、查清底数\n二、备足材料\n{BODIES[0]}"
    assert texts(page) == [BODIES[0]]


ONE = f"{TITLES[0]}\n{BODIES[0]}"
LONG = "\n".join(
    [BODIES[0].split("\n", 1)[0], *("沿河的乡镇要把每座桥的长度宽度和年限都写在册子上，一座也不能漏。",) * 12]
)


@pytest.mark.parametrize(
    "page",
    [
        ONE,
        f"{TITLES[0]}\n{ONE}",
        f"桥梁安全讲话\n{ONE}",
        f"{TITLES[0]}\n（2017年8月4日）\n县长　李明川\n{BODIES[0]}",
        f"{TITLES[0]}\n{BODIES[0].replace(chr(10), '')[:70]}......\n{BODIES[0]}",
        f"{TITLES[0]}\n下面是小编为大家带来的讲话稿，欢迎阅读。\n{BODIES[0]}",
        f"{TITLES[0]}{BODIES[0]}",
        f"{TITLES[0]}（2017年8月4日）{BODIES[0]}",
        f"{TITLES[0]}（2017年8月4日）李明川{BODIES[0]}",
        f"{TITLES[0]}某县县长李明川（2017年8月4日）{BODIES[0]}",
        f"{TITLES[0]}\n县长：李明川{BODIES[0]}",
        f"{TITLES[0]}\n（县长　李明川）{BODIES[0]}",
        f"{TITLES[0]}\n县委副书记 _{BODIES[0]}",
        f"{TITLES[0]}\n某某{BODIES[0]}",
        f"{TITLES[0]}\n（2017年8月4日）{BODIES[0]}",
        f"{TITLES[0]}范本{BODIES[0]}",
        f"{TITLES[0]}\n{TITLES[0]} {BODIES[0].replace(chr(10), ' ')[:75]}\n{TITLES[0]} {BODIES[0]}",
    ],
    ids=[
        "plain",
        "title twice",
        "another title",
        "date and speaker",
        "preview",
        "blurb",
        "glued",
        "glued with date",
        "glued with date and name",
        "glued with speaker and date",
        "speaker glued",
        "speaker in brackets glued",
        "masked speaker glued",
        "masked name glued",
        "date glued",
        "glued with what sites append",
        "preview cut without dots",
    ],
)
def test_a_head_belongs_to_its_text(page: str) -> None:
    assert texts(page) == [BODIES[0]]


NO_SALUTATION = "今天我们坐下来，把全县的桥一座一座地过一遍。" + "桥墩下面要有人下水去摸，石缝里面要有人伸手去探。" * 5


@pytest.mark.parametrize("other", ["", "明天早上五点，修渠的人到村口集合，"])
def test_an_opening_behind_a_label_is_a_preview_where_the_text_opens_so(other: str) -> None:
    page = f"{TITLES[0]}\n推荐阅读：同志们： {other}{NO_SALUTATION[:-20]}\n同志们：\n{NO_SALUTATION}"
    assert (texts(page) == [f"同志们：\n{NO_SALUTATION}"]) is (not other)


@pytest.mark.parametrize(
    "head",
    [
        TITLES[0],
        f"{TITLES[0]}稿",
        f"{TITLES[0]}2",
        f"{TITLES[0]}稿4050字范本",
        f"2017年{TITLES[0]}稿合集2017年{TITLES[0]}",
        f"文稿中心：{TITLES[0]}文稿中心：",
        "桥梁安全动员发言稿",
    ],
    ids=["title", "manuscript", "number", "length", "twice", "site's label on both sides", "manuscript of no meeting"],
)
def test_a_title_that_runs_into_a_text_without_salutation_is_no_text(head: str) -> None:
    assert texts(f"{head}{NO_SALUTATION}") == [NO_SALUTATION]


@pytest.mark.parametrize(
    ("line", "kept"), [("山区桥梁安全动员讲话 ", ""), ("学习县长的桥梁讲话 精神，", "学习县长的桥梁讲话 精神，")]
)
def test_a_name_of_no_meeting_before_white_space_is_no_text(line: str, kept: str) -> None:
    assert texts(f"{line}{NO_SALUTATION}") == [f"{kept}{NO_SALUTATION}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "在上个月的会议上的讲话中我说过，",
        "县长在桥梁会议上的讲话讲得很透，",
        "前天会上的讲话稿印发给了各位，",
        "县长改好的讲话稿今天发给各位，",
    ],
)
def test_a_sentence_about_a_speech_is_text(sentence: str) -> None:
    assert texts(f"{sentence}{NO_SALUTATION}") == [f"{sentence}{NO_SALUTATION}"]


@pytest.mark.parametrize(
    "tail",
    [
        "上一篇：在粮食会议上的讲话\n下一篇：关于清明放假的通知",
        "相关文章：\n在林业会议上的讲话\n在税收会议上的讲话",
        "相关推荐\n在林业会议上的讲话\n同志们：栽树的季节又到了，今天把大家请来，是要把苗木、土地、劳力这三件事情一件一件地落到实处，请大家......",
        "在林业会议上的讲话\n同志们：栽树的季节又到了，今天把大家请来，是要把苗木、土地、劳力这三件事情一件一件地落到实处，请大家......",
        "本文来自网络，版权归原作者所有，如有侵权请联系我们删除。",
        "下载本文\nword格式",
        "4",
        "（2017年8月4日）",
        f"{BODIES[0].replace(chr(10), '')[:70]}......",
    ],
    ids=[
        "neighbours",
        "related",
        "related snippets",
        "bare snippets",
        "disclaimer",
        "download",
        "number",
        "date",
        "again",
    ],
)
def test_a_tail_is_no_text(tail: str) -> None:
    assert texts(f"{ONE}\n{tail}") == [BODIES[0]]


def test_a_speech_that_goes_on_below_a_line_of_the_site_is_whole() -> None:
    lines = LONG.split("\n")
    page = "\n".join([TITLES[0], *lines[:3], "相关文章：", *lines[3:]])
    assert texts(page) == [LONG]


@pytest.mark.parametrize(
    "line",
    ["同志们，", "一要看桥面。", "（一）水下", "三、落实责任", "大家看这里：", "第一", "谢谢大家！", "县长讲得很好。"],
)
def test_a_line_inside_a_speech_does_not_split_it(line: str) -> None:
    lines = BODIES[0].split("\n")
    body = "\n".join([*lines[:3], line, *lines[3:]])
    assert texts(f"{TITLES[0]}\n{body}") == [body]


def test_a_title_that_comes_again_inside_is_taken_out() -> None:
    lines = BODIES[0].split("\n")
    assert texts("\n".join([TITLES[0], *lines[:3], TITLES[0], *lines[3:]])) == [BODIES[0]]


def test_nothing_is_no_text() -> None:
    assert texts("") == []
    assert texts("\n\n　\n") == []


@pytest.mark.parametrize("page", ["首页\n登录", "1\n2\n3", "在全县会议上的讲话"])
def test_a_page_of_lines_has_no_body_to_speak_of(page: str) -> None:
    assert sum(map(len, texts(page))) < 40


LOOSE = "县城关 党政办"


def test_a_line_nobody_knows_between_title_and_salutation_does_not_join_two_speeches() -> None:
    page = compiled(*(f"{title}\n{LOOSE}" for title in TITLES))
    assert texts(page) == list(BODIES)


def test_a_preview_in_each_part_hides_no_part() -> None:
    leads = [f"{title}\n{body.replace(chr(10), '')[:80]}......" for title, body in zip(TITLES, BODIES, strict=True)]
    assert texts(compiled(*leads)) == list(BODIES)


@pytest.mark.xfail(reason="below a tail a titled text of less than 240 characters counts as a related one")
def test_a_short_speech_below_a_tail_is_found() -> None:
    tail = "上一篇：在粮食会议上的讲话\n下一篇：关于清明放假的通知"
    page = "\n".join(f"{title}\n{body}\n{tail}" for title, body in zip(TITLES, BODIES, strict=True))
    assert texts(page) == list(BODIES)


def test_two_lines_nobody_knows_under_a_repeated_title_do_not_join_two_speeches() -> None:
    lines = "字数约2300字 | 格式 word | ID:40172\n投稿人：老陶"
    page = compiled(*(f"{title}\n{title}\n{lines}" for title in TITLES))
    assert texts(page) == list(BODIES)


def test_a_salutation_in_the_frame_with_nothing_but_notices_below_is_no_speech() -> None:
    page = (
        f"<p>{TITLES[0]}</p><div class='nav'><a href='/'>同志们：</a></div><p>本文档付费下载，下载后可任意修改</p>"
        "<p>围绕这项工作，我着重谈四个问题。</p><p>试读已结束，开通会员可继续</p>"
    )
    parsed = parse_page(RawPage("a.html", f"<html><body>{page}</body></html>".encode()))
    assert (parsed.page.status, parsed.speeches) == (Status.REJECTED, ())


def test_an_advertisement_by_the_piece_announces_no_part() -> None:
    page = f"{ONE}\n代写讲话，每篇93元\n• 在全县林业会议上的讲话\n• 领导谈作风：多到村里走一走"
    assert texts(page) == [BODIES[0]]


def test_a_salutation_that_runs_into_the_number_of_its_part_is_text() -> None:
    assert texts("\n".join(f"篇{n}{body}" for n, body in enumerate(BODIES, 1))) == list(BODIES)


def test_a_part_of_another_kind_takes_the_number_that_two_speeches_leave_out() -> None:
    digest = "\n".join(
        ["2、《乡音》杂志第6期目录及摘要", *["卷首：写在麦收时节。作者走访了五个村，记下了农机手的话。"] * 4]
    )
    page = f"1、{TITLES[0]}\n{BODIES[0]}\n{digest}\n3、{TITLES[1]}\n{BODIES[1]}"
    assert [text in BODIES for text in texts(page)] == [True, False, True]


def test_a_plan_under_the_next_bare_number_is_a_part_whatever_the_speech_above_ends_in() -> None:
    plan = "2017年防汛工作计划\n" + "各村在汛前把沙袋备足，把水泵修好，把名单报到镇里。" * 4
    first, second = (body.rsplit("\n", 1)[0] for body in BODIES[:2])
    page = f"1\n{TITLES[0]}\n{first}\n2\n{TITLES[1]}\n{second}\n3\n{plan}"
    assert texts(page)[:2] == [first, second]


REPORT = "一、桥梁底数。全乡有石桥九座，木桥两座。二、修桥情况。修好石桥三座，换木板四十块。"


@pytest.mark.parametrize(("line", "apart"), [("=" * 12, True), ("……", False)])
def test_a_report_below_a_row_is_a_part_whatever_the_speech_above_ends_in(line: str, apart: bool) -> None:
    open_end = f"{BODIES[1].rpartition(chr(10))[0]}\n这件事怎么办，请大家掂量掂量。"
    report = f"某乡2017年桥梁维修工作总结\n{REPORT * 3}"
    found = texts("\n".join((ONE, line, TITLES[1], open_end, line, report, line, TITLES[2], BODIES[2])))
    assert (open_end in found) is apart


@pytest.mark.parametrize("row", ["=====", "-" * 30, "＝" * 8])
def test_a_row_amid_a_speech_goes_and_does_not_split_it(row: str) -> None:
    first, second = BODIES[0].split("\n二、")
    assert texts(f"{TITLES[0]}\n{first}\n{row}\n二、{second}") == [BODIES[0]]


@pytest.mark.parametrize("mask", ["====", "***", "——", "____"])
def test_a_mask_by_itself_is_no_row(mask: str) -> None:
    assert mask in texts(f"{TITLES[0]}\n{LONG}\n{mask}\n{LONG.partition(chr(10))[2]}")[0]


def test_a_line_of_the_site_between_two_items_ends_no_speech() -> None:
    lines = BODIES[0].split("\n")
    page = "\n".join([TITLES[0], *lines[:3], "转载自青藤文库", *lines[3:]])
    assert texts(page) == [BODIES[0]]


@pytest.mark.parametrize("again", [TITLES[0], f"Word版下载：{TITLES[0]}"])
def test_a_title_that_comes_again_after_the_first_lines_does_not_split(again: str) -> None:
    lines = BODIES[0].split("\n")
    assert texts("\n".join([TITLES[0], *lines[:2], again, *lines[2:]])) == [BODIES[0]]


def test_a_list_of_other_articles_is_no_end_of_a_speech() -> None:
    listed = "[文稿] 在全县林业会议上的讲话\n[文稿] 小镇书记（二）\n[文稿] 关于放假的通知\n[文稿] 县长谈作风：沉下去"
    assert texts(f"{ONE}\n本类最新\n{listed}") == [BODIES[0]]


def test_a_chunks_number_in_brackets_goes() -> None:
    first, second, *rest = BODIES[0].split("\n")
    page = "\n".join([TITLES[0], first, second[:20], "（2）", second[20:], *rest])
    assert "".join(texts(page)[0].split()) == "".join(BODIES[0].split())


def test_a_box_in_place_of_paragraphs_is_a_gap_where_the_text_goes_on() -> None:
    lines, box = BODIES[0].split("\n"), "此处内容需要权限查看"
    between = "\n".join([TITLES[0], *lines[:3], box, *lines[3:]])
    (speech,) = parse_page(RawPage("page.txt", between.encode())).speeches
    assert [gap.notice for gap in speech.gaps] == [box]
    assert speech.text[speech.gaps[0].offset :].startswith(lines[3])
    (speech,) = parse_page(RawPage("page.txt", "\n".join([TITLES[0], *lines, box]).encode())).speeches
    assert speech.gaps == ()


def test_a_short_text_between_two_others_is_no_blurb() -> None:
    lines = ["台风明天上午登陆，现在开始转移。", "渔排上的人今晚九点以前全部上岸，一个都不能留。"]
    short = "\n".join([*lines, "老人和孩子先走，腿脚不便的由民兵背下山来。", "各村每两小时报一次，电话不许关机。"])
    page = f"{TITLES[0]}\n{BODIES[0]}\n{TITLES[1]}\n{short}\n{TITLES[2]}\n{BODIES[2]}"
    assert texts(page) == [BODIES[0], short, BODIES[2]]


def test_no_tail_opens_above_the_first_text() -> None:
    assert texts(f"{TITLES[0]}\n相关栏目：讲话致辞 县直 动员大会\n{BODIES[0]}") == [BODIES[0]]


def test_a_button_between_paragraphs_ends_no_short_speech() -> None:
    lines = BODIES[1].split("\n")
    assert texts("\n".join([TITLES[1], *lines[:2], f"下载{TITLES[1]}.doc", *lines[2:]])) == [BODIES[1]]


def test_a_papers_name_behind_the_number_of_its_part_is_no_text() -> None:
    paper = "今年以来，各村把沟渠清了一遍，把水泵修了一遍，把名单核了一遍。" * 4
    assert texts(f"篇一：{TITLES[0]}\n{BODIES[0]}\n篇二：全县防汛工作总结{paper}") == [BODIES[0], paper]


NEWS = "日前，全县清沟会议以视频形式召开，李明川出席并讲话。会议指出，要把沟清到底。会议强调，要把人管到位。" * 3


@pytest.mark.parametrize("headline", ["我县召开清沟动员大会", "全县清沟会议召开"])
def test_a_report_under_its_headline_is_cut_off_from_the_speech_above(headline: str) -> None:
    page = f"讲话稿精选(2篇)\n{ONE}\n{headline}\n{NEWS}"
    units = units_of(page)
    bodies = ["\n".join(units[i].text for i in part.body) for part in divided(units, segments(units))]
    assert bodies == [BODIES[0], NEWS]


def test_speeches_that_nothing_separates_but_a_salutation_are_split_where_the_page_says_there_are_several() -> None:
    assert texts("\n".join(["揭牌仪式讲话稿（精选3篇）", *BODIES])) == list(BODIES)
    greeted = BODIES[0].replace("一、查清底数", "祝大家身体健康！\n同志们：\n一、查清底数")
    assert texts(f"{TITLES[0]}\n{greeted}") == [greeted]


def test_a_part_announced_behind_the_last_sentence_is_a_part() -> None:
    first, second = (body.replace("\n", " ") for body in BODIES[:2])
    for gap in ("", " ", "  "):
        page = f"第一篇：{TITLES[0]} {first}{gap}第二篇：{TITLES[1]} {second}"
        assert ["".join(text.split()) for text in texts(page)] == ["".join(body.split()) for body in BODIES[:2]]


def test_a_salutation_with_spaces_is_one() -> None:
    body = BODIES[2].replace("尊敬的各位来宾：", "各位来宾, 各位朋友, 同志们：").replace("\n", " ")
    assert ["".join(text.split()) for text in texts(f"{TITLES[2]} {body}")] == ["".join(body.split())]


@pytest.mark.parametrize("title", ["县长在 20xx 年全县桥梁安全工作会议上的讲话", "在 ** 镇桥梁安全工作会议上的讲话"])
def test_a_title_with_a_figure_or_a_mask_set_in_spaces_is_one(title: str) -> None:
    body = BODIES[0].replace("\n", " ")
    units = units_of(f"{title} 文章标题:{title} {body}")
    assert [unit.text for unit in units[:2]] == [title, f"文章标题:{title}"]
    assert units[2].salutes


STRIPPED = (
    "借这个机会我代表镇党委政府向守了一夜堤的同志们道一声辛苦",
    "下面我讲三点意见",
    "第一件事是全县的石桥大桥小桥都要有人去看桥墩下面要有人下水去摸一座也不能漏过去不能",
    "第二件事是材料钢筋水泥先拉到路边雨一停就能动工谁也不许等到明年开春再说这件事情要马上办",
)


def test_the_first_lines_of_a_speech_that_lost_its_punctuation_are_text() -> None:
    assert texts("\n".join([TITLES[0], "作者：网友 来源：某某网", "镇人大主席 *", *STRIPPED])) == ["\n".join(STRIPPED)]
    named = ("各位村干部各位组长", *STRIPPED[1:])
    assert texts("\n".join([TITLES[0], "镇人大主席 *", *named])) == ["\n".join(named)]
    assert texts("\n".join([TITLES[0], "好稿三江", *STRIPPED])) == ["\n".join(STRIPPED)]


def test_a_date_that_runs_into_a_text_without_salutation_is_no_text() -> None:
    assert texts(f"{TITLES[0]}\n（二〇一七年八月）{NO_SALUTATION}") == [NO_SALUTATION]


@pytest.mark.parametrize(("name", "kept"), [("储明川", ""), ("这一座", "这一座 ")])
def test_a_name_between_a_date_and_a_text_without_salutation_is_no_text(name: str, kept: str) -> None:
    page = f"{TITLES[0]} （二〇一七年八月九日） {name} {NO_SALUTATION}"
    assert texts(page) == [f"{kept}{NO_SALUTATION}"]
    assert texts(f"{TITLES[0]} （二〇一七年八月九日） 县长 储明川 {BODIES[0]}") == [BODIES[0]]


@pytest.mark.parametrize(("line", "text"), [("尊敬的储书记，", "尊敬的储书记，\n"), ("来源：县报，", "")])
def test_a_salutation_may_go_on_in_the_next_line(line: str, text: str) -> None:
    assert texts(f"{TITLES[0]}\n{line}\n{BODIES[0]}") == [text + BODIES[0]]


@pytest.mark.parametrize("salutation", ["王书记、各位代表：", "钱县长 各位来宾：", "何主任，各位乡亲："])
def test_an_office_that_is_addressed_speaks_not(salutation: str) -> None:
    body = BODIES[0].replace("同志们：", salutation, 1)
    assert texts(f"{TITLES[0]}\n{body}") == [body]


def test_a_speaker_in_brackets_before_a_salutation_is_no_text() -> None:
    assert texts(f"{TITLES[0]}\n（某县县长 李明川）{BODIES[0]}") == [BODIES[0]]
    assert texts(f"{TITLES[0]}\n（县委副书记储明川）{BODIES[0]}") == [BODIES[0]]


def test_a_speaker_in_brackets_between_a_note_and_a_salutation_is_no_text() -> None:
    note = "【摘要】本文就有关工作谈了几点意见，结构清晰，有一定参考价值。"
    assert texts(f"{TITLES[0]}\n{note} （县委副书记 储明川） {BODIES[0]}") == [BODIES[0]]


def test_a_speaker_who_counts_the_points_to_come_names_no_paper() -> None:
    body = f"同志们\n桥的事情要一座一座地过\n下面我讲三点意见\n{NO_SALUTATION}"
    assert texts(f"讲话稿精选(3篇)\n{TITLES[1]}\n{BODIES[1]}\n{TITLES[0]}\n{body}") == [BODIES[1], body]


def test_a_title_below_a_text_that_stops_in_mid_sentence_opens_another_where_there_are_several() -> None:
    first = BODIES[0][:-18]
    assert texts(f"讲话稿精选(2篇)\n{TITLES[0]}\n{first}\n{TITLES[1]}\n{NO_SALUTATION}") == [first, NO_SALUTATION]


def test_a_date_line_below_a_line_of_the_site_ends_the_head() -> None:
    page = f"{TITLES[0]}\n欢迎各位读者前来翻看今天的文稿。\n（2017年8月4日）\n{NO_SALUTATION}"
    assert texts(page) == [NO_SALUTATION]


def test_a_last_paragraph_cut_in_mid_sentence_is_no_list() -> None:
    lines = BODIES[0].split("\n")
    page = "\n".join([TITLES[0], *lines[:3], TITLES[0], "二、备足材料。钢筋水泥先拉到路边"])
    assert texts(page) == ["\n".join([*lines[:3], "二、备足材料。钢筋水泥先拉到路边"])]


@pytest.mark.parametrize("label", ["核心提示：", "内容导读：", "[本文看点]"])
def test_a_preview_under_its_label_that_runs_paragraphs_together_is_no_text(label: str) -> None:
    preview = label + "".join(BODIES[0].split("\n")[:4])
    assert texts(f"{TITLES[0]}\n{preview}\n（2017年8月4日）\n{BODIES[0]}") == [BODIES[0]]


def test_two_speeches_that_open_alike_are_two() -> None:
    alike = BODIES[0].replace("一、查清底数", "一、修好路面")
    assert texts(f"篇一：{TITLES[0]}\n{BODIES[0]}\n篇二：{TITLES[1]}\n{alike}") == [BODIES[0], alike]


@pytest.mark.parametrize("label", ["[下载此文]", "【原文】"])
def test_the_pages_title_with_a_button_before_it_does_not_split_the_last_of_several(label: str) -> None:
    lines = BODIES[1].split("\n")
    inside = "\n".join([*lines[:3], label + TITLES[0], *lines[3:]])
    assert texts(f"{TITLES[0]}\n{BODIES[0]}\n{TITLES[1]}\n{inside}") == [BODIES[0], BODIES[1]]


def test_a_title_in_dashes_that_runs_into_a_salutation_is_no_text() -> None:
    assert texts(f"——{TITLES[0]}——{BODIES[0]}\n——{TITLES[2]}——{BODIES[2]}") == [BODIES[0], BODIES[2]]


def test_a_title_behind_the_number_of_its_part_that_runs_into_a_short_paragraph_is_no_text() -> None:
    page = f"篇一：{TITLES[0]}\n{BODIES[0]}\n篇二：{TITLES[1]}{NO_SALUTATION}"
    assert texts(page) == [BODIES[0], NO_SALUTATION]


def test_a_short_rest_that_closes_the_speech_goes_on_below_a_line_of_the_site() -> None:
    first, *rest = BODIES[0].split("\n")
    rest = [
        "上个月的大水冲垮了两座石桥，先说看桥的事。",
        "大桥小桥都要有人去看，桥墩下面要有人下水去",
        "摸，摸到什么都记在本子上，报到交通局来。",
        rest[-1],
    ]
    page = "\n".join(
        [TITLES[0], first, rest[0], "本文档付费下载，下载后可任意修改", *rest[1:], "相关文章：", TITLES[2]]
    )
    assert texts(page) == ["\n".join([first, *rest])]


@pytest.mark.parametrize(
    "end",
    [
        f"{TITLES[1]}：各位老师、各位家长：合并学校这件事，我们听了......",
        "蔬菜基地从平整土地到今天揭牌，只用了一百二十天，这里的……（展开全部）",
    ],
)
def test_the_opening_of_another_article_is_no_end_of_a_speech(end: str) -> None:
    body = "\n".join(BODIES[0].split("\n")[:-1])
    assert texts(f"{TITLES[0]}\n{body}\n{end}") == [body]


def test_a_last_paragraph_cut_off_below_congratulations_is_text() -> None:
    first = "同志们：\n石桥今天通车，首先向先进集体表示衷心的感谢，向受到表彰的同志们表示热烈的祝贺，祝贺大家立功。"
    last = "三年来，我们先后修了六座石桥，架了两座浮桥，补了四十多处护堤，沿河的十一个村全都通了车，桥墩下面......"
    page = f"{TITLES[0]}\n{first}\n{last}\n预览结束，免费获取全文请扫码联系客服！"
    assert texts(page) == [f"{first}\n{last}"]


def test_a_title_whose_last_word_stands_in_the_next_line_is_one() -> None:
    page = f"在 XX 镇桥梁安全工作会议上的\n讲话\n{BODIES[0]}"
    assert texts(page) == [BODIES[0]]
    (speech,) = parse_page(RawPage("page.txt", page.encode())).speeches
    assert speech.title == "在XX镇桥梁安全工作会议上的讲话"


def test_a_last_paragraph_cut_off_by_dots_is_text() -> None:
    body = "\n".join(
        [
            *BODIES[0].split("\n")[:-1],
            "三、守住桥头：每座桥白天黑夜都要有人，水一涨就拦车，桥面上的石头随时清走，各乡……",
        ]
    )
    assert texts(f"{TITLES[0]}\n{body}") == [body]


def test_articles_whose_openings_run_together_in_one_line_are_no_texts() -> None:
    listed = "".join(
        f"{title}范文：{title} {body.replace(chr(10), ' ')[:70]}......"
        for title, body in zip(TITLES, BODIES, strict=True)
    )
    assert texts(f"{TITLES[0]}\n{BODIES[0]}\n猜你喜欢\n{listed}")[1:] == []
    quoted = f"三、{'想一想那天夜里' * 20}……在座谈会上讲话的那位老支书……今天也来了。"
    assert texts(f"{ONE}\n{quoted}") == [f"{BODIES[0]}\n{quoted}"]


def test_a_unit_knows_whether_its_words_come_again_below() -> None:
    units = units_of("第一篇：清沟\n今天开会。\n第一篇：清沟\n今天散会。")
    assert [unit.recurs for unit in units] == [True, False, False, False]


def test_a_line_of_the_site_that_names_a_collection_names_no_report() -> None:
    lines = BODIES[0].split("\n")
    page = "\n".join(["讲话稿精选(2篇)", TITLES[0], *lines[:3], "讲话稿范文汇总", *lines[3:], "全县清沟会议召开", NEWS])
    units = units_of(page)
    bodies = ["\n".join(units[i].text for i in part.body) for part in divided(units, segments(units))]
    assert bodies == [BODIES[0], NEWS]


def test_in_a_speech_without_punctuation_no_line_of_it_is_the_name_of_the_report_below() -> None:
    lines = [
        "今天我们把全县的桥一座一座地过一遍大桥小桥都要有人去看桥墩下面要有人下水去摸",
        "摸到什么都记在本子上报到交通局来路上的人要绕行车要慢走桥上不许停车卸货",
        "钢筋水泥先拉到路边雨一停就能动工账目一笔一笔贴在墙上谁都可以来看来问",
    ]
    page = "\n".join(
        ["讲话稿精选(2篇)", TITLES[0], "同志们", *lines * 3, "县委书记在全县清沟会议上强调：把沟清到底", NEWS]
    )
    units = units_of(page)
    bodies = ["\n".join(units[i].text for i in part.body) for part in divided(units, segments(units))]
    assert bodies == ["\n".join(["同志们", *lines * 3]), NEWS]


@pytest.mark.parametrize("units", ["各乡镇、各指挥部成员单位：", "各村、各部门："])
def test_a_line_that_addresses_units_is_text(units: str) -> None:
    assert texts(f"——{TITLES[0]}——{units}\n{NO_SALUTATION}") == [f"{units}\n{NO_SALUTATION}"]
    assert texts(f"{TITLES[0]}\n{units}\n{NO_SALUTATION}") == [f"{units}\n{NO_SALUTATION}"]


def test_units_addressed_on_a_page_without_punctuation_are_text() -> None:
    page = f"{TITLES[0]}\n各乡镇各指挥部成员单位\n{NO_SALUTATION}"
    assert texts(page) == [f"各乡镇各指挥部成员单位\n{NO_SALUTATION}"]
    assert texts(f"{TITLES[0]}\n各项安排\n{NO_SALUTATION}") == [NO_SALUTATION]


def test_a_line_that_names_what_is_to_be_done_addresses_no_units() -> None:
    assert texts(f"{TITLES[0]}\n各项安排：\n{NO_SALUTATION}") == [NO_SALUTATION]


def test_a_count_of_comments_over_a_list_is_no_part() -> None:
    head = "本文地址：\n网友评论（8）\n网友评论（7）\n机关材料相关文章："
    listed = f"{head}\n{TITLES[1]}\n{TITLES[2]}\n下乡面试题目：请你代写一篇讲话，你怎么写才好"
    assert texts(f"{ONE}\n{listed}") == [BODIES[0]]


def test_titles_with_cut_off_openings_open_the_tail() -> None:
    listed = "\n".join(
        f"{title}\n{body.replace(chr(10), ' ')[:70]}......" for title, body in zip(TITLES, BODIES, strict=True)
    )
    assert texts(f"{ONE}\n{listed}\n门关上了，李明川清了清嗓子，把稿子推到一边。") == [BODIES[0]]


@pytest.mark.parametrize(
    ("cut", "found"), [("......", [BODIES[0]]), ("。", None)], ids=["openings of other articles", "short speeches"]
)
def test_short_texts_that_dots_cut_off_are_a_list(cut: str, found: list[str] | None) -> None:
    shorts = [f"{body[:60].rstrip('，。')}{cut}" for body in BODIES[1:]]
    page = "\n".join([ONE, *(f"{title}\n{text}" for title, text in zip(TITLES[1:], shorts, strict=True))])
    parsed = parse_page(RawPage("a.txt", page.encode()))
    assert [speech.text for speech in parsed.speeches] == (found or [BODIES[0], *shorts])


def test_the_title_in_a_blurb_and_in_a_files_name_makes_no_list_of_a_short_speech() -> None:
    blurb = (
        f"下面是某某网为大家分享的《{TITLES[0]}》，供参考。\n摘要：{TITLES[0]} 同志们：大桥小桥都要有人去看，桥墩......"
    )
    page = f"{TITLES[0]}\n{blurb}\n《{TITLES[0]}》.doc\n全文《{TITLES[0]}》\n{TITLES[0]}\n（2017年8月4日）\n{BODIES[0]}"
    assert [speech.text for speech in parse_page(RawPage("a.txt", page.encode())).speeches] == [BODIES[0]]


def test_a_list_of_titles_over_an_opening_is_a_list() -> None:
    page = "\n".join([*TITLES, "在全县清沟会议上的讲话", BODIES[0][:90]])
    assert parse_page(RawPage("a.txt", page.encode())).page.status is Status.REJECTED


def test_a_last_sentence_that_closes_the_speech_below_a_line_of_the_site_is_text() -> None:
    *rest, _ = BODIES[0].split("\n")
    body = "\n".join([*rest, "我就讲这些，请大家回去以后抓好落实。"])
    page = body.replace("\n我就讲", "\n本文档付费下载，下载后可任意修改\n我就讲")
    assert texts(f"篇一：{TITLES[0]}\n{page}\n篇二：{TITLES[2]}\n{BODIES[2]}") == [body, BODIES[2]]


def test_a_speech_goes_on_with_its_next_item_below_a_line_of_the_site_and_a_wish() -> None:
    items = "\n".join(
        f"{number}、把路修好。沟要清，桥要看，账要一笔一笔地贴在村口的墙上，让大家来看来问。"
        for number in "二三四五六七八九"
    )
    body = f"同志们：\n一、先说看桥，靠大家的努力。\n水下的桩要有人去摸，摸到什么都记在本子上。\n{items}"
    page = body.replace("\n水下", "\n转载自青藤文库\n水下")
    assert texts(f"{TITLES[0]}\n{page}") == [body]


def test_a_numbered_title_that_runs_into_a_short_paragraph_is_no_text() -> None:
    text = (
        "这次会议时间不长，内容很实。先说桥，再说路，最后说钱。大桥小桥都要有人去看，桥墩下面都要有人下水去摸，摸到什么记什么。\n"
        + NO_SALUTATION
    )
    page = f"1.{TITLES[0]}\n{BODIES[0]}\n2.{TITLES[1]}{text}\n3.{TITLES[2]}\n{BODIES[2]}"
    assert texts(page) == [BODIES[0], text, BODIES[2]]
    said = "2.要把在全县桥梁安全工作会议上的讲话精神传到每一个人，大桥小桥都要有人去看，桥墩下面都要有人下水去摸一遍。"
    assert texts(f"{ONE}\n{said}") == [f"{BODIES[0]}\n{said}"]


@pytest.mark.parametrize("words", ["同 志 们：", "同　志　们:", "各 位 代 表：", "同 志们："])
def test_a_salutation_set_in_single_characters_is_one(words: str) -> None:
    body = BODIES[0].replace("同志们：", words)
    assert texts(f"{TITLES[0]}\n{body}") == [body]


@pytest.mark.parametrize("heading", ["目  录", "目　　　录", "目录"])
def test_a_table_with_dots_and_pages_is_no_text_and_names_no_part(heading: str) -> None:
    numbered = [f"({number}){title}" for number, title in zip("一二三", TITLES, strict=True)]
    table = "\n".join(f"{line}......{page}" for page, line in zip((1, 7, 12), numbered, strict=True))
    page = f"县里讲话选(2011)\n{heading}\n{table}\n编者按：本辑收录讲话三篇。\n{compiled(*numbered)}"
    assert texts(page) == list(BODIES)
    speeches = parse_page(RawPage("选.txt", page.encode())).speeches
    assert [speech.title for speech in speeches] == list(TITLES)


@pytest.mark.parametrize("mark", ["PAGE \\* MERGEFORMAT 3", "〔3〕"])
def test_a_field_code_or_a_number_in_brackets_of_any_form_goes(mark: str) -> None:
    first, second = BODIES[0].split("\n二、")
    assert texts(f"{TITLES[0]}\n{first}\n{mark}\n二、{second}") == [BODIES[0]]
