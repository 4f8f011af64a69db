"""Where the body of a text begins and ends: below its head, and above what sites put under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from parsers.numbering import without_count
from parsers.parts import HEAD_REACH, LEAST_TEXT, Start
from parsers.parts.going_on import LEAST_RUN, goes_on
from parsers.parts.repeats import LEAD, is_labelled, is_preview, opening, repeats_opening
from parsers.parts.rows import among_buttons, below_thanks
from parsers.parts.signs import (
    EDGE,
    LEAST_STRIPPED,
    MAX_LISTED,
    STOPS,
    TITLES,
    is_whole_sentence,
    numbers_a_page,
    opens_an_address,
)
from parsers.rules import CleaningRule, Where
from parsers.shapes import Shape
from parsers.shapes.marks import is_bare_number, opens_item
from parsers.shapes.salutations import salutation_end, units_end
from parsers.shapes.titles import is_collection_title, lists_titles, title_kind
from parsers.shapes.voices import ends_a_speech, is_closing, is_of_the_site, is_spoken
from parsers.units import Unit
from schemas import EditKind

LISTED_REACH = 4
"""How far above a line in a list of articles a title stands at most."""
LEAST_OPENED = 30
"""Han characters that stand above a tail at least, where the text itself may still be to come."""
TEXT_REACH = 30
"""How many units below it are asked for that text."""
MOST_BELOW = 24
"""Units below a line of the site of which it is asked whether a speaker says any of them."""
LEAST_BROKEN = 4
"""Han characters of the beginning of a sentence that breaks off below a head."""
LEAST_WORDS = 3
"""Runs between white space in a line that lost its punctuation."""

_NAMES = (*TITLES, Shape.PART_HEADER)
_HEADS = (*_NAMES, Shape.DATELINE, Shape.SPEAKER)
_NOTICES = (EditKind.DISCLAIMER, EditKind.DOWNLOAD, EditKind.RELATED)
_NAMED = re.compile(r"(?P<title>[^，。；;！!？?:：]{6,80})[:：]")
_SENTENCE = re.compile(r"[。！!？?；;](?=[^。]{4})|。")
"""Where a sentence ends before the line does."""
_ARROWS = tuple("»›＞→")
_OWN_PLACE = re.compile(r"[我全][省市县区州旗镇乡村]")
_ANNOUNCES = re.compile(r"我|[省市县区州旗镇乡村](?:委|党委|政府)")
"""Who says that items are to come: the speaker, or those the speaker stands for."""
_COMMA = re.compile("[，,]")
_DOTS = re.compile(r"[.…。\s]+")
"""The sign that something was left out, in a line of its own."""
_HEARD = re.compile(r"[(（][^()（）]{0,16}(?:掌|笑)[^()（）]{0,8}[)）]$")
"""What was heard when somebody spoke, as minutes note it."""
_MORE = re.compile(r"[\[【(（]\s?(?:查看|阅读|点击|展开|更多)[^\]】)）]{0,6}[\]】)）]$")
_BULLET = re.compile(r"[«»•·●○■□◆◇★☆▪◎※►▶▲△→>]")
_BULLETS = re.compile(r"[«»•·●○■□◆◇★☆▪◎※►▶▲△→|｜]")
_BAR = re.compile(r"\s[|｜]|[|｜]\s")
"""A bar set in white space, between two links of a row."""
_BUTTONS = re.compile(r"(?:[【\[][^【】\[\]，。]{1,12}[】\]]\s{0,4}){2,}$")
_SIGNS = re.compile("[.…。👆👇⬆⬇↑↓️\\s]+")
"""Dots, fingers: no words and no mask."""
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
LEAST_LATIN = 8
"""Words of a line in another language that no Han stands in: an abstract or a translation."""


def body_start(units: Sequence[Unit], start: Start, end: int) -> int:
    """Return the first unit of the body; skips the site's lines, a date line and a preview that the body repeats."""
    if units[start.body].shape is Shape.SALUTATION and not is_preview(units, start.body, end):
        return start.body
    dated = (i for i in range(start.body, min(end, start.body + 3)) if units[i].shape is Shape.DATELINE)
    for index in range(next(dated, start.body), min(end, start.body + HEAD_REACH)):
        unit = units[index]
        if unit.shape is Shape.SALUTATION and not is_preview(units, index, end):
            return index
        if unit.rule(*EDGE, Where.HEAD) is not None or unit.furniture or unit.announced:
            continue
        if unit.shape is Shape.PROSE and (is_of_the_site(unit.text) or _is_a_note(unit, units[index + 1 : end])):
            continue
        if unit.shape in (Shape.PROSE, Shape.HEADING, Shape.SALUTATION) and not is_preview(units, index, end):
            return index
    return start.body


