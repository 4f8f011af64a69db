"""Where the texts of a page begin and end: compilations split, heads and tails told from bodies.

A text begins at a part header (第二篇:), or at a title or a salutation with what belongs above it; it ends where the
tail opens or the next text begins. Between the two, position decides more than words do: the same short line is part
of a speech inside it and furniture after it. Whether a text is a speech is not asked here (`parsers.genre`).

Every unit of the page comes out exactly once: as body, or with a label that says what it is and which rule says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from parsers.rules import CleaningRule, Where
from parsers.shapes import Shape
from parsers.shapes.marks import han_of, is_bare_number, opens_item
from parsers.shapes.titles import is_collection_title, is_full_title
from parsers.shapes.voices import is_closing, is_of_the_site, is_spoken
from parsers.units import Unit
from schemas import EditKind

HEAD_REACH = 12
"""How many units above a salutation may belong to its head: titles, date, speaker, lines of the site."""
BLURB = 420
"""Han characters of unexplained prose that may stand between the page's start and the first titled salutation."""
PREVIEW = 400
"""Han characters that a preview of the text has at most."""
TAIL_REACH = 500
"""How many units above a title or a salutation a tail that it stands in may have opened."""
RESUMED = 240
"""Han characters of prose after a tail's opening line that show that the speech went on after it."""
LEAST_TEXT = 60
"""Han characters of text that a title without salutation must have below it to begin a text amid others."""
TOP = 60
"""How many units at a page's top may name the collection that it holds."""
MAX_LISTED = 45
"""Han characters that a line in a list of articles has at most."""
LISTED_REACH = 4
"""How far above a line of such a list a title stands at most."""
LEAST_STRIPPED = 25
"""Han characters in a row that show that a page lost its punctuation."""
LONG_LINE = 60
"""Han characters beyond which a line amid a speech is taken out only if its words, not one phrase, are the site's."""
_EDITORIAL = (EditKind.INTRO_BLURB, EditKind.DISCLAIMER, EditKind.OTHER)
_NOTICES = (EditKind.DISCLAIMER, EditKind.DOWNLOAD, EditKind.RELATED)
LEAD = 14
"""Han characters by which the opening of one paragraph is recognised in another."""

_STOPS = tuple("。！？!?…”」")
_LABEL = re.compile(
    r"^[\[【(（]?(?:内容预览|内容摘要|内容提要|内容简介|导读|导语|摘要|简介|提要|前言)[\]】)）]?\s?[:：]?\s?"
)
_PUNCTUATION = re.compile(r"[，。、；：！？,;:!?]")
_BULLET = re.compile(r"[«»•·●○■□◆◇★☆▪◎※►▶▲△→>]")
_BULLETS = re.compile(r"[«»•·●○■□◆◇★☆▪◎※►▶▲△→|｜]")
_ADDRESS = re.compile(r"(?:同志们|各位|大家|尊敬的|乡亲们|朋友们|今天|刚才|今晚|今早)")
_TITLES = (Shape.TITLE, Shape.OTHER_TITLE)
_EDGE = (Where.ANY, Where.EDGE)


class Label(NamedTuple):
    """What a unit outside the speeches is, and the rule that says so."""

    kind: EditKind
    rule: str


