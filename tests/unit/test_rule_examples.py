"""The rule files prove themselves: format, examples that must go, near misses that must stay, and time.

The files are read here with `tomllib` and not through the engine, so that the test of the data does not lean on the
code that runs it. A near miss is held against every rule, not only its own: a sentence of a speech must survive all.
"""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from parsers.privacy import identity_holds
from schemas import EditKind

FOLDER = Path(__file__).parents[2] / "parsers" / "data" / "rules"
SHORT_LINE = 40
"""A rule without words is tried only on lines up to this length."""
MIN_EXAMPLES = 3
MIN_REASON = 20
SECONDS_FOR_HOSTILE = 0.2
HOSTILE_CHARS = 200_000
SCOPES = {"inline", "line", "tail", "code"}
PLACES = {"any", "edge", "head", "tail"}
KEYS = {"id", "kind", "scope", "where", "words", "pattern", "heal", "missing", "reason", "remove", "keep", "check"}
MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)
CHECKS = {"identity": identity_holds}
"""Tests in code that a rule may name."""
OTHERS = {"mend.toml"}
"""Files whose entries are about bytes, not about lines, and have a test of their own."""


class Rule(NamedTuple):
    """One entry, as far as the tests need it."""

    file: str
    id: str
    kind: str
    scope: str
    where: str
    words: list[str]
    pattern: str
    heal: bool
    reason: str
    remove: list[str]
    keep: list[str]
    check: str


def read(file: Path) -> list[dict[str, object]]:
    entries = tomllib.loads(file.read_text("utf-8"))["rule"]
    assert isinstance(entries, list)
    return entries


def texts(entry: dict[str, object], key: str) -> list[str]:
    found = entry.get(key, [])
    assert isinstance(found, list)
    assert all(isinstance(text, str) and text for text in found), f"{entry['id']}: {key} holds an empty or other value"
    return found


def one(file: str, entry: dict[str, object]) -> Rule:
    return Rule(
        file, str(entry["id"]), str(entry["kind"]), str(entry["scope"]), str(entry.get("where", "any")),
        texts(entry, "words"), str(entry.get("pattern", "")), entry.get("heal") is True, str(entry["reason"]),
        texts(entry, "remove"), texts(entry, "keep"), str(entry.get("check", "")),
    )  # fmt: skip


@cache
def all_rules() -> tuple[Rule, ...]:
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name not in OTHERS)
    return tuple(one(file.name, entry) for file in files for entry in read(file))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


RULES = [rule for rule in all_rules() if rule.scope != "code"]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def plain(example: str) -> str:
    return example.replace("⟦", "").replace("⟧", "")


def marked_spans(example: str) -> list[tuple[int, int]]:
    """Where the marked runs lie once the marks are taken out."""
    return [(m.start() - 2 * i, m.end() - 2 * i - 2) for i, m in enumerate(MARKED.finditer(example))]


def tried(rule: Rule, text: str) -> bool:
    return any(word in text for word in rule.words) if rule.words else len(text) <= SHORT_LINE


def fires(rule: Rule, text: str) -> bool:
    return tried(rule, text) and any(holds(rule, match) for match in compiled(rule.pattern).finditer(text))


def holds(rule: Rule, match: re.Match[str]) -> bool:
    return not rule.check or CHECKS[rule.check](match.group())


def span(match: re.Match[str]) -> tuple[int, int]:
    """Return what an inline rule's match takes out: the group `gone`, if there is one."""
    return match.span("gone" if "gone" in match.re.groupindex else 0)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_only_known_keys(file: Path) -> None:
    for entry in read(file):
        if file.name not in OTHERS:
            assert set(entry) <= KEYS, f"{entry['id']}: {set(entry) - KEYS}"