def _is_a_note(unit: Unit, below: Sequence[Unit]) -> bool:
    """Tell whether a line right above a salutation is somebody's who put the speech up: it speaks to no hearers."""
    salutes = bool(below) and below[0].shape is Shape.SALUTATION and below[0].text.endswith((":", "："))
    return salutes and unit.han <= MAX_LISTED and not (is_spoken(unit.text) or opens_an_address(unit.text))


def with_first_lines(units: Sequence[Unit], start: Start, body: int) -> int:
    """Return the first unit of a body, with the lines above it that are text although their shape does not tell.

    That is a line that addresses units by name, or the first of two salutations; a heading, or a few words by which a
    speaker begins, right below the title; where a page lost its punctuation, the short lines down from one in which
    somebody speaks; or else the beginning of a sentence that goes on in the body.
    """
    above = units[body - 1] if body > start.head else None
    if above is not None and (units_end(above.text) == len(above.text) or _greets_first(above, units[body])):
        return body - 1
    if above is not None and units[body].shape is not Shape.SALUTATION and _begins_below_a_title(units, body - 1):
        return body - 1
    first = body
    if is_whole_sentence(units[body]) and not units[body].text.endswith(STOPS):
        for index in range(body - 1, start.head, -1):
            unit = units[index]
            spoken = unit.shape in (Shape.SHORT, Shape.SPEAKER) and (is_spoken(unit.text) or _is_stripped(unit.text))
            if not (spoken or unit.shape is Shape.SHORT) or unit.rules or unit.furniture or is_of_the_site(unit.text):
                break
            first = index if spoken else first
    return first if first < body else _with_broken_line(units, start, body)


def _with_broken_line(units: Sequence[Unit], start: Start, body: int) -> int:
    """Return the first unit of a body, with the line above it if that is the beginning of its first sentence."""
    index = body - 1
    while index > start.head and numbers_a_page(units[index]):
        index -= 1
    salutes = units[body].shape is Shape.SALUTATION
    return index if index > start.head and not salutes and _breaks_off(units, index, paged=index < body - 1) else body


def _breaks_off(units: Sequence[Unit], index: int, *, paged: bool) -> bool:
    """Tell whether a line right below a head is the beginning of a sentence, broken off by a page or a line's end."""
    unit, head = units[index], units[index - 1]
    if head.shape not in _HEADS or head.furniture or unit.shape not in (Shape.PROSE, Shape.SHORT):
        return False
    if unit.rules or unit.furniture or unit.announced or unit.recurs or is_of_the_site(unit.text):
        return False
    goes_on = paged or opens_an_address(unit.text) or (unit.shape is Shape.PROSE and _COMMA.search(unit.text))
    return bool(goes_on) and unit.han >= LEAST_BROKEN and not unit.text.endswith((*STOPS, ":", "："))


def _greets_first(above: Unit, unit: Unit) -> bool:
    """Tell whether a line greets those of rank, and goes on in the salutation of the others below it."""
    goes_on = unit.shape is Shape.SALUTATION and above.text.endswith((",", "，", "、"))
    return goes_on and salutation_end(f"{above.text[:-1]}:") == len(above.text)


