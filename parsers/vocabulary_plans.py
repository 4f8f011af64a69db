"""What the use of a five-year plan says of the day: which year of it, or whether it is drafted, under way, past.

The name of a plan alone spans eight years, from the first talk of it to its end. The words around it narrow that:
a plan that is drafted has not begun, one since which things have changed has, one looked back on is nearly over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.vocabulary_context import Folded, around, frame
from parsers.vocabulary_families import COUNT, Clue, count, whole_year
from parsers.vocabulary_table import Entry, plan_entries

PLAN_SIGNS = ("六五", "七五", "八五", "九五", "十五")
"""Numbers that are no plan by themselves, but in quotation marks."""
_OPENING, _CLOSING = frozenset("“\"'‘「『＂"), frozenset("”\"'’」』＂")

_NO_PLAN = re.compile("普法|事件|[以之]?后|那[天次场]|暴|骚")
"""“六五”普法, “七五”事件 (Urumqi, the fifth of July)."""


def quoted_plans(folded_text: str, spots: Sequence[int], text: str, folded: Folded) -> Iterator[tuple[Entry, int, int]]:
    """Yield the “九五” and “十五” of a text that stand in quotation marks, with their folded offsets."""
    for spot in spots:
        at = folded.original(spot)
        marked = text[at - 1 : at] in _OPENING and text[at + 2 : at + 3] in _CLOSING
        if marked and not _NO_PLAN.match(folded_text, spot + 2):
            yield plan_entries()[folded_text[spot : spot + 2]], spot, spot + 2


_PLAN_YEAR = re.compile(
    "^(?:规划|计划|时期)?(?:纲要)?(?:实施|发展)?(?:已经?)?(?:进入|走到|到了?|迈入|步入)?的?"
    "(?P<nth>第[一二三四五]个年头|中间一?年|开门红|头一仗|第一仗|头一炮|开局之?年|开局(?=[,。、])|起步之?年|起始之?年|第[一二三四五]年|头一?年|首年|最后一年|收官之?年|收尾之?年|末一?年|决胜之年)"
)
_NTH_YEAR = {"第二": 1, "第三": 2, "中间": 2, "第四": 3} | dict.fromkeys(
    ("第五", "最后", "收官", "收尾", "末年", "末一", "决胜"), 4
)


def plan_year(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read “十一五”规划的最后一年 and its like after the name of a plan."""
    stem = text[start:end].rstrip("计划期间时规末目标")
    match = _PLAN_YEAR.match(text[start + len(stem) : start + len(stem) + 16])
    if match is None or entry.latest is None:
        return
    stop = start + len(stem) + match.end()
    year = int(entry.latest[:4]) - 4 + _NTH_YEAR.get(match["nth"][:2], 0)
    offset = frame(around(text, start, stop)[0])
    yield whole_year(text, start, stop, "plan_year", year + (offset or 0), exact=offset is not None)


_LAST_HALF = re.compile(
    "^(?:规划|计划|时期)?的?最后(?:半年|几个月|一个季度|[一二三四五六七八九十两]个多?月|[0-9]{1,2}天|[一二三四五六七八九十]{1,3}天)"
)
_COMING_YEARS = re.compile("(?:今后|未来)(?:的)?五年[^。;]{0,6}$")
_ENDS = "(?:收官|收尾|交账|交卷|结束|到期|结账|见底|画上?句号|划上?句号)"
_ENDS_AFTER = re.compile(
    f"^(?:规划|计划|时期)?,?(?:今年|本年|今年底|今年年底|到?年底)(?:就|就要|将|要|即将|马上)?{_ENDS}"
)
_ENDS_BEFORE = re.compile("(?:今年|本年|年底)(?:是|就是)?$")
_ENDS_THEN = re.compile(f"^(?:规划|计划|时期)?(?:就|就要|将|要|即将|马上)?{_ENDS}(?!之年)")
_HALF_OVER = re.compile(
    "^(?:规划|计划|时期)?(?:时间|进程|任务)?(?:已经?|刚好?|正好)?过(?:了|去了?)?一?半(?![百天年个])"
)
_HALF_TO_GO = re.compile(
    "^(?:规划|计划|时期)?(?:时间)?(?:才|还|刚|只)?(?:走了?|过了?)?(?:不到一半|一半不到|没过半|不到半程)"
)
_EVALUATED = re.compile("^(?:规划|计划)?(?:纲要)?(?:的|实施的?)?中期(?:评估|检查|调整|考核)")
_BEGUN = re.compile("^(?:规划|计划|时期)?(?:(?:才|刚刚?)(?:开头|起步|开局|破题|开始|迈步)|开了头)")
_ADOPTED = re.compile("刚刚?(?:定|通过|编|出台|批)了?$")
_MONTHS = {
    "ends": (0, "01-01", 0, "12-31"), "half": (-2, "05-01", -1, "06-30"), "to_go": (-4, "01-01", -2, "08-31"),
    "evaluated": (-2, "01-01", -1, "06-30"), "begun": (-4, "01-01", -3, "03-31"),
    "adopted": (-5, "09-01", -4, "12-31"),
    "next": (-5, "01-01", -5, "12-31"), "ahead": (-6, "07-01", -3, "06-30"),
}  # fmt: skip
"""First and last month that a phrase leaves, in years after the plan's last one."""


