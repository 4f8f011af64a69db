"""The names of divisions in a text, found in one pass, less those that only look like names.

Parents right before a name are kept with it (江苏省苏州市昆山市 is one mention), since they decide which of several
places of one name is meant and since the words before the whole run say what it does in the sentence.

Not here: what a mention says of the speaker's own place, which is `parsers.places`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from parsers.gazetteer import Division, gazetteer, upper_ids
from parsers.lexicon import is_word
from parsers.place_words import known
from schemas.enums import Level

MOST = 4000
"""Names that are looked at: more than any speech has, so that a hostile text costs no more than it should."""
_FEATURE = re.compile(r"[镇乡村街路河湖江桥驿溪峡岭族]|瀑布|山(?![高多大])|社区|办事处|园区|街道")
_TOWNS = re.compile(
    r"(?:、[\u4e00-\u9fff]{2,4}){0,5}(?:等|[两二三四五六七八九几]个|这些)?(?:乡镇|镇街|镇(?![江海远平安原宁])|乡(?!亲)|街道)"
)
"""A list of townships, which are often called like counties elsewhere: 永安、绥阳两个镇."""
_LONGER_WORD = re.compile(
    r"[市](?=场|民(?!政|族|主|委)|容|政(?!府|协|法))|[区](?=域|间|位|别)|[旗](?=帜|舰)|[县](?=域)"
)
_WORD_OF_COUNTY = re.compile(r"[委长城级域直里内乡]|政(?!协|府)")
_NO_COUNTY = tuple("级域直")
_ORGAN = re.compile(r"县委|县人民|县政府|人民(?!政府|法院|检察|群众)|百姓|儿女")
_NUMERALS = frozenset("一二三四五六七八九十百千万两")
_LIST = 12
_JOINED = re.compile(r"(?:、[\u4e00-\u9fff]{2,3})*[、和与及同](?:我们|咱们?)?")
_OURS_OF_TWO = re.compile("(?:我们|咱们)[\u4e00-\u9fff]{2,3}(?:和|与|同|，|。|是)")
_WISH = re.compile(r"(?:建设|创建|打造|争创|共建|共创|建成|营造)(?:一个)?$")
_OF_A_PLACE = re.compile("的(?:山|水|路|茶|老百姓)|这个名字|这[块片]")
"""What follows on a place rather than on the word that its name is."""
_OPENS = ("", "\n", "。", "；", "！", "？", "“")
_VERBS = frozenset("是到来从去离")
"""Words before a full name of two characters that no other word ends with it."""
_BOUNDARY = "让把使为给们咱俺，。；：、！？“”《》（）() \n\t:,;在于与"


class Mention(NamedTuple):
    """A name in the text; `lead` is where the run of parents right before it begins, `above` are those parents.

    `doubtful` is one that is a word too: it counts where the words around it can only be said of the speaker's place.
    `word` is one that is so common a word that it is asked for only where all else is weighed (`parsers.place_odds`).
    """

    start: int
    end: int
    name: str
    full: bool
    lead: int
    above: tuple[Division, ...]
    doubtful: bool = False
    word: bool = False


@cache
def is_full(name: str) -> bool:
    """Whether a name is a full one: 旌德县, or 喀左县 for a name too long to say."""
    return bool(gazetteer().full(name)) or name in known().aliases


@cache
def bearers_of(name: str) -> tuple[Division, ...]:
    """Return the divisions, of any year, that a full name, an alias or a short name stands for."""
    full = known().aliases.get(name, name)
    return gazetteer().full(full) or gazetteer().short(name)


def find_mentions(text: str) -> list[Mention]:
    """Return the names of divisions in the text, in order."""
    return [mention for mention in names_and_words(text) if not mention.word]


@lru_cache(maxsize=2)
def names_and_words(text: str) -> tuple[Mention, ...]:
    """Return the names of divisions in the text, and the words like them that open a sentence, in order.

    Kept for the text just read, since its place is asked for again when the year or the level is better known.
    """
    table, found = known(), list[Mention]()
    chain: list[Division] = []
    lead = last = -1
    for index, start, end in table.automaton.find_matches_as_indexes(text)[:MOST]:
        name = table.words[index]
        if name in table.guards:
            continue
        bearers = bearers_of(name)
        if start != last or not _above(chain, bearers):
            chain, lead = [], start
        mention = Mention(start, end, name, is_full(name), lead, tuple(chain))
        last, chain = end, [*chain, *bearers]
        if _is_name(text, mention):
            found.append(mention)
        elif mention.full and _may_be_county(text, mention):
            found.append(mention._replace(doubtful=True))
    return tuple(_judged(found, text)) if found else ()


def _judged(found: Sequence[Mention], text: str) -> list[Mention]:
    """Return the names that are no words here; those that words of home alone can make names are marked doubtful."""
    spelled = {bearer.id for mention in found if mention.full for bearer in bearers_of(mention.name)}
    sure = [mention for mention in found if mention.full or mention.name not in known().ambiguous]
    prefectures = frozenset(bearer.id for mention in sure for bearer in _prefectures(mention))
    region = prefectures | {bearer.parent for mention in sure for bearer in bearers_of(mention.name)}
    judged = []
    for index, mention in enumerate(found):
        near = found[max(0, index - 1) : index + 2]
        if not _is_word_too(mention, spelled) or _is_told(text, mention, prefectures, near):
            judged.append(mention)
        elif _may_be_name(text, mention):
            judged.append(mention._replace(doubtful=True))
        elif _opens_sentence(text, mention) or _is_of_region(mention, region):
            judged.append(mention._replace(word=True))
    return judged


def _prefectures(mention: Mention) -> tuple[Division, ...]:
    bearers = bearers_of(mention.name)
    return tuple(bearer for bearer in bearers if bearer.level is Level.PREFECTURE)


def _is_word_too(mention: Mention, spelled: set[str]) -> bool:
    """Whether a name is short, an ordinary word too, and not spelled out elsewhere in the text."""
    if mention.full or mention.above or mention.name not in known().ambiguous:
        return False
    return spelled.isdisjoint(bearer.id for bearer in gazetteer().short(mention.name))


def _is_told(text: str, mention: Mention, prefectures: frozenset[str], near: Sequence[Mention]) -> bool:
    """Whether something says that a word is a name here: its prefecture, what stands around it, a sister beside it."""
    words, name = known(), mention.name
    prefecture = not prefectures.isdisjoint(_above_any(name))
    if prefecture and name not in words.hard:
        return True
    if name in words.nouns or name in words.hard:
        left, right = text[max(0, mention.start - 6) : mention.start], text[mention.end : mention.end + 30]
        told = any(frame.fits(left, right, prefecture=prefecture) for frame in words.frames)
        return (told and not _is_part_of_any_city(name)) or _has_sister(text, mention, near)
    return name in words.borders and _stands_free(text, mention)


@cache
def _above_any(name: str) -> frozenset[str]:
    """Return the ids of the levels above all places of a short name."""
    return frozenset[str]().union(*(upper_ids(bearer) for bearer in gazetteer().short(name)))


def _is_part_of_any_city(name: str) -> bool:
    return any(name + kind in known().generic for kind in ("", "区", "市"))


def _stands_free(text: str, mention: Mention) -> bool:
    """Whether a mark of punctuation is before a name, and no common word lies across its end."""
    before = text[mention.start - 1 : mention.start]
    return not (before and before.isalnum()) and not is_word(text[mention.end - 1 : mention.end + 1])


def _has_sister(text: str, mention: Mention, near: Sequence[Mention]) -> bool:
    """Whether a county of the same prefecture, whose name is no word, stands beside it as in a list."""
    parents = {bearer.parent for bearer in gazetteer().short(mention.name)}
    sisters = [each for each in near if each.name not in known().ambiguous and _is_beside(text, each, mention)]
    return any(bearer.parent in parents for sister in sisters for bearer in bearers_of(sister.name))


def _is_beside(text: str, one: Mention, other: Mention) -> bool:
    first, second = sorted((one, other))
    return first.end + 1 == second.lead and text[first.end] in "、和与及同跟"


def _may_be_name(text: str, mention: Mention) -> bool:
    """Whether a doubtful name shares no character with a common word around it, and is no common word of speeches."""
    start, end = mention.start, mention.end
    if mention.name in known().hard or mention.name in known().nouns:
        return False
    return not (start and is_word(text[start - 1 : start + 1])) and not is_word(text[end - 1 : end + 1])


def _is_of_region(mention: Mention, region: Set[str]) -> bool:
    """Whether a word can be the name of a county of a prefecture that is named, itself or by a county of it.

    A word that shares a character with another word around it is none, nor what any city calls a part of it.
    """
    bearers = gazetteer().short(mention.name)
    return not _is_part_of_any_city(mention.name) and not region.isdisjoint(each.parent for each in bearers)


def _opens_sentence(text: str, mention: Mention) -> bool:
    """Whether a sentence opens with a common word, or 我们 stands before it, and no other word lies across its end.

    A clause that opens with it does where what follows is said of places.
    """
    before = text[max(0, mention.start - 2) : mention.start]
    opens = before[-1:] in _OPENS or before in ("我们", "整个") or before[-1:] == "咱"
    opens = opens or (before[-1:] == "，" and bool(_OF_A_PLACE.match(text, mention.end)))
    return opens and not is_word(text[mention.end - 1 : mention.end + 1])


def _above(chain: list[Division], bearers: tuple[Division, ...]) -> bool:
    return any(parent.id in upper_ids(bearer) for parent in chain for bearer in bearers if parent.level != bearer.level)


def _is_name(text: str, mention: Mention) -> bool:
    """Whether the characters are a name at all, and not part of a longer word."""
    start, end, name = mention.start, mention.end, mention.name
    if mention.full and (_LONGER_WORD.match(text, end - 1) or _is_wished(text, mention)):
        return False
    if not mention.full and "、" in text[max(0, start - 1) : end + 1] and _TOWNS.match(text, end):
        return False
    if not mention.full and (_FEATURE.match(text, end) or text[end : end + 1] in set("县市区旗")):
        return False
    if mention.above:
        return True
    before = text[start - 1 : start]
    if name[0] in _NUMERALS and before in _NUMERALS:
        return False
    clear = not before or before in _BOUNDARY or text[max(0, start - 2) : start] in ("中共", "政协")
    if name in known().generic:
        return clear and name[-1] not in "区市" and text[end : end + 1] not in _NO_COUNTY
    if len(name) > 2 or not mention.full:
        return True
    opens = not before or not before.isalnum() or text[max(0, start - 2) : start] in ("在", "\n在")
    opens = opens or before in "咱俺"
    if before in _VERBS and name[0] not in known().hazards:
        return not is_word(text[start - 1 : start + 1])
    return clear and (
        name[0] not in known().hazards
        or bool(_ORGAN.match(text, end))
        or (opens and not _WORD_OF_COUNTY.match(text, end))
    )


def _is_wished(text: str, mention: Mention) -> bool:
    """Whether a full name is a kind of county that is to be: 建设平安县."""
    return mention.name[:-1] in known().hard and bool(_WISH.search(text, max(0, mention.start - 6), mention.start))


def _may_be_county(text: str, mention: Mention) -> bool:
    """Whether a full name of two characters behind another word may be one: 说曹县的泡桐, 中国粮仓看滑县."""
    start, end, name = mention.start, mention.end, mention.name
    if len(name) > 2 or name in known().generic or name[0] in known().hazards:
        return False
    if _LONGER_WORD.match(text, end - 1) or _WORD_OF_COUNTY.match(text, end):
        return False
    return not is_word(text[start - 1 : start + 1])


def listed(mentions: Sequence[Mention], text: str) -> frozenset[Mention]:
    """Return the mentions that another name stands beside, joined as in a list, less the one that is called ours.

    The names between them need not be known as such: 龙州、大新、扶绥和我们宁明.
    """
    pairs = [(a, b) for a, b in pairwise(mentions) if b.lead - a.end < _LIST and _JOINED.fullmatch(text, a.end, b.lead)]
    beside = {mention for pair in pairs for mention in pair}
    return frozenset(mention for mention in beside if not _OURS_OF_TWO.match(text, mention.lead - 2))
