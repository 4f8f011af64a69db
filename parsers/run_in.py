"""Titles, dates and names that run into the text, or into one another, without a line's end between them.

Reposts lose line breaks first where a head was: ……会议上的讲话（2019年3月5日）李明川同志们:今天. This module only says
where in such a line something else begins; what each run is follows from its shape (`parsers.shapes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.offers import is_teaser, listed_openings, offers
from parsers.shapes import Shape
from parsers.shapes.bylines import (
    is_dateline,
    is_name,
    is_speaker,
    name_before_salutation,
    names_a_speaker,
    speaker_start,
)
from parsers.shapes.marks import SET_OFF, n_han, opens_item
from parsers.shapes.salutations import salutation_end, units_end
from parsers.shapes.titles import MAX_TITLE, is_full_title, title_kind
from parsers.shapes.voices import REPORTED_DAY, REPORTER

LONG_LINE = 120
"""A line longer than this may hold several units; a shorter one is taken as it is."""
REACH = 100
"""Characters within which a salutation ends."""
NOTE = 400
"""Characters within which a site's note ends that runs into the head of a text."""
BYLINE = 44
"""Characters within which a speaker or a date ends that runs into a salutation."""
LEAST_SIGNED = 6
"""Han characters of the text behind it."""
GOES_ON = (
    "精神|等|要|中|里|的|和|与|及|或|是|为|内容|指出|强调|后|时|都|也|稿|材料|提纲|全文|以[后来]|之后"
    "|安排|部署|作|做|集|汇|大|范|优|通|精选|题|如下|很|十分|非常|结束|完|字|篇|讲|印|既|给|让|使|已|还|又"
)
"""What follows a title in a sentence that speaks about the speech, as a pattern."""

