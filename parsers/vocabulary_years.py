"""Years in a text: those a phrase ties to the day of the speech, those looked back on, those ahead, those reviewed.

A year alone tells nothing, since speeches name founding years and targets. Years of the old calendar are deliberately
not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from parsers.vocabulary_families import HAN, Clue

_YEAR = "(?P<y>(?:19[89]|20[0-4])[0-9])年"
_ANY_YEAR = re.compile(_YEAR)
_REACH = 24
_BELOW = {ord(c): "0" for c in "〇○零oO"} | {ord(c): str(i + 1) for i, c in enumerate(HAN)}
_HAN_YEAR = re.compile(f"(?:一九|二[〇○零oO0])[〇○零oO0{HAN}]{{2}}(?=年)")
HAN_SIGNS = ("一九", *(f"二{zero}" for zero in "〇○零oO0"))
"""How every year in Chinese digits begins."""
_COMING = "即将(?:到来|开始|来临)的|(?:步入|跨入|迎来了?|送走[^。]{1,8}迎来了?)崭?新?的?"
_FEAST = "(?:元旦|新年|新春|春节)[^。,]{0,4}(?:来临|到来|将至|之际|前夕)"
_NAMED: tuple[tuple[re.Pattern[str], Callable[[int], tuple[str, str]]], ...] = (
    (re.compile(f"(?<!同)今年[(即是:,]{{0,2}}{_YEAR}(?!前|底前|以前)"), lambda y: (f"{y}-01-01", f"{y}-12-31")),
    (re.compile(f"去年[(即是:,]{{0,2}}{_YEAR}"), lambda y: (f"{y + 1}-01-01", f"{y + 1}-12-31")),
    (re.compile(f"明年[(即是:,]{{0,2}}{_YEAR}"), lambda y: (f"{y - 1}-01-01", f"{y - 1}-12-31")),
    (re.compile(f"(?:刚刚|已经)过去的{_YEAR}"), lambda y: (f"{y}-12-15", f"{y + 1}-12-31")),
    (re.compile(f"即将(?:过去|结束)的{_YEAR}"), lambda y: (f"{y}-10-01", f"{y + 1}-02-28")),
    (re.compile(f"(?:{_COMING}){_YEAR}"), lambda y: (f"{y - 1}-10-01", f"{y}-12-31")),
    (
        re.compile(f"再(?:过|有)[^,。年]{{1,4}}(?:天|月|星期),?[^,。]{{0,2}}?(?:就是|就到|进入|便是|迎来)了?{_YEAR}"),
        lambda y: (f"{y - 1}-02-01", f"{y}-01-15"),
    ),
    (re.compile(f"{_YEAR}{_FEAST}"), lambda y: (f"{y - 1}-11-01", f"{y}-03-31")),
)


def years_named(text: str, spots: Sequence[int]) -> Iterator[Clue]:
    """Read the years of a text: those a phrase ties to the day of the speech, those looked back on and ahead to.

    `spots` are where the last two digits of a year may stand, in order.
    """
    years = [match for spot in spots if spot > 1 and (match := _ANY_YEAR.match(text, spot - 2))]
    for start, end in _windows(text, years):
        yield from _tied(text, start, end)
        yield from _looked_back(text, start, end)
        yield from _ahead(text, start, end)
        yield from _of_paper(text, start, end)
    yield from _reported(text, years)


_REPORTED = re.compile(
    f"(?<![-到至自从—~～]){_YEAR}(?!前|底|末|起|后|以[前后来]|之[前后]|目标|规划|远景)(?=(?P<after>[^。;]{{0,24}}))"
)
_DONE = re.compile("完成|实现了?|达到|增长|累计|荣获|获得|被评|建成|投入|引进|发放|减少|下降|突破|共[^同建享]")
_NOT_YET = re.compile("要|将|力争|确保|目标|争取|预计|计划|规划")
_STILL_CITED = 3


def _reported(text: str, years: Sequence[re.Match[str]]) -> Iterator[Clue]:
    """Read figures of two years in a row, the newest of the text: a report cites the last year or the present one.

    The first day follows from the newer one; the last is likely only.
    """
    matches = (_REPORTED.match(text, year.start()) for year in years)
    found = {int(match["y"]): match for match in matches if match and _is_report(text, match)}
    newest = max((int(year["y"]) for year in years), default=0)
    if newest in found and newest - 1 in found:
        start, end = found[newest].span()
        last = f"{newest + _STILL_CITED}-12-31"
        yield Clue(text[start:end], start, end, "year_reported", f"{newest}-01-01", last, soft=True)


def _is_report(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a year was done in it, and is not to be done."""
    planned = _NOT_YET.search(match["after"]) or _PLANNED.search(text[max(0, match.start() - 4) : match.start()])
    return not planned and bool(_DONE.search(match["after"]))


