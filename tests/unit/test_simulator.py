"""The simulator keeps its promises: the seed decides, the truth holds, every kind of dirt and every skeleton occurs."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest

from benchmarks.cases import case_of
from benchmarks.corpus import authored_misses, authored_speeches, composed_speech
from benchmarks.scoring import canonical, difference, f1
from benchmarks.simulator import SimulatedPage, simulate
from benchmarks.simulator.around import AROUND
from benchmarks.simulator.cuts import cut_in_character
from benchmarks.simulator.data import invented_site
from benchmarks.simulator.encodings import inside_speech, written
from benchmarks.simulator.gold import gold_of
from benchmarks.simulator.inside import INSIDE
from benchmarks.simulator.model import MARKUP, Draft, Line, Part, Run, clean, dirt, joined
from benchmarks.simulator.numerals import chinese
from benchmarks.simulator.skeletons import names
from parsers import parse_page
from schemas import RawPage, Status

SEEDS = range(300)
OTHERS = {
    "announced", "compilation", "cut_byte", "cut_page", "digits_deleted", "filter_letters", "half_width",
    "mask_misfire", "masks", "no_line_breaks", "no_punctuation", "opening_missing", "other_genre_part", "ruby",
    "script_hant", "stray_bytes", "title_lines", "title_repeated", "title_run_in", "wrong_charset",
}  # fmt: skip


@cache
def page(seed: int) -> SimulatedPage:
    return simulate(seed)


def test_same_seed_same_page() -> None:
    for seed in (1, 17, 99):
        assert simulate(seed) == page(seed)
    assert len({page(seed).body for seed in range(40)}) == 40


@pytest.mark.slow
def test_every_kind_occurs() -> None:
    seen = {kind for seed in SEEDS for kind in page(seed).truth.kinds}
    assert OTHERS | INSIDE.keys() | AROUND.keys() <= seen
    assert {page(seed).truth.skeleton for seed in SEEDS} == set(names())
    assert {page(seed).truth.encoding for seed in SEEDS} >= {"utf-8", "gbk", "gb18030", "big5"}


@pytest.mark.parametrize("seed", range(60))
def test_the_clean_text_can_be_recovered(seed: int) -> None:
    """What the runs of the page truly say is the text of its speeches, and other parts' own text besides."""
    truth = page(seed).truth
    said = canonical("".join(run.truth for run in truth.runs if run.kind != MARKUP))
    at = 0
    for speech in truth.speeches:
        at = said.index(canonical(speech.text), at) + len(canonical(speech.text))


@pytest.mark.parametrize("seed", range(60))
def test_the_page_shows_its_runs(seed: int) -> None:
    """The bytes, decoded, hold every run in order; entities stand for what HTML or the encoding cannot hold."""
    made = page(seed)
    text = made.body.decode(made.truth.encoding, "replace").replace("\ufffd", "")
    at = 0
    for run in made.truth.runs:
        shown = run.shown.strip()
        fits = shown.encode(made.truth.encoding, "replace").decode(made.truth.encoding) == shown
        if run.kind != MARKUP and shown and fits and not re.search(r"[&<>]", shown):
            at = text.find(shown, at)
            assert at >= 0, shown
            at += len(shown)


@pytest.mark.parametrize("kind", ["hard_wraps", "semicolon_breaks"])
def test_breaking_lines_ends_at_a_run_that_cannot_be_cut(kind: str) -> None:
    made = simulate(20185)
    line = Line([dirt("；" * 200, "watermark"), clean("一二三四；五六")])
    part = Part(authored_speeches()[0], ["t"], body=[line])
    INSIDE[kind][0](Draft(Random(1), invented_site(Random(1)), "t", [part]), part)  # noqa: S311
    assert joined(part.body) == "一二三四；五六"
    assert made.body


