"""Compilations that hold texts of other kinds: the speeches come out whole, and nothing else does.

Pages are put together from three speeches and, between or below them, an essay, a report, a notice, a note or the like,
announced in the manner of the page. The test reads the whole page, since what a text is decides where another ends.
"""

from __future__ import annotations

import pytest

from parsers import parse_page
from parsers.glued import Names, glued_edges
from schemas import RawPage

# fmt: off
TITLES = ("在全县水渠清淤现场会上的讲话", "镇长在全镇柿子节开幕式上的致辞", "在全县校车安全工作会议上的讲话")
SPEECHES = (
    "同志们：\n今天我们站在渠埂上开这个会，是想请大家看一看这条渠淤成了什么样子。\n下面，我讲三点意见。\n"
    "一要分段包干。八个村各领一段，插上牌子，写上名字。\n二要赶在上冻之前。再晚十天，铁锹就挖不动了。\n"
    "三要管住今后。渠边不许再倒秸秆，谁倒的谁捞。\n水来了，地才有救。请大家抓紧行动，谢谢大家！",
    "尊敬的各位来宾、乡亲们：\n柿子红了，客人来了，我代表镇党委、镇政府欢迎大家！\n"
    "我们镇的柿子树有三百年的，也有去年才栽的，摘下来都一样甜。\n"
    "今天请各位敞开了吃，吃好了帮我们说一声好。祝大家事事如意、身体健康！",
    "同志们：\n刚才，交警队通报了上个月的检查情况，我听了以后坐不住。\n我再强调两点。\n"
    "第一，超员的车一辆也不许上路，校长要站在车门口数人头。\n第二，司机的身体每个季度查一次，查不过的换人。\n"
    "孩子们平平安安，我们才睡得着觉。散会以后请各校马上落实，谢谢大家。",
)
OTHERS = {
    "essay": ("一杯水的学问",
        "去年秋天到山里采访，老乡端来一杯水，说这是从三里外挑来的，先敬客人。\n"
        "那天台上的人讲了两个钟头，台下有人数房梁，有人打瞌睡，水却一口没有人喝。\n"
        "讲话长短，看的不是稿子厚薄，而是心里装没装着听的人。一杯水端得平，比十句话说得圆更要紧。\n"
        "文风是作风的镜子。镜子擦亮了，人才看得清自己。"),
    "news": ("全县水利工作会召开",
        "本报讯（记者 田禾）11月6日，全县水利工作会召开。县委书记罗一川出席会议并讲话，县长主持会议。\n"
        "会议指出，今年雨水偏少，人畜饮水形势不容乐观，各级各部门要早作准备。\n"
        "罗一川强调，要把每一口井都登记造册，每一处漏点都要有人去堵。\n"
        "会上，三个乡镇作了交流发言。会前，与会人员参观了新修的泵站。"),
    "notice": ("关于做好冬季烤火安全的通知",
        "各村、各单位：\n入冬以来气温下降较快，为防止煤气中毒，现就有关事项通知如下。\n"
        "一、逐户检查烟道。凡是堵塞的，限三日内疏通，由村干部签字。\n"
        "二、发放报警器。独居老人每户一只，由民政所统一采购。\n"
        "三、加强值班。值班电话不得无人接听，有情况及时上报。\n特此通知。"),
    "study note": ("听了一堂好课",
        "近日，我参加了镇里组织的学习，认真听了书记的讲话，心里久久不能平静。\n"
        "通过这次学习，我深刻认识到，自己离群众还不够近，办事还不够细。\n"
        "作为一名基层干部，我要把学到的东西用到工作中去，多跑一步路，多问一句话。\n"
        "今后我将以更加饱满的热情投入工作，不辜负组织的培养。"),
    "summary": ("2015年林业工作总结",
        "一年来，我站在上级的领导下，较好地完成了各项任务。现将全年工作总结如下：\n"
        "一、主要工作\n全年共组织巡山三百二十次，共发放防火材料六千份，处理隐患四十一处。\n"
        "二、存在的问题\n一是人手不足，二是设备陈旧，三是经费紧张。\n"
        "三、下一步打算\n我站将继续加大巡查力度，完善各项制度，力争来年再上新台阶。"),
    "digest": ("本月报刊摘编",
        "【早报】某村把会议室改成了暖房，老人们白天都在那里下棋。\n"
        "【乡村周刊】记者走访三个县后发现，修农机的师傅比开农机的还难找。\n"
        "【论坛】有学者建议，村里的牌子少挂几块，村民的事多办几件。"),
}
# fmt: on

