"""Mending: copy protection undone, by its own means where possible, and nothing genuine touched.

The damage is simulated forward as real pages show it: GBK bytes, `(pinyin)` put behind each listed byte pair wherever
it occurs, the bytes optionally cut at the bytes of ， then ！？ then 。 (found across characters too), and each piece
decoded with a lead byte and its bad neighbour lost together.
"""

from __future__ import annotations

import re
import time
import tomllib
from functools import cache
from random import Random

import opencc
import prose
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from parsers.mend import mend
from parsers.readings import is_reading, toneless
from parsers.rules import DATA, cleaning_rules
from parsers.script import to_simplified
from parsers.torn_bytes import torn_runs
from parsers.trace import Trace
from scripts.pack_readings import TARGET, packed

TO_TRADITIONAL = opencc.OpenCC("s2t").convert
COMMON = "".join((DATA / "characters.txt").read_text("utf-8").split("\n")[1:31])
LISTED = "".join(new for old in COMMON if (new := TO_TRADITIONAL(old)) != old and len(new.encode("gbk", "ignore")) == 2)
"""The traditional forms of the 1,500 commonest characters: more than any real page's list, so that more is torn."""
CUTS = [re.compile(rb"(%s)" % mark.encode("gbk")) for mark in "，！？。"]


@cache
def insertions(listed: str, style: Style = Style.TONE) -> tuple[tuple[bytes, bytes], ...]:
    return tuple(
        (c.encode("gbk"), c.encode("gbk") + f"({pinyin(c, style=style)[0][0]})".encode("gb18030")) for c in listed
    )


def damaged(text: str, listed: str = LISTED, *, split: bool = False, style: Style = Style.TONE) -> str:
    """Return what the copy protection makes of a text, line by line, as it works on the text nodes of a page."""
    lines = []
    for line in text.split("\n"):
        body = line.encode("gbk")
        for pair, inserted in insertions(listed, style):
            body = body.replace(pair, inserted)
        pieces = [body]
        for cut in CUTS if split else ():
            pieces = [part for piece in pieces for part in cut.split(piece)]
        lines.append("".join(map(decoded, pieces)))
    return "\n".join(lines)


def decoded(body: bytes) -> str:
    """Decode as the site did: a first byte and what cannot follow it are lost together."""
    out, at = [], 0
    while at < len(body):
        size = 1 if body[at] < 0x80 else 2
        try:
            out.append(body[at : at + size].decode("gb18030"))
        except UnicodeDecodeError:
            out.append("?")
        at += size
    return "".join(out)


def mended(text: str) -> str:
    return mend(Trace.of(text)).text


def traditional(lines: list[str]) -> str:
    text = str(TO_TRADITIONAL("\n".join(lines)))
    return text.encode("gbk", "ignore").decode("gbk")


def test_the_simulator_makes_the_damage_that_real_pages_show() -> None:
    assert damaged("談真話、再發種", "務發") == "談?wù)嬖挕⒃侔l(fā)種"
    assert damaged("領導", "領導") == "領(lǐng)導(dǎo)"
    assert damaged("到會。現在", "現", split=True) == "到會?，F(xiàn)在"
    assert damaged("當地", "數當") == "當(dāng)?shù)?"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("領(lǐng)導(dǎo)同志", "領導同志"),
        ("談?wù)嬖挕⒃侔l(fā)種", "談真話、再發種"),
        ("標（biāo）準（zhǔn）、戰(zhàn)略(lüè)和方略(lvè)", "標準、戰略和方略"),
        ("全縣會(hui)(hui)議(yi)精神", "全縣會議精神"),
        ("我們黨(dang)(dang)(dang)的(de)(de)事業(ye)", "我們黨的事業"),
        ("同志們?\ufffd(shù)", "同志們?\ufffd(shù)"),
        ("他說：“同志們辛苦了?！?\n學(xué)習(xí)", "他說：“同志們辛苦了。”\n學習"),
        ("我們要學(xué)習(xí)?，F(xiàn)在就學", "我們要學習。現在就學"),
        ("发(fā)展(zhǎn)是硬道(dào)理", "发展是硬道理"),
    ],
)
def test_copy_protection_is_undone(page: str, text: str) -> None:
    assert mended(page) == text


