"""One page from its file to its record: the same way for `jianghua build` and `jianghua explain`.

Whatever goes wrong with a page ends here as a quarantined page that says so; nothing is raised.
"""

from __future__ import annotations

import gc
from pathlib import Path

from flows.plan import Item
from ingest.store import read_body
from parsers import parse_page
from parsers.learning import NOTHING, SiteKnowledge
from schemas import Page, ParsedPage, RawPage, Status

WARM_UP = """<html><body><h1>縣長在全縣春耕生產會議上的講話</h1><p>（2019年3月5日 某某县县长）</p><p>同志们：</p>
<p>今天开会，讲两点意见。一要抓好春耕（zhuā），二要××。××省某市某县某镇的同志们辛苦了！谢谢大家。</p></body></html>"""
"""A page that calls on every dictionary."""

CHANGED = "the bytes are not those that were listed"
"""A file that changed while the build ran, or a raw store that is damaged."""
UNREADABLE = "the file cannot be read"


def warm_up() -> None:
    """Load the dictionaries, which takes a second, so that the first page need not: its time is measured.

    They stay for the life of the process, so the garbage collector is told to leave them out of its walks.
    """
    parse_page(RawPage(source="", body=WARM_UP.encode()))
    gc.freeze()


def read_raw(item: Item) -> RawPage:
    """Return a page as it came in. Raises OSError if it cannot be read."""
    body = read_body(item.path, item.place) if item.place else Path(item.path).read_bytes()
    about = (item.url, item.site, item.fetched_at, item.content_type, item.charset, item.licence)
    return RawPage(item.source, body, *about)


def read_and_parse(item: Item, known: SiteKnowledge = NOTHING) -> ParsedPage:
    """Return what parsing makes of a page, or the quarantined page that says why there is nothing."""
    if item.problem is not None:
        return quarantined(item, item.problem)
    try:
        raw = read_raw(item)
    except OSError as error:
        return quarantined(item, f"{UNREADABLE}: {error.strerror or type(error).__name__}")
    try:
        parsed = parse_page(raw, known)
    except Exception as error:  # noqa: BLE001 (a defect in the parser must cost one page, not the run)
        return quarantined(item, f"parser error: {type(error).__name__}: {error}"[:500])
    return parsed if parsed.page.sha256 == item.sha256 else quarantined(item, CHANGED)


def is_accident(page: Page) -> bool:
    """Say whether a page was quarantined for something that need not hold for the next build."""
    return (page.status_reason or "").startswith((CHANGED, UNREADABLE))


def quarantined(item: Item, reason: str) -> ParsedPage:
    """Return the record of a page of which nothing could be read."""
    page = Page(
        page_id=item.sha256[:16],
        source=item.source,
        url=item.url,
        site=item.site,
        fetched_at=item.fetched_at,
        licence=item.licence,
        content_type="unknown",
        n_bytes=item.size,
        sha256=item.sha256 if item.problem is None else None,
        encoding=None,
        encoding_method=None,
        encoding_errors=0,
        title=None,
        text="",
        status=Status.QUARANTINED,
        status_reason=reason,
        n_chars=0,
        n_kept=0,
        n_removed=0,
        n_replaced=0,
        n_speeches=0,
    )
    return ParsedPage(page)
