"""Dirt inside sentences: page numbers, filter hyphens, marks that heal, notices of gaps; hits and near misses.

A near miss is as important as a hit: a figure that counts something, a range of dates, a word with a hyphen of its own.
"""

from __future__ import annotations

import pytest

from parsers import parse_page
from parsers.healing import FEW, healing
from parsers.inline import without_inline_dirt
from parsers.trace import Trace
from schemas import EditKind, RawPage


def cleaned(text: str, site: str | None = None) -> str:
    return without_inline_dirt(Trace.of(text), site)[0].text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("这件事要由乡镇 7 领办，部门配合。", "这件事要由乡镇领办，部门配合。"),
        ("我们的目标—12—很明确。", "我们的目标很明确。"),
        ("水渠要赶在霜- 3 -降以前修好。", "水渠要赶在霜降以前修好。"),
        ("粮站的秤要公——4——道。", "粮站的秤要公道。"),
        ("各村要做好工3作总结。", "各村要做好工作总结。"),
        ("【12】三、把防火的责任落实到山头。", "三、把防火的责任落实到山头。"),
        ("7二、把欠下的工钱结清。", "二、把欠下的工钱结清。"),
        ("3同志们：今天开个短会。", "同志们：今天开个短会。"),
        ("把电线杆 8/16 扶正。", "把电线杆扶正。"),
        ("把路灯~ 4 ~修好。", "把路灯修好。"),
        ("把各村的责任 · 4 · 落到人头。", "把各村的责任  落到人头。"),
        ("先修路。 — 12 — 再架桥。", "先修路。再架桥。"),
        ("先修路。上一页 1 2 3 下一页 再架桥。", "先修路。 再架桥。"),
        ("先修路。页次：8/17 再架桥，", "先修路。 再架桥，"),
        ("这是把井台修好\n\n12的根本办法。", "这是把井台修好\n\n的根本办法。"),
        ("要把各村的责\n7任写在墙上。", "要把各村的责\n任写在墙上。"),
    ],
    ids=[
        "spaced",
        "dashed",
        "dashed with spaces",
        "two dashes",
        "in a word",
        "bracketed chunk",
        "chunk before an item",
        "chunk before a salutation",
        "page of pages",
        "between waves",
        "between dots and spaces",
        "between dashes and spaces behind a sentence",
        "row of links",
        "label and pages",
        "below a paragraph that breaks off",
        "below a paragraph that breaks off in a word",
    ],
)
def test_a_page_number_goes(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.xfail(reason="头 also counts animals; that 牵头 is a word is not asked of a spaced number")
def test_a_page_number_before_a_measure_word_that_ends_a_word_goes() -> None:
    assert cleaned("这件事要由乡镇牵 7 头，部门配合。") == "这件事要由乡镇牵头，部门配合。"


PIECE = "今天把大家请来，是要把清沟排水这件事说清楚，" * 5


def test_the_numbers_of_pieces_of_equal_length_go() -> None:
    assert cleaned(f"1、同志们：{PIECE}每条沟\n2、都要有人管，{PIECE}一直到\n3、秋后。") == (
        f"同志们：{PIECE}每条沟\n都要有人管，{PIECE}一直到\n秋后。"
    )


def test_the_numbers_of_paragraphs_go_where_the_first_is_a_salutation() -> None:
    assert cleaned("1、各位乡亲：\n2、今天修渠。\n3、谢谢大家！") == "各位乡亲：\n今天修渠。\n谢谢大家！"
    assert cleaned("1、各位要记住：\n2、今天修渠。") == "1、各位要记住：\n2、今天修渠。"


@pytest.mark.parametrize(
    "pieces",
    [
        (f"在护渠会上的讲话 同志们：{PIECE}。", f"二、{PIECE}一直到", "秋后都要有人管。"),
        (f"同志们：{PIECE}每条沟", f"都要有人管，{PIECE}到秋后。", "三、谢谢大家。"),
    ],
)
def test_the_numbers_of_pieces_go_before_numbers_and_salutations_and_where_sentences_break(
    pieces: tuple[str, ...],
) -> None:
    numbered = "\n".join(f"{n}、{piece}" for n, piece in enumerate(pieces, start=1))
    assert cleaned(numbered) == "\n".join(pieces)
    assert cleaned(f"{numbered}\n说明\n1、先下载。\n2、再打开。") == "\n".join(
        (*pieces, "说明", "1、先下载。", "2、再打开。")
    )


def test_one_broken_item_does_not_make_pieces_of_the_others() -> None:
    text = f"我讲三点。\n1、{PIECE}要落实\n2、{PIECE}要检查。\n3、{PIECE}要兑现。"
    assert cleaned(text) == text


@pytest.mark.parametrize("ends", ["。", "；"])
def test_the_numbers_of_items_stay(ends: str) -> None:
    text = "\n".join(f"{n}、{PIECE}要落实{ends}" for n in (1, 2, 3))
    assert cleaned(text) == text


def test_pages_that_are_counted_in_a_text_are_no_text() -> None:
    assert cleaned("1/3同志们：先修渠，再2/3修路，最后把库3/3房锁牢。") == "同志们：先修渠，再修路，最后把库房锁牢。"


@pytest.mark.parametrize("sign", ["'", "`", "."])
def test_a_sign_behind_de_goes_that_the_page_has_nowhere_else(sign: str) -> None:
    assert cleaned(f"修渠是全村的{sign}大事，税率3.5%，见 a.b。") == "修渠是全村的大事，税率3.5%，见 a.b。"


@pytest.mark.parametrize("text", ["所谓的'三合一'账本。", "这是我们的.大家都有份.", "修渠是大家的.a"])
def test_a_sign_behind_de_stays_that_the_page_uses(text: str) -> None:
    assert cleaned(text) == text


def test_page_numbers_that_ascend_go_together() -> None:
    text = "先把账目公 1 开，再把渠道修 2 好，然后把库房锁 3 牢，最后把人员配 4 齐。"
    assert cleaned(text) == "先把账目公开，再把渠道修好，然后把库房锁牢，最后把人员配齐。"


@pytest.mark.parametrize(
    "text",
    [
        "全乡 14 个村都通了水泥路。",
        "去年 11 月 6 日动工，今年 5 月完工。",
        "共有 36 户搬下了山，还剩 8 户。",
        "水价从每吨 2 元降到了每吨 1 元。",
        "我们在 3 号井打了三百米。",
        "第 2 批设备已经到站。",
        "工期为2—3年，投资为5-6亿元。",
        "时间是上午9点—11点。",
        "请拨打12345热线反映。",
        "2016—2020年是关键时期。",
        "317国道改线以后，进城少走半个小时。",
        "1、把水引上来。",
        "12个专班已经进驻各村。",
        "去年的山火导致3死7伤。",
        "三个村里1/3的地荒着，2/3的地没有水。",
        "1/3的地荒着，还有2/3的地没有水。",
        "1/2的工程完了，1/3的钱还没到。",
        "一是把水引上来，\n3是把路修到田边",
    ],
)
def test_a_figure_that_counts_stays(text: str) -> None:
    assert cleaned(text) == text


def test_page_numbers_of_two_documents_on_one_page_go() -> None:
    text = "先把账目公 1 开，再把渠道修 2 好。\n先把人员配 1 齐，再把库房锁 2 牢。"
    assert cleaned(text) == "先把账目公开，再把渠道修好。\n先把人员配齐，再把库房锁牢。"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("依靠人-民，服务群众。", "依靠人民，服务群众。"),
        ("全体干－部要带头。", "全体干部要带头。"),
        ("推进经-济和社-会发展。", "推进经济和社会发展。"),
    ],
)
def test_a_hyphen_inside_a_word_goes(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize("sign", ["·", "_", "/"])
def test_another_sign_goes_where_it_mostly_breaks_words(sign: str) -> None:
    text = f"依靠人{sign}民，经{sign}济要上去，公路和/或铁路都要修。"
    assert cleaned(text) == "依靠人民，经济要上去，公路和/或铁路都要修。" if sign != "/" else text
    assert cleaned(f"工{sign}资照发，全体干{sign}部要带头。") == "工资照发，全体干部要带头。"


@pytest.mark.parametrize(
    "text",
    [
        "沪-昆铁路从镇边经过。",
        "推广稻-鱼共生的办法。",
        "产品型号为甲-乙两种。",
        "A-B两段同时开工。",
        "计划在5-8月实施。",
        "每吨补助三百元/月，干部/群众各半。",
        "今_年投资不变。",
        "请阿里木·江同志发言，请古丽·米娜同志准备。",
    ],
)
def test_a_hyphen_between_words_stays(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("会议决定了三件大事，本稿属于青禾文库，请大家记住。", "青禾文库"),
        ("第一件事是修水渠（青禾文库整理）。第二件事是青禾文库修公路。", "青禾文库"),
    ],
)
def test_the_name_that_a_site_gives_itself_goes(text: str, clean: str) -> None:
    assert clean not in cleaned(text)


