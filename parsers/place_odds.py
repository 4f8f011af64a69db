"""How likely each county that a body names is the speaker's own, where no single word of it decides.

Home often leaks once, at the beginning of a clause and with no word of its own, among neighbours and models that are
marked as others'. So all that is true of a place and its mentions is counted, each with the weight that authored
speeches give it (data/place_odds.toml, fitted by benchmarks/place_odds.py): a conditional logit (McFadden 1974) of the
places named and of none of them. A place is taken where its share is large enough. Prefectures are not asked for: a
speaker who leads one names it, or its counties.

Not here: places that title, head or a cue tell (`parsers.places`), and what is true of one mention
(`parsers.place_features`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from math import exp, fsum
from typing import NamedTuple

from parsers.findings import Part
from parsers.gazetteer import Division, gazetteer, upper_ids
from parsers.place_features import features_of, odds
from parsers.place_names import Mention, listed
from parsers.place_signs import Sign
from parsers.place_towns import NEAR
from parsers.seats import kilometres
from parsers.town_names import telling_words
from schemas.enums import Level

MANY, MANY_PLACES = 200, 40
"""Mentions, and places, from which a text is a list of places, and none is likely."""
OFTEN = 3
FEW = 2
"""Places among which being the only one that is not marked as another's says less."""
SHUT = frozenset(
    ("beside", "beside_it", "cue_other", "listed", "moved_to", "near_moving", "next_door", "there", "too", "word")
)
"""What says of a mention that it is another's or no name; a place with a mention that has none of it is open."""
MARKS = SHUT | {"model", "away", "of_others", "in_the_news", "compared", "contrasted", "led"}
"""The same, and what says so less surely."""
LEANING = "leaning"
"""What is true of the place that the cues of all mentions together speak for."""
TELLS = frozenset(("cue_home_strong", "full", LEANING, "ours", "quoted", "quoted_alone", "spoken_of"))
"""What is true of a place if it is of one of its mentions."""
HOME = frozenset(("cue_home_strong", "its_people", "ours"))
"""Words of home; a place that everybody speaks of, or whose prefecture may be meant, is less likely without them."""
TELLING = frozenset(("come_to", "defined", "its_name", "named_as", "near_heritage", "ours"))
"""Words that make a place of a name that is a word too."""
GOODS = 8
"""Characters at most from one name to the next in a list of goods: 〔安溪〕铁观音、〔金华〕火腿."""
FULL_STOP = re.compile(r"[。！？!?\n]")


class Candidate(NamedTuple):
    """A place that the body names, with its features: 1 if true of it, or the share of its mentions."""

    signs: tuple[Sign, ...]
    features: Mapping[str, float]


def find_likely(
    part: Part, signs: Sequence[Sign], own: str | None, level: Level | None, leaning: str | None
) -> list[Sign]:
    """Return the signs of the place that is likely enough to be the speaker's, in order, or none.

    `signs` are all of the part; `own` is the kind of place that the speaker calls his (县, 市), `level` his own level,
    None where it is not known; `leaning` is the id of the county that cues speak for, taken together.
    """
    found, table = candidates(part, signs, own, level, leaning), odds()
    chances = [exp(fsum(table.weights[name] * count for name, count in each.features.items())) for each in found]
    if not found or chances.count(max(chances)) > 1:
        return []
    best = found[chances.index(max(chances))]
    needed = table.share_told if LEANING in best.features else table.share
    if max(chances) < needed * (1 + sum(chances)):
        return []
    told = [sign._replace(rule="place.odds") for sign in best.signs]
    return _of_kind(told, own) or _of_kind(_of_history(told), own) or told


def candidates(
    part: Part, signs: Sequence[Sign], own: str | None, level: Level | None, leaning: str | None
) -> list[Candidate]:
    """Return the counties that the body may mean by the speaker's own, with all that is true of them."""
    places = _meant(part, signs, level)
    by_mention = {sign.mention: sign for group in places.values() for sign in group}
    if not by_mention or len(by_mention) > MANY or len(places) > MANY_PLACES:
        return []
    in_lists = listed([mention for mention in by_mention if not mention.word], part.text)
    read = {
        mention: {*features_of(part, sign, in_list=mention in in_lists)} for mention, sign in sorted(by_mention.items())
    }
    for mention in _in_parallel(part.text, signs, in_lists) & read.keys():
        if "quoted_alone" not in read[mention]:
            read[mention].add("parallel")
    among = _Among(places, read, signs, part.text)
    if leaning in places:
        for sign in places[leaning]:
            read[sign.mention].add(LEANING)
    found = [Candidate(tuple(group), _features(place, group, own, level, among)) for place, group in places.items()]
    return [each for each in found if not {"word", "untold_word"} <= each.features.keys()]


