"""Personal data is in nothing that a release shows of a page, wherever it stood; what only looks like it stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from output.checks import EvidenceRow, GapRow, PageRow, SpeechRow, page_problems
from output.ledger import EditRow
from output.release import publish
from output.shards import write_shard
from parsers import parse_page
from parsers.catalogue import all_rules
from parsers.privacy import MASK, identity_holds, masked, private_runs
from schemas import EditKind, ParsedPage, RawPage

PAGE = """在全县信访工作会议上的讲话
（2016年4月12日）
{head}
同志们：
今天召开全县信访工作会议，主要任务是总结去年工作，部署今年任务。下面，我讲三点意见。
一、认清形势。信访工作是了解民情的窗口，{inside}各级各部门要高度重视，把群众的事放在心上。
二、突出重点。要把责任压到每一个人，把时间排到每一天，件件有着落，事事有回音，不能推来推去。
三、加强领导。要严明纪律，严格督查，对工作不力的严肃问责。同志们，让我们鼓足干劲，完成全年任务！
{tail}
"""

HITS = [
    ("13812345678", "手机13812345678"),
    ("13812345678", "＋8613812345678"),
    ("138-1234-5678", "拨打138-1234-5678反映"),
    ("139 0000 1111", "联系人王某（139 0000 1111）"),
    ("0371-66123456", "举报电话0371-66123456"),
    ("66123456", "值班电話：66123456"),
    ("400-123-4567", "服务热线400-123-4567"),
    ("110101199003070011", "身份证号110101199003070011"),
    ("110101199003070011", "有一位叫110101199003070011的同志"),
    ("110101199003071234", "身份證號碼：110101199003071234"),
    ("110101900307123", "身份证：110101900307123"),
    ("someone88@example.com", "投稿请发someone88@example.com，谢谢"),
    ("123456789@qq.com", "邮箱123456789@qq.com"),
    ("50127744", "加QQ50127744"),
    ("50127744", "QQ群：50127744"),
    ("gw_2021a", "微信号gw_2021a"),
    ("gwxiezuo", "加微信：gwxiezuo"),
]
"""What must be gone, and how it stands on the page."""

NEAR_MISSES = [
    "按照〔2009〕12号文件", "豫政办〔2016〕100号", "2016年完成投资13812345678元", "总面积13800000000平方米",
    "增长13.812345678%", "全县人口1381234人", "邮编450000", "邮政编码：100044", "拨打12345热线", "110、119、120联动",
    "电力服务95598", "统一社会信用代码91410100MA12345678", "编号20160412001", "项目编号410105201903150001",
    "从2010到2016", "2010-2016年", "20160412", "第1381234号", "建立QQ群120个", "微信公众号：mouxianfabu",
    "推广微信APP", "举报邮箱jubao@mouxian.gov.cn", "发电13800000000千瓦时", "北纬34.716612度", "手机2000000部",
    "GB/T 2260-2007", "电话110", "ISBN 978-7-01-0000000", "户籍1380000户", "合计0371660000000元",
]  # fmt: skip


def parsed(head: str = "", inside: str = "", tail: str = "", page: str = PAGE) -> ParsedPage:
    body = page.format(head=head, inside=f"{inside}，" if inside else "", tail=tail)
    return parse_page(RawPage(source="a.txt", body=body.encode()))


def strings(value: object) -> Iterator[str]:
    """Yield every string in a record, but for where the page came from."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in ("source", "page_id", "speech_id", "sha256", "url", "cluster_id", "parser_version"):
                yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def assert_sound(page: ParsedPage) -> None:
    """Assert that the page satisfies the invariants, as verification checks them."""
    row = PageRow(*(getattr(page.page, name) for name in PageRow._fields))
    edits = [EditRow(*(getattr(edit, name) for name in EditRow._fields)) for edit in page.edits]
    speeches = [
        SpeechRow(**{
            **{name: getattr(speech, name) for name in SpeechRow._fields},
            "gaps": [GapRow(**asdict(gap)) for gap in speech.gaps],
            "evidence": [EvidenceRow(**asdict(item)) for item in speech.evidence],
            "cluster_id": speech.speech_id, "is_canonical": True,
        })
        for speech in page.speeches
    ]  # fmt: skip
    assert list(page_problems(row, edits, speeches)) == []


