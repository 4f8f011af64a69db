"""Page N of M: whether a page shows one of several pages of its text.

A site that cuts a text into pages says so in its title or in the links under the text. Page numbers inside a converted
document (共4页 第4页 at a foot) say nothing of the kind: all its pages are there.
"""

from __future__ import annotations

import re

_OF = re.compile(
    r"第\s?(?P<page>\d{1,3})\s?页\s?[,，/／\s]{0,3}共\s?(?P<pages>\d{1,3})\s?页|共\s?(?P<all>\d{1,3})\s?页\s?[,，/／\s]{0,3}第\s?(?P<this>\d{1,3})\s?页"
)
_LINKS = re.compile(r"(?:上|前)一页.{0,40}\d.{0,40}(?:下|后)一页|首页.{0,30}\d.{0,40}尾页")
_BRACKETED = re.compile(r"[(（【\[][^()（）【】\[\]]{0,4}第\s?\d{1,3}\s?页[^()（）【】\[\]]{0,14}[)）】\]]\s*$")


def shows_one_page_of_several(line: str) -> bool:
    """Tell whether a line above or below a text says that the text goes on, or begins, on another page of the site."""
    if "页" not in line:
        return False
    count = _OF.search(line)
    if count is not None:
        pages = int(count["pages"] or count["all"])
        return pages > 1 and (_LINKS.search(line) is not None or _BRACKETED.search(line) is not None)
    return _LINKS.search(line) is not None
