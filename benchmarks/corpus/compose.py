"""Speeches composed from authored paragraphs: by level, year, subject and length, with figures and names drawn.

The stock is in data/topics.toml and data/generic.toml. Within one speech no sentence occurs twice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random

from benchmarks.corpus.grammar import Grammar
from benchmarks.corpus.records import DATA, Place, Speech, places, strings, tables

ROLES = {
    "province": ("省长", "副省长", "省委书记", "省委副书记", "省政协主席"),
    "prefecture": ("市长", "副市长", "市委书记", "市委副书记", "市人大常委会主任", "市委常委、组织部部长"),
    "county": ("县长", "县委书记", "副县长", "县委副书记", "县人大常委会主任", "县委常委、宣传部部长", "县政协主席"),
    "township": ("镇长", "镇党委书记", "镇党委副书记", "镇人大主席"),
    "village": ("村党支部书记", "村委会主任"),
}
SEATS = {
    "province": "省委、省政府",
    "prefecture": "市委、市政府",
    "county": "县委、县政府",
    "township": "镇党委、政府",
    "village": "村两委",
}
UNITS = {
    "province": "省直有关厅局",
    "prefecture": "市直有关部门",
    "county": "县直有关单位",
    "township": "镇直各站所",
    "village": "各村民小组",
}
WEIGHTS = {"county": 50, "township": 20, "prefecture": 16, "village": 8, "province": 6}
NUMBERING = ("{han}、", "第{han}，", "（{han}）", "{arab}.", "第{han}、", "{han}是要", "{han}要", "")
HAN = "一二三四五六七八九十"
ENDINGS = ("", "。")
MEAN_LENGTH, SPREAD = 7.1, 0.75
"""Of the logarithm of a speech's length: half are between 730 and 2,000 characters."""
SHORTEST, LONGEST = 300, 6000


