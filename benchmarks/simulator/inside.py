"""Dirt inside a speech: one small function a kind, each taking a part and putting it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

from benchmarks.simulator.data import words
from benchmarks.simulator.model import Draft, Line, Part, Run, clean, dirt, dirty

_HAN = re.compile(r"[\u4e00-\u9fff]")
_END = "。！？"
_FILTERED = ("民主", "政府", "群众", "党委", "公安", "信访", "上访", "枪", "暴力", "国家")

Spot = tuple[Line, int]


def _long_lines(part: Part, least: int = 30) -> list[Line]:
    return [line for line in part.body if len(line.shown) >= least]


def _spots(part: Part, inside_word: bool = True) -> list[Spot]:
    """Return places between two Han characters of clean text, or behind a sentence."""
    found: list[Spot] = []
    for line in _long_lines(part):
        shown = line.shown
        for at in range(8, len(shown) - 6):
            left, right = shown[at - 1], shown[at]
            within = bool(_HAN.match(left) and _HAN.match(right))
            if within if inside_word else left in _END:
                found.append((line, at))
    return found


def pick(
    draft: Draft, part: Part, count: int, *, inside_word: bool = True, rng: Random | None = None
) -> Iterator[Spot]:
    """Yield that many spots, from the back of each line so that offsets hold; drawn by the page's dice or by `rng`."""
    spots = _spots(part, inside_word)
    chosen = (rng or draft.rng).sample(range(len(spots)), min(count, len(spots)))
    for index in sorted(chosen, reverse=True):
        yield spots[index]


def _insert(draft: Draft, part: Part, table: str, kind: str, count: int, *, inside_word: bool = True) -> None:
    for line, at in list(pick(draft, part, count, inside_word=inside_word)):
        text = words().draw(table, draft.rng, draft.facts() | _page_of(draft.rng))
        line.insert(at, dirt(text, kind))


def _page_of(rng: Random) -> dict[str, str]:
    page = rng.randint(1, 12)
    return {"p": str(page), "p2": str(page + 1), "q": str(page + rng.randint(0, 9))}


def watermark(draft: Draft, part: Part) -> None:
    """The site's mark behind or in a sentence."""
    _insert(draft, part, "watermark", "watermark", draft.rng.randint(1, 3), inside_word=draft.rng.random() < 0.5)


def watermark_in_word(draft: Draft, part: Part) -> None:
    """The site's short mark between any two characters."""
    _insert(draft, part, "watermark_short", "watermark", draft.rng.randint(1, 2))


def bare_domain(draft: Draft, part: Part) -> None:
    """A bare domain."""
    _insert(draft, part, "bare_domain", "watermark", draft.rng.randint(1, 3), inside_word=draft.rng.random() < 0.6)


def hung_name(draft: Draft, part: Part) -> None:
    """The site's name and address hung on the ends of paragraphs."""
    lines = [line for line in _long_lines(part) if line.shown.endswith(tuple(_END))]
    for line in draft.rng.sample(lines, min(len(lines), draft.rng.randint(1, 4))):
        line.runs.append(dirt(words().draw("hung_name", draft.rng, draft.facts()), "watermark"))


def digit_in_word(draft: Draft, part: Part) -> None:
    """A stray digit in a word."""
    for line, at in list(pick(draft, part, 1)):
        line.insert(at, dirt(str(draft.rng.randint(1, 9)), "watermark"))


def page_number_inside(draft: Draft, part: Part) -> None:
    """A page number in mid-sentence."""
    _insert(draft, part, "page_inside", "page_number", draft.rng.randint(1, 3))


def _cut_in_sentence(draft: Draft, part: Part, count: int, between: Callable[[int], Line | None]) -> None:
    """Cut lines in mid-sentence and put what there is to put between the halves."""
    first = draft.rng.randint(1, 6)
    for number, (line, at) in enumerate(reversed(list(pick(draft, part, count)))):
        owner = next((own for own in part.body if own is line), None)
        if owner is None or at >= len(owner.shown):
            continue
        rest = owner.split(at)
        owner.flows = True
        put = between(first + number)
        here = next(i for i, own in enumerate(part.body) if own is owner)
        if put is not None:
            put.flows = True
        part.body[here + 1 : here + 1] = [*([put] if put else []), rest]