def test_a_slogan_ends_with_the_name_and_takes_nothing_of_the_sentence_behind() -> None:
    text = "路要先修！青禾坊-找范文就来青禾坊某某县要发展，桥也要修。"
    assert cleaned(text) == "路要先修！某某县要发展，桥也要修。"


@pytest.mark.parametrize(
    ("text", "run", "whole"),
    [
        ("要坚持依法治x理，把矛盾化解在村里。", "x", True),
        ("乡镇x府要担起责任。", "x", False),
        ("要把工x作做细。", "x", True),
        ("x今天开会。", "x", False),
        ("今天开会x", "x", False),
        ("甲，x乙", "x", False),
        ("碾子x湾的堤坝修好了，碾子湾的人放心了，碾子湾还要修桥。", "x", True),
    ],
    ids=["a word", "no word", "another word", "at the start", "at the end", "beside a comma", "known from the page"],
)
def test_a_break_heals_only_where_a_word_results(text: str, run: str, whole: bool) -> None:
    start = text.index(run)
    assert bool(healing(text, [(start, start + len(run))])) is whole


def test_many_breaks_are_answered_like_one() -> None:
    names = [f"{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n)}" for n in range(FEW)]
    text = "".join(f"{name}x湾，{name}湾；" if n % 2 else f"{name}x湾；" for n, name in enumerate(names))
    runs = [(at, at + 1) for at, character in enumerate(text) if character == "x"]
    one_by_one = {run for run in runs if healing(text, [run])}
    assert healing(text, runs) == one_by_one
    assert 0 < len(one_by_one) < len(runs)


