"""Holes filled from other copies: which are, which never, and what the apparatus says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

import pytest
from copies_samples import base, settle, speech

from output.copies.checks import ReadingRow, unsound
from output.copies.collation import collated
from output.copies.pairing import CONTEXT
from output.copies.sides import Side, side
from parsers.masks import masks_in
from schemas import DateBasis, Gap, Hole, Reading

HEAD = "同志们：\n今天召开全县水利工作会议，主要任务是总结今年的工作，部署明年的任务。"
LINE = "全年改造渠道三十二公里，新增灌溉面积一万五千亩，受益群众超过四万人，质量都是过硬的。"
TAIL = "水利局局长张建国同志牵头，各乡镇配合，务必在汛期之前完成，谁误了事就追究谁的责任。\n谢谢大家。"
WHOLE = f"{HEAD}\n{LINE}\n{TAIL}"


def taken(
    text: str, name: str = "canonical", *, gaps: tuple[tuple[int, int | None], ...] = (), torn: bool = False
) -> Side:
    return side(name, text, [mask.token for mask in masks_in(text)], gaps, truncated=torn)


def sound(text: str, *witnesses: str, **holes: Any) -> tuple[str | None, list[Reading]]:
    """Return a text collated with copies that have these texts, and the apparatus, as a release may have them.

    A copy that stops in the middle of a sentence is truncated.
    """
    speech = taken(text, **holes)
    whole, readings = collated(speech, [taken(w, f"w{n}", torn=w[-1].isalnum()) for n, w in enumerate(witnesses)])
    tokens = [mask.token for mask in masks_in(text)]
    rows = [cast("ReadingRow", {**asdict(reading), "kind": reading.kind.value}) for reading in readings]
    assert not [*unsound(text, whole, [gap for gap, _ in speech.gaps], tokens, rows)]
    return whole, readings


def filled(text: str, *witnesses: str, **holes: Any) -> str | None:
    return sound(text, *witnesses, **holes)[0]


def apparatus(text: str, *witnesses: str, **holes: Any) -> list[Reading]:
    return sound(text, *witnesses, **holes)[1]


@pytest.mark.parametrize(
    "masked",
    [
        WHOLE.replace("张建国", "×××"),
        WHOLE.replace("张建国", "某某"),
        WHOLE.replace("三十二", "**"),
        WHOLE.replace("三十二", "XX").replace("一万五千", "XX").replace("张建国", "X"),
        WHOLE.replace("全县水利", "全县**"),
        WHOLE.replace("同志牵头", "××牵头"),
        WHOLE.replace("建", "\ufffd"),
    ],
)  # fmt: skip
def test_a_mask_is_filled_from_a_copy_that_has_the_words(masked: str) -> None:
    assert masked != WHOLE
    assert filled(masked, WHOLE) == WHOLE


def test_the_apparatus_says_what_stood_and_what_was_put() -> None:
    masked = WHOLE.replace("张建国", "×××")
    assert apparatus(masked, WHOLE, WHOLE.replace("谢谢大家。", "谢谢！")) == [
        Reading("canonical", masked.index("×"), Hole.MASK, "×××", "张建国", "w0", 2, True)
    ]


def test_part_of_a_year_is_filled_as_a_whole() -> None:
    whole = WHOLE.replace("今年", "2018年")
    (reading,) = apparatus(whole.replace("2018", "20xx"), whole)
    assert (reading.stood, reading.reading) == ("20xx", "2018")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.translate(str.maketrans("，：。", ",:.")),
        lambda text: "".join(c for c in text if c.isalnum() or c == "\n"),
        lambda text: text.replace("，", "，\n"),
        lambda text: text.replace("水利局", "水 利 局"),
        lambda text: text.replace("总结", "縂結"),
    ],
)  # fmt: skip
def test_punctuation_width_space_and_script_of_a_witness_do_not_matter(change: Any) -> None:
    assert filled(WHOLE.replace("张建国", "×××"), change(WHOLE)) == WHOLE


@pytest.mark.parametrize(
    ("why", "masked", "witness"),
    [
        ("the witness has a mask there too", WHOLE.replace("张建国", "×××"), WHOLE.replace("张建国", "**")),
        ("half a mask", WHOLE.replace("张建国", "×××"), WHOLE.replace("张建国", "张××")),
        ("the witness left it out", WHOLE.replace("张建国", "×××"), WHOLE.replace("张建国", "")),
        ("the witness has other words before", WHOLE.replace("张建国", "×××"), WHOLE.replace("局局长", "部主任")),
        ("the witness has other words behind", WHOLE.replace("张建国", "×××"), WHOLE.replace("同志牵头", "负责")),
        ("the witness has a sentence there", WHOLE.replace("张建国", "×××"), WHOLE.replace("张建国", "来了。他")),
        ("it has a watermark there", WHOLE.replace("张建国", "×××"), WHOLE.replace("张建国", "张建国【文库】")),
        ("a digit is not lost", WHOLE.replace("改造渠道", "改造\ufffd渠道"), WHOLE.replace("改造渠道", "改造4渠道")),
        ("two masks side by side", WHOLE.replace("张建国同志", "×××，××"), WHOLE),
        ("digits gone without a trace", WHOLE.replace("三十二", ""), WHOLE),
        ("nothing is missing", WHOLE, WHOLE.replace("张建国", "李卫东")),
        ("too little context", "各位：\n××县的。", "开会：\n临江县的"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_not_filled(why: str, masked: str, witness: str) -> None:
    assert filled(masked, witness) is None, why


def test_where_witnesses_disagree_nothing_is_filled_and_all_readings_are_listed() -> None:
    masked = WHOLE.replace("张建国", "×××").replace("三十二", "××")
    found = apparatus(masked, WHOLE, WHOLE.replace("张建国", "李卫东"), WHOLE.replace("谢谢", "多谢"))
    assert [(r.stood, r.reading, r.witness_id, r.n_witnesses, r.filled) for r in found] == [
        ("××", "三十二", "w0", 3, True),
        ("×××", "张建国", "w0", 2, False),
        ("×××", "李卫东", "w1", 1, False),
    ]


@pytest.mark.parametrize(
    ("kin", "put"),
    [
        (WHOLE.replace("张建国", "李卫东"), False),
        (WHOLE.replace("张建国", "张建"), False),
        (WHOLE, True),
        (WHOLE.replace("张建国", "××"), True),
        (WHOLE.replace("三十二", "四十一"), True),
        (WHOLE.replace("张建国", "李卫东").replace("局局长", "部主任"), True),
    ],
)  # fmt: skip
def test_a_mask_is_not_filled_where_another_speech_of_which_it_may_be_a_copy_has_something_else(
    kin: str, put: bool
) -> None:
    masked = WHOLE.replace("张建国", "×××")
    for tied, kin_tied in (((), False), ((), True), ({"w"}, True), ({"w"}, False)):
        whole, (reading,) = collated(taken(masked), [taken(WHOLE, "w")], tied, [(taken(kin, "kin"), kin_tied)])
        is_put = put or (bool(tied) and not kin_tied)
        assert (reading.reading, reading.witness_id, reading.n_witnesses, reading.filled) == ("张建国", "w", 1, is_put)
        assert whole == (WHOLE if is_put else None)


def given(*places: str) -> str:
    """Return a speech that names its city twice, by these names."""
    first, second = places
    return base(7).replace("榆树市", f"{first}市").replace("三句话", f"{second}市有三句话")


@pytest.mark.parametrize(
    ("stated", "second", "put"),
    [
        ({}, "××", False),
        ({"township": "河口镇"}, "××", False),
        ({"county": "柳河市"}, "××", True),
        ({"date": "2017", "date_basis": DateBasis.DATELINE}, "××", True),
        ({}, "柳河", True),
    ],
)
def test_what_tells_two_speeches_apart_is_put_only_into_one_that_states_which_it_is(
    stated: dict[str, Any], second: str, put: bool
) -> None:
    dated = {"date_basis": DateBasis.DATELINE}
    found = settle([
        speech("masked", given("××", second), **stated),
        speech("here", given("柳河", "柳河")[:-300], county="柳河市", date="2017", **dated),
        speech("there", given("临江", "临江")[:-600], county="临江市", date="2015", **dated),
    ])  # fmt: skip
    assert found.canonical == {"masked": "masked", "here": "masked", "there": "there"}
    assert found.collated["masked"] == (given("柳河", "柳河") if put else None)
    assert {(row["reading"], row["witness_id"], row["filled"]) for row in found.apparatus} == {("柳河", "here", put)}


@pytest.mark.parametrize(
    ("year_here", "year_there", "put"),
    [(None, None, False), (None, "2015", True), ("2017", None, True)],
)
def test_a_masked_county_is_filled_into_a_dated_speech_from_a_copy_of_its_year_or_if_no_other_county_may_be_meant(
    year_here: str | None, year_there: str | None, put: bool
) -> None:
    found = settle([
        speech("masked", given("××", "××"), date="2017", date_basis=DateBasis.DATELINE),
        speech("here", given("柳河", "柳河")[:-300], county="柳河市", date=year_here, date_basis=DateBasis.DATELINE),
        speech("there", given("临江", "临江")[:-600], county="临江市", date=year_there, date_basis=DateBasis.DATELINE),
    ])  # fmt: skip
    assert found.canonical["there"] == "there"
    assert {(row["reading"], row["filled"]) for row in found.apparatus} == {("柳河", put)}


@pytest.mark.parametrize(("county", "put"), [("临江", False), ("柳河", True)])
def test_kin_that_state_nothing_else_may_gainsay_though_others_of_their_cluster_state_another_year(
    county: str, put: bool
) -> None:
    found = settle([
        speech("masked", given("××", "××"), date="2017", date_basis=DateBasis.DATELINE),
        speech("here", given("柳河", "柳河")[:-300], county="柳河市"),
        speech("of both", given(county, county)[:-500], county="临江市"),
        speech("there", given("××", "××")[:-600], county="临江市", date="2015", date_basis=DateBasis.DATELINE),
    ])  # fmt: skip
    assert found.canonical["there"] == found.canonical["of both"] == "of both"
    assert {(r["reading"], r["filled"]) for r in found.apparatus if r["speech_id"] == "masked"} == {("柳河", put)}


def test_at_the_very_beginning_there_need_be_no_more_context_than_there_is() -> None:
    masked = "各位×××：\n" + LINE
    assert filled(masked, masked.replace("×××", "代表")) == "各位代表：\n" + LINE
    assert filled(masked, "欢迎" + masked.replace("×××", "代表")) is None


def test_a_mask_that_ends_a_speech_has_no_context_behind_it() -> None:
    assert filled(LINE + "谢谢××。", LINE + "谢谢大家。") is None


def gap_at(words: str) -> tuple[str, int]:
    """Return the whole without some words, and where they stood."""
    return WHOLE.replace(words, ""), WHOLE.index(words)


@pytest.mark.parametrize("words", [LINE, LINE + "\n", "新增灌溉面积一万五千亩，", "，新增灌溉面积", "\n" + LINE])
@pytest.mark.parametrize("stated", [None, 1000, 60])
def test_a_gap_is_filled(words: str, stated: int | None) -> None:
    text, offset = gap_at(words)
    got = filled(text, WHOLE, gaps=((offset, stated),))
    assert got is not None
    assert "".join(got.split()) == "".join(WHOLE.split())


def test_a_gap_is_not_filled_with_more_than_the_page_says_is_missing() -> None:
    text, offset = gap_at("新增")
    assert filled(text, WHOLE.replace("新增", LINE * 2), gaps=((offset, 2),)) is None


def test_a_witness_with_a_gap_of_its_own_there_is_not_asked() -> None:
    text, offset = gap_at(LINE)
    other = taken(WHOLE.replace(LINE, LINE[:15]), "w0", gaps=((WHOLE.index(LINE) + 15, None),))
    assert collated(taken(text, gaps=((offset, None),)), [other]) == (None, [])


def test_a_gap_is_filled_as_far_as_a_witness_that_was_torn_inside_it_goes() -> None:
    words = "新增灌溉面积一万五千亩，受益群众超过四万人，"
    text, offset = gap_at(words)
    torn = WHOLE[: WHOLE.index("受益群众") + 2]
    begun = WHOLE.replace(words, "新增灌溉面积一万五千亩，受益〔…〕")
    gaps = ((offset, len(words)),)
    assert filled(text, torn, gaps=gaps) == begun
    assert filled(text, torn, torn[:-9], gaps=gaps) == begun
    assert filled(text, torn, WHOLE, gaps=gaps) == WHOLE
    assert filled(text, torn.replace("五千", "三千"), torn, gaps=gaps) == begun.replace("五千", "〔…〕千")
    assert filled(text, torn.replace("面积", ""), WHOLE, gaps=gaps) == WHOLE.replace("面积", "〔…〕")
    assert filled(text, torn[torn.index("明年") :], gaps=gaps) is None, "too little before it is the same"
    assert filled(text, f"{torn[:-2]}水渠要修好。", gaps=gaps) is None, "it was not torn: it ends otherwise"
    assert filled(text, f"{torn}群众，{'水渠要一条一条地看。' * 9}", gaps=gaps) is None, (
        "the page says that less is missing"
    )


@pytest.mark.parametrize(("lost", "whole"), [("", None), ("\ufffd", WHOLE)])
def test_nothing_stands_where_a_gap_is_behind_the_last_character(lost: str, whole: str | None) -> None:
    text = WHOLE[: WHOLE.index(LINE)] + lost
    assert filled(text, WHOLE, gaps=((len(text), None),)) == whole


def test_masks_of_one_witness_inside_a_gap_do_not_contradict_another() -> None:
    text, offset = gap_at(LINE)
    masked = WHOLE.replace("三十二", "××")
    (reading,) = apparatus(text, masked, WHOLE, gaps=((offset, None),))
    assert (reading.witness_id, reading.n_witnesses, reading.filled) == ("w1", 2, True)


def test_a_torn_end_goes_on_as_far_as_any_copy_that_agrees() -> None:
    torn = WHOLE[: WHOLE.index("，各乡镇")]
    assert filled(torn, WHOLE[:-6], WHOLE, torn=True) == WHOLE
    assert filled(torn + "……", WHOLE, torn=True) == WHOLE


def test_a_torn_end_goes_on_behind_a_character_that_was_torn_in_two() -> None:
    torn = WHOLE[: WHOLE.index("，各乡镇")]
    assert filled(torn[:-1] + "\ufffd", WHOLE) == WHOLE
    assert filled("\ufffd", WHOLE) is None


def test_an_end_that_looks_whole_goes_on_only_if_two_copies_say_so() -> None:
    torn = WHOLE[: WHOLE.index("\n水利局")]
    assert filled(torn, WHOLE, torn=True) == WHOLE
    curt = WHOLE.removesuffix("谢谢大家。")
    assert filled(torn, curt, torn=False) is None
    assert filled(torn, curt, curt.replace("汛期", "××"), torn=False) == curt.strip()
    assert filled(torn[:-3], WHOLE, torn=False) == WHOLE, "it stops in the middle of a sentence"


def test_of_a_long_reading_that_is_filled_on_which_all_copies_agree() -> None:
    torn = WHOLE[: WHOLE.index("新增")]
    other = WHOLE.replace("汛期", "雨季")
    found = apparatus(torn, WHOLE, other, torn=True)
    assert [(r.reading, r.witness_id, r.filled) for r in found] == [
        (WHOLE[len(torn) :].replace("汛期", "〔…〕"), "w0", True),
        (other[len(torn) :], "w1", False),
    ]
    text, offset = gap_at(LINE)
    assert filled(text, WHOLE, WHOLE.replace("渠道", ""), gaps=((offset, None),)) == WHOLE.replace("渠道", "〔…〕")


def test_a_figure_that_one_copy_lost_without_a_trace_is_filled_if_two_have_it() -> None:
    whole = WHOLE.replace("三十二", "32")
    lost, other = whole.replace("32", ""), whole.replace("32", "35")
    text, offset = whole.replace(LINE.replace("三十二", "32"), ""), whole.index(LINE[:4])
    again = whole.replace("谢谢大家", "多谢大家")
    gaps = ((offset, None),)
    assert filled(text, lost, whole, again, gaps=gaps) == whole
    assert filled(text, whole, again, lost, gaps=gaps) == whole
    assert filled(text, lost, whole, gaps=gaps) == whole.replace("32", "〔…〕")
    assert filled(text, whole, again, other, gaps=gaps) == whole.replace("32", "〔…〕")
    assert filled(text, lost, whole.replace("渠道", ""), whole, gaps=gaps) != whole


def test_what_one_copy_alone_has_between_words_is_one_dispute_however_many_have_it_not() -> None:
    torn = WHOLE[: WHOLE.index("新增")]
    dirty = WHOLE.replace("受益群众", "受益好稿天天有群众")
    clean = [WHOLE.replace("三十二", "×" * size) for size in (1, 2, 3, 4)]
    found = apparatus(torn, dirty, *clean, torn=True)
    assert [r.reading for r in found if r.filled] == [dirty[len(torn) :].replace("好稿天天有", "〔…〕")]


def test_a_passage_that_one_copy_left_out_without_a_trace_is_filled_if_more_have_it() -> None:
    torn = WHOLE[: WHOLE.index("新增")]
    left_out = WHOLE.replace("各乡镇配合，务必在汛期之前完成，", "")
    again = WHOLE.replace("三十二", "××")
    assert filled(torn, WHOLE, again, left_out, torn=True) == WHOLE
    assert filled(torn, left_out, WHOLE, again, torn=True) == WHOLE
    short = WHOLE[: WHOLE.index("\n水利局") + 1]
    assert filled(torn, WHOLE, left_out, torn=True) == short, "one against one"
    assert filled(torn, WHOLE, again, left_out, left_out.replace("三十二", "××"), torn=True) == short, "two against two"


def test_where_a_copy_is_torn_in_the_same_place_or_near_its_last_word_is_not_sought_far_away() -> None:
    torn = WHOLE[WHOLE.index("各乡镇配合") :]
    near = "张建国同志牵头，" + torn
    heads = WHOLE, WHOLE.replace("三十二", "××")
    assert filled(torn, *heads, "全" + near, torn=True) == WHOLE
    end = WHOLE[: WHOLE.index("受益")]
    assert filled(end, *heads, end + "受益群众超过", torn=True) == WHOLE


@pytest.mark.parametrize("name", ["恩施土家族苗族自治州", "临江区", "全市"])
def test_a_masked_place_is_not_filled_with_one_of_another_unit(name: str) -> None:
    assert filled(WHOLE.replace("全县水利", "××县水利"), WHOLE.replace("全县水利", f"{name}水利")) is None


def test_an_end_that_looks_whole_goes_on_in_one_copy_if_that_takes_leave_and_the_speech_does_not() -> None:
    torn = WHOLE[: WHOLE.index("\n水利局")]
    assert filled(torn, WHOLE.replace("谢谢大家", "我就讲这些")) == WHOLE.replace("谢谢大家", "我就讲这些")
    for leave in ("祝大家身体健康，工作顺利！", "以上几点，请同志们结合实际抓好落实。"):
        assert filled(torn, WHOLE.replace("谢谢大家。", leave)) == WHOLE.replace("谢谢大家。", leave)
    assert filled(torn, WHOLE.replace("谢谢大家", "写得不错，谢谢")) is None
    assert filled(WHOLE, WHOLE + "\n下面请大家讨论。谢谢大家。") is None


@pytest.mark.parametrize(
    ("last", "goes_on"),
    [
        ("二、抓好灌区工程", True),
        ("二、抓好灌区工程。", True),
        ("二、渠要修好。井也要淘好。", False),
        ("抓好灌区工程。", False),
    ],
)
def test_a_speech_that_ends_in_the_heading_of_a_part_goes_on_in_one_copy(last: str, goes_on: bool) -> None:
    torn = f"{HEAD}\n一、抓好渠道工程\n{LINE}\n{last}"
    whole = f"{torn}\n水利局局长张建国同志牵头，各乡镇配合，谁误了事就追究谁的责任。"
    assert filled(torn, whole) == (whole if goes_on else None)
    assert filled(torn.replace("一、抓好渠道工程\n", ""), whole.replace("一、抓好渠道工程\n", "")) == (
        whole.replace("一、抓好渠道工程\n", "") if not last.endswith("。") else None
    ), "no other part shows that words belong below"


def test_where_copies_disagree_by_more_an_end_is_filled_with_the_sentences_next_to_it() -> None:
    torn = WHOLE[: WHOLE.index("新增")]
    other = WHOLE.replace(
        WHOLE[WHOLE.index("各乡镇") :], "请大家下载全文阅读更多精彩内容，本站会员可以免费下载全部材料。"
    )
    found = apparatus(torn, WHOLE, other, torn=True)
    assert [r.reading for r in found if r.filled] == [WHOLE[len(torn) : WHOLE.index("\n水利局") + 1]]


def test_an_end_goes_as_far_as_the_longest_copy_that_agrees_though_it_hides_a_word() -> None:
    torn = WHOLE[: WHOLE.index("新增")]
    longest = WHOLE.replace("同志牵头", "××牵头")
    short = WHOLE[: WHOLE.index("局局长")]
    assert filled(torn, longest, short, torn=True) == longest
    assert filled(torn, longest, short, WHOLE, torn=True) == WHOLE


def test_a_torn_end_is_found_behind_a_gap_of_the_copy_that_goes_on() -> None:
    torn = WHOLE[: WHOLE.index("都是过硬")]
    gap = WHOLE.index("新增灌溉")
    rest = WHOLE.index("超过四万")
    witness = taken(WHOLE[:gap] + WHOLE[rest:], "w0", gaps=((gap, rest - gap),))
    assert collated(taken(torn, torn=True), [witness])[0] == WHOLE


def test_a_torn_end_goes_on_beyond_a_gap_of_the_copy_with_a_sign() -> None:
    torn = WHOLE[: WHOLE.index("，各乡镇")]
    end = WHOLE.index("谁误了事")
    witness = taken(WHOLE[:end] + "谢谢大家。", "w0", gaps=((end, 20),))
    assert collated(taken(torn, torn=True), [witness])[0] == WHOLE[:end] + "〔…〕谢谢大家。"
    other = taken(WHOLE.replace("汛期", "雨季"), "w1")
    assert collated(taken(torn, torn=True), [other, witness])[0] == WHOLE.replace("汛期", "〔…〕")
    shorter = taken(WHOLE[: end - 1].replace("汛期", "雨季") + "。", "w1")
    witness = taken(WHOLE[:end] + "散会以后各单位马上传达。", "w0", gaps=((end, 20),))
    got = collated(taken(WHOLE[: WHOLE.index("新增")], torn=True), [shorter, witness])[0]
    assert got == (WHOLE[:end] + "〔…〕散会以后各单位马上传达。").replace("汛期", "〔…〕")


def test_nothing_goes_on_where_the_copy_has_its_gap_at_the_torn_end() -> None:
    torn = WHOLE[: WHOLE.index("，各乡镇")]
    witness = taken(torn + "，谢谢大家。", "w0", gaps=((len(torn) + 1, 20),))
    assert collated(taken(torn, torn=True), [witness])[0] is None


def test_a_lost_beginning_is_filled_unless_there_is_a_salutation() -> None:
    torn = WHOLE[WHOLE.index("总结今年") :]
    assert filled(torn, WHOLE, torn=True) == WHOLE
    assert filled(WHOLE, "领导讲话稿范文大全\n" + WHOLE, torn=True) is None


@pytest.mark.parametrize("head", ["2016年10月4日", "2016年10月4日\n", "张建国", "水利局\n"])
def test_a_date_or_a_name_that_only_the_speech_has_is_not_where_its_beginning_was_torn(head: str) -> None:
    at = WHOLE.index("总结今年")
    assert filled(head + WHOLE[at:], WHOLE, torn=True) == head + WHOLE


@pytest.mark.parametrize(
    "head",
    ["各位来宾：\n", "大家上午好。", "这是一篇关于水利建设的讲话稿由水利局提供仅供参考\n", "各位来宾：\n张建国\n"],
)
def test_what_is_no_date_or_name_before_a_speech_is_its_beginning(head: str) -> None:
    assert filled(head + WHOLE[WHOLE.index("总结今年") :], WHOLE, torn=True) is None


@pytest.mark.parametrize(
    ("whole", "lost", "put"),
    [
        ("各位领导、同志们：", "各位领导、同", True),
        ("各位来宾、朋友们：", "各位来宾、", False),
        ("尊敬的各位代表：", "尊敬的各", True),
    ],
)
def test_a_salutation_that_was_torn_itself_is_mended(whole: str, lost: str, put: bool) -> None:
    text = WHOLE.replace("同志们：", whole)
    assert filled(text.removeprefix(lost), text, text.replace("三十二", "××")) == (text if put else None)


@pytest.mark.parametrize("size", range(70, 90))
def test_a_beginning_that_a_page_says_twice_is_not_put_a_third_time(size: int) -> None:
    more = (
        "水渠长，渠道窄，一遇旱年就断流。去年抢修了九处塌方，群众自己出工出料，没有一句怨言。今年要赶在春灌以前把剩下的七处修完。\n"
        "水库的闸门用了三十年，锈得转不动，三个人推不开一扇。泵站的电线挂在树上，下雨天没有人敢去合闸。这样的家底，经不起一场大水。\n"
    )
    whole = WHOLE.replace(TAIL, more + TAIL)
    summary = whole[:size].replace("\n", "")
    for torn in range(size + 60, size + 90):
        twice = f"核心提示：{summary}摘要：水利会议讲话{summary}…\n{whole[torn:]}"
        assert not [reading for reading in apparatus(twice, whole) if reading.kind is Hole.START]


def test_a_title_that_runs_into_the_salutation_is_no_part_of_a_beginning() -> None:
    torn = WHOLE[WHOLE.index("总结今年") :]
    heads = (f"11/19水利局局长在全县水利会议上的讲话{text}" for text in (WHOLE, WHOLE.replace("三十二", "××")))
    assert filled(torn, *heads, torn=True) == WHOLE


def test_a_beginning_is_taken_from_a_copy_with_the_salutation_before_a_longer_one() -> None:
    torn = WHOLE[WHOLE.index("今天召开") :]
    dirty = "以下是本站为您准备的讲话，希望能帮到您。\n" + WHOLE
    assert filled(torn, dirty, WHOLE, torn=True) == WHOLE


def test_a_beginning_is_put_in_one_place_where_copies_go_on_differently() -> None:
    at = WHOLE.index("总结今年")
    other = WHOLE.replace("，主要任务是总结今年的工作", "，主要是")
    got = filled("2016年10月4日" + WHOLE[at:], WHOLE, WHOLE.replace("三十二", "××"), other, torn=True)
    assert got == "2016年10月4日" + WHOLE


def test_a_lost_beginning_does_not_reach_over_a_gap_of_the_witness() -> None:
    torn = WHOLE[WHOLE.index("总结今年") :]
    gaps = ((WHOLE.index("主要任务"), None),)
    witnesses = [taken(text, name, gaps=gaps) for name, text in (("w0", WHOLE), ("w1", WHOLE[:-3]))]
    assert collated(taken(torn, torn=True), witnesses)[0] == WHOLE[WHOLE.index("主要任务") :]


def test_what_a_single_copy_has_before_a_speech_may_be_the_line_of_its_speaker() -> None:
    torn = WHOLE[WHOLE.index("今天召开") :]
    assert filled(torn, "水利局局长张建国\n" + torn, torn=True) is None
    assert filled(torn, "***在全县水利工作会议上的讲话：\n" + torn, torn=True) is None


@pytest.mark.parametrize(
    "label", ["内容提要：", "本站按：\n", "水利局发言材料：\n", "在我们县水利会上的讲话稿：", "为了他们\n"]
)
def test_what_addresses_nobody_is_no_salutation(label: str) -> None:
    torn = WHOLE[WHOLE.index("今天召开") :]
    assert filled(torn, label + torn, torn=True) is None


@pytest.mark.parametrize(
    "salutation",
    [
        "同志们：\n",
        "各位代表：\n",
        "各位来宾、朋友们：",
        "尊敬的张书记、李县长：\n",
        "乡亲们\n",
        "各位领导各位来宾\n",
        "老师们，同学们：\n",
    ],
)
def test_who_is_addressed_begins_a_speech(salutation: str) -> None:
    torn = WHOLE[WHOLE.index("今天召开") :]
    assert filled(torn, salutation + torn, torn=True) == salutation + torn
    assert filled(salutation + torn, "内容提要：" + salutation + torn, torn=True) is None
    assert (
        filled(salutation + torn, *(f"{head}\n{salutation}{torn}" for head in ("请看。", "全文。")), torn=True) is None
    )


@pytest.mark.parametrize("dirt", ["\n[2][3]", "[2][3]", "\n1 2 3", "\n责任编辑：张三", "\n返回首页\n打印本页"])
@pytest.mark.parametrize("torn", [WHOLE, WHOLE[:-6]])
def test_lines_that_copies_have_behind_their_last_sentence_are_their_pages(dirt: str, torn: str) -> None:
    assert filled(torn, WHOLE + dirt, torn=True) == (None if torn == WHOLE else WHOLE)
    assert filled(WHOLE, WHOLE + dirt, WHOLE.replace("三十二", "××") + dirt) is None


def test_lines_that_copies_have_before_their_first_sentence_are_their_pages() -> None:
    torn = WHOLE[WHOLE.index("总结今年") :]
    heads = (f"领导讲话稿范文大全\n水利局局长\n{text}" for text in (WHOLE, WHOLE.replace("三十二", "××")))
    assert filled(torn, *heads, torn=True) == WHOLE
    rest = WHOLE[WHOLE.index("今天召开") :]
    assert filled(rest, "讲话大全\n" + rest, "讲话大全\n" + rest.replace("三十二", "××"), torn=True) is None


def test_copies_with_different_words_before_or_behind_a_speech_show_nothing_missing() -> None:
    torn = WHOLE[WHOLE.index("今天召开") :].replace("三十二", "32")
    blurb, label, leave = "本站为您整理了这份水利讲话，希望有启发。\n", "水利 会议 党务", "\n下载水利讲话稿，欢迎收藏！"
    again = torn.replace("32", "××")
    assert filled(torn, blurb + torn, label + again, torn=True) is None
    assert filled(torn, f"{label}。\n{torn}", f"党建。\n{again}", torn=True) is None
    assert filled(torn, label + torn, f"××{again}", torn=True) is None
    assert filled(torn, torn + leave, again + "\n会员可以看全文！") is None
    closed = torn[: torn.index("水利局局长")]
    assert filled(closed, torn.removesuffix("谢谢大家。"), again.removesuffix("谢谢大家。") + leave) is not None


def test_copies_that_begin_with_the_same_words_show_that_they_are_missing() -> None:
    torn = WHOLE[WHOLE.index("全年改造") :]
    bare = WHOLE[WHOLE.index("今天召开") :]
    assert filled(torn, bare, bare.replace("质量", "××"), torn=True) == bare
    assert filled(torn, bare, f"水利 会议 党务。\n{bare.replace('质量', '××')}", torn=True) == bare
    assert filled(torn, bare, torn=True) is None


def test_a_lost_character_in_a_line_of_its_own_is_no_word() -> None:
    lost, mark = WHOLE.replace(LINE, f"\ufffd\n{LINE}"), WHOLE.replace(LINE, f"文稿屋\n{LINE}")
    assert filled(lost, mark) is None
    assert filled(lost.replace("\ufffd\n", "\ufffd"), mark.replace("文稿屋\n", "去年，")) is not None


def test_words_behind_the_last_sentence_go_on_in_its_line() -> None:
    torn = WHOLE[: WHOLE.index("，各乡镇")]
    assert filled(torn, WHOLE[: WHOLE.index("之前完成")], torn=True) == WHOLE[: WHOLE.index("之前完成")]


def test_context_is_counted_over_other_holes() -> None:
    text = "各位同志：\n" + LINE + "全县××个村、××户、××人都搬进了新家，大家是满意的。"
    whole = text.replace("××", "12", 1).replace("××", "340", 1).replace("××", "1,022", 1)
    assert len("户人都") < CONTEXT
    assert filled(text, whole) == whole


def test_figures_lost_without_a_trace_do_not_end_the_context_and_are_not_filled() -> None:
    whole = WHOLE.replace("三十二", "32").replace("一万五千", "15000")
    torn = whole[: whole.index("，受益")].replace("32", "").replace("15000", "")
    assert filled(torn, whole, torn=True) == torn + whole[whole.index("，受益") :]
    masked = whole.replace("32", "").replace("新增", "××")
    assert filled(masked, whole) == masked.replace("××", "新增")
    assert filled(torn, whole.replace("15000", "约15000"), torn=True) is None
    assert filled(whole.replace("新增", "××"), masked.replace("××", "新增")) == whole


def test_a_long_text_of_many_holes_is_filled_throughout() -> None:
    names = [chr(0x5000 + n) + chr(0x6000 + n) for n in range(800)]
    lines = [f"第{n}项由{name}负责，月底以前办完，逾期的说明原因。" for n, name in enumerate(names)]
    masked = [
        line.replace(name, "××") if n % 2 else line for n, (line, name) in enumerate(zip(lines, names, strict=True))
    ]
    assert filled("".join(masked), "".join(lines)) == "".join(lines)


def test_a_release_has_the_collated_text_with_the_canonical_speech_only() -> None:
    text = base(7)
    gap = text.index("\n", len(text) // 2)
    rest = text.index("\n", gap + 1)
    whole = speech("whole", text[:gap] + text[rest:], gaps=(Gap(gap, rest - gap, "略"),), n_chars=3000)
    torn = speech("torn", text[: len(text) * 9 // 10], truncated=True)
    found = settle([torn, whole])
    assert found.canonical == {"torn": "whole", "whole": "whole"}
    assert found.collated == {"whole": text, "torn": None}
    (reading,) = found.apparatus
    assert (reading["kind"], reading["witness_id"], reading["filled"]) == ("gap", "torn", True)


@pytest.mark.parametrize("others", [0, 1, 2])
def test_a_beginning_that_fewer_copies_have_than_have_none_is_not_put(others: int) -> None:
    torn = WHOLE[WHOLE.index("今天召开") :]
    bare = [torn.replace(word, "××") for word in ("质量", "汛期")[:others]]
    assert filled(torn, WHOLE, *bare, torn=True) == (None if others else WHOLE)
    assert filled(torn, WHOLE, WHOLE.replace("渠道", "××"), *bare[:1], torn=True) == WHOLE


def test_an_end_is_taken_from_no_text_that_has_only_a_formula_beside_it() -> None:
    formula = "借这个机会，我代表县委、县政府，向奋战在一线的干部职工道一声辛苦。"
    assert filled(f"{formula}{LINE}\n{TAIL}", f"同志们：\n{formula}", torn=True) is None
    assert filled(f"{formula}{LINE}\n{TAIL}", f"同志们：\n{formula}今年雨水多，粮食收成好。", torn=True) is None
    assert (
        filled(f"{formula}{LINE}\n{TAIL}", f"同志们：\n{formula}{LINE}", torn=True)
        == f"同志们：\n{formula}{LINE}\n{TAIL}"
    )
    leave = "要求就是这些，散会以后请各单位连夜研究，一周之内把方案报上来"
    assert filled(HEAD + LINE + leave, f"今年雨水多，粮食收成好。{leave}，谢谢大家。", torn=True) is None


def test_a_page_number_is_no_part_of_a_place_name() -> None:
    masked = WHOLE.replace("全县水利", "全省和××县水利")
    assert filled(masked, masked.replace("××", "临11江")) is None
    assert filled(masked, masked.replace("××", "11临江")) is None
    assert filled(masked, masked.replace("××", "11")) == masked.replace("××", "11")
    counted = WHOLE.replace("三十二公里", "××公里")
    assert filled(counted, counted.replace("××", "3万2千")) == counted.replace("××", "3万2千")


@pytest.mark.parametrize(
    ("line", "put"),
    [
        ("文稿屋三、验收要严。", "三、验收要严。"),
        ("发展二、三产业。", "发展二、三产业。"),
        ("文稿屋六、验收要严。", "文稿屋六、验收要严。"),
        ("只有一、验收要严。", "只有一、验收要严。"),
    ],
)
def test_a_name_run_in_before_the_number_of_a_part_is_the_sites(line: str, put: str) -> None:
    torn = f"{HEAD}\n一、任务要明。{LINE}\n二、责任要清。"
    rest = f"\n{TAIL}"
    assert filled(torn + "质量", f"{torn}质量第一。\n{line}{rest}", torn=True) == f"{torn}质量第一。\n{put}{rest}"


def test_a_name_run_in_before_the_numbers_of_two_parts_is_the_sites() -> None:
    torn, rest = f"{HEAD}\n{LINE}质量", f"第一。\n二、责任要清。\n三、验收要严。\n{TAIL}"
    run_in = rest.replace("二、", "文稿屋二、").replace("三、", "文稿屋三、")
    assert filled(torn, torn + run_in, torn=True) == torn + rest
