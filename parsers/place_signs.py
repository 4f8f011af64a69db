"""What each mention of a place says of the speaker's own: the words around it, where it stands, how it is compared.

A mention is home's by a cue (data/places.toml), by standing in title or head, or faintly by being what a sentence is
about without any word that it is another's. An organ of a level above that acts on the speaker (某市委派来) is none of
his own place, but vouches for a county below it.

Not here: which place the signs amount to, which is `parsers.places`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.findings import Part, Span
from parsers.gazetteer import Division, Years, upper_ids
from parsers.place_names import Mention, bearers_of, listed, names_and_words
from parsers.place_words import Cue, known
from schemas.enums import Level

WINDOW = 24
ZONE_WEIGHT, ZONE_SHORT, ZONE_AGAINST = 6.0, 3.0, 4.0
SUBJECT_FULL, SUBJECT_SHORT, OPENING = 2.0, 1.2, 0.5
"""What it weighs that a sentence is about a place, by full or short name, and more where the clause opens with it."""
DECISIVE = 3.0
"""What a cue must weigh to make a place of a name that is a word as well."""
PLAIN_FULL, PLAIN_SHORT = 0.4, 0.2

_AS_WORD = ("place.mentioned", 0.0, "word")
_RANKS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_REPORTED = r"(?:情况|工作|成果|专题)?(?:汇报|交流|反馈|通报|总结|讲评|点评|推进|审议|评议|协商|讨论)"
"""What goes on behind a visit or an inspection where the place's own people meet about it."""
_VISIT = re.compile(
    r"(?!人大|政协|委|人民政府|法院|检察院)[^，。\n]{0,10}"
    rf"(?:(?:调研|考察|视察|走访)(?!{_REPORTED})|检查指导|指导工作|慰问)"
)
_HOLDS = re.compile(
    rf"(?![^\n]*(?:(?:考察|调研|视察|检查|走访)(?!{_REPORTED}|评比会|验收会)|参观|慰问|挂职|取经|看望|学习期间"
    r"|观摩(?!(?:总结|推进|点评|评比|交流|现场)?会)))"
    r"[^，。\n]{2,40}(?:(?:会议?|班|式|典礼|活动|论坛)(?:上?的|讲话|发言|致辞|上?(?=$|\n))|指挥部|指挥长|领导小组)"
)
"""What follows in a title on the place that held the meeting, whatever of it the meeting was about."""
_OPENS_NAME = ("", "在", "于", "共", "\n", "，", "：", "“", "—", "）")
_YEAR = re.compile("[0-9０-９〇○零一二三四五六七八九]年")
_DATE_ALONE = re.compile(r"[\s\d年月日号（）()于在·.一二三四五六七八九十〇○零×*xX-]*")
"""What else a line holds in which a name that is a word as well is a place: 武宁 2010年3月2日."""
_OPENS_CLAUSE = re.compile(
    r"(?:^|[，：、“”—》]|今天|今年|去年|前年|目前|现在|多年来|年来|而|但|但是|可是|然而|如果|因为|所以|看见|看到|见证|目睹|眼见|"
    r"(?:边上?|岸|脚下|山下|深处|腹地|之滨|之畔|[东南西北]麓|交界处?)的)$"
)
_AWAY = re.compile(
    r"(?:[到去赴往从向与和跟同由给被叫像如以比据某及]|某个|有个|一个|隔壁的?|附近的?|邻近的?|[上下]游的?|对岸(?:就?是|的)?|那边的?|其他|其它|别的|兄弟|全国|外地的?|在|离|距离?|通往|来自|原|[县市区州])$"
)
_OF_OTHERS = re.compile(
    r"[县市区州]?(?:来的|[和跟与同给帮对](?:我们|我[县市区旗])|(?:去年|前年|那年)的?(?=[火水血事灾雨风震])|离我|距我|都|那边|那里|方面|等|之|籍|的?(?:一[位个名家所些]|有一?[个位家名]|某|同志|代表|朋友|客|老板|经理|办法|一家|两家|专家|同行|司机|法院|客车|[老小][赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张曹严魏陶姜谢邹苏潘葛范彭马袁柳史唐薛雷贺汤罗郝傅康余顾孟黄尹]))"
)
_NEWS_OF_OTHERS = re.compile(
    r"怎么办的|去看|看过|血案|率先|全[国省]第一|做到了?|靠|走出|[仅只]用|搞得|发展很快|创造|总结出|推行|探索|尝到|早就|已经走|从无到有|起家|闻名|那里|那边|听说|(?:去|搞|办|试|开|推|有)过|出过(?:事|大事|问题|事故|人命|乱子)|"
    r"发生|事故|爆炸|溃坝|被查|落马|受贿|被判|曝光|报道|媒体|立案|被免|引咎|还在眼前|警钟|警示|麻痹|血的|死[了亡]|出了事|出事"
)
"""What a place is in the news for; of the speaker's own it is said too, but with a word of home."""
_CONTRAST = re.compile(r"(?:我|我们|咱们?|本)[县市区旗州镇乡](?!委|政府)")
_OTHERS_NEXT = re.compile(
    r"[。！？；\n]+[^，。]{0,4}(?:人家|他们|该[县市区]|那里|那边|可惜|(?:我们|咱们)[^，。]{0,8}(?:也是这个理|也一样|更[要是]))"
)