_GAP = re.compile(r"[ \t　\xa0]+")
_GLUED = re.compile(
    r"[话言辞词讲稿告点纲日)）】](?:(?<=讲话|发言|致辞|致词|演讲|讲稿|报告|要点|提纲)|(?<=[稿日)）】]))(?:范[本文]|全文|模板)?\d{0,2}\s{0,3}(?:[:：]|[—–]{1,2})?\s{0,3}(?=[一-鿿][^\s。；;:：]{1,16}[、,，:：])"
)
_PAUSE = re.compile(r"[、,，:：]")
_LAST_WORDS = re.compile(rf"\S+(?:{SET_OFF}\S+)*$")
"""What no white space divides but that which sets off figures and masks: 在 20xx 年全县会议上的讲话."""
_SENTENCES = re.compile(r"^.*[。！？!?][”’]?(?=.)")
"""What stands before a title that follows the last sentence of another text at once."""
_LAST_DATE = re.compile(r"\s{0,4}(?:[(（][^()（）]{4,40}[)）]|(?:19|20)\d\d年\d{1,2}月\d{1,2}日)$")
_ADDRESSED = re.compile(r"同志们|各位|尊敬的|乡亲们|朋友们|老师们|女士们")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{2,40}[)）]\s{0,4}(?=[㐀-鿿(（])")
_BEHIND_A_NOTE = re.compile(r"(?<=[\s。！!】])[(（][^()（）]{2,40}[)）]\s?(?=[㐀-鿿])")
_DATE_RUN_IN = re.compile(r"[^，。；;：:\s]{5,16}日(?=今天|刚才|各位|同志们|尊敬的)")
_WIDE_GAP = re.compile(r"[ \t　\xa0]{2,}")
_REPORTER = re.compile(rf"(?<=[㐀-鿿])(?<!据)(?={REPORTER})")
"""Where a report begins that its headline runs into."""
_HEADLINE = re.compile(
    rf"[^。，,；;：:]{{6,60}}强调[:：][^。，,；;：:]{{4,40}}(?=(?:日前|近日)[，,]|(?<!\d){REPORTED_DAY})"
)
"""A headline of what somebody stressed, and the day of it that it runs into."""
_MASKED_NAME = re.compile(r"(?:某某?某?|[×Xx*＊_]{1,3})$")
_SIGNED_TITLE = re.compile(
    r"(?P<title>[^，。；;：:()（）]{6,80})(?P<date>[(（][^()（）]{4,40}[)）])\s{0,4}(?P<who>[^，。；;：:()（）]{2,24})$"
)
"""A title, the day in brackets and who spoke, in one line above the text."""
_DATE_AND_NAME = re.compile(r"(?P<date>[(（][^()（）]{4,40}[)）])\s{1,4}(?P<name>[㐀-鿿]{2,4})\s{1,4}(?=[㐀-鿿])")
_RUN_IN = re.compile(
    r"(?P<site>[^\s，。；;：:！!]{2,8}[：:])?[^\s，。,；;：:！!]{2,56}?(?:[会式时节班]|会议|上|中|期间)的?(?:总结|动员|表态|主持)?"
    r"(?:讲话|发言|致辞|致词)(?:文?稿|提纲|全文|材料|要点)?(?:\d{3,5}字|\d{1,2}(?!\d))?(?:范[本文])?(?:合[编集]|汇编)?[:：]?"
    r"(?:(?P<again>(?P=site))|(?=[一-鿿]|(?:19|20)\d\d年))"
    rf"(?!{GOES_ON})"
)
"""A title that runs into the first sentence, or into another title, before which a site's label may come again."""
_MANUSCRIPT = re.compile(
    r"[^\s，。,；;：:！!]{4,40}?(?<!的)(?:讲话|发言|致辞|演讲)稿(?:范[本文])?\d{0,2}"
    r"(?=(?:今天|今日|这次|此次|刚才|刚刚|同志们|首先|今年|当前|值此|在这)[^。]{0,60}[，,：:])"
)
"""The name of a manuscript that runs into its first sentence, which opens as speeches do."""
_ADDRESS = (
    r"(?:开这个会|把大家从|借这个机会|今天(?:[，,]|的会议?(?!上)[^，。的]{2,8}[，,。])|这次会议|经[^，。]{2,12}研究[，,]"
    r"|刚才(?:[，,]|[几一二两三四五六七八九十]{1,3}(?:[家个]|位[同代领负])[^，。]{2,16}[，,]))"
)
"""Words by which a speaker begins who greets nobody."""
_BEFORE_AN_ADDRESS = re.compile(
    r"(?P<dash>[—–]{1,3}\s?)?[^\s，。,；;：:！!“”—–]{4,60}?(?:[会式时节班]|会议|结束时|上|中)的?(?:总结|动员|表态|主持)?"
    rf"(?:讲话|发言|致辞|致词)(?:稿|要点|提纲)?(?:(?(dash)\s?[—–]{{1,3}}|(?!))(?=[㐀-鿿])|(?={_ADDRESS}))"
)
"""A title between dashes, or one before words by which a speaker begins; the text follows at once."""
_MAY_ADDRESS = re.compile(rf"[话言辞词稿点纲](?:[—–]|{_ADDRESS})")
_NOTE = re.compile(r"[\[【(（][㐀-鿿]{2,6}[\]】)）]")
"""The label of a note in brackets."""
_ANNOUNCED = re.compile(
    r"[【\[(（]?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})[】\])）]?[:：、.\s]{0,3}"
)
"""The number of a part, which may run into a salutation."""
_NEXT_PART = re.compile(r"(?<=[。！？!?”\s])第[一二三四五六七八九十]{1,3}篇\s?[:：]")
"""The number of a part behind the last sentence of the one before."""


def may_run_in(line: str) -> bool:
    """Tell whether a short line without gaps may have such an offset; a cheap question that most lines answer no."""
    return (
        "篇" in line
        or (_PAUSE.search(line) is not None and _GLUED.search(line) is not None)
        or _byline_end(line) > 0
        or _note_end(line) > 0
        or any(_edges_of_signed_title(line))
        or any(_title_before_an_address(line))
    )


def run_in_edges(line: str) -> Iterator[int]:
    """Yield the offsets at which something else begins in a line that opens with a head, or holds one."""
    yield from (match.start() for match in _NEXT_PART.finditer(line))
    if len(line) > LONG_LINE or (len(line) > LONG_LINE // 2 and (_ANNOUNCED.match(line) or opens_item(line))):
        yield from _titles_run_in(line)
    else:
        yield from _title_before_an_address(line)
    if len(line) > LONG_LINE // 2:
        yield from offers(line)
    if len(line) > LONG_LINE:
        yield from listed_openings(line)
    yield from _glued_edges(line)
    yield from _after_title(line)
    yield from (end for end in (_byline_end(line), _note_end(line)) if end)
    yield from _speaker_behind_a_note(line)
    yield from _signed_before_a_gap(line)
    yield from _name_behind_a_date(line)
    yield from _edges_of_signed_title(line)
    headline = _HEADLINE.match(line) if "强调" in line else None
    if headline is not None:
        yield headline.end()
    if "记者" in line or "通讯员" in line:
        yield from (match.start() for match in _REPORTER.finditer(line, 4, REACH))


def _byline_end(line: str) -> int:
    """Return where the text begins that a speaker or a date in front runs into; 0 if a line opens with none."""
    bracket = _IN_BRACKETS.match(line)
    if bracket is not None:
        stated = bracket.group().strip()
        speaks = is_speaker(stated) and salutation_end(line[bracket.end() : bracket.end() + REACH])
        return bracket.end() if speaks or is_dateline(stated) else 0
    dated = _DATE_RUN_IN.match(line) if line.find("日", 5, BYLINE // 2) > 0 else None
    if dated is not None and is_dateline(dated.group()):
        return dated.end()
    found = _ADDRESSED.search(line, 2, BYLINE)
    if found is None or not salutation_end(line[found.start() : found.start() + REACH]):
        return 0
    words = line[: found.start()].strip()
    return found.start() if names_a_speaker(words) or _MASKED_NAME.match(words) else 0


def _note_end(line: str) -> int:
    """Return where a salutation begins that an editor's note in front runs into; 0 if a line opens with none."""
    if len(line) > NOTE or not line.endswith((":", "：")) or _NOTE.match(line) is None:
        return 0
    end = max(line.rfind(stop) for stop in "。！？") + 1
    words = line[end:]
    return end if end and len(words) in (salutation_end(words), units_end(words)) else 0


def _speaker_behind_a_note(line: str) -> Iterator[int]:
    """Yield where a speaker in brackets begins and ends that stands between a note and a salutation."""
    for bracket in _BEHIND_A_NOTE.finditer(line, 0, NOTE):
        if is_speaker(bracket.group().strip()) and salutation_end(line[bracket.end() : bracket.end() + REACH]):
            yield from bracket.span()


def _signed_before_a_gap(line: str) -> Iterator[int]:
    """Yield where the text begins behind a speaker or a full date and white space too wide to divide words."""
    gap = _WIDE_GAP.search(line, 4, BYLINE)
    if gap is not None and n_han(line[gap.end() : gap.end() + BYLINE]) >= LEAST_SIGNED:
        words = line[: gap.start()]
        if names_a_speaker(words) or (words.rstrip("）)").endswith("日") and is_dateline(words)):
            yield gap.end()


def _name_behind_a_date(line: str) -> Iterator[int]:
    """Yield where a speaker's name begins and ends that stands between a date and a text without salutation."""
    for found in _DATE_AND_NAME.finditer(line, 0, NOTE):
        if is_dateline(found["date"]) and is_name(found["name"]):
            yield from (found.start("name"), found.end())


def _edges_of_signed_title(line: str) -> Iterator[int]:
    """Yield where the day and the speaker begin that a title runs into, where that is all there is of the line."""
    found = _SIGNED_TITLE.match(line) if "年" in line and len(line) <= LONG_LINE else None
    if found is None or not (is_dateline(found["date"]) and is_speaker(found["who"].strip())):
        return
    if title_kind(found["title"].strip()) is Shape.TITLE:
        yield from (found.start("date"), found.start("who"))


def _after_title(line: str) -> Iterator[int]:
    """Yield where the text begins in a line that opens with a title and white space."""
    gap = _GAP.search(line, 4, MAX_TITLE)
    if gap is None or n_han(line[gap.end() :]) < 2:
        return
    if is_full_title(line[: gap.start()]) and title_kind(line[: gap.start()]) is Shape.TITLE:
        yield gap.end()


def _title_before_an_address(line: str) -> Iterator[int]:
    """Yield where the text begins that a title runs into, in a line too short for a title to be told by itself."""
    named = _BEFORE_AN_ADDRESS.match(line) if _MAY_ADDRESS.search(line, 0, MAX_TITLE) is not None else None
    if named is not None:
        yield named.end()


def _titles_run_in(line: str) -> Iterator[int]:
    """Yield where each of the titles that a line opens with ends; the only way to tell if no salutation follows."""
    found = _RUN_IN.match(line) or _MANUSCRIPT.match(line)
    while found is not None:
        yield found.end()
        if found.groupdict().get("again"):
            yield found.start("again")
        found = _RUN_IN.match(line, found.end())


def _glued_edges(line: str) -> Iterator[int]:
    """Yield the offsets of salutations glued to a title, and those of name, date, speaker and title before them."""
    for match in _GLUED.finditer(line):
        end = match.end()
        named = name_before_salutation(line[end : end + REACH])
        addressed = line[end + named : end + named + REACH]
        if salutation_end(addressed) or units_end(addressed):
            if named:
                yield end + named
            yield from _head_edges(line, end)


def _head_edges(line: str, end: int) -> Iterator[int]:
    """Yield where a head that ends at an offset begins, where its date line and speaker do, and its end."""
    low = max(0, end - 160)
    head = line[low:end].rstrip()
    date = _LAST_DATE.search(head)
    dated = date is not None and is_dateline(date.group().strip())
    if date is not None and dated:
        yield low + date.start()
        head = head[: date.start()].rstrip()
    if is_dateline(line[:end].strip()):
        yield end
        return
    head = head.rstrip(":：")
    named = _LAST_WORDS.search(head[-90:])
    title = named.group() if named is not None else ""
    if not is_teaser(line, end):
        title = _SENTENCES.sub("", title)
    speaker = speaker_start(title) if dated else 0
    if speaker or title_kind(title) is not None:
        yield low + len(head) - len(title)
        yield low + len(head) - len(title) + speaker
    if speaker or dated or title_kind(title) is not None or (head.startswith(("(", "（")) and is_speaker(head)):
        yield end
