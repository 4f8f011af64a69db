"""What the use of a five-year plan says of the day: which year of it, or whether it is drafted, under way, past.

The name of a plan alone spans eight years, from the first talk of it to its end. The words around it narrow that:
a plan that is drafted has not begun, one since which things have changed has, one looked back on is nearly over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.vocabulary_context import around, frame
from parsers.vocabulary_families import COUNT, Clue, count, whole_year
from parsers.vocabulary_table import Entry

_PLAN_YEAR = re.compile(
    "^(?:规划|计划|时期)?(?:纲要)?(?:实施|发展)?的?"
    "(?P<nth>开局之?年|开局(?=[,。、])|起步之?年|起始之?年|第[一二三四五]年|头一年|首年|最后一年|收官之?年|收尾之?年|末年|决胜之年)"
)
_NTH_YEAR = {"第二": 1, "第三": 2, "第四": 3, "第五": 4, "最后": 4, "收官": 4, "收尾": 4, "末年": 4, "决胜": 4}


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


_DRAFTED_BEFORE = re.compile("(?:编制|谋划|制定|起草|研究|拟定|酝酿|描绘|绘就|绘制|展望)[^,。;]{0,6}$")
_DRAFTED_AFTER = re.compile("^(?:规划|计划)?(?:纲要)?的?(?:[^,。;、]{0,6}(?:编制|起草|谋划|前期)|建议|思路|草案)")
_SINCE = re.compile("^(?:规划|计划)?(?:时期|期间)?(?:实施|开局)?以来")
_PAST_BEFORE = re.compile("(?:回顾|回望|回首|走过|刚刚过去的|过去的|告别|总结|经过)[^,。;]{0,3}$")
_PAST_AFTER = re.compile(
    "^(?:规划|计划)?(?:时期|期间)?(?:即将|已经|胜利|圆满|顺利)*(?:过去|结束|收官|完成了|的五年,?是|,?我[们县市区镇乡][^,。;]{0,10}了)"
)
_UNTIL = re.compile("(?:到|至|等|待)(?:整个)?$")
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
