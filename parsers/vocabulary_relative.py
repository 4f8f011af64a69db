"""How long before the speech something happened, where the words beside its name say so: 去年的汶川地震, 刚闭幕的全会.

A congress, a disaster or a law has its day; 今年, 去年, 上个月, 三年前 beside it then tell the year of the speech,
which no list of terms could. Only the clause of the name is read. Of a meeting or a law the clause must also say that
it was held or passed, since 今年学习十八大精神 does not tell when the congress was.

Not here: anniversaries of what has a fixed base year (`vocabulary_families`), and tenses without a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from parsers.vocabulary_context import around, is_past
from parsers.vocabulary_families import COUNT, Clue, count
from parsers.vocabulary_table import Entry

_REACH = 22
_MANY = 30
# What is just over was over at most this long ago: a congress is talked of daily, a disaster is news somewhat longer.
_JUST_OVER = {"congress": timedelta(days=120)}
_NEWS = timedelta(days=150)

_MONTH = (
    "(?:上半年|下半年|春天?|夏天?|秋天?|冬天?|年底|年初|"
    "[0-9一二三四五六七八九十]{1,2}月(?:份|底|初|中旬|上旬|下旬)?(?:[0-9一二三四五六七八九十]{1,3}[日号])?),?"
)
_WHEN = (
    "(?P<last>去年|上年)|(?P<before>前年)|(?P<this>今年|年初|今春|今夏|今秋)|(?P<next>明年)|"
    "(?P<recent>上个?月(?:[底初末])?|上个?(?:周|星期|礼拜)|月初|昨天|前天|[前这近]几天|几天前|日前|近日|最近|不久前|前不久|刚刚?(?!才)|才(?=召?开|结束|闭幕)|"
    "(?:本月)?(?<![月0-9一二三四五六七八九十])[0-9一二三四五六七八九十]{1,3}[日号](?=(?:刚刚?)?(?:闭幕|结束|召开|通过|开完)))|"
    "(?P<soon>下个?月|下周|下个?(?:星期|礼拜)|这个月底?|月底|再过几天|过几天)"
)
_LAST_YEAR = re.compile("去年|上年|过去的?一年")
_PARAGRAPH = 90
_HELD = (
    "召开|闭幕|举行|举办|开幕|通过|出台|颁布|公布|印发|下发|施行|实施|发布|结束|作出|开过|开完|开了|专门开|"
    "通车|通航|通水|投产|上了?天|升空|发射|登陆|发生"
)
_SAID_BEFORE = re.compile(f"(?:{_WHEN})(?!年|以来|的今天)(?P<between>(?:{_MONTH})?[^,、]{{0,12}})$")
_SAID_AFTER = re.compile(f"^[^,。、]{{0,4}}(?:{_WHEN})[^,。、]{{0,8}}?(?:{_HELD})")
_HELD_IN = re.compile(_HELD)
_HELD_AFTER = re.compile(f"^[^,。、]{{0,4}}?(?:胜利|圆满|成功|顺利)?(?:{_HELD})(?!以来|时)")
_JUST_AFTER = re.compile(f"^[^,。、]{{0,4}}?(?:刚刚?|才|不久前|日前)(?:胜利|圆满|成功|顺利)?(?:{_HELD}|过去|开完)")
_COMING = re.compile("将|要|即将|马上|迎来|喜迎|迎接|备战|在即|倒计时")
_NOT_THE_DAY = re.compile("学习|学$|贯彻|落实|围绕|按照|根据|精神|应对|是$|像|如同|好比")
_NUMBERED = re.compile(f"^[^,。]{{0,4}}(?:{COUNT})(?:周年|个?年|次|届)")
_YEAR_OF = re.compile("^(?:胜利|成功)?(?:召开|举办|举行)?之?年")
_SINCE = re.compile(
    f"^[^,。;、0-9]{{0,6}}?(?:实施|施行|实行|颁布|发生|召开|举办|出台|成立|放开|开展|管|搞|打|抓|干|推)?(?:已经?|了|整整|快|将近|不到)*"
    f"(?P<n>{COUNT}|两)(?P<unit>周年|年来|年了|年多|(?<=了.)年(?=,|$))"
    f"|^[^,。;、0-9]{{0,3}}?过去(?:已经?|了|整整|才|刚|快|将近|不到)*(?P<n_>{COUNT}|两)(?:周年|年)"
)
_NTH = re.compile(f"^(?:以?后|之后|以来)?的?第(?P<n>{COUNT})(?:个年头|年)")
_MONTHS_SINCE = re.compile(
    f"^[^,。;、0-9]{{0,3}}?(?:开过|过去|闭幕|结束|召开|出来|出台|施行|实施|颁布|印发)(?:已经?|了|整整|才|刚|快|将近|不到)*"
    f"(?P<n>{COUNT}|两|半)个?[多半]?月"
)
_MONTH_DAYS = timedelta(days=31)
_AGO = re.compile(f"(?P<n>{COUNT})年前,?[^,。、]{{0,8}}$")
_MUST_BE_HELD = frozenset(("congress", "plenum", "law"))
_TIME_ALONE = re.compile(f"(?:{_MONTH})?的?")
_DONE_WITH = re.compile("精神|部署的|提出的")
_OPENS = "(?:召?开(?![工业发放局始展通车辟拓了过完])|开幕|举行|举办)"
_OPENING = re.compile(f"{_OPENS}的?")
"""下个月召开党的十七大: what stands between the time and the meeting."""
_TO_OPEN = re.compile(
    f"^[^,。、]{{0,10}}?(?:(?:就要|将要?|即将|马上|快要?|要)(?:在[^,。、]{{1,6}})?{_OPENS}|(?:再?过几天|过些天|过两天)就?要?{_OPENS}|(?:下半年|秋天|秋季|年底|[0-9一二三四五六七八九十]{{1,3}}月份?)(?:在[^,。、]{{1,4}})?{_OPENS}|"
    f"还没有?(?:召?开|举行)|还有[^,。]{{1,8}}(?:就|便|才)?要?{_OPENS})"
)
_DAYS_LEFT = re.compile(
    f"^的?(?:召?开幕?|举行|举办)?,?也?(?:倒计时|还有|只有|只剩|不到|不足|仅剩)(?:不到|不足)?(?P<n>[0-9]{{1,3}}|{COUNT}|两|几|半)多?(?P<unit>天|个?多?月|周|个?星期|(?<=[一1])年)"
)
_FEW, _ROUGHLY = 6, 31
_UNITS = {"天": 1, "周": 7, "期": 7, "月": 31, "年": 365}
_DAY_OF_OPENING = re.compile(
    f"^(?:将|定)?[于在]?[0-9一二三四五六七八九十]{{1,3}}月[0-9一二三四五六七八九十]{{1,3}}[日号]{_OPENS}(?!的|以来|后)"
)
_OF_TIME, _TO_COME = re.compile("[年月日号周期天今昨刚才近久礼]"), re.compile("[将要马快秋还]")
"""A character of each word of time, and of what is yet to come, that the patterns here begin or end with."""
_REVISED = re.compile("(?:新的?|修[订改]后?的)《?$")
"""新的安全生产法去年施行: not the law as it was first passed."""
_YEAR_AHEAD, _SOON = timedelta(days=365), timedelta(days=62)
_NAMED_MONTH = re.compile("([0-9]{1,2}|十?[一二]|[三四五六七八九]|十)月(?!以来)")
_OF_MONTH = re.compile(
    "(?:^|[^年个0-9一二三四五六七八九十])[0-9一二三四五六七八九十]{1,2}月(?:份|里|底|初|[上中下]旬)?(?:要|将|就要)?(?:召?开|举行|举办|办|闭幕)?的?$"
)
_STILL_THAT_YEAR = timedelta(days=60)
"""Days of the next year in which a month without a year may still be that of the last."""
_EVER = "9999-12-31"
_LOCAL = tuple("届委省市县区、")
"""省委六中全会, 十六届三中、四中全会: no plenum of the party's centre by a short name."""


