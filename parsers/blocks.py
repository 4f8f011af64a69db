"""The visible lines of a page, each with where it stands in the markup.

The records that `parsers.markup.visible` gives, and the walk that fills them: one pass over the parser's events, no
tree kept, no recursion. Block elements and <br> end a line; a table row of short cells is one line with tabs in it.

In place of a browser's empty lines around paragraphs there is one line break; an empty line stands for an empty line on
the page (a second <br>, a paragraph of white space).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from turbohtml.saxparse import SaxHandler

from parsers.hints import furniture_tags, names_article, naming
from parsers.seams import Seams

Attrs = tuple[tuple[str, str | None], ...]


class Block(NamedTuple):
    """A line of the visible text that is not empty, and where in the markup it stands.

    `node` numbers the innermost block element, so lines broken by <br> share it; `cls` is the id and class of the
    nearest element that has any, lower case; `in_furniture` says that something around it is named like a site's
    furniture (navigation, footer, related, comments ...) and does not hold most of the page; `seams` are the offsets at
    which one span ends and the next begins, of a line that is no paragraph or heading.
    """

    start: int
    end: int
    tag: str
    node: int
    depth: int
    cls: str
    heading: int
    list_item: bool
    n_link_chars: int
    in_furniture: bool
    seams: tuple[int, ...]


class _Place(NamedTuple):
    """The block element that the walk is in."""

    tag: str
    node: int
    depth: int
    cls: str
    heading: int
    list_item: bool
    pre: bool


_SKIPPED: Final = frozenset({
    "script", "style", "template", "noscript", "noframes", "noembed", "iframe", "svg", "audio", "video", "canvas",
    "datalist", "applet", "frameset",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "html", "body", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "section", "article", "header", "footer", "nav", "aside",
    "main", "form", "fieldset", "legend", "blockquote", "pre", "textarea", "center", "address", "figure", "figcaption",
    "hr", "details", "summary", "menu", "dialog", "option", "select", "optgroup", "button", "dir", "hgroup", "search",
    "listing", "xmp", "plaintext",
})  # fmt: skip
_OTHER: Final = frozenset(["br", "title", "meta"])
_LISTED: Final = frozenset(["li", "dd", "dt", "option"])
_PRE: Final = frozenset(["pre", "textarea", "listing", "xmp", "plaintext"])
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_CELLS: Final = frozenset(["td", "th"])
_PARAGRAPHS: Final = _PRE | _HEADINGS.keys() | {"p"}
"""What is one line, whatever spans it has."""

_NOT_SHOWN = re.compile(r"display\s{0,3}:\s{0,3}none\b", re.I)
_NOT_SEEN = re.compile(r"visibility\s{0,3}:\s{0,3}hidden\b", re.I)
_HIDDEN_INLINE = re.compile(
    r"(?:font-size|opacity)\s{0,3}:\s{0,3}0(?:\.0{1,3})?(?:px|pt|em|rem|%)?\s{0,3}(?:;|!|$)", re.I
)
_KEEPS_BREAKS = re.compile(r"white-space\s{0,3}:\s{0,3}pre", re.I)
_SPACE: Final = " \t\r\n\f"
_GAP = re.compile(r" ?[\t\r\n\f][ \t\r\n\f]*+|  [ \t\r\n\f]*+")
_CELL_CHARS, _ROW_CHARS = 60, 200
"""A row whose cells are no longer than this is data, and one line; else the table is there for the layout."""
_REOPENED = 3
_LINK_CHARS = 200
"""No link is as long as this: its end tag is missing."""
_MOST_OF_PAGE = 0.8
"""Share of the prose from which on a name is no hint: a wrapper called with-sidebar, against a page's long comments."""


