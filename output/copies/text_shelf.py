"""The texts of speeches on disk, read one at a time: a group may be so large that no memory holds its texts."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from output.copies.sides import Side, side
from output.copies.skeleton import Skeleton, holes_of, skeleton


class Text(NamedTuple):
    """The text of a speech with what is known of its holes."""

    rank: int
    speech_id: str
    text: str
    tokens: Sequence[str]
    gaps: Sequence[Mapping[str, int | None]]
    truncated: bool
    title: str | None

    def side(self) -> Side:
        """Return it ready to be collated."""
        gaps = [(cast(int, gap["offset"]), gap["chars"]) for gap in self.gaps]
        return side(self.speech_id, self.text, self.tokens, gaps, truncated=self.truncated, title=self.title)

    def bones(self) -> Skeleton:
        """Return its skeleton."""
        return skeleton(self.text, holes_of(self.text, self.tokens))


@dataclass(frozen=True, slots=True)
class Texts:
    """Some of the texts on the shelf, to be read by rank; picklable, and small."""

    path: Path
    places: Mapping[int, tuple[int, int]]
    """Where each begins and how many bytes it has."""

    def __getitem__(self, rank: int) -> Text:
        """Read one."""
        start, size = self.places[rank]
        with self.path.open("rb", buffering=0) as file:
            fields = pickle.loads(os.pread(file.fileno(), size, start))  # noqa: S301  # what add() wrote in this run
        return Text._make(fields)


class TextShelf:
    """Takes in texts, and gives them to read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._places: dict[int, tuple[int, int]] = {}

    def add(self, texts: Iterable[Text]) -> None:
        """Take in texts, each of another rank."""
        for text in texts:
            start = self._file.tell()
            self._places[text.rank] = start, self._file.write(pickle.dumps(tuple(text), pickle.HIGHEST_PROTOCOL))

    def texts(self, ranks: Iterable[int]) -> Texts:
        """Return those of some ranks, to be read."""
        self._file.flush()
        return Texts(self._path, {rank: self._places[rank] for rank in ranks if rank in self._places})

    def close(self) -> None:
        """Take in no more."""
        self._file.close()
