"""The only county that a speech names as nobody else's: where its own name was masked it mostly leaks once.

A county is another's where a word says so, where a level above is named right before it (a leader who speaks of home in
running text leaves out the province), and where it stands in a list. If all others are, and each clause that names the
one left opens with it, it is the speaker's, provided that more speaks for home: its prefecture is named, it is named
twice, or the sentence says what is or is to be here and now.

Not here: what each mention says by itself, which is `parsers.place_signs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from parsers.gazetteer import upper_ids
from parsers.place_names import Mention
from parsers.place_signs import Sign, sentence
from schemas.enums import Level

_HERE_AND_NOW = re.compile(
    r"我们(?!晚|看|学|去|到|考察|买|请|派|差|缺|没|的(?:[只才还却卖])|[只才还却])|咱|轮到|这个[^，。；]{0,12}[县市区旗]|"
    r"这(?:[片块方里]|[条座场些][路桥山河江雨雪]|几年|些年)|不再|省城|市民|"
    r"[缺穷](?!席)|欠账|底子|倒数|几代人|祖祖辈辈|世世代代|靠它|心里有数|"
    r"(?<![重主需想])要(?![求素点闻])|必须|务必|不许|不能|不准|不得|严禁|应当|今[年天冬春夏秋]|明[年天]|眼下|马上|"
    r"如今(?![已有是成])|可望|有望|争取|力争|[也都就先]得(?!到)|头等大事|谁来|[县市区旗]里"
)
"""What is said of one's own place: what it is to do, what is expected, how things stand today."""


def find_lone(signs: Sequence[Sign], text: str, fits: Callable[[Sign], bool], level: Level | None) -> str | None:
    """Return the id of the only county, or prefecture, that is not another's, where clauses open with it as home.

    `fits` tells whether a division is of the kind and level that the speaker's is; `level` is the speaker's, without
    which the county may be one of those below him. Nothing where a prefecture that has no part in it is spoken of.
    """
    rank = Level.PREFECTURE if level is Level.PREFECTURE else Level.COUNTY
    counties = [sign for sign in signs if sign.division.level is rank and fits(sign)]
    ids = {sign.division.id for sign in counties if not _of_others(sign)}
    own = [sign for sign in counties if sign.division.id in ids]
    if len(ids) != 1 or not all(_opens_for_home(sign) for sign in own):
        return None
    above = frozenset(ids).union(*(upper_ids(sign.division) for sign in own))
    leads = {sign.mention.lead for sign in signs if sign.mention.above}
    prefectures = [
        sign for sign in signs if sign.division.level is Level.PREFECTURE and sign.mention.start not in leads
    ]
    if any(_speaks_against(sign, above) for sign in prefectures):
        return None
    mentions = {sign.mention for sign in own}
    vouched = rank is Level.COUNTY and any(sign.division.id in above for sign in prefectures)
    told = len(own) == len(counties) and (vouched or len(mentions) > 1)
    here = level is not None and any(_is_here_and_now(text, mention) for mention in mentions)
    return ids.pop() if told or here else None


def _of_others(sign: Sign) -> bool:
    """Whether the words around a county say that it is another's, or it stands in a list or behind its province."""
    return bool(sign.mention.above) or not sign.home


def _opens_for_home(sign: Sign) -> bool:
    """Whether a clause opens with it, or a cue speaks for its short name: full ones stand in papers of others too."""
    return not sign.mention.above and (sign.opens or (sign.kind == "home" and not sign.mention.full))


def _speaks_against(sign: Sign, above: frozenset[str]) -> bool:
    """Whether a prefecture is named as another's though the county is below it, or spoken of though it is not."""
    return sign.weight < 0 if sign.division.id in above else sign.home


def _is_here_and_now(text: str, mention: Mention) -> bool:
    return any(_HERE_AND_NOW.search(half) for half in sentence(text, mention))