def relative(text: str, start: int, end: int, entry: Entry) -> Clue | None:
    """Return the years that a word like 去年 beside a dated happening leaves for the speech; None where none does."""
    if entry.held is None and entry.since is None:
        return None
    before, after = around(text, start, end, _REACH)
    limits = _limits(text, start, before, after, entry) or _in_its_month(before, after, entry)
    if limits is None:
        return None
    first, last = (day.isoformat() for day in limits)
    return Clue(text[start:end], start, end, entry.kind, first, last, 0, exact=True)


def _in_its_month(before: str, after: str, entry: Entry) -> tuple[date, date] | None:
    """Read 九月杭州亚运会 of what was held in one month, if it is the month named right before it."""
    if entry.held is None or entry.kind in _MUST_BE_HELD or entry.held[0][:4] != entry.held[1][:4]:
        return None
    return _of_month(before, entry) if _in_month(before, after, entry) and not is_past(before, after) else None


def recurring(text: str, start: int, end: int, entry: Entry) -> Iterator[Clue]:
    """Read a name that several happenings share (三中全会, 奥运会), as a choice of stretches, one for each."""
    before, after = around(text, start, end, _REACH)
    if entry.kind == "plenum" and before.endswith(_LOCAL):
        return
    options = tuple(option for time in entry.times if (option := _option(text, start, before, after, time)))
    if options:
        yield Clue(text[start:end], start, end, entry.kind, options=options)


