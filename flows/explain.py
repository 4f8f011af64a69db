"""`jianghua explain`: one page, with what was kept, removed, replaced and read off, each with its rule.

It shows the records that a build of this page alone would write, and nothing that is not in them: there is no second
logic. What other pages of its site would teach (parsers.learning) is not asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from flows.pages import read_and_parse
from flows.plan import hash_page
from flows.terminal import safe, safe_line
from ingest.discover import discover
from schemas import Edit, JianghuaError, ParsedPage, Speech, Status

_STYLES = {Status.PUBLISHED: "green", Status.REJECTED: "yellow", Status.QUARANTINED: "red", Status.DUPLICATE: "cyan"}
_FIELDS = (
    "title", "date", "date_earliest", "date_latest", "date_basis", "speaker_name", "speaker_role", "level",
    "place_name", "place_code", "province", "prefecture", "county", "township", "occasion", "genre",
)  # fmt: skip
_SHORT = 60


class Run(NamedTuple):
    """A run of the page's text: kept if `edit` is None."""

    text: str
    edit: Edit | None = None


def parse_file(path: str, max_bytes: int) -> ParsedPage:
    """Return what a build would make of one file alone. Raises JianghuaError if there is no such page, or several."""
    pages = discover([path], max_bytes=max_bytes).pages
    if len(pages) > 1:
        raise JianghuaError(f"{path} holds {len(pages):,} pages; name one of them, such as {pages[0].path}")
    return read_and_parse(hash_page(pages[0]))


def to_json(parsed: ParsedPage) -> str:
    """Return the page's records as JSON, with the control characters of strangers escaped."""
    return json.dumps(asdict(parsed), ensure_ascii=False, indent=2).translate(
        {code: f"\\u{code:04x}" for code in [*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]}
    )


def explain(console: Console, parsed: ParsedPage) -> None:
    """Print a page with everything that was done to it."""
    for line in (*_head(parsed), Text(), _body(parsed), Text()):
        console.print(line, soft_wrap=True)
    for speech in parsed.speeches:
        for line in _speech(speech, parsed.page.text):
            console.print(line, soft_wrap=True)


def runs(text: str, edits: tuple[Edit, ...]) -> Iterator[Run]:
    """Yield the page's text in order, as runs that were kept and runs that an edit took away or replaced."""
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start > done:
            yield Run(text[done : edit.start])
        yield Run(text[edit.start : edit.end], edit)
        done = edit.end
    if done < len(text):
        yield Run(text[done:])


def _head(parsed: ParsedPage) -> Iterator[Text]:
    page = parsed.page
    reason = f": {safe_line(page.status_reason)}" if page.status_reason else ""
    yield Text.assemble((safe_line(page.source), "bold"), "  ", (f"{page.status}{reason}", _STYLES[page.status]))
    yield Text(
        f"{page.content_type}, {page.n_bytes:,} bytes, encoding {page.encoding or 'unknown'}"
        f" ({page.encoding_method or 'not decoded'}, {page.encoding_errors:,} errors)"
    )
    yield Text(
        f"{page.n_chars:,} characters: {page.n_kept:,} kept, {page.n_removed:,} removed, {page.n_replaced:,} replaced"
    )
    if page.title:
        yield Text(f"page title: {safe_line(page.title)}")


def _body(parsed: ParsedPage) -> Text:
    body = Text()
    for text, edit in runs(parsed.page.text, parsed.edits):
        if edit is None:
            body.append(safe(text))
            continue
        body.append(f"[-{safe(text)}-]", "red strike")
        if edit.replacement:
            body.append(f"[+{safe(edit.replacement)}+]", "green bold")
        body.append(f"{{{edit.kind} {safe_line(edit.rule_id)}}}", "cyan dim")
    return body


def _speech(speech: Speech, page: str) -> Iterator[Text]:
    yield Text(f"speech {speech.position} ({speech.speech_id})", "bold")
    yield Text(f"  {speech.n_chars:,} characters, script {speech.script}, quality {speech.quality:.3f}")
    yield from _fields(speech, page)
    if speech.truncated or speech.declared_chars is not None:
        yield Text(f"  completeness: {_completeness(speech)}", "yellow")
    for gap in speech.gaps:
        missing = (
            "characters missing, how many is not stated" if gap.chars is None else f"{gap.chars:,} characters missing"
        )
        yield Text(f"  gap at {gap.offset:,}: {missing}; {safe_line(gap.notice)}", "yellow")
    for mask in speech.masks:
        yield Text(f"  mask {safe_line(mask.token)}: {mask.kind}, {mask.count} times")
    if speech.topics:
        yield Text(f"  topics: {safe_line('、'.join(speech.topics))}")


def _fields(speech: Speech, page: str) -> Iterator[Text]:
    """Yield each field that is filled, with the words and the rule it rests on."""
    shown = set[str]()
    for evidence in speech.evidence:
        words = page[evidence.start : evidence.end]
        value = getattr(speech, evidence.field, None) if evidence.field in _FIELDS else None
        shown.add(evidence.field)
        yield Text.assemble(
            f"  {evidence.field}: ", (safe_line(str(value or evidence.value)), "bold"),
            (f"  from {_shortened(words)} at {evidence.start:,}..{evidence.end:,}", "dim"),
            (f"  {{{safe_line(evidence.rule)}}}", "cyan dim"),
        )  # fmt: skip
    for name in _FIELDS:
        value = getattr(speech, name)
        if value is not None and name not in shown:
            yield Text.assemble(f"  {name}: ", (safe_line(str(value)), "bold"))


def _completeness(speech: Speech) -> str:
    parts = ["truncated" if speech.truncated else "not truncated", f"{speech.n_chars:,} characters are here"]
    if speech.declared_chars is not None and speech.visible_chars is not None:
        parts.append(f"the page states that it shows {speech.visible_chars:,} of {speech.declared_chars:,}")
    elif speech.declared_chars is not None:
        parts.append(f"the page states {speech.declared_chars:,} for the whole")
    return "; ".join(parts)


def _shortened(words: str) -> str:
    line = safe_line(words)
    return f"“{line}”" if len(line) <= _SHORT else f"“{line[:_SHORT]}…”"
