"""Masks: what sites put over names, places and figures. They are kept, counted and typed by their neighbours."""

from __future__ import annotations

import re
from collections import Counter

from schemas import Mask, MaskKind

_FIGURES = r"[年月日号]|余?[万亿元亩吨]|[%％]|公里|人次|个百分点|平方|倍"
"""What makes a mask of 某 wherever it stands: 投入某万元. 某个人, 某些方面 and 某户人家 are ordinary words."""
_TOKEN = re.compile(
    r"[12xXＸｘ×✕╳*＊_=#某….□○〇](?:(?:(?<=1)9|(?<=2)0)[xX×*＊_Xx]{1,2}|(?<=[xXＸｘ×✕╳])[xXＸｘ×✕╳]{0,7}"
    r"|(?<=[*＊])[*＊]{0,7}|(?<=_)_{0,7}|(?<==)={0,7}|(?<=#)#{0,7}|(?<=某)某{1,2}"
    rf"|(?<=某)(?=[省市县区镇乡村局长同志]|{_FIGURES})"
    r"|(?<![一-鿿]某)(?<=某)(?=[一-鿿])(?![个些种一人时位项类次处方])"
    r"|(?<=…)…+|(?<=\.)\.{5,}|(?<=[□○〇])[□○〇]{1,7})"
)
"""A year with masked digits, or signs that stand for a name or a figure. It begins with a class for the sake of speed:
`re` skips to the next of its characters."""
_WHAT = {
    MaskKind.NAME: r"姓名|人名|名字|人员|领导|职务|主持人|主讲人|某人",
    MaskKind.PLACE: r"地名|地点|地址|地区|区域|[省市县区镇乡村]名|会场",
    MaskKind.NUMBER: r"数字|数据|数值|数量|金额|比例|百分比|日期|时间|月份",
    MaskKind.YEAR: r"年份|年度",
    MaskKind.OTHER: r"名称|名单|单位|公司|企业|部门|机构|项目|活动|会议|主题|文件|内容|具体|此处|这里",
}
"""What a site says it took away, by the kind that this tells."""
_THINGS = "|".join(_WHAT.values())
_TAKEN = r"隐去|略去|省去|隐藏|屏蔽|删除|删去|省略|从略|待[填补定]|[已均]?略|处理"
_NOTE = re.compile(
    r"[(（\[［【〔<＜{](?=[^\n]{2,14}[)）\]］】〕>＞}])(?:"
    r"[一-鿿]{0,3}(?:替换|隐去|脱敏)"
    rf"|[一-鿿]{{0,4}}?(?:{_THINGS}){{1,2}}(?:已|被|作|做|均|可|自行|此处){{0,2}}(?:{_TAKEN})"
    r"|(?<=[\[［【〔<＜{])(?:(?:单位|公司|企业|部门|机构|项目|活动|会议|文件)?名称|(?:领导)?姓名|人名|地名|[省市县区镇乡村]名"
    r"|数字|数据|金额|比例|日期|年份|具体[一-鿿]{1,4}|某[一-鿿]{1,3})"
    r")[)）\]］】〕>＞}]"
)
"""A note in brackets that a site leaves where a name or a figure stood: it says what was done, or of what thing; in
square brackets it may merely name the thing."""
_YEAR = re.compile(r"\s?年")
_PLACE = re.compile(r"\s?(?:省|市|县|区|镇|乡|村|州|盟|旗|街道|社区|大道|路|河|湖|山)")
_NAME = re.compile(r"\s?(?:同志|书记|[省市县区镇乡村局厅处科]长|主任|主席|部长|先生|女士|副)")
_NUMBER = re.compile(
    r"\s?(?:[%％]|个|万|亿|元|人|次|项|户|名|月|日|号|条|吨|亩|公里|平方|家|所|件|场|位|倍|点|周|天|期|分|余|多|年来|岁)"
)
_LATIN = re.compile(r"[A-Za-z]")


def masks_in(text: str) -> tuple[Mask, ...]:
    """Return the masks of a speech, by token and kind, the most frequent first.

    An X inside a Latin word, a multiplication sign between digits and a lone ellipsis are none.
    """
    counts: Counter[tuple[str, MaskKind]] = Counter()
    for match in _TOKEN.finditer(text):
        if not _is_figure_of_its_own(text, match):
            counts[match.group(), _kind(text, match)] += 1
    for match in _NOTE.finditer(text):
        counts[match.group(), _kind(text, match, _noted(match.group()))] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Mask(token, kind, count) for (token, kind), count in ordered)


def _is_figure_of_its_own(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    token = match.group()
    if token[0] in "xXＸｘ" and (_LATIN.match(before) or _LATIN.match(after)):
        return True
    return token in ("×", "*", "=", "x") and before.isdigit() and after.isdigit()


def _noted(note: str) -> MaskKind:
    """Return the kind of the first thing that a note names."""
    return next((kind for kind, words in _WHAT.items() if re.search(words, note)), MaskKind.OTHER)


def _kind(text: str, match: re.Match[str], otherwise: MaskKind = MaskKind.OTHER) -> MaskKind:
    """Return the kind that what follows tells, else `otherwise`."""
    after = text[match.end() : match.end() + 3]
    if match.group()[0] in "12" or (_YEAR.match(after) and not after.startswith("年来")):
        return MaskKind.YEAR
    for pattern, kind in ((_NAME, MaskKind.NAME), (_PLACE, MaskKind.PLACE), (_NUMBER, MaskKind.NUMBER)):
        if pattern.match(after):
            return kind
    return otherwise
