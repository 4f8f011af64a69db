"""Pages inside WARC files (ISO 28500), gzip or not: what servers answered, as some crawler recorded it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from ingest.archives import NO_SIZE
from ingest.folders import files_of
from ingest.intake import Arrival, Intake
from ingest.payload import PAGE_TYPES, PayloadError, declared_charset, kept_headers, media_type, unpacked
from ingest.streams import PIECE, Stream

TORN = "the file is cut off or damaged in mid-record"
_AFTER_RECORD = b"\r\n\r\n"
_HTTP_HEADERS = 2**16
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")


def take_warcs(paths: Sequence[str], intake: Intake, *, max_bytes: int) -> None:
    """Take in the pages of every WARC file that the paths lead to. From a torn file, the records that are whole."""
    for found in files_of(paths, intake, max_bytes=NO_SIZE):
        try:
            with found.path.open("rb") as file:
                torn = _take_file(Stream(file), intake, max_bytes)
        except OSError as error:
            # fastwarc raises it for what is no record; where the file itself fails, it says so.
            intake.miss(found.label, f"no WARC file, or damaged: {error.strerror or 'no record where one should be'}")
        else:
            if torn:
                intake.miss(found.label, TORN)


def _take_file(stream: Stream, intake: Intake, max_bytes: int) -> bool:
    """Take in the records of a file. Returns whether it is torn."""
    torn = False
    for record in ArchiveIterator(stream, parse_http=False):
        if record.record_type == WarcRecordType.response:
            torn = not _take(record, intake, max_bytes)
        else:
            intake.pass_over("record that is no response")
            torn = _length_of_rest(record) < record.content_length
        torn = torn or "Content-Length" not in record.headers
    return torn or stream.is_torn or stream.last not in (b"", _AFTER_RECORD)


def _take(record: WarcRecord, intake: Intake, max_bytes: int) -> bool:
    """Take in a response if it is a page. Returns False if the file ends before the record does."""
    stated, url = record.content_length, (record.headers.get("WARC-Target-URI") or "").strip("<>")
    block = record.reader.read(min(stated, max_bytes + _HTTP_HEADERS))
    if len(block) < stated and len(block) < max_bytes + _HTTP_HEADERS:
        return False
    try:
        page = _page(url, record, block, intake, max_bytes)
    except PayloadError as error:
        intake.miss(url, str(error))
    else:
        if page is not None:
            intake.take(page)
    return len(block) + _length_of_rest(record) == stated


def _length_of_rest(record: WarcRecord) -> int:
    """Read a record to its end and return how much that was. It is read, because fastwarc skips by seeking."""
    length = 0
    while piece := record.reader.read(PIECE):
        length += len(piece)
    return length


def _page(url: str, record: WarcRecord, block: bytes, intake: Intake, max_bytes: int) -> Arrival | None:
    """Return the page that a response holds; None if it is none. Raises PayloadError if it cannot be unpacked."""
    http = HeaderMap()
    length = http.parse(io.BytesIO(block))
    headers = kept_headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in http.items_bytes())
    content_type = headers.get("content-type")
    if not url.startswith(("http://", "https://")) or http.status_code != 200:
        intake.pass_over("response that is not 200 OK")
        return None
    if media_type(content_type) not in PAGE_TYPES:
        intake.pass_over("response that is no page by its type")
        return None
    body = block[length:]
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    body = unpacked(body, headers.get("content-encoding"), max_bytes)
    return Arrival(url, body, _date(record), url, declared_charset(content_type), content_type, headers)


def _date(record: WarcRecord) -> str | None:
    date = record.record_date
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if "WARC-Date" in record.headers and date else None


def _unchunked(body: bytes) -> bytes:
    """Return a body without its chunks; as it is if it has none: many crawlers took them off and kept the header."""
    pieces, at = [], 0
    while head := _CHUNK.match(body, at):
        size, start = int(head[1], 16), head.end()
        pieces.append(body[start : start + size])
        at = start + size + 2
        if size == 0:
            return b"".join(pieces)
    return body
