"""Dirt inside sentences, cut before the page is read in lines: marks of sites, notices of gaps, page ends.

What is cut here is foreign to the sentence it stands in, so the sentence closes over it. A rule that needs more than
its own words says `heal`: it may cut only where the characters on both sides then make a word that the page, or the
list of common words, knows. A break that does not heal is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.healing import healing
from parsers.lexicon import is_word
from parsers.page_numbers import page_numbers
from parsers.pagination import LAST_PAGE, stops_before_the_last_page
from parsers.privacy import private_runs
from parsers.rules import CleaningRule, inline_rules
from parsers.running import running_heads
from parsers.site_names import injected_names, site_names
from parsers.strays import stray_signs
from parsers.trace import Cut, Trace
from schemas import EditKind


@dataclass(frozen=True, slots=True)
class Notice:
    """What the page itself says about text that it does not show; offsets in the page."""

    start: int
    end: int
    words: str
    rule: str
    kind: EditKind
    gap: int | None
    total: int | None
    shown: int | None
    missing: bool


def without_inline_dirt(trace: Trace, site: str | None = None) -> tuple[Trace, tuple[Notice, ...]]:
    """Return the trace without foreign runs inside its lines, and the notices of missing text among them.

    `site` is the site's name where the page's mark-up states it.
    """
    text = trace.text
    cuts: list[Cut] = []
    notices: list[Notice] = []
    pages: list[re.Match[str]] = []
    cuts += private_runs(text)
    for rule, match in _matches(text):
        if rule.kind is EditKind.INTRO_BLURB and _is_editors_paragraph(text, match):
            continue
        cuts.append(Cut(match.start(), match.end(), rule.kind, rule.id))
        if rule.kind in (EditKind.GAP_NOTICE, EditKind.PAYWALL):
            notices.append(notice_of(rule, match, *trace.span(match.start(), match.end())))
        elif rule.id == "page.n_of_m":
            pages.append(match)
    if pages and stops_before_the_last_page([match.group() for match in pages]):
        start, end = trace.span(*pages[-1].span())
        notices.append(
            Notice(start, end, pages[-1].group(), LAST_PAGE, EditKind.PAGE_NUMBER, None, None, None, missing=False)
        )
    cuts += _jammed_again(text, cuts)
    cuts += page_numbers(text)
    cuts += running_heads(text)
    cuts = _beside(list(injected_names(text, site_names(text, site))), cuts)
    cuts += _filter_hyphens(text)
    cuts += stray_signs(text)
    return trace.cut(cuts), tuple(_apart(notices))


_JAMMED = 2
"""Rows of random ASCII that show that a page is full of them, also of such as show less of it."""
_ROW_OF_RUNS = re.compile(
    r"(?:(?<![!-~])(?<![!-~] )(?!(?<=[一-鿿])[,.:;!?])|(?<=[一-鿿][,.:;!?]))(?=[ A-Za-z0-9]{0,60}[!-/:-@\[-`{-~])"
    r"(?=[ -@\[-`{-~]{0,12}[A-Za-z][ -~]{0,40}[A-Za-z])"
    r"(?:[!-~]{1,4} {1,2}){4,60}(?:[!-~]{0,4}(?![!-~])(?!(?<=\d)[、年月日])|(?=\d{1,4}[、年月日]))"
)


def _jammed_again(text: str, cuts: list[Cut]) -> Iterator[Cut]:
    """Yield the rows of short runs of ASCII that no rule is sure of, where others show what the page is full of."""
    sure = [cut for cut in cuts if cut.rule == "watermark.jammer"]
    for match in _ROW_OF_RUNS.finditer(text) if len(sure) >= _JAMMED else ():
        if not any(cut.start < match.end() and match.start() < cut.end for cut in sure):
            yield Cut(*match.span(), EditKind.WATERMARK, "watermark.jammer_again")


def _beside(marks: list[Cut], cuts: list[Cut]) -> list[Cut]:
    """Return the marks of the site's name and the cuts that do not begin inside one: a name says where it ends."""
    starts = [mark.start for mark in marks]

    def begins_inside(cut: Cut) -> bool:
        at = bisect_right(starts, cut.start) - 1
        return at >= 0 and cut.start < marks[at].end

    return marks + [cut for cut in cuts if not begins_inside(cut)]


