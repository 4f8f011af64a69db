"""The weights of parsers/data/place_odds.toml, fitted to authored speeches, and what to expect of them elsewhere.

`python -m benchmarks.place_odds` fits the weights without each author in turn and prints how the place codes of the
author left out are read with them, and how with lower and higher shares; that is the forecast for authors to come.
`--write` fits them to all and puts them into the table. Authors are the blocks of metadata_set: tune.txt with the first
block of retired.txt is one hand, each further block another, and so is each of places.txt, whose cases are all hard;
`--set` takes the folder from elsewhere. The sentences of tests/unit/test_places.py and test_places_weak.py are fitted
with every time: near misses teach most.

The weights maximise the likelihood of a conditional logit with a normal prior (ridge), by Newton's method. Cues of home
were found with the authors at hand and would look better than they are, so each speech counts half with them and half
without.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks import metadata
from benchmarks.metadata import Case
from parsers import places
from parsers.dating import find_date
from parsers.findings import Part
from parsers.gazetteer import gazetteer
from parsers.levels import find_level
from parsers.metadata import find_fields, level_for_place, values_of, years_for_place
from parsers.offices import find_office
from parsers.place_features import odds
from parsers.place_odds import LEANING
from parsers.rules import DATA
from schemas.enums import Level
from tests.unit import test_places, test_places_weak

TABLE = DATA / "place_odds.toml"
CUES = ("cue_home", "cue_home_strong", "leaning")
RIDGE = 1.0
SENTENCES, NEAR_MISSES = 1.0, 2.0
"""What a sentence of the tests weighs beside a speech: one that tells a place, and one that tells none."""
SHIFTS = (-0.1, 0.0, 0.1)
"""What is added to the shares of the table, to show what a lower or higher one would do."""
_HAND = re.compile("^# Of ", re.MULTILINE)
_BLOCK = re.compile("^# Once the blind half", re.MULTILINE)
_WEIGHT = re.compile(r'(\[\[feature\]\]\nid = "(\w+)"\n(?:(?!weight).+\n)*weight = )-?[0-9.]+')

Row = NDArray[np.float64]


class Speech(NamedTuple):
    """The places that a body names, a row of features for each, which of them is home (-1: none), and the weight."""

    rows: Row
    home: int
    weight: float


def authors(folder: Path) -> dict[str, list[Case]]:
    """Return the cases of each author. Raises FileNotFoundError where the folder has no such files."""
    first, *others = _BLOCK.split((folder / "retired.txt").read_text("utf-8"))
    own, *others = others or [""]
    texts = [(folder / "tune.txt").read_text("utf-8") + "\n" + first + "#" + own, *("#" + text for text in others)]
    texts += ["#" + text for text in _HAND.split((folder / "places.txt").read_text("utf-8"))[1:]]
    return {f"author {number}": list(metadata.cases_of(text)) for number, text in enumerate(texts, 1)}


def speech(case: Case) -> Speech:
    """Return what a case names, with its home."""
    office = find_office(case.part)
    level = level_for_place(find_level(case.part, office[0] if office else None))
    since, year = years_for_place(find_date(case.part))
    codes = set(case.truth["place_code"])
    homes = {division.id for division in gazetteer().divisions if division.code in codes}
    return _speech(case.part, level, (since, year), homes, 1.0)


def _speech(
    part: Part, level: Level | None, years: tuple[int | None, int | None], homes: set[str], weight: float
) -> Speech:
    found = places.likely_candidates(part, years[1], level, since=years[0])
    names = list(odds().weights)
    rows = np.array([[each.features.get(name, 0) for name in names] for each in found], float).reshape(-1, len(names))
    home = [index for index, each in enumerate(found) if each.signs[0].division.id in homes]
    return Speech(rows, home[0] if home else -1, weight)


def sentences() -> Iterator[Speech]:
    """Yield the speeches of the tests that tell none of the places they name, or one that is found at all."""
    for title, body, year, level, name in _tables():
        homes = {division.id for division in gazetteer().divisions if name in (division.name, division.code)}
        weight = SENTENCES if name else NEAR_MISSES
        each = _speech(test_places.part_of(title, body), level, (year, year), homes, weight)
        if len(each.rows) and (name is None) == (each.home < 0):
            yield each


def _tables() -> Iterator[tuple[str, str, int | None, Level | None, str | None]]:
    weak = test_places_weak
    for sentence, name in (
        *weak.OF_COUNTY,
        *weak.MISSED,
        *weak.AMONG_CLAUSES,
        *((each, None) for each in weak.OF_OTHERS + weak.OF_MODELS + weak.MISTAKEN),
    ):
        yield "在全县大会上的讲话", weak.COUNTY.format(sentence), None, Level.COUNTY, name
    for sentence, name in weak.OF_CITY:
        yield "在全市大会上的讲话", weak.CITY.format(sentence), None, Level.PREFECTURE, name
    for sentence, name in weak.OF_TOWN:
        yield "在全镇大会上的讲话", weak.TOWN.format(sentence), None, Level.TOWNSHIP, name
    for sentence, answer in test_places.OF_CITIES_ABOVE:
        body = test_places.WITH_CITY_ABOVE.format(sentence)
        yield "在全市重点工作推进会上的讲话", body, None, None, answer and answer.split()[0]
    for sentence in test_places.OF_NEIGHBOURS:
        yield "在全县大会上的讲话", test_places.AMONG_OTHERS.format(sentence), None, Level.COUNTY, None
    for title, body, year, level, answer in test_places.ROWS:
        yield title, body, year, level, answer and answer.split()[0]


def fit(speeches: Sequence[Speech]) -> Row:
    """Return the weights of the features in the table's order."""
    names = list(odds().weights)
    blind = np.array([name not in CUES for name in names], float)
    seen = [each for each in speeches if len(each.rows)]
    halves = [each._replace(rows=each.rows * mask, weight=each.weight / 2) for each in seen for mask in (1.0, blind)]
    weights = np.zeros(len(names))
    for _ in range(40):
        slope, curve = RIDGE * weights, RIDGE * np.eye(len(names))
        for rows, home, weight in halves:
            chances = shares(rows, weights)
            mean = chances @ rows
            slope += weight * (mean - (rows[home] if home >= 0 else 0))
            curve += weight * ((rows * chances[:, None]).T @ rows - np.outer(mean, mean))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def shares(rows: Row, weights: Row) -> Row:
    """Return the share of each place among the places and none of them."""
    odds_of = np.exp(rows @ weights)
    chances: Row = odds_of / (1 + odds_of.sum())
    return chances