class Start(NamedTuple):
    """A text's beginning: its first head unit, its first body unit, and whether it has header, title, salutation."""

    head: int
    body: int
    header: bool = False
    titled: bool = False
    saluted: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of the page: indices of units."""

    start: Start
    end: int
    body: tuple[int, ...]
    labels: dict[int, Label]
    closed: CleaningRule | None = None
    """The rule whose line opened the tail, if one did."""

    @property
    def head(self) -> range:
        """The units above the body, as far up as they can belong to it."""
        body = self.body[0] if self.body else self.end
        return range(max(self.start.head, body - HEAD_REACH), body)

    @property
    def tail(self) -> range:
        """The units below the body, as far down as they can belong to it."""
        after = self.body[-1] + 1 if self.body else self.end
        return range(after, min(self.end, after + HEAD_REACH))


def segments(units: Sequence[Unit]) -> list[Segment]:
    """Return the texts of a page in order; what stands above the first belongs to its head. None: no text at all."""
    starts = _starts(units)
    if not starts:
        return []
    starts[0] = starts[0]._replace(head=0)
    ends = [start.head for start in starts[1:]] + [len(units)]
    return [segment(units, start, end) for start, end in zip(starts, ends, strict=True)]


def _starts(units: Sequence[Unit]) -> list[Start]:
    found: list[Start] = []
    for index in range(len(units)):
        start = _start_at(units, index, found)
        if start is None:
            continue
        if found and _belongs_to_head(units, found[-1], start, only=len(found) == 1):
            start = _merged(found.pop(), start)
        found.append(start)
    if not found:
        opening = next((index for index, unit in enumerate(units) if _is_text(unit)), None)
        return [] if opening is None else [Start(_title_run(units, opening), opening)]
    return _with_untitled_opening(units, found)


def _start_at(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    unit = units[index]
    if unit.furniture and not unit.salutes:
        return None
    if unit.shape is Shape.SALUTATION:
        return _salutation_start(units, index, found)
    if unit.shape is Shape.PART_HEADER:
        return _header_start(units, index, found)
    named = unit.shape in _TITLES or (found and _follows_the_end(units, index))
    if named and unit.rule(*_EDGE, Where.HEAD) is None and unit.opens_tail is None:
        if found and (is_collection_title(unit.text) or _is_title_again(units, found, index)):
            return None
        return _title_start(units, index, found)
    return None


def _salutation_start(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    head, titled, header = _look_up(units, index)
    if not _is_followed(units, index, 8):
        return None
    start = Start(head, index, header, titled, saluted=True)
    if titled or header or not found:
        before = units[head].text_above
        if titled or header or before <= BLURB or before < _prose_after(units, index):
            least = RESUMED // 2 if titled else RESUMED
            return None if _in_tail(units, found, head) and _prose_after(units, index) < least else start
    if found and not found[-1].saluted and _unexplained(units, found[-1].body, index) < LEAST_TEXT:
        return start
    above = units[index - 1] if index else None
    if above is not None and (is_bare_number(above.text) or above.opens_tail is not None):
        return start
    return start if found and _ends_one_of_several(units, found, index) else None


def _says_several(units: Sequence[Unit], found: Sequence[Start]) -> bool:
    """Tell whether a short line above the first text says that the page holds several."""
    head = range(min(found[0].body, TOP))
    return any(units[i].han <= MAX_LISTED and is_collection_title(units[i].text) for i in head)


def _ends_one_of_several(units: Sequence[Unit], found: Sequence[Start], index: int) -> bool:
    """Tell whether the line above a salutation ends a speech on a page that says it holds several."""
    written = units[index].text_above - units[found[-1].body].text_above
    return _says_several(units, found) and written >= LEAST_TEXT and _CLOSED.search(units[index - 1].text) is not None


def _look_up(units: Sequence[Unit], index: int) -> tuple[int, bool, bool]:
    """Return where the head above a salutation begins, and whether it holds a title and a part header."""
    head, titled = index, False
    for above in range(index - 1, max(-1, index - 1 - HEAD_REACH), -1):
        unit = units[above]
        if unit.shape is Shape.PART_HEADER:
            return above, True, True
        if unit.shape in _TITLES and unit.rule(*_EDGE, Where.HEAD) is None and unit.opens_tail is None:
            head, titled = above, True
        elif (
            unit.shape in (Shape.DATELINE, Shape.SPEAKER)
            or is_bare_number(unit.text)
            or (titled and is_first_half(unit, units[above + 1]) and above == head - 1)
        ):
            head = above
        elif unit.rule(*_EDGE, Where.HEAD) is None and unit.shape is not Shape.SNIPPET:
            break
    return head, titled, False


_HALF = re.compile(r"[在暨和与及的、“《]|关于|同志")
_SUBTITLE = re.compile(r"[—–-]{1,3}\s?")


def is_first_half(unit: Unit, below: Unit) -> bool:
    """Tell whether a line is the beginning of the title in the line below: a motto over a subtitle, or a title broken.

    A broken title's second half names no place to be 在; a title that does is whole by itself.
    """
    if unit.shape is not Shape.SHORT or unit.rules or unit.furniture or below.shape is not Shape.TITLE:
        return False
    if unit.han < 4 or unit.text.endswith(tuple("。！？!?：:…")):
        return False
    if _SUBTITLE.match(below.text):
        return not below.text.endswith(("—", "–", "-"))
    return unit.han >= 6 and "在" not in below.text and _HALF.search(unit.text) is not None


def _header_start(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    """Return the start at a part header, unless it is an entry of a table: only headers follow, or it recurs."""
    for below in range(index + 1, min(len(units), index + 1 + HEAD_REACH)):
        unit = units[below]
        if unit.shape is Shape.PART_HEADER:
            return None
        if unit.shape is Shape.SALUTATION or (_is_text(unit) and unit.han >= 12):
            recurs = any(later.text == units[index].text for later in units[index + 1 :])
            above = index > 0 and units[index - 1].shape is Shape.PART_HEADER
            listed = opens_item(units[index].text) and found and _in_tail(units, found, index)
            if listed and _own_prose(units, below) < RESUMED:
                return None
            return None if recurs and above else Start(index, below, header=True, titled=True)
    return None


def _title_start(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    """Return the start at a title where a text follows and none is under way: at the head, or after a closing line."""
    below = _next_text(units, index)
    if below is None:
        return None
    if found and not _opens_another(units, index, below, found):
        return None
    return Start(_title_run(units, index), below, titled=True) if _has_text(units, index, below, found) else None


def _opens_another(units: Sequence[Unit], index: int, below: int, found: Sequence[Start]) -> bool:
    """Tell whether a title amid a page stands where the text above it has ended."""
    unit, last = units[index], _above(units, index)
    if not (unit.opens_line or is_full_title(unit.text)):
        return False
    ended = (
        is_closing(last.text)
        or _CLOSED.search(last.text) is not None
        or last.shape in (Shape.DATELINE, Shape.TITLE)
        or _has_the_next_number(units, index, found)
        or last.opens_tail is not None
        or (is_full_title(unit.text) and (is_whole_sentence(last) or _says_several(units, found)))
        or _ADDRESS.match(units[below].text) is not None
    )
    return ended and (unit.shape is Shape.TITLE or _is_part_of_another_kind(units, index, found))


def _has_text(units: Sequence[Unit], index: int, below: int, found: Sequence[Start]) -> bool:
    """Tell whether a title has enough text below it to open one, where it stands.

    In a tail only much text, or some that speaks, is more than an opening in a list. Where a longer text stands above
    that nothing has announced, the title is of the next thing.
    """
    own, above = _own_prose(units, below), units[index].text_above
    if _in_tail(units, found, index):
        return own >= 2 * RESUMED or (own >= RESUMED // 2 and _speaks(units, below))
    if found:
        return own >= LEAST_TEXT
    return above < LEAST_TEXT or own >= min(above, RESUMED)


def _speaks(units: Sequence[Unit], index: int) -> bool:
    """Tell whether the next three paragraphs are whole sentences, and one of them speaks to somebody."""
    next_ones = units[index : index + 3]
    whole = all(unit.is_text and (unit.text.endswith(_STOPS) or opens_item(unit.text)) for unit in next_ones)
    return len(next_ones) == 3 and whole and any(is_spoken(unit.text) for unit in next_ones)


def is_whole_sentence(unit: Unit) -> bool:
    """Tell whether a line ends as sentences do, or is long and has no punctuation at all: what filters leave."""
    return unit.text.endswith(_STOPS) or (unit.han >= LEAST_STRIPPED and _PUNCTUATION.search(unit.text) is None)


def _is_part_of_another_kind(units: Sequence[Unit], index: int, found: Sequence[Start]) -> bool:
    """Tell whether a title of another kind opens a part: on a page of several parts, after a closing line."""
    if _CLOSED.search(_above(units, index).text):
        return True
    if _has_the_next_number(units, index, found):
        return True
    several = len(found) > 1 or any(is_collection_title(unit.text) for unit in units[:12] if unit.shape in _TITLES)
    return several and units[index].han >= 8 and is_closing(_above(units, index).text)


def _has_the_next_number(units: Sequence[Unit], index: int, found: Sequence[Start]) -> bool:
    """Tell whether the line above a title is a bare number, that of the next part of several."""
    first = units[max(0, found[0].body - HEAD_REACH) : found[0].body]
    counted = len(found) > 1 or any(unit.text.strip("、.．") == "1" for unit in first)
    return counted and units[index - 1].text.strip("、.．") == str(len(found) + 1)


_CLOSED = re.compile(
    r"(?:谢谢(?:大家|各位)?|奋斗|祝[^。！!]{2,40}|批评指正|抓好落实|讲到这里|讲这些[^。]{0,16})[。！!]\s*$"
)


def _follows_the_end(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a short line stands where a text has ended and another begins: the name of what comes next."""
    unit = units[index]
    if unit.shape is not Shape.SHORT or unit.han < 6 or unit.rules or unit.text.endswith(_STOPS) or index == 0:
        return False
    if not unit.opens_line or is_spoken(unit.text) or is_of_the_site(unit.text):
        return False
    return _CLOSED.search(_above(units, index).text) is not None and _own_prose(units, index + 1) >= RESUMED // 2


