"""Years counted in a text: from a year named to today (一九〇四年…到今年整整一百年), and from today to a year named.

Only a count that the text itself carries to the present is read; 1978年建厂,干了二十年 tells nothing of today. Years
are seldom counted to the month, so but for 整整 each count is taken a year either way, and none contradicts a stated
date.

Not here: anniversaries of what has a fixed base year (`vocabulary_families`), years since a dated term
(`vocabulary_relative`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from parsers.vocabulary_context import near
from parsers.vocabulary_families import COUNT, HAN, Clue, count

_DIGITS = "0123456789"
YEAR_SIGNS = (
    *(f"{tens}{units}年" for tens in _DIGITS for units in _DIGITS),
    *(f"{tens}{units}年" for tens in "七八九〇零" for units in f"〇○零{HAN}"),
)
"""The last two digits of every year that is read, in Arabic or in Chinese."""
COUNT_SIGNS = (
    "那场", "那次", "那年", "到今", "到现在", "到如今", "到眼下", "到这个月", "到本月", "到目前", "至今", "过去",
    "距今", "离现在", "整整", "正好", "刚好", "恰好", "年前", "年以前", "年之前", "还有", "只有", "仅有", "剩",
    "世纪末", "脱贫攻坚", "全面小康", "全面建成小康社会",
)  # fmt: skip
"""What carries a count to or from today."""
_GOALS = COUNT_SIGNS[-4:]
"""What has a year without naming one."""
_AFTER, _BEFORE = 56, 12
"""Characters from a year to what carries its count on, and from 年前 to its year."""
_REACH = 84

_YEAR = "(?P<y>(?:1[89]|20)[0-9]{2})年"
_SHORT = f"(?<![0-9{HAN}十百第零〇])(?P<z>[七八九][〇○零{HAN}]|[〇○零][{HAN}]|[789][0-9]|0[1-9])年"
"""九八年, 〇三年, 87年: of two digits those alone that are no length of time."""
_NOW = "(?:今年|今天|今日|今|现在|如今|眼下|这个月|本月|目前)"
_ABOUT = "(?P<about>整整|正好|刚好|恰好|快|将近|将|近|不到|差不多)?(?:已经?|都|有|是|就|也|要|满|整整)*"
_PASSED = "(?:至今|距今|离现在|过去(?=[^。,;]{1,12}了|了|已))(?:已经?|都|有|了|也)*"
_COUNT = f"{COUNT}|两"
_NUMBER = f"(?P<n>{_COUNT})(?P<more>多|余|几)?(?P<unit>周年|个?年头|年)(?![底初内代级度月前])"
_BETWEEN = f"[^。;\\n0-9还再剩后{HAN}十百]"
_SINCE = tuple(
    re.compile(pattern)
    for year in (_YEAR, _SHORT)
    for pattern in (
        f"{year}(?:[^\\n0-9]|[0-9]{{1,2}}[月日号]){{0,48}}?[到至]{_NOW}{_BETWEEN}{{0,6}}?{_ABOUT}{_NUMBER}",
        f"{year}[^。;\\n0-9]{{0,24}}?{_PASSED}{_ABOUT}{_NUMBER}",
        f"{year}那[场次年个][^。;\\n0-9]{{0,20}},{_ABOUT}(?P<n>{_COUNT})(?P<more>)(?P<unit>年)(?=多?(?:一点)?了?[,。;])(?![,。;])",
        f"{year}[^。;\\n0-9]{{0,16}},(?P<about>整整|正好|刚好|恰好)(?P<n>一个甲子|{_COUNT})(?P<unit>(?:周年|个?年头|年)?)",
        f"(?P<n>{_COUNT})(?P<more>多|余|几)?年(?:以前|之前|前),?(?:的|是)?{year}",
    )
)
_EXACT, _NEARLY = frozenset(("整整", "正好", "刚好", "恰好")), frozenset(("快", "将近", "将", "近", "不到"))
_LIFE = 40
"""整整 without 到今年 counts to today where it is so many years: 1978年上山,整整六年 may have ended at any time."""
_TO_GO = re.compile(
    f"(?:(?:[到离至]|距离?|[间限标期]是)(?:(?P<y>20[0-9]{{2}})年|(?:本|这个|二十|20)世纪末)|(?P<goal>脱贫攻坚|全面小康|全面建成小康社会))"
    f"[^。;\\n0-9{HAN}十百两]{{0,12}}?"
    f"(?:还有|只有|仅有|剩下?)(?:不到|不足|最后|短短|整整)?(?P<n>{_COUNT})(?:多|余)?个?(?:年头|年)(?![底初级度前就便里后间])"
)
_CENTURY_ENDS, _GOAL = 2000, 2020


def spans(text: str, years: Sequence[int], counts: Sequence[int]) -> Iterator[Clue]:
    """Read years counted to and from today; `years` and `counts` are where the signs of both stand, in order."""
    spots = [spot for spot in counts if _is_beside(spot, years) or text.startswith(_GOALS, spot)]
    for pattern in _SINCE if spots else ():
        for match in near(pattern, text, spots, _REACH):
            yield from _since(match)
    for match in near(_TO_GO, text, spots, _REACH):
        target, left = int(match["y"] or (_GOAL if match["goal"] else _CENTURY_ENDS)), count(match["n"])
        yield _clue(match, target - left - 1, target - left + 1)


def _is_beside(spot: int, years: Sequence[int]) -> bool:
    at = bisect_left(years, spot - _AFTER)
    return at < len(years) and years[at] <= spot + _BEFORE


def _since(match: re.Match[str]) -> Iterator[Clue]:
    groups = match.groupdict()
    years = 60 if groups["n"] == "一个甲子" else count(groups["n"])
    about = groups.get("about")
    if years < 2 or (match[0].find("到") < 0 and "unit" in groups and about in _EXACT and years < _LIFE):
        return
    year = (int(groups["y"]) if "y" in groups else _full(groups["z"])) + years
    if about in _EXACT:
        yield _clue(match, year, year)
    elif about in _NEARLY:
        yield _clue(match, year - 1, year)
    elif groups.get("more"):
        yield _clue(match, year, year + (9 if years % 10 == 0 else 1))
    else:
        yield _clue(match, year - 1, year + 1)


def _full(short: str) -> int:
    """Read a year of two digits: 九八, 〇三, 87."""
    digits = "".join(c if c in _DIGITS else str(HAN.find(c) + 1) for c in short)
    return int(f"20{digits}" if digits[0] == "0" else f"19{digits}")


def _clue(match: re.Match[str], first: int, last: int) -> Clue:
    span = match.span()
    return Clue(match[0], *span, "years_counted", f"{first}-01-01", f"{last}-12-31", soft=True)
