"""The report in Chromium, as a reader has it: nothing leaves the page, the switch works, text is text, it fits.

Where there is no Chromium these tests are skipped, and say so: `make test` then ends with the report unseen.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from release_samples import page_of, rejected, release_of

from output.report import NAME

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOSTILE = "<script>document.title='owned'</script><img src=http://127.0.0.1:9/x onerror=alert(1)>{{ 7*7 }}"
SIZES = {"phone": ViewportSize(width=360, height=740), "desktop": ViewportSize(width=1280, height=900)}
A4 = ViewportSize(width=718, height=1047)
"""In CSS pixels, without margins of a centimetre."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="REPORT UNSEEN: no chromium here (Debian: apt-get install chromium)"),
]


class Seen(NamedTuple):
    """An open report, and what it did that it should not."""

    page: Page
    trouble: list[str]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    release_of(data, [page_of("in/old.txt", "首页\n", "同志们：\n旧的一篇。")], created="2031-04-04")
    pages = [page_of("in/a.txt", f"{HOSTILE}\n", f"同志们：\n{HOSTILE}正文一段。"), rejected("in/b.txt", "目录")]
    pages += [page_of(f"in/{i}.txt", "首页 > 范文\n", f"同志们：\n第{i}篇，" + "长" * 300) for i in range(5)]
    placed = page_of("in/placed.txt", "首页\n", "同志们：\n云南的一篇。")
    pages.append(replace(placed, speeches=(replace(placed.speeches[0], province="云南省"),)))
    return release_of(data, pages).path / NAME


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[("phone", "light"), ("desktop", "dark")], ids="-".join)
def seen(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Seen]:
    size, scheme = request.param
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)
    page, trouble = context.new_page(), list[str]()
    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on("dialog", lambda dialog: trouble.append(f"dialog: {dialog.message}"))
    page.on("request", lambda sent: trouble.append(f"request: {sent.url}") if sent.url != report.as_uri() else None)
    page.goto(report.as_uri())
    yield Seen(page, trouble)
    context.close()


def test_nothing_goes_wrong_and_nothing_leaves_the_page(seen: Seen) -> None:
    for details in seen.page.locator("details").all():
        details.evaluate("node => { node.open = true }")
    seen.page.locator("#view-all").check()
    seen.page.wait_for_load_state("networkidle")
    assert seen.trouble == []


def test_text_is_shown_as_text(seen: Seen) -> None:
    assert seen.page.title().startswith("讲话 Jianghua")
    assert seen.page.locator("script, img, iframe, link, object").count() == 0
    samples = seen.page.locator(".text").all_text_contents()
    assert any(f"{HOSTILE}正文一段。" in text for text in samples)


def test_the_switch_works_with_the_keyboard_alone(seen: Seen) -> None:
    page = seen.page
    removed = page.locator(".sample[open] del").first
    assert not removed.is_visible()
    page.locator("#view-clean").focus()
    page.keyboard.press("ArrowRight")
    assert removed.is_visible()
    page.keyboard.press("ArrowLeft")
    assert not removed.is_visible()


def test_every_control_is_reached_by_tab(seen: Seen) -> None:
    page, reached = seen.page, set[str]()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName + (document.activeElement.id || '')"))
    assert {"A", "SUMMARY", "INPUTview-clean"} <= reached


def test_nothing_is_wider_than_the_screen(seen: Seen) -> None:
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_text_has_contrast(seen: Seen) -> None:
    """Every colour of text against what is behind it: 4.5 to 1, as WCAG 2 asks of level AA."""
    seen.page.locator("#view-all").check()
    assert seen.page.evaluate(_LOW_CONTRAST) == []


def test_the_darkest_tile_can_be_read(seen: Seen) -> None:
    assert seen.page.evaluate(_CONTRAST_OF_TILES) >= 4.5


def test_headings_and_names(seen: Seen) -> None:
    levels = seen.page.locator("h1, h2, h3").evaluate_all("nodes => nodes.map(node => +node.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert seen.page.locator("html").get_attribute("lang") == "zh-Hans"
    for chart in seen.page.locator("[role=img]").all():
        assert chart.get_attribute("aria-label")


def test_a_button_stands_beside_its_label(seen: Seen) -> None:
    for name in ("view-clean", "view-all"):
        button, label = (seen.page.locator(at).bounding_box() for at in (f"#{name}", f"[for={name}]"))
        assert button
        assert label
        assert label["y"] <= button["y"] <= label["y"] + label["height"]


def test_what_changed_fits_the_screen(seen: Seen) -> None:
    assert seen.page.locator("#changes .wide").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_in_print_the_switch_is_gone_and_the_tables_are_open(seen: Seen) -> None:
    page = seen.page
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    assert not page.locator("#view-all").is_visible()
    assert page.locator("nav").is_hidden()
    assert page.locator("#what table").first.is_visible()
    wide = page.locator(".wide").evaluate_all("nodes => nodes.filter(node => node.scrollWidth > node.clientWidth)")
    assert wide == []
    tops = page.locator(".totals > div").evaluate_all("nodes => nodes.map(node => node.offsetTop)")
    assert len(set(tops)) == 2


_COLOURS = """
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };"""
_LOW_CONTRAST = f"""() => {{{_COLOURS}
  const low = [];
  for (const node of document.querySelectorAll('body *:not(svg *)')) {{
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
    const ratio = contrast(parse(getComputedStyle(node).color), behind(node));
    if (ratio < 4.5) low.push(node.tagName + '.' + node.className + ' ' + ratio.toFixed(2));
  }}
  return low;
}}"""
_CONTRAST_OF_TILES = f"""() => {{{_COLOURS}
  const card = behind(document.querySelector('.provinces')), ink = parse(getComputedStyle(document.body).color);
  return Math.min(...[...document.querySelectorAll('.provinces .mark-rect path')].map(tile => {{
    const share = +getComputedStyle(tile).fillOpacity, paint = parse(getComputedStyle(tile).color);
    return contrast(ink, card.map((under, at) => share * paint[at] + (1 - share) * under));
  }}));
}}"""
