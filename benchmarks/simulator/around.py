"""Dirt around speeches: lines before, between and after them, one small function a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.corpus import composed_speech, near_miss
from benchmarks.simulator.data import words
from benchmarks.simulator.model import Draft, Part, dirty
from benchmarks.simulator.numerals import chinese


def other_title(draft: Draft) -> str:
    """Return the title of some other article."""
    rng = draft.rng
    return composed_speech(rng).title if rng.random() < 0.6 else near_miss(rng).title


def lead(draft: Draft, size: int) -> str:
    """Return the opening of the page's first part."""
    return "".join(draft.parts[0].record.paragraphs)[:size]


def _facts(draft: Draft) -> dict[str, str]:
    page = draft.rng.randint(1, 5)
    more = {"t": other_title(draft), "t2": other_title(draft), "lead": lead(draft, draft.rng.randint(40, 90))}
    return draft.facts() | more | {"p": str(page), "p2": str(page + 1), "q": str(page + 2), "arab": str(page)}


def _say(draft: Draft, table: str, kind: str, where: str) -> None:
    lines = draft.head if where == "head" else draft.tail
    lines.append(dirty(words().draw(table, draft.rng, _facts(draft)), kind))


def site_line(draft: Draft) -> None:
    """Contributor, time, size, views."""
    for _ in range(draft.rng.randint(1, 2)):
        _say(draft, "site_line", "meta_line", "head")


def blurb(draft: Draft) -> None:
    """The editor's words before the text."""
    _say(draft, "blurb", "intro_blurb", "head")


def abstract(draft: Draft) -> None:
    """An editor's summary."""
    _say(draft, "abstract", "intro_blurb", "head")


def toc(draft: Draft) -> None:
    """A table of contents, of the page's parts or of the headings."""
    titles = [part.titles[0] for part in draft.parts]
    if len(titles) < 2:
        titles = [p.rstrip("。") for p in draft.parts[0].record.paragraphs if len(p) < 30 and p[1:2] == "、"]
    if not titles:
        return
    draft.head.append(dirty(draft.rng.choice(words().tables["toc_head"]), "toc"))
    form = draft.rng.choice(words().tables["toc_row"])
    for index, title in enumerate(titles):
        row = form if title[1:2] != "、" else "{t}"
        facts = {"t": title, "han": chinese(index + 1), "arab": str(index + 1)}
        draft.head.append(dirty(words().fill(row, draft.rng, facts), "toc"))


def lead_repeated(draft: Draft) -> None:
    """The opening as a preview before the text."""
    _say(draft, "preview", "intro_blurb", "head")


def buttons(draft: Draft) -> None:
    """Button text, at either end."""
    for _ in range(draft.rng.randint(1, 3)):
        _say(draft, "buttons", "nav", draft.rng.choice(("head", "tail")))


def members_only(draft: Draft) -> None:
    """A head for members."""
    for _ in range(draft.rng.randint(1, 4)):
        _say(draft, "members", "ad", "head")


def css_leak(draft: Draft) -> None:
    """Code shown as text."""
    for _ in range(draft.rng.randint(1, 3)):
        _say(draft, "css", "other", draft.rng.choice(("head", "tail")))


def hacked_head(draft: Draft) -> None:
    """Gambling links put there by an intruder."""
    for _ in range(draft.rng.randint(2, 5)):
        draft.head.insert(0, dirty(words().draw("hacked", draft.rng), "ad"))


def site_privacy(draft: Draft) -> None:
    """Telephone and mail in the site's lines."""
    _say(draft, "privacy", "privacy", draft.rng.choice(("head", "tail")))


def prev_next(draft: Draft) -> None:
    """The neighbours of the article."""
    for _ in range(draft.rng.randint(1, 2)):
        _say(draft, "prev_next", "related", "tail")


def related(draft: Draft) -> None:
    """Titles of other articles."""
    _say(draft, "related_head", "related", "tail")
    form = draft.rng.choice(words().tables["related_row"])
    for index in range(draft.rng.randint(3, 12)):
        facts = draft.facts() | {"t": other_title(draft), "arab": str(index + 1)}
        draft.tail.append(dirty(words().fill(form, draft.rng, facts), "related"))