class Walk(SaxHandler):
    """The walk over a page's events; afterwards it holds `texts`, `places`, `link_chars` and `seams` of its lines.

    The place of an empty line is None.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.places: list[_Place | None] = []
        self.link_chars: list[int] = []
        self.seams: list[tuple[int, ...]] = []
        self.parents: list[int] = []
        self.hints: list[bool] = []
        self.title: str | None = None
        self.og_title: str | None = None
        self._place = _Place("html", -1, 0, "", 0, False, False)
        self._stack: list[_Place] = []
        self._rows: list[tuple[int, int]] = []
        self._words: list[str] = []
        self._spans = Seams()
        self._links: list[bool] = []
        self._last_link: Attrs = ()
        self._repeats = self._repeated_from = 0
        self._linked = self._link_chars = self._skipping = 0

    def start_element(self, tag: str, attrs: Attrs) -> None:
        """Open a block, or note what an inline element means for its text."""
        if self._skipping or tag in _SKIPPED or (attrs and _is_hidden(tag, attrs)):
            self._skipping += 1
        elif tag == "a":
            self._start_link(attrs)
        elif tag in _BLOCKS:
            self._open(tag, attrs)
        elif tag in _OTHER:
            self._start_other(tag, attrs)
        elif tag == "span" and self._words:
            self._spans.start(self._words)

    def end_element(self, tag: str) -> None:
        """Close what `start_element` opened."""
        if self._skipping:
            self._skipping -= 1
        elif tag in _BLOCKS:
            self._close(tag)
        elif tag == "a":
            self._linked -= self._links.pop()
        elif tag == "title":
            if self.title is None:
                self.title = _collapsed("".join(self._words))
            self._words.clear()
        elif tag == "span" and self._words:
            self._spans.end(self._words)

    def characters(self, data: str) -> None:
        """Add text to the line."""
        if self._skipping or (not self._words and not data.strip(_SPACE) and not self._place.pre):
            return
        self._words.append(data)
        if self._linked:
            self._link_chars += len(data.strip())

    def _open(self, tag: str, attrs: Attrs) -> None:
        if self._words:
            self._flush()
        outer = self._place
        named, hint, pre = outer.cls, tag in furniture_tags(), outer.pre or tag in _PRE
        for name, value in attrs:
            if not value:
                continue
            if name in {"class", "id"}:
                own, furniture = naming(value)
                named = own if named is outer.cls else f"{named} {own}"
                hint = hint or (furniture and tag != "body")
            elif name == "style" and not pre:
                pre = _KEEPS_BREAKS.search(value) is not None
        node = len(self.parents)
        self.parents.append(outer.node)
        self.hints.append(hint)
        self._stack.append(outer)
        heading, listed = _HEADINGS.get(tag, outer.heading), outer.list_item or tag in _LISTED
        self._place = _Place(tag, node, len(self._stack), named, heading, listed, pre)
        if tag == "tr":
            self._rows.append((len(self.texts), 0))

    def _close(self, tag: str) -> None:
        if self._words:
            self._flush()
        if tag in _CELLS and self._rows:
            start, cells = self._rows[-1]
            self._rows[-1] = start, cells + 1
        elif tag == "tr" and self._rows:
            self._join_row(*self._rows.pop())
        self._place = self._stack.pop()

    def _start_other(self, tag: str, attrs: Attrs) -> None:
        if tag == "br":
            if self._words:
                self._flush()
            else:
                self._blank()
        elif tag == "title":
            if self._words:
                self._flush()
        elif self.og_title is None:
            said = dict(attrs)
            if (said.get("property") or said.get("name") or "").lower() == "og:title":
                self.og_title = (said.get("content") or "").strip() or None

    def _flush(self) -> None:
        raw = "".join(self._words) if len(self._words) > 1 else self._words[0]
        seams = self._spans.taken(self._words, _collapsed)
        self._words.clear()
        links, self._link_chars = self._link_chars, 0
        if self._place.pre:
            self._flush_pre(raw, links)
        elif text := _collapsed(raw):
            self._add(text, links, () if self._place.tag in _PARAGRAPHS else seams)

    def _flush_pre(self, raw: str, links: int) -> None:
        for text in raw.removesuffix("\n").split("\n"):
            self._add(text.rstrip(_SPACE), min(links, len(text)))

    def _add(self, text: str, links: int, seams: tuple[int, ...] = ()) -> None:
        if text.isspace() or not text:
            self._blank()
            return
        self.texts.append(text)
        self.places.append(self._place)
        self.link_chars.append(0 if links > _LINK_CHARS else min(links, len(text)))
        self.seams.append(seams)

    def _blank(self) -> None:
        self.texts.append("")
        self.places.append(None)
        self.link_chars.append(0)
        self.seams.append(())

    def _start_link(self, attrs: Attrs) -> None:
        """Note a link. One that is never closed is opened anew in every later paragraph, and is no link there."""
        if attrs != self._last_link:
            self._last_link, self._repeats, self._repeated_from = attrs, 0, len(self.texts)
        else:
            self._repeats += 1
        if self._repeats == _REOPENED:
            for at in range(self._repeated_from + 1, len(self.texts)):
                self.link_chars[at] = 0
        linked = self._repeats < _REOPENED and any(name == "href" for name, _ in attrs)
        self._links.append(linked)
        self._linked += linked

    def finish(self) -> None:
        """Close the last line."""
        if self._words:
            self._flush()

    def _join_row(self, start: int, cells: int) -> None:
        """Make one line of a row of short cells."""
        row = self.texts[start:]
        if not 2 <= len(row) <= cells or not all(row) or max(map(len, row)) > _CELL_CHARS or len(row) > _ROW_CHARS // 4:
            return
        text = "\t".join(row)
        if len(text) <= _ROW_CHARS:
            self.texts[start:] = [text]
            self.places[start:] = [self._place]
            self.link_chars[start:] = [sum(self.link_chars[start:])]
            self.seams[start:] = [()]

    def blocks(self) -> Iterator[Block]:
        """Yield the lines that are not empty, with their offsets in the text that joins all lines by line breaks."""
        self.hints = self._checked_hints()
        at = 0
        for text, place, links, seams in zip(self.texts, self.places, self.link_chars, self.seams, strict=True):
            if place is not None:
                tag, node, depth, cls, heading, listed, _ = place
                furniture = node >= 0 and self.hints[node]
                inside = tuple(at + seam for seam in seams)
                yield Block(at, at + len(text), tag, node, depth, cls, heading, listed, links, furniture, inside)
            at += len(text) + 1

    def _checked_hints(self) -> list[bool]:
        """Return for each node whether it is in furniture; what holds most of the page's prose is none."""
        prose = [0] * len(self.parents)
        for text, place, links in zip(self.texts, self.places, self.link_chars, strict=True):
            if place is not None and place.node >= 0:
                prose[place.node] += len(text) - links
        total = sum(prose)
        for node in range(len(prose) - 1, 0, -1):
            if self.parents[node] >= 0:
                prose[self.parents[node]] += prose[node]
        inside: list[bool] = []
        for node, parent in enumerate(self.parents):
            hinted = self.hints[node] and prose[node] <= _MOST_OF_PAGE * total
            inside.append(hinted or (parent >= 0 and inside[parent]))
        return inside


