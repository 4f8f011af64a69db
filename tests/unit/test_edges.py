"""What stands right above and right below a speech: labels of the meeting, signatures, rows of buttons, translations.

All text is ours. Near misses stand beside the hits: what looks alike and is the speaker's, or somebody else's.
"""

from __future__ import annotations

import pytest

from parsers import parse_page
from schemas import RawPage, Speech

TITLE = "在全县渡口安全工作会议上的讲话"
BODY = (
    "同志们：\n今天开这个会，只讲渡口。全县二十六处渡口，有九处的船超过了十五年，船底的木板一脚能踩出水来。\n"
    "一、旧船一律靠岸。月底以前由交通局逐条验过，验不过的当场拆，拆一条补一条，补的钱县里出六成。\n"
    "二、船工一律持证。没有证的先歇下来，到航运站学半个月，学费由乡里出，学不会的另外安排活计。\n"
    "三、雨天一律停渡。水过警戒线，哪个说情也不许解缆，乡长要站在渡口上看着。\n"
    "人命关天，请大家回去就办。"
)


def speech_on(page: str) -> Speech:
    """Return the one speech of a page."""
    (speech,) = parse_page(RawPage("page.txt", page.encode())).speeches
    return speech


@pytest.mark.parametrize(
    "foot",
    [
        "【字号：大 中 小】 【打印】 【关闭】",
        "[推荐给朋友] [我要纠错]",
        "已有 3 人叫好 | 请作者喝茶 | 举报",
        "有 12 人觉得写得不坏 | 送花",
        "Comrades: this meeting is about the ferries of our county, twenty-six of them, nine of which are too old.",
        "渔歌 发表于 2014-5-7 08:02:11\n写得真实在，学习了！\n回复 举报",
        "本帖最后由 河口老船工 于 2014-5-6 21:20 编辑\n渔歌 发表于 昨天 08:02\n收藏了。",
        "追问\n很有用，谢谢！\n追答\n不必客气\n其他回答(2)\n书店里有这样的书",
        "往期精彩回顾\n▼\n渡口边的三代人",
        "【打印】 【关闭】\n管理维护：航运站信息室　　建议请投站长邮箱",
        "扫一扫，手机上看\n各局网站 ▽ 各乡网站 ▽",
        "〔打字：小舟　核对：老艄〕",
        "［注］底本是手抄本，共三页，缺一角。",
        "……（本页余下812字未显示，充值会员后可读）\n￥12.8/月 马上充值 已有帐号？登录",
        "……\nComrades, we met to speak of the ferries of our county and their boats.\n其他文献\n浅谈渡口的变迁",
    ],
)
def test_a_row_of_buttons_or_a_translation_below_the_text_is_no_text(foot: str) -> None:
    speech = speech_on(f"{TITLE}\n{BODY}\n{foot}\n")
    assert speech.text.rstrip("…\n") == BODY


@pytest.mark.parametrize("thanks", ["谢谢大家！", "谢谢各位船老大！"])
@pytest.mark.parametrize(
    "foot",
    [
        "投诉\n评论 3\n河口人\n写得真好，跑船的都该听听\n没有更多评论了",
        "赞 12 评论 3 转发\n问卷：您家的船几年了\n○ 五年以内　○ 五年以上\n看看别人怎么选",
        "来自手机客户端 1楼 2014-05-07 08:02\n回复\n渔歌：支持！早该查了\n2楼 2014-05-07 09:10\n河口人在外：讲得实在。",
    ],
    ids=["remarks", "a poll", "storeys"],
)
def test_below_thanks_and_a_line_of_the_site_nothing_is_text(thanks: str, foot: str) -> None:
    assert speech_on(f"{TITLE}\n{BODY}\n{thanks}\n{foot}\n").text == f"{BODY}\n{thanks}"


def test_a_speech_goes_on_below_thanks_and_a_line_of_the_site() -> None:
    first, second = BODY.split("\n二、", 1)
    page = f"{TITLE}\n{first}\n来的船工不少，谢谢大家！\n赞 12 评论 3 转发\n二、{second}"
    assert speech_on(page).text.endswith(second)


def test_a_reply_with_its_storey_stands_below_the_text() -> None:
    replies = "来自手机客户端 1楼 2014-05-07 08:02\n渔歌：支持！早该查了\n2楼 2014-05-07 09:10\n河口人在外：讲得实在。"
    speech = speech_on(f"{TITLE}\n{BODY}\n2014年5月6日\n{replies}\n")
    assert (speech.text, speech.date) == (BODY, "2014-05-06")


