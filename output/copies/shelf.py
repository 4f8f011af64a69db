"""The profiles of all speeches on disk, and pairs of them compared: so many that no memory need hold them."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from output.copies.likeness import Likeness, Profile, is_akin, likeness, may_dovetail

_WORD = np.dtype(np.uint32)


class Edge(NamedTuple):
    """A pair of speeches that may be copies, by their ranks."""

    one: int
    other: int
    likeness: Likeness


_COLUMNS = np.dtype(
    [("one", np.int32), ("other", np.int32), ("of_one", float), ("of_other", float), ("n_common", np.int32)]
)


class Edges:
    """Pairs of one group in an order, as columns: a tenth of what they take as rows, and a group may have a million."""

    def __init__(self, rows: Iterable[tuple[int, int, float, float, int]]) -> None:
        """Take the ranks of each pair and its likeness."""
        self._rows = np.fromiter(rows, _COLUMNS)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Edge]:
        for row in self._rows:
            one, other, *shares = row.item()
            yield Edge(one, other, Likeness(*shares))


class Pairs(NamedTuple):
    """Pairs of speeches to be compared, with where their profiles are. Those with the same first one are in a row."""

    path: Path
    ranks: NDArray[np.int32]
    """One row a pair."""
    places: NDArray[np.int64]
    """One row a pair: where the one's profile begins and ends, and the other's."""


class Shelf:
    """Takes in profiles, and says where each is; they are numbered from 0."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._ends = array("q", [0])

    def add(self, profiles: Iterable[Profile]) -> list[int]:
        """Take in profiles; return how many n-grams each holds."""
        return [self._add(each) for each in profiles]

    def _add(self, each: Profile) -> int:
        head = np.array([len(each.first), len(each.last)], _WORD)
        self._ends.append(self._ends[-1] + self._file.write(np.concatenate((head, *each[::-1])).tobytes()))
        return len(each.all)

    def pairs(self, ranks: NDArray[np.int32], numbers: NDArray[np.int32]) -> Pairs:
        """Return pairs as they are to be compared, given the number of each one's profile."""
        self._file.flush()
        ends = np.frombuffer(self._ends, np.int64)
        return Pairs(self._path, ranks, np.stack((ends[numbers], ends[numbers + 1]), 2).reshape(-1, 4))

    def close(self) -> None:
        """Take in no more."""
        self._file.close()


def compared(pairs: Pairs) -> list[Edge]:
    """Return the pairs that share more than half their text, or that may be parts of each other or of one."""
    with pairs.path.open("rb", buffering=0) as file:
        return list(_edges(pairs, file.fileno()))


def _edges(pairs: Pairs, file: int) -> Iterator[Edge]:
    held, left = -1, None
    for (one, other), (start, end, from_, to) in zip(pairs.ranks.tolist(), pairs.places.tolist(), strict=True):
        if one != held or left is None:
            held, left = one, _read(file, start, end)
        right = _read(file, from_, to)
        alike = likeness(left, right)
        if is_akin(alike) or may_dovetail(left, right, alike):
            yield Edge(one, other, alike)


def _read(file: int, start: int, end: int) -> Profile:
    words = np.frombuffer(os.pread(file, end - start, start), _WORD)
    last = 2 + int(words[1])
    first = last + int(words[0])
    return Profile(words[first:], words[last:first], words[2:last])
