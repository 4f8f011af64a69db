"""Every rule that an edit or an evidence may name, with its reason, as a release lists them.

Cleaning rules, readers of fields, the cues by which places are read and the kinds of speech come from four files; here
they are one list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tomli

from parsers.rules import DATA, cleaning_rules
from schemas import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules in the order of their ids, which are unique over all files."""
    return tuple(sorted((*_cleaning(), *_readers()), key=lambda rule: rule.rule_id))


def _cleaning() -> Iterator[Rule]:
    for rule in cleaning_rules().values():
        yield Rule(rule.id, rule.kind, rule.scope, rule.reason, rule.pattern.pattern if rule.pattern else None)


def _readers() -> Iterator[Rule]:
    for entry in tomli.loads((DATA / "readers.toml").read_text("utf-8"))["reader"]:
        yield Rule(entry["id"], entry["field"], "code", entry["reason"])
    for entry in tomli.loads((DATA / "places.toml").read_text("utf-8"))["cue"]:
        yield Rule(entry["id"], "place_name", "code", entry["reason"])
    for entry in tomli.loads((DATA / "genres.toml").read_text("utf-8"))["genre"]:
        yield Rule(entry["id"], "genre", "code", entry["reason"])
