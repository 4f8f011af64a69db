"""Pages for the property tests: authored speeches, whole or mixed, under random dirt, in any wrapping and encoding.

A page is drawn as a recipe (which speeches, which dirt, which seed, which wrapping), so that a failure shrinks to the
least dirt that shows it and prints as a few words. `MATERIAL` is written by us; see material.toml.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from random import Random

from dirt import AROUND, HEADERS, INSIDE, NUMERALS, UNDONE, Dirt
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from schemas import RawPage

ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16", "utf-16-le")
WRAPPINGS = ("text", "crlf", "div", "table", "br", "article")


@dataclass(frozen=True, slots=True)
class Authored:
    """A speech as it was written; `salutation` may be empty."""

    title: str
    salutation: str
    paragraphs: tuple[str, ...]
    level: str = ""

    @property
    def text(self) -> str:
        """What must be published of it."""
        return "\n".join(line for line in (self.salutation, *self.paragraphs) if line)

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: ARG002
        printer.text(f"Authored({self.title!r}, {self.text!r})")

    @property
    def lines(self) -> list[str]:
        """The speech as the lines of a page."""
        return [self.title, *self.text.split("\n")]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a page is made."""

    speeches: tuple[Authored, ...]
    inside: tuple[Dirt, ...]
    around: tuple[Dirt, ...]
    header: str
    wrapping: str
    encoding: str
    seed: int

    def page(self) -> RawPage:
        """Return the page that this recipe makes."""
        random = Random(self.seed)  # noqa: S311
        text = "\n".join(line for number in range(len(self.speeches)) for line in self._part(random, number))
        title = self.speeches[0].title
        body = wrapped(self.wrapping, title, text).encode(self.encoding, "replace")
        return RawPage("page.txt" if self.wrapping in ("text", "crlf") else "page.html", body)

    def _part(self, random: Random, number: int) -> list[str]:
        lines = self.speeches[number].lines
        for dirt in (*self.inside, *self.around):
            lines = dirt(random, lines)
        if len(self.speeches) == 1:
            return lines
        header = self.header.format(han=NUMERALS[number], number=number + 1, title=self.speeches[number].title)
        return [header, *lines]

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: ARG002
        """Show names only: a recipe that failed must fit on a screen."""
        names = [dirt.__name__ for dirt in (*self.inside, *self.around)]
        titles = [speech.title for speech in self.speeches]
        printer.text(f"Recipe({titles}, {names}, {self.header!r}, {self.wrapping}, {self.encoding}, seed={self.seed})")


def wrapped(wrapping: str, title: str, text: str) -> str:
    """Return a text as a file of its kind: plain, or in one of the skeletons that sites use."""
    lines = text.split("\n")
    match wrapping:
        case "text":
            return text
        case "crlf":
            return "\r\n".join(lines)
        case "div":
            inner = "".join(f"<div class=line>{escape(line)}</div>" for line in lines)
            return f"<html><head><title>{escape(title)}</title></head><body><div id=nav><a href=/>首页</a></div>{inner}"
        case "table":
            inner = "<br>\n".join(f"　　{escape(line)}" for line in lines)
            return f"<TABLE width=760><TR><TD><A href=#>首页</A></TD></TR><TR><TD><FONT size=3>{inner}</FONT></TABLE>"
        case "br":
            return f"<!DOCTYPE html><meta charset=gbk><body>{'<br/><br/>'.join(map(escape, lines))}</body>"
        case _:
            inner = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
            return f"<!DOCTYPE html><article><h1>{escape(lines[0])}</h1>{inner}</article><footer>版权所有</footer>"


@cache
def material() -> tuple[Authored, ...]:
    """Return the authored speeches."""
    entries = tomllib.loads(Path(__file__).with_name("material.toml").read_text("utf-8"))["speech"]
    return tuple(
        Authored(
            entry["title"], entry["salutation"], (entry["opening"], *entry["body"], entry["closing"]), entry["level"]
        )
        for entry in entries
    )


TURNED_AWAY: tuple[Authored, ...] = ()
"""Authored speeches that are taken for something else; `test_5_an_authored_speech...` says so of each."""


_LOCAL = re.compile("[全各][县镇乡村]")


@st.composite
def mixtures(draw: st.DrawFn) -> Authored:
    """Draw a clean speech: title, salutation, opening, paragraphs and closing each from any of the authored ones.

    One paragraph speaks of a locality, without which nothing tells that a local leader speaks.
    """
    mixable = [speech for speech in material() if speech not in TURNED_AWAY]
    title, salutation, opening, closing = (draw(st.sampled_from(mixable)) for _ in range(4))
    pool = [paragraph for speech in mixable for paragraph in speech.paragraphs[1:-1]]
    first = draw(st.sampled_from([paragraph for paragraph in pool if _LOCAL.search(paragraph)]))
    others = [paragraph for paragraph in pool if paragraph != first]
    body = [first, *draw(st.lists(st.sampled_from(others), max_size=7, unique=True))]
    greeting = salutation.salutation or "同志们："
    return Authored(title.title, greeting, (opening.paragraphs[0], *body, closing.paragraphs[-1]))


@st.composite
def recipes(draw: st.DrawFn, inside: Sequence[Dirt] = INSIDE, around: Sequence[Dirt] = AROUND) -> Recipe:
    """Draw the recipe of a dirty page of one to four speeches."""
    return Recipe(
        tuple(draw(st.lists(st.sampled_from(material()), min_size=1, max_size=4, unique=True))),
        tuple(draw(st.lists(st.sampled_from(inside), max_size=4, unique=True))),
        tuple(draw(st.lists(st.sampled_from(around), max_size=4, unique=True))),
        draw(st.sampled_from(HEADERS)),
        draw(st.sampled_from(WRAPPINGS)),
        draw(st.sampled_from(ENCODINGS)),
        draw(st.integers(0, 2**16)),
    )


def undone() -> st.SearchStrategy[Recipe]:
    """Draw the recipe of a page of one speech whose dirt can be taken out for good, in an encoding that holds it."""
    inside = [dirt for dirt in UNDONE if dirt in INSIDE]
    around = [dirt for dirt in UNDONE if dirt in AROUND]
    return recipes(inside, around).map(lambda recipe: replace(recipe, speeches=recipe.speeches[:1], encoding="gb18030"))


def pages() -> st.SearchStrategy[RawPage]:
    """Draw a dirty page."""
    return recipes().map(Recipe.page)


NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"


def budget(share: float = 1.0) -> settings:
    """Return the settings of one test: its share of the profile's examples.

    In CI the examples are the same in every run; the nightly run looks for new ones and prints how to repeat a failure.
    """
    return settings(
        max_examples=max(10, int(settings.default.max_examples * share)) if settings.default else 100,
        deadline=None,
        derandomize=not NIGHTLY,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def reference_pages() -> list[RawPage]:
    """Return pages that are the same in every process: each speech under three kinds of dirt."""
    found = []
    for seed, speech in enumerate(material()):
        random = Random(seed)  # noqa: S311
        inside, around = tuple(random.sample(INSIDE, 3)), tuple(random.sample(AROUND, 3))
        other = material()[seed - 1]
        wrapping, encoding = random.choice(WRAPPINGS), random.choice(ENCODINGS)
        found.append(Recipe((speech, other), inside, around, HEADERS[0], wrapping, encoding, seed).page())
    return found
