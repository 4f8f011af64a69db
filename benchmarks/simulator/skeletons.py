"""Sites' skeletons: where a page's pieces stand among tags, or among lines where only the visible text was saved."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.simulator.around import other_title
from benchmarks.simulator.data import words
from benchmarks.simulator.model import MARKUP, Draft, Line, Run, dirt, dirty

_PLACE = re.compile(r"\{(charset|title|site|domain|column|nav|crumb|side|h1|info|content|tail|foot)\}")
PLAIN = ("plain", "plain_blank_lines", "plain_indented", "plain_saved_page")
"""Skeletons of text files: the last has the site's frame as lines too."""


@cache
def skeletons() -> dict[str, dict[str, str]]:
    """Return the HTML skeletons by name."""
    return tomllib.loads((Path(__file__).parent / "skeletons.toml").read_text("utf-8"))


def names() -> tuple[str, ...]:
    """Return the names of all skeletons."""
    return (*skeletons(), *PLAIN)


class Frame:
    """The lines of a site's frame, drawn once a page."""

    def __init__(self, draft: Draft) -> None:
        rng = draft.rng
        self.nav = [dirty(text, "nav") for text in rng.sample(words().tables["nav"], rng.randint(5, 14))]
        self.crumb = [dirty(words().draw("crumb", rng, draft.facts()), "nav")] if rng.random() < 0.7 else []
        count = rng.randint(3, 12) if rng.random() < 0.7 else 0
        self.side = [dirty(words().draw("related_head", rng, draft.facts()), "related")] if count else []
        self.side += [dirty(other_title(draft), "related") for _ in range(count)]
        foot = rng.sample(words().tables["footer"], rng.randint(1, 4))
        self.foot = [dirty(words().fill(text, rng, draft.facts()), "disclaimer") for text in foot]

    def lines(self) -> Iterator[Line]:
        """Yield all lines."""
        yield from (*self.nav, *self.crumb, *self.side, *self.foot)


def content_lines(draft: Draft) -> list[Line]:
    """Return the lines of the parts, with what stands around each."""
    return [line for part in draft.parts for line in (*part.head, *part.body, *part.tail)]


def rendered(draft: Draft, frame: Frame, name: str, label: str | None) -> list[Run]:
    """Return the page as runs, tags among them."""
    if name in PLAIN:
        return list(_plain(draft, frame, name))
    return list(_html(draft, frame, skeletons()[name], label))


def _plain(draft: Draft, frame: Frame, name: str) -> Iterator[Run]:
    end = draft.joint if draft.joint != "\n" else {"plain_blank_lines": "\n\n"}.get(name, "\n")
    indent = "　　" if name == "plain_indented" else ""
    saved = name == "plain_saved_page"
    before = [*(frame.nav if saved else ()), *(frame.crumb if saved else ())]
    yield from _rows(before, "\n")
    yield from _rows([dirty(draft.title, "title"), *draft.head], "\n\n" if draft.rng.random() < 0.3 else "\n")
    for line in content_lines(draft):
        yield Run(indent, "", MARKUP)
        yield from line.runs
        yield Run(end, "", MARKUP)
    yield Run("\n", "", MARKUP)
    yield from _rows(draft.tail, "\n\n" if draft.rng.random() < 0.4 else "\n")
    yield from _rows([*frame.side, *frame.foot] if saved else [], "\n")


def _rows(lines: Iterable[Line], end: str) -> Iterator[Run]:
    for line in lines:
        yield from line.runs
        yield Run(end, "", MARKUP)


def _html(draft: Draft, frame: Frame, skeleton: dict[str, str], label: str | None) -> Iterator[Run]:
    info = draft.head[:1] if draft.head and draft.head[0].runs[0].kind == "meta_line" else []
    content = [*draft.head[len(info) :], *content_lines(draft)]
    joint = None if draft.joint == "\n" else draft.joint
    row = skeleton["row"]
    parts = {
        "nav": _wrapped(frame.nav, skeleton["link"], draft.rng), "crumb": _wrapped(frame.crumb, row, draft.rng),
        "side": _linked(frame.side, row, draft.rng), "h1": iter([dirt(draft.title, "title")]),
        "info": _wrapped(info, row, draft.rng), "tail": _wrapped(draft.tail, row, draft.rng),
        "foot": _wrapped(frame.foot, row, draft.rng),
        "content": _rows(content, joint) if joint else _wrapped(content, skeleton["para"], draft.rng),
    }  # fmt: skip
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    inline = {"charset": meta} | {key: html.escape(value) for key, value in draft.facts().items()}
    for index, piece in enumerate(_PLACE.split(skeleton["html"])):
        if index % 2 == 0:
            yield Run(piece, "", MARKUP)
        elif piece in inline:
            yield Run(inline[piece], "", MARKUP)
        else:
            yield from parts[piece]


def _wrapped(lines: Iterable[Line], form: str, rng: Random) -> Iterator[Run]:
    before, after = form.split("{}")
    for line in lines:
        yield Run(before.replace("{n}", str(rng.randint(1, 999))), "", MARKUP)
        yield from line.runs
        yield Run(after, "", MARKUP)


def _linked(lines: Iterable[Line], form: str, rng: Random) -> Iterator[Run]:
    """Wrap lines as a list of links under a heading."""
    for index, line in enumerate(lines):
        yield from _wrapped([line], form.replace("{}", '<a href="/{n}.html">{}</a>') if index else form, rng)