EDITORIAL = 420
"""Longest paragraph of an editor; line rules reach as far."""
_GREETED = re.compile(r"(?:同志们|各位[^\n。：:]{0,20}|朋友们|乡亲们)[：:]")


def _is_editors_paragraph(text: str, match: re.Match[str]) -> bool:
    """Tell whether an editor's sentence ends a paragraph above the text: the whole is the editor's, and a line's."""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    rest = text[match.end() : end if end >= 0 else None]
    above = text[: match.end()] if match.end() <= 4 * EDITORIAL else None
    return not rest.strip() and match.end() - start <= EDITORIAL and above is not None and not _GREETED.search(above)


def _apart(notices: list[Notice]) -> Iterator[Notice]:
    """Yield the notices in order, one for each place: the longest where several rules know it."""
    done = -1
    for notice in sorted(notices, key=lambda notice: (notice.start, -notice.end)):
        if notice.start >= done:
            yield notice
            done = notice.end


def _matches(text: str) -> Iterator[tuple[CleaningRule, re.Match[str]]]:
    """Yield what the inline rules find; of those that must heal, what does."""
    found = [
        (rule, match)
        for rule, low, high in inline_rules().windows(text)
        if rule.pattern is not None
        for match in rule.pattern.finditer(text, low, high)
        if match.end() > match.start()
    ]
    healed = healing(text, [match.span() for rule, match in found if rule.heal])
    for rule, match in found:
        if not rule.heal or match.span() in healed:
            yield rule, match


def notice_of(rule: CleaningRule, match: re.Match[str], start: int, end: int) -> Notice:
    """Return the notice a rule's match is, with the sizes that its named groups hold."""
    sizes = {name: int(digits) for name, digits in match.groupdict().items() if digits and digits.isdecimal()}
    return Notice(
        start,
        end,
        match.group().strip(),
        rule.id,
        rule.kind,
        sizes.get("gap"),
        sizes.get("total"),
        sizes.get("shown"),
        rule.missing,
    )


def page_of_several(words: str, start: int, end: int) -> Notice:
    """Return the notice that a line about the site's pages is."""
    return Notice(start, end, words, "truncated.pagination", EditKind.PAGE_NUMBER, None, None, None, missing=True)


_HYPHEN = re.compile(r"[-－](?<=[一-鿿].)(?=[一-鿿])")
_SIGN = re.compile(r"[·_/](?<=[一-鿿].)(?=[一-鿿])")


def _filter_hyphens(text: str) -> Iterator[Cut]:
    """Yield signs that a word filter put inside a word (民-主): between two characters that make a common word.

    A sign that has a use of its own between words (和/或, a name's dot, a mask) is a filter's where most of the page's
    are found inside words, and more than one.
    """
    for match in _HYPHEN.finditer(text):
        if is_word(text[match.start() - 1] + text[match.end()]):
            yield Cut(match.start(), match.end(), EditKind.MOJIBAKE, "mojibake.filter_hyphen")
    by_sign: dict[str, list[re.Match[str]]] = {}
    for match in _SIGN.finditer(text):
        by_sign.setdefault(match.group(), []).append(match)
    for matches in by_sign.values():
        inside = [match for match in matches if is_word(text[match.start() - 1] + text[match.end()])]
        if len(inside) >= _SIGNS and len(inside) * 3 > len(matches) * 2:
            for match in inside:
                yield Cut(match.start(), match.end(), EditKind.MOJIBAKE, "mojibake.filter_hyphen")


_SIGNS = 2
"""Broken words that show that a sign is a filter's."""
