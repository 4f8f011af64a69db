"""The main text of any Chinese article page, found by structure and by what prose looks like.

Knows nothing of speeches and of no single site. Each visible line is weighed: prose (length, punctuation) counts for
it; links, furniture names, shortness and standing in a list of teasers against it. The element that holds nearly all of
the prose bounds the article; inside it the contiguous run of lines with the greatest sum is the body, where stepping
out of the element that the last line stood in costs something. Then the edges are trimmed of titles, bylines and what
is to be pressed.

The idea of a run with the greatest sum is that of body text extraction (Finn et al. 2001), that of links against prose
boilerpipe's (Kohlschütter et al. 2010); the weights are ours, set on authored pages (tests/unit/test_main_text.py).

Not here: cleaning inside lines, splitting, speeches.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from parsers.blocks import Block
from parsers.decode import decode
from parsers.hints import edges, is_site_notice
from parsers.markup import Visible, visible
from parsers.sniff import sniff
from parsers.teasers import between_links, openings

_STOPS = re.compile("[，。；：！？、,;!?…”》]")
_ENDS = re.compile("[。！？；…!?;]”?$|[：:]$")
_HAN = re.compile("[\u3400-\u9fff]")
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}")
_SPACE = re.compile(r"\s+")

_CHARS_PER_STOP = 40
"""Prose has a mark of punctuation every 10 to 15 characters; lists of titles have one in 40 or none."""
_LINE_COST = 12.0
"""What a line without punctuation has to be longer than, to count for the body rather than against it."""
_PROSE_COST = 2.0
_LONG = 400
"""A line counts for no more than this, so that one huge line cannot carry the site's lists with it."""
_STEP_COST = 5.0
_STEPS = 8
_BOUND = 0.85
"""Share of the prose that an element must hold for the search to go down into it."""
_EDGE_CHARS = 60
_SIGNED_OFF = re.compile(r"[（(【\[]?\s?(?:(?:责任|值班|本文|网络|文字)?编辑|责编|编审)\s?[:：].{0,30}$")
_BODY_BEFORE = 0.5
"""Share of the prose that stands before an editor's name, if that is where the article ends."""
_LITTLE, _FAR_MORE = 80.0, 3.0
"""A page that seems to have less prose may have its article, several times that, in an element of misleading name."""


class _Line(NamedTuple):
    """A block as it is weighed: how much prose it holds and what it counts for or against the body."""

    text: str
    prose: float
    value: float


def main_text(body: bytes | str) -> str:
    """Return the main text of a page, one line a paragraph; an empty text if it has none.

    Bytes are decoded first; what holds no text (an image, an archive) gives an empty text. A string is taken as HTML if
    it looks like it, else as plain text, which is its own main text but for its edges.
    """
    raw = body if isinstance(body, bytes) else body[:20_000].encode("utf-8", "replace")
    kind = sniff(raw).kind
    if kind in {"binary", "empty"}:
        return ""
    text = decode(body).text if isinstance(body, bytes) else body
    if kind != "html":
        return text.strip()
    seen = visible(text)
    lines = (seen.text[seen.blocks[i].start : seen.blocks[i].end] for i in content_lines(seen))
    return "\n".join(line.strip() for line in lines)


def content_lines(seen: Visible) -> list[int]:
    """Return the indices of the blocks that make up the main text, in order.

    What elements are called is forgotten where it leaves next to nothing.
    """
    lines = _weighed_lines(seen)
    chosen = _chosen(seen, lines)
    held = sum(lines[index].prose for index in chosen)
    if held >= _LITTLE or not any(block.in_furniture for block in seen.blocks):
        return chosen
    bare = replace(seen, blocks=tuple(block._replace(in_furniture=False) for block in seen.blocks))
    lines_there = _weighed_lines(bare)
    chosen_there = _chosen(bare, lines_there)
    more = sum(lines_there[index].prose for index in chosen_there) >= _FAR_MORE * max(held, 1.0)
    return chosen_there if more else chosen


