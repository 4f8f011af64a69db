"""The cleaning rules: data in `data/rules/*.toml`, loaded once, found in a page by one pass over its literal words.

A rule's words decide whether its pattern is tried at all, so a thousand rules cost one Aho-Corasick scan of the page
and a few regular expressions on the lines that the scan names. What a line rule may do depends on where the line
stands, which this module does not know: it reports matches, `parsers.units` and its followers decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

import tomli
from ahocorasick_rs import AhoCorasick

from parsers.needles import needs, searcher, windows
from schemas import EditKind

DATA = Path(__file__).parent / "data"
RULE_FILES = DATA / "rules"

SHORT_LINE = 40
"""A rule without words is tried on lines up to this length only: such rules are about numbers and signs."""


REACH = 500
"""How far from its word an inline rule's match may reach; the longest, a notice with two titles in it, takes 400."""


class Scope(StrEnum):
    """What a rule looks at, and how far its answer reaches."""

    INLINE = "inline"
    LINE = "line"
    TAIL = "tail"
    CODE = "code"


class Where(StrEnum):
    """Where, seen from the speech, a line rule may take a line out."""

    ANY = "any"
    EDGE = "edge"
    HEAD = "head"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """One entry of the rule files."""

    id: str
    kind: EditKind
    scope: Scope
    reason: str
    where: Where = Where.ANY
    words: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    missing: bool = False
    """Whether the line or run says that the page does not show the whole text."""
    heal: bool = False
    """Whether an inline match may go only where the characters on its two sides then make a word."""
    check: str = ""
    """A test in code that a match must pass as well: `identity`, the check digit of an identity number."""
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


class RuleFileError(ValueError):
    """A rule file does not hold to the format: a defect of the release, not of a page."""


@cache
def cleaning_rules() -> Mapping[str, CleaningRule]:
    """Return all rules by id, in the order of files and entries."""
    rules: dict[str, CleaningRule] = {}
    for path in sorted(RULE_FILES.glob("*.toml")):
        for entry in tomli.loads(path.read_text("utf-8"))["rule"]:
            rule = _read(entry, path.name)
            if rule.id in rules:
                raise RuleFileError(f"{path.name}: {rule.id} is there twice")
            rules[rule.id] = rule
    return rules


def _read(entry: Mapping[str, object], file: str) -> CleaningRule:
    try:
        pattern = entry.get("pattern")
        return CleaningRule(
            id=str(entry["id"]),
            kind=EditKind(str(entry["kind"])),
            scope=Scope(str(entry["scope"])),
            reason=str(entry["reason"]),
            where=Where(str(entry.get("where", Where.ANY))),
            words=_strings(entry.get("words")),
            pattern=re.compile(pattern) if isinstance(pattern, str) else None,
            missing=entry.get("missing") is True,
            heal=entry.get("heal") is True,
            check=str(entry.get("check", "")),
            remove=_strings(entry.get("remove")),
            keep=_strings(entry.get("keep")),
        )
    except (KeyError, ValueError, re.error) as error:
        raise RuleFileError(f"{file}: {entry.get('id', 'a rule without id')}: {error}") from error


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


class RuleSet:
    """The rules made ready to be looked for in many pages."""

    def __init__(self, rules: Sequence[CleaningRule]) -> None:
        by_word: dict[str, list[CleaningRule]] = defaultdict(list)
        for rule in rules:
            for word in rule.words:
                by_word[word].append(rule)
        self._owners = tuple(map(tuple, by_word.values()))
        self._finder = AhoCorasick(list(by_word))
        self._worded = [rule for rule in rules if rule.words]
        self._wordless = [rule for rule in rules if not rule.words and rule.pattern]
        self._searches = {rule.id: searcher(rule.pattern) for rule in rules if rule.pattern}
        self._of_words = lru_cache(maxsize=4096)(self._of_words_anew)

    @cached_property
    def _signs(self) -> Sequence[tuple[CleaningRule, re.Pattern[str]]]:
        """The rules without words, each with the signs one of which its pattern needs; the empty one, if not known."""
        found = ((rule, needs(rule.pattern)) for rule in self._wordless if rule.pattern is not None)
        return [
            (rule, re.compile("|".join(sorted(map(re.escape, need.words))) if need else "")) for rule, need in found
        ]

    @cached_property
    def _reaches(self) -> Mapping[str, int]:
        return {rule.id: _reach(rule) for rule in self._worded}

    def windows(self, text: str) -> Iterator[tuple[CleaningRule, int, int]]:
        """Yield where in a text to look for which rule: around its words, overlapping stretches taken together."""
        spots: dict[str, list[int]] = defaultdict(list)
        for index, start, _ in self._finder.find_matches_as_indexes(text, overlapping=True):
            for rule in self._owners[index]:
                spots[rule.id].append(start)
        rules = cleaning_rules()
        for rule_id, starts in spots.items():
            for low, high in windows(starts, self._reaches[rule_id], len(text)):
                yield rules[rule_id], low, high
        for rule in self._wordless:
            yield rule, 0, len(text)

    def by_line(self, text: str, starts: Sequence[int]) -> dict[int, tuple[CleaningRule, ...]]:
        """Return, for each line that holds a word of some rule, those rules; lines are given by their offsets."""
        words: dict[int, dict[int, None]] = defaultdict(dict)
        for index, start, _ in self._finder.find_matches_as_indexes(text, overlapping=True):
            words[bisect_right(starts, start) - 1][index] = None
        return {line: self._of_words(tuple(found)) for line, found in words.items()}

    def _of_words_anew(self, words: tuple[int, ...]) -> tuple[CleaningRule, ...]:
        """Return the rules of some words. The answers are kept: the lines of a list hold the same few words."""
        return tuple({rule.id: rule for index in words for rule in self._owners[index]}.values())

    def matching(self, line: str, triggered: Sequence[CleaningRule]) -> tuple[CleaningRule, ...]:
        """Return the rules whose pattern is found in a line; those without words only if it is not all letters."""
        wordless: Sequence[CleaningRule] = ()
        if len(line) <= SHORT_LINE and not line.isalpha():
            wordless = [rule for rule, signs in self._signs if signs.search(line)]
        if not triggered and not wordless:
            return ()
        searches = self._searches
        return tuple([rule for rule in (*triggered, *wordless) if rule.id in searches and searches[rule.id](line)])


def _reach(rule: CleaningRule) -> int:
    """Return how far from its word a rule's match may reach: its own length, where every match holds such a word."""
    need = needs(rule.pattern) if rule.pattern is not None else None
    if need is None or need.reach is None or not all(any(word in held for word in rule.words) for held in need.words):
        return REACH
    return min(need.reach, REACH)


@cache
def line_rules() -> RuleSet:
    """Return the rules about whole lines and about the page's tail."""
    return RuleSet([rule for rule in cleaning_rules().values() if rule.scope in (Scope.LINE, Scope.TAIL)])


@cache
def inline_rules() -> RuleSet:
    """Return the rules that cut inside a line, but for those about personal data (`parsers.privacy`)."""
    inline = [rule for rule in cleaning_rules().values() if rule.scope is Scope.INLINE]
    return RuleSet([rule for rule in inline if rule.kind is not EditKind.PRIVACY])
