"""Near misses: those written in full, and those composed of the same sentences as speeches, in another frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.corpus.compose import HAN, Topic, composed_speech, facts_of, generic, topics
from benchmarks.corpus.grammar import Grammar
from benchmarks.corpus.records import DATA, NearMiss, authored_misses, tables

FRAMES = Grammar(tables(DATA / "frames.toml"))


def near_miss(rng: Random) -> NearMiss:
    """Return a near miss of any sort; the same for the same state of the generator."""
    if rng.random() < 0.45:
        return rng.choice(authored_misses())
    make: Callable[[Random], NearMiss] = rng.choice((_novel, _novel, _news, _summary, _notice, _titles))
    return make(rng)


def _people(rng: Random) -> dict[str, str]:
    names = [generic().draw("surname", rng) + generic().draw("given", rng) for _ in range(3)]
    return {"hero": names[0], "rival": names[1], "third": names[2], "short": names[0][0]}


def _novel(rng: Random) -> NearMiss:
    """A chapter that quotes a composed speech, paragraph by paragraph or at length."""
    people = _people(rng)
    speech = composed_speech(rng).paragraphs[: rng.randint(3, 9)]
    lines = [FRAMES.draw("novel_scene", rng, people)]
    for paragraph in speech:
        lines.append(f"“{paragraph}”" if rng.random() < 0.6 else paragraph)
        if rng.random() < 0.6:
            lines.append(FRAMES.draw("novel_beat", rng, people))
    lines += [
        FRAMES.draw("novel_beat", rng, people),
        FRAMES.draw("novel_talk", rng, people),
        FRAMES.draw("novel_end", rng, people),
    ]
    return NearMiss("novel", FRAMES.draw("novel_title", rng, people), tuple(lines))


def _stock(rng: Random) -> tuple[Topic, Mapping[str, str]]:
    topic = rng.choice(topics())
    facts = facts_of(rng.choice(("county", "township", "prefecture")), None, rng)
    return topic, facts | _people(rng) | {"meeting": generic().fill(rng.choice(topic.stock["meetings"]), rng, facts)}


def _tasks(topic: Topic, facts: Mapping[str, str], rng: Random) -> list[tuple[str, str]]:
    filled = [generic().fill(task, rng, facts).split("|") for task in rng.sample(topic.stock["tasks"], 3)]
    return [(head, "".join(rest[:2])) for head, *rest in filled]


def _news(rng: Random) -> NearMiss:
    topic, facts = _stock(rng)
    said = [
        FRAMES.fill(f"{verb}，要{head}。{rest}", rng, facts)
        for verb, (head, rest) in zip(rng.sample(FRAMES.tables["news_verb"], 3), _tasks(topic, facts, rng), strict=True)
    ]
    lines = [FRAMES.draw("news_lead", rng, facts), *said, FRAMES.draw("news_end", rng, facts)]
    return NearMiss("news_report", FRAMES.draw("news_title", rng, facts), tuple(lines))


def _summary(rng: Random) -> NearMiss:
    topic, facts = _stock(rng)
    tasks = [f"（{HAN[i]}）{head}。{rest}" for i, (head, rest) in enumerate(_tasks(topic, facts, rng))]
    problems = generic().fill("".join(rng.sample(topic.stock["problems"], 2)), rng, facts)
    lines = [
        FRAMES.draw("summary_lead", rng, facts),
        "一、主要做法和成效",
        *tasks,
        "二、存在的问题",
        problems,
        "三、下一步打算",
        FRAMES.draw("summary_end", rng, facts),
    ]
    return NearMiss("work_summary", FRAMES.draw("summary_title", rng, facts), tuple(lines))


def _notice(rng: Random) -> NearMiss:
    topic, facts = _stock(rng)
    tasks = [f"{HAN[i]}、{head}。{rest}" for i, (head, rest) in enumerate(_tasks(topic, facts, rng))]
    lines = [
        FRAMES.draw("notice_to", rng, facts),
        FRAMES.draw("notice_lead", rng, facts),
        *tasks,
        FRAMES.draw("notice_end", rng, facts),
    ]
    return NearMiss("notice", FRAMES.draw("notice_title", rng, facts), tuple(lines))


def _titles(rng: Random) -> NearMiss:
    """A page of a list: titles only, or titles with openings cut off."""
    lines = []
    cut = rng.random() < 0.5
    for _ in range(rng.randint(8, 25)):
        speech = composed_speech(rng)
        lines.append(speech.title)
        if cut:
            lines.append("".join(speech.paragraphs)[: rng.randint(50, 90)] + rng.choice(("......", "…", "[详细]")))
    return NearMiss("list_page", FRAMES.draw("list_title", rng), tuple(lines))
