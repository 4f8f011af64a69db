"""The raw store: every page as it came in, byte for byte, and the index of what was seen where and when.

    packs/DIGEST.zst            bodies, each a zstd frame of its own, one after the other
    sightings/NUMBER-DIGEST.jsonl.zst   which address showed which body, and where in which pack that lies

A body is addressed by its SHA-256, and there once however often it is seen. Bodies come in packs because a page alone
is small: a file for each would cost a sync of the disk (10 ms) and, on an object store, a request. Files are named by
their digest, written in one step, and never changed. A pack is on the disk before a sighting names it, so a run that
is killed leaves at most a pack that nothing names.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple

import pyarrow as pa

from ingest.files import Files, read_span
from schemas import JianghuaError

_CODEC = pa.Codec("zstd", compression_level=3)
_NUMBER, _DIGEST = 8, 16
_SEGMENT = ".jsonl.zst"


class Place(NamedTuple):
    """Where a body lies: in which pack, from which byte on, and how many bytes it takes there and unpacked."""

    pack: str
    start: int
    length: int
    size: int


NOWHERE = Place("", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One address of a source, and the body that it showed. Times are ISO 8601 in UTC."""

    source: str
    label: str
    """The page's name within its source: an address, or a path."""
    sha256: str
    seen_at: str
    """When it came into the store."""
    fetched_at: str | None = None
    """When it was fetched from its site, where that is known."""
    url: str | None = None
    """Where it was found in the end, after redirects."""
    charset: str | None = None
    """The source's override, else what the server declared."""
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE
    """Given by the store."""

    def to_json(self) -> str:
        """Return the sighting as one line; what is not known is left out."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: bytes) -> Sighting:
        """Return the sighting that `to_json` wrote."""
        stored: dict[str, Any] = json.loads(line)
        return cls(**{**stored, "place": Place(*stored["place"])})


class StoreError(Exception):
    """The store cannot be written: nothing that a source can help, so it ends the run."""


class RawStore:
    """The store at a place. Reading needs no lock; one process at a time may add."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def is_empty(self) -> bool:
        """Say whether nothing has come in yet."""
        return not self._files.names("sightings")

    def sightings(self) -> Iterator[Sighting]:
        """Yield all sightings in the order in which they came in.

        Raises JianghuaError if the index is damaged.
        """
        for name in self._files.names("sightings"):
            yield from self._segment(name)

    def _segment(self, name: str) -> Iterator[Sighting]:
        data = self._files.read(name)
        if hashlib.sha256(data).hexdigest()[:_DIGEST] != _stem(name).partition("-")[2]:
            raise JianghuaError(
                f"{self._files.location(name)} is damaged, or no part of the store: restore it from a copy"
            )
        with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as lines:
            yield from map(Sighting.from_json, lines.read().splitlines())

    def location(self, sighting: Sighting) -> str:
        """Return where the pack with the body lies, as `read_body` takes it."""
        return self._files.location(sighting.place.pack)

    def writer(self) -> Writer:
        """Return what adds to the store; it reads the index first.

        Raises JianghuaError if the index is damaged.
        """
        self._files.sweep()
        return Writer(self._files, self.sightings())

    def verify(self) -> Iterator[str]:
        """Read everything back, and yield what is wrong."""
        yield from _index_problems(self._files)
        places: dict[str, dict[Place, str]] = {}
        for name in self._files.names("sightings"):
            with suppress(JianghuaError):  # it is among the problems already
                for sighting in self._segment(name):
                    places.setdefault(sighting.place.pack, {})[sighting.place] = sighting.sha256
        there = set(self._files.names("packs"))
        for pack, bodies in sorted(places.items()):
            if pack not in there:
                yield f"{pack} is missing, with {len(bodies):,} bodies"
            else:
                yield from _pack_problems(pack, self._files.read(pack), bodies)


def read_body(location: str, place: Place) -> bytes:
    """Return a body from its pack.

    Raises OSError if there is nothing to read, or what is there cannot be unpacked.
    """
    return _unpacked(read_span(location, place.start, place.length), place.size)


