"""Who speaks: the office from title or speaker line, the name where it is stated to be the speaker's, and the level.

A name or office inside the body usually belongs to somebody else, so neither is taken from there. The level follows from
the office; else from what the title calls the whole (全县); else from what the speaker calls his own (我镇).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from parsers.findings import Finding, Part, Span
from parsers.rules import DATA
from schemas import Level

LEVELS = {
    "省": Level.PROVINCE, "州": Level.PREFECTURE, "盟": Level.PREFECTURE, "县": Level.COUNTY, "区": Level.COUNTY,
    "旗": Level.COUNTY, "镇": Level.TOWNSHIP, "乡": Level.TOWNSHIP, "村": Level.VILLAGE,
}  # fmt: skip
OWN_WEIGHT, ORGAN_WEIGHT = 2.0, 1.0
LEAST = 2.0
"""Weight below which the body's words do not decide the level."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the table has it; `{x}` in words and name stands for the character of its level."""

    words: tuple[str, ...]
    name: str
    system: str
    level: Level | None
    example: tuple[str, str]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((DATA / "offices.toml").read_text("utf-8"))


@cache
def offices() -> tuple[Office, ...]:
    """Return the table of offices."""
    return tuple(
        Office(
            tuple(entry["words"]),
            entry["name"],
            entry["system"],
            Level(entry["level"]) if "level" in entry else None,
            (entry["example"][0], entry["example"][1]),
        )  # fmt: skip
        for entry in _tables()["office"]
    )


@cache
def _office_pattern() -> tuple[re.Pattern[str], dict[str, Office]]:
    """Return one pattern over all words of all offices, longest first, and the office of each word."""
    by_word = {word: office for office in offices() for word in office.words}
    words = sorted(by_word, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace(r"\{x\}", "[省市县区州盟旗镇乡村]") for word in words)
    return re.compile(f"(?P<word>{alternatives})"), by_word


_TITLE_HEAD = re.compile(r"(?:在|关于|于|就|对|同|与|做|作|表态|讲话|发言|致辞|致词|——)")
_DEPARTMENT = re.compile(r"(?P<name>[一-鿿]{2,8}局)(?:党组书记、)?局长")
_NAME = re.compile(r"[\s　]*(?P<name>[一-鿿]{2,3}|[一-鿿][\s　]+[一-鿿])(?:同志)?[\s　]*(?=$|[)）\d(（]|在|(?:19|20))")
_STANDS_LAST = re.compile(r"[\s　]*[一-鿿Xx×*＊]{0,3}(?:同志)?[\s　]*$")
_PARTY_HEAD = re.compile(r"(?:[省市县区州盟旗镇乡]|地)(?:委|党委)书记")
_GOVERNMENT_HEAD = re.compile(r"[省市县区州盟旗镇乡]长")
_NO_NAME = re.compile(r"^(?:同志|讲话|发言|致辞|致词|报告|表态|代表|工作|扩大|党委|政府|任职|会议|大会)")


def find_office(part: Part) -> tuple[Finding, ...]:
    """Return findings for speaker_role, speaker_name and level."""
    role = next(_roles(part), ())
    level = _level(part, role)
    return (*role, *level)


def _roles(part: Part) -> Iterator[tuple[Finding, ...]]:
    """Yield what each place at which a speaker is named says: speaker lines first, then the titles."""
    for head in part.heads:
        found = _role_in(part.slice(head), head.start, "office.speaker_line")
        if found:
            yield found
    for title in _titles(part):
        words = part.slice(title)
        head = _TITLE_HEAD.search(words)
        found = _role_in(words[: head.start()], title.start, "office.title") if head is not None else ()
        if found:
            yield found


def _titles(part: Part) -> tuple[Span, ...]:
    """Return the lines that name the speech, its own title first."""
    return (*((part.title_span,) if part.title_span else ()), *part.other_titles)


def _role_in(words: str, offset: int, rule: str) -> tuple[Finding, ...]:
    """Read the last office of a speaker's line, and the name behind it."""
    pattern, by_word = _office_pattern()
    matches = [match for match in pattern.finditer(words) if not words.startswith("人", match.end())]
    if not matches or (rule == "office.title" and not _STANDS_LAST.match(words, matches[-1].end())):
        return ()
    match = max(matches, key=_rank)
    value = _department(words, match) or _named(match["word"], by_word)
    role = Finding("speaker_role", value, offset + match.start(), offset + match.end(), rule)
    last = matches[-1]
    name = _NAME.match(words, last.end())
    if name is None or _NO_NAME.match(name["name"]) or "某" in name["name"]:
        return (role,)
    at = name.start("name")
    return role, Finding("speaker_name", "".join(name["name"].split()), offset + at, offset + name.end("name"), rule)