def test_ids_are_unique_and_well_formed() -> None:
    counts = Counter(rule.id for rule in all_rules())
    assert [name for name, count in counts.items() if count > 1] == []
    assert [name for name in counts if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", name)] == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_kind_scope_and_reason_are_known(rule: Rule) -> None:
    assert rule.kind in {str(kind) for kind in EditKind}
    assert rule.scope in SCOPES
    assert rule.where in PLACES
    assert rule.where == "any" or rule.scope == "line"
    assert len(rule.reason) >= MIN_REASON
    assert (rule.pattern == "") == (rule.scope == "code")


@each_rule
def test_there_are_enough_examples(rule: Rule) -> None:
    assert len(set(rule.remove)) >= MIN_EXAMPLES
    assert len(set(rule.keep)) >= MIN_EXAMPLES


@each_rule
def test_what_must_go_is_found(rule: Rule) -> None:
    for example in rule.remove:
        text = plain(example)
        assert tried(rule, text), f"no word of the rule in: {example}"
        if rule.scope == "inline":
            found = [span(m) for m in compiled(rule.pattern).finditer(text) if holds(rule, m)]
            wanted = marked_spans(example)
            assert wanted, f"nothing marked in: {example}"
            assert found == wanted, f"{example} -> {[text[a:b] for a, b in found]}"
        else:
            assert "⟦" not in example
            assert compiled(rule.pattern).search(text), example


@each_rule
def test_every_word_is_needed(rule: Rule) -> None:
    assert len(set(rule.words)) == len(rule.words), "a word twice"


def meets(rule: Rule, other: Rule) -> bool:
    """Whether a near miss of a rule can stand where the other rule looks."""
    anywhere = rule.scope != "line" or rule.where == "any"
    if other.scope != "line" or other.where == "any":
        return True
    return not anywhere and (rule.where == other.where or "edge" in (rule.where, other.where))


@each_rule
def test_near_misses_survive_every_rule(rule: Rule) -> None:
    """`heal` rules need a dictionary besides their pattern and may match more than they cut: tested with the engine."""
    others = [other for other in RULES if not other.heal and (other is rule or meets(rule, other))]
    hits = {text: [other.id for other in others if fires(other, text)] for text in rule.keep}
    assert {text: names for text, names in hits.items() if names} == {}
    found = [text for text in rule.keep if any(holds(rule, m) for m in compiled(rule.pattern).finditer(text))]
    assert rule.heal or found == []


@each_rule
def test_no_quantifier_stands_over_an_unbounded_one(rule: Rule) -> None:
    """`(a+)+` and its kin backtrack without end. Only `.*` may be unbounded, and only where a line's length is not."""
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", rule.pattern)
    bare = re.sub(r"(?<=[}*+?])\+", "", bare)
    assert not re.search(r"\([^()]*[+*][^()]*\)(?:[+*]|\{\d*,\d*\})", bare), "a repeat of an unbounded repeat"
    unbounded = re.findall(r"[^(][+*]", bare)
    assert set(unbounded) <= (set() if rule.scope == "inline" else {".*"})


def hostile_lines(rule: Rule) -> list[str]:
    """Text made to go wrong: the rule's own examples and words, over and over, and long runs of one sign."""
    seeds = (
        [plain(text) for text in rule.remove] + rule.words + ["…", ".", " ", "(", "（", "1", "字", "《", "-", "a", "% "]
    )
    return [(seed * (HOSTILE_CHARS // len(seed) + 1))[:HOSTILE_CHARS] for seed in seeds]


@each_rule
def test_hostile_text_is_read_in_time(rule: Rule) -> None:
    """Line rules see lines, of any length; inline rules see the page. Both must stay linear."""
    pattern = compiled(rule.pattern)
    slowest = 0.0
    for text in hostile_lines(rule):
        begin = time.process_time()
        sum(1 for _ in pattern.finditer(text)) if rule.scope == "inline" else pattern.search(text)
        slowest = max(slowest, time.process_time() - begin)
    assert slowest < SECONDS_FOR_HOSTILE, f"{slowest:.2f} s"


@pytest.mark.parametrize(
    ("rule_id", "text", "numbers"),
    [
        ("gap.notice", "……(甲文网省略１２０８字,正式会员可完整阅读)……", {"gap": 1208}),
        ("gap.notice_bare", "……此处省略420字……", {"gap": 420}),
        (
            "paywall.cut_end",
            "……(未完，全文共9045字，当前只显示2622字，请阅读下面提示信息。)",
            {"total": 9045, "shown": 2622},
        ),
        ("paywall.cut_end", "(未完,全文共782字,当前显示203字)", {"total": 782, "shown": 203}),
    ],
)
def test_notices_give_their_numbers(rule_id: str, text: str, numbers: dict[str, int]) -> None:
    rule = next(rule for rule in RULES if rule.id == rule_id)
    match = compiled(rule.pattern).search(text)
    assert match
    assert {name: int(value) for name, value in match.groupdict().items() if value} == numbers
