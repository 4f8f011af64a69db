"""Traditional text into simplified, and nothing else: what is simplified already is never altered.

OpenCC's t2s converts traditional text well and damages simplified text (乾 in a name becomes 干), so only runs that are
traditional by evidence are given to it: sentences with more characters that only traditional text has than characters
that only simplified text has. The two sets follow from OpenCC's own tables and from what GB 2312 and Big5 hold
(scripts/pack_script.py). A run that mixes both is converted character by character, only where a character cannot be
simplified. Text without a traditional character costs one search.

`data/script.toml` holds what the tables get wrong: shared characters, 著, names. Offsets hold because every conversion
keeps the length; a run for which it does not is left alone.

Not here: regional vocabulary (軟體 stays 软体), variants that are not traditional, width and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import opencc
import tomli

from parsers.rules import DATA
from parsers.trace import Trace
from schemas import Script

_RUN = re.compile(r"[^。！？!?；;\n]*+[。！？!?；;\n]++|[^。！？!?；;\n]++")
_ENOUGH = 3
"""Traditional characters in a run that are no stray ones: a simplified sentence may name a 陳 or quote a shop sign."""
_SHARE = 0.25
"""Of the telling characters of such a run; below it the run is simplified and quotes something."""
_PURE = 0.95
"""Share of one script's telling characters at which a page counts as written in it. The rest may be chance: names,
quotations, a converter that missed a character."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """The characters by which a script is known."""

    traditional: re.Pattern[str]
    simplified: re.Pattern[str]
    table: dict[int, str]
    """What each traditional character is in simplified script."""


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """The rules of `script.toml`, ready to use."""

    shared: frozenset[str]
    names: dict[str, str]
    name: re.Pattern[str]
    zhe: re.Pattern[str]


@cache
def _t2s() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _exceptions() -> _Exceptions:
    data = tomli.loads((DATA / "script.toml").read_text("utf-8"))
    names = {row["traditional"]: row["simplified"] for row in data["name"]}
    before, after, particle = (data["zhe"][key] for key in ("before", "after", "particle"))
    return _Exceptions(
        shared=frozenset(data["shared"]),
        names=names,
        name=re.compile("|".join(map(re.escape, names))),
        zhe=re.compile(f"(?<=[{particle}])著|(?<![{before}])著(?![{after}])"),
    )


@cache
def _marks() -> _Marks:
    """Return the telling characters, as scripts/pack_script.py has worked them out."""
    _, old, new, written = (DATA / "telling.txt").read_text("utf-8").splitlines()
    pairs = {one: other for one, other in zip(old, new, strict=True) if one not in _exceptions().shared}
    return _Marks(_any_of(pairs), _any_of(written), {ord(one): other for one, other in pairs.items()})


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")


def to_simplified(trace: Trace) -> tuple[Trace, Script]:
    """Return the trace in simplified script and the script its text was found in.

    The text keeps its length. A text with too little evidence either way counts as simplified.
    """
    if not _marks().traditional.search(trace.text):
        return trace, Script.HANS
    runs = [
        _Run.of(run) for run in (_RUN.findall(trace.text) if _marks().simplified.search(trace.text) else [trace.text])
    ]
    old, new = sum(run.traditional for run in runs), sum(run.simplified for run in runs)
    own_zhe = "着" in trace.text
    text = "".join(_converted(run, page=old > new, own_zhe=own_zhe) for run in runs)
    return (trace.rewritten(text) if text != trace.text else trace), _script(old, new)


def simplified(text: str) -> str:
    """Return a traditional text in simplified script: for readers who know that it is one, or need not care."""
    return _whole(text, own_zhe="着" in text)


def _script(old: int, new: int) -> Script:
    share = old / (old + new)
    if share >= _PURE:
        return Script.HANT
    return Script.MIXED if share > 1 - _PURE and (old >= _ENOUGH or old > new) else Script.HANS


@dataclass(frozen=True, slots=True)
class _Run:
    """A sentence and its telling characters."""

    text: str
    traditional: int
    simplified: int

    @classmethod
    def of(cls, text: str) -> _Run:
        marks = _marks()
        return cls(text, len(marks.traditional.findall(text)), len(marks.simplified.findall(text)))


def _converted(run: _Run, *, page: bool, own_zhe: bool) -> str:
    """Return the run's text in simplified script; `page` tells that the page is traditional on the whole."""
    old, new = run.traditional, run.simplified
    if (old > new and (page or old > 1)) or (page and old == new == 0):
        return _whole(run.text, own_zhe=own_zhe)
    if old and (page or (old >= _ENOUGH and old >= _SHARE * (old + new))):
        return "".join(_with_names(run.text, run.text.translate(_marks().table), _exceptions()))
    return run.text


def _whole(text: str, *, own_zhe: bool) -> str:
    rules = _exceptions()
    plain = text if own_zhe else rules.zhe.sub("着", text)
    done = _t2s().convert(plain)
    if len(done) != len(text):
        return text
    return "".join(_with_names(text, done, rules))


def _with_names(before: str, after: str, rules: _Exceptions) -> Iterator[str]:
    """Yield the converted text with each name of the exceptions in its right form."""
    at = 0
    for match in rules.name.finditer(before):
        yield after[at : match.start()]
        yield rules.names[match.group()]
        at = match.end()
    yield after[at:]
