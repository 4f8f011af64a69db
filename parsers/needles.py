"""Where a pattern can match at all: the words one of which it needs, and how far from such a word it reaches.

A page is searched for hundreds of patterns, few of which are on it. What every match of a pattern must hold (讲话 or
发言) is read off the pattern itself; one Aho-Corasick pass finds the words of all patterns at once, and a pattern is
then tried only as far around its words as a match can be long. The matches are those of a search of the whole text;
`tests/unit/test_needles.py` holds the patterns of the parsers to that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined]  # the numbers of the syntax have no other name
from re import _parser as parser  # type: ignore[attr-defined]  # the only parser of the syntax there is
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

MOST = 96
"""Words a pattern may need at most; a pattern that could be spelled in more ways is looked at piece by piece."""
LONGEST = 400
"""Characters of a match beyond which a pattern is tried on the whole text, if a word of it is there."""
_END = 2
"""Characters that must follow a match where a search ends before the text does, lest `$` take that for its end."""
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_LOOKS = (sre.ASSERT, sre.ASSERT_NOT)

Words = frozenset[str]
NOTHING: Words = frozenset([""])


class Needs(NamedTuple):
    """What a pattern cannot match without: one of the words, within `reach` characters of a match's two ends."""

    words: Words
    reach: int | None
    """None for a pattern whose matches may be of any length."""


