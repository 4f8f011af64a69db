"""Assemble `samples/` and what is expected of them from sources in which speech and dirt are written side by side.

Why: a page whose truth was typed separately drifts from it. Here one source gives both the page, with its dirt, and the
exact text of its speeches, so the expectation cannot be wrong by a slip of copying. Sources and templates are in
`tests/golden/sources`; `tests/golden/test_sources.py` holds the committed pages to the output of this script.

Not here: any knowledge of how the parser works. The damage to scripts and bytes is done the way sites do it.

A source is a TOML head, a line `====`, and the page's body, in which
    ⟪ and ⟫      enclose the text of a speech;
    {-dirt-}     stands on the page only;
    {~bad→good~} stands as `bad` on the page and as `good` in the speech;
    {!<html>!}   is markup, which goes into the page as it is.
"""

from __future__ import annotations

import functools
import html
import itertools
import json
import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "golden" / "sources"
MARK = re.compile(r"\{-(?P<dirt>.*?)-\}|\{~(?P<bad>.*?)→(?P<good>.*?)~\}|\{!(?P<raw>.*?)!\}|(?P<edge>[⟪⟫])", re.DOTALL)
RAW_BASE = 0xE000  # markup travels as private-use characters, one for each run, until the text around it is finished
OUTSIDE = re.compile(r"([\n\ue000-\uf8ff])")  # what ends a run of text: a line's end, or markup
HALF_WIDTH = str.maketrans("，：；？！（）", ",:;?!()")
HEAD = {
    *("page", "encoding", "declared", "stray", "newline", "script", "half_width", "join"),
    *("template", "site", "title", "paragraph", "status", "dirt", "removed", "speech"),
}
FIELDS = ("titles", "date", "level", "role", "place", "place_code", "truncated", "gaps", "declared_chars", "masks")
PARAGRAPHS = {
    "p": "<p>{}</p>",
    "br": "　　{}<br>",
    "nbsp": "&nbsp;&nbsp;&nbsp;&nbsp;{}<br />\n<br />",
    "div": '<div class="para">{}</div>',
    "font": '<p style="text-indent:2em"><span style="font-family:仿宋_GB2312;font-size:16pt">{}</span></p>',
}


@dataclass(frozen=True, slots=True)
class Source:
    """One source as written."""

    head: dict[str, object]
    body: str

    def text(self, name: str, default: str = "") -> str:
        """Return a head field that is a string."""
        return str(self.head.get(name, default))


@dataclass(slots=True)
class Assembly:
    """The page and the speeches as they grow from left to right."""

    page: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    speeches: list[list[str]] = field(default_factory=list)
    inside: bool = False

    def put(self, shown: str, true: str) -> None:
        """Add what the page shows and what the speech says."""
        self.page.append(shown)
        if self.inside:
            self.speeches[-1].append(true)

    def turn(self, edge: str) -> None:
        """Begin or end a speech."""
        if (edge == "⟪") is self.inside:
            raise ValueError(f"unbalanced {edge}")
        self.inside = not self.inside
        if self.inside:
            self.speeches.append([])

    def mark(self, match: re.Match[str]) -> None:
        """Take one mark of the source."""
        if match["edge"]:
            self.turn(match["edge"])
        elif match["raw"] is not None:
            self.page.append(chr(RAW_BASE + len(self.raw)))
            self.raw.append(match["raw"])
        elif match["dirt"] is not None:
            self.put(match["dirt"], "")
        else:
            self.put(match["bad"], match["good"])


def read_source(path: Path) -> Source:
    """Read one source; raise ValueError where its head has a field that means nothing."""
    head, _, body = path.read_text("utf-8").partition("\n====\n")
    fields = tomllib.loads(head)
    if unknown := fields.keys() - HEAD:
        raise ValueError(f"{path.name}: unknown {sorted(unknown)}")
    return Source(fields, body.strip("\n"))


def assemble(body: str) -> Assembly:
    """Split a body into what the page shows and what its speeches say."""
    done = Assembly()
    at = 0
    for match in MARK.finditer(body):
        done.put(body[at : match.start()], body[at : match.start()])
        done.mark(match)
        at = match.end()
    done.put(body[at:], body[at:])
    if done.inside:
        raise ValueError("a speech does not end")
    return done


@functools.cache
def readings() -> dict[str, str]:
    """Return the characters after which such a site writes the reading, with the reading."""
    return tomllib.loads((SOURCES / "readings.toml").read_text("utf-8"))


def with_readings(text: str) -> str:
    """Damage traditional text as a byte replacement over GBK does, across the boundaries of characters too."""
    return "".join(
        piece if OUTSIDE.match(piece) else decode_torn(insert_readings(piece.encode("gbk")))
        for piece in OUTSIDE.split(text)
        if piece
    )


def insert_readings(data: bytes) -> bytes:
    """Write each reading after its character's two bytes, wherever these stand."""
    for character, reading in readings().items():
        pair = character.encode("gbk")
        data = data.replace(pair, pair + f"({reading})".encode("gbk"))
    return data


def decode_torn(data: bytes) -> str:
    """Decode GBK by pairs, a pair that is none becoming one question mark."""
    shown = []
    rest = iter(data)
    for lead in rest:
        pair = bytes([lead]) if lead < 0x80 else bytes([lead, *itertools.islice(rest, 1)])
        shown.append(pair.decode("gbk", "replace")[:1].replace("\ufffd", "?"))
    return "".join(shown)