def _meant(part: Part, signs: Sequence[Sign], level: Level | None) -> dict[str, list[Sign]]:
    """Return the signs of the counties, by id, that a body may mean by the speaker's own.

    None is one that title or head call another's; nor, where his level is not known, one that shares its name with a
    prefecture.
    """
    if level in (Level.PROVINCE, Level.PREFECTURE):
        return {}
    cities = {sign.mention for sign in signs if sign.division.level is Level.PREFECTURE} if level is None else set()
    visited = {sign.division.id for sign in signs if sign.mention.start < part.body.start and sign.kind == "other"}
    places: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        inside = sign.mention.start >= part.body.start and sign.division.level is Level.COUNTY
        if inside and sign.mention not in cities and sign.division.id not in visited:
            places[sign.division.id].append(sign)
    if level is Level.TOWNSHIP:
        return {place: group for place, group in places.items() if not _is_a_town(part.text, group[0].mention)}
    return places


def _is_a_town(text: str, mention: Mention) -> bool:
    return any(mention.name + kind in text for kind in ("镇", "乡", "街道"))


def _in_parallel(text: str, signs: Sequence[Sign], in_lists: Collection[Mention]) -> set[Mention]:
    """Return the mentions that open a clause of a sentence of which another place opens a clause too."""
    mentions = sorted({sign.mention for sign in signs} - set(in_lists))
    divisions = {sign.mention: sign.division for sign in signs}
    opening = [each for each in mentions if not each.word and not text[each.lead - 1 : each.lead].isalnum()]
    pairs = [
        (one, other)
        for one, other in pairwise(opening)
        if one.name[:2] != other.name[:2] and not _akin(divisions[one], divisions[other])
    ]
    return {each for pair in pairs if _beside(text, *pair) for each in pair}


def _beside(text: str, one: Mention, other: Mention) -> bool:
    """Whether two places open clauses of one sentence, or stand before two goods of a list."""
    if text[other.lead - 1] == "、" and other.lead - one.end > GOODS:
        return False
    return not FULL_STOP.search(text, one.end, other.lead)


def _akin(one: Division, other: Division) -> bool:
    """Whether one of two places is the other, or lies in it."""
    return one.id == other.id or one.id in upper_ids(other) or other.id in upper_ids(one)


def _features(
    place: str, group: Sequence[Sign], own: str | None, level: Level | None, among: _Among
) -> dict[str, float]:
    """Return what is true of a place: of it all, and of what share of its mentions.

    What tells home is true of a place if it is of one mention; a speech that names its own county ten times says now
    and then of it what is said of others.
    """
    mentions = {sign.mention for sign in group}
    count = len(mentions)
    said = Counter(name for mention in mentions for name in among.read[mention])
    features: dict[str, float] = {name: 1 if name in TELLS else times / count for name, times in said.items()}
    features |= dict.fromkeys(_of_place(place, group, own, among), 1)
    features |= dict.fromkeys(_untold(features.keys(), level), 1)
    if {"full", "alone"} <= features.keys() and "led" not in features:
        features["full_alone"] = 1
    return features


def _of_place(place: str, group: Sequence[Sign], own: str | None, among: _Among) -> Iterator[str]:
    """Yield what is true of a place whatever its mentions say."""
    count = len({sign.mention for sign in group})
    yield from ("place", "once" if count == 1 else "twice" if count < OFTEN else "often")
    if own not in (None, "镇"):
        yield "kind_same" if _of_kind(group, own) else "kind_other"
    yield from among.others(place)
    yield from among.around(place)
    yield from among.region(group[0].division)


def _of_history(signs: Sequence[Sign]) -> list[Sign]:
    """Return the signs for all that the place was called: 盘县火腿 is still sold where the mayor of 盘州市 speaks."""
    line = gazetteer().history(signs[0].division)
    return [sign._replace(division=division) for sign in signs for division in line]


def _of_kind(signs: Sequence[Sign], own: str | None) -> list[Sign]:
    return [sign for sign in signs if own and sign.division.name.endswith("地区" if own == "地" else own)]


def _untold(named: Set[str], level: Level | None) -> Iterator[str]:
    """Yield what a place lacks that needs words of home: its name is a word too, or it is in everybody's mouth.

    So does one whose prefecture is named where that may be the speaker's own.
    """
    if {"doubtful", "word"} & named and not named & (TELLING | {"free_region", "prefecture_named"}):
        yield "untold_word"
    told = named & (HOME | {"its_name", "named_as"})
    if "model" in named and not told:
        yield "untold_model"
    if level is None and "prefecture_named" in named and not told:
        yield "rank_unknown"


