"""What is true of a speech on a simulated page, with every value of a field that its words allow."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.corpus import Speech
from benchmarks.simulator.model import Part, TruthSpeech, joined


def truth_speech(part: Part) -> TruthSpeech:
    """Return the truth of a part; raise TypeError if it is no speech."""
    record = part.record
    if not isinstance(record, Speech):
        raise TypeError("no speech")
    shown = "".join(line.shown for line in (*part.head, *part.body))
    return TruthSpeech(
        text=joined(part.body), titles=tuple(part.titles), date=tuple(part.date), level=_levels(record, part, shown),
        role=_roles(part.role), place_code=_codes(record, shown), truncated=part.truncated, gaps=tuple(part.gaps),
    )  # fmt: skip


def _codes(record: Speech, shown: str) -> tuple[str | None, ...]:
    """Return the codes that count as right: of a level above the county that of its own division as well."""
    place = record.place
    if place is None:
        return (None,)
    if record.level == "county" and place.county in shown:
        return (place.code,)
    above = {"prefecture": (f"{place.code[:4]}00",), "province": (f"{place.code[:2]}0000",)}
    return (None, place.code, *above.get(record.level, ()))


def _levels(record: Speech, part: Part, shown: str) -> tuple[str | None, ...]:
    """Return the levels that count as right: whether a 市 that is not named is a prefecture cannot be told."""
    place = record.place
    city = record.level == "prefecture" or (record.level == "county" and place is not None and place.county[-1] == "市")
    named = place is not None and (place.county if record.level == "county" else place.prefecture) in shown
    if city and not named and "市" in record.title + record.role:
        return ("prefecture", "county", None)
    return (record.level,) if part.head else (record.level, None)


def _roles(roles: Iterable[str | None]) -> tuple[str | None, ...]:
    """Return the roles that count as right: of 县委常委、组织部部长 the office alone too, as speaker_role has."""
    return tuple(dict.fromkeys(form for role in roles for form in (role, role and role.rpartition("、")[2])))
