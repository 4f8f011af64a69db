"""What kind of place the speaker calls his own: 我县, 全市 and 镇党委 tell a county, a city and a township.

Not here: the level of the speech as a field (`parsers.levels`), which asks title and office first.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from parsers.findings import Part
from schemas.enums import Level

_SELF = re.compile(
    r"([县市区旗州盟省地镇乡街])(?:"
    r"(?<=[我全本][县市区旗州盟省镇乡])"
    r"|(?<![各社园小山景辖校库、市(（].)(?:(?<=[县市区旗州盟省])(?:委(?!员|托|派|屈)|政府|人大|政协)|(?<=地)委(?!员|托|派|屈))"
    r"|(?<![乡各、].)(?<=[镇乡])(?:党委|政府)"
    r"|(?<=[我全]街)道)"
)
"""The kinds of place that speakers call theirs: 我县, 全市, 镇党委. It begins with a class for the sake of speed."""
_ORDER = "镇县旗地区市州盟省"


def own_kind(part: Part, level: Level | None) -> str | None:
    """Return the kind of place (镇 县 旗 区 市 州 盟 省) that the speaker calls his own, as far as the words tell.

    Speakers name the levels above theirs as well, so the lowest kind that is not rare is taken.
    """
    if level in (Level.TOWNSHIP, Level.VILLAGE):
        return "镇"
    allowed = {Level.COUNTY: "县旗区市", Level.PREFECTURE: "市州盟地", Level.PROVINCE: "省市区"}.get(
        level or Level.VILLAGE
    )
    counts = _counts(part.text)
    if level is Level.PREFECTURE:
        # A 地区 is called 全区 by its leaders, who have no 市 to speak of.
        counts = counts + Counter({"地": counts["区"]})
    kinds = {kind: count for kind, count in counts.items() if allowed is None or kind in allowed}
    floor = 0.35 * max(kinds.values(), default=0)
    return next((kind for kind in _ORDER if kinds.get(kind, 0) >= max(floor, 1)), None)


@lru_cache(maxsize=2)
def _counts(text: str) -> Counter[str]:
    """Return how often a text names each kind as the speaker's; kept for the text just read, which is asked again."""
    return Counter("镇" if kind in "乡街" else kind for kind in _SELF.findall(text))
