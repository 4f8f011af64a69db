"""The date of a speech: which of the dates around it, if any, is the day it was given.

The date line under the title is the reliable one, then the title, then a sentence of the opening about this very
occasion. A site's own times (upload, update) are never taken, nor years that the body looks back on or ahead to. What
is stated goes into `date`, its bounds into `date_earliest` and `date_latest`. Where its year is masked the dated
vocabulary (`parsers.vocabulary`) narrows them; where nothing is stated the vocabulary's interval stands alone.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from parsers.dates import DateMention, bounds, find_dates
from parsers.findings import Finding, Part, Span
from parsers.shapes.bylines import TIME_OF_DAY
from parsers.vocabulary import clues
from parsers.vocabulary_families import Clue
from parsers.vocabulary_interval import RULE, Interval, conflicts, narrow

_OPENING = 400
_SITE_LINE = re.compile(
    "[0-2]?[0-9][:：][0-5][0-9]|发布|发表|上传|更新|来源|出处|作者|编辑|责编|点击|浏览|阅读|访问|次数|字数|录入|下载|收藏|转载|"
    "供稿|投稿|审核|打印|字号|页码|编号|共\\s*[0-9]+\\s*页|[|｜]|人气|评论|分享|[Ii][Dd][:：]|https?:|www\\.|时间[:：]\\s*[0-9]{4}[-/.]|日期[:：]\\s*[0-9]{4}[-/.]"
)
_DOUBTFUL_LABEL = re.compile("^\\s*[\\[(（【]?\\s*(?:时间|日期)\\s*[:：]")
_PADDED = re.compile("年\\s*0[0-9]\\s*月|月\\s*0[0-9]\\s*日")
_BRACKETED = re.compile("^\\s*[\\[(（【〔].*[\\])）】〕]\\s*$", re.DOTALL)
_BARE_NUMBERS = re.compile("^[\\s0-9./\\-]*$")
_NUMBERS_LABELLED = re.compile("\\s{0,20}(?:时间[:：])?\\s{0,20}[0-9]{4}([-/.])[0-9]{1,2}\\1[0-9]{1,2}\\s*")
_BY_HAND = re.compile("^\\s*[12][0-9]{3}\\.(?:[1-9]|1[0-2])\\.[1-9][0-9]?\\s*$")
"""A date of numbers alone as a writer dots it; sites pad the month, or put hyphens."""
_OFFICE_LINE = re.compile(
    "[^。：:]{0,30}(?:书记|[省市县区州旗镇乡]长|主任|主席|部长|局长|常委)(?:[\\s\u3000]*[\u4e00-\u9fff]{2,3})?\\s*$"
)
"""The line of a speaker: what numbers stand below it are the text's, as sites put theirs right under the title."""
_GLUED = re.compile("\\s*[(（【〔\\[][^)）】〕\\]\\n]{4,24}[)）】〕\\]]")
# Words other than the date that a date line may hold: speaker, place, occasion. Longer lines are sentences.
_HEAD_LIMIT = 60
_RANGE_AFTER = re.compile(
    "^\\s*(?:上午|下午)?\\s*[-—－–~～至到、]+\\s*(?:[0-9一二三四五六七八九十元]{1,3}月)?[0-9一二三四五六七八九十]{1,3}[日号]"
)


class Stated(NamedTuple):
    """A date somebody states: its EDTF form, its place, and where it was read."""

    edtf: str
    start: int
    end: int
    basis: str

    @property
    def rule(self) -> str:
        """The rule that read it."""
        return {"dateline": "date.dateline", "title": "date.title", "body": "date.opening"}[self.basis]


def find_date(part: Part, found: tuple[Clue, ...] | None = None) -> tuple[Finding, ...]:
    """Return findings for date, date_basis, date_earliest, date_latest and, where they exclude it, date_conflict.

    `found` are the clues of the part, where they have been read with those of others.
    A title's year that the vocabulary excludes is not taken, nor one that a site may have put before the title; a date
    line's is kept and the conflict told.
    """
    found = clues(part) if found is None else found
    by_title = _title_date(part)
    stated = _dateline(part) or by_title or _body_date(part)
    against = conflicts(stated.edtf, found) if stated else ()
    if stated and stated.basis == "title" and (against or _is_put_before(part, stated, found)):
        by_body = _body_date(part)
        stated = by_body if by_body and not conflicts(by_body.edtf, found) else None
    interval = narrow(found)
    if stated is None:
        return (*against, *_from_vocabulary(interval))
    others = (by_title, _body_date(part)) if "X" in stated.edtf[:4] else ()
    plain = next((other for other in others if other and _completes(stated, other)), None)
    return (*_value(stated), *_limits(stated, plain, interval), *against)


