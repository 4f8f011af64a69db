"""What is known of a site, and what it does to a page of that site."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from parsers.learning.survey import SurveyLine, survey_line
from parsers.trace import Cut
from schemas import EditKind

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[\u3400-\u9fff，、。；：？！,;:“”‘’（）《》]")


@dataclass(frozen=True)
class SiteKnowledge:
    """Lines and strings that recur on a site's pages, each with the number of different texts it was seen beside.

    `edges` go where they stand before or after a page's own prose, `inside` ones anywhere, `marks` amid sentences.
    `n_texts` is the number of different texts in the sample.
    """

    site: str = ""
    n_texts: int = 0
    edges: tuple[tuple[str, int], ...] = ()
    inside: tuple[tuple[str, int], ...] = ()
    marks: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is known."""
        return bool(self.edges or self.inside or self.marks)

    @cached_property
    def digest(self) -> str:
        """A name for what pages depend on: the lines and strings, not how often they were seen. Empty if none."""
        words = [[text for text, _ in some] for some in (self.edges, self.inside, self.marks)]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16] if self else ""

    @cached_property
    def _edge_keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self.edges)

    @cached_property
    def _inside_keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self.inside)

    @cached_property
    def _mark(self) -> re.Pattern[str] | None:
        longest_first = sorted((text for text, _ in self.marks), key=lambda text: (-len(text), text))
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def cuts(self, text: str) -> Iterator[Cut]:
        """Yield what goes from a page's text, mended and simplified; nothing from a page without prose of its own."""
        if not self:
            return
        lines = [(match.span(), survey_line(match.group().strip())) for match in _LINE.finditer(text)]
        own = [at for at, (_, line) in enumerate(lines) if line.prose and not self._knows(line)]
        for at, ((start, end), line) in enumerate(lines):
            if not own:
                return
            if line.key in self._inside_keys or (line.key in self._edge_keys and not own[0] < at < own[-1]):
                yield Cut(start, min(end + 1, len(text)), EditKind.OTHER, "site.recurring_line")
            elif self._mark is not None:
                yield from _marks(self._mark, text, start, end)

    def _knows(self, line: SurveyLine) -> bool:
        return line.key in self._edge_keys or line.key in self._inside_keys

    def to_json(self) -> str:
        """Return it as one line of JSON, for `from_json`."""
        return json.dumps([self.site, self.n_texts, self.edges, self.inside, self.marks], ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> SiteKnowledge:
        """Return what `to_json` wrote."""
        site, n_texts, *some = json.loads(line)
        edges, inside, marks = (tuple((str(text), int(count)) for text, count in each) for each in some)
        return cls(site, n_texts, edges, inside, marks)


def _marks(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Cut]:
    """Yield the marks in a line that stand between two characters of a sentence."""
    for match in mark.finditer(text, start, end):
        low, high = match.span()
        if start < low and high < end and _SENTENCE.match(text[low - 1]) and _SENTENCE.match(text[high]):
            yield Cut(low, high, EditKind.WATERMARK, "site.recurring_mark")


NOTHING = SiteKnowledge()