def page_number_line(draft: Draft, part: Part) -> None:
    """A page number on a line of its own, in mid-sentence."""
    last = str(draft.rng.randint(8, 30))
    form = draft.rng.choice(words().tables["page_line"])

    def line(number: int) -> Line:
        return dirty(words().fill(form, draft.rng, {"p": str(number), "q": last}), "page_number")

    _cut_in_sentence(draft, part, 1 + len(part.body) // 6, line)


def chunk_number(draft: Draft, part: Part) -> None:
    """The number of the chunk in which the text was loaded."""
    form = draft.rng.choice(words().tables["chunk"])
    _cut_in_sentence(draft, part, 2, lambda n: dirty(form.replace("{p}", str(n)), "page_number"))


def blank_line_inside(draft: Draft, part: Part) -> None:
    """A paragraph break in mid-sentence."""
    _cut_in_sentence(draft, part, draft.rng.randint(1, 3), lambda _: None)


def hard_wraps(draft: Draft, part: Part) -> None:
    """Lines of equal length, as converters leave them."""
    width, lines = draft.rng.randint(24, 42), list[Line]()
    for line in part.body:
        while len(line.shown) > width:
            rest = line.split(width)
            if not line.runs:
                line = rest
                break
            line.flows = True
            lines.append(line)
            line = rest
        lines.append(line)
    part.body[:] = lines


def stray_spaces(draft: Draft, part: Part) -> None:
    """Spaces between characters."""
    for line, at in list(pick(draft, part, draft.rng.randint(2, 12))):
        line.insert(at, Run(draft.rng.choice((" ", "  ", "\u3000")), "", "space"))


def semicolon_breaks(draft: Draft, part: Part) -> None:
    """A paragraph broken after every semicolon or sentence."""
    marks = draft.rng.choice(("；;", "；;", "。"))
    lines: list[Line] = []
    for line in part.body:
        while (at := _first(line.shown, marks)) is not None:
            rest = line.split(at + 1)
            if not line.runs:
                line = rest
                break
            line.flows = True
            lines.append(line)
            line = rest
        lines.append(line)
    part.body[:] = lines


def _first(text: str, marks: str) -> int | None:
    found = [at for at in (text.find(mark) for mark in marks) if 0 <= at < len(text) - 1]
    return min(found, default=None)


def gap_notice(draft: Draft, part: Part) -> None:
    """Text left out, with a notice of how much."""
    lines = _long_lines(part, 60)
    if len(lines) < 2:
        return
    line = draft.rng.choice(lines[1:])
    rest = line.split(draft.rng.randint(12, 30))
    cut = draft.rng.randint(8, 25)
    lost = rest.shown[:cut]
    size = len(lost) + draft.rng.choice((0, 0, 300, 1200))
    notice = words().draw("gap", draft.rng, draft.facts() | {"n": str(size)})
    line.runs += [dirt(notice, "gap_notice"), *rest.split(cut).runs]
    part.gaps.append(size)


def filter_hyphen(draft: Draft, part: Part) -> None:
    """Words that a filter broke up."""
    mark = draft.rng.choice(("-", "-", "·", "_", "/"))
    _replace(part, {word: word[0] + mark + word[1:] for word in _FILTERED if len(word) > 1}, "mojibake", draft)


def converted_char(draft: Draft, part: Part) -> None:
    """Characters mistaken in conversion."""
    _replace(part, {"置": "臵"}, "mojibake", draft)


def _replace(part: Part, table: Mapping[str, str], kind: str, draft: Draft) -> None:
    pattern = re.compile("|".join(map(re.escape, table)))
    for line in part.body:
        line.runs = [new for run in line.runs for new in _replaced(run, pattern, table, kind, draft.rng)]


def _replaced(run: Run, pattern: re.Pattern[str], table: Mapping[str, str], kind: str, rng: Random) -> Iterator[Run]:
    if run.kind:
        yield run
        return
    at = 0
    for match in pattern.finditer(run.shown):
        if rng.random() < 0.7:
            yield clean(run.shown[at : match.start()])
            yield Run(table[match[0]], match[0], kind)
            at = match.end()
    yield clean(run.shown[at:])


def title_inside(draft: Draft, part: Part) -> None:
    """The title once more between two paragraphs."""
    if len(part.body) > 3:
        part.body.insert(draft.rng.randint(2, len(part.body) - 1), dirty(draft.title, "dup_title"))


def ad_between(draft: Draft, part: Part) -> None:
    """A line of the site between two paragraphs."""
    if len(part.body) > 3:
        table, kind = draft.rng.choice(
            (
                ("watermark", "watermark"),
                ("buttons", "nav"),
                ("contacts", "ad"),
                ("download", "download"),
                ("pager", "page_number"),
            )
        )
        text = words().draw(table, draft.rng, draft.facts() | _page_of(draft.rng))
        part.body.insert(draft.rng.randint(2, len(part.body) - 1), dirty(text, kind))


def cut_end(draft: Draft, part: Part) -> None:
    """The rest is not shown, as a notice says."""
    _shorten(draft, part)
    shown = sum(len(line.truth) for line in part.body)
    facts = draft.facts() | {"shown": str(shown), "all": str(shown + draft.rng.randint(200, 9000))}
    notice = words().draw("cut_notice", draft.rng, facts)
    if draft.rng.random() < 0.5:
        part.body[-1].runs.append(dirt(" " + notice, "paywall"))
    else:
        part.body.append(dirty(notice, "paywall"))


def cut_mid_sentence(draft: Draft, part: Part) -> None:
    """The text stops, and nobody says why."""
    _shorten(draft, part)


def _shorten(draft: Draft, part: Part) -> None:
    keep = max(3, int(len(part.body) * draft.rng.uniform(0.4, 0.9)))
    del part.body[keep:]
    last = part.body[-1]
    if len(last.shown) > 30:
        last.split(draft.rng.randint(15, len(last.shown) - 8))
        while last.shown and last.shown[-1] in "。！？；：，、”":
            last.split(len(last.shown) - 1)
    part.truncated = True


def opening_missing(draft: Draft, part: Part) -> None:
    """A later page of several: the opening is elsewhere, and so is the title of the part."""
    drop = max(1, int(len(part.body) * draft.rng.uniform(0.2, 0.5)))
    if len(part.body) - drop < 3:
        return
    del part.body[:drop]
    if draft.rng.random() < 0.5 and len(part.body[0].shown) > 40:
        part.body[0] = part.body[0].split(draft.rng.randint(6, 20))
    part.truncated = True
    part.tail.append(dirty(words().draw("pager", draft.rng, {"p": "2", "p2": "3", "q": "3"}), "page_number"))


INSIDE: Mapping[str, tuple[Callable[[Draft, Part], None], float]] = {
    "cut_end": (cut_end, 0.06), "cut_mid_sentence": (cut_mid_sentence, 0.04), "gap_notice": (gap_notice, 0.05),
    "filter_hyphen": (filter_hyphen, 0.03), "converted_char": (converted_char, 0.03),
    "title_inside": (title_inside, 0.04), "ad_between": (ad_between, 0.05), "watermark": (watermark, 0.12),
    "watermark_in_word": (watermark_in_word, 0.05), "bare_domain": (bare_domain, 0.08),
    "hung_name": (hung_name, 0.03), "digit_in_word": (digit_in_word, 0.03),
    "page_number_inside": (page_number_inside, 0.06),
    "page_number_line": (page_number_line, 0.07), "chunk_number": (chunk_number, 0.03),
    "blank_line_inside": (blank_line_inside, 0.08), "hard_wraps": (hard_wraps, 0.03),
    "semicolon_breaks": (semicolon_breaks, 0.06), "stray_spaces": (stray_spaces, 0.08),
}  # fmt: skip
"""Each kind with the share of speeches that have it, in the order in which they are put in."""
