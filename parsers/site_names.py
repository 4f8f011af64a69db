"""The site's own name, learned from the page, and cut where it was injected into a sentence.

A site names itself in its own lines (整理 credits, editors' words, the end of its page title), and in its marks: behind
an @, or where a word heals once the name and what hangs on it are gone. The same string between two characters of a
sentence is a watermark, whatever it says; inside brackets or quotation marks, or with white space or punctuation at one
of its sides, it is left to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.lexicon import is_word
from parsers.needles import Patterns
from parsers.trace import Cut
from schemas import EditKind

MOST = 12
"""Names that are taken from one page; a page with more of them is a list of sites."""
LEAST = 3
"""Characters below which a name could be part of ordinary words."""

_SUFFIX = "网|文库|库|站|坊|帮|吧|之家|阁|轩|屋|馆|大全|在线|文秘|公文|驿站|文档|中国|资源网|园地"
"""What names of template sites end in."""

_NAMING = tuple(map(re.compile, (
    r"[(（【]\s?(?P<name>[一-鿿A-Za-z0-9]{2,12}?)(?:网站)?(?:小编)?(?:整理|收集|搜集|原创|首发|独家|提供)",
    r"(?P<name>[一-鿿]{2,8}(?:网|文库|之家|论坛|星球|范文))的?(?:小编|为您|为你|为大家|首页|会员|VIP)",
    r"位置\s?[:：]\s?(?!首页|主页)(?P<name>[一-鿿A-Za-z0-9]{3,12}?)\s?[>»›]",
    r"(?:©|版权所有|Copyright)[^\n一-鿿]{0,24}(?P<name>[一-鿿]{3,10}?)(?=\s|$|版权|网站|All)",
    r"(?:返回|打开|进入|欢迎来到|欢迎光临)?(?P<name>[一-鿿]{3,8})(?:所有内容均?来自|打开APP|客户端|VIP会员)",
    r"(?:尽在|来自|来源[于:：]?|属于?|就[来上到]|关注|访问|转载自|摘自)\s?(?!的)(?P<name>[一-鿿A-Za-z0-9]{1,10}?"
    rf"(?:{_SUFFIX}))",
    rf"(?:由|与|[:：])(?P<name>[一-鿿]{{2,8}}(?:{_SUFFIX}))(?:版权|整理|首发|无关|工作室)",
    rf"[<【〔（(](?P<name>[一-鿿]{{2,8}}(?:{_SUFFIX}))[>】〕）)]",
    rf"@(?P<name>[一-鿿A-Za-z0-9]{{1,8}}?(?:{_SUFFIX}){{1,3}})",
    rf"(?:^|[\s，。；、：])(?P<name>[一-鿿]{{1,8}}?(?:{_SUFFIX}){{1,3}})(?:特意|精心|首发|不拥有|[·•]每日更新)",
    *(
        rf"(?=[一-鿿]{{1,16}}?(?:{_SUFFIX}){hyphen}(?:找|写|看))"
        rf"(?P<name>[一-鿿]{{1,8}}?(?:{_SUFFIX}){{1,3}}){hyphen}(?:找|写|看)[一-鿿]{{1,4}}就?[来上到](?P=name)"
        for hyphen in ("", "-")
    ),
    r"[❤★☆◆●♥✿]\s?️?(?P<name>[一-鿿A-Za-z0-9]{3,12})\s?[❤★☆◆●♥✿]",
)))  # fmt: skip
"""How sites name themselves; each of bounded length, so that it is tried only around its words.