def _option(text: str, start: int, before: str, after: str, time: Entry) -> tuple[str, str] | None:
    """Return the days that the words around a name leave if it is of this time, else those in which it is heard."""
    limits = _limits(text, start, before, after, time) or _of_month(before, time)
    if limits is None:
        return _heard(before, after, time)
    return (limits[0].isoformat(), limits[1].isoformat()) if _in_month(before, after, time) else None


def _heard(before: str, after: str, time: Entry) -> tuple[str, str] | None:
    """Return the days in which a name is heard without a word of time; from then on where it is looked back on."""
    if not (time.earliest and time.latest):
        return None
    return time.earliest, _EVER if is_past(before, after) else time.latest


def _in_month(before: str, after: str, time: Entry) -> bool:
    """Whether the one month named beside a happening, if any is, can be its own."""
    months = set(_NAMED_MONTH.findall(before[-10:] + "|" + after[:10]))
    first, last = time.held or ("", "")
    return len(months) != 1 or first[5:7] <= f"{count(months.pop()):02d}" <= last[5:7]


def _of_month(before: str, time: Entry) -> tuple[date, date] | None:
    """Read 十月三中全会讲改革: a month without a year is of this year, or of one hardly over."""
    if not _OF_MONTH.search(before):
        return None
    first = date.fromisoformat((time.held or ("",))[0])
    return date(first.year, 1, 1), date(first.year, 12, 31) + _STILL_THAT_YEAR


def _limits(text: str, start: int, before: str, after: str, entry: Entry) -> tuple[date, date] | None:
    """Return the days that the words around a happening leave; the readers are asked where a word of theirs stands."""
    if entry.held is None:
        return _issued(before, entry) or _counted(before, after, entry)
    if entry.kind == "law" and _REVISED.search(before):
        return None
    earlier, later = _OF_TIME.search(before), _OF_TIME.search(after)
    return (
        (earlier and (_reviewed(text, start, before, entry) or _beside(before, after, entry)))
        or (later and _following(after, entry))
        or ((later or _TO_COME.search(after)) and _awaited(after, entry))
        or (later and _on_the_day(after, entry))
        or ((earlier or later) and _counted(before, after, entry))
        or None
    )


def _on_the_day(after: str, entry: Entry) -> tuple[date, date] | None:
    """Read 二十大十月十六日召开, yet to come or over: a day without a year is of this year."""
    if entry.kind not in ("congress", "plenum") or not _DAY_OF_OPENING.match(after):
        return None
    first, _ = (date.fromisoformat(day) for day in entry.held or ())
    return first - _YEAR_AHEAD, date(first.year, 12, 31)


_ISSUED = re.compile("(?:出|出台|提出|印发|下发|颁布|启动|定|立)了?$")


def _issued(before: str, entry: Entry) -> tuple[date, date] | None:
    """Read 去年底中央出了八项规定 of what was no happening of one day, but was put forward on one."""
    said = _SAID_BEFORE.search(before)
    if said is None or said["recent"] or said["soon"] or not entry.since or not _ISSUED.search(said["between"]):
        return None
    later = {"last": 1, "before": 2, "this": 0, "next": -1}[_which(said)]
    year = int(entry.since[:4]) + later
    return date(year, 1, 1), date(year, 12, 31)


def can_be_awaited(entry: Entry) -> bool:
    """Whether what happened was known before: games are, earthquakes are not."""
    if entry.held is None or entry.kind == "law":
        return False
    return entry.family == "recurring" or entry.kind in _MUST_BE_HELD or (entry.earliest or "") < entry.held[0]


def _awaited(after: str, entry: Entry) -> tuple[date, date] | None:
    """Read 六中全会十一月要开, 奥运会还没有开: what is yet to come within a year."""
    left = _DAYS_LEFT.match(after)
    if not can_be_awaited(entry) or not (left or _TO_OPEN.match(after)):
        return None
    first, last = (date.fromisoformat(day) for day in entry.held or ())
    if left is None:
        return first - _YEAR_AHEAD, last + timedelta(days=7)
    days = (count(left["n"]) or _FEW) * _UNITS[left["unit"][-1]]
    return first - timedelta(days=days + _ROUGHLY), first