def _chosen(seen: Visible, lines: list[_Line]) -> list[int]:
    if not lines:
        return []
    inside = _article(seen, lines)
    start, end = _grown(seen, lines, inside, *_best_run(seen, lines, inside))
    return _trimmed(seen, lines, [index for index in inside[start:end] if _belongs(seen.blocks[index], lines[index])])


def _weighed_lines(seen: Visible) -> list[_Line]:
    """Return every block as it is weighed; what stands in a list of teasers is no prose."""
    lines = [_weighed(seen, block) for block in seen.blocks]
    linked = [
        len(line.text) >= 2 and block.n_link_chars > 0.5 * len(line.text)
        for block, line in zip(seen.blocks, lines, strict=True)
    ]
    listed = openings([line.text for line in lines], [block.cls for block in seen.blocks])
    for index in (*between_links(linked), *listed):
        lines[index] = lines[index]._replace(prose=0.0, value=-_LINE_COST)
    return lines


def _weighed(seen: Visible, block: Block) -> _Line:
    text = seen.text[block.start : block.end].strip()
    size = len(text)
    stops = len(_STOPS.findall(text, 0, 1000)) if size >= 6 else 0
    links = min(1.0, block.n_link_chars / max(1, size))
    is_prose = stops * _CHARS_PER_STOP >= min(size, 1000) or size > 120
    effective = min(size, _LONG) * (1.0 - 1.6 * links) * (0.5 if text.endswith(("...", "……", "…")) else 1.0)
    if block.in_furniture or is_site_notice(text):
        return _Line(text, 0.0, -max(8.0, 0.3 * min(size, _LONG)))
    value = effective - (_PROSE_COST if is_prose else _LINE_COST)
    if links > 0.5:
        value = -_LINE_COST - 0.3 * min(size, _EDGE_CHARS)
    elif not is_prose and (size > _LINE_COST or _has_edge_word(text)):
        value = min(value, -4.0)
    prose = max(0.0, effective) * (0.5 if block.list_item else 1.0) if is_prose and links < 0.5 else 0.0
    return _Line(text, prose, value)


def _has_edge_word(text: str) -> bool:
    return len(text) <= _EDGE_CHARS and edges("tail").search(text) is not None


def _article(seen: Visible, lines: list[_Line]) -> list[int]:
    """Return the blocks inside the deepest element that holds nearly all of the prose."""
    mass = [0.0] * len(seen.parents)
    for block, line in zip(seen.blocks, lines, strict=True):
        if block.node >= 0:
            mass[block.node] += line.prose
    for node in range(len(mass) - 1, -1, -1):
        if seen.parents[node] >= 0:
            mass[seen.parents[node]] += mass[node]
    total = max(mass, default=0.0)
    if not total:
        return list(range(len(seen.blocks)))
    holder = max(node for node, held in enumerate(mass) if held >= _BOUND * total)
    within = [False] * len(mass)
    for node, parent in enumerate(seen.parents):
        within[node] = node == holder or (parent >= 0 and within[parent])
    return [index for index, block in enumerate(seen.blocks) if block.node >= 0 and within[block.node]]


def _best_run(seen: Visible, lines: list[_Line], inside: list[int]) -> tuple[int, int]:
    """Return the run of `inside` with the greatest sum of values less the steps between elements (Kadane)."""
    best = (0.0, 0, len(inside))
    total, start = 0.0, 0
    for at, index in enumerate(inside):
        cost = _STEP_COST * _steps(seen, inside[at - 1], index) if at > start else 0.0
        if total - cost <= 0:
            total, start, cost = 0.0, at, 0.0
        total += lines[index].value - cost
        if total > best[0]:
            best = (total, start, at + 1)
    return best[1], best[2]


def _grown(seen: Visible, lines: list[_Line], inside: list[int], start: int, end: int) -> tuple[int, int]:
    """Take in the short lines at the run's edges that stand where its own paragraphs do.

    Before it what ends in punctuation (a salutation with its colon), after it up to three lines (who signed, and when).
    """
    first, last = start, end
    while first > 0 and _ENDS.search(lines[inside[first - 1]].text) and _is_akin(seen, lines, inside, first - 1, start):
        first -= 1
    while last < min(len(inside), end + 3) and _is_akin(seen, lines, inside, last, end - 1):
        last += 1
    return first, last