_OF_YEAR = re.compile(f"关于(?:认真|切实|扎实|进一步)?(?:做好|开展|组织|印发|下达|推进|加强){_YEAR}")


def _of_paper(text: str, start: int, end: int) -> Iterator[Clue]:
    """Read a paper named for its year, as a speech that carries it out cites it: 《关于做好2006年换届工作的通知》."""
    for match in _OF_YEAR.finditer(text, start, end):
        year = int(match["y"])
        yield Clue(
            match[0], match.start(), match.end(), "year_of_paper", f"{year - 1}-10-01", f"{year + 1}-06-30", soft=True
        )


def _windows(text: str, years: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches around years, merged where they touch, so that the many patterns see little text."""
    start, end = 0, -1
    for match in years:
        if match.start() - _REACH > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _REACH)
        end = min(len(text), match.end() + _REACH)
    if end > 0:
        yield start, end


def _tied(text: str, start: int, end: int) -> Iterator[Clue]:
    for pattern, window in _NAMED:
        for match in pattern.finditer(text, start, end):
            first, last = window(int(match["y"]))
            yield Clue(match[0], match.start(), match.end(), "year_named", first, last, 0, True)


_LOOKED_BACK = re.compile(
    f"(?:(?P<from>截至|截止|自|比|较|早在|回顾){_YEAR}|{_YEAR.replace('<y>', '<z>')}(?:底|末|初|[0-9]{{1,2}}月)?"
    "(?=以来|(?:的|那[场次年])[^,。]{0,6}教训|那[场次]|就已|已经?[^将]|我?[县市镇区]?曾|[^。,;]{0,10}(?:印发|荣获|被评为|被授予|被列[入为]|获得了|完成了|实现了|达到了)))"
)
_AHEAD = re.compile(
    f"(?<![从自年])(?P<to>到|至|在){_YEAR}(?P<limit>底|末|前|底前|以前|之前)?,?"
    "(?=[^。;已了]{0,10}(?:力争|确保|全面建成|基本实现|基本建成|要|翻一番|翻两番|实现|建成))"
)
_PLANNED = re.compile("力争|确保|目标|计划|规划|到$|要$|将$|拟$")


def _looked_back(text: str, start: int, end: int) -> Iterator[Clue]:
    for match in _LOOKED_BACK.finditer(text, start, end):
        if not _PLANNED.search(text[max(0, match.start() - 4) : match.start()]):
            year = match["y"] or match["z"]
            yield Clue(match[0], match.start(), match.end(), "year_past", f"{year}-01-01")


def _ahead(text: str, start: int, end: int) -> Iterator[Clue]:
    for match in _AHEAD.finditer(text, start, end):
        if match["to"] != "在" or match["limit"] in ("前", "底前", "以前", "之前"):
            yield Clue(match[0], match.start(), match.end(), "year_ahead", None, f"{match['y']}-12-31")


_REVIEWED = re.compile(f"{_YEAR}(?:度|工作)?[^,。;0-9在]{{0,10}}(?:总结|表彰|述职|述廉|考核|民主生活会|决算)")


def year_reviewed(text: str) -> Iterator[Clue]:
    """Read a title that sums up a year: the speech was given at its end or in the first half of the next."""
    for match in _REVIEWED.finditer(text):
        year = int(match["y"])
        yield Clue(match[0], match.start(), match.end(), "year_reviewed", f"{year}-11-01", f"{year + 1}-08-31")


def arabic_years(text: str) -> str:
    """Return `text` with years in Chinese digits (二○○九年) in Arabic ones, at the same offsets."""
    return _HAN_YEAR.sub(lambda match: match[0].translate(_BELOW), text)