def needs(pattern: re.Pattern[str]) -> Needs | None:
    """Return what a pattern needs, or None if it can match without any certain word."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    words = None if pattern.flags & re.IGNORECASE else _of_sequence(tree)[1]
    if words is None:
        return None
    reach = tree.getwidth()[1] + _looks_ahead(tree) + _END
    return Needs(words, reach if reach <= LONGEST else None)


def searcher(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """Return the quickest way to search a whole line: what matches only at its beginning is tried nowhere else.

    `pattern.search` would try it at every character.
    """
    tree = parser.parse(pattern.pattern, pattern.flags)
    anchored = not pattern.flags & re.MULTILINE and list(tree[:1]) == [(sre.AT, sre.AT_BEGINNING)]
    return pattern.match if anchored else pattern.search


class _Found(NamedTuple):
    """What a piece of a pattern can spell, if that is few strings, and the words of which it needs one."""

    spelled: Words | None
    needed: Words | None


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> _Found:
    run, best, whole = NOTHING, None, True
    for op, argument in items:
        spelled, needed = _of_item(op, argument)
        if spelled is not None and len(run) * len(spelled) <= MOST:
            run, best = frozenset(first + second for first in run for second in spelled), _better(best, needed)
            continue
        best = _better(_better(best, run), needed)
        run, whole = spelled or NOTHING, False
    return _Found(run if whole else None, _better(best, run))


def _better(first: Words | None, second: Words | None) -> Words | None:
    """Return the set that tells more: of longer words, or of fewer; one with an empty word tells nothing."""
    return max((words for words in (first, second) if words and "" not in words), key=_rank, default=None)


def _rank(words: Words) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def _of_item(op: Any, argument: Any) -> _Found:
    if op is sre.LITERAL:
        return _Found(frozenset([chr(argument)]), None)
    if op is sre.IN:
        return _Found(_of_class(argument), None)
    if op is sre.BRANCH:
        return _of_branches([_of_sequence(branch) for branch in argument[1]])
    if op is sre.SUBPATTERN:
        return _of_sequence(argument[3]) if not argument[1] & re.IGNORECASE else _Found(None, None)
    if op is sre.ATOMIC_GROUP:
        return _of_sequence(argument)
    if op in _REPEATS:
        return _of_repeat(*argument)
    if op is sre.ASSERT and argument[0] > 0:
        return _Found(NOTHING, _better(*_of_sequence(argument[1])))
    return _Found(NOTHING if op in (sre.AT, *_LOOKS) else None, None)


def _of_class(members: Sequence[tuple[Any, Any]]) -> Words | None:
    codes: set[int] = set()
    for op, argument in members:
        if op is sre.LITERAL:
            codes.add(argument)
        elif op is sre.RANGE and argument[1] - argument[0] < MOST:
            codes.update(range(argument[0], argument[1] + 1))
        else:
            return None
    return frozenset(map(chr, codes)) if len(codes) <= MOST else None


def _of_branches(found: Sequence[_Found]) -> _Found:
    spelled, needed = NOTHING - NOTHING, NOTHING - NOTHING
    all_spelled = all(each.spelled is not None for each in found)
    for each in found:
        spelled |= each.spelled or NOTHING
        needed |= _better(each.spelled, each.needed) or NOTHING
    if all_spelled and len(spelled) <= MOST:
        return _Found(spelled, None)
    return _Found(None, None if "" in needed else needed)


def _of_repeat(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> _Found:
    spelled, needed = _of_sequence(items)
    if most == 1 and spelled is not None:
        return _Found(spelled if least else spelled | NOTHING, None)
    return _Found(None, _better(spelled, needed) if least else None)


def _looks_ahead(items: Iterable[tuple[Any, Any]]) -> int:
    """Return how many characters a pattern looks at behind its end, at most."""
    reach = 0
    for op, argument in items:
        if op in _LOOKS and argument[0] > 0:
            reach = max(reach, argument[1].getwidth()[1])
        reach = max(reach, *map(_looks_ahead, _inside(op, argument)), 0)
    return reach


def _inside(op: Any, argument: Any) -> Sequence[Any]:
    if op is sre.BRANCH:
        return list(argument[1])
    if op is sre.SUBPATTERN:
        return [argument[3]]
    if op is sre.ATOMIC_GROUP:
        return [argument]
    if op in _REPEATS:
        return [argument[2]]
    return [argument[1]] if op in _LOOKS else []


class Patterns:
    """Patterns made ready to be looked for in many texts together."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._needs = tuple(map(needs, self._patterns))
        by_word: dict[str, list[int]] = defaultdict(list)
        for index, need in enumerate(self._needs):
            for word in sorted(need.words) if need is not None else ():
                by_word[word].append(index)
        self._owners = tuple(map(tuple, by_word.values()))
        self._finder = AhoCorasick(list(by_word))
        self._always = tuple(index for index, need in enumerate(self._needs) if need is None)

    def spots(self, text: str) -> dict[int, list[int]]:
        """Return where in a text the words of which patterns begin, by number; what needs none may be anywhere."""
        spots: dict[int, list[int]] = {index: [] for index in self._always}
        for word, start, _ in self._finder.find_matches_as_indexes(text, overlapping=True):
            for index in self._owners[word]:
                spots.setdefault(index, []).append(start)
        return spots

    def matches(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield each match of each pattern in a text, as `finditer` gives them, with the pattern's number."""
        for index, starts in self.spots(text).items():
            for low, high in self._windows(index, starts, text):
                for match in self._patterns[index].finditer(text, low, high):
                    yield index, match

    def count(self, index: int, text: str, starts: Sequence[int]) -> int:
        """Return how many matches a pattern has in a text, if its words begin at `starts`."""
        if not starts and self._needs[index] is not None:
            return 0
        found = self._patterns[index].findall
        return sum([len(found(text, low, high)) for low, high in self._windows(index, starts, text)])

    def _windows(self, index: int, starts: Sequence[int], text: str) -> Iterator[tuple[int, int]]:
        need = self._needs[index]
        return windows(starts, need.reach if need is not None else None, len(text))


def windows(starts: Sequence[int], reach: int | None, size: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text of some size within reach of places, given in any order, each place in one."""
    if reach is None:
        yield 0, size
        return
    low = last = -1
    for start in sorted(starts):
        if low >= 0 and start - last > 2 * reach:
            yield max(0, low - reach), min(size, last + reach)
            low = -1
        low, last = (start if low < 0 else low), start
    yield max(0, low - reach), min(size, last + reach)