class Sign(NamedTuple):
    """What one mention says for a division; `kind` is home, subject, plain, other or upper.

    It is word where the name is an ordinary word and nothing here makes a place of it.
    """

    division: Division
    mention: Mention
    rule: str
    weight: float
    kind: str

    @property
    def home(self) -> bool:
        """Whether it speaks of the speaker's own place, be it faintly."""
        return self.kind in ("home", "subject")


def find_signs(part: Part, years: Years | None, level: Level | None = None) -> list[Sign]:
    """Return the signs of every mention of a division in a part, one for each division the name can stand for.

    `level` is the speaker's, where it is known: whoever speaks for a city does not mean a part of another by its name.
    """
    found = names_and_words(part.text)
    mentions = [mention for mention in found if not mention.word]
    in_lists = listed(mentions, part.text)
    cities = {} if level in (Level.PREFECTURE, Level.PROVINCE) else _cities(mentions)
    return [sign for mention in found for sign in _signs(part, mention, years, cities, in_list=mention in in_lists)]


def _cities(mentions: Sequence[Mention]) -> Mapping[str, frozenset[str]]:
    """Return the ids of the prefectures that a text names, and under what names."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for bearer in bearers_of(mention.name):
            if bearer.level is Level.PREFECTURE:
                found[bearer.id].add(bearer.short)
    return {id_: frozenset(names) for id_, names in found.items()}


def _signs(
    part: Part, mention: Mention, years: Years | None, cities: Mapping[str, frozenset[str]], *, in_list: bool
) -> Iterator[Sign]:
    bearers = _bearers(mention, years, cities)
    if not bearers:
        return
    county = all(division.level is Level.COUNTY for division in bearers)
    rule, weight, kind = _AS_WORD if mention.word else _role(part, mention, in_list=in_list, county=county)
    if mention.doubtful and (kind != "home" or weight < DECISIVE):
        rule, weight, kind = _AS_WORD
    for division in bearers:
        yield Sign(division, mention, rule, weight, kind)


def _bearers(mention: Mention, years: Years | None, cities: Mapping[str, frozenset[str]]) -> tuple[Division, ...]:
    """Return what a name can stand for; a short name of several ranks is the highest, or a part of a city named."""
    line = bearers_of(mention.name)
    dated = tuple(division for division in line if division.held(years, slack=1)) or line
    if not mention.full:
        dated = _parts_of(cities, mention, dated) or _of_highest_rank(dated)
    if mention.above:
        above = {division.id for division in mention.above}
        dated = tuple(division for division in dated if above & upper_ids(division)) or dated
    return dated


def _of_highest_rank(bearers: Sequence[Division]) -> tuple[Division, ...]:
    top = min(_RANKS.index(division.level) for division in bearers)
    return tuple(division for division in bearers if division.level is _RANKS[top])


def _parts_of(
    cities: Mapping[str, frozenset[str]], mention: Mention, bearers: Sequence[Division]
) -> tuple[Division, ...]:
    """Return the counties and districts whose city the text names, otherwise than by the name in question.

    With all that they were in the years, under whatever city.
    """
    parts = {
        division.id
        for division in bearers
        if division.level is Level.COUNTY and cities.get(division.parent, frozenset()) - {mention.name}
    }
    return tuple(division for division in bearers if division.level is Level.COUNTY and division.id in parts)


def _role(part: Part, mention: Mention, *, in_list: bool, county: bool) -> tuple[str, float, str]:
    """Return the rule that reads a mention, its weight, and its kind."""
    text = part.text
    left = _SENTENCE_END.split(text[max(0, mention.lead - WINDOW) : mention.lead])[-1]
    right = _SENTENCE_END.split(text[mention.end : mention.end + WINDOW + 16], maxsplit=1)[0]
    zone = _zone(part, mention)
    cue = _cue(left, right, full=mention.full, county=county)
    if cue and cue.kind == "other" and not (zone and _holds(part, mention)):
        return cue.id, cue.weight * (ZONE_AGAINST if zone else 1), "other"
    if cue and cue.kind == "upper" and not zone:
        return cue.id, 0.0, "upper"
    if in_list:
        return "place.listed", 0.0, "plain"
    named = mention.full or (_on_a_dateline(part, mention) if mention.doubtful else _opens_name(text, mention))
    if zone and named and not _VISIT.match(text, mention.end):
        return zone, ZONE_WEIGHT if mention.full else ZONE_SHORT, "home"
    if (
        cue
        and cue.kind == "own"
        and not (cue.weak and (mention.above or _is_model(mention) or _compares(text, mention)))
    ):
        return cue.id, cue.weight, "home"
    return _faint(text, mention, left, right)


def _cue(left: str, right: str, *, full: bool, county: bool) -> Cue | None:
    """Return the first cue that fits: written out, since there are a hundred for each name."""
    for cue, behind, before in known().tried[full, county]:
        if (behind is None or behind(right)) and (before is None or before(left)):
            return cue
    return None


def _faint(text: str, mention: Mention, left: str, right: str) -> tuple[str, float, str]:
    """Weigh a mention without a cue: what a sentence is about, unless a word says that it is another's."""
    if next(marks_of_others(text, mention, left, right), None):
        return "place.mentioned", PLAIN_FULL if mention.full else PLAIN_SHORT, "plain"
    # A name of one character is never said without its 县, so that the 县 tells nothing.
    weight = SUBJECT_FULL if mention.full and len(mention.name) > 2 else SUBJECT_SHORT
    return "place.subject", weight + OPENING * bool(_OPENS_CLAUSE.search(left)), "subject"


