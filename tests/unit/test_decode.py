"""Encodings: a grid of whole and damaged texts, claims that lie, foreign pages, and bytes that are no text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from prose import running_text

from parsers.decode import declared_in, decode
from parsers.sniff import sniff

SIZES = (200, 500, 2_000, 20_000)
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be")
SAME = {"gbk": "gb18030", "big5": "cp950", "utf-16": "utf-16-le", "utf-8-sig": "utf-8"}
PROSE = running_text(600, seed=3)


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "big5":
        return OpenCC("s2t").convert(text).encode("cp950", "ignore")
    return text.encode(encoding)


def broken(body: bytes, random: Random) -> bytes:
    damaged = bytearray(body)
    for _ in range(3):
        damaged[random.randrange(4, len(body))] = random.randrange(256)
    return bytes(damaged)


def cut(body: bytes, random: Random) -> bytes:
    return body[: random.randrange(len(body) // 2, len(body))]


def right(damage: str, tries: int) -> float:
    """Return the share of the grid that is read in the encoding it was written in."""
    random = Random(11)  # noqa: S311 - a seed decides the damage
    hits: list[bool] = []
    for size in SIZES:
        for encoding in ENCODINGS:
            for _ in range(tries if size < 20_000 else 2):
                body = encoded(running_text(size, random.randrange(10**6), random.choice([0, 0.1, 0.3])), encoding)
                body = {"whole": lambda b, _: b, "broken": broken, "cut": cut}[damage](body, random)
                hits.append(decode(body).encoding.replace("big5hkscs", "cp950") == SAME.get(encoding, encoding))
    return sum(hits) / len(hits)


@pytest.mark.parametrize(("damage", "least"), [("whole", 0.99), ("broken", 0.97), ("cut", 0.97)])
def test_grid(damage: str, least: float) -> None:
    assert right(damage, tries=6) >= least


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whole_text_comes_back(encoding: str) -> None:
    text = (
        encoded(PROSE, encoding).decode(SAME.get(encoding, encoding).replace("utf-16-le", "utf-16"))
        if encoding != "utf-16-le"
        else PROSE
    )
    read = decode(encoded(PROSE, encoding))
    assert read.text == text.removeprefix("\ufeff")
    assert read.errors == 0


@pytest.mark.parametrize(
    ("encoding", "declared", "expected", "method"),
    [
        ("gbk", "utf-8", "gb18030", "characters"),
        ("gbk", "gb2312", "gb18030", "declared"),
        ("gbk", "GBK", "gb18030", "declared"),
        ("gbk", "iso-8859-1", "gb18030", "characters"),
        ("gbk", "big5", "gb18030", "characters"),
        ("utf-8", "gbk", "utf-8", "utf-8 strict"),
        ("utf-8", "big5", "utf-8", "utf-8 strict"),
        ("big5", "gb2312", "cp950", "characters"),
        ("big5", "Big5", "cp950", "declared"),
        ("utf-16-le", "utf-8", "utf-16-le", None),
        ("gbk", "unicode_escape", "gb18030", "characters"),
    ],
)
def test_declarations_and_lies(encoding: str, declared: str, expected: str, method: str | None) -> None:
    read = decode(encoded(PROSE, encoding), declared)
    assert read.encoding == expected
    assert method in {None, read.method}


@pytest.mark.parametrize(
    ("html", "label"),
    [
        (b'<meta charset="GB2312">', "gb2312"),
        (b"<META http-equiv=Content-Type content='text/html; charset=big5'>", "big5"),
        (b'<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        (b"<p>charset=gbk</p>", None),
        (b" " * 5000 + b"<meta charset=gbk>", None),
    ],
)
def test_the_label_in_the_page(html: bytes, label: str | None) -> None:
    assert declared_in(html) == label


@pytest.mark.parametrize("at", [0, 41, 200, 333])
def test_one_stray_byte_in_gbk_costs_one_character(at: int) -> None:
    """Odd offsets tear a character; then its two halves are lost as well, and nothing else."""
    text = PROSE.replace("\n", "")
    body = text.encode("gb18030")
    read = decode(body[:at] + b"\xff" + body[at:])
    assert read.encoding == "gb18030"
    assert 1 <= read.errors <= 3
    assert read.text.count("\ufffd") == read.errors
    assert read.text[-200:] == text[-200:]


def test_a_lost_first_half_does_not_shift_the_line() -> None:
    text = PROSE.replace("\n", "")
    body = bytearray(text.encode("gb18030"))
    body[60] = ord("x")
    read = decode(bytes(body) + b"\n")
    assert read.text[:30] == text[:30]
    assert read.text.strip()[-100:] == text.strip()[-100:]


@pytest.mark.parametrize("declared", [None, "gbk"])
def test_bytes_lost_in_pairs_are_found_though_the_codec_sees_no_error(declared: str | None) -> None:
    line = "请各乡镇党委书记和村支部书记回去以后把今天会议的精神原原本本地传达到每一户群众家里，一个也不能漏掉。"
    body = line.encode("gb18030")
    read = decode(body + b"\n" + body[:20] + body[21:60] + body[61:], declared)
    assert read.errors == 2 == read.text.count("\ufffd")
    assert read.text.split("\n")[1] == f"{line[:10]}\ufffd{line[11:30]}\ufffd{line[31:]}"


@pytest.mark.parametrize(
    "line", ["\ue004一、工作回顾：我们做了这些事。", "有魑魅魍魉四字，饕餮纹、貔貅像。", "囧囧囧囧囧，大家笑了。"]
)
def test_rare_characters_are_not_out_of_step(line: str) -> None:
    read = decode((PROSE + line).encode("gb18030"))
    assert (read.text, read.errors) == (PROSE + line, 0)


def test_half_a_character_at_the_end_takes_no_other_with_it() -> None:
    text = PROSE + "该退的退。该说的说，红牌钉在贫困户门上靠墙根"
    assert decode(text.encode("gb18030")[:-1]).text == text[:-1] + "\ufffd"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_half_a_character_at_the_end_is_counted(encoding: str) -> None:
    read = decode(PROSE.encode(encoding)[:-1])
    assert read.errors >= 1
    assert read.text.startswith(PROSE[:-2])


def test_zero_bytes_stay() -> None:
    text = PROSE[:100] + "\0\0" + PROSE[100:]
    assert decode(text.encode()).text == text
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (
            "Сегодня мы собрались здесь, чтобы обсудить важные вопросы развития района и города. " * 4,
            "cp1251",
            {"cp1251"},
        ),
        ("本日はお集まりいただき、ありがとうございます。これから会議を始めたいと思います。" * 6, "cp932", {"cp932"}),
        ("오늘 이 자리에 모이신 여러분께 감사의 말씀을 드립니다. 회의를 시작하겠습니다. " * 6, "cp949", {"cp949"}),
        ("Le café était fermé, l’été déjà passé; à bientôt, où êtes-vous? " * 5, "cp1252", {"cp1252"}),
    ],
)
def test_foreign_pages_are_readable(text: str, encoding: str, expected: set[str]) -> None:
    read = decode(text.encode(encoding))
    assert read.encoding in expected
    assert read.text == text


@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "utf-8", "big5", "utf-16", "nonsense", "zlib"]))
def test_any_bytes_give_text(body: bytes, declared: str | None) -> None:
    read = decode(body, declared)
    assert read.errors == 0 or "\ufffd" in read.text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_valid_utf8_comes_back(text: str) -> None:
    body = text.encode()
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(body).text == text


PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (b"", "a.html", "empty"),
        (b" \r\n\t", "a.txt", "empty"),
        (PNG, "a.html", "binary"),
        (b"%PDF-1.5\n%\xe2\xe3", "a.txt", "binary"),
        (b"PK\x03\x04" + b"x" * 30 + b"word/document.xml", "讲话.docx", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "a.doc", "binary"),
        (b"\x1f\x8b\x08" + bytes(9), "a", "binary"),
        (Random(1).randbytes(4000), "a.txt", "binary"),  # noqa: S311 - the same bytes every time
        (bytes(1000), "a.txt", "binary"),
        (b'{"title": "x", "n": 1}', "a.gold.json", "json"),
        ("[摘要]今天开会。".encode(), "a.txt", "text"),
        ("【第一篇】{题目}".encode(), "a.txt", "text"),
        ("<html><body>会议</body></html>".encode("gbk"), "a.txt", "html"),
        ("\ufeff<!DOCTYPE html><p>会议".encode(), "a", "html"),
        ("<p>会议开始。</p><p>会议结束。</p>".encode(), "a.txt", "html"),
        ("第一行<br>第二行<br>第三行<br>" * 4 + "完", "a.txt", "html"),
        ("会议开始。<br>会议结束。", "a.txt", "text"),
        ("他写下<我的家乡>四个字，又划掉了<故土>。" * 5, "a.txt", "text"),
        ("<html><p>会议</p></html>".encode("utf-16"), "a.htm", "html"),
        (PROSE.encode("utf-16-le"), "a.txt", "text"),
        (PROSE.encode("gb18030"), "a.txt", "text"),
        (PROSE.encode()[:500] + b"\0\0\0" + PROSE.encode()[500:], "a.txt", "text"),
    ],
)
def test_sniff(body: bytes | str, name: str, kind: str) -> None:
    assert sniff(body.encode() if isinstance(body, str) else body, name).kind == kind
