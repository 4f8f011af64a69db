"""HTML to the text that a reader of the page sees, line by line, with the page's own statements about itself.

On the common path this is one pass of an HTML5 parser written in C (turbohtml; docs/libraries.md says why) whose events
feed `parsers.blocks.Walk`. What is hidden, scripted or commented out is not visible; a title is a field, not text.

Not here: what of the text is the article (parsers/main_text.py); reading a single site by its selectors.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from turbohtml.saxparse import sax_parse

from parsers.blocks import Block, Walk


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible text, its lines that are not empty, its names, and each block element's parent (-1: none).

    `title` and `og_title` are what its head calls it, None where that is silent; `h1` are the top headings' texts.
    `parents` is indexed by `Block.node`, and a parent's number is smaller than its child's.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    og_title: str | None
    h1: tuple[str, ...]
    parents: tuple[int, ...]


_MANY_TAGS = 3_000
_FORMATS = "b|i|u|s|em|font|strong|small|big|tt|code|strike|nobr"
_FORMAT_TAGS = re.compile(rf"<(/?)({_FORMATS})[\s/>]", re.I)
_FORMAT_MARKUP = re.compile(rf"</?(?:{_FORMATS})(?:[\s/][^<>]*+)?>", re.I)
_UNCLOSED = 100
_DOCUMENT_MARKUP = re.compile(r"<(?:html|body)(?:[\s/][^<>]*+)?>", re.I)
_DOCUMENTS = 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOSCRIPT = re.compile(r"<(/?)noscript\b[^<>]*+>", re.I)


def visible(html: str) -> Visible:
    """Return the visible text of a page and its structure. Takes any text and does not raise; time is linear in it."""
    html = _tamed(_without_noscript(html))
    try:
        walk = _walked(html)
    except UnicodeError:
        walk = _walked(_SURROGATE.sub("\ufffd", html))
    blocks = tuple(walk.blocks())
    text = "\n".join(walk.texts)
    h1 = tuple(text[block.start : block.end].strip() for block in blocks if block.heading == 1)
    return Visible(text, blocks, walk.title, walk.og_title, h1, tuple(walk.parents))


def _walked(html: str) -> Walk:
    """Walk over the page. Raises UnicodeError if a tag's name holds half of a surrogate pair."""
    walk = Walk()
    sax_parse(html, walk)
    walk.finish()
    return walk


def _without_noscript(html: str) -> str:
    """Take out <noscript>: browsers that run scripts read it as raw text, so a tag left open in it must not count."""
    if "noscript" not in html and "NOSCRIPT" not in html:
        return html
    kept: list[str] = []
    at = opened = 0
    inside = False
    for tag in _NOSCRIPT.finditer(html):
        if not inside and not tag[1]:
            inside, opened = True, tag.start()
        elif inside and tag[1]:
            kept.append(html[at:opened])
            inside, at = False, tag.end()
    kept.append(html[at:])
    return "".join(kept)


def _tamed(html: str) -> str:
    """Take out markup that would make an HTML5 tree grow with the square of the page, and that shows in no text.

    Formatting elements left open are opened again in every later paragraph, and attributes of a repeated <body> are
    compared with all that came before.
    """
    if html.count("<") < _MANY_TAGS:
        return html
    if _unclosed_formats(html) > _UNCLOSED:
        html = _FORMAT_MARKUP.sub("", html)
    if sum(1 for _ in _DOCUMENT_MARKUP.finditer(html)) > _DOCUMENTS:
        html = _DOCUMENT_MARKUP.sub("", html)
    return html


def _unclosed_formats(html: str) -> int:
    """Return how many formatting elements, at most, stand open at once because they are never closed."""
    open_now: Counter[str] = Counter()
    for closing, name in _FORMAT_TAGS.findall(html):
        if not closing:
            open_now[name.lower()] += 1
        elif open_now[name.lower()]:
            open_now[name.lower()] -= 1
    return open_now.total()
