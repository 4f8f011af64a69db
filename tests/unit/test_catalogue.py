"""The catalogue names every rule that code or data can name, once, and says why it exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import parsers
from parsers.catalogue import all_rules
from parsers.genre import signals
from parsers.rules import cleaning_rules
from schemas import EditKind, Speech

ROOT = Path(parsers.__file__).parent
RULE_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
FIRST_PARTS = {rule.rule_id.split(".")[0] for rule in all_rules()}


def constants_in(path: Path) -> set[str]:
    """Return the strings of a module that can be ids of rules: two words and a dot, the first one known."""
    signal_ids = {signal.id for signal in signals()} | {"speech.salutation", "speech.title", "speech.meeting_title"}
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and RULE_ID.fullmatch(node.value)
        and node.value.split(".")[0] in FIRST_PARTS
        and not node.value.endswith((".toml", ".txt", ".tsv", ".py"))
    } - signal_ids


def test_ids_are_unique_and_sorted() -> None:
    ids = [rule.rule_id for rule in all_rules()]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert ids == sorted(ids)


def test_every_rule_says_what_it_is_and_why() -> None:
    for rule in all_rules():
        assert rule.kind, rule
        assert rule.scope in {"inline", "line", "tail", "code"}, rule
        assert len(rule.reason) >= 15, rule


def test_the_kind_of_a_rule_is_a_kind_of_edit_or_a_column() -> None:
    kinds = {str(kind) for kind in EditKind} | set(Speech.__dataclass_fields__)
    assert {rule.kind for rule in all_rules()} - kinds == set()


def test_every_cleaning_rule_is_in_it() -> None:
    assert set(cleaning_rules()) <= {rule.rule_id for rule in all_rules()}


def test_every_rule_that_code_names_is_in_it() -> None:
    known = {rule.rule_id for rule in all_rules()}
    named = {(path.name, name) for path in sorted(ROOT.rglob("*.py")) for name in constants_in(path)}
    assert {item for item in named if item[1] not in known} == set()


def test_every_genre_that_a_page_can_be_turned_away_for_is_in_it() -> None:
    known = {rule.rule_id for rule in all_rules()}
    genres = {signal.toward for signal in signals()} - {"speech", "local"} | {"no_text", "no_speech", "notice"}
    assert {f"not_speech.{genre}" for genre in genres} - known == set()


def test_a_pattern_is_told_where_a_rule_has_one() -> None:
    patterns = {rule.rule_id: rule.pattern for rule in all_rules()}
    for rule in cleaning_rules().values():
        assert patterns[rule.id] == (rule.pattern.pattern if rule.pattern else None)
