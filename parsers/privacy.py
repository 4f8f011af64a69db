"""Personal data: found on the page as it came, taken out of every text, and masked in what is shown of the page.

What is found is cut before anything else is read, so that no title, field, notice or evidence can hold it. The page's
text in a release, and with it the ledger, shows each of its characters as █: same length, so that all offsets hold, and
the ledger applied to the page still gives the speeches. The rules are those of kind `privacy` in `data/rules/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from parsers.rules import CleaningRule, RuleSet, Scope, cleaning_rules
from parsers.trace import Cut
from schemas import EditKind

MASK = "█"
GONE = "gone"
"""The group of a pattern that goes, where that is not the whole match."""

_DIGITS = re.compile(r"\d\d[^\S\n]?[-—－)）]?[^\S\n]?\d{3}")
_CHAT = re.compile("QQ|Qq|qQ|qq|VX|Vx|vX|vx")
_SIGNS = ("@", "微信", "扣扣")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@cache
def privacy_rules() -> RuleSet:
    """Return the rules about personal data inside lines."""
    found = [rule for rule in cleaning_rules().values() if rule.kind is EditKind.PRIVACY]
    return RuleSet([rule for rule in found if rule.scope is Scope.INLINE])


@lru_cache(maxsize=1)
def private_runs(text: str) -> tuple[Cut, ...]:
    """Return the runs of a text that are personal data, as cuts, in no order; they may overlap.

    The last answer is kept: of a page that nothing was mended in, the same is asked before and after.
    """
    if not _may_hold_any(text):
        return ()
    return tuple(
        Cut(start, end, rule.kind, rule.id)
        for rule, low, high in privacy_rules().windows(text)
        for start, end in private(rule, text, low, high)
    )


def _may_hold_any(text: str) -> bool:
    """Tell whether a text has what each of the rules needs: several digits, or a sign of an address."""
    return bool(_DIGITS.search(text)) or any(sign in text for sign in _SIGNS) or bool(_CHAT.search(text))


def private(rule: CleaningRule, text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield where a rule about personal data finds some between two offsets."""
    if rule.pattern is None:
        return
    group = GONE if GONE in rule.pattern.groupindex else 0
    for match in rule.pattern.finditer(text, low, high):
        if rule.check != "identity" or identity_holds(match.group(group)):
            yield match.span(group)


def masked(text: str, runs: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length in which each character of the runs is the mask; line breaks stay."""
    kept: list[str] = []
    done = 0
    for start, end in sorted(runs):
        first = max(start, done)
        kept += (text[done:first], re.sub(r"[^\n]", MASK, text[first:end]))
        done = max(done, end)
    return "".join([*kept, text[done:]])


def without_private(text: str) -> str:
    """Return a text, such as a page's title, with the personal data in it masked."""
    return masked(text, ((cut.start, cut.end) for cut in private_runs(text)))


def identity_holds(number: str) -> bool:
    """Say whether the check digit of an 18-digit identity number is right (GB 11643-1999, ISO 7064 MOD 11-2)."""
    digits = re.sub(r"[^\dXxＸ]", "", number)
    if len(digits) != len(_WEIGHTS) + 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:-1], _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11] == {"x": "X", "Ｘ": "X"}.get(digits[-1], str(digits[-1]))