class Score(NamedTuple):
    """How many codes were read rightly, how many wrongly, and how many ought to have been read."""

    right: int
    wrong: int
    due: int

    def __str__(self) -> str:
        return f"{self.right}/{self.right + self.wrong} right, {self.right}/{self.due} found"


def told(rows: Row, weights: Row, shift: float) -> int:
    """Return which place is taken, -1 for none, where `shift` is added to the shares of the table."""
    if not len(rows):
        return -1
    chances, table = shares(rows, weights), odds()
    best = int(chances.argmax())
    leaning = rows[best, list(table.weights).index(LEANING)]
    return best if chances[best] >= (table.share_told if leaning else table.share) + shift else -1


def score(cases: Sequence[Case], read: Sequence[Speech], firm: Sequence[str], weights: Row, shift: float) -> Score:
    """Return how codes are read; `firm` are those that are told without any weighing ('' where none is)."""
    right = wrong = due = 0
    for case, each, code in zip(cases, read, firm, strict=True):
        accepted = case.truth["place_code"]
        best = told(each.rows, weights, shift)
        good = code in accepted if code else best == each.home
        filled = bool(code) or best >= 0
        right += filled and good
        wrong += filled and not good
        due += "" not in accepted or (bool(code) and good)
    return Score(right, wrong, due)


def _firm(cases: Sequence[Case]) -> list[str]:
    """Return the codes that are read while no place is weighed."""
    with patch.object(places, "find_likely", return_value=[]):
        return [values_of(find_fields([case.part])[0]).get("place_code", "") for case in cases]


def report(by_author: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    """Yield how the codes of each author are read with the weights fitted to all others, at each share."""
    read = {author: [speech(case) for case in cases] for author, cases in by_author.items()}
    known, firm = list(sentences()), {author: _firm(cases) for author, cases in by_author.items()}
    for left_out, cases in by_author.items():
        weights = fit([each for author, each_read in read.items() if author != left_out for each in each_read] + known)
        for shift in SHIFTS:
            yield f"{left_out}, shares {shift:+.1f}: {score(cases, read[left_out], firm[left_out], weights, shift)}"


def written(text: str, weights: Mapping[str, float]) -> str:
    """Return the table with other weights."""
    return _WEIGHT.sub(lambda match: f"{match[1]}{weights[match[2]]:.2f}", text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the forecast, or write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help="fit the weights to all speeches and put them into the table"
    )
    parser.add_argument("--set", type=Path, default=metadata.SET, help="the folder of tune.txt and retired.txt")
    options = parser.parse_args(arguments)
    by_author = authors(options.set)
    if options.write:
        weights = fit([*(speech(case) for cases in by_author.values() for case in cases), *sentences()])
        named = dict(zip(odds().weights, weights.tolist(), strict=True))
        TABLE.write_text(written(TABLE.read_text("utf-8"), named), "utf-8")
        return 0
    for line in report(by_author):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