@functools.cache
def converter(name: str) -> opencc.OpenCC:
    """Return the conversion of that name."""
    return opencc.OpenCC(name)


def rescript(text: str, script: str) -> str:
    """Bring a page's text into the script in which it is to be found."""
    if script == "hans":
        return text
    if script == "hant":
        return str(converter("s2tw").convert(text))
    return with_readings(str(converter("s2t").convert(text)))


def lost_in_script(text: str, script: str) -> list[str]:
    """Return the characters that do not come back from traditional script, for which no expectation is fair."""
    if script == "hans":
        return []
    back = converter("t2s").convert(converter("s2tw" if script == "hant" else "s2t").convert(text))
    return [f"{old}→{new}" for old, new in zip(text, back, strict=True) if old != new]


def wrap_lines(text: str, paragraph: str) -> str:
    """Wrap lines of text as paragraphs of HTML; lines that are markup alone stay as they are."""
    shape = PARAGRAPHS[paragraph]
    lines = [html.escape(line, quote=False) for line in text.split("\n")]
    return "\n".join(line if not line or OUTSIDE.fullmatch(line) else shape.format(line) for line in lines)


def furnish(source: Source, body: str) -> str:
    """Set a body into the page template that its source names."""
    template = (SOURCES / "templates" / f"{source.text('template')}.html").read_text("utf-8")
    script = source.text("script", "hans")
    values = {
        "title": source.text("title"),
        "site": source.text("site", "文稿站"),
        "charset": source.text("declared", source.text("encoding", "utf-8")),
    }
    if script == "hant":
        template = rescript(template, script)
    for name, value in values.items():
        template = template.replace(f"@@{name}@@", html.escape(rescript(value, script)))
    return template.replace("@@body@@", body)


def show_page(source: Source, done: Assembly) -> str:
    """Return the page as text or HTML."""
    text = "".join(done.page)
    if source.head.get("half_width"):
        text = text.translate(HALF_WIDTH)
    if "join" in source.head:
        text = source.text("join").join(line.strip() for line in text.split("\n") if line.strip())
    text = rescript(text, source.text("script", "hans"))
    if source.text("template"):
        text = furnish(source, wrap_lines(text, source.text("paragraph", "p")))
    for number, raw in enumerate(done.raw):
        text = text.replace(chr(RAW_BASE + number), raw)
    return text


def page_bytes(source: Source, done: Assembly) -> bytes:
    """Encode the page, with the stray bytes that its source asks for."""
    text = show_page(source, done).replace("\n", source.text("newline", "\n"))
    unencodable = "xmlcharrefreplace" if source.text("template") else "strict"
    return text.encode(source.text("encoding", "utf-8"), unencodable) + bytes.fromhex(source.text("stray"))


def speech_text(pieces: list[str]) -> str:
    """Return a speech as the dataset gives it: one paragraph a line."""
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def absent_as_none(value: object) -> object:
    """Turn the empty string, TOML's nearest thing to an absent value, into None."""
    if isinstance(value, list):
        return [absent_as_none(item) for item in value]
    return None if value == "" else value


def expected_speech(declared: dict[str, object], text: str) -> dict[str, object]:
    """Return the expectation for one speech, with every field that the scorer asks for."""
    if unknown := declared.keys() - set(FIELDS):
        raise ValueError(f"unknown {sorted(unknown)}")
    required = {"date": None, "level": None, "role": None, "place_code": None, "truncated": False}
    given = {name: absent_as_none(declared[name]) for name in FIELDS if name in declared}
    return {**required, **given, "text": text}


def expectation(source: Source, done: Assembly) -> dict[str, object]:
    """Return the gold record of a page."""
    declared = source.head.get("speech", [])
    if not isinstance(declared, list):
        raise TypeError("speech is not a list of tables")
    texts = [speech_text(pieces) for pieces in done.speeches]
    script = source.text("script", "hans")
    if lost := [pair for text in texts for pair in lost_in_script(text, script)]:
        raise ValueError(f"not the same after a round trip through {script}: {lost}")
    return {
        "page": source.text("page"),
        "status": source.text("status", "published"),
        "script": "hant" if script != "hans" else "hans",
        "dirt": source.head.get("dirt", []),
        "removed": source.head.get("removed", []),
        "speeches": [expected_speech(one, text) for one, text in zip(declared, texts, strict=True)],
    }


def build(path: Path) -> dict[Path, bytes]:
    """Return the page and the expectation that one source makes, by their places in the repository."""
    source = read_source(path)
    try:
        done = assemble(source.body)
        gold = json.dumps(expectation(source, done), ensure_ascii=False, indent=1) + "\n"
        page = page_bytes(source, done)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    name = source.text("page")
    return {
        Path("samples", name): page,
        Path("tests", "golden", "samples", f"{name}.gold.json"): gold.encode(),
    }


def build_all() -> dict[Path, bytes]:
    """Return every file that this script makes."""
    made: dict[Path, bytes] = {}
    for path in sorted(SOURCES.glob("*.txt")):
        made |= build(path)
    return made


def main(into: Path) -> int:
    """Write the files below a directory, and name those there that no source makes any more."""
    made = {into / path: data for path, data in build_all().items()}
    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path in sorted({*into.glob("samples/*"), *into.glob("tests/golden/samples/*")} - made.keys()):
        sys.stderr.write(f"no source makes {path.relative_to(into)}\n")
    sys.stderr.write(f"{len(made) // 2} pages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
