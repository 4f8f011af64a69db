"""The township (镇, 乡, 街道) whose leader speaks: a pattern, since no list of townships by year is to be had.

The list of about 2020 (`parsers.town_names`) lacks the tens of thousands that were merged before.

The word before 镇 has no border in Chinese. It is grown leftwards from two characters as long as the longer word occurs
about as often as the shorter, and stops at characters that belong to the sentence. Called only for township speeches.

Not here: the county, which only the gazetteer can tell (`parsers.places`).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice

from parsers.findings import Finding, Part
from parsers.place_words import Cue, known

_KIND = re.compile(r"[镇乡街](?<=[\u4e00-\u9fff]{2}.)(?:(?<!街)|道)(?![镇乡级])")
_LONGEST = 5
_MOST = 400
"""Names of townships that are looked at: more than any speech has, and few enough to count each one's words."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LIST = "、"
_COUNTY = "县市区旗"
"""What a township's name is bordered by where the county's name stands before it."""


def find_township(part: Part) -> tuple[Finding, ...]:
    """Return the township field, or nothing where no name or more than one has good evidence."""
    text = part.text
    weight: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in islice(_KIND.finditer(text), _MOST):
        stem = _stem(text, match.start())
        if stem is None or _in_list(text, match.start() - len(stem), match.end()):
            continue
        name = stem + match[0]
        if stem[-1] in known().township.endings and not re.search(f"{name}(?:{known().township.organs.pattern})", text):
            continue
        weight[name] += _evidence(part, match.start() - len(stem), match.end())
        first.setdefault(name, (match.start() - len(stem), match.end()))
    for name in weight:
        weight[name] += min(text.count(name.removesuffix("街道").rstrip("镇乡")) - 1, 4)
    ranked = weight.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] * 2 >= ranked[0][1]):
        return ()
    name = ranked[0][0]
    return (Finding("township", name, *first[name], "place.township"),)


def _stem(text: str, end: int) -> str | None:
    """Return the word that ends here, or nothing where its border cannot be told."""
    words = known().township
    longest = 0
    while longest < _LONGEST and end > longest and _opens(text[end - longest - 1], words.stops):
        if longest >= 2 and text[max(0, end - longest - 4) : end - longest].endswith(words.verbs):
            break
        longest += 1
    stems = [text[end - size : end] for size in range(1, longest + 1)]
    if longest < 2 or any(stem in words.stems or stem in words.verbs for stem in stems):
        return None
    if longest < _LONGEST and end > longest and text[end - longest - 1] in _COUNTY:
        return text[end - longest : end]
    size, count = 2, text.count(text[end - 2 : end])
    while size < longest and text.count(text[end - size - 1 : end]) >= max(2, 0.8 * count):
        size += 1
    if size < longest and count < 2:
        return None
    return text[end - size : end]


def _opens(character: str, stops: frozenset[str]) -> bool:
    return character not in stops and bool(_HAN.match(character))


def _in_list(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] == _LIST or text[max(0, start - 1) : start] == _LIST


@cache
def _cues_of_others() -> tuple[Cue, ...]:
    return tuple(cue for cue in known().cues if cue.kind == "other")


def _evidence(part: Part, start: int, end: int) -> int:
    zones = (*part.heads, part.title_span) if part.title_span else part.heads
    if any(zone.start <= start and end <= zone.end for zone in zones):
        return 4
    left, right = part.text[max(0, start - 20) : start], part.text[end : end + 30]
    if any(cue.fits(left, right, full=True) for cue in _cues_of_others()):
        return -3
    addressed = 2 if start and part.text[start - 1] in _COUNTY else 0
    return addressed + (2 if known().township.cues.match(part.text, end) else 1)
