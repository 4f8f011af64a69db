"""The site's own name, learned from the page, and cut where it was injected into a sentence.

A site names itself in its own lines (整理 credits, editors' words, the end of its page title). The same string between
two characters of a sentence is a watermark, whatever it says; inside brackets or quotation marks, or with white space
or punctuation at one of its sides, it is left to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.trace import Cut
from schemas import EditKind

LEAST = 3
"""Characters below which a name could be part of ordinary words."""

_NAMING = tuple(
    (words, re.compile(pattern))
    for words, pattern in (
        (("整理", "搜集", "收集", "原创", "首发", "独家", "提供"),
         r"[(（【]\s?(?P<name>[一-鿿A-Za-z0-9]{2,12}?)(?:网站)?(?:小编)?(?:整理|收集|搜集|原创|首发|独家|提供)"),
        (("小编", "为您", "为你", "为大家", "首页", "会员", "VIP"),
         r"(?P<name>[一-鿿]{2,8}(?:网|文库|之家|论坛|星球|范文))的?(?:小编|为您|为你|为大家|首页|会员|VIP)"),
        (("位置",), r"位置\s?[:：]\s?(?!首页|主页)(?P<name>[一-鿿A-Za-z0-9]{3,12}?)\s?[>»›]"),
        (("©", "版权所有", "Copyright"),
         r"(?:©|版权所有|Copyright)[^\n一-鿿]{0,24}(?P<name>[一-鿿]{3,10}?)(?=\s|$|版权|网站|All)"),
        (("所有内容", "打开APP", "客户端", "VIP会员"),
         r"(?:返回|打开|进入|欢迎来到|欢迎光临)?(?P<name>[一-鿿]{3,8})(?:所有内容均?来自|打开APP|客户端|VIP会员)"),
        (tuple("❤★☆◆●♥✿"), r"[❤★☆◆●♥✿]\s?️?(?P<name>[一-鿿A-Za-z0-9]{3,12})\s?[❤★☆◆●♥✿]"),
    )
)  # fmt: skip
"""How sites name themselves: words one of which must be on the page for the pattern to be tried, and the pattern."""


def site_names(text: str, stated: str | None = None) -> frozenset[str]:
    """Return the names the site gives itself in a page, `stated` among them (from mark-up)."""
    found = {
        match["name"]
        for words, pattern in _NAMING
        if any(word in text for word in words)
        for match in pattern.finditer(text)
    }
    if stated:
        found.add(stated)
    return frozenset(name for name in found if len(name) >= LEAST)


def injected_names(text: str, names: frozenset[str]) -> Iterator[Cut]:
    """Yield the places at which a name stands between two characters of a sentence."""
    for name in sorted(names):
        for match in re.finditer(rf"(?<=[一-鿿，,、]){re.escape(name)}(?=[一-鿿，,。、])", text):
            yield Cut(match.start(), match.end(), EditKind.WATERMARK, "watermark.site_name")
