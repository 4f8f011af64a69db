"""What a line shows without regard to its words: how much Han it has, its numbers, punctuation, dots at its end."""

from __future__ import annotations

import re
from codecs import utf_16_be_encode

LEAST_SNIPPET = 25
"""Shortest line that dots at its end make a preview."""
MAX_SNIPPET = 250
"""Longest opening of another article that a list shows; most are cut after some eighty characters."""
NUMBER = r"[一二三四五六七八九十百\d]{1,4}"
"""A page's or a part's number, as a pattern."""
_LEAST_PROSE = 8
"""Han characters that a line with punctuation inside has at least, to read as part of a text."""
LINE_PUNCTUATION = re.compile(r"[。！？!?；;，,：:]")

_FIGURE = r"[\dXx×*＊_]"
_NEEDS_FIGURE = r"(?:[年月日届次个]|[省市县区镇乡村](?![长委政人直级]))"
SET_OFF = (
    rf"(?:(?<={_FIGURE})[ \t　\xa0]{{1,2}}(?={_NEEDS_FIGURE})"
    rf"|(?<=[㐀-鿿])[ \t　\xa0]{{1,2}}(?={_FIGURE}{{1,6}}[ \t　\xa0]{{1,2}}{_NEEDS_FIGURE}))"
)
"""White space that only sets off a figure or a mask and divides nothing (在 20xx 年), as a pattern."""

_HAN = re.compile(r"[㐀-鿿]+")
_LEADS_NO_HAN = bytes(lead for lead in range(0x100) if not 0x34 <= lead <= 0x9F)
"""What a Han character (U+3400 to U+9FFF) does not begin with in big-endian UTF-16."""
_MORE = r"[\[【(（]\s?(?:查看|阅读|点击|详细|详情|更多|全文|展开)[^\]】)）]{0,8}[\]】)）]"
_SNIPPET = re.compile(rf"(?:(?:\.{{3,}}|…+|。{{3,}})[”\"]?\s{{0,2}}(?:{_MORE})?|{_MORE})$")
_MAY_CUT_OFF = ("...", "…", "。。。", "”", '"', "]", "】", ")", "）")
"""What a line ends in that ends in such dots, or in what may follow them."""
_SNIPPET_END = 24
"""Characters at a line's end in which such dots lie, with what may follow them."""
_ENUMERATION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s?[、.．,，]|[(（]\s?[一二三四五六七八九十\d]{1,3}\s?[)）]|\d{1,2}\s?[、.．](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}(?:[,，、:：\s]|个?方面|点|句)|[一二三四五六七八九十]{1,2}(?:是|要))"
)
_BARE_NUMBER = re.compile(
    rf"[-—–·~\s]*(?:{NUMBER}|[(（]\s?{NUMBER}\s?[)）]|第\s?{NUMBER}\s?页.{{0,12}})[、.．\s—–·~-]*$"
)


def han_of(text: str) -> str:
    """Return the Han characters of a text."""
    return "".join(_HAN.findall(text))


def n_han(text: str) -> int:
    """Return the number of Han characters, counted by their leading bytes, which is five times as fast as by `re`."""
    encoded, _ = utf_16_be_encode(text, "surrogatepass")
    return len(encoded[::2].translate(None, _LEADS_NO_HAN))


def is_snippet(line: str) -> bool:
    """Tell whether a line is the opening of another article as lists of them show it, cut off by dots."""
    return (
        LEAST_SNIPPET <= len(line) <= MAX_SNIPPET
        and line.rstrip().endswith(_MAY_CUT_OFF)
        and _SNIPPET.search(line, len(line) - _SNIPPET_END) is not None
    )


def is_prose(line: str) -> bool:
    """Tell whether a line reads as part of a text: long, or with punctuation inside."""
    if len(line) < _LEAST_PROSE:
        return False
    least = 40 if LINE_PUNCTUATION.search(line) is None else _LEAST_PROSE
    return n_han(line[: 3 * least]) >= least or n_han(line[:200]) >= least


def opens_item(line: str) -> bool:
    """Tell whether a line opens with a number or an ordinal, as headings and items do."""
    return _ENUMERATION.match(line) is not None


def without_number(line: str) -> str:
    """Return a line that opens with a number or an ordinal without it."""
    return _ENUMERATION.sub("", line, count=1).strip()


def is_bare_number(line: str) -> bool:
    """Tell whether a line holds a number and nothing else: a page, a chunk, or the number of a part."""
    return len(line) <= 24 and _BARE_NUMBER.match(line) is not None
