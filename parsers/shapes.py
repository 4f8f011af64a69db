"""What a line looks like, by itself: salutation, title, date line, speaker line, heading, prose, snippet.

A shape is not yet a decision. A title-shaped line may be a related link, a salutation may be quoted in a novel; what a
line is follows from where it stands (`parsers.parts`). The words are data (`data/shapes.toml`); here is only how they
make a shape. Lines are simplified text, stripped; punctuation may be of either width.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from parsers.rules import DATA


class Shape(StrEnum):
    """The shapes, from the most telling to the least."""

    SALUTATION = "salutation"
    PART_HEADER = "part_header"
    DATELINE = "dateline"
    SPEAKER = "speaker"
    TITLE = "title"
    OTHER_TITLE = "other_title"
    HEADING = "heading"
    SNIPPET = "snippet"
    PROSE = "prose"
    SHORT = "short"


MAX_TITLE = 80
"""Longest line that can be a title; two titles joined into one reach sixty characters."""

LEAST_SNIPPET = 25
"""Shortest line that dots at its end make a preview."""
MAX_SNIPPET = 250
"""Longest opening of another article that a list shows; most are cut after some eighty characters."""

SITE_SHARE = 0.14
"""Share of a line's characters in words of the site from which on it can be the site's; an appeal to report abuses by
telephone or chat, at a speech's end, has a third of that."""

LISTED = 3
"""Titles in one line from which on it is a list of links run together."""

MASK = "XxＸ×*＊✕╳○〇"
_NUMBER = r"[一二三四五六七八九十百\d]{1,4}"
_DIGIT = rf"[\d０-９{MASK}_#Oo零一二三四五六七八九十廿元]"

DATE = (
    rf"(?:{_DIGIT}{{2,4}}\s{{0,2}}年\s{{0,2}}{_DIGIT}{{0,3}}\s{{0,2}}月(?:\s{{0,2}}{_DIGIT}{{0,4}}\s{{0,2}}[日号])?"
    r"|(?:19|20)\d\d\s?[-./．]\s?\d{1,2}\s?[-./．]\s?\d{1,2}日?)"
)

_NO_HAN = re.compile(r"[^㐀-鿿]+")
_LINE_PUNCTUATION = re.compile(r"[。！？!?；;，,：:]")
_DATE = re.compile(DATE)
_DATED = re.compile(r"年|19|20")
"""What every date holds."""
_DATELINE_REST = re.compile(r"[\s()（）【】\[\]〔〕—–-]|根据录音整理|录音整理")
_SITE_COLON = re.compile(r"[:：|]")
_SITE_WORD = re.compile(r"更新|发布|发表|上传|来源|作者|编辑|阅读|浏览|点击|下载|分钟|字数|·")
_MORE = r"[\[【(（]\s?(?:查看|阅读|点击|详细|详情|更多|全文|展开)[^\]】)）]{0,8}[\]】)）]"
_SNIPPET = re.compile(rf"(?:(?:\.{{3,}}|…+|。{{3,}})[”\"]?\s{{0,2}}(?:{_MORE})?|{_MORE})$")
_SNIPPET_END = 24
"""Characters at a line's end in which such dots lie, with what may follow them."""
_ENUMERATION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s?[、.．,，]|[(（]\s?[一二三四五六七八九十\d]{1,3}\s?[)）]|\d{1,2}\s?[、.．](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}(?:[,，、:：\s]|个?方面|点|句)|[一二三四五六七八九十]{1,2}(?:是|要))"
)
_PART_HEADER = re.compile(
    rf"(?P<before>[^。；;!！?？]{{0,50}}?)[【\[(（《〈]?\s?"
    rf"(?:第\s?{_NUMBER}\s?篇(?!章)|(?<!每)篇\s?{_NUMBER}|范文\s?{_NUMBER}(?!\s?篇)|(?P<numbered>[(（]{_NUMBER}[)）]$|之{_NUMBER}$))"
    r"\s?[】\])）》〉]?\s?[:：、.．,，]?\s?(?P<title>[^。；;]{0,80})$"
)
_NUMBERED_TITLE = re.compile(
    r"(?P<before>)(?P<item>[一二三四五六七八九十]{1,3}\s?[、.．]|[(（]\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?[)）]|\d{1,2}\s?[、.．](?!\d))"
    r"\s?(?P<title>[^。；;：:]{6,80})$"
)
_BARE_NUMBER = re.compile(rf"[-—–·~\s]*(?:{_NUMBER}|第\s?{_NUMBER}\s?页.{{0,12}})[、.．\s—–·~-]*$")
_NAME = re.compile(rf"(?P<surname>[㐀-鿿{MASK}])[\s　]{{0,4}}[㐀-鿿{MASK}](?:[\s　]{{0,2}}[㐀-鿿{MASK}])?$")


