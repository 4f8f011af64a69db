"""Who speaks: the office from title or speaker line, and the name where it is stated to be the speaker's.

A name or office inside the body usually belongs to somebody else, so neither is taken from there but the office that
the speaker says he holds (由我担任县长). Of several offices
the head of the party goes before that of the government, these before deputies, and a membership (常委) or the head of
a department (局长) after all. The level that follows from the office is read by `parsers.levels`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

import tomli

from parsers.findings import Finding, Part, Span
from parsers.rules import DATA
from schemas import Level


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the table has it; `{x}` in words and name stands for the character of its level."""

    words: tuple[str, ...]
    name: str
    """Empty where the words stand as written: usage has both 组织部长 and 组织部部长."""
    level: Level | None
    example: tuple[str, str]


@cache
def _tables() -> dict[str, Any]:
    return tomli.loads((DATA / "offices.toml").read_text("utf-8"))


@cache
def offices() -> tuple[Office, ...]:
    """Return the table of offices."""
    return tuple(
        Office(
            tuple(entry["words"]),
            entry.get("name", ""),
            Level(entry["level"]) if "level" in entry else None,
            (entry["example"][0], entry["example"][1]),
        )
        for entry in _tables()["office"]
    )


@cache
def _office_pattern() -> tuple[re.Pattern[str], dict[str, Office]]:
    """Return one pattern over all words of all offices, longest first, and the office of each word."""
    by_word = {word: office for office in offices() for word in office.words}
    words = sorted(by_word, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace(r"\{x\}", "[省市县区州盟旗镇乡村]") for word in words)
    return re.compile(f"(?P<word>{alternatives})"), by_word


_TITLE_HEAD = re.compile(r"(?:在|关于|于|就|对|同|与|做|作|表态|讲话|发言|致辞|致词|——)")
_DEPARTMENT = re.compile(
    r"(?:新任|现任)?(?P<name>[一-鿿]{2,8}?(?P<kind>[局厅]))(?P<office>(?:党组书记、)?(?:副?(?P=kind))?长|党[委组]书记(?!、))"
)
_NAME = re.compile(
    r"[\s　：:]*(?P<name>[一-鿿]{2,3}|[一-鿿][\s　]+[一-鿿]|[一-鿿]{2,5}[·•][一-鿿]{2,6})(?:同志)?[\s　]*"
    r"(?=$|[)）\d(（]|在|(?:19|20)|二[〇○零Oo0]|一九)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪"
    "戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄"
    "章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜饶"
    "宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦"
)
_LAST_ON_LINE = re.compile(
    rf"[长任记席员委][\s　：:]+(?P<name>[{_SURNAMES}](?:[\s　]?[一-鿿]){{1,2}})(?:同志)?[\s　]*(?=$|[(（\d]|二[〇○零])"
)
_BARE_NAME = re.compile(rf"[\s　]*(?P<name>[{_SURNAMES}](?:[\s　]{{0,4}}[一-鿿]){{1,2}})[\s　]*$")
"""A line of nothing but a surname and one or two characters, between title and body."""
_COMRADE = re.compile(rf"\W{{0,3}}(?P<name>[{_SURNAMES}][一-鿿]{{1,2}})同志(?=在[^，。]{{4,60}}[讲致发])")
_STANDS_LAST = re.compile(r"[\s　]*[一-鿿Xx×*＊]{0,3}(?:同志)?[\s　]*$")
_RANKS = (
    re.compile(r"(?:[省市县区州盟旗镇乡]|地)(?:委|党委)书记"),
    re.compile(r"代?(?:理)?[省市县区州盟旗镇乡]长|行署专员|专员"),
    re.compile(r".*(?:人大|政协)(?:常委会)?(?:主任|主席)|.*委副书记"),
)
"""The offices that go before others named beside them, the foremost first."""
_LAST = re.compile(r"[局厅]长|.*常委|书记|党[委组]书记|.*监委主任")
"""What tells least of the speaker: a membership, or one department of those that a deputy is in charge of."""
_NOT_BY_THE_OFFICE = re.compile(
    "办公会|座谈会|联席会|例会|会议|大会|碰头会|(?:[^在]{0,4}(?:培训|述职|研修))|接待日|热线|信箱|抓|们|级|论坛|公开|人选"
)
"""What behind an office at the head of a title makes it that of others: 县长办公会, 县委书记培训班."""
_OF_HIMSELF = re.compile(
    "[由让选任决安派调推提我作身](?:"
    "(?P<made>(?:(?<=[由让派调])|(?<=选)举|(?<=任)命|(?<=决)定|(?<=安)排|(?<=推)选|(?<=提)名)"
    "我(?:来|去|到)?(?:[^，。；]{0,8}?)(?:接任|担任|出任|继任|就任|任|当|为))"
    "|(?P<being>(?<=我)(?:是|作为|身为|这个|担任|接任|就任|出任|当上))|(?P<as>(?<![^，。；！\\n][作身])(?<=[作身])为))"
)
"""What a speaker says of himself before his office. It begins with a class for the sake of speed."""
_NEAR = 18
"""Characters from those words to the end of the office: a place may stand between, 由我任佳县县委书记."""
_AFTER_OFFICE = "[，。；！？：、）)\\s]|以来|以后|这|就|也|要|首先|心里|没|责无旁贷|第一个|带头|自己|$"
_STILL_HIS = {
    "made": re.compile(f"(?:{_AFTER_OFFICE}|的)"), "being": re.compile(f"(?:{_AFTER_OFFICE})"),
    "as": re.compile("，[^。；他她]{0,10}我(?!们)"),
}  # fmt: skip
"""What may follow an office that is the speaker's: 我是县长派来的 is none."""
_NOT_HIS = re.compile("[，。；！？“”：]|的[^，。；]|过|前任|老|从|给|为了")
_NOT_NOW = re.compile("如果|假如|要是|假设|以为|[说讲喊][，：“]*$|曾|当年|年前|以前|过去|“$|不是")
_BETWEEN_OFFICES = re.compile(r"[、，,兼 　]")
_YOUTH = re.compile(r"(?:共青团|团)[一-鿿Xx×*＊]{0,4}$")
_INSIDE_WORD = re.compile(r"[一-鿿]$")
_STANDS_ALONE = re.compile(r"(?:同志|某|的)$")
_OF_PLACE = re.compile(r"^.*?[省市县区州盟旗](?:[市县区](?!场))?(?=[一-鿿]{2})")
_NOT_A_PERSON = re.compile(r"[会稿文年月日报版篇例话省市县区镇乡村局委办]$|某|讲话|发言|全文|提纲")
_NO_NAME = re.compile(
    r"^(?:同志|讲话|发言|致辞|致词|报告|表态|代表|工作|扩大|党委|政府|任职|离任|到任|上任|就任|挂职|卸任|告别|退休|会议|大会|动员|总结|就职|履新|调研|开幕|闭幕)"
)


