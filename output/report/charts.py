"""Charts as SVG, drawn by Vega-Lite without a browser or a network.

Whether a label fits is decided here, by counting columns, and nothing is laid out by Vega: it would measure text with
the machine's fonts, and the bytes would depend on them. Colours are left to the style sheet (`currentColor`, classes),
so that a chart follows light and dark. Each chart stands beside a table that says the same, so it holds no description.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import east_asian_width

import vl_convert
from markupsafe import Markup

WIDTH = 360
_LABEL = 160
_LABEL_COLUMNS = 18
_ROW = 22
_NUMBERS = 56
_TILE, _SEAM = 42, 3
_DARKEST = 0.48
"""Of the accent colour: what is written on it has a contrast of 4.5 to 1, in light and in dark."""
_VEGA_LITE = "5.21"

_CONFIG: Mapping[str, Any] = {
    "aria": False, "background": None, "view": {"stroke": None}, "font": "sans-serif",
    "axis": {"labelColor": "currentColor", "labelLimit": 0, "labelOverlap": False, "title": None, "labelFontSize": 13},
    "text": {"color": "currentColor", "fontSize": 13}, "bar": {"color": "currentColor"},
}  # fmt: skip


class Tile(NamedTuple):
    """A province on the grid."""

    name: str
    short: str
    english: str
    column: int
    row: int


@lru_cache(maxsize=1)
def tiles() -> tuple[Tile, ...]:
    """Return the provinces on the grid."""
    path = Path(__file__).parents[1] / "templates" / "report" / "provinces.tsv"
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple(Tile(name, short, english, int(column), int(row)) for name, short, english, column, row in rows)


def bars(values: Sequence[tuple[str, int]]) -> Markup:
    """Return horizontal bars, one a value, in the order given."""
    rows = [{"at": at, "label": _cut(label), "n": n, "said": f"{n:,}"} for at, (label, n) in enumerate(values)]
    width, most = WIDTH - _LABEL - _NUMBERS, max((n for _, n in values), default=0)
    y = {"field": "at", "type": "ordinal", "axis": None}
    x = {"field": "n", "type": "quantitative", "axis": None, "scale": {"domain": [0, max(most, 1)], "nice": False}}
    layers = [
        {"mark": {"type": "bar", "cornerRadiusEnd": 2, "height": 14}, "encoding": {"x": x}},
        {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"x": x, "text": {"field": "said"}}},
        {"mark": {"type": "text", "align": "right", "x": -8}, "encoding": {"text": {"field": "label"}}},
    ]
    spec = {"width": width, "height": max(1, len(rows)) * _ROW, "encoding": {"y": y}, "layer": layers}
    return _drawn(spec, rows, {"left": _LABEL, "right": _NUMBERS, "top": 0, "bottom": 0})


def columns(values: Sequence[tuple[str, int]], every: int = 1) -> Markup:
    """Return upright bars, one a value, in the order given; each `every`th has its label, the highest its number."""
    rows = [{"label": label, "n": n} for label, n in values]
    most = max((n for _, n in values), default=0)
    shown = [label for at, (label, _) in enumerate(values) if at % every == 0]
    x = {"field": "label", "type": "ordinal", "sort": None, "scale": {"paddingInner": 0.15}}
    axis = {"values": shown, "labelAngle": 0, "domain": False, "ticks": False}
    ticks = {"values": [most], "format": ",d", "tickSize": 0, "domain": False, "gridColor": "currentColor"}
    y = {"field": "n", "type": "quantitative", "scale": {"domain": [0, max(most, 1)], "nice": False}, "axis": ticks}
    spec = {
        "width": WIDTH - 60, "height": 150, "mark": "bar",
        "encoding": {"x": {**x, "axis": axis}, "y": {**y, "axis": {**ticks, "gridOpacity": 0.3}}},
    }  # fmt: skip
    return _drawn(spec, rows, {"left": 50, "right": 10, "top": 10, "bottom": 24})


def tile_map(counts: Mapping[str, int]) -> Markup:
    """Return the provinces as tiles, the darker the more; a tile that has none is only outlined."""
    most = max(counts.values(), default=0)
    rows = [
        {**_box(tile), "short": tile.short, "said": _brief(n), "n": n}
        for tile in tiles()
        for n in (counts.get(tile.name, 0),)
    ]
    side = _TILE * (1 + max(max(tile.column, tile.row) for tile in tiles()))
    scale = {"domain": [0, side], "nice": False, "zero": False}
    place = {
        "x": {"field": "left", "type": "quantitative", "axis": None, "scale": scale}, "x2": {"field": "right"},
        "y": {"field": "top", "type": "quantitative", "axis": None, "scale": {**scale, "reverse": True}},
        "y2": {"field": "bottom"},
    }  # fmt: skip
    shade = {
        "field": "n", "type": "quantitative", "legend": None,
        "scale": {"type": "sqrt", "domain": [0, max(most, 1)], "range": [0, _DARKEST]},
    }  # fmt: skip
    box = {
        "type": "rect", "cornerRadius": 3, "stroke": "currentColor", "strokeOpacity": 0.45, "fill": "currentColor",
    }  # fmt: skip
    layers = [
        {"mark": box, "encoding": {**place, "fillOpacity": shade}},
        {"mark": {"type": "text", "dy": -7}, "encoding": {**_middle(place), "text": {"field": "short"}}},
        {"mark": {"type": "text", "dy": 9, "fontSize": 11}, "encoding": {**_middle(place), "text": {"field": "said"}}},
    ]
    spec = {"width": side, "height": side, "layer": layers}
    return _drawn(spec, rows, {"left": 2, "right": 2, "top": 2, "bottom": 2})


def _box(tile: Tile) -> dict[str, float]:
    left, top = tile.column * _TILE, tile.row * _TILE
    size = _TILE - _SEAM
    middle = {"across": left + size / 2, "down": top + size / 2}
    return {"left": left, "right": left + size, "top": top, "bottom": top + size, **middle}


def _middle(place: Mapping[str, Any]) -> dict[str, Any]:
    return {"x": {**place["x"], "field": "across"}, "y": {**place["y"], "field": "down"}}


def _cut(label: str) -> str:
    """Return a label that fits beside its bar: Chinese characters count as two columns."""
    used = 0
    for at, character in enumerate(label):
        used += 2 if east_asian_width(character) in "WF" else 1
        if used > _LABEL_COLUMNS:
            return label[: at - 1] + "…"
    return label


def _brief(number: int) -> str:
    """Return a number in the four characters that a tile has room for; nothing for none."""
    if number < 10_000:
        return str(number or "")
    return f"{number / 10_000:.0f}万" if number >= 100_000 else f"{number / 10_000:.1f}万"


def _drawn(spec: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], padding: Mapping[str, int]) -> Markup:
    whole = {**spec, "data": {"values": rows}, "padding": padding, "autosize": "none", "config": _CONFIG}
    return Markup(_svg(json.dumps(whole, ensure_ascii=False)))  # noqa: S704  # Vega escapes what it writes


@lru_cache(maxsize=128)
def _svg(spec: str) -> str:
    return vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])