class History:
    """What a source showed before: for each of its addresses the newest sighting, and all that have a time."""

    def __init__(self) -> None:
        self._newest: dict[str, Sighting] = {}
        self._dated: set[tuple[str, str, str]] = set()

    def add(self, sighting: Sighting) -> None:
        """Take in a sighting; they come in the order in which they came into the store."""
        if sighting.fetched_at:
            self._dated.add((sighting.label, sighting.fetched_at, sighting.sha256))
        newest = self._newest.get(sighting.label)
        if newest is None or (sighting.fetched_at or "") >= (newest.fetched_at or ""):
            self._newest[sighting.label] = sighting

    def newest(self, label: str) -> Sighting | None:
        """Return the last thing that an address showed."""
        return self._newest.get(label)

    def all_newest(self) -> Iterable[Sighting]:
        """Return the last thing that each address showed."""
        return self._newest.values()

    def has(self, sighting: Sighting) -> bool:
        """Say whether there is nothing new in a sighting: the address shows what it showed last, or this is on record.

        What has no time of its own is on record only as the last thing; a file may have changed and changed back.
        """
        newest = self._newest.get(sighting.label)
        if newest is not None and newest.sha256 == sighting.sha256:
            return True
        return (sighting.label, sighting.fetched_at, sighting.sha256) in self._dated


class Writer:
    """Adds to a store, and knows what is in it."""

    def __init__(self, files: Files, sightings: Iterable[Sighting]) -> None:
        self._files = files
        self._places: dict[bytes, Place] = {}
        self._histories: defaultdict[str, History] = defaultdict(History)
        packs = set(files.names("packs"))
        for sighting in sightings:
            if sighting.place.pack in packs:  # a body that was lost comes in again when it is met again
                self._places[bytes.fromhex(sighting.sha256)] = sighting.place
                self._histories[sighting.source].add(sighting)
        self._number = max(map(_number, files.names("sightings")), default=0)

    def history(self, source: str) -> History:
        """Return what a source showed before; who adds sightings to the store adds them there as well."""
        return self._histories[source]

    def add(self, arrived: Sequence[tuple[Sighting, bytes]]) -> None:
        """Store bodies with their sightings; once this returns they are on the disk.

        Raises StoreError if they cannot be written; then none of the sightings is in the index.
        """
        if not arrived:
            return
        try:
            self._add(arrived)
        except OSError as error:
            raise StoreError(error.strerror or str(error)) from error

    def _add(self, arrived: Sequence[tuple[Sighting, bytes]]) -> None:
        self._add_bodies({bytes.fromhex(sighting.sha256): body for sighting, body in arrived})
        placed = [replace(each, place=self._places[bytes.fromhex(each.sha256)]) for each, _ in arrived]
        data = _packed("".join(f"{sighting.to_json()}\n" for sighting in placed).encode())
        number, digest = self._number + 1, hashlib.sha256(data).hexdigest()[:_DIGEST]
        self._files.write(f"sightings/{number:0{_NUMBER}}-{digest}{_SEGMENT}", data)
        self._number = number

    def _add_bodies(self, bodies: Mapping[bytes, bytes]) -> None:
        new = {sha256: body for sha256, body in bodies.items() if sha256 not in self._places}
        if not new:
            return
        frames = [_packed(body) for body in new.values()]
        data = b"".join(frames)
        digest = hashlib.sha256(data).hexdigest()
        pack = f"packs/{digest[:2]}/{digest}.zst"
        self._files.write(pack, data)
        start = 0
        for (sha256, body), frame in zip(new.items(), frames, strict=True):
            self._places[sha256] = Place(pack, start, len(frame), len(body))
            start += len(frame)


def _packed(data: bytes) -> bytes:
    return bytes(_CODEC.compress(data, asbytes=True))


def _unpacked(frame: bytes, size: int) -> bytes:
    """Return what a frame of a body holds. Raises OSError if it is not a frame of that size."""
    return bytes(_CODEC.decompress(frame, decompressed_size=size, asbytes=True)) if size else b""


def _stem(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]


def _number(segment: str) -> int:
    """Return the number of a segment of the index; 0 for what is none."""
    number = _stem(segment).partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _index_problems(files: Files) -> Iterator[str]:
    names = files.names("sightings")
    for name in names:
        if hashlib.sha256(files.read(name)).hexdigest()[:_DIGEST] != _stem(name).partition("-")[2]:
            yield f"{name} is damaged: its bytes are not those that its name stands for"
    numbers = set(map(_number, names))
    for missing in sorted(set(range(1, max(numbers, default=0) + 1)) - numbers):
        yield f"sightings/{missing:0{_NUMBER}} is missing"


def _pack_problems(pack: str, data: bytes, bodies: Mapping[Place, str]) -> Iterator[str]:
    if hashlib.sha256(data).hexdigest() != _stem(pack):
        yield f"{pack} is damaged: its bytes are not those that its name stands for"
    for place, sha256 in sorted(bodies.items()):
        try:
            whole = hashlib.sha256(_unpacked(data[place.start : place.start + place.length], place.size)).hexdigest()
        except OSError:
            whole = ""
        if whole != sha256:
            yield f"the body {sha256} in {pack} is damaged"