def _this_year(before: str, after: str) -> str | None:
    """Tell what is said of how far the plan is: 年底收官, 过半, 一半不到, 中期评估, 刚起步."""
    if _LAST_HALF.match(after) or _ENDS_AFTER.match(after):
        return "ends"
    if _COMING_YEARS.search(before):
        return "ahead"
    if _NEXT_BEFORE.search(before):
        return "next"
    if _ADOPTED.search(before):
        return "adopted"
    if _ENDS_BEFORE.search(before) and _ENDS_THEN.match(after):
        return "ends"
    told = (("half", _HALF_OVER), ("to_go", _HALF_TO_GO), ("evaluated", _EVALUATED), ("begun", _BEGUN))
    return next((name for name, pattern in told if pattern.match(after)), None)


_DRAFTED_BEFORE = re.compile("(?:编制|谋划|制定|起草|研究|拟定|酝酿|描绘|绘就|绘制|展望|编好?)[^,。;]{0,6}$")
_DRAFTED_AFTER = re.compile("^(?:规划|计划)?(?:纲要)?的?(?:[^,。;、]{0,6}(?:编制|起草|谋划|前期)|建议|思路|草案)")
_SINCE = re.compile("^(?:规划|计划)?(?:时期|期间)?(?:实施|开局)?以来")
_PAST_BEFORE = re.compile("(?:回顾|回望|回首|走过|刚刚过去的|过去的|告别|总结|经过)[^,。;]{0,3}$")
_PAST_AFTER = re.compile(
    "^(?:规划|计划)?(?:时期|期间)?(?:即将|已经|胜利|圆满|顺利)*(?:过去|结束|收官|完成了|的五年,?是|,?我[们县市区镇乡][^,。;]{0,10}了)"
)
_UNTIL = re.compile("(?:到|至|等|待|离|距离?)(?:整个)?$")
_ENDS_IN = re.compile(
    f"^(?:规划|计划|时期)?(?:结束|收官|期满|末),?(?:还有|只有|只剩|不到|仅有)(?:不到)?(?P<n>{COUNT}|两)个?年头?"
)
_NEXT_BEFORE = re.compile("明年(?:起|开始)?(?:就|便|将)?(?:进入|就?是|步入|开始|迈入|启动|实施)[^,。;]{0,2}$")
_LEFT = re.compile(
    f"^(?:规划|计划)?(?:时期|期间)?,?(?:[只仅]有|[只仅还就]?剩下?|[只仅还]有?不到)(?:不到|最后)?(?!几年)(?P<n>{COUNT}|[两几半])个?多?(?P<unit>月|天|年)"
)
_UNDER_WAY = re.compile("(?:实施|落实|执行|推进|完成|围绕|按照|对照|融入)(?:好|了)?(?:国家|全[省市县])?$")


def plan_use(text: str, start: int, end: int, entry: Entry) -> Clue | None:
    """Return what the words around the name of a plan leave of its years; None where they leave all."""
    if entry.earliest is None or entry.latest is None:
        return None
    before, after = around(text, start, end)
    last = int(entry.latest[:4])
    clue = Clue(text[start:end], start, end, "plan", entry.earliest, entry.latest)
    ends_in = _ENDS_IN.match(after) if before.endswith(("离", "距", "距离")) else None
    if ends_in is not None:
        year = last - count(ends_in["n"])
        return clue._replace(kind="plan_year", earliest=f"{year}-01-01", latest=f"{year + 1}-06-30")
    told = _this_year(before, after)
    if told is not None:
        low, from_day, high, to_day = _MONTHS[told]
        days = f"{last + low}-{from_day}", f"{last + high}-{to_day}"
        return clue._replace(kind="plan_year", earliest=days[0], latest=days[1])
    if _DRAFTED_BEFORE.search(before) or _DRAFTED_AFTER.match(after):
        return clue._replace(latest=f"{last - 4}-06-30", slack=90)
    if _SINCE.match(after):
        return clue._replace(earliest=f"{last - 4}-03-01", slack=120)
    left = _LEFT.match(after)
    if left is not None and not before.endswith(("离", "距")):
        first = last - (count(left["n"]) if left["unit"] == "年" else 0)
        return clue._replace(earliest=f"{first}-01-01", latest=f"{min(first + 1, last)}-12-31")
    if _PAST_BEFORE.search(before) or (_PAST_AFTER.match(after) and not _UNTIL.search(before)):
        return clue._replace(earliest=f"{last}-03-01", latest=f"{last + 1}-12-31")
    if _UNDER_WAY.search(before):
        return clue._replace(earliest=f"{last - 5}-10-01", slack=90)
    return None
