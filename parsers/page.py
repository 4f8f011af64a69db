"""One page from bytes to records: the list of stages, in the order in which they run."""

from __future__ import annotations

import hashlib

from schemas import Edit, EditKind, Page, ParsedPage, RawPage, Script, Speech, Status

PARSER_VERSION = "0.1.0+stub"


def parse_page(raw: RawPage) -> ParsedPage:
    """Read one page."""
    digest = hashlib.sha256(raw.body).hexdigest()
    page_id = digest[:16]
    text = raw.body.decode("utf-8", "replace")
    mark = text.find("同志们")
    status = Status.PUBLISHED if mark >= 0 else Status.REJECTED
    cut = mark if mark >= 0 else len(text)
    edits = (Edit(page_id, 0, cut, EditKind.OTHER, "stub.head", text[:cut], ""),) if cut else ()
    speeches = (_speech(page_id, raw, text[cut:], text[:cut]),) if mark >= 0 else ()
    page = Page(
        page_id=page_id, source=raw.source, url=raw.url, site=raw.site, fetched_at=raw.fetched_at, content_type="text",
        n_bytes=len(raw.body), sha256=digest, encoding="utf-8", encoding_method="stub",
        encoding_errors=text.count("\ufffd"), title=None, text=text, status=status,
        status_reason=None if speeches else "no salutation", n_chars=len(text), n_kept=len(text) - cut, n_removed=cut,
        n_replaced=0, n_speeches=len(speeches),
    )  # fmt: skip
    return ParsedPage(page, speeches, edits)


def _speech(page_id: str, raw: RawPage, text: str, title: str) -> Speech:
    speech_id = f"{page_id}-01"
    return Speech(
        speech_id=speech_id, page_id=page_id, position=1, title=title.strip()[:60] or None, text=text,
        script=Script.HANS, date=None, date_earliest=None, date_latest=None, date_basis=None, speaker_name=None,
        speaker_role=None, level=None, place_name=None, place_code=None, province=None, prefecture=None, county=None,
        township=None, occasion=None, genre=None, topics=(), masks=(), truncated=False, gaps=(), declared_chars=None,
        n_chars=len("".join(text.split())), quality=1.0, cluster_id=speech_id, is_canonical=True, evidence=(),
        source=raw.source, site=raw.site, url=raw.url, fetched_at=raw.fetched_at, parser_version=PARSER_VERSION,
    )  # fmt: skip
