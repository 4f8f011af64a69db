"""Titles and part headers: lines that name a text, what kind of text it is, and whether it is one of several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.shapes import Shape
from parsers.shapes.marks import NUMBER
from parsers.shapes.words import endings

MAX_TITLE = 80
"""Longest line that can be a title; two titles joined into one reach sixty characters."""
LISTED = 3
"""Titles in one line from which on it is a list of links run together."""

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
COUNTED = (
    rf"(?:(?P<open>[(（\[【])\s?(?P<inside>{_NUMERAL})\s?(?P<close>[)）\]】])"
    rf"|(?P<number>{_NUMERAL})\s?(?P<stop>、|[.．](?!\d)|[)）]|(?<=\d)[\s　]+(?![年月日号届次周个家名项条万亿]))"
    r"|(?P<circled>[①-⑳])"
    rf"|(?P<word>(?:Part|PART|No|NO)\s?[.．]?\s?)(?P<nth>{_NUMERAL})[\s.．:：、]"
    rf"|第(?P<th>{_NUMERAL})(?P<kind>部分|则|份|例)[\s:：、]"
    rf"|(?P<label>[一-鿿]{{1,6}}?(?<![项程节步第]))(?P<labelled>{_NUMERAL})[:：])"
)
"""The number of a part before its name, as a pattern: （一）, 3、, 04 , ②, Part 2, 第一部分, 材料三：."""
_PART_HEADER = re.compile(
    rf"(?P<before>[^。；;!！?？]{{0,50}}?)[【\[(（《〈]?\s?"
    rf"(?:第\s?{NUMBER}\s?篇(?!章)|(?<!每)篇\s?{NUMBER}|范文\s?{NUMBER}+(?!\s?篇)"
    rf"|(?<![㐀-鿿])(?:范例|例文|样文)\s?{NUMBER}(?=\W|$)|(?P<numbered>[(（]之?{NUMBER}[)）]$|之{NUMBER}$))"
    r"\s?[】\])）》〉]?\s?[:：、.．,，|｜]?\s?(?P<title>[^。；;]{0,80})$"
)
_PART_WORD = re.compile("[篇之]|范文|范例|例文|样文")
"""What such a header holds, if it ends in no bracket."""
_NUMBERED_TITLE = re.compile(
    rf"(?P<before>)(?P<item>#{{1,4}}[\s　]+(?!\d)|(?:#{{1,4}}[\s　]+)?{COUNTED})\s?(?P<title>[^。；;：:]{{6,80}})$"
)
_BRACKETED_END = re.compile(r"\s?[(（【\[〔][^()（）【】\[\]]{0,40}[)）】\]〕]$")
_SITE_END = re.compile(r"(?:\s?[-_—|–]{1,2}\s?[^-_—|–\s]{2,14}|\s?[【\[(（][^】\])）]{0,20}[】\])）]|\s{1,3}[|｜])$")
_TITLE_STOP = re.compile(r"。|；|;|，.{0,60}[，,]|,.{0,60}[，,]")
_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_DECORATION = "-—–=~～·•" + _SPACE
_BEFORE_TITLE = _DECORATION + "*＊#"
_FRAME = "★☆◆◇■□●○▲△※" + _SPACE
"""Signs that frame a title from both sides; before it alone they are the bullet of a list."""
_STOPPED = re.compile(
    r"(?![^在]{0,10}(?:学习|贯彻|落实|按照|根据|听了))[*＊]?(?:[㐀-鿿Xx×*]{0,5}(?:书记|[长任席])(?:同志)?)?在[^，。]+。$"
)
"""A title that a full stop ends: it opens with the speaker or the occasion, and nobody asks anything of it."""
_HUNG_ON = ")）】]〕篇字"
"""What a bracket or a count at a title's end ends in."""
_COUNT_END = re.compile(r"\s?(?:等?(?<!第)\s?(?<![第\d])\d{1,3}\s?篇|\d{3,5}\s?字)$")
_COUNTED = ("篇", "字")
_NUMBER_END = re.compile(r"(?<=[话言辞词稿结划案报告点纲知感])\s?\d{1,2}$")
_STRAY_END = re.compile(r"(?:讲话|发言|致辞|致词)[㐀-鿿]")
"""A title with one character of what came after it."""
_SITE_MARK = re.compile(r"[-_—|–｜【\[(（]")
"""What the end that a site hangs on a title holds."""
_ANNOUNCES = re.compile(r"我.{0,12}[一二三四五六七八几两\d]\s?(?:点|条|个|方面).{0,6}(?:意见|要求|建议|体会|通报)$")
"""A speaker who says how many points are to come: no name of a paper, whatever word it ends in."""
_QUOTED = re.compile(r"\s?[《〈](?P<name>[^《》〈〉]+)[》〉]?\s?$")
_LECTURE = re.compile(r"[^，。；;：:]{0,8}(?:党课|讲稿|发言稿)(?=[:：].{4})")
"""A kind before the name that the text itself bears: 村支书党课:把路修到田边."""
_SPEAKS_ON = re.compile(r"我(?:[讲谈说看想]|们)")
"""A speaker behind the first words of a line that lost its punctuation: those are no name (听完报告 我看到)."""
_FULL_TITLE = re.compile(
    r"(?:会|会议|仪式|典礼|活动|开幕式|闭幕式|座谈|现场|班|时|期间|大会|式|节)(?:[)）”\"」])?(?:上|结束时|中)?的?(?:领导|总结|动员|主持|表态|重要|即席|交流|致辞|就职|开班|结业|点评|慰问|辅导)?(?:讲话|发言|致辞|致词|演讲|报告|党课|推介)"
)
_COLLECTION = re.compile(
    r"精选|通用|汇总|合集|大全|范文|集锦|模板|[(（【\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?篇[)）】\]]?|等\d"
)
_JOINED = re.compile(r"[会议式礼节时班上]的(?:总结|动员|表态)?(?:讲话|发言|致辞|致词)和[^，。]{6,}$")
_GENERIC = re.compile(
    r"(?:领导|会议|节日|竞聘|精彩|优秀|最新|党政|机关|工作|乡镇|各类|演讲|就职|表态)*(?:讲话|发言|致辞|演讲){0,2}(?:稿|词|报告)?$"
)
_TOLD = re.compile(r"[听看谈座][谈过]?了(?!解)")
"""What a speaker tells of in a line without punctuation: no name of a paper says that somebody heard a report."""
_NOWHERE = re.compile(r"在?(?:会议|大会|活动|会)上的?(?:领导)?(?:讲话|发言|致辞|演讲)")