@pytest.mark.xfail(reason="the domain is cut by a rule of its own, and of the mark the words before it are left")
def test_a_mark_that_ends_in_a_domain_goes_whole() -> None:
    assert cleaned("大家要抓好工本稿属于www.qinghewenku.com作，不要松劲。") == "大家要抓好工作，不要松劲。"


def test_a_notice_of_a_gap_is_taken_out_and_told() -> None:
    text = "先说教育……(某文网省略1024字,正式会员可完整阅读)……最后说作风。"
    trace, notices = without_inline_dirt(Trace.of(text))
    assert "省略" not in trace.text
    assert [(notice.gap, notice.kind) for notice in notices] == [(1024, EditKind.GAP_NOTICE)]
    assert "1024" in text[notices[0].start : notices[0].end]


@pytest.mark.parametrize(
    "text",
    ["村里的账目不能省略，一笔一笔都要写上。", "会议材料已经发了，细节我就省略不讲了。", "……（笑声）……大家不要笑。"],
)
def test_a_speaker_who_leaves_something_out_leaves_no_gap(text: str) -> None:
    trace, notices = without_inline_dirt(Trace.of(text))
    assert (trace.text, notices) == (text, ())


def test_clean_text_is_left_as_it_is() -> None:
    text = "今年的秋粮收了八万吨，比去年多一成；明年还要再多一成。\n谢谢大家！"
    trace, notices = without_inline_dirt(Trace.of(text))
    assert (trace.text, notices, list(trace.ledger())) == (text, (), [])


EDITOR = "下面是小编为大家整理的动员讲话，供大家参考。"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"写讲话不容易。{EDITOR}\n同志们：\n今天动员。", f"写讲话不容易。{EDITOR}\n同志们：\n今天动员。"),
        (f"{EDITOR}同志们：今天动员。", "同志们：今天动员。"),
        (f"同志们：\n今天动员。{EDITOR}\n同志们：\n明天检查。", "同志们：\n今天动员。\n同志们：\n明天检查。"),
    ],
    ids=["left to the rules about lines", "before a salutation", "after a text"],
)
def test_an_editors_sentence_goes_alone_only_from_a_line_of_text(text: str, clean: str) -> None:
    assert without_inline_dirt(Trace.of(text))[0].text == clean


@pytest.mark.parametrize(
    ("marks", "stops"),
    [
        (("", "", "第1页 共7页"), True),
        (("第1页 共7页", "第2页 共7页", "第3页 共7页"), True),
        (("第1页 共3页", "第2页 共3页", "第3页 共3页"), False),
        (("第1页 共7页", "", ""), False),
        (("第1页 共7页", "第1页 共7页", "第1页 共7页"), False),
        (("", "", "谢谢大家。\n第1页 共7页"), False),
    ],
)
def test_a_text_that_stops_at_the_foot_of_an_earlier_page_is_cut_off(marks: tuple[str, ...], stops: bool) -> None:
    paragraphs = (
        "在全县水利工作会议上的讲话\n同志们：\n今天召开全县水利工作会议，总结去年的工作，部署今年的任务。",
        "去年全县修渠二十里，受益的村子有九个。",
        "下面，我讲三点意见。",
    )
    page = "\n".join(f"{text}\n{mark}" for text, mark in zip(paragraphs, marks, strict=True))
    (speech,) = parse_page(RawPage("渠.txt", page.encode())).speeches
    assert speech.truncated is stops
    assert "页" not in speech.text


