"""Date lines and speaker lines: when and by whom a text was spoken, by themselves or run into other words."""

from __future__ import annotations

import re
from functools import cache

from parsers.shapes.marks import LINE_PUNCTUATION
from parsers.shapes.voices import is_spoken
from parsers.shapes.words import alternatives, endings, table

_MASK = "XxＸ×*＊✕╳○〇"
_DIGIT = rf"[\d０-９{_MASK}_#Oo零一二三四五六七八九十廿元]"
_DATE = re.compile(
    rf"(?:{_DIGIT}{{2,4}}\s{{0,2}}年\s{{0,2}}{_DIGIT}{{0,3}}\s{{0,2}}月(?:\s{{0,2}}{_DIGIT}{{0,4}}\s{{0,2}}[日号])?"
    r"|(?:19|20)\d\d\s?[-./．·]\s?\d{1,2}\s?[-./．·]\s?\d{1,2}日?)"
)
_DATED = re.compile(r"年|19|20")
"""What every date holds."""
TIME_OF_DAY = re.compile(r"\s?[,，]?\s?(?:上午|下午|晚上)\s?\d{1,2}\s?[:：时点]\s?(?:\d{2}分?)?")
"""When on a day a meeting began; the time at which a site put something up is told without words."""
_DATELINE_REST = re.compile(r"[\s()（）【】\[\]〔〕—–-]|[,，]?(?:根据)?(?:会议|现场)?录音(?:记录)?整理稿?")
_SITE_COLON = re.compile(r"[:：|]")
_WHEN = re.compile(r"(?:^|(?<=[\s(（\[【]))(?P<of>讲话|会议|报告|座谈|党课)?(?:时间|日期)\s?[:：]\s?")
_WHERE = re.compile(r"(?:^|(?<=[\s(（\[【]))(?:讲话|会议)?地点\s?[:：]\s?")
"""Labels over a record of a meeting. A time alone may be the site's; beside a place, or of a meeting, it is not."""
_WHO = re.compile(r"(?:讲话|发言|致辞|致词|演讲|报告|主讲|授课)[人者]\s?[:：]\s?")
_SITE_WORD = re.compile(r"更新|发布|发表|上传|来源|作者|编辑|阅读|浏览|点击|下载|分钟|字数|免费|·")
_NAME = re.compile(rf"(?P<surname>[㐀-鿿{_MASK}])[\s　]{{0,4}}[㐀-鿿{_MASK}](?:[\s　]{{0,2}}[㐀-鿿{_MASK}])?$")
_LABELLED_NAME = re.compile(rf"[(（]?(?P<office>[^，。；;！!]{{2,24}})\s?[:：]\s?[㐀-鿿{_MASK}#_]{{1,4}}[)）]?$")
_NAMED_AND_SALUTED = re.compile(
    r"(?P<name>[㐀-鿿]{2,3}?)(?=(?:同志们|朋友们|乡亲们|老师们|各位|尊敬的|女士们)[^。；;]{0,60}?[:：])"
)
_AFTER_TITLE = re.compile(rf"(?:讲话|发言|致辞|致词|演讲|报告)(?=[㐀-鿿{_MASK}]{{4,24}}$)")


def is_dateline(line: str) -> bool:
    """Tell whether a line is a date, with no more than a place, an office or a name beside it."""
    if len(line) > 50 or not _DATED.search(line):
        return False
    line = TIME_OF_DAY.sub("", _without_labels(line))
    found = _DATE.search(line)
    if found is None or _SITE_COLON.search(line):
        return False
    rest = _DATELINE_REST.sub("", line[: found.start()] + line[found.end() :])
    return len(rest) <= 16 and LINE_PUNCTUATION.search(rest) is None and _SITE_WORD.search(rest) is None


def _without_labels(line: str) -> str:
    """Return a line without the labels 时间 and 地点 where these are a meeting's."""
    when = _WHEN.search(line) if "时间" in line or "日期" in line else None
    place = _WHERE.search(line) if when is not None else None
    return _WHERE.sub("", _WHEN.sub("", line)) if when is not None and (when["of"] or place is not None) else line


def dates_a_meeting(line: str, beside: str) -> bool:
    """Tell whether a line labelled 时间 is a date line because the line above or below it is labelled 地点."""
    return _WHERE.match(beside) is not None and _WHEN.match(line) is not None and is_dateline(_WHEN.sub("", line))


def is_speaker(line: str) -> bool:
    """Tell whether a line is an office, a name, or both; a label before them (讲话人) is passed over."""
    if "人" in line[:4] or "者" in line[:4]:
        line = _WHO.sub("", line, count=1) or line
    offices = endings("office", "words")
    labelled = _LABELLED_NAME.match(line) if ":" in line or "：" in line else None
    if labelled is not None and offices.length(labelled["office"]):
        return True
    if len(line) > 40 or LINE_PUNCTUATION.search(line):
        return False
    bare = line.strip("()（）【】[] 　")
    words = bare.split()
    if len(words) >= 2 and any(map(offices.length, words)):
        return all(len(word) <= 24 for word in words) and not is_spoken(bare)
    if is_name(bare) or (len(bare) <= 24 and offices.length(bare) > 0):
        return True
    office = _office_before_name().search(bare)
    return office is not None and len(bare) <= 24 and is_name(bare[office.end() :])


def names_a_speaker(words: str) -> bool:
    """Tell whether words are an office and a name or its mask; an office alone, or behind a surname, is addressed."""
    return is_speaker(words) and not endings("office", "words").length(words) and not is_name(words)


def is_name(words: str) -> bool:
    """Tell whether words are a person's name and nothing else, by its surname and its length."""
    name = _NAME.match(words) if words not in table("name")["words"] else None
    return name is not None and (name["surname"] in table("name")["surnames"][0] or name["surname"] in _MASK)


def name_before_salutation(line: str) -> int:
    """Return the offset of a salutation that the speaker's name runs into (李明川同志们:); 0 if none does."""
    found = _NAMED_AND_SALUTED.match(line)
    return found.end() if found is not None and is_name(found["name"]) else 0


def speaker_start(words: str) -> int:
    """Return where an office and a name begin that a title runs into (……会上的发言某县县长李明川); 0 if none does."""
    for found in _AFTER_TITLE.finditer(words):
        rest = words[found.end() :]
        if is_speaker(rest):
            return found.end()
    return 0


@cache
def _office_before_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('office', 'words')})(?=[㐀-鿿{_MASK}]{{2,3}}$)")