A slogan (青禾网找范文就来青禾网) is asked first for a suffix right before its verb, which is rarer than either.
"""


@cache
def _naming() -> Patterns:
    return Patterns(_NAMING)


def site_names(text: str, stated: str | None = None) -> frozenset[str]:
    """Return the names the site gives itself in a page, `stated` among them (from mark-up)."""
    found = {match["name"] for _, match in _naming().matches(text)}
    found |= {*_names_by_healing(text), *_names_behind_titles(text)}
    if stated:
        found.add(stated)
    return frozenset(sorted(name for name in found if len(name) >= LEAST)[:MOST])


_BEHIND_A_TITLE = re.compile(
    r"(?m)^[^\n。]{4,60}(?:讲话|发言|致辞|致词|演讲|报告|党课)[稿词]?[^\S\n]?[-_—|–][^\S\n]?"
    r"(?P<name>[一-鿿A-Za-z0-9]{3,8})[^\S\n]*$"
)
_HEAD = 400
"""Characters in which a page's own title stands, with the site's name or a column behind it."""
_OF_THE_SITE = ("{}小编", "来自{}", "来源:{}", "来源：{}", "摘自{}", "转自{}")
"""How a name is used that is a site's; nothing comes from a column, nor has one an editor."""


def _names_behind_titles(text: str) -> Iterator[str]:
    """Yield names behind the page's title that the page uses as a site's elsewhere, or that break two of its words."""
    for match in _BEHIND_A_TITLE.finditer(text, 0, min(len(text), _HEAD)):
        name = match["name"]
        if any(use.format(name) in text for use in _OF_THE_SITE) or _breaks_words(text, name, match.end()):
            yield name


def _breaks_words(text: str, name: str, start: int) -> bool:
    """Tell whether a string stands inside two common words at least, and mostly there."""
    found = broken = 0
    at = text.find(name, start)
    while at >= 0:
        found += 1
        broken += is_word(text[at - 1] + text[at + len(name) : at + len(name) + 1])
        at = text.find(name, at + len(name))
    return broken > 1 and broken * 2 > found


_RIGHTS = re.compile(
    rf"(?:{_SUFFIX})(?P<rights>版权)(?=[一-鿿])(?!归|所有|保护|局|法|登记|意识|问题|纠纷|交易|产业|工作|合作)"
)
_LONGEST = 9
"""Characters that a name has at most before what it ends in."""


def _names_by_healing(text: str) -> Iterator[str]:
    """Yield names that claim rights amid a word; where more than one beginning would heal it, none is sure."""
    for match in _RIGHTS.finditer(text):
        end, after = match.start("rights"), text[match.end()]
        low = max(1, match.start() - _LONGEST)
        whole = [at for at in range(low, end - LEAST + 1) if is_word(text[at - 1] + after)]
        if len(whole) == 1 and _HAN_ONLY.fullmatch(text, whole[0], end):
            yield text[whole[0] : end]


_HAN_ONLY = re.compile("[一-鿿]+")
_BEFORE = (
    r"(?:(?:本|此|该)(?:文|稿)(?:章|件)?(?:属于?|来自|来源于?|由|归|转自)|转载自"
    r"|更多[一-鿿]{0,6}(?:尽在|请?上|就?[到来]))?"
)
_AFTER = r"(?:更多[一-鿿]{0,6}尽在|版权(?:所有)?|(?:收集)?整理(?:发布)?|收集|提供|原创|首发)?"
_OPENED = re.compile(rf"[<〈【\[〔(（]{_BEFORE}\Z")
_DOMAIN = r"(?:(?:https?://)?(?:www\.|WWW\.)?[A-Za-z0-9-]{2,30}(?:\.[A-Za-z0-9-]{2,20}){1,2})?"
_CLOSED = re.compile(rf"{_DOMAIN}{_AFTER}[>〉】\]〕)）]")
_LED_TO = re.compile(rf"(?<=[一-鿿，,、。；;”！？!?])[ 　]{{0,4}}@?{_BEFORE}\Z")
_FOLLOWED = re.compile(rf"{_AFTER}(?=[ 　]{{0,4}}[一-鿿，,。、；;“])")
_GOES_ON = re.compile(r"[ 　]{0,4}[一-鿿，,。、；;“]")
_SLOGAN = re.compile(rf"{_AFTER}[-—]?(?:找|写|看)[一-鿿]{{1,4}}就?[来上到]")
_OPENS_LINE = re.compile(rf"(?m)^[^\S\n]*(?P<lead>{_BEFORE})\Z")
_ENDS_LINE = re.compile(rf"(?m)(?P<after>{_AFTER})[^\S\n]*$")
_BEHIND_A_SENTENCE = re.compile(r"(?<=[。！？!?；;：:”])[ 　]{1,4}\Z")
_TO_THE_END = re.compile(r"[，,：:！!—–\-·|｜][^。；;！!？?，,\n]{2,18}[！!]?(?=[^\S\n]*(?:\n|\Z))")
"""What a site says of itself behind its name, which a sentence and white space stand before, up to the line's end."""
_REACH = 20
"""Characters before a name within which what leads to it begins."""


