"""Page N of M: whether a page shows one of several pages of its text.

A site that cuts a text into pages says so in its title or in the links under the text. Page numbers inside a converted
document (共4页 第4页 at a foot) say nothing of the kind: all its pages are there. But where the last of them is an
earlier page's, and the text stops at it, the rest of the document is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LAST_PAGE = "truncated.last_page"
"""The reader that sees a document stop at the foot of a page that is not its last."""
_OF = re.compile(
    r"第\s?(?P<page>\d{1,3})\s?(?:页\s?[,，/／\s]{0,3}共|[/／])\s?(?P<pages>\d{1,3})\s?页"
    r"|共\s?(?P<all>\d{1,3})\s?页\s?[,，/／\s]{0,3}第\s?(?P<this>\d{1,3})\s?页"
)
_LINKS = re.compile(
    r"(?:上|前)一页.{0,40}\d.{0,40}(?:下|后)一页|首页.{0,30}\d.{0,40}[尾末]页"
    r"|(?:上|前)一页(?:\s{1,3}[\[(]?\d{1,3}[\])]?){2,20}\s*$|^\s*(?:[\[(]?\d{1,3}[\])]?\s{1,3}){2,20}(?:下|后)一页"
)
_LATER = re.compile(r"[_\-—–|(（]\s?第\s?(?:[2-9]|[1-9]\d)\s?页\s?[)）]?\s*(?:[_\-—–|][^_|。]{1,20})?$")
"""The number of a later page, behind a title."""
_BRACKETED = re.compile(
    r"[(（【\[][^()（）【】\[\]]{0,4}第\s?\d{1,3}(?:\s?[/／]\s?\d{1,3})?\s?页[^()（）【】\[\]]{0,14}[)）】\]]\s*$"
)


def shows_one_page_of_several(line: str) -> bool:
    """Tell whether a line above or below a text says that the text goes on, or begins, on another page of the site."""
    if "页" not in line:
        return False
    count = _OF.search(line)
    if count is not None:
        pages = int(count["pages"] or count["all"])
        return pages > 1 and (_LINKS.search(line) is not None or _BRACKETED.search(line) is not None)
    return _LINKS.search(line) is not None or _LATER.search(line) is not None


def stops_before_the_last_page(labels: Sequence[str]) -> bool:
    """Tell whether the page numbers of a document, in their order, count up and end before the number of its pages."""
    counts = [count for count in map(_OF.search, labels) if count is not None]
    numbers = [(int(count["page"] or count["this"]), int(count["pages"] or count["all"])) for count in counts]
    if not numbers or any(earlier >= later for (earlier, _), (later, _) in pairwise(numbers)):
        return False
    page, pages = numbers[-1]
    return page < pages
