"""What the bytes of a page are: HTML, plain text, JSON, or something that holds no text to read.

Names and content types are claims and wrong often enough (an image saved as .html, a page served as text/plain), so the
bytes decide and the claim only breaks ties. Judged on the first kilobytes: this runs on every page that comes in.

Not here: the encoding (parsers/decode.py); reading the formats that are not text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["html", "text", "json", "empty", "binary"]

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png image"),
    (b"\xff\xd8\xff", "jpeg image"),
    (b"GIF87a", "gif image"),
    (b"GIF89a", "gif image"),
    (b"BM\x00", "bmp image"),
    (b"II*\x00", "tiff image"),
    (b"MM\x00*", "tiff image"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"%PDF-", "pdf document"),
    (b"{\\rtf", "rtf document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole document (doc, xls, ppt)"),
    (b"Rar!\x1a\x07", "rar archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
    (b"\x7fELF", "elf executable"),
    (b"MZ\x90\x00", "windows executable"),
    (b"ID3", "mp3 audio"),
    (b"OggS", "ogg media"),
    (b"fLaC", "flac audio"),
    (b"FLV\x01", "flash video"),
    (b"\x1aE\xdf\xa3", "matroska video"),
    (b"CWS", "flash"),
    (b"FWS", "flash"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"SQLite format 3\x00", "sqlite database"),
    (b"PAR1", "parquet"),
)
"""First bytes of formats that are not text (https://en.wikipedia.org/wiki/List_of_file_signatures)."""

_HEAD = 8_192
_MANY_CONTROLS = 0.04
"""Share of control bytes from which on it is no text: prose has none, a page torn by a bad transfer a few."""
_CONTROLS = bytes({*range(32), 127} - {0, 9, 10, 12, 13, 27})
_DOCUMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body|frameset)\b", re.I)
_TAGS = re.compile(
    rb"</?(?:p|div|span|br|a|table|tr|td|tbody|ul|ol|li|h[1-6]|font|b|i|strong|em|center|img|meta|title|link|script|style"
    rb"|section|article|header|footer|nav|main|blockquote|pre|hr|input|form|iframe)(?:\s[^<>]{0,400})?/?>",
    re.I,
)
_CLOSING = re.compile(rb"</[a-z]{1,10}[0-9]?\s{0,3}>", re.I)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the bytes are: `binary` is anything that is no text, and `detail` says which, or why it was taken for it."""

    kind: Kind
    detail: str


def sniff(body: bytes, name: str | None = None, content_type: str | None = None) -> Sniffed:
    """Return what the bytes are. `name` and `content_type` are claims that decide only what the bytes leave open."""
    head = body[:_HEAD]
    if not head.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        return (
            Sniffed("empty", "no bytes" if not body else "nothing but white space") if not body.strip() else _binary()
        )
    if (other := _signature(head)) is not None:
        return Sniffed("binary", other)
    text = _plain_ascii_view(head)
    if text is None:
        return _binary()
    return _textual(text, body, (name or "").lower(), (content_type or "").lower())


def _binary() -> Sniffed:
    return Sniffed("binary", "unknown binary")


def _signature(head: bytes) -> str | None:
    for start, what in _SIGNATURES:
        if head.startswith(start):
            return what
    if head.startswith(b"PK\x03\x04"):
        return _zip(head)
    if head[4:8] == b"ftyp":
        return "mp4 or heic media"
    if head.startswith(b"RIFF") and head[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return f"riff media ({head[8:12].decode().strip().lower()})"
    return None


def _zip(head: bytes) -> str:
    for part, what in ((b"word/", "docx document"), (b"xl/", "xlsx document"), (b"ppt/", "pptx document")):
        if part in head:
            return what
    return "zip archive (docx, xlsx or other)"


def _plain_ascii_view(head: bytes) -> bytes | None:
    """Return the bytes with UTF-16 folded to its ASCII, so that tags can be seen; None if they are no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.replace(b"\0", b"")
    zeros = head.count(0)
    if zeros * 20 > len(head):
        even, odd = head[::2].count(0), head[1::2].count(0)
        return head.replace(b"\0", b"") if max(even, odd) > 20 * min(even, odd) and _few_controls(head) else None
    return head if _few_controls(head) or _rows(head) else None


def _few_controls(head: bytes) -> bool:
    return len(head) - len(head.translate(None, _CONTROLS)) <= max(2, _MANY_CONTROLS * len(head))


def _rows(head: bytes) -> bool:
    """Tell whether the controls are the low bytes of UTF-16: then one of the two columns has none but rows of Han."""
    return any(
        len(column.translate(None, bytes([0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)]))) * 12 <= len(column)
        for column in (head[::2], head[1::2])
    )


def _textual(head: bytes, body: bytes, name: str, content_type: str) -> Sniffed:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if start[:1] in {b"{", b"["} and _looks_like_json(start, body):
        return Sniffed("json", "starts and ends as JSON")
    if _DOCUMENT.search(head):
        return Sniffed("html", "document tags")
    if start.startswith(b"<?xml") and not _TAGS.search(head):
        return Sniffed("text", "xml")
    return _by_tags(head, name.endswith((".html", ".htm", ".shtml", ".xhtml")) or "html" in content_type)


def _looks_like_json(start: bytes, body: bytes) -> bool:
    closes = {b"{": b"}", b"[": b"]"}[start[:1]]
    inside = start[1:200].lstrip()
    opens = inside[:1] in (b'"', b"}") if closes == b"}" else inside[:1] in (b'"', b"{", b"[", b"]")
    return opens and body.rstrip(b"\0 \t\r\n")[-1:] == closes


def _by_tags(head: bytes, claimed: bool) -> Sniffed:
    """HTML without its document tags: many known tags, some of them closed; a claim makes a few enough."""
    tags = len(_TAGS.findall(head))
    closing = len(_CLOSING.findall(head))
    if tags >= 3 and (closing or tags >= 8) and tags * 400 > min(len(head), 4000):
        return Sniffed("html", f"{tags} tags without a document around them")
    if claimed and (tags >= 2 or closing):
        return Sniffed("html", f"said to be HTML, with {tags} tags")
    return Sniffed("text", f"{tags} tags" if tags else "no tags")