@pytest.mark.parametrize(
    "text",
    [
        "材料以演示文稿(PPT)形式发给大家",
        "和(hé)字要这样念",
        "他把亳(bó)州念错了,又把郫(pí)县念错了",
        "老(lao)同志、安(an)全、阿(a)姨",
        "方案(a)和方案(b)都报上来,项目(an example)也报",
        "三个代表(A)(B)(C)",
        "你们说该怎么办?(该)怎么办!怎么办?。怎么办?！办吧",
        "真的吗?(ma)",
        "",
        "GDP(guo nei sheng chan zong zhi)增长",
    ],
)
def test_genuine_parentheses_and_question_marks_stay(text: str) -> None:
    assert mended(text) == text


def test_a_space_inside_the_parentheses_goes_with_the_pinyin() -> None:
    assert (
        mended("開(kāi)會(huì )講話(huà ),會(huì )場(chǎng)很靜,見( )證(PPT )。") == "開會講話,會場很靜,見( )證(PPT )。"
    )


def test_foreign_parentheses_stay_on_a_damaged_page() -> None:
    page = "標(biāo)題領(lǐng)導(dǎo),演示文稿(PPT)、甲(a)類、(fā)言、怎麼辦?！辦!真的?。"
    assert mended(page) == "標題領導,演示文稿(PPT)、甲(a)類、(fā)言、怎麼辦?！辦!真的?。"


def shuffled(seed: int, size: int = 12) -> list[str]:
    lines = [line for genre in prose.GENRES.values() for line in genre]
    pieces = [piece for line in lines for piece in re.split("(?<=[，。、])", line) if piece]
    random = Random(seed)  # noqa: S311 - reproducible test data
    return ["".join(random.choices(pieces, k=random.randint(2, 6))).rstrip("，。、") + "。" for _ in range(size)]


def outcome(seeds: range, *, split: bool, hant: bool = True) -> tuple[int, int, int]:
    """Return how many torn lines there were, how many came back exactly, and how many came back with a wrong word."""
    torn = exact = wrong = 0
    for seed in seeds:
        text = traditional(shuffled(seed)) if hant else "\n".join(shuffled(seed))
        page = damaged(text, split=split)
        for line, was, now in zip(text.split("\n"), page.split("\n"), mended(page).split("\n"), strict=True):
            if "?" in was:
                torn, exact = torn + 1, exact + (now == line)
                wrong += len(now) == len(line) and any(
                    a not in (b, "\ufffd", "?") for a, b in zip(now, line, strict=True)
                )
            else:
                assert now == line
    return torn, exact, wrong


def test_a_mark_of_loss_that_stands_for_two_bytes_comes_back() -> None:
    assert mended("每?zǒng)??pín)困戶都去看,縣(xiàn)領(lǐng)導(dǎo)帶頭。") == "每個貧困戶都去看,縣領導帶頭。"
    known = "隊里有老人，有的走了，有的還在，有的病了。"
    torn = "頭髮?zhuān)?械囊呀?jīng)白,縣(xiàn)領(lǐng)導(dǎo)去看。"
    assert mended(known + torn) == f"{known}頭髮，有的已經白,縣領導去看。"
    page = "每?zǒng)?l(xiāng)鎮(zhèn)都要抓緊,縣(xiàn)里每?zǒng)?l(xiāng)鎮(zhèn)都去,縣(xiàn)領(lǐng)導(dǎo)帶頭。"
    assert mended(page) == "每個鄉鎮都要抓緊,縣里每個鄉鎮都去,縣領導帶頭。"


def test_torn_runs_come_back() -> None:
    torn, exact, wrong = outcome(range(60), split=False)
    assert torn > 50
    assert exact / torn >= 0.95
    assert wrong / torn <= 0.01


def test_bytes_lost_at_punctuation_come_back_or_are_marked() -> None:
    torn, exact, wrong = outcome(range(60), split=True)
    assert torn > 100
    assert exact / torn >= 0.75
    assert wrong / torn <= 0.02


@given(st.integers(min_value=1000, max_value=10**6), st.booleans())
@settings(max_examples=30, deadline=None)
def test_undamaged_text_is_never_touched(seed: int, hant: bool) -> None:
    text = traditional(shuffled(seed)) if hant else "\n".join(shuffled(seed))
    assert mended(text) == text


