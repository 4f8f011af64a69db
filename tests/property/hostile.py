"""Text made to go wrong, for every regular expression of the parsers and for the parser itself.

A pattern is taken apart by the standard library's own regex parser, and text is built that nearly matches it: its
samples over and over, cut short, each of its characters in a long run. A pattern that backtracks takes a time on these
that grows with the square of their length, or worse; one that does not, reads a megabyte in a fraction of a second.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from inspect import signature
from pathlib import Path
from random import Random
from re import _constants as constants  # type: ignore[attr-defined]  # the only parser of the syntax there is
from re import _parser as parser  # type: ignore[attr-defined]
from typing import NamedTuple

import parsers
from schemas import RawPage

MEGABYTE = 1_000_000
SECONDS_A_MEGABYTE = 1.0
SUPERLINEAR = 3.0
"""Growth of the time when the text doubles: 2 is linear, 4 is quadratic."""
REPEATS = 3
"""Measurements of which the least counts."""
MOST_REPEATS = 12
"""Repeats in a sample of a pattern; a bounded quantifier is also tried at its bound by the long runs."""
CLASSES = {
    constants.CATEGORY_DIGIT: "1", constants.CATEGORY_SPACE: " ", constants.CATEGORY_WORD: "字",
    constants.CATEGORY_NOT_DIGIT: "字", constants.CATEGORY_NOT_SPACE: "字", constants.CATEGORY_NOT_WORD: "，",
}  # fmt: skip
PLAIN = "字a1，。 　\n（）(）.-…第一篇同志们：会上的讲话"


class Named(NamedTuple):
    """A pattern, where it is defined, and whether it is only tried at one place of a text, not looked for in it."""

    name: str
    pattern: re.Pattern[str]
    anchored: bool = False


class Slow(NamedTuple):
    """A finding: what took too long, on what, and how the time grows when the text doubles."""

    name: str
    seed: str
    seconds_a_megabyte: float
    growth: float

    def __str__(self) -> str:
        shown = self.seed if len(self.seed) <= 60 else f"{self.seed[:60]}..."
        return (
            f"{self.name}: {self.seconds_a_megabyte:.2f} s a megabyte, times {self.growth:.1f} when doubled: {shown!r}"
        )


@cache
def patterns() -> tuple[Named, ...]:
    """Return every pattern of the parsers: in their globals, their tables and rule files, and in calls of `re`."""
    found: dict[tuple[str, int], tuple[str, bool]] = {}
    for module_info in pkgutil.walk_packages(parsers.__path__, "parsers."):
        module = importlib.import_module(module_info.name)
        short, source = module_info.name.removeprefix("parsers."), Path(str(module.__file__)).read_text("utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) or getattr(value, "__module__", module.__name__) == module.__name__:
                for pattern, inner in _inside(value, name, 0):
                    key = (pattern.pattern, pattern.flags)
                    found.setdefault(key, (f"{short}.{inner}", inner == name and _only_matched(name, source)))
        for pattern, method in _in_calls(source):
            key = (pattern.pattern, pattern.flags)
            found.setdefault(key, (f"{short} re.{method}({pattern.pattern!r})", method in ANCHORED))
    return tuple(sorted(Named(name, re.compile(*key), anchored) for key, (name, anchored) in found.items()))


ANCHORED = ("match", "fullmatch")


def _only_matched(name: str, source: str) -> bool:
    uses = re.findall(rf"\b{re.escape(name)}\b(?:\.(\w+))?", source)
    return all(use in (*ANCHORED, "") for use in uses) and any(use in ANCHORED for use in uses)


def _inside(value: object, name: str, depth: int) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the patterns in a value: itself, its items and fields, what a cached function without arguments gives."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value, name
    elif depth > 5 or isinstance(value, (str, bytes, type)):
        return
    elif hasattr(value, "cache_info") and callable(value):
        if not signature(value).parameters:
            yield from _inside(value(), name, depth + 1)
    else:
        for key, item in _items(value):
            if not isinstance(item, (str, bytes, int, float)):
                yield from _inside(item, f"{name}.{getattr(item, 'id', key)}", depth + 1)


def _items(value: object) -> Iterable[tuple[object, object]]:
    if isinstance(value, Mapping):
        return list(value.items())[:2000]
    if isinstance(value, (tuple, list, set, frozenset)):
        return list(enumerate(value))[:2000]
    if dataclasses.is_dataclass(value):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    return []


def _in_calls(source: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the patterns that are written in a call (`re.sub(r"...", ...)`)."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=str(words)), *_]
            ):
                if name != "escape":
                    yield re.compile(words), name


def sample(pattern: re.Pattern[str], random: Random) -> str:
    """Return a text that the pattern matches, or nearly so: conditions around it are not looked at."""
    return "".join(_sampled(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), random))


def _sampled(tree: Iterable[tuple[object, object]], random: Random) -> Iterator[str]:
    for operator, argument in tree:
        yield from _one(operator, argument, random)


def _one(operator: object, argument: object, random: Random) -> Iterator[str]:
    match operator, argument:
        case constants.LITERAL, int(code):
            yield chr(code)
        case constants.NOT_LITERAL, int(code):
            yield "字" if code != ord("字") else "文"
        case constants.ANY, _:
            yield "字"
        case constants.IN, list(members):
            yield _member(members, random)
        case constants.BRANCH, (_, list(branches)):
            yield from _sampled(random.choice(branches), random)
        case constants.SUBPATTERN, (_, _, _, tree):
            yield from _sampled(tree, random)
        case constants.ATOMIC_GROUP, tree:
            yield from _sampled(tree, random)
        case ((constants.MAX_REPEAT | constants.MIN_REPEAT | constants.POSSESSIVE_REPEAT), (int(low), high, tree)):
            for _ in range(random.randint(low, max(low, min(int(high), low + MOST_REPEATS)))):
                yield from _sampled(tree, random)


def _member(members: list[tuple[object, object]], random: Random) -> str:
    if members[0][0] is constants.NEGATE:
        return next(character for character in "字a1 x，㐀" if not _has(members[1:], character))
    match random.choice(members):
        case constants.LITERAL, int(code):
            return chr(code)
        case constants.RANGE, (int(low), int(high)):
            return chr(random.randint(low, high))
        case constants.CATEGORY, category:
            return CLASSES.get(category, "字")
        case _:
            return "字"


def _has(members: list[tuple[object, object]], character: str) -> bool:
    code = ord(character)
    return any(
        argument == code if operator is constants.LITERAL
        else argument[0] <= code <= argument[1] if operator is constants.RANGE and isinstance(argument, tuple)
        else CLASSES.get(argument) == character
        for operator, argument in members
    )  # fmt: skip


def seeds(pattern: re.Pattern[str], random: Random, many: int) -> Iterator[str]:
    """Yield short texts of which hostile ones are made by repetition."""
    characters: set[str] = set()
    for _ in range(many):
        text = sample(pattern, random) or "字"
        characters |= set(text)
        yield text
        yield text[: max(1, len(text) - 1)]
        yield text[: random.randint(1, len(text))]
        yield text[0] + text[-1]
    own = sorted(characters)
    yield from random.sample(own, min(len(own), many * 2))
    yield from random.sample(PLAIN, min(len(PLAIN), many))
    yield "".join(random.sample(own, min(2, len(own))))


def seconds(named: Named, text: str) -> float:
    """Return the processor time in which a pattern is looked for everywhere in a text, or tried at its start."""
    begin = time.process_time()
    if named.anchored:
        named.pattern.match(text)
    else:
        for _ in named.pattern.finditer(text):
            pass
    return time.process_time() - begin


def repeated(seed: str, size: int) -> str:
    """Return a seed over and over, of a size."""
    return (seed * (size // len(seed) + 1))[:size]


def slow(named: Named, seed: str, size: int) -> Slow | None:
    """Return a finding if a pattern takes too long on a repeated seed."""

    def took(size: int) -> float:
        return seconds(named, repeated(seed, size))

    limit = SECONDS_A_MEGABYTE * size / MEGABYTE
    if took(size) < limit or took(size) < limit:
        return None
    twice, grown = growth(took, size)
    return Slow(named.name, seed, twice * MEGABYTE / (size * 2), grown)


def growth(took: Callable[[int], float], size: int) -> tuple[float, float]:
    """Return the time that twice a size takes, and how it grows when the size doubles: the less of two doublings.

    What a machine does beside only adds to a time, so that the least of several is the text's own; and a time that it
    raised all the same is high in one doubling and low in the next, while what is superlinear is so in both. Both are
    measured only where one measurement of each size says that it may be.
    """
    once, twice = took(size), took(size * 2)
    if twice > SUPERLINEAR * once:
        once, twice, four = (min(took(size * times) for _ in range(REPEATS)) for times in (1, 2, 4))
        return twice, min(twice / once, four / twice)
    return twice, twice / once


HEAD = "在全县水利工作会议上的讲话\n同志们：\n今天的会议很重要，我们全县都要动起来，我讲三点意见，请大家抓好落实。\n"
"""The opening of a speech: what is not published is not read to its end."""


def parsed(text: str) -> float:
    """Return the processor time in which a page is parsed."""
    begin = time.process_time()
    parsers.parse_page(
        RawPage("hostile.html" if text.startswith("<") else "hostile.txt", text.encode("utf-8", "replace"))
    )
    return time.process_time() - begin


def slow_page(name: str, text: Callable[[int], str], size: int) -> Slow | None:
    """Return a finding if a page takes too long for what it is; `text` gives one of a size in characters."""
    weight = len(text(size * 2).encode("utf-8", "replace")) / MEGABYTE
    if parsed(text(size * 2)) < SECONDS_A_MEGABYTE * weight:
        return None
    twice, grown = growth(lambda size: parsed(text(size)), size)
    return Slow(name, text(size)[len(HEAD) :][:60], twice / weight, grown)


def numbered(template: str, size: int) -> str:
    """Return a page of a template over and over, `{n}` a running number and `{w}` a word that does not come again."""
    parts, length, number = [] if template.startswith("<") else [HEAD], 0, 0
    while length < size:
        word = chr(0x4E00 + number % 2000) + chr(0x5600 + number // 2000 % 2000)
        parts.append(template.format(n=number, w=word))
        length, number = length + len(parts[-1]), number + 1
    return "".join(parts)