def find_office(part: Part) -> tuple[Finding, ...]:
    """Return findings for speaker_role and speaker_name, from the first line that names an office, or a name alone."""
    role = next(_roles(part), ())
    named = any(finding.field == "speaker_name" for finding in role)
    return role if named else (*role, *islice(chain(_bare_names(part), _comrades(part)), 1))


def _comrades(part: Part) -> Iterator[Finding]:
    """Yield the name at a title's head that only 同志 tells to be the speaker's: 李明川同志在全县……会上的讲话."""
    for title in _titles(part):
        match = _COMRADE.match(part.text, title.start, title.end)
        if match is not None:
            yield Finding("speaker_name", match["name"], *match.span("name"), "office.comrade_in_title")


def is_bare_name(line: str) -> bool:
    """Tell whether a line is a person's name and nothing else."""
    return _bare_name(line) is not None


def _bare_name(line: str) -> re.Match[str] | None:
    match = _BARE_NAME.match(line)
    if match is None or _NO_NAME.match(match["name"]) or _NOT_A_PERSON.search(match["name"]):
        return None
    return match


def _bare_names(part: Part) -> Iterator[Finding]:
    for head in part.heads:
        match = _bare_name(part.slice(head))
        if match is not None:
            start, end = match.span("name")
            name = "".join(match["name"].split())
            yield Finding("speaker_name", name, head.start + start, head.start + end, "office.name_line")


def _roles(part: Part) -> Iterator[tuple[Finding, ...]]:
    """Yield what each place at which a speaker is named says: speaker lines above the text, the titles, signatures."""
    yield from _lines_of_speakers(part, [head for head in part.heads if head not in part.signatures])
    for title in _titles(part):
        words = part.slice(title)
        rest = _TITLE_HEAD.search(words)
        found = _role_in(words[: rest.start()].rstrip(":： 　"), title.start, "office.title") if rest else ()
        if found:
            yield found
    yield from _lines_of_speakers(part, part.signatures)
    yield from _of_themselves(part)


def _lines_of_speakers(part: Part, lines: Iterable[Span]) -> Iterator[tuple[Finding, ...]]:
    for line in lines:
        found = _role_in(part.slice(line), line.start, "office.speaker_line")
        if found:
            yield found