@pytest.mark.parametrize(("mark", "is_part"), [("（第2/3页）", True), ("（第1/1页）", False), ("（第2/3组）", False)])
def test_a_title_says_that_its_page_is_one_of_several(mark: str, is_part: bool) -> None:
    page = f"在全县水利工作会议上的讲话{mark}\n同志们：\n去年全县修渠二十里，受益的村子有九个。\n谢谢大家！"
    (speech,) = parse_page(RawPage("渠.txt", page.encode())).speeches
    assert speech.truncated is is_part


JAMMED = "要修渠。3 ?% T& E% P! Y; h( E u* w2 d ]\n要补堤。\n, f% y+ w8 `8 e0 r$ W 要清淤，"


def test_a_row_of_ascii_that_shows_little_goes_where_the_page_is_full_of_them() -> None:
    weak = "有三条:: L( w2 I2 F p6 V\n7 O9 y; H9 S& j! R z 2、修桥。"
    assert cleaned(f"{JAMMED}\n{weak}") == "要修渠。\n要补堤。\n要清淤，\n有三条:\n2、修桥。"
    assert cleaned(weak) == weak


@pytest.mark.parametrize("text", ["增幅为 8 % ,分 A B C 三档", "联系 X X X 或 ( 0 1 2 )"])
def test_figures_and_masks_on_such_a_page_stay(text: str) -> None:
    assert cleaned(f"{JAMMED}\n{text}").endswith(text)


HEAD = "某县档案室  内部参考第九号"
FIRST, SECOND, THIRD = (
    "各位乡亲，今年的渠要赶在霜降以前修好，石头从后山",
    "运来，沙子从河里挖，谁家的地挨着渠，谁家就出两个",
    "劳力，中午的饭由村里管。大家看行不行？",
)


@pytest.mark.parametrize(
    "ends",
    [
        (HEAD, HEAD),
        (f"1\n{HEAD}", f"2\n{HEAD}"),
        (f"{HEAD}\n— 1 —", f"{HEAD}\n— 2 —"),
        (f"{HEAD}\nPage 1 of 3", f"{HEAD}\nPage 2 of 3"),
        (f"{HEAD}\n第3页 共9页", f"{HEAD}\n第4页 共9页"),
        (f"{HEAD}  第3页", f"{HEAD}  第4页"),
        (f"- 3 -  {HEAD}", f"- 4 -  {HEAD}"),
    ],
)
def test_a_line_that_recurs_where_pages_end_goes(ends: tuple[str, str]) -> None:
    page = f"{FIRST}\n{ends[0]}\n{SECOND}\n{ends[1]}\n{THIRD}"
    assert HEAD not in cleaned(page)
    assert all(part in cleaned(page) for part in (FIRST, SECOND, THIRD))


def test_a_line_that_recurs_beside_three_page_numbers_goes_though_no_sentence_is_broken() -> None:
    pages = "\n".join(f"渠要修好，石头要垒牢，谁也不能偷懒。\n{HEAD}\n- {number} -" for number in (1, 2, 3))
    assert HEAD not in cleaned(pages)


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        (HEAD, f"{FIRST}。", f"{SECOND}。"),
        (f"{HEAD}7", f"{FIRST}。", f"{SECOND}。"),
        (HEAD, "修渠，修塘", "出工，出钱"),
        (HEAD, f"{FIRST}。\n2", f"{SECOND}。\n1"),
        ("乡长 储明川", FIRST, f"{SECOND}。"),
        ("乡长在全乡修渠会议上的讲话", FIRST, f"{SECOND}。"),
        ("二、石头从后山运来", FIRST, SECOND),
        ("石头从后山运来。", FIRST, SECOND),
        ("我再次谢谢大家", FIRST, SECOND),
    ],
    ids=[
        "whole sentences",
        "whole sentences, a number",
        "short lines",
        "numbers fall",
        "speaker",
        "title",
        "item",
        "sentence",
        "spoken",
    ],
)
def test_a_line_that_recurs_elsewhere_or_says_something_stays(line: str, first: str, second: str) -> None:
    assert cleaned(f"{first}\n{line}\n{second}\n{line}\n{THIRD}").count(line) == 2


def test_a_title_goes_only_where_it_breaks_sentences() -> None:
    title = "乡长在全乡修渠会议上的讲话"
    assert cleaned(f"{title}\n{FIRST}\n{title}\n{SECOND}\n{title}\n{THIRD}").count(title) == 1


def test_a_title_that_recurs_between_lines_of_the_frame_stays() -> None:
    title = "乡长在全乡修渠会议上的讲话"
    page = f"您的位置：首页 >> 讲话 >> 正文\n{title}\n时间：2014-3-6 | 投稿：老储\n{title}\n各位代表：\n{FIRST}"
    assert cleaned(page).count(title) == 2
