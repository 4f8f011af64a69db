"""What a report counts and draws, and that it is the same bytes from the same release. How it looks: in a browser."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from release_samples import VERSION, page_of, rejected, release_of, some_pages

from output.describe import Facts
from output.report import NAME, write_report
from output.report.changes import changes
from output.report.charts import bars, columns, tile_map, tiles
from output.report.figures import MOST_REASONS, Count, figures, opened
from output.report.reading import LONGEST, PAGES, samples
from output.tally import Counts
from schemas import EditKind, Level, ParsedPage, Status

FACTS = Facts("2031.04.05-test", VERSION, Counts({}, 0, 0, 0, 0, {}), "2031-04-05")


def speech(source: str, body: str, head: str = "首页\n", **fields: object) -> ParsedPage:
    """Return a page whose speech has these fields."""
    page = page_of(source, head, body)
    return replace(page, speeches=(replace(page.speeches[0], **fields),))  # type: ignore[arg-type]  # named by each test


def failed(source: str) -> ParsedPage:
    """Return a page that could not be read."""
    page = rejected(source, "")
    return replace(page, page=replace(page.page, status=Status.QUARANTINED, status_reason="not text (a ZIP file)"))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    same = "同志们：\n一样的一篇，说的是水。"
    pages = [
        speech("a", same, date="2015-03", province="云南省", level=Level.COUNTY, topics=("农业", "教育"), quality=0.95),
        speech("b", same, "主页\n"),
        speech("c", "同志们：\n另一篇。", date="20XX-05", level=Level.PROVINCE, quality=0.3),
        speech("d", "同志们：\n第三篇。", date="2018", topics=("农业",), quality=1.0, truncated=True),
        rejected("e", "目录"), failed("f"),
    ]  # fmt: skip
    return release_of(tmp_path_factory.mktemp("data"), pages).path


@pytest.fixture
def con(release: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(tmp_path, now=release) as con:
        con.execute("USE now")
        yield con


def test_each_text_counts_once(con: duckdb.DuckDBPyConnection) -> None:
    found = figures(con)
    assert (found.totals.pages, found.totals.speeches, found.totals.texts) == (6, 4, 3)
    assert found.years == (Count("2015", 1), Count("2018", 1), Count(None, 1))
    assert found.levels == (Count("province", 1), Count("county", 1), Count(None, 1))
    assert found.topics == (Count("农业", 2), Count("教育", 1))
    assert found.quality == (Count("0.3", 1), Count("0.9", 2))
    assert found.totals.truncated == 1


def test_pages_count_by_what_became_of_them(con: duckdb.DuckDBPyConnection) -> None:
    found = figures(con)
    assert found.statuses == (Count("published", 4), Count("quarantined", 1), Count("rejected", 1))
    assert found.reasons == (
        ("published", None, 4), ("quarantined", "not text", 1), ("rejected", "no salutation", 1),
    )  # fmt: skip
    assert found.encodings == (("utf-8", "strict", 6, 0),)
    assert found.totals.quarantined == 1


def test_no_status_crowds_out_the_reasons_of_another(tmp_path: Path) -> None:
    same = [page_of(f"in/{i}.txt", "首页\n", f"同志们：\n第{i % MOST_REASONS}篇。") for i in range(2 * MOST_REASONS)]
    other = [rejected(f"r/{i}", f"第{i}页目录") for i in range(MOST_REASONS + 1)]
    other = [replace(page, page=replace(page.page, status_reason=page.page.source)) for page in other]
    with opened(tmp_path, now=release_of(tmp_path, [*same, *other, failed("q")]).path) as con:
        con.execute("USE now")
        reasons = figures(con).reasons
    assert reasons[:3] == (
        ("duplicate", None, MOST_REASONS), ("published", None, MOST_REASONS), ("quarantined", "not text", 1),
    )  # fmt: skip
    assert [status for status, *_ in reasons[3:]] == ["rejected"] * MOST_REASONS


def test_removals_count_by_kind_and_rule(con: duckdb.DuckDBPyConnection) -> None:
    found = figures(con)
    assert [(row.kind, row.edits, row.chars, row.pages) for row in found.removed] == [
        ("nav", 4, 12, 4),
        ("not_speech", 1, 2, 1),
    ]
    assert [(row.rule_id, row.edits, row.chars) for row in found.rules] == [("test.head", 5, 14)]
    assert "test.never" in found.silent_rules
    assert "test.title" not in found.silent_rules


def test_a_sample_is_the_page_in_pieces(con: duckdb.DuckDBPyConnection) -> None:
    for sample in samples(con):
        (text,) = con.execute("SELECT text FROM pages WHERE page_id = ?", [sample.page_id]).fetchone() or ("",)
        assert "".join(piece.text for piece in sample.pieces) == text
        assert sample.pieces[0].kind == "nav"


def test_long_pages_are_not_sampled_and_there_is_an_end(tmp_path: Path) -> None:
    pages = [page_of(f"in/{i}.txt", "首页\n", f"同志们：\n第{i}篇。") for i in range(PAGES + 5)]
    pages.append(page_of("in/long.txt", "首页\n", "长" * LONGEST))
    with opened(tmp_path, now=release_of(tmp_path, pages).path) as con:
        con.execute("USE now")
        found = samples(con)
    assert len(found) == PAGES
    assert max(sample.n_chars for sample in found) < LONGEST


def test_each_kind_of_edit_has_its_page_however_late_it_is_drawn(tmp_path: Path) -> None:
    pages = [page_of(f"in/{i}.txt", "首页\n", f"同志们：\n第{i}篇。") for i in range(PAGES + 5)]
    *others, last = sorted(pages, key=lambda page: hashlib.md5(page.page.page_id.encode()).hexdigest())  # noqa: S324  # as the draw is
    advert = replace(last, edits=tuple(replace(edit, kind=EditKind.AD) for edit in last.edits))
    with opened(tmp_path, now=release_of(tmp_path, [*others, advert]).path) as con:
        con.execute("USE now")
        assert last.page.page_id in {sample.page_id for sample in samples(con)}


def test_a_page_from_which_nothing_was_removed_is_read_as_well(tmp_path: Path) -> None:
    with opened(tmp_path, now=release_of(tmp_path, [page_of("clean", "", "同志们：\n一篇。")]).path) as con:
        con.execute("USE now")
        (sample,) = samples(con)
    assert [piece.text for piece in sample.pieces] == ["同志们：\n一篇。"]


def test_releases_are_compared_by_speech(tmp_path: Path) -> None:
    kept, gone, new = (page_of(f"in/{name}.txt", "", f"同志们：\n{name}一篇。") for name in ("甲", "乙", "丙"))
    other = replace(kept, speeches=(replace(kept.speeches[0], text="同志们：\n甲一篇。\n"),))
    before, now = release_of(tmp_path, [kept, gone]), release_of(tmp_path, [other, new])
    with opened(tmp_path, now=now.path, before=before.path) as con:
        found = changes(con, before.version)
    assert (found.version, found.added, found.lost, found.changed, found.same) == (before.version, 1, 1, 1, 0)
    assert ("speeches", 2, 2) in found.figures


def test_the_same_release_gives_the_same_bytes(release: Path, tmp_path: Path) -> None:
    published = (release / NAME).read_bytes()
    facts = FACTS._replace(version=release.name)
    write_report(release, facts, tmp_path)
    assert (release / NAME).read_bytes() == published


def test_a_damaged_release_before_stops_nothing(tmp_path: Path) -> None:
    before = release_of(tmp_path, some_pages(3)).path
    (before / "speeches" / "part-00000.parquet").write_bytes(b"no Parquet")
    now = release_of(tmp_path, some_pages(6), created="2031-04-06").path
    assert "没有更早的版本可比" in (now / NAME).read_text("utf-8")


def test_a_release_of_nothing_has_a_report(tmp_path: Path) -> None:
    assert (release_of(tmp_path, []).path / NAME).stat().st_size > 0


def test_nothing_in_it_points_out_of_it(release: Path) -> None:
    text = (release / NAME).read_text("utf-8")
    assert re.findall(r'(?:src|href|action|url)\s*[=(]\s*["\']?(?!#)[^"\')\s>]+', text) == []
    assert "default-src 'none'" in text
    assert not re.search(r"<script|\son[a-z]+=|\sstyle=|javascript:", text)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("农业", "农业"), ("<script>alert</", "&lt;script&gt;alert&lt;/"),
        ("watermark.bracket_credit", "watermark.bracket…"),
        ("一二三四五六七八九十", "一二三四五六七八…"), ("A&B", "A&amp;B"),
    ],
)  # fmt: skip
def test_a_label_is_cut_to_its_place_and_is_text(label: str, shown: str) -> None:
    assert f">{shown}<" in bars([(label, 3)])


@pytest.mark.parametrize(("number", "shown"), [(7, "7"), (9_999, "9999"), (12_345, "1.2万"), (1_234_567, "123万")])
def test_a_tile_has_room_for_its_number(number: int, shown: str) -> None:
    assert f">{shown}<" in tile_map({"云南省": number})


@pytest.mark.parametrize("numbers", [[], [0], [5], [1, 60], [3_000_000, 1]])
def test_upright_bars_name_the_highest_in_full(numbers: list[int]) -> None:
    drawn = columns([(str(2000 + at), number) for at, number in enumerate(numbers)])
    assert not numbers or f">{max(numbers):,}<" in drawn


def test_each_tile_is_a_province_by_its_full_name_and_alone_in_its_place() -> None:
    names = {line.split("\t")[1] for line in _gazetteer() if line.startswith("1\t")}
    assert {tile.name for tile in tiles()} - names <= {"台湾省", "香港特别行政区", "澳门特别行政区"}
    assert names <= {tile.name for tile in tiles()}
    assert len({(tile.column, tile.row) for tile in tiles()}) == len(tiles())


def _gazetteer() -> list[str]:
    return (Path(__file__).parents[2] / "parsers" / "data" / "gazetteer.tsv").read_text("utf-8").splitlines()


def test_a_title_without_end_is_cut(tmp_path: Path) -> None:
    page = page_of("a", "首页\n", "同志们：\n一篇。")
    endless = replace(page, page=replace(page.page, title="长" * 9_000))
    assert "长" * 200 not in (release_of(tmp_path, [endless]).path / NAME).read_text("utf-8")


def test_years_far_apart_are_drawn_without_those_between(tmp_path: Path) -> None:
    pages = [speech(year, f"同志们：\n{year}年的一篇。", date=year) for year in ("0001", "2015", "9998")]
    assert (release_of(tmp_path, pages).path / NAME).stat().st_size < 100_000