def marks_of_others(text: str, mention: Mention, left: str, right: str) -> Iterator[str]:
    """Yield what says that a place is another's; `left` and `right` are its sentence before and behind it."""
    if _is_model(mention):
        yield "model"
    if _AWAY.search(left):
        yield "away"
    if _OF_OTHERS.match(right):
        yield "of_others"
    if _NEWS_OF_OTHERS.search(right):
        yield "in_the_news"
    if _compares(text, mention):
        yield "compared"
    if _contrasts(text, mention):
        yield "contrasted"


def _is_model(mention: Mention) -> bool:
    """Whether everybody speaks of the place."""
    return mention.name in known().models or mention.name[:-1] in known().models


def _opens_name(text: str, mention: Mention) -> bool:
    if mention.above or text[max(0, mention.lead - 1) : mention.lead] in _OPENS_NAME:
        return True
    return bool(_YEAR.search(text, max(0, mention.lead - 2), mention.lead))


def _on_a_dateline(part: Part, mention: Mention) -> bool:
    head = next((head for head in part.heads if _inside(mention, head)), None)
    return head is not None and bool(
        _DATE_ALONE.fullmatch(part.text, head.start, mention.start)
        and _DATE_ALONE.fullmatch(part.text, mention.end, head.end)
        and head.end - head.start > mention.end - mention.start + 6
    )


def _holds(part: Part, mention: Mention) -> bool:
    """Whether a title says that a meeting was held in a place: 在旌德县水库移民工作会议上的讲话."""
    before = part.text[max(0, mention.lead - 2) : mention.lead]
    opens = not before or before.endswith(("\n", "在", "—", "政协")) or bool(_YEAR.fullmatch(before))
    return mention.full and opens and bool(_HOLDS.match(part.text, mention.end))


def _zone(part: Part, mention: Mention) -> str | None:
    if part.title_span and _inside(mention, part.title_span):
        return "place.title"
    return "place.head" if any(_inside(mention, head) for head in part.heads) else None


def _inside(mention: Mention, span: Span) -> bool:
    return span.start <= mention.start and mention.end <= span.end


def sentence(text: str, mention: Mention) -> tuple[str, str]:
    """Return what the sentence of a mention says before it and behind it."""
    before = _SENTENCE_END.split(text[max(0, mention.start - 60) : mention.start])[-1]
    return before, _SENTENCE_END.split(text[mention.end : mention.end + 60], maxsplit=1)[0]


def _compares(text: str, mention: Mention) -> bool:
    before, after = sentence(text, mention)
    if known().comparison.search(before) or known().comparison.search(after):
        return True
    ours = "我们" in before or "我们" in after
    return not ours and bool(_OTHERS_NEXT.match(text, mention.end + len(after)))


def _contrasts(text: str, mention: Mention) -> bool:
    """Whether the sentence names the speaker's own place as something else: 我县 beside the name."""
    before, after = sentence(text, mention)
    return bool(_CONTRAST.search(before) or _CONTRAST.search(after))
