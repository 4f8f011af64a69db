"""The marks by which a page tells its parts: 1、…, 材料二：…, …（二）, …3, a number in a line of its own, ——…——, or ★….

A numbered title of a speech is a part header by its shape. A notice or an essay is one only by its place in the count,
since speeches number their own headings too: it has the number after the last header's, in the same style, and the
count goes on to the next header or ends at the number of parts that the page says it has. Where several lines have that
number, it is the one that breaks the count of the speech's own headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsers.shapes import Shape
from parsers.shapes.salutations import salutation_end
from parsers.shapes.titles import COUNTED, is_collection_title, named_in, part_header, title_kind
from parsers.shapes.voices import ends_a_speech, opens_a_report

if TYPE_CHECKING:
    from parsers.units import Unit

TOP = 60
"""How many units at a page's top may say how many texts it holds."""
MAX_LINE = 66
"""Longest line that can be a numbered name."""
MAX_SAID = 45
"""Han characters that a line which says so has at most."""

_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_BEFORE = re.compile(rf"(?:#{{1,4}}[\s　]+|\*\*)?{COUNTED}\s?(?P<title>[^。；;]{{4,60}})$")
_NUMBERS = ("inside", "number", "nth", "th", "labelled")
"""The groups of such a line in which its number stands."""
_BEHIND = re.compile(
    rf"(?P<title>[^。；;]{{4,60}}?)\s?(?P<open>[(（]?)(?<=[㐀-鿿)）》”(（])(?P<number>{_NUMERAL})(?P<close>[)）]?)$"
)
_LAST_OF_COUNT = tuple("一二三四五六七八九十)）")
_ALONE = re.compile(
    rf"(?P<word>[(（]|[一-鿿]{{2,6}}?|(?:Part|PART|No|NO)\s?[.．]?\s?)?(?P<number>{_NUMERAL})(?P<close>[)）、.．:：]?)$"
)
"""A number and nothing else, or behind the word for what is counted: 材料三."""
_RULE = re.compile(r"(?P<sign>[=＝\-—–_~·*＊─━])(?P=sign){3,}$")
"""A line drawn across the page."""
_MARKS = "★☆◆◇●■▲▶※"
"""Signs that set off the names of parts."""
_BETWEEN_DASHES = re.compile(r"[—–]{2,4}[^—–。；;]{4,60}[—–]{2,4}$")
_COUNT = re.compile(rf"(?<!第)(?<![\d一二三四五六七八九十])(?P<number>{_NUMERAL})\s?篇(?![\d一二三四五六七八九十])")
_NUMERALS = "零一二三四五六七八九十"
_NAMES = (Shape.TITLE, Shape.OTHER_TITLE, Shape.SHORT)
_ENDED = tuple("。！？!?…”』」；;）)")


class Item(NamedTuple):
    """A numbered line: the style of its number, the number, and the words that it names."""

    style: tuple[str, ...]
    number: int
    title: str


_ITEM = re.compile(
    rf"(?P<open>[(（]|第)?\s?(?P<number>{_NUMERAL})\s?(?P<close>[)）、.．,，]|[是要](?!说)|个?方面)(?!\d)"
)


def item_of(line: str) -> Item | None:
    """Return what a paragraph of a speech counts itself as, if it opens with a number."""
    found = _ITEM.match(line)
    if found is None:
        return None
    return Item((found["open"] or "", found["close"], _kind(found["number"])), value_of(found["number"]), "")


class _Count:
    """How far a page has counted in one style: the last header's number, and the lines since that would go on."""

    def __init__(self) -> None:
        self.header = 0
        self.own = 0
        """The number of the last line that is no header, as speeches number their own headings."""
        self.after: dict[int, tuple[Unit, bool]] = {}
        """Such lines by number, each with whether it breaks the count of the speech's own."""

    def passes(self, number: int, unit: Unit) -> None:
        """Take in a line that is no header by itself."""
        goes_on = self.header > 0 and (number == self.header + 1 or number - 1 in self.after)
        breaks = self.own != number - 1
        if goes_on and (breaks or not self.after.get(number, (unit, False))[1]):
            self.after[number] = unit, breaks
        self.own = number

    def heads(self, number: int) -> list[Unit]:
        """Take in a header; return the lines since the last one that fill the numbers between the two."""
        filling = self.up_to(number - 1)
        self.header, self.own, self.after = number, 0, {}
        return filling

    def up_to(self, number: int) -> list[Unit]:
        """Return the lines since the last header that go on the count to a number, if they do."""
        wanted = range(self.header + 1, number + 1) if self.header else ()
        return [self.after[n][0] for n in wanted] if all(n in self.after for n in wanted) else []


def number_parts(units: Sequence[Unit]) -> None:
    """Make part headers of the numbered lines that name texts of other kinds."""
    counts: dict[tuple[str, ...], _Count] = {}
    for index, unit in enumerate(units):
        item = _item(units, index)
        if item is None:
            continue
        count = counts.setdefault(item.style, _Count())
        names = (Shape.OTHER_TITLE, Shape.TITLE) if item.style[0] == "behind" else (Shape.OTHER_TITLE,)
        next_one = 0 < count.header == item.number - 1 and (
            title_kind(item.title) in names or _opens_a_part(units, index, item, count)
        )
        if next_one or unit.shape is Shape.PART_HEADER or (item.style[0] != "before" and _opens_a_speech(item.title)):
            _promote((*count.heads(item.number), *([unit] if next_one else [])))
        elif index and units[index - 1].text.endswith(_ENDED):
            count.passes(item.number, unit)
    _promote(_set_off(units))
    said = _said(units) if counts else 0
    for count in counts.values():
        _promote(count.up_to(said))


