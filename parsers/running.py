"""Running heads: the line that a converted document has at the head or the foot of each of its pages.

What it says is nobody's rule: an office, a series, the converter's own words. What gives it away is where it recurs, in
the same words: beside page numbers that count up, or in the midst of sentences, which it breaks.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from parsers.shapes import Shape
from parsers.shapes.lines import shape_of_whole
from parsers.shapes.marks import n_han, opens_item
from parsers.shapes.salutations import salutation_end
from parsers.shapes.voices import is_closing, is_spoken
from parsers.trace import Cut
from schemas import EditKind

LEAST_HAN, LONGEST = 3, 45
"""Han characters that a running head has at least, and characters that it has at most."""
BROKEN = 12
"""Characters that a line has at least which the end of a page breaks off; a shorter one may be a heading."""
SEEN = 2
"""Sentences that a line breaks, in the same words, which show that it is a running head."""
COUNTED = 3
"""Page numbers beside a line that show so by themselves; two do where a sentence is broken as well."""

_PAGE = re.compile(
    r"\W{0,6}(?:第\s{0,2})?(?:(?:Page|page|PAGE|P)\.?\s{0,2})?(?P<number>\d{1,3})(?:\s{0,2}页)?"
    r"(?:[\s,，/]{0,3}(?:of|OF|共)?\s{0,2}\d{1,3}\s{0,2}页?)?\W{0,6}"
)
_DIGITS = re.compile(r"\d+")
_ENDS = tuple("。！？!?；;：:…”）)")
_ENDS_NO_HEAD = (*_ENDS[:-2], "，", ",", "、")
_PUNCTUATION = re.compile(r"[，。；,;]")
"""What a line of a text has inside, and hardly one of a page's frame."""
_GOES_ON = re.compile(r"[㐀-鿿，。、；”]")
_SHAPES = (Shape.SHORT, Shape.PROSE)
"""The shapes of lines that are nothing but a running head, wherever they stand."""


def running_heads(text: str) -> Iterator[Cut]:
    """Yield the lines that recur in the same words where pages end, their page's number in them or beside them."""
    lines = text.split("\n")
    starts = itertools.accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    filled = [(line.strip(), start) for line, start in zip(lines, starts, strict=True) if line.strip()]
    words = [line for line, _ in filled]
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(words):
        if len(line) <= LONGEST:
            places[_DIGITS.sub("0", line)].append(at)
    for where in places.values():
        if len(where) >= SEEN and _may_run(words[where[0]]):
            for at in _at_page_ends(words, where):
                start = text.index(words[at], filled[at][1])
                yield Cut(start, start + len(words[at]), EditKind.OTHER, "page.running_head")


def _may_run(line: str) -> bool:
    """Tell whether a line may be a running head by its words: it says nothing, to nobody."""
    if n_han(line) < LEAST_HAN or line.endswith(_ENDS_NO_HEAD) or opens_item(line):
        return False
    return _PAGE.fullmatch(line) is None and not is_closing(line) and not is_spoken(line)


def _at_page_ends(words: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """Return at which of its places a line is a running head: all, or where it breaks sentences, or none.

    A title, a speaker, a date recurs over the parts of a compilation as well: only what it breaks tells of them.
    """
    broken = [at for at in places if _breaks_a_sentence(words, at)]
    same = all(words[at] == words[places[0]] for at in places)
    numbers = [number for at in places if (number := (_number_beside if same else _number_in)(words, at)) is not None]
    counts_up = all(earlier < later for earlier, later in itertools.pairwise(numbers))
    counted = counts_up and len(numbers) >= (SEEN if broken else COUNTED)
    if not same and not (counted and broken):
        return ()
    if len(broken) < SEEN and not counted:
        return ()
    if shape_of_whole(words[places[0]]) in _SHAPES:
        return places
    return broken if len(broken) >= SEEN else ()


def _number_beside(words: Sequence[str], at: int) -> int | None:
    """Return the page number in the line above or below one, if one is there."""
    for near in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2]):
        page = _PAGE.fullmatch(near) if len(near) <= LONGEST else None
        if page is not None:
            return int(page["number"])
    return None


def _number_in(words: Sequence[str], at: int) -> int:
    """Return the number that a line has at its end, or else at its beginning."""
    digits = _DIGITS.findall(words[at])
    return int(digits[-1] if _DIGITS.search(words[at][-4:]) else digits[0])


def _breaks_a_sentence(words: Sequence[str], at: int) -> bool:
    """Tell whether the text above a line, and above the page number beside it, goes on below it."""
    above, below = at - 1, at + 1
    if above > 0 and _is_number(words[above]):
        above -= 1
    if below < len(words) - 1 and _is_number(words[below]):
        below += 1
    if above < 0 or below >= len(words) or len(words[above]) < BROKEN or words[above].endswith(_ENDS):
        return False
    if opens_item(words[below]) or salutation_end(words[below]) or _GOES_ON.match(words[below]) is None:
        return False
    return _PUNCTUATION.search(words[above]) is not None


def _is_number(line: str) -> bool:
    return len(line) <= LONGEST and _PAGE.fullmatch(line) is not None
