"""One simulated page from a seed: parts drawn, masked, damaged, framed, written down as bytes; and its truth."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.corpus import NearMiss, Speech, authored_speeches, composed_speech, near_miss
from benchmarks.simulator import masks
from benchmarks.simulator.around import AROUND, announce
from benchmarks.simulator.cuts import cut_in_character
from benchmarks.simulator.data import invented_site, words
from benchmarks.simulator.encodings import broken, chosen_encoding, declared, inside_speech, written
from benchmarks.simulator.house import house
from benchmarks.simulator.inside import INSIDE, opening_missing
from benchmarks.simulator.model import (
    Draft,
    Line,
    Part,
    Run,
    SimulatedPage,
    Truth,
    clean,
    dirt,
    dirty,
)
from benchmarks.simulator.numerals import chinese
from benchmarks.simulator.scripts import protected, to_traditional
from benchmarks.simulator.skeletons import PLAIN, Frame, content_lines, names, rendered
from benchmarks.simulator.truth import truth_speech

MISSES = 0.2
"""Share of pages without any speech."""
COMPILING = ("announced", "title_lines", "other_genre_part")
COMPILED = 0.3
"""Share of the others that hold several texts."""
CUT_OFF = 0.03
"""Share of pages whose bytes end in the middle of a character, if they hold a speech."""
DIRTIER = (0.0, 0.5, 1.0, 1.0, 1.5, 2.5)
"""By how much the shares of all kinds are multiplied, drawn for a page: some pages are clean."""

_WIDTHS: tuple[tuple[str, Callable[[Speech, Random], Speech], float], ...] = (
    ("digits_deleted", masks.digits_deleted, 0.03),
    ("filter_letters", masks.letters, 0.02),
    ("half_width", masks.half_width, 0.08),
    ("no_punctuation", masks.without_punctuation, 0.02),
)


class Odds:
    """Whether a kind of dirt is to occur: by its share, or, where one kind is asked for, that one always."""

    def __init__(self, rng: Random, only: str | None, sure: str | None = None) -> None:
        self.rng, self.only, self.sure = rng, only, sure

    def hit(self, kind: str, share: float) -> bool:
        """Draw; the generator moves on in either case."""
        drawn = self.rng.random() < share
        return (drawn if self.only is None else kind == self.only) or kind == self.sure


def simulate(
    seed: int, only: str | None = None, record: Speech | None = None, site: int | None = None, sure: str | None = None
) -> SimulatedPage:
    """Return the page of a seed; the same on every machine and in every process.

    With `only`, the page has that kind of dirt and no other, but for what every page has; with `sure`, it has that kind
    besides what chance gives it. With `record`, it is a page of that speech alone. With `site`, the seed of a site, it
    is one of that site's pages (benchmarks.simulator.house).
    """
    rng = Random(f"page {seed}")  # noqa: S311
    odds = Odds(rng, only, sure)
    kinds: set[str] = set()
    records = _records(rng, kinds, odds) if record is None else [_spoiled(record, rng, kinds, odds)]
    parts = [_part(record, rng, kinds) for record in records]
    draft = Draft(rng, invented_site(rng), _page_title(parts, rng), parts, kinds=kinds)
    home = house(site) if site is not None else None
    draft.site = home.site if home else draft.site
    _damage(draft, odds)
    name = rng.choice(names()) if rng.random() < 0.6 else rng.choice(PLAIN)
    if home is None:
        return _written(draft, seed, name, Frame(draft), odds)
    home.furnish(draft, Random(f"site {site} page {seed}"))  # noqa: S311
    return _written(draft, seed, home.skeleton, home.frame(draft), odds)


def _records(rng: Random, kinds: set[str], odds: Odds) -> list[Speech | NearMiss]:
    if odds.hit("near_miss", MISSES):
        miss = near_miss(rng)
        kinds.add(f"miss_{miss.sort}")
        return [miss]
    drawn = [odds.hit(kind, COMPILED / len(COMPILING)) for kind in COMPILING]
    if not any(drawn):
        return [_speech(rng, kinds, odds)]
    kinds.add("compilation")
    count = min(30, 2 + int(rng.expovariate(0.3)))
    members = [_member(rng, kinds, index, odds) for index in range(count)]
    return list({record.title: record for record in members}.values())


def _member(rng: Random, kinds: set[str], index: int, odds: Odds) -> Speech | NearMiss:
    if index == 0 or not odds.hit("other_genre_part", 0.1 if odds.only is None else 0):
        return _speech(rng, kinds, odds)
    kinds.add("other_genre_part")
    while (miss := near_miss(rng)).sort in ("list_page", "novel", "question_answer"):
        pass
    return miss


def _speech(rng: Random, kinds: set[str], odds: Odds) -> Speech:
    speech = rng.choice(authored_speeches()) if rng.random() < 0.25 else composed_speech(rng)
    return _spoiled(speech, rng, kinds, odds)


def _spoiled(speech: Speech, rng: Random, kinds: set[str], odds: Odds) -> Speech:
    if odds.hit("masks", 0.3):
        speech, more = masks.masked(speech, rng)
        kinds |= more
    for kind, change, share in _WIDTHS:
        if odds.hit(kind, share):
            kinds.add(kind)
            speech = change(speech, rng)
    return speech


def _part(record: Speech | NearMiss, rng: Random, kinds: set[str]) -> Part:
    part = Part(record, [record.title], body=[Line([clean(text)]) for text in record.paragraphs])
    if not isinstance(record, Speech):
        return part
    bare = record.title.removeprefix(record.role)
    if bare != record.title:
        part.titles.append(bare)
    part.role = [record.role] if record.title.startswith(record.role) else [None, record.role]
    _dateline(part, record, rng, kinds)
    return part


def _dateline(part: Part, record: Speech, rng: Random, kinds: set[str]) -> None:
    """Put the speaker's and the date's line under the title, or one, or none."""
    year, month, day = record.date.split("-")
    part.date = [None, record.date, year]
    who = record.speaker or words().draw("person", rng)[:3]
    lines = []
    if record.speaker and rng.random() < 0.35:
        part.role = [record.role]
        county = record.place.county if record.place and record.level == "county" else ""
        form = rng.choice(("{r} {w}", "{c}{r}　{w}", "{w}", "（{r} {w}）", "{r}：{w}"))
        part.role = [record.role] if "{r}" in form else [None, record.role]
        lines.append(form.format(r=record.role, w=who, c=county))
    if rng.random() < 0.4:
        shown_year, stated = (year, year) if "masks" not in kinds or rng.random() < 0.5 else ("20xx", "20XX")
        form = rng.choice(("（{y}年{m}月{d}日）", "({y}年{m}月{d}日)", "{y}年{m}月{d}日", "（{y}年{m}月）", "（{c}）"))
        part.date = [f"{stated}-{month}" if "{d}" not in form and "{c}" not in form else f"{stated}-{month}-{day}"]
        if shown_year == "20xx":
            part.date += [None]
            form = form.replace("{c}", "{y}年{m}月{d}日")
        written = f"{chinese(int(year), by_digit=True)}年{chinese(int(month))}月{chinese(int(day))}日"
        lines.append(form.format(y=shown_year, m=int(month), d=int(day), c=written))
        kinds.add("dateline")
    rng.shuffle(lines)
    part.head = [dirty(line, "meta_line") for line in lines]


def _page_title(parts: list[Part], rng: Random) -> str:
    first = parts[0].titles[0]
    if len(parts) == 1:
        return first
    if len(parts) == 2 and rng.random() < 0.3:
        return f"{first}和{parts[1].titles[0]}"
    facts = {
        "t": first,
        "n": str(len(parts)),
        "year": "20" + str(rng.randint(10, 24)),
        "column": words().draw("column", rng),
    }
    return words().draw("listing_title", rng, facts)


def _damage(draft: Draft, odds: Odds) -> None:
    factor = draft.rng.choice(DIRTIER)
    rng = draft.rng
    _missing_second(draft)
    if len(draft.parts) > 1:
        _separated(draft, odds)
    else:
        _single_head(draft, odds, factor)
    for name, (put, share) in INSIDE.items():
        for part in draft.parts:
            if part.is_speech and odds.hit(name, share * factor / len(draft.parts) ** 0.5):
                draft.kinds.add(name)
                put(draft, part)
    if len(draft.parts) == 1 and draft.parts[0].is_speech and odds.hit("opening_missing", 0.04 * factor):
        draft.kinds.add("opening_missing")
        opening_missing(draft, draft.parts[0])
    for name, (surround, share) in AROUND.items():
        if odds.hit(name, share * factor):
            draft.kinds.add(name)
            surround(draft)
    if odds.hit("no_line_breaks", 0.06 * factor):
        draft.kinds.add("no_line_breaks")
        draft.joint = rng.choice((" ", "　　", " 　　", "  "))


def _missing_second(draft: Draft) -> None:
    """Drop the second of two parts although the title names both."""
    if len(draft.parts) == 2 and "和在" in draft.title and draft.rng.random() < 0.4:
        draft.kinds.add("joined_title_missing")
        del draft.parts[1]


def _separated(draft: Draft, odds: Odds) -> None:
    """Mark where parts begin: by announcements, or by title lines alone."""
    if odds.only != "title_lines" and draft.rng.random() < 0.75:
        draft.kinds.add("announced")
        announce(draft)
        return
    draft.kinds.add("title_lines")
    for part in draft.parts:
        part.head.insert(0, dirty(part.titles[0], "title"))


def _single_head(draft: Draft, odds: Odds, factor: float) -> None:
    rng, part = draft.rng, draft.parts[0]
    if odds.hit("title_repeated", 0.45 * factor):
        draft.kinds.add("title_repeated")
        for _ in range(rng.choice((1, 1, 2))):
            part.head.insert(0, dirty(draft.title, "dup_title"))
    if odds.hit("note_run_in", 0.03 * factor) and part.body[0].shown.endswith(("：", ":")):
        draft.kinds.add("note_run_in")
        part.body[0].runs.insert(0, dirt(words().draw("note_run_in", rng, draft.facts()), "intro_blurb"))
    if odds.hit("title_run_in", 0.08 * factor):
        draft.kinds.add("title_run_in")
        part.body[0].runs.insert(0, dirt(part.titles[0] + rng.choice(("", " ", "：", "　")), "dup_title"))


def _written(draft: Draft, seed: int, name: str, frame: Frame, odds: Odds) -> SimulatedPage:
    rng, escape = draft.rng, name not in PLAIN
    lines = [*content_lines(draft), *draft.head, *draft.tail, *frame.lines()]
    _rescripted(draft, lines, odds)
    draft.title = _titled(draft)
    plain = "".join(run.shown for line in lines for run in line.runs)
    encoding = chosen_encoding(draft.script, plain + draft.title, rng, entities=escape)
    label, wrong = declared(encoding, rng) if escape else (None, None)
    runs = rendered(draft, frame, name, label)
    fate = Odds(Random(f"cut {seed}"), odds.only)  # noqa: S311
    lost = 0
    if fate.hit("cut_page", CUT_OFF):
        runs, lost = cut_in_character(draft, runs, encoding, fate.rng)
    body = written(runs, encoding, escape=escape)
    cut = body[: len(body) - lost], "cut_page"
    body, damage = cut if lost else broken(body, rng, lambda: inside_speech(runs, encoding, escape=escape))
    draft.kinds |= {kind for kind in (wrong, damage) if kind}
    truth = _truth(draft, tuple(runs), name, encoding)
    return SimulatedPage(f"sim-{seed:06}.{'txt' if name in PLAIN else 'html'}", body, truth)


def _rescripted(draft: Draft, lines: list[Line], odds: Odds) -> None:
    ruby = odds.hit("ruby", 0.05)
    if not ruby and not odds.hit("script_hant", 0.07):
        return
    draft.script = "hant"
    draft.kinds.add("script_hant")
    draft.variant = "s2t" if ruby else draft.rng.choice(("s2t", "s2tw", "s2hk"))
    to_traditional(lines, draft.variant)
    if ruby:
        draft.kinds.add("ruby")
        protected(lines, draft.rng)


def _titled(draft: Draft) -> str:
    """Return the page's title in the page's script."""
    line = dirty(draft.title, "title")
    if draft.script == "hant":
        to_traditional([line], draft.variant)
    return line.shown


def _truth(draft: Draft, runs: tuple[Run, ...], name: str, encoding: str) -> Truth:
    speeches = tuple(truth_speech(part) for part in draft.parts if isinstance(part.record, Speech))
    miss = draft.parts[0].record
    return Truth(
        speeches=speeches, runs=runs, kinds=frozenset(draft.kinds), skeleton=name, encoding=encoding,
        script=draft.script, n_parts=len(draft.parts), miss=miss.sort if isinstance(miss, NearMiss) else None,
    )  # fmt: skip