def _is_title_again(units: Sequence[Unit], found: Sequence[Start], index: int) -> bool:
    """Tell whether a title amid a text is that text's own, once more, and no salutation follows it."""
    start = found[-1]
    if not start.saluted and units[index].text_above - units[start.body].text_above < LEAST_TEXT:
        return False
    name = _title_key(units[index].text)
    above = units[max(start.head if len(found) > 1 else 0, start.body - HEAD_REACH) : start.body]
    same = any(_title_key(unit.text) == name and not unit.announced for unit in (*above, units[found[0].head]))
    return same and not any(unit.shape is Shape.SALUTATION for unit in units[index + 1 : index + 4])


_TITLE_LABEL = re.compile(r"^[^：:]{0,8}(?:下载|标题|题目|正文|附件)[^：:]{0,4}[：:]")


def _title_key(text: str) -> str:
    """Return the Han characters by which a title is recognised, the label of the site before it left out."""
    return _key(_TITLE_LABEL.sub("", text))


def _above(units: Sequence[Unit], index: int) -> Unit:
    """Return the unit above another, numbers of pages or parts passed over."""
    while index > 1 and is_bare_number(units[index - 1].text):
        index -= 1
    return units[index - 1]


def _own_prose(units: Sequence[Unit], index: int) -> int:
    """Return the Han characters of text from a unit on to the next title, part header or tail."""
    total = 0
    for unit in units[index:]:
        if unit.shape in (*_TITLES, Shape.PART_HEADER, Shape.SNIPPET) or unit.opens_tail is not None:
            break
        if _is_text(unit):
            total += unit.han
    return total


