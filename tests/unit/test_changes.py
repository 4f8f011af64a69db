"""Two releases compared: what was added, lost and changed, by what, in counts, rows, SQL and the changelog."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from release_samples import page_of, release_of

from flows.cli import main
from output.changes import CHANGELOG, Change, compare, plain
from output.verify import verify
from schemas import Evidence, ParsedPage


def now_rejected(page: ParsedPage) -> ParsedPage:
    edit = replace(page.edits[0], end=page.page.n_chars, text=page.page.text)
    gone = replace(page.page, status="rejected", status_reason="no", n_kept=0, n_removed=edit.end, n_speeches=0)  # type: ignore[arg-type]  # its value
    return ParsedPage(gone, (), (edit,))


def now_longer(page: ParsedPage) -> ParsedPage:
    """Return the page with its head kept as part of the speech."""
    (speech,) = page.speeches
    kept = replace(page.page, n_kept=page.page.n_chars, n_removed=0)
    text = page.page.text
    return ParsedPage(kept, (replace(speech, text=text, n_chars=len("".join(text.split()))),), ())


def now_dated(page: ParsedPage) -> ParsedPage:
    (speech,) = page.speeches
    evidence = (*speech.evidence, Evidence("date", "2018", 0, 1, "test.never"))
    return replace(page, speeches=(replace(speech, date="2018", evidence=evidence),))


def now_cut(page: ParsedPage) -> ParsedPage:
    return replace(page, speeches=(replace(page.speeches[0], truncated=True),))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a data directory's two releases, between which one of everything happened."""
    data = tmp_path_factory.mktemp("data")
    pages = [page_of(f"in/{i}.txt", f"第{i}号材料\n", f"同志们：\n第{i}项工作要抓紧。") for i in range(8)]
    came = page_of("in/new.txt", "新材料\n", "同志们：\n新来的讲话。")
    after = [now_rejected(pages[1]), now_longer(pages[2]), now_dated(pages[3]), now_cut(pages[4]), *pages[5:], came]
    first = release_of(data, pages)
    return first.path, release_of(data, after, created="2031-05-01").path


EXPECTED = {
    "in/0.txt": ("lost", "the page is gone", [], []),
    "in/1.txt": ("lost", "the page was published, is rejected", ["test.head", "test.title"], []),
    "in/2.txt": ("changed", "rules", ["test.head"], ["text"]),
    "in/3.txt": ("changed", "rules", ["test.never"], ["date"]),
    "in/4.txt": ("changed", "the program", [], ["truncated"]),
    "in/new.txt": ("added", "the page came in", [], []),
}


def test_each_change_is_found_with_its_cause(two: tuple[Path, Path]) -> None:
    found = compare(*two)
    assert {row.source: (row.change, row.cause, row.rules, row.fields) for row in found.rows} == EXPECTED
    assert sum(number for *_, number in found.counts) == len(EXPECTED)
    assert found.rules == [("test.head", 0, 1, 1), ("test.never", 0, 0, 1), ("test.title", 0, 1, 0)]


def test_the_same_backwards(two: tuple[Path, Path]) -> None:
    found = {row.source: row for row in compare(*reversed(two)).rows}
    assert (found["in/0.txt"].change, found["in/0.txt"].cause) == ("added", "the page came in")
    assert (found["in/new.txt"].change, found["in/new.txt"].cause) == ("lost", "the page is gone")


def test_a_release_does_not_differ_from_itself(two: tuple[Path, Path]) -> None:
    assert compare(two[0], two[0]) == ([], 0, [], [])
    assert "no speech differs" in run("diff", two[0], two[0])


def run(*arguments: object) -> str:
    done = CliRunner().invoke(main, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_prints_counts_and_rows(two: tuple[Path, Path]) -> None:
    printed = run("diff", *two)
    for words in ("the page came in", "test.never", "the program", "truncated", "第0号材料"):
        assert words in printed


def test_csv_has_every_row(two: tuple[Path, Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("diff", *two, "--csv"))))
    assert {row["source"] for row in rows} == set(EXPECTED)
    assert tuple(rows[0]) == Change._fields


def test_the_script_gives_the_same_to_duckdb_alone(two: tuple[Path, Path]) -> None:
    script = run("diff", *two, "--sql")
    attach = next(line[2:].strip() for line in script.splitlines() if "ATTACH" in line)
    with duckdb.connect() as con:
        con.execute(attach.replace("OLD", str(two[0])).replace("NEW", str(two[1])))
        con.execute(script)
        rows = con.sql(f"SELECT {', '.join(Change._fields)} FROM changes ORDER BY change, speech_id").fetchall()  # noqa: S608
    assert [Change(*row) for row in rows] == compare(*two).rows


def test_the_changelog_tells_it_above_the_one_before(two: tuple[Path, Path]) -> None:
    first, second = ((release / CHANGELOG).read_text("utf-8") for release in two)
    assert "The first release." in first
    assert f"Speeches against {two[0].name}: 1 added, 2 lost, 3 changed, of these 1 in their text, " in second
    assert "| changed | the program | 1 |" in second
    assert "| `test.head` | 0 | 1 | 1 |" in second
    assert second.index(f"## {two[1].name}") < second.index(f"## {two[0].name}")
    assert verify(two[1]) == []


def test_releases_with_other_columns_are_compared_by_those_they_share(two: tuple[Path, Path], tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "catalog.duckdb") as con:
        con.execute(f"ATTACH '{two[0] / 'catalog.duckdb'}' AS old (READ_ONLY)")
        con.execute("CREATE TABLE speeches AS SELECT * EXCLUDE (truncated) FROM old.speeches")
        con.execute("CREATE TABLE pages AS FROM old.pages; CREATE TABLE edits AS FROM old.edits")
    assert {row.source for row in compare(tmp_path, two[1]).rows} == set(EXPECTED) - {"in/4.txt"}


def test_what_is_no_release_is_one_line(two: tuple[Path, Path], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["diff", str(tmp_path), str(two[0])])
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)


def test_the_words_of_strangers_are_harmless_in_the_changelog() -> None:
    assert plain("a|b\n# <b>`x`</b>") == r"a\|b \# \<b\>\`x\`\</b\>"
