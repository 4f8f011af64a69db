"""The pages that speed is measured on: simulated, in the sizes that real sites have; all decided by a seed.

Simulated HTML is lean, so pages of 30 to 100 KB come in two sorts. `dressed`: an ordinary page in the scripts, styles,
menus and lists of teasers that a site puts around it (markup outweighs text, as on most real pages). `compiled`: pages
that are large because they hold many speeches (text outweighs markup; announced parts in a site's frame, no other
dirt, since few of the simulator's ordinary pages are that large). `grown` is for growth: any size, one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, islice
from random import Random
from typing import NamedTuple

from benchmarks.corpus import composed_speech
from benchmarks.simulator.data import words
from benchmarks.simulator.page import simulate
from schemas import RawPage

LEAST, MOST = 30_000, 100_000
_HEAD_END = re.compile(rb"</head>", re.I)
_BODY_END = re.compile(rb"</body>", re.I)
_BODY = re.compile(rb"<body[^>]*>", re.I)


class Set(NamedTuple):
    """Pages of one sort."""

    name: str
    pages: tuple[RawPage, ...]

    @property
    def size(self) -> int:
        """Bytes of all pages."""
        return sum(len(page.body) for page in self.pages)


def texts(seed: int, pages: int) -> Set:
    """Return plain text pages as the simulator makes them: a few kilobytes each."""
    return Set("plain text", tuple(islice(_simulated(count(seed), ".txt"), pages)))


def dressed(seed: int, pages: int) -> Set:
    """Return HTML pages of 30 to 100 KB of which most is the site's."""
    rng = Random(f"dress {seed}")  # noqa: S311
    found = (_dressed(page, rng) for page in _simulated(count(seed), ".html"))
    return Set("HTML, mostly markup", tuple(islice((page for page in found if page is not None), pages)))


def compiled(seed: int, pages: int) -> Set:
    """Return HTML pages of 30 to 100 KB of which most is speeches."""
    found = _simulated(count(seed), ".html", "announced")
    return Set("HTML, mostly text", tuple(islice((p for p in found if LEAST <= len(p.body) <= MOST), pages)))


def grown(size: int, seed: int, *, html: bool) -> RawPage:
    """Return a page of about that many bytes of UTF-8: titles and speeches one after the other."""
    rng = Random(f"grown {seed}")  # noqa: S311
    lines: list[str] = []
    so_far = 0
    while so_far < size:
        speech = composed_speech(rng)
        for text in (speech.title, *speech.paragraphs):
            lines.append(f"<p>{text}</p>" if html else text)
            so_far += len(lines[-1].encode()) + 1
            if so_far >= size:
                break
    text = "\n".join(lines)
    shell = f"<html><head><title>{lines[0][:40]}</title></head><body><div>{text}</div></body></html>" if html else text
    return RawPage(f"grown-{size}.{'html' if html else 'txt'}", shell.encode())


def _simulated(seeds: Iterator[int], suffix: str, only: str | None = None) -> Iterator[RawPage]:
    for seed in seeds:
        page = simulate(seed, only)
        if page.name.endswith(suffix) and page.truth.speeches:
            yield RawPage(page.name, page.body)


def _dressed(page: RawPage, rng: Random) -> RawPage | None:
    """Return the page inside a site's scripts, styles, menus and teasers, brought to a size drawn from the range."""
    body = page.body
    if not (_HEAD_END.search(body) and _BODY.search(body) and _BODY_END.search(body)) or len(body) > MOST // 2:
        return None
    codec = "utf-8" if _is_utf8(body) else "gb18030"
    missing = rng.randint(LEAST, MOST) - len(body)
    head, menu, below = (int(missing * share) for share in (0.35, 0.25, 0.4))
    body = _HEAD_END.sub(lambda _: _until(head, _scripts(rng)) + b"</head>", body, count=1)
    body = _BODY.sub(lambda found: found[0] + _until(menu, _links(rng, codec)), body, count=1)
    body = _BODY_END.sub(lambda _: _until(below, _teasers(rng, codec)) + b"</body>", body, count=1)
    return RawPage(page.source, body) if LEAST <= len(body) <= MOST else None


def _is_utf8(body: bytes) -> bool:
    return b"\xe3\x80\x82" in body or b"\xef\xbc\x8c" in body


def _until(size: int, pieces: Iterator[bytes]) -> bytes:
    found: list[bytes] = []
    while size > 0:
        found.append(next(pieces))
        size -= len(found[-1])
    return b"".join(found)


def _scripts(rng: Random) -> Iterator[bytes]:
    while True:
        lines = "\n".join(words().draw("css", rng) for _ in range(12)).replace("</script>", "").encode()
        yield b"<script>\n" + lines + b"\n</script>\n"
        rules = "".join(f"#b{rng.randint(1, 999)} .c{n}{{margin:0 {n}px;float:left}}\n" for n in range(25))
        yield f"<style>\n{rules}</style>\n".encode()


def _links(rng: Random, codec: str) -> Iterator[bytes]:
    while True:
        names = rng.sample(words().tables["nav"], 9)
        rows = "".join(f'<li class="m"><a href="/l/{rng.randint(1, 9999)}.html">{name}</a></li>\n' for name in names)
        yield f'<div class="menu"><ul>\n{rows}</ul></div>\n'.encode(codec, "xmlcharrefreplace")


def _teasers(rng: Random, codec: str) -> Iterator[bytes]:
    while True:
        rows = "".join(
            f'<li><span>{rng.randint(1, 12)}-{rng.randint(1, 28)}</span><a href="/n/{rng.randint(1, 99999)}.html"'
            f' target="_blank" title="{title}">{title}</a></li>\n'
            for title in (composed_speech(rng).title for _ in range(8))
        )
        head = words().draw("related_head", rng, {"column": "讲话"})
        yield f'<div class="box"><h3>{head}</h3><ul>\n{rows}</ul></div>\n'.encode(codec, "xmlcharrefreplace")