_PUT_BEFORE = re.compile(
    "(?:[^在，。]{0,12}(?:书记|[省市县区州旗镇乡]长|主任|主席|部长|局长)[^在，。]{0,4})?在"
    "(?![\u4e00-\u9fff]{1,6}(?<![全我本某各])[省市县区州旗镇乡])"
)
_ABOUT_THAT_TIME = 3
"""Years for which a speech may do without a newer dated term; in three of three authored and two of two seed titles
that begin 2020年在 or 2020年县委书记在 without one the year was the site's."""


def _is_put_before(part: Part, stated: Stated, found: tuple[Clue, ...]) -> bool:
    """Whether a year at the head of a title that names no place is no part of it, and no term is of about that time."""
    if part.title_span is None or stated.start != part.title_span.start or not stated.edtf.isdigit():
        return False
    since = f"{int(stated.edtf) - _ABOUT_THAT_TIME}-01-01"
    newer = any(c.earliest and c.earliest >= since and c.kind != "year_reviewed" for c in found)
    return bool(_PUT_BEFORE.match(part.text, stated.end)) and not newer


def _value(stated: Stated) -> tuple[Finding, ...]:
    return (
        Finding("date", stated.edtf, stated.start, stated.end, stated.rule),
        Finding("date_basis", stated.basis, stated.start, stated.end, stated.rule),
    )


def _from_vocabulary(interval: Interval | None) -> tuple[Finding, ...]:
    found = _interval_findings(interval) if interval else ()
    if not found:
        return ()
    return (Finding("date_basis", "vocabulary", found[0].start, found[0].end, RULE), *found)


def _interval_findings(interval: Interval) -> tuple[Finding, ...]:
    pairs = (
        ("date_earliest", interval.earliest, interval.earliest_clue),
        ("date_latest", interval.latest, interval.latest_clue),
    )
    return tuple(Finding(name, day, clue.start, clue.end, RULE) for name, day, clue in pairs if day and clue)


def _limits(stated: Stated, plain: Stated | None, interval: Interval | None) -> tuple[Finding, ...]:
    """Give the bounds of a stated date; where its year is masked, completed by a plain one or by the vocabulary."""
    if "X" in stated.edtf[:4] and plain is None:
        return _narrowed(stated, interval)
    basis = plain or stated
    limits = bounds(basis.edtf[:4] + stated.edtf[4:])
    return _limit_findings(limits, basis) if limits else ()


def _limit_findings(limits: tuple[str, str], basis: Stated) -> tuple[Finding, ...]:
    names = ("date_earliest", "date_latest")
    return tuple(Finding(n, day, basis.start, basis.end, basis.rule) for n, day in zip(names, limits, strict=True))


def _completes(masked: Stated, plain: Stated) -> bool:
    """Whether a plain year fits a masked one digit by digit, and the rest of both dates does not disagree."""
    if "X" in plain.edtf[:4] or not _fits(masked.edtf[:4], plain.edtf[:4]):
        return False
    return all(
        _fits(a, b) or _fits(b, a) for a, b in zip(masked.edtf.split("-")[1:], plain.edtf.split("-")[1:], strict=False)
    )


def _fits(masked: str, plain: str) -> bool:
    return len(masked) == len(plain) and all(m in ("X", p) for m, p in zip(masked, plain, strict=True))