@cache
def _table(section: str) -> dict[str, list[str]]:
    tables: dict[str, dict[str, list[str]]] = tomllib.loads((DATA / "shapes.toml").read_text("utf-8"))
    return tables[section]


class Endings:
    """Words that a text may end in, found by the text's last character."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_last: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words, key=len, reverse=True):
            self._by_last[word[-1]].append(word)

    def length(self, text: str) -> int:
        """Return the length of the longest word that the text ends in, 0 if it ends in none."""
        for word in self._by_last.get(text[-1:], ()):
            if text.endswith(word):
                return len(word)
        return 0


@cache
def _endings(section: str, key: str) -> Endings:
    return Endings(_table(section)[key])


def _alternatives(section: str, key: str) -> str:
    words = sorted(_table(section)[key], key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, words))


def han_of(text: str) -> str:
    """Return the Han characters of a text."""
    return _NO_HAN.sub("", text)


def n_han(text: str) -> int:
    """Return the number of Han characters."""
    return len(_NO_HAN.sub("", text))


def is_cut_off(line: str) -> bool:
    """Tell whether a line ends in dots, as previews and lists of other articles do."""
    return len(line) >= LEAST_SNIPPET and _SNIPPET.search(line, len(line) - _SNIPPET_END) is not None


def is_snippet(line: str) -> bool:
    """Tell whether a line is the opening of another article as lists of them show it."""
    return len(line) <= MAX_SNIPPET and is_cut_off(line)


def shape_of(line: str) -> Shape:
    """Return the shape of a stripped, non-empty line."""
    return Shape.SNIPPET if is_snippet(line) else shape_of_whole(line)


def shape_of_whole(line: str) -> Shape:
    """Return the shape of a line that is no snippet."""
    if salutation_end(line):
        return Shape.SALUTATION
    if len(line) <= MAX_TITLE + 20:
        found = _short_shape(line)
        if found is not None:
            return found
    return Shape.PROSE if is_prose(line) and not _lists_titles(line) else Shape.SHORT


def _lists_titles(line: str) -> bool:
    return "。" not in line and len(_FULL_TITLE.findall(line)) >= LISTED


def _short_shape(line: str) -> Shape | None:
    header = part_header(line)
    if header is not None and not (header.groupdict().get("item") and title_kind(header["title"]) is not Shape.TITLE):
        return Shape.PART_HEADER
    if is_dateline(line):
        return Shape.DATELINE
    if opens_item(line):
        named = title_kind(_ENUMERATION.sub("", line, count=1).strip())
        if named is Shape.TITLE and is_full_title(line):
            return Shape.PART_HEADER
        return Shape.HEADING if not is_prose(line) else None
    kind = Shape.TITLE if _SPACED_KIND.match(line) else title_kind(line)
    if kind is not None:
        return kind
    return Shape.SPEAKER if is_speaker(line) else None


_SPACED_KIND = re.compile(r"(?:讲[\s　]+话|发[\s　]+言|致[\s　]+[辞词]|讲[\s　]话[\s　]稿)$")
"""The name of a kind, set wide in a line of its own as the second half of a title."""


def is_prose(line: str) -> bool:
    """Tell whether a line reads as part of a text: long, or with punctuation inside."""
    least = 40 if _LINE_PUNCTUATION.search(line) is None else 8
    return n_han(line[: 3 * least]) >= least or n_han(line[:200]) >= least


def opens_item(line: str) -> bool:
    """Tell whether a line opens with a number or an ordinal, as headings and items do."""
    return _ENUMERATION.match(line) is not None


def is_bare_number(line: str) -> bool:
    """Tell whether a line holds a number and nothing else: a page, a chunk, or the number of a part."""
    return len(line) <= 24 and _BARE_NUMBER.match(line) is not None


_SALUTATION_SPAN = re.compile(r"[^:：!！。？?；;\n]{2,90}+[:：!！]")
_JOINT = re.compile(r"[、,，\s]+")
_NEXT_AUDIENCE = re.compile(r"(?<=[㐀-鿿])(?<!的)(?=各位|尊敬的|女士们|先生们|同志们|朋友们|老师们|同学们|乡亲们)")
"""Where the next audience begins, on a page that lost its punctuation."""
_REMARK = re.compile(r"[(（][^()（）]{0,12}[)）]")
_FIGURE = re.compile(r"[\d()（）]")
_SAYS = re.compile(r"^[“\"「『'‘]|[要请说讲问答道指在是]|强调|必须|都")
_PLURAL = ("们", "同志", "代表", "委员", "领导", "来宾", "嘉宾", "朋友", "乡亲", "父老")


def salutation_end(line: str) -> int:
    """Return the offset after a salutation that opens a line, with its colon; 0 if none does.

    An exclamation mark counts only where the salutation is the whole line (inside a speech, 同志们！ is a call), and so
    does the lack of any mark, which is what stripped punctuation leaves.
    """
    head = _SALUTATION_SPAN.match(line)
    if head is None:
        return len(line) if len(line) <= 30 and line.endswith(_PLURAL) and _names_an_audience(line) else 0
    if head.group()[-1] in "!！" and head.end() < len(line):
        return 0
    return head.end() if _names_an_audience(head.group()[:-1]) else 0


def _names_an_audience(words: str) -> bool:
    names = [name for name in _JOINT.split(_REMARK.sub("", words)) if name]
    if len(names) == 1:
        names = [name for name in _NEXT_AUDIENCE.split(names[0]) if name]
    return bool(names) and all(map(_addressed, names)) and any(map(_core, names))


def _addressed(name: str) -> bool:
    if len(name) > 24 or _SAYS.search(name) or _FIGURE.search(name):
        return False
    return (
        _endings("salutation", "addressed").length(name) > 0
        or _endings("office", "words").length(name) > 0
        or (len(name) <= 10 and (name.startswith(("各位", "亲爱的")) or name.endswith("们")))
    )


@cache
def _openings() -> tuple[str, ...]:
    return tuple(_table("salutation")["openings"])


def _core(name: str) -> bool:
    """Tell a salutation's own word from a subject that ends alike (会议要求各级干部)."""
    return name.startswith(_openings()) or (len(name) <= 8 and name.endswith(_PLURAL))


