"""Whether a prefecture that a text names is the speaker's, or the level above the city of county rank that he leads.

A 市长 who names a 市 may speak of his own or of the one above: where his rank is not known, a prefecture needs a strong
cue, many mentions, or several of its counties named and none of them as home; and a county below one that has neither
needs a cue of its own, or an organ of the prefecture that acts on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from parsers.place_signs import Sign
from schemas.enums import Level

SURE = 3.0
"""What the best sign of a prefecture must weigh where the speaker's 市 may be a city of county rank below it."""
OFTEN = 3
"""Mentions from which faint signs do, where no other place of the kind is named half as often."""
COUNTIES_NEEDED = 3
"""How many counties of a prefecture must be named where it is not named itself, or faintly only."""


def told_by_counties(signs: Sequence[Sign]) -> frozenset[str]:
    """Return the ids of the prefectures of which many counties are named, a city of its own name not counted."""
    counts = Counter(sign.division.parent for sign in signs if sign.division.level is Level.COUNTY)
    return frozenset(
        parent for parent, count in counts.items() if count >= COUNTIES_NEEDED and _has_many(parent, signs)
    )


def _has_many(prefecture: str, signs: Sequence[Sign]) -> bool:
    """Whether enough of its counties are named, and none of them as home."""
    counties = [sign for sign in signs if sign.division.parent == prefecture and sign.weight >= 0]
    own = {sign.mention.name for sign in signs if sign.division.id == prefecture}
    named = {sign.division.id for sign in counties if sign.mention.name not in own}
    return len(named) >= COUNTIES_NEEDED and all(sign.kind != "home" for sign in counties)


def without_above(
    groups: Mapping[tuple[Level, str], list[Sign]], counted: Collection[str], organs: Collection[str]
) -> dict[tuple[Level, str], list[Sign]]:
    """Return the signs by place without the prefectures that may be above the speaker's, nor counties told by them.

    `counted` are prefectures told by their counties, `organs` those of levels above that act on the speaker.
    """
    above = {key[1] for key, group in groups.items() if key[1] not in counted and _may_be_above(group)}
    return {
        key: group
        for key, group in groups.items()
        if key[1] not in above and not (group[0].division.parent in above - set(organs) and _is_faint(group))
    }


def _may_be_above(group: Sequence[Sign]) -> bool:
    """Whether a prefecture is spoken of as the leader of a county below it does too: seldom, and by no strong cue."""
    seldom = len({sign.mention for sign in group}) < OFTEN
    return group[0].division.level is Level.PREFECTURE and seldom and max(sign.weight for sign in group) < SURE


def _is_faint(group: Sequence[Sign]) -> bool:
    return all(sign.kind != "home" for sign in group)