ENCODINGS = ["utf-8", "gbk", "gb18030", "big5", "utf-8-sig"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("stray", [b"\xff", b"\x80"])
def test_a_stray_byte_inside_a_sentence_tears_no_character(encoding: str, stray: bytes) -> None:
    runs = [Run("<p>", "", MARKUP), clean("路A&山水"), dirt("站", "watermark"), clean("人文")]
    body = written(runs, encoding, escape=True)
    for at in (places := inside_speech(runs, encoding, escape=True)):
        text = (body[:at] + stray + body[at:]).decode(encoding, "replace")
        assert text.replace("\ufffd", "") == "<p>路A&amp;山水站人文"
        assert text.count("\ufffd") == 1
    assert len(places) == 5


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_cut_in_a_character_says_what_came_before(encoding: str) -> None:
    whole = "各村要把水渠" * 12
    part = Part(authored_speeches()[0], ["t"], body=[Line([clean("山水。")]), Line([clean(whole)])])
    draft = Draft(Random(1), invented_site(Random(1)), "t", [part])  # noqa: S311
    runs = [run for line in part.body for run in line.runs] + [dirt("水文", "footer")]
    left, lost = cut_in_character(draft, runs, encoding, Random(3))  # noqa: S311
    body = written(left, encoding, escape=False)
    says = joined(part.body)
    assert part.truncated
    assert lost
    assert whole.startswith(says.removeprefix("山水。\n"))
    assert body[:-lost].decode(encoding, "ignore") == says.replace("\n", "")
    with pytest.raises(UnicodeDecodeError):
        body[:-lost].decode(encoding)


def test_pages_are_cut_in_the_middle_of_a_character() -> None:
    made = next(page(seed) for seed in SEEDS if "cut_page" in page(seed).truth.kinds)
    with pytest.raises(UnicodeDecodeError, match=r"unexpected end|incomplete"):
        made.body.decode(made.truth.encoding)
    assert made.truth.speeches[-1].truncated


def test_near_misses_have_no_speech() -> None:
    misses = [page(seed).truth for seed in SEEDS if page(seed).truth.miss]
    assert misses
    assert all(not truth.speeches for truth in misses)


@pytest.mark.parametrize("name", names())
def test_skeletons_parse(name: str) -> None:
    made = next(page(seed) for seed in SEEDS if page(seed).truth.skeleton == name)
    parsed = parse_page(RawPage(made.name, made.body))
    assert parsed.page.status in (Status.PUBLISHED, Status.REJECTED)


def test_one_kind_alone() -> None:
    made = simulate(5, "watermark")
    assert "watermark" in made.truth.kinds
    assert not made.truth.kinds & (AROUND.keys() | {"masks", "announced"})


def test_gold_reads_back() -> None:
    made = page(3)
    gold = gold_of(made)
    case = case_of(made.name, made.body, gold)
    assert [speech["text"] for speech in case.speeches] == [speech.text for speech in made.truth.speeches]
    visible = "".join(run.shown for run in made.truth.runs if run.kind != MARKUP)
    removed = gold["removed"]
    assert isinstance(removed, list)
    assert [visible[start:end] for start, end, _ in removed] == [run.shown for run in made.truth.dirt if not run.truth]


def test_the_corpus_is_large() -> None:
    composed = {composed_speech(Random(seed)).text for seed in range(200)}  # noqa: S311
    assert len(composed) == 200
    assert len(authored_speeches()) >= 20
    assert len(authored_misses()) >= 25


@pytest.mark.parametrize(
    ("found", "gold", "lost", "kept"),
    [
        ("同志们", "同志们", [], []),
        ("同志们好", "同志们", [], ["好"]),
        ("同们", "同志们", ["志"], []),
        ("", "同志们", ["同志们"], []),
    ],
)
def test_differences(found: str, gold: str, lost: list[str], kept: list[str]) -> None:
    assert difference(found, gold) == (lost, kept)
    assert (f1(found, gold) == 1.0) is (not lost and not kept)


@pytest.mark.parametrize(("number", "written"), [(3, "三"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_numerals(number: int, written: str) -> None:
    assert chinese(number) == written