def _is_akin(seen: Visible, lines: list[_Line], inside: list[int], at: int, paragraph: int) -> bool:
    """Tell whether a line and a paragraph stand side by side, and the line has nothing that speaks against it."""
    block, text = seen.blocks[inside[at]], lines[inside[at]].text
    node, other = block.node, seen.blocks[inside[paragraph]].node
    if (
        block.n_link_chars
        or block.in_furniture
        or is_site_notice(text)
        or _has_edge_word(text)
        or not _HAN.search(text)
    ):
        return False
    return node == other or (
        seen.parents[node] == seen.parents[other] and block.tag == seen.blocks[inside[paragraph]].tag
    )


def _steps(seen: Visible, before: int, after: int) -> int:
    """Return how far apart in the tree two blocks stand, beyond being siblings; counted up to a few steps."""
    a, b = seen.blocks[before].node, seen.blocks[after].node
    steps = 0
    while a != b and steps < _STEPS:
        if a > b:
            a = seen.parents[a]
        else:
            b = seen.parents[b]
        steps += 1
    return max(0, steps - 2)


def _belongs(block: Block, line: _Line) -> bool:
    """Tell whether a line inside the run is of the body: it is no list of links and no furniture."""
    return not block.in_furniture and block.n_link_chars <= 0.6 * len(line.text)


def _trimmed(seen: Visible, lines: list[_Line], chosen: list[int]) -> list[int]:
    """Take titles, bylines and what is to be pressed off both ends."""
    titles = _titles(seen)
    chosen = _signed_off(lines, chosen)
    start, end = 0, len(chosen)
    prose_at = [at for at, index in enumerate(chosen) if lines[index].prose >= 20 or _ENDS.search(lines[index].text)]
    if not prose_at:
        return chosen
    for at in range(min(len(chosen), prose_at[0] + 1)):
        block, text = seen.blocks[chosen[at]], lines[chosen[at]].text
        if block.heading == 1 or _is_title(text, titles) or _is_byline(text, "head"):
            start = at + 1
    while end > start and _is_after(lines[chosen[end - 1]].text, titles):
        end -= 1
    return chosen[start:end]


def _signed_off(lines: list[_Line], chosen: list[int]) -> list[int]:
    """Return what stands before the editor's name, if most of the prose does: what follows is not the article."""
    total = sum(lines[index].prose for index in chosen)
    before = 0.0
    for at, index in enumerate(chosen):
        if at and before >= _BODY_BEFORE * total and _SIGNED_OFF.match(lines[index].text):
            return chosen[:at]
        before += lines[index].prose
    return chosen


def _is_after(text: str, titles: tuple[str, ...]) -> bool:
    return _is_byline(text, "tail") or is_site_notice(text) or (not _ENDS.search(text) and _is_title(text, titles))


def _titles(seen: Visible) -> tuple[str, ...]:
    stated = (seen.title, seen.og_title, *seen.h1[:3])
    return tuple(squeezed for title in stated if title and len(squeezed := _SPACE.sub("", title)) >= 4)


def _is_title(text: str, titles: tuple[str, ...]) -> bool:
    squeezed = _SPACE.sub("", text)
    return 4 <= len(squeezed) <= 80 and any(squeezed in title or title in squeezed for title in titles)


def _is_byline(text: str, side: str) -> bool:
    """Tell whether a line at an edge speaks about the article: a short one with a byline's word, or a bare date."""
    if len(text) > _EDGE_CHARS and not text.startswith(_STARTS):
        return False
    if edges(side).search(text):
        return len(text) < 30 or not _ENDS.search(text) or text.startswith(_STARTS)
    return side == "head" and len(text) <= 40 and _DATED.search(text) is not None and not _ENDS.search(text)


_STARTS = ("声明", "免责", "版权", "【免责", "【版权", "【声明", "特别声明", "（责任编辑", "(责任编辑", "责任编辑")
