"""A page as its source's settings read it: pieces in their order, frames marked, a font's characters known.

BeautifulSoup rearranges the HTML and marks what is frame; then the common path reads it like any other page, and cuts
what was marked. So nothing vanishes: what a source calls frame is in `pages.text` and in the ledger.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple, cast

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, Tag

from parsers.markup import Visible, visible
from parsers.sources.settings import Source
from parsers.trace import Cut
from schemas import EditKind

FRAME = "jianghua-frame"
"""The class by which what is frame is known again after the page has been read."""
PARSER = "html.parser"
"""Part of Python, and lenient. tests/unit/test_source_folders.py shows where it and the fast parser see two pages."""
MOST = 2_000_000
"""Characters of HTML up to which a page is rearranged, which takes a second for a million."""


class View(NamedTuple):
    """What a reader of the page sees, and what of its text goes before all else, in offsets of that text."""

    seen: Visible
    cuts: tuple[Cut, ...]


def view(source: Source, html: str) -> View:
    """Return the page as its source's settings and code read it. Raises what the source's own code raises."""
    seen = visible(_rearranged(source, html) if source.needs_soup and len(html) <= MOST else html)
    return View(seen, (*_frames(seen), *_glyphs(source, seen.text)))


def _rearranged(source: Source, html: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(html, PARSER)
    if source.has_reader:
        _reader(source.folder)(soup)
    if source.order:
        _put_in_order(soup, *source.order)
    for element in _frame_elements(source, soup):
        _mark(element)
    return str(soup)


def _reader(folder: str) -> Callable[[BeautifulSoup], None]:
    return cast("Callable[[BeautifulSoup], None]", import_module(f"parsers.sources.{folder}.reader").rearrange)


def _put_in_order(soup: BeautifulSoup, pieces: str, by: str) -> None:
    """Put the pieces that have a number in its order, into the places that pieces have."""
    found = [piece for piece in soup.select(pieces) if str(piece.get(by, "")).isdecimal()]
    places = [piece.insert_before(soup.new_tag("span"))[0] for piece in found]
    for place, piece in zip(places, sorted(found, key=lambda piece: int(str(piece[by])[:9])), strict=True):
        place.replace_with(piece)


def _frame_elements(source: Source, soup: BeautifulSoup) -> Iterator[Tag]:
    for selector in source.frame:
        yield from soup.select(selector)
    if source.content:
        kept = soup.select(source.content)
        holds = {id(above) for element in kept for above in element.parents}
        inside = {id(element) for element in kept}
        yield from _outside(soup, holds, inside) if kept else ()


def _outside(soup: BeautifulSoup, holds: set[int], inside: set[int]) -> list[Tag]:
    """Return the largest elements that neither are, hold nor stand in content; a loose string gets one of its own."""
    found: list[Tag] = []
    pending: list[Tag] = [soup.body or soup]
    while pending:
        for child in list(pending.pop().children):
            if isinstance(child, Tag) and id(child) in holds:
                pending.append(child)
            elif isinstance(child, Tag) and id(child) not in inside:
                found.append(child)
            elif type(child) is NavigableString and child.strip():
                found.append(child.wrap(soup.new_tag("div")))
    return found


def _mark(element: Tag) -> None:
    """Name an element and all in it so that its lines are known again; scripts and the head stay what they are."""
    if element.name in {"script", "style", "head", "title", "meta", "link", "html", "body"}:
        return
    if element.name in {"span", "a", "b", "font", "i", "em", "strong"}:
        element = element.wrap(BeautifulSoup("", PARSER).new_tag("div"))
    for inner in element.find_all(True):
        del inner["class"], inner["id"]
    element["class"] = FRAME
    del element["id"]


def _frames(seen: Visible) -> Iterator[Cut]:
    """Yield a cut for each line that was marked, with the line break after it."""
    for block in seen.blocks:
        if block.cls == FRAME:
            end = min(block.end + 1, len(seen.text))
            yield Cut(block.start, end, EditKind.NAV, "source.frame")


def _glyphs(source: Source, text: str) -> Iterator[Cut]:
    for drawn, shown in source.glyphs:
        at = text.find(drawn)
        while at >= 0:
            yield Cut(at, at + 1, EditKind.MOJIBAKE, "source.glyph", shown)
            at = text.find(drawn, at + 1)
