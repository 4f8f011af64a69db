"""Where the time of parse_page goes: each stage's function timed where its caller knows it, less what is timed inside.

The functions are exchanged for timed ones for as long as `timed` runs. A stage that no longer exists raises
AttributeError: the table below is to be kept in step with the parsers.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from time import process_time
from typing import ParamSpec, TypeAlias, TypeVar

from parsers import parse_page
from schemas import RawPage

P = ParamSpec("P")
T = TypeVar("T")
Key: TypeAlias = tuple[str, str, str]

STAGES: tuple[Key, ...] = (
    ("sniff and decode", "parsers.page", "sniff"),
    ("sniff and decode", "parsers.page", "decode"),
    ("visible text", "parsers.page", "visible"),
    ("mend and script", "parsers.page", "mend"),
    ("mend and script", "parsers.page", "to_simplified"),
    ("inline rules", "parsers.page", "without_inline_dirt"),
    ("units", "parsers.page", "units_of"),
    ("parts", "parsers.page", "segments"),
    ("parts", "parsers.page", "divided"),
    ("genre", "parsers.verdicts", "judge"),
    ("titles", "parsers.page", "title_of"),
    ("titles", "parsers.page", "page_title_of"),
    ("assembly", "parsers.page", "speech_records"),
    ("assembly", "parsers.assembly", "laid_out"),
    ("assembly", "parsers.assembly", "masks_in"),
    ("metadata", "parsers.assembly", "read_fields"),
    ("metadata", "parsers.metadata", "clues_of"),
    ("metadata", "parsers.metadata", "find_date"),
    ("metadata", "parsers.metadata", "find_office"),
    ("metadata", "parsers.metadata", "find_level"),
    ("metadata", "parsers.metadata", "find_place"),
    ("metadata", "parsers.metadata", "with_place"),
    ("metadata", "parsers.metadata", "find_occasion"),
    ("metadata", "parsers.metadata", "find_genre"),
    ("metadata", "parsers.metadata", "find_topics"),
)
"""Stage, module in which the function is called, function."""
REST = ("ledger and the rest", "parsers.page", "parse_page")


class Clock:
    """Seconds by function, each without what the timed functions inside it took."""

    def __init__(self) -> None:
        self.seconds: defaultdict[Key, float] = defaultdict(float)
        self._inner: list[float] = [0.0]

    def watched(self, key: Key, call: Callable[P, T]) -> Callable[P, T]:
        """Return the function with its time written down."""

        @functools.wraps(call)
        def watch(*args: P.args, **kwargs: P.kwargs) -> T:
            self._inner.append(0.0)
            start = process_time()
            try:
                return call(*args, **kwargs)
            finally:
                whole = process_time() - start
                self.seconds[key] += whole - self._inner.pop()
                self._inner[-1] += whole

        return watch


@contextmanager
def _exchanged(clock: Clock) -> Iterator[None]:
    real = [(import_module(module), name, getattr(import_module(module), name)) for _, module, name in STAGES]
    try:
        for key, (module, name, call) in zip(STAGES, real, strict=True):
            setattr(module, name, clock.watched(key, call))
        yield
    finally:
        for module, name, call in real:
            setattr(module, name, call)


def timed(pages: Iterable[RawPage]) -> Mapping[Key, float]:
    """Return the seconds spent on the pages by function; their stages stand in the keys."""
    clock = Clock()
    parse = clock.watched(REST, parse_page)
    with _exchanged(clock):
        for page in pages:
            parse(page)
    return clock.seconds


def by_stage(seconds: Mapping[Key, float]) -> dict[str, tuple[float, list[tuple[str, float]]]]:
    """Return each stage's seconds, with its functions and theirs, in the order of the pipeline."""
    stages: dict[str, tuple[float, list[tuple[str, float]]]] = {}
    for key in (*STAGES, REST):
        stage, module, name = key
        total, functions = stages.get(stage, (0.0, []))
        stages[stage] = (
            total + seconds[key],
            [*functions, (f"{module.removeprefix('parsers.')}.{name}", seconds[key])],
        )
    return stages
