"""Titles: cleaned of what sites hang on them, joined where they were broken, taken from the right line."""

from __future__ import annotations

import pytest

from parsers.parts.segments import segments
from parsers.titles import clean_title, page_title_of, title_of
from parsers.units import units_of

BODY = "同志们：\n这次会议开得很及时，主要任务是把水利建设的事情定下来，我先讲三点意见。\n谢谢大家！"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("标题：在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("《在全县水利建设会议上的讲话》", "在全县水利建设会议上的讲话"),
        ("3、在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话（全文）", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话范文", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话(2)", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话_青禾文库", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话 - 半山公文网", "在全县水利建设会议上的讲话"),
        ("副县长到渠首工地调研-讲话致辞", "副县长到渠首工地调研"),
        ("在全县水利建设会议上的讲话_领导讲话", "在全县水利建设会议上的讲话"),
        ("在全县水利 建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("第三篇：在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("【篇一】在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话 县长 李明", "在全县水利建设会议上的讲话"),
        ("编号：20394在全县水利建设会议上的讲话2018年在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话（共3篇）在全县水利建设会议上的讲话1", "在全县水利建设会议上的讲话"),
        ("“在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("12018年在全县水利建设会议上的讲话", "2018年在全县水利建设会议上的讲话"),
        ("文稿中心：在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("07 在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("12　在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("3、《在全县水利建设会议上的讲话》", "在全县水利建设会议上的讲话"),
        ("2、《决定》颁布座谈会上的讲话", "《决定》颁布座谈会上的讲话"),
        ("第二篇 | 在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("材料三：在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("② 在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("★在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("★ 在全县水利建设会议上的讲话 ★", "在全县水利建设会议上的讲话"),
        ("文档名称 在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("20 周年座谈会上的讲话", "20周年座谈会上的讲话"),
        ("3 月 5 日在全县水利建设会议上的讲话", "3月5日在全县水利建设会议上的讲话"),
        ("【致辞题目】在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("【2019年】在全县水利建设会议上的讲话", "【2019年】在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话3050字范本", "在全县水利建设会议上的讲话"),
        ("◆◆ 在全县水利建设会议上的讲话 ◆◆", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话.docx", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话(第3页)-青禾文秘", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话(2)_领导讲话", "在全县水利建设会议上的讲话"),
    ],
)
def test_a_title_is_freed_of_what_hangs_on_it(line: str, title: str) -> None:
    assert clean_title(line) == title


@pytest.mark.parametrize(
    "title",
    [
        "在县十六届人大三次会议上的讲话",
        "在庆祝建党100周年大会上的讲话",
        "2019年新年致辞",
        "在“百日攻坚”动员会上的讲话",
        "在第三届油菜花节开幕式上的致辞",
        "在全县三级干部会议上的讲话",
        "在全县水利工作会议上的讲话，在全县林业工作会议上的讲话",
    ],
)
def test_a_title_keeps_what_is_its_own(title: str) -> None:
    assert clean_title(title) == title


def title_on(text: str) -> str | None:
    """Return the title of the first text of a page."""
    units = units_of(text)
    found = title_of(units, segments(units)[0], page_title_of(units))
    return found.text if found else None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话\n在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话\n（2018年11月3日）\n县长 李明川", "在全县水利建设会议上的讲话"),
        ("第一篇：县长水利会讲话\n在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("第一篇：在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        ("第一篇：在全县水利建设会议上的讲话\n水利会议讲话（精选多篇）", "在全县水利建设会议上的讲话"),
        ("水利会讲话稿范文\n发布时间：2018-11-05\n在全县水利建设会议上的讲话", "在全县水利建设会议上的讲话"),
        (
            "引来活水润千家\n——在全县冬春水利建设暨农村饮水安全工作会议上的讲话",
            "引来活水润千家——在全县冬春水利建设暨农村饮水安全工作会议上的讲话",
        ),
        ("在全县冬春水利建设暨\n农村饮水安全工作会议上的讲话", "在全县冬春水利建设暨农村饮水安全工作会议上的讲话"),
        ("李明川同志在全县水利建设会议上的\n讲 话", "李明川同志在全县水利建设会议上的讲话"),
        ("下面是小编为大家整理的在全县水利建设会议上的讲话，供大家参考。", "在全县水利建设会议上的讲话"),
        ("文档名称：\n镇长水利动员讲话.doc\n下载后可任意编辑", "镇长水利动员讲话"),
        ("题目：镇长水利动员讲话 |\n2018年11月3日", "镇长水利动员讲话"),
        ("在全县水利建设会议上的讲话.doc\n内容要点：", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话\n导航：述职 汇报 致辞 演讲稿", "在全县水利建设会议上的讲话"),
        ("三、县长在全县冬春水利\n建设会议上的讲话", "县长在全县冬春水利建设会议上的讲话"),
        ("第三篇：县长在全县冬春水利\n建设会议上的讲话", "县长在全县冬春水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话\n※点击查看更多讲话稿※", "在全县水利建设会议上的讲话"),
        ("在全县水利建设会议上的讲话\n热门推荐：林场场长发言稿", "在全县水利建设会议上的讲话"),
        ("第三篇：在全县水利建设会议上的讲话\n林场场长发言稿", "林场场长发言稿"),
        ("第三篇：在全县水利建设会议上的讲话\n热门推荐：林场场长发言稿", "在全县水利建设会议上的讲话"),
        ("讲话大全\n热门：总结 发言稿\n☆☆ 在全县水利建设会议上的讲话 ☆☆", "在全县水利建设会议上的讲话"),
    ],
    ids=[
        "alone",
        "twice",
        "above date and speaker",
        "own before list's",
        "list's",
        "list's before the collection's",
        "own before page's",
        "motto",
        "broken",
        "broken before a wide kind",
        "editor's",
        "file's",
        "labelled",
        "of the file, above an outline's label",
        "above a row of columns",
        "numbered and broken",
        "list's, broken",
        "above a button",
        "above a link",
        "own below list's",
        "list's above a link",
        "in a frame of stars",
    ],
)
def test_the_title_is_the_texts_own(head: str, title: str) -> None:
    assert title_on(f"{head}\n{BODY}") == title


def test_a_motto_keeps_a_short_subtitle() -> None:
    assert clean_title("引来活水润千家——在全县水利会议上的讲话") == "引来活水润千家——在全县水利会议上的讲话"


def test_a_text_without_title_has_none() -> None:
    assert title_on(BODY) is None


@pytest.mark.parametrize("line", ["上一篇：在全县会议上的讲话", "水利建设的意义是重大的。", "2018年11月3日"])
def test_what_is_no_title_names_no_page(line: str) -> None:
    assert page_title_of(units_of(f"{line}\n{BODY}")) is None


SITE_LINES = "\n".join(f"站长推荐第{number}条" for number in range(1, 14))


def test_a_title_stands_above_all_that_a_site_put_between_it_and_the_text() -> None:
    assert title_on(f"入党申请书\n在全县护林会上的讲话\n{SITE_LINES}\n{BODY}") == "在全县护林会上的讲话"
    assert title_on(f"{SITE_LINES}\n在全县护林会上的讲话\n热门文章\n{SITE_LINES}\n{BODY}") is None
    assert title_on(f"实用文档 | 演讲稿 |\n{SITE_LINES}\n{BODY}") is None