@pytest.mark.parametrize("where", ["head", "inside", "tail"])
@pytest.mark.parametrize(("private", "words"), HITS, ids=[words for _, words in HITS])
def test_it_is_in_nothing_that_is_shown(private: str, words: str, where: str) -> None:
    page = parsed(**{where: words})
    assert page.page.status == "published"
    assert [text for text in strings(asdict(page)) if private in text] == []
    assert MASK * len(private) in page.page.text
    assert MASK not in page.speeches[0].text
    assert_sound(page)


@pytest.mark.parametrize(("private", "words"), HITS, ids=[words for _, words in HITS])
def test_the_ledger_calls_it_privacy_inside_a_speech(private: str, words: str) -> None:
    (edit,) = [edit for edit in parsed(inside=words).edits if edit.kind is EditKind.PRIVACY]
    assert edit.text == MASK * (edit.end - edit.start)
    assert edit.end - edit.start >= len(private)


@pytest.mark.parametrize("words", NEAR_MISSES)
def test_what_only_looks_like_it_stays(words: str) -> None:
    assert [words[run.start : run.end] for run in private_runs(words)] == []
    assert words in "".join(parsed(inside=words).page.text)
    assert not [edit for edit in parsed(inside=words).edits if edit.kind is EditKind.PRIVACY]


def test_it_is_masked_on_pages_that_are_no_speech() -> None:
    page = parse_page(RawPage(source="a.txt", body="关于停水的通知\n如有疑问，请拨打13812345678。\n".encode()))
    assert page.page.status == "rejected"
    assert [text for text in strings(asdict(page)) if "13812345678" in text] == []
    assert_sound(page)


def test_it_is_masked_in_the_titles_of_a_page() -> None:
    html = f"<html><head><title>讲话稿 代写加微信gw2021abc</title></head><body><p>{PAGE}</p></body></html>"
    page = parsed(page=html.replace("\n", "</p><p>"))
    assert "gw2021abc" not in str([*strings(asdict(page))])


@pytest.mark.parametrize("mask", ["138(pī)12345678", "138本稿属于某某网12345678"])
def test_what_mending_alone_shows_is_masked_too_if_it_is_found(mask: str) -> None:
    """A number that the page itself tears apart is found only if mending puts it together; then nothing shows it."""
    page = parsed(inside=mask)
    assert_sound(page)
    assert "13812345678" not in str([*strings(asdict(page))])


@pytest.mark.parametrize(
    ("number", "holds"),
    [("11010119900307001X", False), ("110101199003070011", True), ("11010519491231002X", True),
     ("11010519491231002x", True), ("110105194912310021", False), ("1101051949123100", False)],
)  # fmt: skip
def test_the_check_digit_of_an_identity_number(number: str, holds: bool) -> None:
    assert identity_holds(number) is holds


def test_masks_keep_lengths_and_line_breaks() -> None:
    assert masked("一二三\n四五", [(1, 5), (2, 3)]) == f"一{MASK}{MASK}\n{MASK}五"
    assert masked("一二", []) == "一二"


def test_a_release_holds_none(tmp_path: Path) -> None:
    pages = [parsed(head=words, inside=words, tail=words) for _, words in HITS[::4]]
    write_shard(tmp_path / "parsed" / "all", pages)
    release = publish(tmp_path, [tmp_path / "parsed" / "all"], rules=all_rules(), parser_version="9.9+test")
    with duckdb.connect(release.path / "catalog.duckdb", read_only=True) as con:
        rows = [str(con.sql(f"FROM {name}").fetchall()) for name in ("speeches", "pages", "edits")]
    assert [private for private, _ in HITS[::4] if any(private in text for text in rows)] == []
