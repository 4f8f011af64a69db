"""The words of dirt: slot grammars in words.toml, and the invented site that speaks them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.corpus.grammar import Grammar
from benchmarks.corpus.records import tables


@cache
def words() -> Grammar:
    """Return the slot grammars of all kinds of dirt."""
    return Grammar(tables(Path(__file__).parent / "words.toml"))


@dataclass(frozen=True, slots=True)
class Site:
    """A site that does not exist."""

    name: str
    domain: str
    column: str
    mail: str

    def facts(self) -> dict[str, str]:
        """Return the site's slots."""
        return {"site": self.name, "domain": self.domain, "column": self.column, "mail": self.mail}


def invented_site(rng: Random) -> Site:
    """Draw a site."""
    domain = words().draw("domain", rng)
    return Site(
        words().draw("site_name", rng), domain, words().draw("column", rng), words().draw("mailbox", rng) + "@" + domain
    )
