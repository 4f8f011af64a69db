"""Search finds what is there, ranked as BM25 says when it is reckoned speech by speech, whichever way it is asked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import page_of, release_of

from benchmarks.volume import write_tables
from output.catalog import write_catalog
from output.query import open_release
from output.search import write_index
from schemas import ParsedPage

K1, B = 1.2, 0.75
LETTERS = "招商引资园区的水，,。\nabAＡ%"
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""The forms of ASCII that are as wide as a Chinese character."""
TEXTS = (
    "同志们：\n招商引资是头等大事，园区是招商的主战场。",
    "各位代表：\n水利。园区里没有水，招不来商。引资也难。",
    "乡亲们：\n层层落实，层层层层加码。GDP 增长 8.5%，Gdp 不是唯一。",
    "同志们：\n商招引，资引招。区园。",
    "同志们：\n𠮷林的水果、水果、水果卖到了园区",
    "同志们:\nＧＤＰ增长８．５％,园区，水　果",
)


def pages_of(texts: tuple[str, ...]) -> list[ParsedPage]:
    """Return a page with a speech for each text, every other one with a title that is searched as well."""
    return [page_of(f"in/{i:03d}.txt", f"第{i}号园区\n" if i % 2 else "", text) for i, text in enumerate(texts)]


def bm25(documents: Mapping[str, tuple[str, int]], units: set[str]) -> dict[str, float]:
    """Return the score of each document that has a unit: every place of every text is looked at."""
    mean = sum(size for _, size in documents.values()) / len(documents)
    scores: dict[str, float] = {}
    for unit in sorted(units):
        places = re.compile(f"(?={re.escape(unit)})")
        counts = {key: sum(1 for _ in places.finditer(words)) for key, (words, _) in documents.items()}
        counts = {key: tf for key, tf in counts.items() if tf}
        idf = math.log(1 + (len(documents) - len(counts) + 0.5) / (len(counts) + 0.5))
        for key, tf in counts.items():
            norm = K1 * (1 - B + B * documents[key][1] / mean)
            scores[key] = scores.get(key, 0) + idf * tf * (K1 + 1) / (tf + norm)
    return scores


def units_of(wanted: str) -> set[str]:
    """Return the words and phrases of a question."""
    found = re.findall(r'"([^"]+)"|([^\s"]+)', folded(wanted))
    return {unit for phrase, word in found if (unit := (phrase or word).strip())}


def folded(text: str) -> str:
    """Return a text in one case and width."""
    return text.translate(WIDE).lower()


class Release:
    """A release to ask, and what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.con = open_release(path)
        rows = self.con.execute("SELECT speech_id, title, text, n_chars FROM speeches").fetchall()
        self.documents = {key: (folded(f"{title or ''}\n{text}"), size) for key, title, text, size in rows}

    def ask(self, wanted: str) -> dict[str, float]:
        """Return the scores of what is found."""
        return dict(self.con.execute("SELECT speech_id, score FROM search(?)", [wanted]).fetchall())


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    rng = Random(7)  # noqa: S311  # what is drawn is a test's text
    drawn = tuple("".join(rng.choices(LETTERS, k=rng.randrange(5, 60))) + "水" for _ in range(40))
    return Release(release_of(tmp_path_factory.mktemp("search"), pages_of(TEXTS + drawn)).path)


@pytest.mark.parametrize(
    "wanted",
    [
        "水", "园区", "水果", "招商引资", "招商引资 园区", "招商 园区 水", '"招商引资是"', '"引资，园"', "层层",
        "层层层", "水果、水果", "gdp", "GDP", "8.5%", "果卖到了园", '"gdp 增长"', "𠮷林", "𠮷", "没有的词", "，",
        "第1号园区", "园区\n", "资也难。", "果 果 水果", "ＧＤＰ", "园区，", "园区,", "８．５％", "水　果",
    ],
)  # fmt: skip
def test_as_reckoned_by_hand(release: Release, wanted: str) -> None:
    assert release.ask(wanted) == pytest.approx(bm25(release.documents, units_of(wanted) - {","}))


def test_the_best_come_first_and_as_many_as_asked_for(release: Release) -> None:
    ranked = sorted(release.ask("园区 水").items(), key=lambda item: (-item[1], item[0]))
    best = release.con.execute("SELECT speech_id, score FROM search('园区 水', most := 3)").fetchall()
    assert best == ranked[:3]


@pytest.mark.parametrize(("wanted", "said"), [("水", 2), ("招商引资", 1), ("层层层", 1), ('"gdp 增长"', 1)])
def test_what_is_there_is_found(release: Release, wanted: str, said: int) -> None:
    assert len(release.ask(wanted)) >= said


@given(
    wanted=st.lists(st.text(LETTERS.replace("\n", ""), min_size=1, max_size=5), min_size=1, max_size=3).map(" ".join)
)
@settings(max_examples=60, deadline=None)
def test_any_question_is_answered_as_reckoned_by_hand(release: Release, wanted: str) -> None:
    units = {unit for unit in units_of(wanted) if set(unit) - set(",。")}
    assert release.ask(wanted) == pytest.approx(bm25(release.documents, units))


@pytest.mark.parametrize("wanted", ["", "  ", '""', '"', "'; DROP TABLE speeches; --", "%", "\\", "a" * 3000])
def test_odd_questions_are_answered(release: Release, wanted: str) -> None:
    assert isinstance(release.ask(wanted), dict)


def test_the_script_over_the_files_finds_the_same(release: Release) -> None:
    with duckdb.connect() as con:
        con.execute("SET VARIABLE release = ?", [str(release.path)])
        con.execute((release.path / "catalog.sql").read_text("utf-8"))
        for wanted in ("园区 水", "招商引资", "的"):
            found = dict(con.execute("SELECT speech_id, score FROM search(?)", [wanted]).fetchall())
            assert found == pytest.approx(release.ask(wanted))


def test_the_same_speeches_give_the_same_bytes(tmp_path: Path) -> None:
    pages = pages_of(TEXTS)
    one, other = (release_of(tmp_path / str(size), pages, size=size).path / "search" for size in (1, 5))
    for name in ("terms.parquet", "postings.parquet"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_a_release_without_speeches_can_be_asked(tmp_path: Path) -> None:
    none = Release(release_of(tmp_path, []).path)
    assert none.ask("园区") == {}


@pytest.mark.slow
def test_thousands_of_speeches_rank_as_reckoned(tmp_path: Path) -> None:
    write_tables(tmp_path / "release", 3_000)  # several row groups of postings
    write_index(tmp_path / "release", tmp_path)
    write_catalog(tmp_path / "release", tmp_path)
    large = Release(tmp_path / "release")
    words = next(iter(large.documents.values()))[0]
    for wanted in ("水", words[30:32], words[40:45], words[60:72].replace("，", "、"), f"大人 {words[50:53]} 水"):
        found = large.con.execute("SELECT speech_id, score FROM search(?, most := 3000)", [wanted]).fetchall()
        assert dict(found) == pytest.approx(bm25(large.documents, units_of(wanted)))