def _title_run(units: Sequence[Unit], index: int) -> int:
    while index > 0 and (units[index - 1].shape in _TITLES or is_first_half(units[index - 1], units[index])):
        index -= 1
    return index


def _next_text(units: Sequence[Unit], index: int) -> int | None:
    for below in range(index + 1, min(len(units), index + 1 + HEAD_REACH)):
        unit = units[below]
        if unit.shape is Shape.SALUTATION or (_is_text(unit) and unit.han >= 12):
            return below
        if unit.shape in (Shape.PART_HEADER, Shape.SNIPPET) or unit.opens_tail is not None:
            return None
    return None


def _is_text(unit: Unit) -> bool:
    """Tell whether a unit reads as running text that no rule explains away."""
    return unit.is_text


def _is_followed(units: Sequence[Unit], index: int, least: int) -> bool:
    return any(unit.shape is Shape.PROSE and unit.han >= least for unit in units[index + 1 : index + 4])


def _prose_after(units: Sequence[Unit], index: int) -> int:
    """Return the Han characters of text from a unit on to the next part header or tail."""
    total = 0
    for unit in units[index + 1 :]:
        if unit.shape is Shape.PART_HEADER or unit.opens_tail is not None:
            break
        if _is_text(unit):
            total += unit.han
    return total


