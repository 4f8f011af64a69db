"""What the signs of one place weigh together: words of home, how often it is named, and what lies above and below it.

Not here: which place is taken, which is `parsers.places`, and counties that no word tells (`parsers.place_odds`).
"""

from __future__ import annotations

from collections.abc import Collection

from parsers.gazetteer import upper_ids
from parsers.place_above import OFTEN
from parsers.place_names import Mention
from parsers.place_signs import Sign
from schemas.enums import Level

CLEAR = 2.0
"""What its best sign must weigh: many faint ones are heard of neighbours too."""
UPPER_ORGAN, PREFECTURE_NAMED, PROVINCE_NAMED, UNIQUE, UNIQUE_HOME = 2.0, 1.5, 0.75, 0.5, 1.5
"""What is added where levels above are named, and where no other place of the kind is: most if its people are."""
COUNTIES_NAMED, COUNTY_NAMED = 2.0, 1.0
"""What it adds to a prefecture that two of its counties are named, or one."""
SEVERAL = 2
"""Counties of a prefecture that are named, from which they speak for it."""
CAP = {"plain": 1.0, "home": 6.0}

_BY_PEOPLE = ("place.mentioned_people", "place.context_people_official", "place.character")
"""The cues that its people are spoken of: of another's too, but then seldom as the only place of the speech."""


def weight_of(
    group: list[Sign], named: frozenset[str], organs: frozenset[str], below: int, level: Level | None, *, alone: bool
) -> float:
    """Return the weight of one place; `below` counties of it are named, `organs` are those of levels above."""
    best: dict[Mention, Sign] = {sign.mention: sign for sign in group}
    division = group[0].division
    faint = _is_faint(best.values(), level, alone=alone)
    homes = [sign.weight for sign in best.values() if sign.kind == "home" or (faint and sign.kind == "subject")]
    upper = set().union(*(upper_ids(sign.division) for sign in group))
    vouched = organs | (named if any(sign.home for sign in group) else frozenset())
    by_people = (
        alone and any(sign.rule in _BY_PEOPLE for sign in best.values()) and min(sign.weight for sign in group) >= 0
    )
    backed = bool(vouched & {name for name in upper if not name.endswith("0000")}) or below >= SEVERAL or by_people
    if max(homes, default=0) < CLEAR and not (homes and (backed or _frequent(best.values(), alone=alone))):
        return 0.0
    plain = min(CAP["plain"], sum(sign.weight for sign in best.values() if not sign.home and sign.weight > 0))
    against = sum(sign.weight for sign in best.values() if sign.weight < 0)
    total = min(sum(homes), CAP["home"]) + plain + against + (UNIQUE_HOME if by_people else UNIQUE * alone)
    if division.level is not Level.COUNTY:
        return total + (COUNTIES_NAMED if below >= SEVERAL else COUNTY_NAMED * below)
    return total + _backing(upper, named, organs)


def _is_faint(signs: Collection[Sign], level: Level | None, *, alone: bool) -> bool:
    """Whether it tells a place that it is spoken of without a word that it is another's.

    It does of the only county named, by its full name, and of a prefecture where the speaker is known to lead one: a
    city below it names it, and its counties, as well. Of other counties it is weighed with all else
    (`parsers.place_odds`).
    """
    if any(sign.kind == "other" for sign in signs):
        return False
    if any(sign.division.level is Level.COUNTY for sign in signs):
        return alone and any(sign.mention.full for sign in signs)
    return level is Level.PREFECTURE


def _backing(upper: Collection[str], named: frozenset[str], organs: frozenset[str]) -> float:
    """Return what it adds to a county that the levels above it are named, most where their organs act on it."""
    prefectures = {division for division in upper if not division.endswith("0000")}
    if prefectures & organs:
        return UPPER_ORGAN
    return PREFECTURE_NAMED if prefectures & named else PROVINCE_NAMED * bool(named & frozenset(upper))


def _frequent(signs: Collection[Sign], *, alone: bool) -> bool:
    """Whether a place is named so often, and never as another's, that faint signs do."""
    told = any(sign.mention.full or sign.kind == "home" for sign in signs)
    fewer = told and all(sign.home for sign in signs)
    return alone and len(signs) >= OFTEN - fewer and all(sign.weight > 0 for sign in signs)