def title_core(line: str) -> str:
    """Return a title without what sites hang on its end: brackets, names of the site, 全文, 范文."""
    before = None
    if line[:1] in _FRAME and line[-1:] in _FRAME:
        line = line.strip(_FRAME)
    core = line.lstrip(_BEFORE_TITLE).rstrip(_DECORATION).removesuffix("。")
    while core != before and core:
        before = core
        if core[-1] in _HUNG_ON:
            core = _COUNT_END.sub("", _BRACKETED_END.sub("", core))
        core = core[: len(core) - endings("title", "appended").length(core)].rstrip(" 　:：-_|*")
    return core


def title_kind(line: str) -> Shape | None:
    """Return TITLE for the name of something spoken, OTHER_TITLE for that of another text, else None."""
    if not 4 <= len(line) <= MAX_TITLE or line.isascii() or _TITLE_STOP.search(line) or _ANNOUNCES.search(line):
        return None
    for text in _readings(title_core(line)):
        kind = _kind_at_end(text)
        if kind is not None and len(text) >= 4:
            return kind
    return None


def _readings(core: str) -> Iterator[str]:
    """Yield a title, and what it is without a site's name, a stray character, a number or further words at its end."""
    yield core
    if _SITE_MARK.search(core):
        yield title_core(_SITE_END.sub("", core))
    if _STRAY_END.fullmatch(core, max(0, len(core) - 3)):
        yield core[:-1]
    if core[-1:].isdecimal():
        yield _NUMBER_END.sub("", core)
    lecture = _LECTURE.match(core) if ":" in core or "：" in core else None
    if lecture is not None:
        yield lecture.group()
    words = core.split(maxsplit=1)
    if len(words) < 2 or is_full_title(words[0]) or _SPEAKS_ON.search(words[1]) is None:
        yield from words[:1]


def _kind_at_end(text: str) -> Shape | None:
    spoken = endings("title", "speech").length(text)
    if endings("title", "other").length(text) > spoken:
        return None if _TOLD.search(text) else Shape.OTHER_TITLE
    return Shape.TITLE if spoken else None


def is_full_title(line: str) -> bool:
    """Tell whether a line names a speech by its occasion: 在……会上的讲话. Such a line is part of no speech."""
    return _FULL_TITLE.search(line) is not None and not is_collection_title(line)


def is_stopped_title(line: str) -> bool:
    """Tell whether a line is a speech's title that was typed with a full stop behind it."""
    return len(line) <= MAX_TITLE and _STOPPED.match(line) is not None and is_full_title(line)


def lists_titles(line: str) -> bool:
    """Tell whether a line is a list of links run together, each of them a title."""
    return "。" not in line and len(_FULL_TITLE.findall(line)) >= LISTED


def is_generic_title(title: str) -> bool:
    """Tell whether a title is only the name of a kind, as a site's columns are called: 领导讲话."""
    title = "".join(title.split())
    return len(title) <= 10 and (_GENERIC.match(title) is not None or _NOWHERE.match(title) is not None)


def is_collection_title(line: str) -> bool:
    """Tell whether a title is that of a compilation: 讲话稿精选(9篇)."""
    return _COLLECTION.search(line) is not None


def joins_titles(line: str) -> bool:
    """Tell whether a line is the titles of two texts, the first of them a speech's: 在……会上的讲话和在……会上的发言."""
    return len(line) <= MAX_TITLE and _JOINED.search(line) is not None and title_kind(line) is not None


def part_header(line: str) -> re.Match[str] | None:
    """Return the match of a line that announces a part of a compilation; groups `before` and `title`."""
    if len(line) > MAX_TITLE + 20:
        return None
    match = (_PART_HEADER.match(line) if _may_head_a_part(line) else None) or _NUMBERED_TITLE.match(line)
    if match is None:
        return None
    groups = match.groupdict()
    if line.endswith(_COUNTED) and _COUNT_END.search(line):
        return None
    if groups.get("numbered") and title_kind(match["before"].strip()) is None:
        return None
    if groups.get("item"):
        kind = title_kind(named_in(match))
        if kind is None or (kind is Shape.TITLE and not is_full_title(named_in(match))):
            return None
    return match


def named_in(header: re.Match[str]) -> str:
    """Return the name of the text that a part header announces, without the marks of a quotation around it."""
    quoted = _QUOTED.match(header["title"])
    return str(quoted["name"] if quoted is not None else header["title"]).strip()


def _may_head_a_part(line: str) -> bool:
    return _PART_WORD.search(line) is not None or line.endswith((")", "）"))