def _titles(part: Part) -> Iterator[Span]:
    """Yield what names the speech, its own title first without the label before it, and what follows a dash."""
    for span in part.titles():
        words = part.slice(span)
        start = max(0, words.find(part.title)) if part.title and span == part.title_span else 0
        yield Span(span.start + start, span.end)
        dash = words.rfind("——") + 2
        if dash > 2:
            yield Span(span.start + dash, span.end)


def _of_themselves(part: Part) -> Iterator[tuple[Finding, ...]]:
    """Yield the office that the speaker says he holds: 由我担任县长, 我这个镇长."""
    pattern, by_word = _office_pattern()
    for said in _OF_HIMSELF.finditer(part.text, *part.body):
        end = min(said.end() + _NEAR, part.body.end)
        match = pattern.search(part.text, said.end(), end)
        between = part.text[said.end() : match.start()] if match else ""
        if (
            match is None
            or match["word"] == "书记"
            or _NOT_HIS.search(between)
            or _NOT_NOW.search(part.text, max(0, said.start() - 8), said.start())
        ):
            continue
        if _STILL_HIS[said.lastgroup or ""].match(part.text, match.end(), part.body.end):
            yield (Finding("speaker_role", _named(match["word"], by_word), *match.span(), "office.of_himself"),)


def _role_in(words: str, offset: int, rule: str) -> tuple[Finding, ...]:
    """Read the first in rank of the offices of a speaker's line, and the name behind the last."""
    pattern, by_word = _office_pattern()
    matches = [match for match in pattern.finditer(words) if _is_office(words, match)]
    if not matches or (rule == "office.title" and not _is_of_speech(words, matches)):
        return ()
    match = max(matches, key=_rank)
    value = _department(words, match) or _of_youth(words, match) or _named(match["word"], by_word)
    role = Finding("speaker_role", value, offset + match.start(), offset + match.end(), rule)
    name = _NAME.match(words, matches[-1].end()) or _LAST_ON_LINE.search(words, matches[-1].end())
    if name is None or _NO_NAME.match(name["name"]) or "某" in name["name"]:
        return (role,)
    at = name.start("name")
    return role, Finding("speaker_name", "".join(name["name"].split()), offset + at, offset + name.end("name"), rule)


def _is_of_speech(words: str, matches: list[re.Match[str]]) -> bool:
    """Tell whether offices in a title are the speaker's: they stand right before 在, or at its very head."""
    last = matches[-1]
    if _NOT_BY_THE_OFFICE.match(words, last.end()):
        return False
    return bool(_STANDS_LAST.match(words, last.end())) or not _BETWEEN_OFFICES.sub("", _without(words, matches))


def _without(words: str, offices: list[re.Match[str]]) -> str:
    """Return what stands before the last of several offices, without them."""
    for match in reversed(offices):
        words = words[: match.start()] + words[match.end() :] if match is not offices[-1] else words[: match.start()]
    return words


def _is_office(words: str, match: re.Match[str]) -> bool:
    """Tell whether the characters are an office: not 县长人选, nor the 书记 of an office not in the table."""
    if words.startswith(("人", "级", "第一")) and match.start() == 0:
        return False
    if words[match.end() : match.end() + 1] in ("人", "处", "员", "候"):
        return False
    before = words[: match.start()]
    inside = match["word"] == "书记" and _INSIDE_WORD.search(before) and not _STANDS_ALONE.search(before)
    return not inside


def _rank(match: re.Match[str]) -> tuple[int, bool, int]:
    """Order the offices of one person, the foremost last; among equals the one named last is the more telling."""
    word = match["word"]
    place = next((index for index, pattern in enumerate(_RANKS) if pattern.fullmatch(word)), len(_RANKS))
    return -place, not _LAST.fullmatch(word), match.start()


def _of_youth(words: str, match: re.Match[str]) -> str | None:
    """Return 团县委书记 where the office is that of the youth league: 共青团某县委书记."""
    word = match["word"]
    return f"团{word}" if word.endswith(("委书记", "委副书记")) and _YOUTH.search(words[: match.start()]) else None


def _department(words: str, match: re.Match[str]) -> str | None:
    """Return the office of a head of department with the department: 教育局局长."""
    department = next((found for found in _DEPARTMENT.finditer(words) if found.end() == match.end()), None)
    if department is None or match["word"] not in ("局长", "副局长", "厅长", "副厅长", "党委书记", "党组书记"):
        return None
    return _OF_PLACE.sub("", department["name"]) + match["word"]


def _named(word: str, by_word: dict[str, Office]) -> str:
    office = by_word.get(word)
    if office is not None:
        return office.name or word
    for index, character in enumerate(word):
        general = by_word.get(f"{word[:index]}{{x}}{word[index + 1 :]}")
        if general is not None:
            return general.name.replace("{x}", character) or word
    return word
