"""What is true of one mention of a place, as features that parsers/data/place_odds.toml weighs.

Most are words around the name, which the table holds; the others are computed here: what the name opens, where in the
body it stands, what kind of name it is, and what the cues of data/places.toml say of it.

Not here: the places of a body beside each other, which is `parsers.place_odds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypedDict

import tomli

from parsers.findings import Part
from parsers.lexicon import is_word
from parsers.place_names import Mention
from parsers.place_signs import WINDOW, Sign, marks_of_others
from parsers.place_words import known
from parsers.rules import DATA

WHERE = {"left": r"(?:{})$", "right": "{}", "near": "{}", "far": "{}", "next": "{}"}
"""Where words are looked for: right before the name; right behind it; in its clause and the next; in the rest of its
sentence; where the next sentence begins."""
STRONG = 2.5
"""What a cue of home must weigh to be a strong one."""
EARLY, LATE = 0.15, 0.6
"""The share of the body before which a mention is early, and from which it is late."""
ALONE_IN_QUOTES = 7
"""Characters of a quotation besides a name up to which it is no more than the name, or a mark: “正宗宣威”."""
EVENTS = "节会展赛周"
"""What the names of festivals and fairs end in: “龙里苗药博览会”."""
REACH = 60
"""Characters of the sentence that are read on each side of a name."""

_CUES = {"home": "cue_home", "other": "cue_other", "upper": "cue_upper"}
SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_CLAUSE = re.compile(r"[，：“”‘’（）《》—…,:()]")


class Feature(NamedTuple):
    """Something that may be true of a mention or a place; `words` are looked for `where`, else it is computed."""

    id: str
    where: str
    words: re.Pattern[str] | None
    weight: float
    reason: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]


class Odds(NamedTuple):
    """The table: all features, their weights, their words by where they stand, and the share that a place needs.

    It needs less of it where cues of home speak for it as well.
    """

    features: tuple[Feature, ...]
    weights: Mapping[str, float]
    words: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    share: float
    share_told: float


class _Entry(TypedDict, total=False):
    id: str
    where: str
    words: str
    weight: float
    reason: str
    hits: list[str]
    misses: list[str]


@cache
def odds() -> Odds:
    """Return the table, read and compiled once a process."""
    table = tomli.loads((DATA / "place_odds.toml").read_text("utf-8"))
    features = tuple(_feature(entry) for entry in table["feature"])
    words = {where: tuple((f.id, f.words) for f in features if f.words and f.where == where) for where in WHERE}
    return Odds(
        features,
        {feature.id: feature.weight for feature in features},
        words,
        table["share"],
        table["share_told"],
    )


def _feature(entry: _Entry) -> Feature:
    where = entry.get("where", "")
    words = re.compile(WHERE[where].format(entry["words"])) if where else None
    hits, misses = tuple(entry.get("hits", ())), tuple(entry.get("misses", ()))
    return Feature(entry["id"], where, words, entry["weight"], entry["reason"], hits, misses)


def features_of(part: Part, sign: Sign, *, in_list: bool) -> Iterator[str]:
    """Yield the features of a mention, given a sign of it and whether it stands in a list."""
    text, mention = part.text, sign.mention
    before = SENTENCE_END.split(text[max(0, mention.lead - REACH) : mention.lead])[-1]
    after = SENTENCE_END.split(text[mention.end : mention.end + REACH], maxsplit=1)[0]
    yield _stand(text, mention, before)
    yield from of_words(before, after, text[mention.end + len(after) : mention.end + REACH])
    yield from _marks(text, mention, before, after)
    at = (mention.start - part.body.start) / max(1, part.body.end - part.body.start)
    yield "early" if at < EARLY else "late" if at >= LATE else "middle"
    quoted = [*_quoted(text, mention)]
    yield from quoted
    if quoted and before.endswith(("我们", "咱们", "咱")):
        yield "ours_quoted"
    if in_list:
        yield "listed"
    elif "、" in (text[mention.lead - 1 : mention.lead], text[mention.end : mention.end + 1]):
        yield "beside"
    if sign.kind in _CUES:
        yield _CUES[sign.kind] + ("_strong" if sign.kind == "home" and sign.weight >= STRONG else "")
    joined = mention.doubtful and _runs_on(text, mention)
    states = {
        "led": mention.above, "doubtful": mention.doubtful, "runs_on": joined,
        "word": mention.word, "full": mention.full,
    }  # fmt: skip
    yield from (name for name, holds in states.items() if holds)
    if not mention.full and _lies_across(text, mention):
        yield "across"


def _runs_on(text: str, mention: Mention) -> bool:
    """Whether a name that is a word too stands behind another character than those that often stand before names."""
    before = text[mention.lead - 1 : mention.lead]
    return before.isalnum() and before not in "们咱让说来是在到个"


def _quoted(text: str, mention: Mention) -> Iterator[str]:
    """Yield whether a name stands in the words of somebody who is quoted, or is quoted by itself, or as an event's."""
    opened = text.rfind("“", max(0, mention.lead - REACH), mention.lead)
    closed = text.find("”", mention.end, mention.end + REACH)
    if opened < 0 or closed < 0 or "”" in text[opened : mention.lead] or "\n" in text[opened:closed]:
        return
    if closed - opened >= len(mention.name) + ALONE_IN_QUOTES:
        yield "quoted"
    else:
        yield "event" if text[closed - 1] in EVENTS else "quoted_alone"


def _lies_across(text: str, mention: Mention) -> bool:
    """Whether a common word begins with the last character of a name or ends with its first one."""
    before, behind = text[max(0, mention.start - 1) : mention.start + 1], text[mention.end - 1 : mention.end + 1]
    return is_word(behind) or (len(before) > 1 and is_word(before))


def _marks(text: str, mention: Mention, before: str, after: str) -> Iterator[str]:
    """Yield what says that the place is another's; a comparison says less where it is not in the same clause."""
    marks = set(marks_of_others(text, mention, before[-WINDOW:], after[: WINDOW + 16]))
    if "compared" in marks and not known().comparison.search(_near_and_far(before, after)[0]):
        marks.remove("compared")
        yield "compared_far"
    yield from marks or ("unmarked",)


def _stand(text: str, mention: Mention, before: str) -> str:
    """Return what the name opens: a paragraph, a sentence, a clause, or nothing."""
    if text[mention.lead - 1 : mention.lead] in ("", "\n"):
        return "opens_paragraph"
    if not before:
        return "opens_sentence"
    return "inside" if _CLAUSE.split(before)[-1] else "opens_clause"


def of_words(before: str, after: str, then: str) -> Iterator[str]:
    """Yield the features whose words stand around a name: in its sentence `before` and `after` it, or `then`."""
    words, (near, far) = odds().words, _near_and_far(before, after)
    yield from (name for name, pattern in words["left"] if pattern.search(before))
    yield from [name for name, pattern in words["right"] if pattern.match(after)] or ["unread"]
    yield from (name for name, pattern in words["near"] if pattern.search(near))
    yield from (name for name, pattern in words["far"] if pattern.search(far))
    yield from (name for name, pattern in words["next"] if pattern.match(then))


def _near_and_far(before: str, after: str) -> tuple[str, str]:
    """Return the clause of a name with the next one, and the rest of its sentence, both without the name."""
    *earlier, opening = _CLAUSE.split(before)
    clauses = _CLAUSE.split(after)
    return "，".join((opening, *clauses[:2])), "，".join((*earlier, *clauses[2:]))