def _in_tail(units: Sequence[Unit], found: Sequence[Start], index: int) -> bool:
    """Tell whether a tail opened since the last text began; none opens before there is a text."""
    least = 0 if found else LEAST_TEXT
    if units[index].text_above < least:
        return False
    since = max(found[-1].body if found else 0, index - TAIL_REACH)
    return any(units[i].opens_tail is not None and units[i].text_above >= least for i in range(since, index))


def _belongs_to_head(units: Sequence[Unit], first: Start, second: Start, *, only: bool) -> bool:
    """Tell whether what stands between two starts is no text of its own: lines of the site, a blurb, a preview.

    `only` tells that no text stands above the first; below one, a title with some prose is a short text, not a blurb.
    """
    if second.head <= first.body:
        return True
    between = units[first.body : second.head]
    if any(unit.opens_tail is not None for unit in between) and sum(u.han for u in between if _is_text(u)) >= 80:
        return False
    unexplained = _unexplained(units, first.body, second.head)
    if _is_cut_copy(units, first, second):
        return True
    if first.saluted:
        return False
    opening = units[first.body]
    if first.header or is_bare_number(units[first.head].text) or _ADDRESS.match(opening.text):
        return unexplained < 30
    announced = second.titled and second.saluted and not second.header
    return unexplained < LEAST_TEXT or (only and unexplained <= BLURB and announced)