def _narrowed(stated: Stated, interval: Interval | None) -> tuple[Finding, ...]:
    """Bounds of a date with a masked year: the first and last of its days that lie in the vocabulary's interval."""
    low, high = (interval.earliest, interval.latest) if interval else (None, None)
    known = bounds(stated.edtf)
    first_year, last_year = _span_of_years(low or (known and known[0]), high or (known and known[1]))
    years = range(first_year, last_year + 1)
    first = next((b for year in years if (b := _inside(stated.edtf, year, low, high))), None)
    last = next((b for year in reversed(years) if (b := _inside(stated.edtf, year, low, high))), None)
    if first is None or last is None:
        return _limit_findings(known, stated) if known else ()
    found = []
    for name, day, limit, clue in (
        ("date_earliest", max(first[0], low or ""), low, interval and interval.earliest_clue),
        ("date_latest", min(last[1], high or "9999"), high, interval and interval.latest_clue),
    ):
        if limit and clue:
            found.append(Finding(name, day, clue.start, clue.end, RULE))
        elif known:
            found.append(Finding(name, day, stated.start, stated.end, stated.rule))
    return tuple(found)


def _span_of_years(low: str | None, high: str | None) -> tuple[int, int]:
    """Return the years to try; where nothing bounds them, those of which such speeches exist."""
    return int((low or "1949")[:4]), int((high or "2099")[:4])


def _inside(edtf: str, year: int, low: str | None, high: str | None) -> tuple[str, str] | None:
    """Return the bounds of a masked date taken as of a year that fits it; None outside of the interval."""
    if not _fits(edtf[:4], str(year)) or (edtf[4:] == "-02-29" and year % 4):
        return None
    days = bounds(f"{year}{edtf[4:]}")
    return days if days and (not low or days[1] >= low) and (not high or days[0] <= high) else None


def _dateline(part: Part) -> Stated | None:
    """Read the date of the first line between title and body that is a date line; a bracketed one goes first.

    A bracketed date at the very beginning of the body is such a line that the page did not break off.
    """
    lines = [head for head in part.heads if head.end - head.start <= _HEAD_LIMIT]
    if len(lines) > 1:
        lines.sort(key=lambda head: not _BRACKETED.match(part.slice(head)))
    glued = _GLUED.match(part.text, part.body.start, part.body.end)
    if glued is not None:
        lines.append(Span(*glued.span()))
    return next((stated for stated in (_line_date(part, line) for line in lines) if stated), None)


def _line_date(part: Part, span: Span) -> Stated | None:
    mention = next((m for m in find_dates(part.text, *span) if _says_something(m)), None)
    if mention is None:
        return None
    line = part.slice(span)
    of_text = _NUMBERS_LABELLED.fullmatch(line) and _is_below_office(part, span)
    return None if not of_text and _is_of_a_site(line) else _stated(part, mention, "dateline")


def _is_below_office(part: Part, span: Span) -> bool:
    return any(head == span and _OFFICE_LINE.fullmatch(part.slice(line)) for line, head in pairwise(part.heads))


def _is_of_a_site(line: str) -> bool:
    """Whether a line tells when a page was put up, or may do so: a label, a clock, a date of numbers alone."""
    line = TIME_OF_DAY.sub("", line)
    if _SITE_LINE.search(line) or (_DOUBTFUL_LABEL.match(line) and _PADDED.search(line)):
        return True
    return bool(_BARE_NUMBERS.match(line)) and not (_BRACKETED.match(line) or _BY_HAND.match(line))


def _says_something(mention: DateMention) -> bool:
    return bool(mention.edtf.strip("X-"))


def _stated(part: Part, mention: DateMention, basis: str) -> Stated:
    """Take a mention as the date; of several days (3月1日至3日) only the month is certain."""
    edtf = mention.edtf
    if len(edtf) > 7 and _RANGE_AFTER.match(part.text[mention.end : mention.end + 16]):
        edtf = edtf[:7]
    return Stated(edtf, mention.start, mention.end, basis)


_BARE_YEAR = re.compile(
    "(?:^|[在于])(?P<year>(?:19[89]|20[0-4])[0-9])(?=[\u4e00-\u9fff])(?![年万亿元人个名户亩米吨件条次号度届])"
)
_NOT_OF_THE_DAY = re.compile("^(?:底|末)?(?:以?前|以来|之前|后|起|目标|规划|远景|愿景|届|[-—–~～至到])")
_REVIEWED = re.compile(
    "^(?:度[^,，。]{0,14}|[^,，。在]{0,5})(?:总结|表彰|考核|述职|述廉|民主生活会|组织生活会|测评|决算)"
)
_RANGE_BEFORE = re.compile("(?:[0-9X]{2,4}年?\\s*[-—－–~～至到]+|纪念|自从?|学习|传达|从)\\s*$")