def _reviewed(text: str, start: int, before: str, entry: Entry) -> tuple[date, date] | None:
    """Read 年初 in a paragraph that looks back on last year: 去年极不容易。年初那场雨雪冰冻."""
    said = _SAID_BEFORE.search(before)
    if said is None or said["this"] != "年初" or entry.kind in _MUST_BE_HELD:
        return None
    paragraph = text[max(0, start - _PARAGRAPH) : start - len(before)].rpartition("\n")[2]
    return _span("last", entry, coming=False) if _LAST_YEAR.search(paragraph) else None


def _beside(before: str, after: str, entry: Entry) -> tuple[date, date] | None:
    """Read the word before the name: 去年发生的汶川地震, 今年秋天将召开的十七大."""
    said = _SAID_BEFORE.search(before)
    if said is None or _NUMBERED.match(after):
        return None
    between, year_of = said["between"], _YEAR_OF.match(after)
    was = between == "是" and (said["last"] or said["before"])
    if not year_of and not was and _NOT_THE_DAY.search(between):
        return None
    if said["soon"] and (_DONE_WITH.match(after) or not _is_to_open(between, after)):
        return None
    if entry.kind in _MUST_BE_HELD and not (year_of or said["soon"] or _is_held(between, after)):
        return None
    return _span(_which(said), entry, coming=bool(_COMING.search(between) or _COMING.search(after[:4])))


def _is_to_open(between: str, after: str) -> bool:
    """Whether a meeting spoken of for next month or week is to be held, and not studied."""
    return bool(
        _OPENING.fullmatch(between)
        or _TO_OPEN.match(after)
        or _HELD_AFTER.match(after)
        or (_COMING.search(between) and _HELD_IN.search(between))
    )


def _is_held(between: str, after: str) -> bool:
    """Whether a meeting or law is said to be held or passed at the time named, or stands right beside it."""
    if _TIME_ALONE.fullmatch(between) and not _DONE_WITH.match(after):
        return True
    return bool(_HELD_IN.search(between) or _HELD_AFTER.match(after))


def _following(after: str, entry: Entry) -> tuple[date, date] | None:
    """Read the word after the name: 十七大今年秋天召开, 全会刚刚闭幕."""
    said = _SAID_AFTER.match(after)
    if said is not None:
        return _span(_which(said), entry, coming=bool(_COMING.search(said[0])))
    return _span("recent", entry, coming=False) if _JUST_AFTER.match(after) else None


def _counted(before: str, after: str, entry: Entry) -> tuple[date, date] | None:
    """Read the years since: 禁毒法实施五年来, 三年前的雨雪冰冻; whole years are seldom meant to the month."""
    months = _MONTHS_SINCE.match(after)
    if months is not None:
        first, last = (date.fromisoformat(day or "") for day in entry.held or (entry.since, entry.since))
        passed = count(months["n"])
        return first + (passed - 2) * _MONTH_DAYS, last + (passed + 2) * _MONTH_DAYS
    found = _SINCE.match(after) or _AGO.search(before) or _NTH.match(after)
    if found is None:
        return None
    years = count(found["n"] or found["n_"]) - (found.re is _NTH) / 2
    if not 0 < years <= _MANY:
        return None
    low, high = (year + floor(years) for year in _years(entry, 0))
    return date(low - 1, 7, 1), date(high + 1 + (found.re is _NTH), 6, 30)


def _which(said: re.Match[str]) -> str:
    return next(name for name in ("last", "before", "this", "next", "recent", "soon") if said[name])


def _span(when: str, entry: Entry, *, coming: bool) -> tuple[date, date]:
    """Return the first and last day of a speech that calls the happening of last year, of this year, or just over."""
    first, last = (date.fromisoformat(day) for day in entry.held or ())
    if when == "recent":
        return first, last + _JUST_OVER.get(entry.kind, _NEWS)
    if when == "soon":
        return first - _SOON, last + timedelta(days=7)
    low, high = _years(entry, {"last": 1, "before": 2, "this": 0, "next": -1}[when])
    return date(low, 1, 1), last + timedelta(days=7) if when == "this" and coming else date(high, 12, 31)


def _years(entry: Entry, later: int) -> tuple[int, int]:
    """Return the years that lie so many after the happening; a law may come into force the year after it was passed."""
    first, last = (int(day[:4]) for day in entry.held or (entry.since, entry.since) if day)
    return first + later, last + later + (entry.kind == "law")