PAGE_TITLE = f"{TITLES[0]}（精选4篇）"
STYLES = {
    "di pian": lambda number, title: f"第{'零一二三四'[number]}篇：{title}",
    "brackets": lambda number, title: f"【篇{number}】{title}",
    "header over title": lambda number, title: f"篇{number}\n{title}",
    "bare number over title": lambda number, title: f"{number}\n{title}",
    "numbered": lambda number, title: f"{number}、{title}",
    "number behind": lambda number, title: f"{title}（{'零一二三四'[number]}）",
    "title": lambda _, title: title,
    "quoted": lambda number, title: f"{number}、《{title}》",
    "bracketed number over title": lambda number, title: f"（{'零一二三四'[number]}）\n{title}",
    "number and white space": lambda number, title: f"0{number} {title}",
    "circled": lambda number, title: f"{'⓪①②③④'[number]}{title}",
    "counted by a word": lambda number, title: f"材料{'零一二三四'[number]}：{title}",
    "counted by a word over title": lambda number, title: f"文稿{number}：\n{title}",
    "part": lambda number, title: f"Part {number} {title}",
    "division": lambda number, title: f"第{'零一二三四'[number]}部分 {title}",
    "heading in mark-up": lambda number, title: f"## {number}. {title}",
    "below a line": lambda _, title: f"==========\n{title}",
    "behind a sign": lambda _, title: f"◆ {title}",
    "book of models": lambda number, title: f"【范例{'零一二三四'[number]}】\n【单位】水务部门\n【题目】{title}",
}
ORDERS = {"between": (0, 1, None, 2), "last": (0, 1, 2, None)}


def texts(page: str, name: str = "page.txt") -> list[str]:
    """Return the texts of the speeches of a page."""
    return [speech.text for speech in parse_page(RawPage(name, page.encode())).speeches]


def compilation(style: str, order: str, kind: str) -> str:
    """Return a page of three speeches and one text of another kind, each under its announcement."""
    parts = [OTHERS[kind] if place is None else (TITLES[place], SPEECHES[place]) for place in ORDERS[order]]
    announced = (f"{STYLES[style](number, title)}\n{body}" for number, (title, body) in enumerate(parts, 1))
    return "\n".join([PAGE_TITLE, *announced])


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("style", STYLES)
def test_a_text_of_another_kind_is_no_speech_of_its_compilation(style: str, order: str, kind: str) -> None:
    assert texts(compilation(style, order, kind)) == list(SPEECHES)


@pytest.mark.parametrize(
    "amid",
    [
        "◆ 分段包干\n八个村各领一段，插上牌子，写上名字。\n◆ 赶在上冻之前\n再晚十天，铁锹就挖不动了。",
        "==========\n分段包干\n八个村各领一段，插上牌子。\n==========\n赶在上冻之前\n再晚十天，铁锹就挖不动了。",
        "任务一：分段包干\n八个村各领一段，插上牌子，写上名字。\n任务二：赶在上冻之前\n再晚十天，铁锹就挖不动了。",
        "（一）\n八个村各领一段，插上牌子，写上名字。\n（二）\n再晚十天，铁锹就挖不动了，这个账要算清。",
    ],
    ids=["signs", "lines", "words", "numbers alone"],
)
def test_what_divides_a_speech_begins_no_part(amid: str) -> None:
    opening, close = SPEECHES[0].split("一要")[0].strip(), "水来了，地才有救。请大家抓紧行动，谢谢大家！"
    (text,) = texts(f"{TITLES[0]}\n{opening}\n{amid}\n{close}")
    assert text.startswith(opening)
    assert text.endswith(close)
    assert "再晚十天，铁锹就挖不动了" in text


def test_names_behind_a_sign_in_a_row_are_a_list() -> None:
    links = "\n".join(f"◆ {title}" for title in TITLES)
    assert texts(f"{TITLES[0]}\n{SPEECHES[0]}\n{links}\n版权归原作者所有，如有疑问请与本站联系处理。") == [SPEECHES[0]]