def _title_date(part: Part) -> Stated | None:
    """Read the date in the title, if it can be that of the occasion: no past year reviewed, no target, no range."""
    span = part.title_span
    if span is None:
        return None
    written = find_dates(part.text, span.start, span.end)
    if len({m.edtf[:4] for m in written}) > 1:
        return None
    mentions = [m for m in written if _is_of_occasion(part.text, span, m)]
    if mentions:
        return _stated(part, max(mentions, key=lambda m: len(m.edtf)), "title")
    match = _BARE_YEAR.search(part.text, span.start, span.end)
    return Stated(match["year"], match.start("year"), match.end("year"), "title") if match else None


def _is_of_occasion(text: str, span: Span, mention: DateMention) -> bool:
    before = text[max(span.start, mention.start - 8) : mention.start]
    after = text[mention.end : min(span.end, mention.end + 20)]
    if _RANGE_BEFORE.search(before) or _NOT_OF_THE_DAY.match(after):
        return False
    if len(mention.edtf) > 4:
        return True
    return mention.edtf >= "1978" and not _REVIEWED.match(after)


_CLOSING = re.compile(
    "\\n\\s{0,20}(?P<day>[(（]?(?:19|20|一九|二)[^\\n，。]{2,4}年[^\\n，。]{1,3}月[^\\n，。]{1,3}日[)）]?)\\s{0,20}\\Z"
)
_HERE = "今天|今日|今晚|此时此刻|这次|此次|本次|今次"
_THIS_OCCASION = re.compile(
    f"(?:{_HERE})(?:(?!传达|学习|贯彻|落实|按照|根据)[^。;；!！\\n]){{0,24}}(?:召开|举行|举办|召集|开展|组织|参加|迎来)(?:的)?(?:是)?"
    "(?:了|一[次场个]|这[次场个]|全?[省市县区镇乡州旗]|隆重|我[省市县区镇乡]|中共|[×xX*]{1,3}[省市县区镇乡]){0,3}$"
)
_OCCASION = re.compile("^(?:度)?[^。;；!！\\n]{0,40}(?:会|仪式|典礼|活动|班|式)")
_TODAY_BEFORE = re.compile("(?:今天|今日)(?:就?是|,|，)?\\s*(?:公元)?\\s*$")
_TODAY_AFTER = re.compile("^\\s*[,，]?\\s*(?:今天|我们在这里|我们在此|我们齐聚|我们欢聚|我们相聚)")


def _opening_date(part: Part) -> Stated | None:
    """Read the date in the opening that is said of this occasion (今天我们召开2010年…大会, 今天是2015年3月8日)."""
    end = min(part.body.end, part.body.start + _OPENING)
    for mention in find_dates(part.text, part.body.start, end):
        before = part.text[max(part.body.start, mention.start - 48) : mention.start]
        after = part.text[mention.end : mention.end + 48]
        if _is_today(mention, before, after) or _is_this_occasion(before, after):
            return Stated(mention.edtf, mention.start, mention.end, "body")
    return None


def _body_date(part: Part) -> Stated | None:
    return _opening_date(part) or _closing_date(part)


def _closing_date(part: Part) -> Stated | None:
    """Read the day that stands alone in the last line, written out as sites do not write it."""
    line = _CLOSING.search(part.text, max(part.body.start, part.body.end - 24), part.body.end)
    found = find_dates(part.text, *line.span("day")) if line else []
    return Stated(found[0].edtf, found[0].start, found[0].end, "body") if found and "X" not in found[0].edtf else None


def _is_today(mention: DateMention, before: str, after: str) -> bool:
    return len(mention.edtf) > 7 and bool(_TODAY_BEFORE.search(before) or _TODAY_AFTER.match(after))


def _is_this_occasion(before: str, after: str) -> bool:
    if _NOT_OF_THE_DAY.match(after) or _REVIEWED.match(after):
        return False
    return bool(_THIS_OCCASION.search(before) and _OCCASION.match(after))