def snippets(draft: Draft) -> None:
    """Titles and openings of other articles, each cut off."""
    _say(draft, "related_head", "related", "tail")
    form, apart = draft.rng.choice(words().tables["snippet"]), draft.rng.random() < 0.5
    for _ in range(draft.rng.randint(3, 9)):
        other = composed_speech(draft.rng) if draft.rng.random() < 0.7 else near_miss(draft.rng)
        opening = " ".join((other.title, *other.paragraphs))[: draft.rng.randint(70, 110)]
        facts = draft.facts() | {"t": other.title, "open": opening, "sep": draft.rng.choice((" ", "：", "　"))}
        if apart:
            draft.tail.append(dirty(other.title, "snippet_list"))
        draft.tail.append(dirty(words().fill(form, draft.rng, facts), "snippet_list"))


def download(draft: Draft) -> None:
    """A download banner."""
    for _ in range(draft.rng.randint(1, 4)):
        _say(draft, "download", "download", "tail" if draft.rng.random() < 0.8 else "head")


def disclaimer(draft: Draft) -> None:
    """Notices on copyright and origin."""
    for _ in range(draft.rng.randint(1, 3)):
        _say(draft, "disclaimer", "disclaimer", "tail")


def contacts(draft: Draft) -> None:
    """Contacts of a seller."""
    for _ in range(draft.rng.randint(1, 2)):
        _say(draft, "contacts", "ad", draft.rng.choice(("head", "tail", "tail")))


def comments(draft: Draft) -> None:
    """What readers wrote."""
    for _ in range(draft.rng.randint(1, 3)):
        _say(draft, "comments", "nav", "tail")


def tags(draft: Draft) -> None:
    """Key words and columns."""
    _say(draft, "tags", "related", draft.rng.choice(("head", "tail")))


def summary_tail(draft: Draft) -> None:
    """The opening once more, after the text."""
    _say(draft, "preview", "intro_blurb", "tail")


AROUND: Mapping[str, tuple[Callable[[Draft], None], float]] = {
    "site_line": (site_line, 0.5), "members_only": (members_only, 0.05), "blurb": (blurb, 0.4),
    "abstract": (abstract, 0.08), "lead_repeated": (lead_repeated, 0.1), "toc": (toc, 0.12),
    "buttons": (buttons, 0.2), "css_leak": (css_leak, 0.05), "hacked_head": (hacked_head, 0.04),
    "summary_tail": (summary_tail, 0.05), "download": (download, 0.25), "disclaimer": (disclaimer, 0.35),
    "site_privacy": (site_privacy, 0.05), "contacts": (contacts, 0.08), "prev_next": (prev_next, 0.3),
    "related": (related, 0.3), "snippets": (snippets, 0.15), "comments": (comments, 0.08), "tags": (tags, 0.12),
}  # fmt: skip
"""Each kind with the share of pages that have it, in the order of the page."""


def announce(draft: Draft) -> None:
    """Put the announcements of parts before them, all of one style, mostly."""
    form = draft.rng.choice(words().tables["ann"])
    glued = draft.rng.random() < 0.1
    for index, part in enumerate(draft.parts):
        facts = {"t": listing(draft, part), "han": chinese(index + 1), "arab": str(index + 1)}
        text = words().fill(form, draft.rng, facts)
        part.head.insert(0, dirty(text, "dup_title"))
        if form in ("{arab}", "篇{arab}", "【第{han}篇】") or draft.rng.random() < 0.5:
            part.head.insert(1, dirty(part.titles[0], "title"))
        if glued and part.body:
            last = part.head.pop()
            part.body[0].runs.insert(0, last.runs[0])


def listing(draft: Draft, part: Part) -> str:
    """Return the title under which the page lists a part; it counts as right too."""
    if draft.rng.random() < 0.75:
        return part.titles[0]
    title = part.titles[0].replace("在", "", 1).replace("上的讲话", draft.rng.choice(("讲话", "领导讲话", "讲话稿")))
    if title not in part.titles:
        part.titles.append(title)
    return title
