"""Whether a speech goes on below a line at which the page's tail could begin.

Sites put amid a text what they put under it: an offer of the file, its name, the title once more. Where the speech
closes above such a line, the tail begins there; where text follows that speaks, counts on or closes it, it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from parsers.numbering import item_of
from parsers.parts import HEAD_REACH, LEAST_TEXT, RESUMED, Start
from parsers.parts.around import text_before
from parsers.parts.repeats import is_labelled, title_key
from parsers.parts.signs import STOPS, TITLES
from parsers.shapes import Shape
from parsers.shapes.marks import opens_item
from parsers.shapes.voices import ends_a_speech, is_closing, is_of_the_site, is_spoken
from parsers.units import Unit
from schemas import EditKind

REACH = 60
"""How many units below a line are asked whether the speech goes on in them."""
BROKEN_REACH = 4
"""How far above a line a text broken into lines shows that it is."""
COUNT_REACH = 40
"""How many units above an item the one before it stands at most."""
LEAST_RUN = 24
"""Han characters of a paragraph that shows by itself that the text below an offer of the file runs on."""
ANNOUNCED = 120
"""Characters of a paragraph in which it says that points are to come."""
NEXT_ITEM = 3
"""Among how many paragraphs below a line the next item stands."""
MOST_TURNED = 20
"""Characters of the numbers of pages in a line."""
LAST_WORDS = 16
"""Characters at a paragraph's end in which thanks, a wish or a call may close a speech."""

_OTHERS = (*TITLES, Shape.SNIPPET)
"""The shapes at which the text below a line has ended."""
_INSIDE = re.compile(r"[。；](?=[^。]{4})")
"""Where a sentence ends before its paragraph does."""
_TURNS = re.compile(r"首页|尾页|末页|[上下前后]一?页|[\d\s.…]+")
"""The name of a link to another page of a text, one of several in lines of their own."""
_POINTS = re.compile(r"我[^。]{0,24}?[讲谈说提][^。]{0,12}(?:点|问题|方面|意见|要求|句)")
_FIRST_PERSON = re.compile(r"我[把说讲想要在再就对看请希曾多]|请各")


def goes_on(units: Sequence[Unit], start: Start, index: int, end: int) -> bool:
    """Tell whether the speech goes on below a line that could open the tail: much text, or its own next item."""
    above, under = units[index - 1].text, list(islice(_under(units, start, index, end), REACH))
    run, below = text_before(under, _OTHERS), _paragraphs(under)
    counts_on = _takes_up_its_count(units, start, index, below) or _announces_points(below)
    if ends_a_speech(above) or is_closing(above[-LAST_WORDS:]):
        much = run >= RESUMED and any(opens_item(unit.text) for unit in below[:2])
        return not ends_a_speech(above) and (counts_on or much)
    if counts_on or run >= RESUMED or _comes_to_its_close(above, under):
        return True
    if _offers_a_file(units[index]) and _runs_on(below):
        return True
    if run < LEAST_TEXT // 2:
        return False
    sentences = run >= LEAST_TEXT and _are_sentences(below[:2])
    spoken = any(is_spoken(unit.text) or _FIRST_PERSON.search(unit.text) for unit in below)
    if units[index].opens_tail is not None:
        return spoken and (sentences or _goes_on_in_lines(units, index, below) or _is_last_word(units, index, below))
    return sentences or spoken or opens_item(below[0].text) or not above.endswith(STOPS)


def _under(units: Sequence[Unit], start: Start, index: int, end: int) -> Iterator[Unit]:
    """Yield the units below a line; passed over are the speech's title, the name of its file, links to pages."""
    head = units[max(start.head, start.body - HEAD_REACH) : start.body]
    names = {title_key(unit.text) for unit in head if unit.shape in TITLES}
    for unit in map(units.__getitem__, range(index + 1, end)):
        again = unit.shape in TITLES and (_offers_a_file(unit) or title_key(unit.text) in names)
        if not (again or (len(unit.text) <= MOST_TURNED and _TURNS.fullmatch(unit.text))):
            yield unit