def is_dateline(line: str) -> bool:
    """Tell whether a line is a date, with no more than a place, an office or a name beside it."""
    if len(line) > 50 or not _DATED.search(line):
        return False
    found = _DATE.search(line)
    if found is None or _SITE_COLON.search(line):
        return False
    rest = _DATELINE_REST.sub("", line[: found.start()] + line[found.end() :])
    return len(rest) <= 16 and _LINE_PUNCTUATION.search(rest) is None and _SITE_WORD.search(rest) is None


def is_speaker(line: str) -> bool:
    """Tell whether a line is an office, a name, or both."""
    offices = _endings("office", "words")
    labelled = _LABELLED_NAME.match(line) if ":" in line or "：" in line else None
    if labelled is not None and offices.length(labelled["office"]):
        return True
    if len(line) > 40 or _LINE_PUNCTUATION.search(line):
        return False
    bare = line.strip("()（）【】[] 　")
    words = bare.split()
    if len(words) >= 2 and any(map(offices.length, words)):
        return all(len(word) <= 24 for word in words)
    if _is_name(bare) or (len(bare) <= 24 and offices.length(bare) > 0):
        return True
    office = _office_before_name().search(bare)
    return office is not None and len(bare) <= 24 and _is_name(bare[office.end() :])


_LABELLED_NAME = re.compile(rf"[(（]?(?P<office>[^，。；;！!]{{2,24}})\s?[:：]\s?[㐀-鿿{MASK}]{{1,4}}[)）]?$")


