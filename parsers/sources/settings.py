"""The settings of a source: what `source.toml` may say, checked when it is read.

| key | meaning |
| --- | --- |
| `name`, `reason` | what the site is, and what of it general means cannot read |
| `hosts` | host names; one stands for its subdomains too |
| `fingerprint` | strings that all stand in the first 20,000 characters of each of its pages' HTML |
| `content` | CSS selector of what holds the text; all else is frame |
| `frame` | CSS selectors of what is no text |
| `order` | `pieces` (CSS selector) and `by` (attribute with a whole number): the order in which to read siblings |
| `glyphs` | characters that the site draws by a font of its own, each with what it shows |

A source has hosts or a fingerprint, and says something of the text in settings or by a `reader.py`. Selectors are
checked by use: the tests read the examples of every source, and BeautifulSoup is loaded for no page but such a site's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import tomli

READER = "reader.py"
_KEYS: dict[str, type] = {
    "name": str, "reason": str, "hosts": list, "fingerprint": list, "content": str, "frame": list, "order": dict,
    "glyphs": dict,
}  # fmt: skip
_MAY = {"hosts", "fingerprint", "content", "frame", "order", "glyphs"}


class SourceError(ValueError):
    """The folder of a source does not hold to the format: a defect of the release, not of a page."""


@dataclass(frozen=True, slots=True)
class Source:
    """One site's settings; `folder` is the name of its folder, `has_reader` says whether code goes with them."""

    folder: str
    name: str
    reason: str
    hosts: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    content: str | None = None
    frame: tuple[str, ...] = ()
    order: tuple[str, str] | None = None
    glyphs: tuple[tuple[str, str], ...] = ()
    has_reader: bool = False

    @property
    def needs_soup(self) -> bool:
        """Whether its pages are read with BeautifulSoup; a font's characters alone are not worth that."""
        return bool(self.content or self.frame or self.order or self.has_reader)


def read_source(folder: Path) -> Source:
    """Return the source of a folder. Raises SourceError, which names the file and what is wrong with it."""
    path = folder / "source.toml"
    try:
        stated = tomli.loads(path.read_text("utf-8"))
        return _checked(folder, stated)
    except (OSError, ValueError) as error:
        raise SourceError(f"{folder.name}/{path.name}: {error}") from error


def _checked(folder: Path, stated: Mapping[str, object]) -> Source:
    for key, value in stated.items():
        if key not in _KEYS:
            raise ValueError(f"{key!r} is no setting; there are {', '.join(_KEYS)}")
        if type(value) is not _KEYS[key] or value in ("", [], {}):
            raise ValueError(f"{key} must be a {_KEYS[key].__name__} that is not empty")
    if missing := [key for key in _KEYS if key not in stated and key not in _MAY]:
        raise ValueError(f"{', '.join(missing)} missing")
    source = Source(
        folder=folder.name, name=str(stated["name"]), reason=str(stated["reason"]),
        hosts=tuple(host.lower() for host in _strings(stated, "hosts")), fingerprint=_strings(stated, "fingerprint"),
        content=cast("str | None", stated.get("content")), frame=_strings(stated, "frame"), order=_order(stated),
        glyphs=_glyphs(stated), has_reader=(folder / READER).exists(),
    )  # fmt: skip
    if not (source.hosts or source.fingerprint):
        raise ValueError("neither hosts nor fingerprint: no page would be found to be of this site")
    if not (source.needs_soup or source.glyphs):
        raise ValueError(f"nothing says how to read its pages: no content, frame, order, glyphs or {READER}")
    return source


def _strings(stated: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = cast("list[object]", stated.get(key, []))
    if any(not isinstance(value, str) or not value for value in values):
        raise ValueError(f"{key} must hold strings that are not empty")
    return tuple(cast("list[str]", values))


def _order(stated: Mapping[str, object]) -> tuple[str, str] | None:
    order = cast("dict[str, object]", stated.get("order", {}))
    if not order:
        return None
    if order.keys() != {"pieces", "by"} or not all(isinstance(value, str) and value for value in order.values()):
        raise ValueError("order must say pieces and by, and nothing else")
    return str(order["pieces"]), str(order["by"])


def _glyphs(stated: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    glyphs = cast("dict[str, object]", stated.get("glyphs", {}))
    for drawn, shown in glyphs.items():
        if len(drawn) != 1 or not isinstance(shown, str) or len(shown) != 1 or shown == drawn:
            raise ValueError(f"glyphs: {drawn!r} = {shown!r} is not one character for another")
    return tuple(sorted((drawn, str(shown)) for drawn, shown in glyphs.items()))