def _offers_a_file(unit: Unit) -> bool:
    return any(rule.kind is EditKind.DOWNLOAD for rule in unit.rules)


def _paragraphs(under: Sequence[Unit]) -> list[Unit]:
    """Return the paragraphs down to a title, a snippet or a tail; not more than may belong to a head."""
    run = takewhile(lambda unit: unit.shape not in _OTHERS and unit.opens_tail is None, under)
    return list(islice((unit for unit in run if unit.is_text), HEAD_REACH))


def _runs_on(below: Sequence[Unit]) -> bool:
    """Tell whether running text stands below an offer of the file, which the site did not write."""
    paragraphs = [unit for unit in below if not (is_of_the_site(unit.text) or is_labelled(unit.text) or unit.announced)]
    return any(unit.han >= LEAST_RUN and _INSIDE.search(unit.text) for unit in paragraphs)


def _are_sentences(paragraphs: Sequence[Unit]) -> bool:
    """Tell whether two paragraphs are sentences and items of a speech, one at least a sentence."""
    whole = len(paragraphs) > 1 and all(unit.text.endswith(STOPS) or opens_item(unit.text) for unit in paragraphs)
    return whole and any(unit.text.endswith(STOPS) for unit in paragraphs)


def _is_last_word(units: Sequence[Unit], index: int, below: Sequence[Unit]) -> bool:
    """Tell whether a paragraph in the first person, alone below an offer of the file, is the speech's last."""
    alone = len(below) == 1 and below[0].text.endswith(STOPS) and not is_of_the_site(below[0].text)
    offer = units[index].opens_tail
    return alone and offer is not None and offer.kind is EditKind.DOWNLOAD


def _goes_on_in_lines(units: Sequence[Unit], index: int, below: Sequence[Unit]) -> bool:
    """Tell whether a text broken into lines goes on: some of its lines end in mid-sentence, above as below."""
    above = units[max(0, index - BROKEN_REACH) : index]
    broken = [any(not unit.text.endswith(STOPS) for unit in run if unit.is_text) for run in (above, below)]
    return all(broken) and len(below) > 1 and any(mark in unit.text for unit in below for mark in "。；")


def _announces_points(below: Sequence[Unit]) -> bool:
    """Tell whether the first paragraph says that points are to come, and the first of them comes."""
    item = item_of(below[1].text) if len(below) > 1 and _POINTS.search(below[0].text, 0, ANNOUNCED) else None
    return item is not None and item.number == 1


def _takes_up_its_count(units: Sequence[Unit], start: Start, index: int, below: Sequence[Unit]) -> bool:
    """Tell whether a paragraph soon below has the number after that of the speech's last item, in the same style."""
    item = next((item for unit in below[:NEXT_ITEM] if (item := item_of(unit.text)) is not None), None)
    if item is None or item.number < 2:
        return False
    above = (item_of(units[i].text) for i in range(index - 1, max(start.body, index - COUNT_REACH) - 1, -1))
    last = next((other for other in above if other is not None and other.style == item.style), None)
    return last is not None and last.number == item.number - 1


def _comes_to_its_close(above: str, under: Sequence[Unit]) -> bool:
    """Tell whether one of the lines that follow at once closes a speech, in words to those who hear it.

    Where the text above lost its punctuation, so has the one below, and its lines look like any short ones.
    """
    stripped = not above.endswith(STOPS)
    run = takewhile(lambda unit: unit.is_text or (stripped and _may_be_text(unit)), under[:HEAD_REACH])
    return any(ends_a_speech(f"{unit.text}。" if stripped else unit.text) and is_spoken(unit.text) for unit in run)


def _may_be_text(unit: Unit) -> bool:
    """Tell whether a short line is nothing that the site says."""
    return unit.shape is Shape.SHORT and not (unit.rules or unit.furniture or is_of_the_site(unit.text))
