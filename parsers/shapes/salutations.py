"""Salutations: the words at a line's beginning by which a speaker turns to an audience."""

from __future__ import annotations

import re
from functools import cache

from parsers.shapes.bylines import is_dateline, is_speaker
from parsers.shapes.words import endings, table

_SALUTATION_SPAN = re.compile(r"[^:：!！。？?；;\n]{2,90}+[:：!！]")
_GREETING = re.compile(
    r"(?P<audience>[^:：!！。？?；;\n]{2,60}?)[，,、\s]\s?大家(?:早上|上午|中午|下午|晚上)?好(?:[!！。.，,]|$)"
)
"""A greeting in the place of a colon: 同志们，大家好！今天."""
_JOINT = re.compile(r"[、,，\s]+")
_NEXT_AUDIENCE = re.compile(r"(?<=[㐀-鿿])(?<!的)(?=各位|尊敬的|女士们|先生们|同志们|朋友们|老师们|同学们|乡亲们)")
"""Where the next audience begins, on a page that lost its punctuation."""
_REMARK = re.compile(r"[(（][^()（）]{0,12}[)）]")
_MASKED = re.compile(r"(?:^|(?<=[、,，]))\s?[xX×*＊某]{1,4}\s(?=[㐀-鿿]{0,4}(?:书记|[长任席]))")
"""A masked name before an office: xx 书记."""
_FIGURE = re.compile(r"[\d()（）]")
_SAYS = re.compile(
    r"^[“\"「『'‘]|[要请说讲问答道指在是]|强调|必须|都|加强|强化|坚持|组织领导|党的领导|感谢|希望|欢迎|祝贺|提醒"
)
_PRESENT = re.compile("在(?:座|家|场)的?|(?:各位|全体|所有)在外[^的]{0,8}的")
"""What tells those who are there from those who are not: 在座的各位; or those who came home from elsewhere."""
_ALL_OF = re.compile("的(?:各位|全体)")
"""Where those who are addressed are told, and then that all of them are: 抗旱服务队的全体队员."""
_PLURAL = ("们", "同志", "代表", "委员", "领导", "来宾", "嘉宾", "朋友", "乡亲", "父老")


def salutation_end(line: str) -> int:
    """Return the offset after a salutation that opens a line, with its colon or its greeting; 0 if none does.

    An exclamation mark counts only where the salutation is the whole line (inside a speech, 同志们！ is a call), and so
    does the lack of any mark, which is what stripped punctuation leaves.
    """
    if line.isascii():
        return 0
    greeted = _GREETING.match(line) if line.find("大家", 2, 64) > 0 else None
    if greeted is not None and _names_an_audience(greeted["audience"]):
        return greeted.end()
    head = _SALUTATION_SPAN.match(line)
    if head is None:
        return len(line) if len(line) <= 30 and line.endswith(_PLURAL) and _names_an_audience(line) else 0
    if (head.group()[-1] in "!！" and head.end() < len(line)) or _is_signed(line):
        return 0
    words = head.group()[:-1]
    return head.end() if _names_an_audience(words) or _names_an_audience(_unspaced(words)) else 0


def _unspaced(words: str) -> str:
    """Return words without their spaces where these set single characters apart (同 志 们), else nothing."""
    names = words.split()
    return "".join(names) if len(names) > 1 and min(map(len, names)) == 1 else ""


def _is_signed(line: str) -> bool:
    """Tell whether a date or a speaker in brackets stands before the words; other remarks (鼓掌) may belong to them."""
    remark = _REMARK.match(line) if line[0] in "(（" else None
    return remark is not None and (is_dateline(remark.group()) or is_speaker(remark.group()))


_UNITS_SPAN = re.compile(r"(?:各[^:：!！。？?；;，,、\s]{1,13}[、，,]?){1,5}+[:：]")


_EACH = re.compile("各")
MAX_UNITS = 30
"""Longest line of units without punctuation."""


def units_end(line: str) -> int:
    """Return the offset after the units that a line addresses by name, with the colon; 0 if it addresses none.

    Orders given over the telephone or by video open so, and official letters: it is no sign of a speech. Where
    punctuation was stripped, the units are the whole line and more than one.
    """
    found = _UNITS_SPAN.match(line)
    if found is not None:
        names = [name for name in _JOINT.split(found.group()[:-1]) if name]
        end = found.end()
    else:
        names = _EACH.split(line)[1:] if line.startswith("各") and len(line) <= MAX_UNITS else []
        end = len(line) if len(names) > 1 else 0
    return end if all(endings("units", "words").length(name) for name in names) else 0


def _names_an_audience(words: str) -> bool:
    names = [name for name in _JOINT.split(_MASKED.sub("", _REMARK.sub("", words))) if name]
    if len(names) == 1:
        names = [name for name in _NEXT_AUDIENCE.split(names[0]) if name]
    return bool(names) and all(map(_addressed, names)) and any(map(_core, names))


def _addressed(name: str) -> bool:
    present = _PRESENT.match(name)
    name = name[present.end() :] if present is not None else name
    if len(name) > 24 or _SAYS.search(name) or _FIGURE.search(name):
        return False
    return (
        endings("salutation", "addressed").length(name) > 0
        or endings("office", "words").length(name) > 0
        or (len(name) <= 10 and (name.startswith(("各位", "尊敬的", "亲爱的")) or name.endswith("们")))
    )


@cache
def _openings() -> tuple[str, ...]:
    return tuple(table("salutation")["openings"])


def _core(name: str) -> bool:
    """Tell a salutation's own word from a subject that ends alike (会议要求各级干部)."""
    if name.startswith(_openings()) or _ALL_OF.search(name) is not None:
        return True
    return len(name) <= 8 and name.endswith(_PLURAL)