def _is_name(words: str) -> bool:
    name = _NAME.match(words) if words not in _table("name")["words"] else None
    return name is not None and (name["surname"] in _table("name")["surnames"][0] or name["surname"] in MASK)


_NAMED_AND_SALUTED = re.compile(
    r"(?P<name>[㐀-鿿]{2,3}?)(?=(?:同志们|朋友们|乡亲们|老师们|各位|尊敬的|女士们)[^。；;]{0,60}?[:：])"
)


def name_before_salutation(line: str) -> int:
    """Return the offset of a salutation that the speaker's name runs into (李明川同志们:); 0 if none does."""
    found = _NAMED_AND_SALUTED.match(line)
    return found.end() if found is not None and _is_name(found["name"]) else 0


_AFTER_TITLE = re.compile(r"(?:讲话|发言|致辞|致词|演讲|报告)(?=[㐀-鿿]{4,24}$)")


def speaker_start(words: str) -> int:
    """Return where an office and a name begin that a title runs into (……会上的发言某县县长李明川); 0 if none does."""
    for found in _AFTER_TITLE.finditer(words):
        rest = words[found.end() :]
        if is_speaker(rest):
            return found.end()
    return 0


@cache
def _office_before_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('office', 'words')})(?=[㐀-鿿]{{2,3}}$)")


_BRACKETED_END = re.compile(r"\s?[(（【\[〔][^()（）【】\[\]]{0,40}[)）】\]〕]$")
_SITE_END = re.compile(r"(?:\s?[-_—|–]{1,2}\s?[^-_—|–\s]{2,14}|\s?[【\[(（][^】\])）]{0,20}[】\])）]|\s{1,3}[|｜])$")
_TITLE_STOP = re.compile(r"[。；;]|[，,].{0,60}[，,]")
_DECORATION = re.compile(r"^[-—–=*＊#~～·•\s]+|[-—–=~～·•\s]+$")
_HUNG_ON = ")）】]〕篇字"
"""What a bracket or a count at a title's end ends in."""
_COUNT_END = re.compile(r"\s?(?:等?\s?\d{1,3}\s?篇|\d{3,5}\s?字)$")
_NUMBER_END = re.compile(r"(?<=[话言辞词稿])\s?\d{1,2}$")
_STRAY_END = re.compile(r"(?<=讲话|发言|致辞|致词)[㐀-鿿]$")


def title_core(line: str) -> str:
    """Return a title without what sites hang on its end: brackets, names of the site, 全文, 范文."""
    before = None
    core = _DECORATION.sub("", line.strip())
    while core != before and core:
        before = core
        if core[-1] in _HUNG_ON:
            core = _COUNT_END.sub("", _BRACKETED_END.sub("", core))
        core = core[: len(core) - _endings("title", "appended").length(core)].rstrip(" 　:：-_|*")
    return core


_ANNOUNCES = re.compile(r"我.{0,12}[一二三四五六七八几两\d]\s?(?:点|条|个|方面).{0,6}(?:意见|要求|建议|体会|通报)$")
"""A speaker who says how many points are to come: no name of a paper, whatever word it ends in."""


def title_kind(line: str) -> Shape | None:
    """Return TITLE for the name of something spoken, OTHER_TITLE for that of another text, else None."""
    if not 4 <= len(line) <= MAX_TITLE or _TITLE_STOP.search(line) or _ANNOUNCES.search(line):
        return None
    core = title_core(line)
    whole = (core, _SITE_END.sub("", core), _STRAY_END.sub("", core), _NUMBER_END.sub("", core))
    for text in (*whole, re.split(r"[\s　]", core)[0]):
        kind = _kind_at_end(text)
        if kind is not None and len(text) >= 4:
            return kind
    return None