@pytest.mark.parametrize("style", ["quoted", "circled", "counted by a word", "numbered", "number and white space"])
@pytest.mark.parametrize("cut_off", [True, False])
def test_names_below_a_speech_are_a_list_however_they_are_counted(style: str, *, cut_off: bool) -> None:
    names = [*TITLES[1:], "新镇长见面讲话"]
    openings = [f"\n{text.replace(chr(10), '')[:60]}......" if cut_off else "" for text in (*SPEECHES[1:], *SPEECHES)]
    links = (
        STYLES[style](number, name) + opening
        for number, (name, opening) in enumerate(zip(names, openings, strict=False), 1)
    )
    more = "渠口那一段石方最硬，县里派两台机械，油钱由县里出，工钱由村里凑，谁家出工都记在册子上，年底照册子算水费。"
    speech = SPEECHES[0].replace("水来了", f"{more}\n水来了")
    assert texts("\n".join([TITLES[0], speech, *links])) == [speech]


def listed(*titles: str) -> str:
    """Return a table of contents that numbers its titles."""
    return "\n".join(["文章导航", *(f"{number}、{title}" for number, title in enumerate(titles, 1))])


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("mark", ["{}", "——{}——", "★{}"])
def test_what_the_contents_list_begins_a_part_without_a_number(mark: str, kind: str) -> None:
    title, body = OTHERS[kind]
    parts = [(TITLES[0], SPEECHES[0]), (title, body), *zip(TITLES[1:], SPEECHES[1:], strict=True)]
    contents = listed(*(title for title, _ in parts))
    page = "\n".join([TITLES[0], contents, *(f"{mark.format(title)}\n{text}" for title, text in parts)])
    assert texts(page) == list(SPEECHES)


@pytest.mark.parametrize("number", ["一、", ""])
def test_the_headings_of_one_speech_in_its_contents_begin_no_part(number: str) -> None:
    headings = f"{number}分段包干，立牌为界\n{number.replace('一', '二')}赶在上冻之前完工"
    speech = f"{SPEECHES[0]}\n{headings}\n说到底，渠是大家的，水也是大家的，请各村今天就动手。谢谢大家！"
    page = f"目录\n{headings}\n{TITLES[0]}\n{TITLES[0]}\n{speech}"
    assert texts(page) == [speech]


def glued(part: tuple[str, str], mark: str) -> str:
    """Return a part whose announcement runs into its text."""
    title, text = part
    return f"{mark.format(title)}{text}"


GLUED = {
    "bracketed": "[篇{number}]{{}}",
    "di pian": "第{number}篇 {{}}",
    "pian": "篇{number}：{{}}",
    "behind": "{{}}{number}",
    "behind in brackets": "{{}}（{number}）",
    "own title below the number": "第{number}篇\n{{}}",
}
NAMED = ("notice", "summary")
"""Kinds whose name ends in a word for the kind, by which it is told from the text without a number before it."""


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("style", "kind"),
    [(style, kind) for style in GLUED for kind in (NAMED if style.startswith("behind") else OTHERS)],
)
def test_a_part_is_told_although_its_announcement_runs_into_its_text(style: str, order: str, kind: str) -> None:
    parts = [OTHERS[kind] if place is None else (TITLES[place], SPEECHES[place]) for place in ORDERS[order]]
    marks = [GLUED[style].format(number=number) for number in range(1, len(parts) + 1)]
    assert texts("\n".join([PAGE_TITLE, *map(glued, parts, marks)])) == list(SPEECHES)


UNSALUTED = tuple(speech.split("\n", 1)[1] for speech in SPEECHES)


@pytest.mark.parametrize("style", ["bracketed", "di pian", "behind", "behind in brackets"])
def test_a_title_that_runs_into_a_speech_without_salutation_is_cut_off(style: str) -> None:
    marks = [GLUED[style].format(number=number) for number in (1, 2, 3)]
    page = "\n".join(["领导讲话稿三篇", *map(glued, zip(TITLES, UNSALUTED, strict=True), marks)])
    assert texts(page) == list(UNSALUTED)
    assert texts(page.replace("\n", "\n\u3000\u3000")) == list(UNSALUTED)


@pytest.mark.parametrize("line", ["{}今天", "{} 今天"])
def test_a_title_that_the_page_shows_above_is_cut_off_the_first_sentence(line: str) -> None:
    speech = UNSALUTED[0]
    page = f"{TITLES[0]}\n发布时间：2019-04-02 来源：网络\n{line.format(TITLES[0])}{speech.removeprefix('今天')}"
    assert texts(page) == [speech]