class _Among:
    """The places of a body beside each other, given by id; `read` has the features of each mention."""

    def __init__(
        self, places: Mapping[str, Sequence[Sign]], read: Mapping[Mention, set[str]], signs: Sequence[Sign], text: str
    ) -> None:
        self.neighbours = {
            place: sum(kilometres(place, other) < NEAR for other in places if other != place) for place in places
        }
        self.towns = {place: sum(word in text for word in telling_words(place)) for place in places}
        self.read = read
        self.open = {place for place, group in places.items() if any(_is_open(read[sign.mention]) for sign in group)}
        self.free = {
            group[0].division for group in places.values() if any("listed" not in read[sign.mention] for sign in group)
        }
        self.many = len(places) > FEW
        self.provinces = {place: _province(group[0].division) for place, group in places.items()}
        self.of_province = Counter(self.provinces.values())
        self.alike = {place for place in places if self._is_alike(places[place], self.provinces[place])}
        self.marks = {place: min(len(MARKS & read[s.mention]) for s in group) for place, group in places.items()}
        self.bearers = Counter(mention for group in places.values() for mention in {sign.mention for sign in group})
        self.places = places
        sure = [sign for sign in signs if not sign.mention.word]
        self.counties = {sign.division for sign in sure if sign.division.level is Level.COUNTY}
        self.above = {s.division.id for s in sure if s.kind != "other" and s.division.level is not Level.COUNTY}

    def _is_alike(self, group: Sequence[Sign], province: str) -> bool:
        """Whether a place is open, or shut only because its name is a word, with others of its province beside it."""
        pardoned = {"word"} if self.of_province[province] > 1 else set()
        return any(_is_open(self.read[sign.mention] - pardoned) for sign in group)

    def others(self, place: str) -> Iterator[str]:
        """Yield whether it alone is open, or others are too, and whether another place has its name."""
        rivals, province = self.open - {place}, self.provinces[place]
        alone = self.of_province[province] == 1
        if place in self.alike:
            yield "rival_open" if rivals else "only_open"
            if not rivals and self.many:
                yield "only_open_of_many"
            if not (rivals and alone) and all(self.provinces[rival] != province for rival in rivals):
                yield "only_open_near"
        near = (other for other in self.places if other != place and self.provinces[other] == province)
        if not alone and all(self.marks[other] > self.marks[place] for other in near):
            yield "fewest_marks"
        if any(self.bearers[sign.mention] > 1 for sign in self.places[place]):
            yield "namesakes"

    def around(self, place: str) -> Iterator[str]:
        """Yield how many of the others lie near it, and whether townships of it are named."""
        neighbours = self.neighbours[place]
        if neighbours:
            yield "neighbours" if neighbours > 1 else "a_neighbour"
            if all(neighbours > self.neighbours[other] for other in self.places if other != place):
                yield "most_neighbours"
        elif len(self.places) > 1:
            yield "no_neighbour"
        if self.towns[place]:
            yield "its_towns" if self.towns[place] > 1 else "its_town_named"
        elif any(self.towns.values()):
            yield "towns_of_another"

    def region(self, division: Division) -> Iterator[str]:
        """Yield what else is named of its prefecture and its province."""
        above = upper_ids(division)
        provinces = {name for name in above if name.endswith("0000")}
        others = [upper_ids(other) for other in self.counties if other.id != division.id]
        sisters = sum(bool(other & (above - provinces)) for other in others)
        sister = sisters > 0
        near = any(other & provinces for other in others)
        if not near:
            yield "foreign" if others else "alone"
        if sister:
            yield "sister"
        if sisters > 1:
            yield "sisters"
        rest = [upper_ids(other) for other in self.free if other.id != division.id]
        if len(rest) < len(self.free):
            alone = near and not any(other & provinces for other in rest)
            yield from (
                name for name, holds in (("free_sister", sister), ("free_region", near), ("free_alone", alone)) if holds
            )
        if (above - provinces) & self.above:
            yield "prefecture_named"
        elif provinces & self.above:
            yield "province_named"
        elif not others:
            yield "nothing_near"


def _province(division: Division) -> str:
    return next((name for name in sorted(upper_ids(division)) if name.endswith("0000")), "")


def _is_open(features: Collection[str]) -> bool:
    return "unmarked" in features and SHUT.isdisjoint(features)