@pytest.mark.parametrize("last", ["（全场鼓掌）", "（会后，渡口的船工在县委门口站了很久）"])
def test_what_was_heard_or_seen_at_the_end_is_text(last: str) -> None:
    assert speech_on(f"{TITLE}\n{BODY}\n{last}\n").text.endswith(last)


@pytest.mark.parametrize("note", ["船老大托我把书记的话打成字，贴在这里给跑船的看", "我们船上的人传着看过了，都说在理"])
def test_what_a_poster_says_above_the_salutation_is_no_text(note: str) -> None:
    assert speech_on(f"{TITLE}\n楼主 发表于 2014-5-6 21:00\n{note}\n{BODY}\n").text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "【广告】河口县供销社船用桐油到货",
        "[推广] 买救生衣，到河口劳保店",
        "精选实用文档整理推荐，更新于二〇一九年三月",
        "图片",
    ],
)
def test_a_line_that_a_site_sets_into_the_text_is_no_text(line: str) -> None:
    first, second = BODY.split("二、", 1)
    assert "".join(speech_on(f"{TITLE}\n{first}{line}\n二、{second}").text.split()) == "".join(BODY.split())


def test_the_days_of_other_articles_are_not_the_speechs() -> None:
    page = f"{TITLE}\n{BODY}\n相关推荐\n水库巡查会上的讲话 2014-05-02\n船检站的一天 2014-04-28\n"
    assert speech_on(page).date is None


@pytest.mark.parametrize("line", ["（2014年5月6日，根据录音整理）", "(2014年5月6日 根据现场录音整理稿)"])
def test_a_date_line_may_say_how_the_text_was_taken_down(line: str) -> None:
    assert speech_on(f"{TITLE}\n{line}\n{BODY}\n").date == "2014-05-06"


@pytest.mark.parametrize("line", ["", "渔歌 发表于 2014-5-6 21:00:05 | 只看该作者\n"])
def test_a_speech_goes_on_below_a_posts_head(line: str) -> None:
    first, second = BODY.split("二、", 1)
    assert "".join(speech_on(f"{TITLE}\n{first}{line}二、{second}").text.split()) == "".join(BODY.split())


def test_a_few_last_words_that_go_on_with_a_sentence_are_text() -> None:
    page = f"{TITLE}\n{BODY.removesuffix('。')}，船也\n4/9\n靠岸了\n5/9\n。散会，\n6/9\n还剩3页未读"
    assert "".join(speech_on(page).text.split()).endswith("船也靠岸了。散会，")


@pytest.mark.parametrize("last", ["一句话：船要好，人要稳，心要细。", "OK，散会。"])
def test_last_words_of_another_look_are_text(last: str) -> None:
    assert speech_on(f"{TITLE}\n{BODY}\n{last}\n").text.endswith(last)


@pytest.mark.parametrize(
    ("foot", "role", "date"),
    [
        ("副县长　罗大川\n二〇〇四年五月六日", "副县长", "2004-05-06"),
        ("2004年5月6日\n副县长 罗大川", "副县长", "2004-05-06"),
        ("副县长：罗大川", "副县长", None),
        ("罗大川\n2004年5月6日", None, "2004-05-06"),
        ("【打印】 【关闭】\n办公室主任 罗大川", None, None),
        ("副县长", None, None),
    ],
    ids=["over the date", "under the date", "with a colon", "a name alone", "below the site's", "an office alone"],
)
def test_who_signs_below_the_text_spoke_it(foot: str, role: str | None, date: str | None) -> None:
    speech = speech_on(f"{TITLE}\n{BODY}\n{foot}\n")
    assert (speech.speaker_role, speech.date, speech.text) == (role, date, BODY)


def test_who_is_named_above_the_text_goes_before_who_signs_below_it() -> None:
    assert speech_on(f"{TITLE}\n县长 丰禾\n{BODY}\n秘书长 罗大川\n").speaker_role == "县长"
    assert speech_on(f"县长{TITLE}\n{BODY}\n局长 罗大川\n").speaker_role == "县长"