_FULL_TITLE = re.compile(
    r"(?:会|会议|仪式|典礼|活动|开幕式|闭幕式|座谈|现场|班|时|期间|大会|式|节)(?:[)）”\"」])?(?:上|结束时|中)?的?(?:领导|总结|动员|主持|表态|重要|即席|交流|致辞)?(?:讲话|发言|致辞|致词|演讲|报告|党课|推介)"
)
_COLLECTION = re.compile(
    r"精选|通用|汇总|合集|大全|范文|集锦|模板|[(（【\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?篇[)）】\]]?|等\d"
)


def is_full_title(line: str) -> bool:
    """Tell whether a line names a speech by its occasion: 在……会上的讲话. Such a line is part of no speech."""
    return _FULL_TITLE.search(line) is not None and not is_collection_title(line)


_GENERIC = re.compile(
    r"(?:领导|会议|节日|竞聘|精彩|优秀|最新|党政|机关|工作|乡镇|各类|演讲|就职|表态)*(?:讲话|发言|致辞|演讲)?(?:稿|词|报告)?$"
)


_NOWHERE = re.compile(r"在?(?:会议|大会|活动|会)上的?(?:领导)?(?:讲话|发言|致辞|演讲)")


def is_generic_title(title: str) -> bool:
    """Tell whether a title is only the name of a kind, as a site's columns are called: 领导讲话."""
    title = "".join(title.split())
    return len(title) <= 10 and (_GENERIC.match(title) is not None or _NOWHERE.match(title) is not None)


def is_collection_title(line: str) -> bool:
    """Tell whether a title is that of a compilation: 讲话稿精选(9篇)."""
    return _COLLECTION.search(line) is not None


def _kind_at_end(text: str) -> Shape | None:
    spoken = _endings("title", "speech").length(text)
    if _endings("title", "other").length(text) > spoken:
        return Shape.OTHER_TITLE
    return Shape.TITLE if spoken else None


def _may_head_a_part(line: str) -> bool:
    return "篇" in line or "范文" in line or "之" in line or line.endswith((")", "）"))


def part_header(line: str) -> re.Match[str] | None:
    """Return the match of a line that announces a part of a compilation; groups `before` and `title`."""
    if len(line) > MAX_TITLE + 20:
        return None
    match = (_PART_HEADER.match(line) if _may_head_a_part(line) else None) or _NUMBERED_TITLE.match(line)
    if match is None:
        return None
    groups = match.groupdict()
    if _COUNT_END.search(line):
        return None
    if groups.get("numbered") and title_kind(match["before"].strip()) is None:
        return None
    if groups.get("item") and title_kind(match["title"]) is None:
        return None
    if groups.get("item") and title_kind(match["title"]) is Shape.TITLE and not is_full_title(match["title"]):
        return None
    return match


@cache
def _site_words() -> re.Pattern[str]:
    return re.compile(_alternatives("site", "words"))


_QUOTED = re.compile(
    r"[一-鿿×X*]{4,40}?[上时]的(?:总结)?(?:讲话|发言|致辞|致词)|[“\"《「【][^”\"》」】]{0,80}[”\"》」】]"
)
_MAY_QUOTE = re.compile(r"[“\"《「【]|讲话|发言|致辞|致词")
"""What every quotation holds."""
_SPOKEN = re.compile(r"同志们|(?<!关于)(?<!联系)我们|大家|各位|[我咱][县市区镇乡村]")


def is_of_the_site(line: str) -> bool:
    """Tell whether a line at a text's edge is the site's own: two of its words, one if it is short, and no address."""
    if len(line) > MAX_SNIPPET:
        return False
    bare = _QUOTED.sub("", line) if _MAY_QUOTE.search(line) else line
    found = _site_words().findall(bare)
    words = set(found)
    if sum(map(len, found)) < SITE_SHARE * len(bare):
        return False
    if _SPOKEN.search(line):
        return len(words) >= 4
    return len(words) >= 2 or (len(words) == 1 and len(bare) <= 16)


def is_spoken(line: str) -> bool:
    """Tell whether a line speaks to somebody or for a place: 同志们, 大家, 我们, 我县."""
    return _SPOKEN.search(line) is not None


def is_closing(line: str) -> bool:
    """Tell whether a line could be the last of a speech: thanks, wishes, a call."""
    return any(word in line[-60:] for word in _table("closing")["words"])
