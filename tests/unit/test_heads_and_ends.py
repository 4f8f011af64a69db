"""Heads that run into their text, and where a speech goes on or ends: what pages do, and near misses.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, SECOND, TITLE

from parsers import parse_page
from schemas import RawPage

BODY = (
    "同志们：\n今天请大家来，是为了县城里剩下的四十七口古井。井台裂了，井绳没了，有的井口压着水泥板。\n"
    "一、先把账算清。每一口井多深、多老、归谁管，月底以前写成一张卡片。\n"
    "二、再把井口护好。石匠请老的，石料用旧的，不许图省事抹水泥。\n"
    "三、最后把人找回来。会淘井的师傅全县只有六位，每位带两个徒弟。\n"
    "井是我们县的老根，请大家回去马上动手。谢谢大家！"
)
REPORT = (
    "本报讯（记者 丰禾）10月8日，全镇竹编技能比赛开幕。镇长出席开幕式并致辞，副镇长主持仪式。\n"
    "据了解，比赛设篮、席、扇三个项目，八十二名选手参加，评委由县文化馆选派。\n"
    "会议强调，各村要把竹编作为增收的重要门路，年内再培训三百人。"
)


def texts(page: str) -> list[str]:
    """Return the texts of the speeches of a page, white space left out."""
    return ["".join(speech.text.split()) for speech in parse_page(RawPage("page.txt", page.encode())).speeches]


def flat(*parts: str) -> list[str]:
    """Return texts as `texts` does."""
    return ["".join(part.split()) for part in parts]


def indented(*lines: str) -> str:
    """Return lines as a page shows them that lost its line breaks: one line, indents left."""
    return " 　　".join(line for part in lines for line in part.split("\n"))


@pytest.mark.parametrize(
    "byline",
    [
        "（县长 罗大川）",
        "（2012年4月6日）",
        "(2012年4月6日)  （县长 罗大川）",
        "县政协主席：罗大川",
        "县长 某某",
        "2012年4月6日",
    ],
)
def test_a_byline_on_a_page_without_line_breaks_is_no_text(byline: str) -> None:
    assert texts(indented(TITLE, byline, BODY)) == flat(BODY)


@pytest.mark.parametrize("byline", ["县政协主席：罗大川", "2012年4月6日"])
def test_a_byline_over_a_text_without_salutation_is_no_text(byline: str) -> None:
    body = BODY.removeprefix("同志们：\n")
    assert texts(indented(TITLE, byline, body)) == flat(body)


def test_a_date_that_runs_into_the_first_words_is_no_text() -> None:
    body = BODY.removeprefix("同志们：\n")
    assert texts(f"{TITLE}\n2012年4月6日{body}") == flat(body)


@pytest.mark.parametrize("who", ["柳桥镇党委书记李明川", "XX镇党委书记XXX"])
def test_a_head_that_runs_into_the_salutation_without_a_bracket_is_no_text(who: str) -> None:
    (speech,) = parse_page(RawPage("page.txt", f"{TITLE}{who}2012年4月6日{BODY}".encode())).speeches
    assert (speech.title, str(speech.date), speech.text) == (TITLE, "2012-04-06", BODY)


@pytest.mark.parametrize(
    "said", ["2012年4月6日，第一口井挂了牌。", "2012年4月6日挂的牌，大家都还记得。", "（鼓掌）同志们：还有一句。"]
)
def test_a_date_or_a_remark_in_a_sentence_is_text(said: str) -> None:
    body = BODY.replace("二、再把", f"{said}\n二、再把")
    assert texts(f"{TITLE}\n{body}") == flat(body)


@pytest.mark.parametrize("colon", [":", "："])
def test_a_title_that_the_page_shows_and_a_colon_before_the_text_are_no_text(colon: str) -> None:
    body = BODY.removeprefix("同志们：\n")
    assert texts(f"{TITLE}\n{TITLE}{colon}{body}") == flat(body)


def test_the_next_numbered_title_that_runs_into_its_text_far_down_a_line_opens_a_speech() -> None:
    first = BODY.removeprefix("同志们：\n")
    second = (
        "这次比赛来了八十二位师傅，最小的十四岁，最大的八十一岁，大家都是起了大早赶来的，有的走了三十里山路。谢谢大家！"
    )
    page = indented(f"1.{TITLE}{first}", f"2.{OTHER}{second}")
    assert texts(page) == flat(first, second)


def test_a_name_said_twice_behind_the_number_of_its_part_is_a_name() -> None:
    essay = (
        "青石板上的声音青石板上的声音\n去年到老街采访，一位老人说，井绳磨出的槽比他爷爷还老。\n文章写到这里，雨停了。"
    )
    page = "\n".join((f"1.{TITLE}", BODY, f"2.{OTHER}", SECOND, f"3.{essay}"))
    assert texts(page) == flat(BODY, SECOND)


@pytest.mark.parametrize("headline", ["镇里办了一场竹编比赛", "老手艺新销路：镇长致辞并颁奖"])
def test_a_report_on_a_page_without_line_breaks_is_no_part_of_the_speech_above(headline: str) -> None:
    page = indented(f"1.{TITLE}", BODY, headline, REPORT, f"2.{OTHER}", SECOND)
    assert texts(page) == flat(BODY, SECOND)


def test_a_headline_that_runs_into_its_report_is_no_part_of_the_speech_above() -> None:
    page = "\n".join((f"第一篇：{TITLE}", BODY, f"镇里办了一场竹编比赛{REPORT}", f"第二篇：{OTHER}", SECOND))
    assert texts(page) == flat(BODY, SECOND)


@pytest.mark.parametrize("line", ["下面，我讲三点意见。", "一、心里要急", "今天，我们一起商量"])
def test_a_few_words_right_below_the_title_are_text(line: str) -> None:
    body = f"{line}\n{BODY.removeprefix('同志们：').lstrip()}"
    assert texts(f"{TITLE}\n2012年4月6日\n{body}") == flat(body)


def test_two_headings_right_below_the_title_are_its_contents() -> None:
    body = BODY.removeprefix("同志们：\n")
    assert texts(f"{TITLE}\n目录\n一、古井还在\n二、人还在\n{body}") == flat(body)


def test_short_lines_without_punctuation_right_below_the_title_are_text() -> None:
    body = (
        "井台裂了 井绳没了 有的井口压着水泥板 走到哪里看到哪里\n"
        "每一口井多深多老归谁管月底以前写成一张卡片会淘井的师傅全县只有六位每位带两个徒弟\n"
        "井是我们县的老根请大家回去马上动手石匠请老的石料用旧的不许图省事抹水泥"
    )
    assert texts(f"{TITLE}\n2012年4月6日\n{body}") == flat(body)


BUTTON = "将本文的Word文档下载到电脑，方便收藏和打印"


@pytest.mark.parametrize("line", [BUTTON, "下载本文"])
@pytest.mark.parametrize("above", ["二、再把", "三、最后"])
def test_a_speech_that_takes_up_its_count_goes_on_below_a_line_of_the_site(line: str, above: str) -> None:
    page = BODY.replace(above, "\n".join((line, above)))
    assert texts(f"{TITLE}\n{page}") == flat(BODY)


def test_a_word_of_farewell_amid_a_sentence_closes_no_speech() -> None:
    body = BODY.replace("不许图省事抹水泥。", "从省城到这里只要两个小时，客人来了先看井。")
    page = body.replace("三、最后把人找回来。", f"{BUTTON}\n把人找回来。")
    assert texts(f"{TITLE}\n{page}") == flat(page.replace(f"{BUTTON}\n", ""))


def test_a_list_with_a_higher_number_below_the_end_is_no_part_of_the_speech() -> None:
    assert texts(f"{TITLE}\n{BODY}\n{BUTTON}\n4. 乡镇水利工作总结\n5. 古井保护实施方案") == flat(BODY)


def test_the_title_of_the_first_part_once_more_amid_another_splits_nothing() -> None:
    second = SECOND.replace("请评委", f"{TITLE}\n请评委")
    page = f"目录\n{TITLE}\n{OTHER}\n第一篇：{TITLE}\n{BODY}\n第二篇：{OTHER}\n{second}"
    assert texts(page) == flat(BODY, SECOND)


def test_a_date_over_a_salutation_opens_a_speech_where_there_are_several() -> None:
    stub = "下载县里的讲话可以点这里"
    page = f"{TITLE}（精选2篇）\n第一篇：{TITLE}\n{BODY.removesuffix('谢谢大家！')}\n{stub}\n2014年10月8日\n{SECOND}"
    assert texts(page)[-1:] == flat(SECOND)


@pytest.mark.parametrize("end", ["下一页：第744章 老井的秘密 »", "第744章：老井的秘密(3/4) »"])
def test_a_line_that_ends_in_an_arrow_is_no_last_line(end: str) -> None:
    assert texts(f"{TITLE}\n{BODY}\n{end}") == flat(BODY)


def test_titles_that_run_together_under_the_text_are_no_text() -> None:
    row = "本类最新1. 在全县春耕会上的讲话2. 第七章 进城3. 在全镇防火会议上的讲话4. 在全县教育工作会上的讲话"
    assert texts(f"{TITLE}\n{BODY}\n{row}") == flat(BODY)


def test_titles_that_run_together_are_no_speech() -> None:
    row = "核心提示：在全县春耕会上的讲话在全镇防火会议上的讲话在全县教育工作会上的讲话在全县旅游"
    assert texts(f"“水利”相关搜索结果\n{row}\n{TITLE}\n{OTHER}\n在全县春耕会上的讲话") == []


def test_a_speaker_says_not_we() -> None:
    body = (
        "同志们\n听完老石匠的故事 会场里很静 我看到有人在擦眼睛 他修了四十七口井 没有拿过一分钱\n"
        "他的凿子传给了三个徒弟 他的井台还要再站一百年 学他 就要学他的那份耐心\n老石匠同志 一路走好 我们接着修"
    )
    assert texts(f"{TITLE}\n{body}") == flat(body)


@pytest.mark.parametrize("salutation", ["尊敬的各位LD、各位来宾：", "尊敬的各位××、同志们："])
def test_a_salutation_that_a_filter_hit_is_one(salutation: str) -> None:
    body = f"{salutation}\n{BODY.removeprefix('同志们：').lstrip()}"
    assert texts(f"{TITLE}\n{body}") == flat(body)


def test_a_collection_of_model_texts_with_two_digits_heads_no_part() -> None:
    blurb = "下面是为大家带来的《关于机关材料的范文12篇》，供各位朋友学习！"
    found = parse_page(
        RawPage("page.txt", f"{blurb}\n第一篇：{TITLE}\n{BODY}\n第二篇：{OTHER}\n{SECOND}".encode())
    ).speeches
    assert [speech.title for speech in found] == [TITLE, OTHER]


def test_a_numbered_title_in_the_list_below_a_report_opens_no_speech() -> None:
    page = f"镇里办了一场竹编比赛\n{REPORT}\n延伸阅读\n1. 党政讲话稿大全\n2. 第四章 交锋\n3. {TITLE}\n4. 乡镇安全总结"
    assert texts(page) == []


@pytest.mark.parametrize("number", ["~ 2 ~", "- 2 -", "— 2 —"])
def test_a_page_number_between_wide_gaps_in_a_sentence_is_no_text(number: str) -> None:
    page = BODY.replace("石匠请老的", f"石匠请 　　　　{number} 　　　　老的")
    assert texts(f"{TITLE}\n{page}") == flat(BODY)


def test_a_notice_of_what_is_kept_back_takes_no_title_with_it() -> None:
    stub = BODY.split("\n三、")[0]
    page = indented(f"1、{TITLE}", stub, f"剩余75%未读，付费2.3元继续阅读 {OTHER}", SECOND)
    assert texts(f"{TITLE}等2篇\n{page}") == flat(stub, SECOND)


def test_the_number_of_a_part_behind_its_title_belongs_to_it_on_a_page_without_line_breaks() -> None:
    page = indented(f"{TITLE} 篇1", BODY, f"{OTHER} 篇2", SECOND)
    found = parse_page(RawPage("page.txt", page.encode())).speeches
    assert [(speech.title, "".join(speech.text.split())) for speech in found] == [
        (TITLE, flat(BODY)[0]),
        (OTHER, flat(SECOND)[0]),
    ]


@pytest.mark.parametrize("line", ["下载文档到电脑，找起来方便", "复制全文", "下载在全县古井保护座谈会上的讲话.doc"])
def test_a_line_of_the_site_before_a_paragraph_on_a_page_without_line_breaks_is_no_text(line: str) -> None:
    assert texts(indented(TITLE, BODY.replace("三、最后", f"{line} 　　三、最后"))) == flat(BODY)


NEWS = (
    "12月4日上午，全县古井保护座谈会在三楼会议室召开。县长罗大川出席并讲话，有关单位负责人参加会议。\n"
    "罗大川强调，要把每一口井登记造册。会议要求，各单位要按时上报。\n会前，与会人员察看了三处井台。"
)
PAPER = (
    "根据《关于报送总结的通知》要求，现将我镇有关工作开展情况报告如下。\n一、主要做法\n"
    "全年共淘井十二口，换井绳四十条，发放宣传单三千份。\n二、存在的问题\n一是人手不足，二是经费紧张。"
)


@pytest.mark.parametrize(
    ("first", "other", "last"),
    [
        (f"{TITLE}（一）", f"全县动员部署：县长出席并讲话（二）{NEWS}", f"{OTHER}（三）"),
        (f"1\n{TITLE}", f"2\n上半年淘井工作情况报告{PAPER}", f"3\n{OTHER}"),
    ],
)
def test_a_text_of_another_kind_whose_name_runs_into_it_is_no_speech(first: str, other: str, last: str) -> None:
    assert texts("\n".join((first, BODY, other, last, SECOND))) == flat(BODY, SECOND)


def test_a_digest_between_dashes_on_a_page_without_line_breaks_is_no_speech() -> None:
    digest = (
        "【早报】某村把会议室改成了暖房，老人们都来下棋。\n【周刊】记者走访三县，发现修农机的师傅难找。\n"
        "【论坛】学者建议，牌子少挂几块。"
    )
    page = indented(f"——{TITLE}——", BODY, "——一周文摘——", "一周文摘", digest, f"——{OTHER}——", SECOND)
    assert texts(page) == flat(BODY, SECOND)


def test_a_title_in_the_list_below_is_not_the_pages() -> None:
    essay = (
        "去年到老街采访，一位老人说，井绳磨出的槽比他爷爷还老。\n会开得再长，也不如把井淘一遍。\n文章写到这里，雨停了。"
    )
    assert texts(f"青石板上的声音\n{essay}\n« {TITLE}\n推荐阅读：\n• {OTHER}") == []


@pytest.mark.parametrize(
    "end",
    [
        "我把话说在前头，天旱旱不了勤快人，哪口井干了，我就找哪个村的包村干部。",
        "时间不等人，井也不等人。散会以后，请各单位连夜把账算出来，三天之内报到县里。",
    ],
)
@pytest.mark.parametrize("line", ["下载文档到电脑，找起来方便（7个金币）", "下载Word文档"])
def test_a_last_paragraph_to_those_who_hear_it_below_an_offer_of_the_file_is_text(line: str, end: str) -> None:
    body = BODY.replace("请大家回去马上动手。谢谢大家！", "不能断在我们手里。")
    assert texts(f"{TITLE}\n{body}\n{line}\n{end}\n猜你喜欢\n{OTHER}") == flat(f"{body}{end}")


def test_a_paragraph_of_the_site_below_an_offer_of_the_file_is_no_text() -> None:
    page = f"{TITLE}\n{BODY}\n下载Word文档\n本文由网友上传，如需更多文档请收藏本站。\n猜你喜欢\n{OTHER}"
    assert texts(page) == flat(BODY)


def test_a_text_broken_into_lines_goes_on_below_an_offer_of_the_file() -> None:
    lines = (
        "今天请大家来，是为了县城里剩下的四十七口古\n井。井台裂了，井绳没了，有的井口压着水泥板。\n"
        "先把账算清，每一口井多深、多老、归谁管，月\n底以前写成一张卡片。再把井口护好，石匠请老"
    )
    rest = (
        "的，石料用旧的，不许图省事抹水泥。我们的孩\n子还要喝这口井里的水，会淘井的师傅全县只有\n六位，每位带两个徒弟"
    )
    assert texts(f"{TITLE}\n{lines}\n{BUTTON}\n{rest}\n猜你喜欢\n{OTHER}") == flat(lines + rest)


def test_a_line_of_the_site_right_below_the_title_ends_no_text() -> None:
    body = BODY.removeprefix("同志们：\n")
    page = f"{TITLE}\n山里的老笔 分享 时间：2011年3月4日\n下载Word文档\n{TITLE}\n2012年4月6日\n{body}"
    assert texts(page) == flat(body)


def test_text_between_a_date_line_and_the_title_once_more_is_text() -> None:
    body = BODY.removeprefix("同志们：\n")
    page = body.replace("三、最后", f"{TITLE}\n三、最后")
    assert texts(f"{TITLE}\n县长 罗大川\n2012年4月6日\n{page}") == flat(body)


@pytest.mark.parametrize("line", ["县乡材料汇编（2篇）", "[下载此文]县乡材料汇编（2篇）"])
def test_the_collections_name_once_more_is_no_text(line: str) -> None:
    first = BODY.replace("三、", f"{line}\n三、")
    page = ("县乡材料汇编（2篇）", f"第一篇：{TITLE}", first, f"第二篇：{OTHER}", SECOND, line)
    assert texts("\n".join(page)) == flat(BODY, SECOND)


def test_a_short_line_that_counts_texts_is_text_where_the_page_is_not_called_so() -> None:
    body = BODY.replace("三、最后", "一年写稿子20篇\n三、最后")
    assert texts(f"{TITLE}\n{body}") == flat(body)


def test_a_salutation_without_colon_that_runs_into_its_title_is_text() -> None:
    body = BODY.replace("同志们：\n", "同志们\n")
    assert texts(f"{TITLE}\n篇1\n{TITLE}{body}") == flat(body)


@pytest.mark.parametrize(
    "tail",
    [
        "推荐给朋友将本文的Word文档下载到电脑，方便收藏和打印看了“在全县古井保护座谈会上的讲话”的人还看了：第七章 进城",
        f"本类最新{OTHER}（5篇）关于淘井的通知（6篇）镇长的早晨 一早起来，镇长先去看了井。他说，水还是甜的。",
        "大家都在搜1. 老井2. 新井 井台上站着一个人，他说，他是来找水的。会开完了，水也来了，人都走光了，"
        "只剩下他一个还站在那里，望着远处的山。",
    ],
)
def test_what_a_site_offers_next_in_one_line_with_other_texts_is_no_text(tail: str) -> None:
    assert texts(f"{TITLE}\n{BODY}\n{tail}") == flat(BODY)


def test_a_speaker_who_recommends_what_to_read_goes_on() -> None:
    said = "我向大家推荐阅读县志里讲井的那一章，也推荐阅读老石匠的笔记，读完了再去看井，看法就不一样，心里就有数了。"
    body = BODY.replace("三、最后", f"{said}\n三、最后")
    assert texts(f"{TITLE}\n{body}") == flat(body)


def test_a_short_speech_under_its_title_and_date_beside_a_list_of_links_is_one() -> None:
    links = "\n".join(f"在全县{what}会上的讲话" for what in ("春耕", "防火", "教育", "旅游", "水利"))
    body = "同志们：\n今天请大家来，是为了县城里剩下的四十七口古井。下面，我讲三点。"
    assert texts(f"热门推荐\n{links}\n{TITLE}\n县长 罗大川\n2012年4月6日\n{body}\n点击查看更多>>") == flat(body)


def test_a_reporter_under_a_headline_begins_another_text_whatever_the_page_is_called() -> None:
    page = f"{TITLE}\n{BODY}\n县长在全镇竹编比赛上强调：把篮子编到城里去\n{REPORT}"
    assert texts(page) == flat(BODY)


def test_a_short_first_sentence_below_lines_of_the_site_is_text() -> None:
    first = "从5月1日起,全县进入汛期。"
    rest = "今天我们在这里开防汛会，就是要把十二座水库的责任人一座一座点清楚。\n各乡镇要把沙袋备到坝上，谢谢大家！"
    page = f"在全县防汛工作会议上的讲话\n收藏】 作者: 佚名 来源: 作者原创 【以稿换稿】\n{first}\n{rest}"
    assert texts(page) == flat(first + rest)


def test_a_preview_that_its_title_runs_into_is_a_preview() -> None:
    title, other = "县长在清淤会上讲话", "书记在清淤会上讲话"
    names = f"{title}与{other}汇编"
    body = (
        "全县的沟渠清淤从明天起就要铺开，十四个乡镇一个也不能落下。刚才水利局报了进度，我完全同意。"
        "下面我讲三点意见：一是人要上渠，二是账要上墙，三是水要到田。请大家今晚就把任务分到村组。"
    )
    assert texts(f"{names}\n{names}{title}{body[:52]}\n{title}\n{body}") == flat(body)


def test_the_time_of_day_in_a_date_line_is_the_meetings() -> None:
    (speech,) = parse_page(RawPage("page.txt", f"{TITLE}\n(2016年10月8日,下午3:30)\n{BODY}".encode())).speeches
    assert speech.date == "2016-10-08"


def test_a_date_with_a_price_is_the_sites() -> None:
    (speech,) = parse_page(RawPage("page.txt", f"{TITLE}\n2026-03-02 12.00元 免费试读\n{BODY}".encode())).speeches
    assert speech.date is None


def test_a_lecture_is_named_by_what_follows_its_kind() -> None:
    name = "支部党课:把井台修到群众心坎上"
    (speech,) = parse_page(RawPage("page.txt", f"{name}\n\n{BODY}".encode())).speeches
    assert speech.title == name


def test_several_offices_before_a_masked_name_are_a_speakers() -> None:
    page = f"在全镇动员会上的讲话\n镇党委书记、人大主席XXX\n{BODY}"
    (speech,) = parse_page(RawPage("page.txt", page.encode())).speeches
    assert speech.speaker_role == "镇党委书记"


_OPENING = "在全县三秋现场会上的讲话\n同志们：\n今天召开三秋现场会，主要任务是抢收抢种，我讲两点意见。\n"
_HEADED = "一、抓紧抢收\n各乡镇不误农时，把每一块地都收净。\n"


@pytest.mark.parametrize(
    ("end", "truncated"),
    [
        (f"{_HEADED}二、抓实责任\n各村都要有人管。各级干部必须把", True),
        (f"{_HEADED}二是强化责任，", True),
        (f"{_HEADED}二、要抓实。各村要", True),
        (f"{_HEADED}二、抓实责任", True),
        (f"{_HEADED}谢谢大家", False),
        (f"{_HEADED}谢谢大家，祝今年有个好收成", False),
        (f"{_HEADED}这件事非常重要", False),
        (f"{_HEADED}任务就是三条：\n1.收净\n2.种满\n3.看牢", False),
        ("要做到两条。\n一、抓紧抢收\n二、抓实责任", False),
    ],
)
def test_a_text_whose_short_last_line_breaks_off_is_truncated(end: str, truncated: bool) -> None:
    (speech,) = parse_page(RawPage("page.txt", (_OPENING + end).encode())).speeches
    assert speech.truncated is truncated


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("在全县三秋现场会上的讲话\n何小川\n", None),
        ("在全县三秋现场会上的讲话\n何小川\n2019-03-02\n", None),
        ("在全县三秋现场会上的讲话\n县长 何小川\n", "何小川"),
        ("何小川\n", "何小川"),
        ("在全县三秋现场会上的讲话\n", None),
    ],
)
def test_a_bare_name_between_two_titles_is_of_who_put_the_page_there(head: str, name: str | None) -> None:
    (speech,) = parse_page(RawPage("page.txt", (head + _OPENING + _HEADED).encode())).speeches
    assert speech.speaker_name == name


def test_a_bare_name_below_both_titles_is_the_speakers() -> None:
    title, rest = _OPENING.split("\n", 1)
    page = f"{title}\n{title}\n何小川\n{rest}{_HEADED}"
    (speech,) = parse_page(RawPage("page.txt", page.encode())).speeches
    assert speech.speaker_name == "何小川"


_REST = "今天我们相聚在此，召开护林动员会。\n这是县委着眼于我县长远所作的安排，各乡镇要动起来。"


@pytest.mark.parametrize("note", ["", "（2355字）", "\n"])
@pytest.mark.parametrize("greeting", ["同志们，大家好！", "尊敬的各位领导、同志们,大家上午好。"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_greeting_in_place_of_a_colon_opens_the_text(note: str, greeting: str, gap: str) -> None:
    page = f"县长在全县护林大会上的讲话{note}{greeting}{gap}{_REST}"
    (speech,) = parse_page(RawPage("page.txt", page.encode())).speeches
    assert speech.title == "县长在全县护林大会上的讲话"
    assert "".join(speech.text.split()) == "".join(f"{greeting}{_REST}".split())


def test_a_greeting_that_a_sentence_speaks_of_is_no_salutation() -> None:
    line = "走进山村，老乡们说大家好，今天我们把沟清完，明天把泵站修好。"
    assert texts(f"{TITLE}\n同志们：\n{line}\n{_REST}") == flat(f"同志们：{line}{_REST}")


@pytest.mark.parametrize(
    ("notice", "truncated", "declared"),
    [
        ("【文章共2630字,精选范文,只供学习借鉴】", True, 2630),
        ("【文章共90字,精选范文,只供学习借鉴】", False, None),
        ("（查看全部图文，请先登录！）", True, None),
        ("请先登录", False, None),
    ],
)
def test_a_length_far_beyond_what_is_shown_tells_that_the_rest_is_missing(
    notice: str, truncated: bool, declared: int | None
) -> None:
    page = f"{_OPENING}{_HEADED}请大家回去马上动手，把三秋这一仗打好，不误农时。\n{notice}"
    (speech,) = parse_page(RawPage("page.txt", page.encode())).speeches
    assert (speech.truncated, speech.declared_chars) == (truncated, declared)
    assert speech.text.endswith("不误农时。")