def _begins_below_a_title(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a paragraph too short to begin a text by itself stands between a head and the text."""
    unit = units[index]
    above = reversed(units[max(0, index - HEAD_REACH) : index])
    head = next((line for line in above if not line.rules and _DOTS.fullmatch(line.text) is None), None)
    if head is None or head.shape not in _HEADS or unit.rules or unit.furniture or unit.announced or unit.recurs:
        return False
    speaks = opens_an_address(unit.text) or opens_item(unit.text) or is_spoken(unit.text)
    speaks = speaks or (_OWN_PLACE.search(unit.text) is not None and unit.text.endswith("。"))
    announces = unit.text.endswith((":", "：")) and opens_item(units[index + 1].text)
    announces = announces and _ANNOUNCES.search(unit.text) is not None
    may_speak = unit.shape in (Shape.PROSE, Shape.HEADING) and speaks
    return (may_speak or (announces and unit.shape in (Shape.PROSE, Shape.SHORT))) and not is_of_the_site(unit.text)


def _is_stripped(line: str) -> bool:
    """Tell whether a line is sentences whose punctuation was taken out and left white space."""
    words = line.split()
    return len(words) >= LEAST_WORDS and sum(map(len, words)) >= LEAST_STRIPPED // 2


def _lists_openings(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether a title begins a list of other articles: its text is cut off by dots, and so is the next one's."""
    if units[index].shape not in _NAMES:
        return False
    near = range(index + 1, min(end, index + 2 * LISTED_REACH))
    cut_off = [i for i in near if units[i].snippet and units[i - 1].shape in _NAMES]
    return len(cut_off) > 1 and cut_off[0] - index <= 2


def tail_start(units: Sequence[Unit], start: Start, end: int) -> tuple[int, CleaningRule | None]:
    """Return where the tail begins and the rule that opened it; a lone line amid running text opens none."""
    for index in range(start.body + 1, end):
        unit = units[index]
        rule = (unit.opens_tail or _notice(unit) or _last_of_all(units, index, end)) if unit.rules else None
        opens = rule is not None or _is_frame(units, index, end) or _lists_openings(units, index, end)
        if not (opens or (below_thanks(units, index) and not _has_text_below(units, index, end))):
            continue
        if units[index].text_above - units[start.body].text_above < LEAST_OPENED and _has_text_below(units, index, end):
            continue
        if not goes_on(units, start, index, end):
            return index, rule
    return end, None


def _has_text_below(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether the text is still to come: much of it, which speaks, below a title or whatever else is there."""
    below = [unit for unit in islice(map(units.__getitem__, range(index + 1, end)), TEXT_REACH) if unit.is_text]
    return sum(unit.han for unit in below) >= LEAST_TEXT and any(is_spoken(unit.text) for unit in below)


def _notice(unit: Unit) -> CleaningRule | None:
    """Return the rule by which a line is a notice that sites put under a text: rights, downloads, other articles."""
    rule = unit.rule(Where.ANY, Where.EDGE, Where.TAIL)
    return rule if rule is not None and rule.kind in _NOTICES else None


def _last_of_all(units: Sequence[Unit], index: int, end: int) -> CleaningRule | None:
    """Return the rule of a line of the site below which no more than a few short lines stand that nobody speaks."""
    rule, below = units[index].rule(Where.ANY, Where.EDGE, Where.TAIL), range(index + 1, end)
    if rule is None or len(below) > MOST_BELOW or not units[index - 1].text.endswith(STOPS):
        return None
    return None if any(_may_be_spoken(units[i]) for i in below) else rule


def _may_be_spoken(unit: Unit) -> bool:
    words = unit.text
    return unit.han >= LEAST_RUN or is_spoken(words) or is_closing(words) or opens_item(words) or unit.salutes


def _is_frame(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether the page's own mark-up closes the content here: only furniture follows."""
    return units[index].furniture and all(unit.furniture or unit.han < 8 for unit in units[index : min(end, index + 4)])


def trimmed(units: Sequence[Unit], first: int, tail: int) -> int:
    """Return the end of the body after what is no text has been taken from its end."""
    lead = opening(units, first)[:LEAD] if first < tail else ""
    while tail > first + 1:
        may_repeat = len(lead) == LEAD and tail - 1 > first + 2
        if not (_is_dead_end(units, tail - 1) or (may_repeat and repeats_opening(units, tail - 1, lead))):
            break
        tail -= 1
    return tail


def _is_dead_end(units: Sequence[Unit], index: int) -> bool:
    """Tell whether the last unit of a body cannot be its last: a title, a snippet, a line of the site, a stub."""
    unit = units[index]
    if unit.furniture or _is_stub(units, index) or _is_in_another_language(unit) or _SIGNS.fullmatch(unit.text):
        return True
    if unit.beside and unit.shape not in (Shape.PROSE, Shape.SALUTATION):
        return True
    if unit.rule(*EDGE, Where.TAIL) is not None or is_bare_number(unit.text):
        return True
    if unit.shape is not Shape.SALUTATION and (is_of_the_site(unit.text) or among_buttons(units, index)):
        return True
    if not unit.text.endswith(STOPS) and (
        _BULLET.match(unit.text)
        or unit.text.endswith(_ARROWS)
        or len(_BULLETS.findall(unit.text)) >= 3
        or (unit.shape is Shape.SHORT and _BAR.search(unit.text))
        or _BUTTONS.match(unit.text)
    ):
        return True
    before = units[index - 1]
    if unit.shape in _HEADS or lists_titles(unit.text):
        return True
    if unit.shape is Shape.HEADING and before.shape is Shape.PART_HEADER and title_kind(without_count(unit.text)):
        return True
    if unit.shape is Shape.SNIPPET:
        listed = before.shape in (*_NAMES, Shape.SNIPPET) or is_labelled(unit.text)
        return listed or ends_a_speech(before.text) or _names_another(unit.text)
    return _is_listed(units, index)


_GOES_ON = tuple("。，、；：！？”）")
"""What no line begins with but one that goes on with the sentence above it."""


def _is_stub(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a short line is a few words that say nothing, or stands below the words that close the speech."""
    unit, before = units[index], units[index - 1]
    if unit.shape is not Shape.SHORT or not unit.opens_line:
        return False
    if not (unit.han < 6 or (is_closing(before.text) and before.text.endswith(tuple("。！？!?")))):
        return False
    text = unit.text
    if text.startswith(_GOES_ON):
        return False
    return not (text.endswith(STOPS) or is_closing(text) or opens_item(text) or is_spoken(text) or _HEARD.match(text))


def _is_in_another_language(unit: Unit) -> bool:
    return not unit.han and len(_LATIN_WORD.findall(unit.text)) >= LEAST_LATIN


def _names_another(snippet: str) -> bool:
    """Tell whether a cut-off line is a list's by itself: a title and a colon before it, or a button at its end."""
    named = _NAMED.match(snippet)
    if _MORE.search(snippet) is not None:
        return True
    return named is not None and (title_kind(named["title"]) is Shape.TITLE or is_collection_title(named["title"]))


def _is_listed(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a line stands in a list of other articles: no sentence, and a title not far above it."""
    for above in range(index, max(0, index - LISTED_REACH), -1):
        unit = units[above]
        if unit.shape in TITLES:
            return True
        if unit.shape not in (Shape.SHORT, Shape.PROSE) or unit.han > MAX_LISTED or unit.text.endswith(STOPS):
            return False
        if _SENTENCE.search(unit.text) or opens_item(unit.text) or is_spoken(unit.text):
            return False
    return False
