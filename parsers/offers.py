"""What a site offers to read next, where it runs into a line of text: titles of other articles, and their openings."""

from __future__ import annotations

import re
from collections.abc import Iterator

TEASER = 240
"""Characters within which the opening of another article is cut off."""
_OFFER = re.compile(
    r"看[过了][“\"《][^。\n]{4,90}?[”\"》]的人还[看喜下][了欢载]?了?\s?[:：]?\s?"
    r"|(?:热门(?:推荐|文章|阅读)|(?:推荐|延伸|相关|扩展)阅读|相关(?:文章|范文|文档|推荐)(?:推荐)?|猜你喜欢"
    r"|您?可能感兴趣的(?:文章)?|大家都在[搜看]|本类(?:最新|热门|推荐))\s?[:：]?\s?"
    r"(?=[^。；，：:]{0,20}?在[^。；，]{4,30}[会式班时]的?[^。；，]{0,4}[讲发致]"
    r"|[^。；，：:]{2,40}[(（]\d{1,2}篇[)）]|1\s?[.、]\s?\D|[《\[【•·‧])"
)
"""What a site offers to read next, run into what stands before it, and the first title of that list."""
_CUT_OFF = re.compile(
    r"(?<![.…])(?:\.{2,}|…)[.…]*+(?:[\[【(（](?:查看|阅读|点击|展开|更多)[^\]】)）]{0,6}[\]】)）])?"
    r"(?=(?P<title>[^\s.…，。；;：:！!]{4,60}(?:讲话|发言|致辞|致词|演讲|主持[词稿]|总结|汇报|方案|通知|计划|报告|材料))?)"
)
"""Where an opening is cut off, and the title of the next article if it follows at once."""
_LEAST_LISTED = 2
"""Such places in one line that show a list; in a speech one may stand, where it is quoted in part."""


def offers(line: str) -> Iterator[int]:
    """Yield the offsets at which offers begin and end."""
    if _may_offer(line):
        for offer in _OFFER.finditer(line):
            yield from offer.span()


def _may_offer(line: str) -> bool:
    """Tell whether a line has one of the words that every such offer holds."""
    shown = "热门" in line or "相关" in line or "阅读" in line or "的人还" in line
    return shown or "大家都在" in line or "本类" in line or "猜你" in line or "感兴趣" in line


def listed_openings(line: str) -> Iterator[int]:
    """Yield where the next article begins in a list of openings that runs together in one line."""
    cut_off = list(_CUT_OFF.finditer(line))
    if sum(match["title"] is not None for match in cut_off) >= _LEAST_LISTED:
        yield from (match.end() for match in cut_off)


def is_teaser(line: str, start: int) -> bool:
    """Tell whether what begins at an offset is the opening of another article, cut off."""
    return _CUT_OFF.search(line, start, start + TEASER) is not None
