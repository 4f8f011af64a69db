"""The texts of a page: compilations split, heads and tails told from bodies.

A text begins at a part header (第二篇:), or at a title or a salutation with what belongs above it (`starts`); it ends
where the tail opens or the next text begins (`edges`). Between the two, position decides more than words do: the same
short line is part of a speech inside it and furniture after it. Whether a text is a speech is not asked here
(`parsers.genre`).

Every unit of the page comes out exactly once: as body, or with a label that says what it is and which rule says so
(`labels`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from parsers.rules import CleaningRule
from schemas import EditKind

HEAD_REACH = 12
"""How many units above a salutation may belong to its head: titles, date, speaker, lines of the site."""
RESUMED = 240
"""Han characters of prose after a tail's opening line that show that the speech went on after it."""
LEAST_TEXT = 60
"""Han characters of text that a title without salutation must have below it to begin a text amid others."""


class Label(NamedTuple):
    """What a unit outside the speeches is, and the rule that says so."""

    kind: EditKind
    rule: str


class Start(NamedTuple):
    """A text's beginning: its first head unit, its first body unit, and whether it has header, title, salutation."""

    head: int
    body: int
    header: bool = False
    titled: bool = False
    saluted: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of the page: indices of units."""

    start: Start
    end: int
    body: tuple[int, ...]
    labels: dict[int, Label]
    closed: CleaningRule | None = None
    """The rule whose line opened the tail, if one did."""

    @property
    def head(self) -> range:
        """The units above the body, as far up as they can belong to it."""
        body = self.body[0] if self.body else self.end
        return range(max(self.start.head, body - HEAD_REACH), body)

    @property
    def tail(self) -> range:
        """The units below the body, as far down as they can belong to it."""
        after = self.body[-1] + 1 if self.body else self.end
        return range(after, min(self.end, after + HEAD_REACH))