def _is_hidden(tag: str, attrs: Attrs) -> bool:
    for name, value in attrs:
        if name == "style" and value:
            if "none" in value and _NOT_SHOWN.search(value):
                return tag not in {"html", "body"}
            if "hidden" in value and _NOT_SEEN.search(value):
                return tag not in {"html", "body"} and not _is_shown_later(attrs)
            if "0" in value and tag not in _BLOCKS and _HIDDEN_INLINE.search(value):
                return True
        elif name == "hidden":
            return tag not in {"html", "body"}
    return False


def _is_shown_later(attrs: Attrs) -> bool:
    """Tell whether a hidden element is an article that a script shows once its pictures are there."""
    return any(value and name in {"class", "id"} and names_article(value) for name, value in attrs)


def _collapsed(raw: str) -> str:
    """Return a line as it is laid out: a run of white space is one space, or nothing between two wide characters."""
    text = raw.strip(_SPACE)
    if "\n" in text or "\t" in text or "  " in text:
        text = _GAP.sub(_gap, text)
    return text


def _gap(match: re.Match[str]) -> str:
    text = match.string
    wide = "\n" in match[0] and _is_wide(text[match.start() - 1]) and _is_wide(text[match.end()])
    return "" if wide else " "


def _is_wide(char: str) -> bool:
    return char >= "\u2e80" or char in "“”‘’…—·"