def test_a_title_in_a_sentence_is_not_cut_off() -> None:
    sentence = f"{TITLES[0]}精神要传达到每一个村，一个人也不能落下。"
    assert texts(f"{TITLES[0]}\n{SPEECHES[0]}\n{sentence}\n谢谢大家！") == [f"{SPEECHES[0]}\n{sentence}\n谢谢大家！"]


def test_a_snippet_of_the_whole_page_ends_no_part() -> None:
    parts = "\n".join(f"{title}\n{text}" for title, text in zip(TITLES, SPEECHES, strict=True))
    opening = SPEECHES[0].replace("\n", "")[:50]
    assert texts(f"2014年讲话稿精选（3篇）\n{parts}\n2014年讲话稿精选（3篇）：{opening}......") == list(SPEECHES)


def test_a_notice_that_cuts_one_part_short_ends_no_other() -> None:
    first, *others = (f"{title}\n{text}" for title, text in zip(TITLES, SPEECHES, strict=True))
    cut = first.rsplit("\n", 1)[0]
    page = "\n".join(["讲话稿精选（3篇）", cut, "试读已结束，开通会员可继续阅读剩余内容", *others])
    assert texts(page) == [cut.split("\n", 1)[1], *SPEECHES[1:]]


def test_a_file_between_two_parts_is_no_header() -> None:
    first, *others = (f"{title}\n{text}" for title, text in zip(TITLES, SPEECHES, strict=True))
    lines = first.split("\n")
    lines.insert(4, "《关于讲话稿的范文3篇.docx》")
    assert texts("\n".join(["讲话稿精选（3篇）", *lines, *others])) == list(SPEECHES)


@pytest.mark.parametrize("line", ["登录后", "大家回去以后马上就办谢谢大家"])
def test_a_papers_whole_title_needs_no_full_stop_above(line: str) -> None:
    first, *others = (f"{title}\n{text}" for title, text in zip(TITLES, SPEECHES, strict=True))
    found = texts("\n".join(["讲话稿精选（4篇）", first, line, *OTHERS["notice"], *others]))
    assert len(found) == 3
    assert "煤气中毒" not in "".join(found)


def test_parts_divided_by_nothing_but_spaces_are_told_apart() -> None:
    first, second, third = (f"{title}\n{text}" for title, text in zip(TITLES, SPEECHES, strict=True))
    page = " ".join("\n".join(["讲话稿精选（4篇）", first, second, *OTHERS["notice"], third]).split("\n"))
    assert ["".join(text.split()) for text in texts(page)] == ["".join(text.split()) for text in SPEECHES]


def test_a_number_behind_a_title_runs_into_the_salutation() -> None:
    parts = (f"{title} 篇{number}{text}" for number, (title, text) in enumerate(zip(TITLES, SPEECHES, strict=True), 1))
    assert texts("\n".join(["讲话稿精选（3篇）", *parts])) == list(SPEECHES)


def test_a_headline_needs_no_full_stop_above() -> None:
    cut = SPEECHES[0].rsplit("。", 3)[0]
    report = f"县委书记在全县水利工作会议上强调：把水留住 把渠修好\n{OTHERS['news'][1]}"
    parts = [f"{TITLES[0]}\n{cut}", report, f"{TITLES[1]}\n{SPEECHES[1]}"]
    assert texts("\n".join(["讲话稿精选（3篇）", *parts])) == [cut, SPEECHES[1]]


@pytest.mark.parametrize("kind", OTHERS)
def test_names_between_dashes_begin_parts_whatever_is_above_them(kind: str) -> None:
    cut = SPEECHES[0].rsplit("。", 3)[0]
    title, text = OTHERS[kind]
    parts = [f"——{TITLES[0]}——\n{cut}", f"——{title}——\n{text}", f"——{TITLES[1]}——\n{SPEECHES[1]}"]
    assert texts("\n".join(["讲话稿精选（3篇）", *parts])) == [cut, SPEECHES[1]]


def test_the_pages_title_amid_a_later_part_begins_none() -> None:
    parts = [f"{title}\n{text}" for title, text in zip(TITLES, SPEECHES, strict=True)]
    lines = parts[2].split("\n")
    page = "\n".join(["领导讲话", TITLES[0], *parts[:2], *lines[:4], TITLES[0], *lines[4:]])
    assert texts(page) == list(SPEECHES)


