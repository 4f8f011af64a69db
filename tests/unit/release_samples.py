"""Parsed pages made by hand, for the tests of what comes after parsing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from output.query import open_release
from output.release import Release, publish
from output.shards import write_shard
from schemas import Edit, EditKind, Evidence, Page, ParsedPage, Rule, Script, Speech, Status
from schemas.tables import columns_of

VERSION = "9.9+test"
RULES = (
    Rule("test.head", EditKind.NAV, "code", "everything before the salutation"),
    Rule("test.never", EditKind.AD, "line", "a rule that never fires", "^广告$"),
    Rule("test.title", "title", "code", "the first line is the title"),
)
BODIES = (
    "同志们：\n今天我们开会，部署秋季造林。",
    "各位委员：\n受县政府委托，我报告水库除险的情况。",
    "乡亲们：\n村里的自来水通了，大家说说还缺什么。",
)


def page_of(source: str, head: str, body: str, shown: str | None = None) -> ParsedPage:
    """Return a page that holds a speech after a head that was removed; `shown` is the speech's text, if it differs."""
    text = head + body
    digest = hashlib.sha256(text.encode()).hexdigest()
    page_id = digest[:16]
    speech = _speech(page_id, source, body if shown is None else shown, head)
    edits = (Edit(page_id, 0, len(head), EditKind.NAV, "test.head", head, ""),) if head else ()
    page = _page(page_id, source, digest, text, len(head))
    return ParsedPage(page, (speech,), edits)


def rejected(source: str, text: str) -> ParsedPage:
    """Return a page that holds no speech."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    page = _page(digest[:16], source, digest, text, len(text), Status.REJECTED)
    edit = Edit(page.page_id, 0, len(text), EditKind.NOT_SPEECH, "test.head", text, "")
    return ParsedPage(page, (), (edit,) if text else ())


def _page(page_id: str, source: str, digest: str, text: str, cut: int, status: Status = Status.PUBLISHED) -> Page:
    published = status is Status.PUBLISHED
    return Page(
        page_id=page_id, source=source, url=None, site=None, fetched_at=None, licence=None, content_type="text",
        n_bytes=len(text.encode()), sha256=digest, encoding="utf-8", encoding_method="strict", encoding_errors=0,
        title=None, text=text, status=status, status_reason=None if published else "no salutation",
        n_chars=len(text), n_kept=len(text) - cut, n_removed=cut, n_replaced=0, n_speeches=int(published),
    )  # fmt: skip


def _speech(page_id: str, source: str, text: str, head: str) -> Speech:
    title = head.strip() or None
    evidence = (Evidence("title", title, 0, len(title), "test.title"),) if title else ()
    filled: dict[str, object] = {
        "speech_id": f"{page_id}-01", "page_id": page_id, "position": 1, "title": title, "text": text,
        "script": Script.HANS, "n_chars": len("".join(text.split())), "quality": 1.0, "cluster_id": "",
        "evidence": evidence, "source": source, "parser_version": VERSION,
    }  # fmt: skip
    return Speech(**{**_empty(Speech), **filled})  # type: ignore[arg-type]  # each by its own column


def _empty(record: type) -> dict[str, object]:
    """Return the least that each column of a record can hold, so that a new column breaks no test."""
    return {
        column.name: None if column.nullable else () if column.many else column.base() if column.base is bool else None
        for column in columns_of(record)
    }


def some_pages(count: int = 9) -> list[ParsedPage]:
    """Return pages, one in three of them rejected."""
    return [
        rejected(f"in/{i:02d}.txt", f"第{i}页只有导航。") if i % 3 == 2 else page_of(
            f"in/{i:02d}.txt", f"第{i}号材料\n", f"{BODIES[i % 2]}其中第{i}项要抓紧。"
        )
        for i in range(count)
    ]  # fmt: skip


def shards_of(data: Path, pages: Sequence[ParsedPage], size: int = 4, name: str = "s") -> list[Path]:
    """Write pages as shards and return their folders."""
    folders = [data / "parsed" / f"{name}{start}" for start in range(0, len(pages), size)]
    for number, folder in enumerate(folders):
        write_shard(folder, pages[number * size : (number + 1) * size])
    return folders


def release_of(data: Path, pages: Sequence[ParsedPage], created: str = "2031-04-05", size: int = 4) -> Release:
    """Publish pages."""
    name = hashlib.sha256(repr(pages).encode()).hexdigest()[:8] + f"-{size}-"
    return publish(data, shards_of(data, pages, size, name), rules=RULES, parser_version=VERSION, created=created)


def asked(release: Path, sql: str) -> pa.Table:
    """Return what a query finds in a release."""
    with open_release(release) as con:
        return con.sql(sql).to_arrow_table()