@cache
def generic() -> Grammar:
    """Return what speeches say whatever they are about."""
    return Grammar(tables(DATA / "generic.toml"))


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject and its stock of sentences."""

    years: tuple[int, int]
    stock: Mapping[str, tuple[str, ...]]


@cache
def topics() -> tuple[Topic, ...]:
    """Return the subjects."""
    rows = tomllib.loads((DATA / "topics.toml").read_text("utf-8")).values()
    return tuple(
        Topic((row["years"][0], row["years"][1]), {k: strings(v) for k, v in row.items() if k != "years"})
        for row in rows
    )


@dataclass(slots=True)
class Deck:
    """Draws without repetition until a table is used up."""

    rng: Random
    given: Mapping[str, str]
    used: set[str] = field(default_factory=set)

    def draw(self, options: tuple[str, ...] | list[str]) -> str | None:
        """Return an alternative that was not drawn before, filled; None if there is none left."""
        free = [option for option in options if option not in self.used]
        if not free:
            return None
        option = self.rng.choice(free)
        self.used.add(option)
        return generic().fill(option, self.rng, self.given)


def facts_of(level: str, place: Place | None, rng: Random) -> dict[str, str]:
    """Return what a speech of that level calls its own."""
    unit = {"province": "省", "prefecture": "市", "county": "县", "township": "镇", "village": "村"}[level]
    swap = {"区": "区", "市": "市", "旗": "旗"}.get(place.county[-1], unit) if place and level == "county" else unit
    if level == "township":
        swap = rng.choice(("镇", "镇", "乡"))
    role = rng.choice(ROLES[level])
    job = rng.choice(("书记", "主任", "部长", "副书记", "秘书长"))
    facts = {"we": SEATS[level], "unit": UNITS[level], "role": role, "area": f"全{unit}", "job": job}
    return {name: value.replace(unit, swap) if name != "job" else value for name, value in facts.items()}


def composed_speech(rng: Random) -> Speech:
    """Return a speech of 300 to 6,000 characters; the same for the same state of the generator."""
    level = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    topic = rng.choice(topics())
    year = rng.randint(*topic.years)
    place = rng.choice([p for p in places() if p.since <= year]) if rng.random() < 0.8 else None
    facts = facts_of(level, place, rng)
    meeting = generic().fill(rng.choice(topic.stock["meetings"]), rng, facts)
    speaker = generic().draw("surname", rng) + generic().draw("given", rng)
    facts |= {"meeting": meeting, "n": rng.choice("三四两几")}
    length = min(LONGEST, max(SHORTEST, int(rng.lognormvariate(MEAN_LENGTH, SPREAD))))
    paragraphs = tuple(_trimmed(_paragraphs(topic, year, length, Deck(rng, facts), place, level)))
    return Speech(
        title=_title(meeting, facts["role"], rng), paragraphs=paragraphs, level=level, role=facts["role"],
        speaker=speaker, date=f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}", place=place,
    )  # fmt: skip


def _trimmed(paragraphs: Iterator[str]) -> Iterator[str]:
    return (paragraph for paragraph in paragraphs if paragraph)


def _title(meeting: str, role: str, rng: Random) -> str:
    form = rng.choice(
        ("在{m}上的讲话", "在{m}上的讲话", "{r}在{m}上的讲话", "在{m}结束时的讲话", "{r}在{m}上的总结讲话")
    )
    return form.format(m=meeting, r=role)


def _paragraphs(topic: Topic, year: int, length: int, deck: Deck, place: Place | None, level: str) -> Iterator[str]:
    """Yield salutation, opening, sections and closing, about as many characters as asked for."""
    rng, words = deck.rng, generic().tables
    if rng.random() < 0.9:
        yield rng.choice(words["salutations"])
    opening = [deck.draw(list(words["opening"])) or ""]
    if length > 700:
        opening.append(deck.draw(list(words["opening"])) or "")
    if place and rng.random() < 0.6:
        opening.append(_home(place, level, rng))
    yield "".join(opening)
    if length > 900:
        yield "".join(_many(deck, list(words["praise"]), 2)) + _ideology(year, rng)
    turn = deck.draw(list(words["turns"])) or ""
    yield turn
    yield from _sections(topic, length, deck)
    closing = [deck.draw(list(words["closing"])) or ""]
    if length > 1500 and rng.random() < 0.5:
        closing.append(deck.draw(list(words["closing"])) or "")
    yield from closing


def _home(place: Place, level: str, rng: Random) -> str:
    name = {"province": place.province, "prefecture": place.prefecture}.get(level, place.county)
    return rng.choice(
        (
            f"我们{name}这些年不容易，家底薄，但是人心齐。",
            f"{name}要发展，靠的就是在座各位。",
            f"我到{name}工作以后，这件事一直放在心上。",
        )
    )


def _ideology(year: int, rng: Random) -> str:
    fitting = []
    for row in generic().tables["ideology"]:
        first, last, text = row.split(":", 2)
        if int(first) <= year <= int(last):
            fitting.append(text)
    return rng.choice(fitting) if fitting else ""


def _many(deck: Deck, options: tuple[str, ...] | list[str], most: int) -> list[str]:
    drawn = (deck.draw(options) for _ in range(deck.rng.randint(1, most)))
    return [text for text in drawn if text]


def _sections(topic: Topic, length: int, deck: Deck) -> Iterator[str]:
    """Yield three sections with headings, or, for a short speech, points without."""
    words, rng = generic().tables, deck.rng
    others = [t for t in topics() if t is not topic and t.years[0] <= topic.years[1] and topic.years[0] <= t.years[0]]
    chosen = [topic, *rng.sample(others, min(len(others), length // 450))]
    numbering = rng.choice(NUMBERING)
    if length < 600:
        yield from _points(chosen, deck, numbering, rng.randint(2, 3), 2)
        return
    heads = [deck.draw(list(words[name])) or "" for name in ("head1", "head2", "head3")]
    dots = rng.choice(ENDINGS)
    yield _numbered("{han}、", 0, heads[0] + dots)
    yield from _because(chosen, deck, length)
    inner = rng.choice([n for n in NUMBERING if n != "{han}、"])
    per_section = -(-len(chosen) // (1 + length // 2500))
    groups = [chosen[at : at + per_section] for at in range(0, len(chosen), per_section)]
    for index, group in enumerate(groups):
        head = heads[1] if index == 0 else deck.draw(list(words["head2"])) or heads[1]
        yield _numbered("{han}、", index + 1, head + dots)
        yield from _points(group, deck, inner, 2 + length // 500, 3)
    yield _numbered("{han}、", len(groups) + 1, heads[2] + dots)
    yield from _demands(deck, length)


def _because(chosen: list[Topic], deck: Deck, length: int) -> Iterator[str]:
    for topic in chosen:
        why = _many(deck, topic.stock["why"], 2)
        bridge = _many(deck, list(generic().tables["bridge"]), 1)
        yield "".join([*why, *bridge])
        if length > 600:
            yield "".join(_many(deck, topic.stock["problems"], 4))


def _points(chosen: list[Topic], deck: Deck, numbering: str, count: int, sentences: int) -> Iterator[str]:
    tasks = [task for topic in chosen for task in topic.stock["tasks"]]
    for index in range(min(count, 10)):
        task = deck.draw(tasks)
        if task is None:
            return
        head, *rest = task.split("|")
        tail = _many(deck, list(generic().tables["bridge"]), 1) if deck.rng.random() < 0.3 else []
        yield _numbered(numbering, index, "。".join([head, "".join([*rest[:sentences], *tail])]))


def _demands(deck: Deck, length: int) -> Iterator[str]:
    for _ in range(1 + length // 1200):
        yield "".join(_many(deck, list(generic().tables["discipline"]), 3))


def _numbered(form: str, index: int, text: str) -> str:
    return form.format(han=HAN[index % len(HAN)], arab=index + 1) + text