def _rank(match: re.Match[str]) -> tuple[bool, bool, int]:
    """Order the offices of one person: the head of the party, then of the government, then the one named last."""
    word = match["word"]
    return bool(_PARTY_HEAD.fullmatch(word)), bool(_GOVERNMENT_HEAD.fullmatch(word)), match.start()


def _department(words: str, match: re.Match[str]) -> str | None:
    """Return the office of a head of department with the department: 教育局局长."""
    department = _DEPARTMENT.search(words[: match.end()])
    if department is None or match["word"] != "局长":
        return None
    return re.sub(r"^.*[省市县区州盟旗镇乡]", "", department["name"]) + "局长"


def _named(word: str, by_word: dict[str, Office]) -> str:
    office = by_word.get(word)
    if office is not None:
        return office.name
    for index, character in enumerate(word):
        general = by_word.get(f"{word[:index]}{{x}}{word[index + 1 :]}")
        if general is not None:
            return general.name.replace("{x}", character)
    return word


_TITLE_WHOLE = re.compile(
    r"(?:全|我|本|某|[Xx×*＊]{1,3})(?P<unit>[省市县区州盟旗镇乡村])(?!域)|(?P<place>县(?=乡|镇)|[省市县区州盟旗镇乡村])(?:级|直|委|人大|政协|政府)|(?P<street>街道)"
)
_COUNTIES_BELOW = re.compile(r"各县|各区|县[（(]?市|县市区|区县|县区|市县(?!乡)|两县")
_TOWNSHIPS_BELOW = re.compile(r"各?乡镇|各镇|镇街|镇村|街镇|村级|乡级|各街道")


def _level(part: Part, role: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the level: by office, by what the title calls the whole, or by what the body calls its own."""
    for finding in role:
        if finding.field == "speaker_role":
            decided = _level_of_office(finding.value, part)
            if decided is not None:
                rule = "level.city" if "市" in finding.value else "level.office"
                return (Finding("level", decided, finding.start, finding.end, rule),)
    for title in _titles(part):
        match = _TITLE_WHOLE.search(part.slice(title))
        if match is not None:
            unit = match["unit"] or match["place"] or "镇"
            span = (title.start + match.start(), title.start + match.end())
            if unit == "市":
                return (Finding("level", _city(part), *span, "level.city"),)
            return (Finding("level", LEVELS[unit], *span, "level.title"),)
    return _level_of_body(part)


def _level_of_office(role: str, part: Part) -> Level | None:
    fixed = next((office.level for office in offices() if office.name == role and office.level), None)
    if fixed is not None:
        return fixed
    unit = next((character for character in role if character in "省市县区州盟旗镇乡村"), None)
    if unit is None:
        return None
    return _city(part) if unit == "市" else LEVELS[unit]


def _city(part: Part) -> Level:
    """Decide whether a 市 is a prefecture or of county rank: by what it has below it."""
    body = part.slice(part.body)
    counties, townships = len(_COUNTIES_BELOW.findall(body)), len(_TOWNSHIPS_BELOW.findall(body))
    return Level.COUNTY if townships and not counties else Level.PREFECTURE


def _level_of_body(part: Part) -> tuple[Finding, ...]:
    body = part.slice(part.body)
    best: tuple[float, Level, str] | None = None
    for name, words in _tables()["level"].items():
        own = sum(body.count(word) for word in words["own"])
        weight = own * OWN_WEIGHT + sum(body.count(word) for word in words["organ"]) * ORGAN_WEIGHT
        if weight >= LEAST * (2 if name == "village" else 1) and (best is None or weight > best[0]):
            first = min((word for kind in words.values() for word in kind if word in body), key=body.index)
            best = (weight, _city(part) if name == "city" else Level(name), first)
    if best is None:
        return ()
    at = part.body.start + body.index(best[2])
    rule = "level.city" if "市" in best[2] else "level.body"
    return (Finding("level", best[1], at, at + len(best[2]), rule),)
