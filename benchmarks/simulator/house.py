"""One site that many pages come from: its name, its template, and what it puts on all of them.

A site's own lines and its mark are of wording that no rule knows: what is to be learned is that they recur. Everything
else on its pages is drawn for each page as ever. A seed decides.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from random import Random

from benchmarks.simulator.data import Site, invented_site, words
from benchmarks.simulator.inside import pick
from benchmarks.simulator.model import Draft, Line, dirt, dirty
from benchmarks.simulator.skeletons import Frame, names

SHOWN = 0.9
"""Share of a site's pages that show a line of its template."""
MARKED = 0.6
"""Share of its speeches that bear its mark."""


@dataclass(frozen=True, slots=True)
class House:
    """What a site's pages have in common. `above`, `below` and `amid` are lines around and between paragraphs."""

    site: Site
    skeleton: str
    nav: tuple[str, ...]
    crumb: str | None
    side: tuple[str, ...]
    foot: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    amid: str | None
    mark: str | None

    def frame(self, draft: Draft) -> Frame:
        """Return the site's frame for a page."""
        frame = Frame(draft)
        frame.nav = [dirty(text, "nav") for text in self.nav]
        frame.crumb = [dirty(self.crumb, "nav")] if self.crumb else []
        frame.side = [dirty(text, "related") for text in self.side]
        frame.foot = [dirty(text, "disclaimer") for text in self.foot]
        return deepcopy(frame)

    def furnish(self, draft: Draft, rng: Random) -> None:
        """Put the site's lines and its mark on a page."""
        draft.head += [dirty(text, "site_line") for text in self.above if rng.random() < SHOWN]
        draft.tail[:0] = [dirty(text, "site_line") for text in self.below if rng.random() < SHOWN]
        for part in (part for part in draft.parts if part.is_speech):
            if self.mark and rng.random() < MARKED:
                draft.kinds.add("site_mark")
                for line, at in list(pick(draft, part, rng.randint(1, 3), rng=rng)):
                    line.insert(at, dirt(self.mark, "watermark"))
            if self.amid and len(part.body) > 4 and rng.random() < SHOWN:
                draft.kinds.add("site_line_amid")
                part.body.insert(_between(part.body, rng), dirty(self.amid, "site_line"))


def _between(body: list[Line], rng: Random) -> int:
    """Return a place between two paragraphs: not in a sentence that goes on in the next line."""
    places = [at for at in range(2, len(body)) if not body[at - 1].flows]
    return rng.choice(places or [len(body)])


@cache
def house(seed: int) -> House:
    """Return the site of a seed."""
    rng = Random(f"site {seed}")  # noqa: S311
    site = invented_site(rng)
    draw = words().draw

    def some(table: str, low: int, high: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(draw(table, rng, site.facts()) for _ in range(rng.randint(low, high))))

    return House(
        site=site, skeleton=rng.choice(names()), nav=some("nav", 5, 14), crumb=draw("crumb", rng, site.facts()),
        side=some("house_line", 0, 3), foot=some("footer", 1, 4), above=some("house_line", 0, 2),
        below=some("house_line", 1, 3), amid=draw("house_line", rng) if rng.random() < 0.4 else None,
        mark=draw("house_mark", rng) if rng.random() < 0.7 else None,
    )  # fmt: skip
