"""The first paper of the party's centre in a year, told by its subject: 今年的一号文件讲增收 is of 2004 or 2009.

Since 2004 each has been about the country; what each was about is in `data/vocabulary/papers.toml`. A subject that
several papers had leaves a stretch for each, and the rest of the text chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.vocabulary_context import frame
from parsers.vocabulary_families import Clue
from parsers.vocabulary_table import paper_subjects

PAPER_SIGNS = ("一号文件", "1号文件")
_BEFORE, _AFTER = 12, 22
_SAYS = re.compile("[^。;\\n]{0,8}?(?:讲|说|提|是|强调|聚焦|主题|专门|突出|锁定|写|部署|明确|关于)")
"""What stands between the paper and its subject, where the subject is said to be the paper's."""
_WRITTEN_INTO = re.compile("(?:写进|写入|进了|载入|列入)[^,。;\\n]{0,8}$")
_SENTENCE = 48


def first_papers(text: str, spots: Sequence[int]) -> Iterator[Clue]:
    """Read the subject of a first paper; `spots` are where 一号文件 stands."""
    for spot in spots:
        start = spot + len(PAPER_SIGNS[0])
        clause = _subject(text, spot, start)
        years = sorted({year for word, found in paper_subjects().items() if word in clause for year in found})
        if years:
            offset = frame(text[max(0, spot - _BEFORE) : spot])
            options = tuple(_stretch(year, offset) for year in years)
            yield Clue(text[spot:start], spot, start, "paper", options=options)


def _subject(text: str, spot: int, start: int) -> str:
    """Return the words that name the subject: after the paper, or before it where something was written into it."""
    says = _SAYS.match(text, start, start + _AFTER)
    if says is not None:
        return re.split("[。;\\n]", text[says.end() : start + _AFTER], maxsplit=1)[0]
    into = _WRITTEN_INTO.search(text, max(0, spot - _SENTENCE), spot)
    return re.split("[。;\\n]", text[max(0, spot - _SENTENCE) : into.start()])[-1] if into else ""


def _stretch(year: int, offset: int | None) -> tuple[str, str]:
    """Return the days of a speech that names a paper of a year as this year's, the last one's, or no year's."""
    if offset is None:
        return f"{year}-01-01", f"{year + 2}-12-31"
    return f"{year + offset}-01-01", f"{year + offset}-12-31"