def test_a_part_that_lost_its_punctuation_and_was_broken_into_lines_is_one() -> None:
    said = [
        "今天站在渠埂上开这个会是想请大家看一看",
        "这条渠淤成了什么样子我讲三点意见八个村",
        "各领一段插上牌子写上名字再晚十天铁锹",
    ]
    page = "\n".join([f"第1篇：{TITLES[1]}", SPEECHES[1], f"第2篇：{TITLES[0]}", "各位同事", *said, *said, "谢谢大家"])
    assert len(texts(page)) == 2


def test_titles_in_contents_without_numbers_are_no_titles_once_more() -> None:
    parts = [f"{title}\n{text}" for title, text in zip(TITLES, UNSALUTED, strict=True)]
    assert texts("\n".join(["讲话稿等3篇", "文章导航", *TITLES, "我要投稿", *parts])) == list(UNSALUTED)


def test_a_papers_title_below_its_number_is_its_own() -> None:
    title, text = OTHERS["notice"]
    names = (TITLES[0], title, TITLES[1])
    bodies = (SPEECHES[0], f"{title}\n{text}", SPEECHES[1])
    parts = (f"篇{number}：{name}\n{body}" for number, (name, body) in enumerate(zip(names, bodies, strict=True), 1))
    page = "\n".join([listed(*names), *parts, "相关文章", title, f"{title}：{text.replace(chr(10), '')[:60]}......"])
    assert texts(page) == list(SPEECHES[:2])


def test_a_note_on_the_title_of_a_collection_is_not_cut_in_two() -> None:
    note = f"{TITLES[0]}（集锦2篇），本文共2篇，由小田整理，供大家参考。"
    assert list(glued_edges(note, Names(TITLES))) == []


def test_two_titles_in_one_say_that_there_are_two_texts() -> None:
    title, text = OTHERS["notice"]
    cut = SPEECHES[0].rsplit("。", 3)[0]
    assert texts("\n".join([f"{TITLES[0]}和{title}", TITLES[0], cut, title, text])) == [cut]


def test_the_next_number_behind_a_title_begins_a_part_whatever_is_above_it() -> None:
    cut = SPEECHES[0].rsplit("。", 3)[0]
    assert texts(f"{TITLES[0]}1\n{cut}\n{TITLES[1]}2\n{UNSALUTED[1]}") == [cut, UNSALUTED[1]]


def test_a_column_of_the_site_is_not_the_title_of_a_part_without_one() -> None:
    parts = (f"篇{number}\n{text}" for number, text in enumerate(SPEECHES, 1))
    page = "\n".join(["首页", "心得体会", "规章制度", f"{TITLES[0]}等3篇", *parts])
    titles = {speech.title for speech in parse_page(RawPage("page.txt", page.encode())).speeches}
    assert titles == {TITLES[0]}


@pytest.mark.parametrize("date", ["", "（2016年11月8日）"])
def test_speeches_that_follow_one_another_in_a_single_line_are_split(date: str) -> None:
    bodies = [body.replace("\n", "") for body in SPEECHES]
    page = "".join(f"{title}{date}{body}" for title, body in zip(TITLES, bodies, strict=True))
    assert [text.replace("\n", "") for text in texts(page)] == bodies


def test_a_title_that_a_sentence_begins_with_in_a_single_line_begins_no_speech() -> None:
    said = "在全县校车安全工作会议上的讲话（2016年11月8日）大家手里都有，同志们回去好好看。"
    body = SPEECHES[0].replace("\n", "").replace("水来了，", f"{said}水来了，")
    assert [text.replace("\n", "") for text in texts(f"{TITLES[0]}{body}")] == [body]


def test_a_title_behind_a_sentence_whose_text_is_cut_off_begins_no_speech() -> None:
    name, notice = OTHERS["notice"]
    opening = (
        "同志们：今天，我们召开全县校车安全会，主要任务是统一思想，安排部署今后一个时期的工作。"
        "刚才，交警队通报了情况，我听了很受启发。"
    )
    listed = f"读得最多的一篇，写得很实在。{TITLES[2]}{opening}说实话...…【查看全文】{TITLES[1]}{TITLES[1]}"
    assert texts(f"{name}\n{notice}\n{listed}") == []