@pytest.mark.parametrize(
    ("head", "role", "date"),
    [
        ("时间：2014年5月6日上午\n地点：县委礼堂\n讲话人：县委副书记、县长 罗**\n标题：{title}", "县长", "2014-05-06"),
        ("{title}\n会议时间：2014年5月6日\n主讲人：副县长 罗大川", "副县长", "2014-05-06"),
        ("{title}\n地点：县委礼堂　时间：2014年5月6日\n发言人：县长", "县长", "2014-05-06"),
        ("{title}\n时间：2014年5月6日", None, None),
        ("{title}\n发布人：县长信箱", None, None),
    ],
    ids=["four labels", "a meeting's time", "in one line", "a time without a place", "who put it up"],
)
def test_labels_above_the_text_tell_who_spoke_and_when(head: str, role: str | None, date: str | None) -> None:
    speech = speech_on(f"{head.format(title=TITLE)}\n{BODY}\n")
    assert (speech.title, speech.speaker_role, speech.date, speech.text) == (TITLE, role, date, BODY)


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("{title}（2014年5月6日）罗大川", "罗大川", None),
        ("县长{title} (2014年5月6日) 罗大川", "罗大川", "县长"),
        ("{title}(2014年5月6日)副县长 罗大川", "罗大川", "副县长"),
    ],
)
def test_a_day_and_a_name_that_a_title_runs_into_are_read(line: str, name: str, role: str | None) -> None:
    speech = speech_on(f"{line.format(title=TITLE)}\n{BODY}\n")
    assert (speech.speaker_name, speech.speaker_role, speech.date, speech.text) == (name, role, "2014-05-06", BODY)
    assert speech.title is not None
    assert speech.title.endswith(TITLE)


def test_what_a_rule_knows_behind_the_beginning_of_a_sentence_takes_nothing_of_it() -> None:
    notice = "该文档为免费预览，超出部分需下载，全文共8页，当前为第2页"
    speech = speech_on(f"{TITLE}\n{BODY}\n船要验，船工也要验。缆绳 {notice}\n")
    assert (speech.text.split("\n")[-1], speech.truncated) == ("船要验，船工也要验。缆绳", True)


@pytest.mark.parametrize("opened", ["各乡镇、各航运站：", "三、旧船靠岸，一条不留", "……\n三、旧船靠岸，一条不留"])
def test_what_an_excerpt_or_a_call_to_stations_opens_with_is_text(opened: str) -> None:
    body = BODY.removeprefix("同志们：\n")
    assert speech_on(f"{TITLE}\n标签：渡口，安全\n{opened}\n{body}\n").text == f"{opened.lstrip('…').lstrip()}\n{body}"


@pytest.mark.parametrize(
    "foot",
    [
        "（此件发至各乡镇、各渡口）",
        "───────────\n发：各乡镇人民政府，县直有关部门\n共印60份",
        "主办：青峰县交通局 承办：航运站",
        "分享 评论(2) 赞(15)\n渔歌: 写得好\n老船工: 实在",
        "👆👆👆\n长按关注 河口笔记",
        "点赞 收藏\n渔歌: 写得好，学习了！",
    ],
)
def test_the_foot_of_a_paper_and_what_readers_left_is_no_text(foot: str) -> None:
    assert speech_on(f"{TITLE}\n{BODY}\n{foot}\n").text == BODY


@pytest.mark.parametrize(
    "last", ["谢谢大家！", "就讲这些。", "四、说到做到。", "请大家散会以后就走一趟渡口，不要等到明天。"]
)
def test_last_words_below_a_row_of_buttons_are_text(last: str) -> None:
    assert speech_on(f"{TITLE}\n{BODY}\n点赞 收藏\n{last}\n").text == f"{BODY}\n{last}"


@pytest.mark.parametrize(
    ("head", "foot"),
    [("_第3页", "首页 上一页 1 2 3"), ("", "上一页 1 2 3"), ("(第2页)-青禾文秘", ""), ("", "1 2 3 下一页")],
)
def test_a_later_or_an_earlier_page_of_a_text_is_not_the_whole(head: str, foot: str) -> None:
    speech = speech_on(f"{TITLE}{head}\n{BODY}\n{foot}\n")
    assert (speech.title, speech.truncated, speech.text) == (TITLE, True, BODY)


def test_dots_below_a_sentence_that_breaks_off_are_the_sites() -> None:
    speech = speech_on(f"{TITLE}\n{BODY.partition('乡长要站')[0]}\n……\n")
    assert (speech.text.endswith("哪个说情也不许解缆，"), speech.truncated) == (True, True)


@pytest.mark.xfail(reason="dots behind a word may be the speaker's, who leaves something out")
def test_dots_behind_a_sentence_that_breaks_off_are_the_sites() -> None:
    speech = speech_on(f"{TITLE}\n{BODY.partition('乡长要站')[0]}……\n本文档剩余内容请下载后查看\n")
    assert speech.text.endswith("哪个说情也不许解缆，")


@pytest.mark.xfail(reason="a motto without a subtitle names nothing that is spoken")
def test_a_motto_over_the_lines_of_a_journal_is_the_title() -> None:
    head = "把每一条渡船管好\n罗大川\n摘 要：本文是作者在全县渡口安全工作会议上的讲话。\n关键词：渡口；安全"
    assert speech_on(f"{head}\n{BODY}\n").title == "把每一条渡船管好"