def _opens_a_part(units: Sequence[Unit], index: int, item: Item, count: _Count) -> bool:
    """Tell whether the next number stands before the name of a text, whatever its kind.

    Then the line below has that name once more or is a salutation, or, where the items of the speech above do not count
    so far, that has ended or a report follows.
    """
    if index + 1 < len(units) and (units[index + 1].text == item.title or units[index + 1].salutes):
        return True
    if not index or count.own == item.number - 1:
        return False
    reported = index + 1 < len(units) and opens_a_report(units[index + 1].text)
    return reported or ends_a_speech(units[index - 1].text)


def _set_off(units: Sequence[Unit]) -> list[Unit]:
    """Return the names set between dashes, below a line or behind a sign, where there are several, one of a speech."""
    dashed = [unit for unit in units if is_set_off(unit.text) and not unit.furniture]
    ruled = [unit for above, unit in pairwise(units) if _RULE.match(above.text) and _is_name(unit) and not unit.rules]
    return [unit for found in (dashed, ruled, *_marked(units)) if _are_of_parts(found) for unit in found]


def _marked(units: Sequence[Unit]) -> Iterable[Sequence[Unit]]:
    """Return the names behind each sign that is so used; one that stands before lines in a row makes a list."""
    found: dict[str, list[Unit]] = {}
    lists = set()
    for above, unit in pairwise(units):
        sign = unit.text[0]
        if sign in _MARKS and _is_name(unit):
            found.setdefault(sign, []).append(unit)
            lists |= {sign} if above.text[0] == sign else set()
    return [names for sign, names in found.items() if sign not in lists]


def _is_name(unit: Unit) -> bool:
    return not unit.furniture and _may_name(unit.text) and unit.shape in _NAMES


def _are_of_parts(found: Sequence[Unit]) -> bool:
    return len(found) > 1 and any(unit.shape is Shape.TITLE for unit in found)


def is_set_off(line: str) -> bool:
    """Tell whether a line stands between dashes, as names of parts do."""
    return _BETWEEN_DASHES.match(line) is not None


def _opens_a_speech(line: str) -> bool:
    return title_kind(line) is Shape.TITLE or salutation_end(line) > 0


def _promote(units: Iterable[Unit]) -> None:
    for unit in units:
        unit.shape = Shape.PART_HEADER


def _item(units: Sequence[Unit], index: int) -> Item | None:
    """Return what a unit numbers: itself, or, where it is nothing but a number, the line below it."""
    unit = units[index]
    if unit.furniture or len(unit.text) > MAX_LINE:
        return None
    alone = _ALONE.match(unit.text)
    if alone is not None and index + 1 < len(units) and title_kind(alone["word"] or "") is None:
        below = units[index + 1].text
        counted = Item(("alone", alone["word"] or "", alone["close"]), value_of(alone["number"]), below)
        return counted if _may_name(below) else None
    before = _before(unit.text)
    if before is not None:
        return before
    behind = _behind(unit.text)
    if behind is None:
        return None
    style = ("behind", behind["open"], behind["close"], _kind(behind["number"]))
    return Item(style, value_of(behind["number"]), behind["title"])


def _before(line: str) -> Item | None:
    """Return what a line with a number before a name numbers; its style is the signs or the words about the number."""
    found = _BEFORE.match(line)
    if found is None:
        return None
    name = named_in(found).strip("*")
    if found["circled"]:
        return Item(("before", "circled"), ord(found["circled"]) - ord("①") + 1, name)
    number = next(found[group] for group in _NUMBERS if found[group])
    about = (found[group] or "" for group in ("open", "close", "stop", "word", "kind", "label"))
    return Item(("before", *map(str.strip, about), _kind(number)), value_of(number), name)


def _kind(number: str) -> str:
    return "arabic" if number.isdecimal() else "han"


def without_count(line: str) -> str:
    """Return a line without the number of a part before or behind it."""
    header = part_header(line)
    if header is not None:
        return named_in(header) or header["before"]
    found = _BEFORE.match(line) or _behind(line)
    return line if found is None else named_in(found)


def _behind(line: str) -> re.Match[str] | None:
    """Return the match of a line with a number behind it; the last character of most tells that there is none."""
    return _BEHIND.match(line) if line[-1:].isdecimal() or line.endswith(_LAST_OF_COUNT) else None


def _may_name(line: str) -> bool:
    return len(line) <= MAX_LINE and not line.endswith(_ENDED)


def _said(units: Sequence[Unit]) -> int:
    """Return how many texts a title at the page's top says that there are; 0 if none does."""
    for unit in units[:TOP]:
        if unit.han <= MAX_SAID and not unit.rules and is_collection_title(unit.text):
            found = _COUNT.search(unit.text)
            if found is not None:
                return value_of(found["number"])
    return 0


def value_of(numeral: str) -> int:
    """Return the value of a numeral up to ninety-nine, in digits or in Chinese."""
    if numeral.isdecimal():
        return int(numeral)
    tens, _, ones = numeral.rpartition("十")
    value = (_NUMERALS.find(tens or "一") * 10 if "十" in numeral else 0) + (_NUMERALS.find(ones) if ones else 0)
    return max(value, 0)