def _is_cut_copy(units: Sequence[Unit], first: Start, second: Start) -> bool:
    """Tell whether a text is only the beginning of the one after it: a preview, cut wherever its length ran out."""
    copy = _running(units, first.body, second.head, PREVIEW + 1)
    if not LEAST_TEXT // 2 <= len(copy) <= PREVIEW:
        return False
    return _running(units, second.body, len(units), len(copy) + LEAD).startswith(copy[: -len(copy) // 20 or None])


def _running(units: Sequence[Unit], start: int, end: int, enough: int) -> str:
    """Return the Han characters of the text between two units, as many as are asked for."""
    found = ""
    for unit in map(units.__getitem__, range(start, end)):
        if len(found) >= enough:
            break
        if unit.is_text or unit.shape is Shape.SNIPPET:
            found += han_of(unit.text)
    return found[:enough]


def _unexplained(units: Sequence[Unit], start: int, end: int) -> int:
    """Return the Han characters of text between two units that is neither the site's nor a table of contents."""
    return sum(
        unit.han for unit in units[start:end] if _is_text(unit) and not unit.announced and not is_of_the_site(unit.text)
    )


def _merged(first: Start, second: Start) -> Start:
    return Start(
        min(first.head, second.head),
        second.body,
        first.header or second.header,
        first.titled or second.titled,
        first.saluted or second.saluted,
    )


def _with_untitled_opening(units: Sequence[Unit], found: list[Start]) -> list[Start]:
    """Prepend a start where much text stands before the first: a speech without title or salutation."""
    opening = next((index for index in range(found[0].head) if _is_text(units[index])), None)
    if opening is None:
        return found
    if sum(unit.han for unit in units[opening : found[0].head] if _is_text(unit)) <= BLURB:
        return found
    return [Start(_title_run(units, opening), opening), *found]


def segment(units: Sequence[Unit], start: Start, end: int) -> Segment:
    """Return the text that begins at a start and whose units reach to an end: body, and a label for all else."""
    start = start._replace(body=_body_start(units, start, end))
    tail, closed = _tail_start(units, start, end)
    tail = _trimmed(units, start.body, tail)
    labels = {index: _head_label(units[index]) for index in range(start.head, start.body)}
    labels |= dict(_tail_labels(units, tail, end))
    titles = set(_titles_again(units, range(start.head, start.body), range(start.body, tail)))
    body = []
    for index in range(start.body, tail):
        label = _inner_label(units[index], titles)
        if label is None:
            body.append(index)
        else:
            labels[index] = label
    return Segment(start, end, tuple(body), labels, closed)


def _titles_again(units: Sequence[Unit], head: range, body: range) -> Iterator[str]:
    """Yield what is a title both above a text and within it, as `_title_key` gives it."""
    inside = {_title_key(units[index].text) for index in body if units[index].shape in _TITLES}
    if inside:
        for index in head:
            key = _title_key(units[index].text)
            if key in inside and units[index].shape in _TITLES:
                yield key


def _body_start(units: Sequence[Unit], start: Start, end: int) -> int:
    """Return the first unit of the body; skips the site's lines, a date line and a preview that the body repeats."""
    if units[start.body].shape is Shape.SALUTATION and not _is_preview(units, start.body, end):
        return start.body
    dated = (i for i in range(start.body, min(end, start.body + 3)) if units[i].shape is Shape.DATELINE)
    for index in range(next(dated, start.body), min(end, start.body + HEAD_REACH)):
        unit = units[index]
        if unit.shape is Shape.SALUTATION and not _is_preview(units, index, end):
            return index
        if unit.rule(*_EDGE, Where.HEAD) is not None or unit.furniture or units[index].announced:
            continue
        if unit.shape is Shape.PROSE and is_of_the_site(unit.text):
            continue
        if unit.shape in (Shape.PROSE, Shape.HEADING, Shape.SALUTATION) and not _is_preview(units, index, end):
            return index
    return start.body


def _is_preview(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether the text that opens here opens once more, and longer, a few units on: then this is its preview."""
    lead = _opening(units, index)[:LEAD]
    if len(lead) < LEAD:
        return False
    length = _first_paragraph(units, index)
    return any(
        _opening(units, below).startswith(lead) and _first_paragraph(units, below) > length
        for below in range(index + 1, min(end, index + HEAD_REACH))
    )


def _first_paragraph(units: Sequence[Unit], index: int) -> int:
    """Return the Han characters of the paragraph a text opens with, the salutation left out; a cut-off one has none."""
    first = index + 1 if units[index].han < LEAD and index + 1 < len(units) else index
    return 0 if units[first].shape is Shape.SNIPPET else units[first].han


def _opening(units: Sequence[Unit], index: int) -> str:
    """Return the Han characters a text opens with, a salutation and what follows it taken together."""
    words = _LABEL.sub("", units[index].text)
    if units[index].han < LEAD and index + 1 < len(units):
        words += units[index + 1].text
    return _key(words)


def _key(text: str) -> str:
    """Return the Han characters of a line's first part, by which repetitions are recognised."""
    return han_of(text[:120])


def _tail_start(units: Sequence[Unit], start: Start, end: int) -> tuple[int, CleaningRule | None]:
    """Return where the tail begins and the rule that opened it; a lone line amid running text opens none."""
    for index in range(start.body + 1, end):
        rule = (units[index].opens_tail or _notice(units[index])) if units[index].rules else None
        if rule is None and not _is_frame(units, index, end):
            continue
        if is_closing(units[index - 1].text) or not _goes_on(units, index, end):
            return index, rule
    return end, None


def _goes_on(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether the speech goes on below a line that could open the tail: much text, or its own next item."""
    run = _text_run(units, index + 1, end)
    if run >= RESUMED or run < LEAST_TEXT // 2:
        return run >= RESUMED
    below = list(islice((units[i] for i in range(index + 1, end) if _is_text(units[i])), 2))
    sentences = len(below) == 2 and all(unit.text.endswith(_STOPS) for unit in below) and run >= LEAST_TEXT
    spoken = any(is_spoken(unit.text) for unit in below)
    if units[index].opens_tail is not None:
        return sentences and spoken
    return sentences or spoken or opens_item(below[0].text) or not units[index - 1].text.endswith(_STOPS)


def _notice(unit: Unit) -> CleaningRule | None:
    """Return the rule by which a line is a notice that sites put under a text: rights, downloads, other articles."""
    rule = unit.rule(Where.ANY, Where.EDGE, Where.TAIL)
    return rule if rule is not None and rule.kind in _NOTICES else None


def _is_frame(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether the page's own mark-up closes the content here: only furniture follows."""
    return units[index].furniture and all(unit.furniture or unit.han < 8 for unit in units[index : min(end, index + 4)])


def _text_run(units: Sequence[Unit], index: int, end: int) -> int:
    """Return the Han characters of text before the next snippet, title, or tail rule."""
    total = 0
    for unit in units[index:end]:
        if unit.shape in (Shape.SNIPPET, *_TITLES) or unit.opens_tail is not None:
            break
        if _is_text(unit):
            total += unit.han
    return total


def _trimmed(units: Sequence[Unit], first: int, tail: int) -> int:
    """Return the end of the body after what is no text has been taken from its end."""
    lead = _opening(units, first)[:LEAD] if first < tail else ""
    while tail > first + 1:
        repeats = len(lead) == LEAD and tail - 1 > first + 2 and _repeats(units, tail - 1, lead)
        if not (repeats or _is_dead_end(units, tail - 1)):
            break
        tail -= 1
    return tail


def _repeats(units: Sequence[Unit], index: int, lead: str) -> bool:
    """Tell whether a unit gives the text's opening once more: a summary, or a snippet with the title before it."""
    unit = units[index]
    return _opening(units, index).startswith(lead) or (unit.shape is Shape.SNIPPET and lead in _key(unit.text))


def _is_dead_end(units: Sequence[Unit], index: int) -> bool:
    """Tell whether the last unit of a body cannot be its last: a title, a snippet, a line of the site, a stub."""
    unit = units[index]
    if unit.furniture or unit.rule(*_EDGE, Where.TAIL) is not None or is_bare_number(unit.text):
        return True
    if unit.shape is not Shape.SALUTATION and is_of_the_site(unit.text):
        return True
    if not unit.text.endswith(_STOPS) and (_BULLET.match(unit.text) or len(_BULLETS.findall(unit.text)) >= 3):
        return True
    if unit.shape in (*_TITLES, Shape.DATELINE, Shape.SPEAKER, Shape.PART_HEADER):
        return True
    if unit.shape is Shape.SNIPPET:
        before = units[index - 1]
        listed = before.shape in (*_TITLES, Shape.SNIPPET) or _LABEL.match(unit.text) is not None
        return listed or _CLOSED.search(before.text) is not None
    if _is_listed(units, index):
        return True
    if unit.shape is Shape.SHORT:
        if unit.text.endswith(_STOPS) or is_closing(unit.text) or opens_item(unit.text) or is_spoken(unit.text):
            return False
        before = units[index - 1]
        return unit.opens_line and (
            unit.han < 6 or (is_closing(before.text) and before.text.endswith(tuple("。！？!?")))
        )
    return False


def _is_listed(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a line stands in a list of other articles: no sentence, and a title not far above it."""
    for above in range(index, max(0, index - LISTED_REACH), -1):
        unit = units[above]
        if unit.shape in _TITLES:
            return True
        if unit.shape not in (Shape.SHORT, Shape.PROSE) or unit.han > MAX_LISTED or unit.text.endswith(_STOPS):
            return False
        if "。" in unit.text or opens_item(unit.text) or is_spoken(unit.text):
            return False
    return False


def _head_label(unit: Unit) -> Label:
    rule = unit.rule(*_EDGE, Where.HEAD) or unit.opens_tail
    if rule is None and unit.rules and unit.shape not in _TITLES:
        rule = unit.rule(Where.TAIL)
    if rule is not None:
        return Label(rule.kind, rule.id)
    if unit.furniture:
        return Label(EditKind.NAV, "frame.markup")
    match unit.shape:
        case Shape.TITLE | Shape.OTHER_TITLE | Shape.PART_HEADER:
            return Label(EditKind.TITLE, "head.title")
        case Shape.DATELINE:
            return Label(EditKind.META_LINE, "head.dateline")
        case Shape.SPEAKER:
            return Label(EditKind.META_LINE, "head.speaker")
        case Shape.HEADING:
            return Label(EditKind.TOC, "head.toc")
        case Shape.PROSE | Shape.SNIPPET:
            return Label(EditKind.INTRO_BLURB, "head.before_text")
        case _:
            return Label(EditKind.OTHER, "head.short_line")


def _tail_labels(units: Sequence[Unit], tail: int, end: int) -> Iterator[tuple[int, Label]]:
    """Yield a label for each unit of the tail; a line that no rule knows goes with the rule that opened the tail."""
    opened: Label | None = None
    for index in range(tail, end):
        unit = units[index]
        rule = unit.opens_tail or unit.rule(*_EDGE, Where.TAIL)
        if rule is not None:
            label = Label(rule.kind, rule.id)
            opened = label if unit.opens_tail else opened
        elif unit.snippet:
            label = Label(EditKind.SNIPPET_LIST, "tail.snippet")
        elif unit.furniture:
            label = Label(EditKind.NAV, "frame.markup")
        elif unit.shape is Shape.DATELINE:
            label = Label(EditKind.META_LINE, "tail.dateline")
        elif is_bare_number(unit.text):
            label = Label(EditKind.PAGE_NUMBER, "body.number_line")
        elif opened is not None:
            label = opened
        elif unit.shape in _TITLES:
            label = Label(EditKind.RELATED, "tail.title")
        else:
            label = Label(EditKind.OTHER, "tail.after_end")
        yield index, label


_CHUNK = re.compile(r"[（(\[【]\d{1,3}[)）\]】]$|P\d{1,3}$")


def _inner_label(unit: Unit, titles: set[str]) -> Label | None:
    """Return the label of a unit between the paragraphs of a speech that is not one of them, else None."""
    rule = unit.rule(Where.ANY) or unit.opens_tail
    site = unit.han <= LONG_LINE and not opens_item(unit.text) and is_of_the_site(unit.text)
    if rule is None and site:
        rule = unit.rule(Where.EDGE, Where.TAIL, Where.HEAD)
    if rule is not None and (unit.han <= LONG_LINE or is_of_the_site(unit.text) or rule.kind in _EDITORIAL):
        return Label(rule.kind, rule.id)
    if unit.shape in _TITLES and (_title_key(unit.text) in titles or is_collection_title(unit.text)):
        return Label(EditKind.DUP_TITLE, "body.title_again")
    if (is_bare_number(unit.text) and not opens_item(unit.text)) or _CHUNK.match(unit.text):
        return Label(EditKind.PAGE_NUMBER, "body.number_line")
    if site and unit.shape in (Shape.SHORT, Shape.OTHER_TITLE, Shape.SPEAKER):
        return Label(EditKind.NAV, "body.site_line")
    if unit.furniture and unit.shape is not Shape.PROSE:
        return Label(EditKind.NAV, "frame.markup")
    return None
