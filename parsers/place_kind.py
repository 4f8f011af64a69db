"""What kind of place the speaker calls his own: 我县, 全市 and 镇党委 tell a county, a city and a township.

Not here: the level of the speech as a field (`parsers.levels`), which asks title and office first.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from parsers.findings import Part
from parsers.gazetteer import Division
from schemas.enums import Level

_SELF = re.compile(
    r"([县市区旗州盟省地镇乡街])(?:"
    r"(?<=[我全本][县市区旗州盟省镇乡])"
    r"|(?<![各社园小山景辖校库、市(（].)(?:(?<=[县市区旗州盟省])(?:委(?!员|托|派|屈)|政府|人大|政协)|(?<=地)委(?!员|托|派|屈))"
    r"|(?<![乡各、].)(?<=[镇乡])(?:党委|政府)"
    r"|(?<=[我全]街)道)"
)
"""The kinds of place that speakers call theirs: 我县, 全市, 镇党委. It begins with a class for the sake of speed."""
_OF_COUNTY = re.compile(
    r"(?<![各几两邻外山林库牧灾辖园社校小景])([县区旗])(?:里(?![程头外])|上(?=[来给派要说的安]))"
    r"|(?:咱们?|我们)([县区旗])"
)
"""How a speaker of a township calls the county above him."""
_OFFICE = re.compile(
    r"(?<![各社园小山景辖校库治、])([县市区旗州盟])(?:长(?![城江期]))"
    r"|(?<![各县市社园小山景辖校库治、])([县市区旗州盟])(?:委(?!员)|人大|政协|政府|纪委|监委|人民(?:政府|法院|检察院))"
)
"""The speaker's office in title or head: 市长 leads a 市."""
_OF_REGION = re.compile("行署|地委|专员")
"""The offices of a 地区."""
OFFICE = 3
"""How many words of the body the speaker's office counts for."""
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
    counts = _counts(part.text) + _of_office(part)
    if level is Level.PREFECTURE:
        # A 地区 is called 全区 by its leaders, who have no 市 to speak of.
        counts = counts + Counter({"地": counts["区"]})
    kinds = {kind: count for kind, count in counts.items() if allowed is None or kind in allowed}
    floor = 0.35 * max(kinds.values(), default=0)
    return next((kind for kind in _ORDER if kinds.get(kind, 0) >= max(floor, 1)), None)


def county_kind(text: str) -> str | None:
    """Return the kind (县, 旗, 区) that a text calls the county: 县里, 咱县, 全县; None where no word, or two, tell it.

    It tells which name the county had where the year does not: 綦江县 before it was 綦江区. A 市 may be the one above.
    """
    counts = Counter({kind: count for kind, count in _counts(text).items() if kind in "县旗区"})
    counts += Counter(kind or other for kind, other in _OF_COUNTY.findall(text))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _of_office(part: Part) -> Counter[str]:
    """Return the kinds of place that the offices in title and head are of."""
    zones = [part.slice(zone) for zone in (part.title_span, *part.heads) if zone]
    kinds = {one or other for zone in zones for one, other in _OFFICE.findall(zone)}
    kinds |= {"地" for zone in zones if _OF_REGION.search(zone)}
    return Counter(dict.fromkeys(kinds, OFFICE))


@lru_cache(maxsize=2)
def _counts(text: str) -> Counter[str]:
    """Return how often a text names each kind as the speaker's; kept for the text just read, which is asked again."""
    return Counter("镇" if kind in "乡街" else kind for kind in _SELF.findall(text))


def fits_kind(division: Division, own: str | None, level: Level | None, *, many: bool) -> bool:
    """Whether a division can be the speaker's own, by its kind and by the level that the caller read."""
    wanted = Level.COUNTY if level in (Level.TOWNSHIP, Level.VILLAGE) or own == "镇" else level
    if wanted and division.level is not wanted:
        return False
    if own in (None, "镇") or (own == "区" and division.name.endswith("自治区")):
        return True
    if own == "市" and many and division.level is Level.COUNTY:
        return False
    return division.name.endswith("地区" if own == "地" else own or "")