@given(st.integers(min_value=0, max_value=10**6), st.sampled_from([Style.TONE, Style.NORMAL, Style.TONE3]))
@settings(max_examples=30, deadline=None)
def test_mending_leaves_no_pinyin_and_is_idempotent(seed: int, style: Style) -> None:
    text = traditional(shuffled(seed))
    once = mended(damaged(text, style=style))
    assert mended(once) == once
    assert not re.search(r"[一-鿿]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùü]+\d?\)", once)


def test_a_torn_run_is_reported_with_its_neighbours() -> None:
    page = "會上要談?wù)嬖挕⒃侔l(fā)種的事"
    trace, _ = to_simplified(mend(Trace.of(page)))
    (row,) = trace.ledger()
    assert (page[row.start : row.end], row.replacement) == ("談?wù)嬖挕⒃侔l(fā)種", "谈真话、再发种")
    assert (row.kind, row.rule) == ("mojibake", "mojibake.torn_bytes")


def glyphs() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = tomllib.loads((DATA / "glyphs.toml").read_text("utf-8"))["glyph"]
    return rows


@pytest.mark.parametrize("row", glyphs(), ids=lambda row: str(row["right"]))
def test_glyph_examples(row: dict[str, list[str]]) -> None:
    for text in row["damaged"]:
        assert mended(text) != text
        assert str(row["right"]) in mended(text)
        assert mended(mended(text)) == mended(text)
    for text in row.get("kept", []):
        assert mended(text) == text


@pytest.mark.parametrize(
    "text", ["公司十基地十农户", "民-主集中,去GJ公园", "ＧＤＰ增长８％", "缺一字\ufffd在此", "制表\t符和　全角空格"]
)
def test_what_cannot_be_undone_is_left(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("工\u200b作\ufeff", "工作"),
        ("责\x00任\x07\x00制", "责任制"),
        ("第一页\x0c第二页", "第一页\n第二页"),
        ("同\u00ad志\ue5e5们\u202e", "同志们"),
        ("一行\u2028又一行", "一行\n又一行"),
    ],
)
def test_what_is_no_text_goes(text: str, result: str) -> None:
    assert mended(text) == result


RULES = ("ruby.reading", "mojibake.torn_bytes", "mojibake.glyph", "mojibake.control", "mojibake.invisible")


@pytest.mark.parametrize("rule_id", RULES)
def test_rule_examples(rule_id: str) -> None:
    rule = cleaning_rules()[rule_id]
    assert rule.remove
    assert rule.keep
    for example in rule.remove:
        page = re.sub("[⟦⟧]", "", example)
        spans = [(row.start, row.end) for row in mend(Trace.of(page)).ledger() if row.rule == rule_id]
        assert spans == [
            (m.start(1) - 2 * i - 1, m.end(1) - 2 * i - 1) for i, m in enumerate(re.finditer("⟦(.*?)⟧", example))
        ]
    for example in rule.keep:
        assert mended(example) == example


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "(ā)",
        "?",
        "?ā)",
        "務?wù)",
        "务(wu)",
        "。?，",
        "?(",
        "“?！?",
        "\x00",
        "\x00a",
        "臵",
        "招?。",
        "當(dāng)?shù)",
    ],
)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    page = "標(biāo)題領(lǐng)導(dǎo)" + unit * (1_000_000 // len(unit))
    mended("標(biāo)題領(lǐng)導(dǎo)談?wù)嬖挕⒃侔l(fā)種")
    start = time.process_time()
    mended(page)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("character", "letters"), [("領", "lǐng"), ("行", "hang2"), ("略", "lue4"), ("绿", "lǜ"), ("不", "bú")]
)
def test_readings(character: str, letters: str) -> None:
    assert is_reading(character, letters)
    assert not is_reading(character, "xyz")


def test_the_readings_are_those_of_the_dictionary() -> None:
    assert TARGET.read_text("utf-8") == packed()


def test_spellings_of_one_syllable() -> None:
    assert {toneless(letters) for letters in ("lüè", "lvè", "lue4", "lve", "lüe")} == {"lve"}


def test_a_run_that_makes_no_sense_is_left_alone() -> None:
    assert not list(torn_runs("務?wù)猩", split=True))
    assert not list(torn_runs("?wù)", split=True))
