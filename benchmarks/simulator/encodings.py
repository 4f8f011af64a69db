"""The bytes of a page: its encoding, what it declares, and what was broken on the way."""

from __future__ import annotations

from random import Random

CHOICES = {
    "hans": (("utf-8", 62), ("gbk", 22), ("gb18030", 14), ("utf-8-sig", 2)),
    "hant": (("utf-8", 50), ("big5", 35), ("gb18030", 15)),
}
LABELS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "gbk": "gb2312", "gb18030": "gbk", "big5": "big5"}


def chosen_encoding(script: str, text: str, rng: Random, *, entities: bool) -> str:
    """Draw an encoding; UTF-8 where the drawn one lacks a character and there are no entities to write it with."""
    names, weights = zip(*CHOICES["hant" if script == "hant" else "hans"], strict=True)
    name = str(rng.choices(names, weights)[0])
    if entities:
        return name
    try:
        text.encode(name)
    except UnicodeEncodeError:
        return "utf-8"
    return name


def declared(encoding: str, rng: Random) -> tuple[str | None, str | None]:
    """Return the label in the page, or none, and the kind of dirt if it is wrong."""
    draw = rng.random()
    if draw < 0.15:
        return None, None
    if draw < 0.22:
        return rng.choice(
            [label for label in ("utf-8", "gb2312", "big5", "iso-8859-1") if label != LABELS[encoding]]
        ), "wrong_charset"
    return LABELS[encoding], None


def broken(body: bytes, rng: Random) -> tuple[bytes, str | None]:
    """Return the bytes with strays among them, or cut in a character, and the kind of damage."""
    draw = rng.random()
    if draw < 0.05:
        for _ in range(rng.randint(1, 3)):
            at = _after_ascii(body, rng)
            body = body[:at] + bytes([rng.choice((0xFF, 0x80))]) + body[at:]
        return body, "stray_bytes"
    if draw < 0.08 and body[-1] < 0x80:
        return body + b"\xe4", "cut_byte"
    return body, None


def _after_ascii(body: bytes, rng: Random) -> int:
    """Return a place between two line ends or tags, where a stray byte tears no character."""
    places = [at for at in range(1, len(body)) if body[at - 1] in b"\n>" and body[at] in b"\n<"]
    return rng.choice(places) if places else len(body)