def injected_names(text: str, names: frozenset[str]) -> Iterator[Cut]:
    """Yield the places at which a name stands between two characters of a sentence, with what hangs on it."""
    done = 0
    for start, _, _, end in sorted(_marks(text, sorted(names, key=lambda name: (-len(name), name)))):
        if start >= done:
            yield Cut(start, end, EditKind.WATERMARK, "watermark.site_name")
            done = end


def _marks(text: str, names: Sequence[str]) -> Iterator[tuple[int, bool, int, int]]:
    """Yield start and end of each mark around a name, and between them its rank among those that start alike."""
    for rank, name in enumerate(names):
        for at in _places(text, name, tuple(other for other in names[:rank] if other.startswith(name))):
            after, low = at + len(name), max(0, at - _REACH)
            behind, trails = _BEHIND_A_SENTENCE.search(text, low, at), _TO_THE_END.match(text, after)
            if behind is not None and trails is not None:
                yield behind.start(), True, rank, trails.end()
                continue
            opened, led = _OPENED.search(text, low, at), _LED_TO.search(text, low, at)
            closed = _CLOSED.match(text, after) if opened is not None else None
            if opened is not None and closed is not None:
                yield opened.start(), False, rank, closed.end()
            end = _end_inside(text, after, names) if led is not None else None
            if led is not None and end is not None:
                yield led.start(), True, rank, end
            opens = _OPENS_LINE.search(text, low, at)
            end = _end_of_line(text, after, names, led=bool(opens["lead"])) if opens is not None else None
            if opens is not None and end is not None:
                yield opens.start("lead"), True, rank, end


def _places(text: str, name: str, longer: tuple[str, ...]) -> Iterator[int]:
    """Yield where a name stands that is not the beginning of a longer one there."""
    at = text.find(name)
    while at >= 0:
        if not text.startswith(longer, at):
            yield at
        at = text.find(name, at + 1)


def _end_of_slogan(text: str, after: int, names: Sequence[str]) -> int | None:
    """Return where a slogan ends that a name is followed by, with the name once more."""
    slogan = _SLOGAN.match(text, after)
    if slogan is None:
        return None
    again = next((name for name in names if text.startswith(name, slogan.end())), None)
    return slogan.end() + len(again) if again is not None else None


def _end_inside(text: str, after: int, names: Sequence[str]) -> int | None:
    """Return where what hangs on a name inside a sentence ends, a slogan with the name once more included."""
    end = _end_of_slogan(text, after, names)
    if end is not None and (_GOES_ON.match(text, end) or _ENDS_LINE.match(text, end)):
        return end
    followed = _FOLLOWED.match(text, after)
    return followed.end() if followed is not None else None


def _end_of_line(text: str, after: int, names: Sequence[str], *, led: bool) -> int | None:
    """Return where a mark ends that opens a line: with the line, or with its slogan."""
    end = _end_of_slogan(text, after, names)
    if end is not None:
        return end
    ends = _ENDS_LINE.match(text, after)
    return ends.end("after") if ends is not None and (led or ends["after"]) else None
