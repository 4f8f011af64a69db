"""On what occasion a speech was given, and what kind of speech it is, from the lines that name it.

The occasion is the name of the meeting or event as the title has it: what stands between 在 and 上的 (时的, 中的), or
before 讲话 where there is no 在. A title that names none leaves it to the sentence of the opening that says what was
convened today. The kind is decided by the table data/genres.toml, by title before opening.

Not here: the date and place that stand in the name of a meeting, which their own readers take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import tomli

from parsers.findings import Finding, Part, Span
from parsers.rules import DATA

OPENING = 300
"""Characters of the body in which the kind of speech shows, if it does at all."""
LONGEST = 60

_KINDS = "讲话|发言|致辞|致词|报告|祝词|祝辞|贺词|演讲|讲稿|答谢词|点评|开幕词|闭幕词|动员|总结|表态"
_IN = re.compile(
    rf"(?:^|[^现存实内潜所旨])在(?P<name>[^。！？\n]{{2,{LONGEST}}})"
    rf"(?:上|时|中|期间|(?<=[会议式礼节])(?=的))(?:的|所?[作做]的?)?[^，。]{{0,10}}?(?:{_KINDS}|$)"
)
_IS_OCCASION = re.compile(
    r"(?:会|会议|仪式|典礼|结业式|开班式|[开闭]幕式|活动|节|班|庆典|论坛|党课|赛|展|会[（(][^）)]{1,8}[）)])(?=(?:[开闭]幕)?$)"
)
_NAMED_BY = re.compile(
    rf"^(?P<name>[^。！？\n：:]{{4,40}}?(?:会议|大会|动员会|推进会|座谈会|工作会|例会|仪式))(?:{_KINDS})"
)
_CONVENED = re.compile(
    r"(?:今天|这次|刚刚|现在)[^，。；]{0,24}?(?:召开|举行|举办)(?:的)?(?:这次|了|一次|一个|今天的)?"
    r"(?P<name>[^，。；！？、]{3,30}?(?:工作会议|动员大会|动员会|推进会|座谈会|现场会|大会|仪式|会议))(?=[，。；])"
)
_RULE = "occasion.title"
_DASHES = re.compile(r"^[—\-－一\s]*")


class Genre(NamedTuple):
    """A kind of speech, with the patterns that show it in a title and in the opening."""

    id: str
    name: str
    title: re.Pattern[str]
    opening: re.Pattern[str] | None
    reason: str
    example: tuple[str, str]


@cache
def genres() -> tuple[Genre, ...]:
    """Return the table of kinds in the order of decision."""
    rows = tomli.loads((DATA / "genres.toml").read_text("utf-8"))["genre"]
    return tuple(
        Genre(
            row["id"],
            row["name"],
            re.compile(row["title"]),
            re.compile(row["opening"]) if row["opening"] else None,
            row["reason"],
            (row["example"][0], row["example"][1]),
        )
        for row in rows
    )


def find_occasion(part: Part) -> tuple[Finding, ...]:
    """Return the finding of the occasion, from the lines that name the speech, else from the opening; or nothing."""
    for line in naming_lines(part):
        found = _in_line(part, line)
        if found is not None:
            return (found,)
    end = min(part.body.end, part.body.start + OPENING)
    match = _CONVENED.search(part.text, part.body.start, end)
    if match is None:
        return ()
    return (Finding("occasion", match["name"], match.start("name"), match.end("name"), "occasion.opening"),)


def naming_lines(part: Part) -> tuple[Span, ...]:
    """Return the lines that may name the occasion; a line under the title that begins with a dash is part of it."""
    return (*_dashed(part), *part.titles())


def _dashed(part: Part) -> Iterator[Span]:
    return (head for head in part.heads if part.text[head.start] in "—-－一" or "上的" in part.slice(head))


def _in_line(part: Part, line: Span) -> Finding | None:
    words = part.slice(line)
    match = _IN.search(words) or _NAMED_BY.search(words)
    if match is None:
        return None
    start, end = match.span("name")
    occasion = _IS_OCCASION.search(words, start, end)
    if occasion is None:
        return None
    if match.re is _NAMED_BY:
        start = end - len(_DASHES.sub("", words[:end]))
    return Finding("occasion", words[start : occasion.end()], line.start + start, line.start + occasion.end(), _RULE)


def find_genre(part: Part) -> tuple[Finding, ...]:
    """Return the finding of the kind of speech, or nothing where neither title nor opening shows it."""
    return tuple(_first(part))[:1]


def _first(part: Part) -> Iterator[Finding]:
    for line in (*part.titles(), *_dashed(part)):
        words = part.slice(line)
        for genre in genres():
            match = genre.title.search(words)
            if match is not None:
                yield Finding("genre", genre.name, line.start + match.start(), line.start + match.end(), genre.id)
                return
    end = min(part.body.end, part.body.start + OPENING)
    for genre in genres():
        match = genre.opening.search(part.text, part.body.start, end) if genre.opening else None
        if match is not None:
            yield Finding("genre", genre.name, match.start(), match.end(), genre.id)
            return
