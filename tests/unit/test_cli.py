"""The command line as far as it needs no build: help, mistakes, and what `explain` makes of a record."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from rich.console import Console

from flows.cli import main
from flows.explain import explain, runs, to_json
from flows.pages import quarantined
from flows.plan import Item
from flows.report import table_of
from flows.terminal import guarded, safe, safe_line
from schemas import Edit, EditKind, Evidence, Gap, Mask, MaskKind, Page, ParsedPage, Script, Speech, Status

TEXT = "首页 领導 讲话\n同志们：今天开会。×镇略。……（此处省略12字）散会。\x1b[2J"


def edit(words: str, kind: EditKind, rule: str, replacement: str = "") -> Edit:
    start = TEXT.index(words)
    return Edit("0" * 16, start, start + len(words), kind, rule, words, replacement)


EDITS = (
    edit("首页 ", EditKind.NAV, "nav.home"),
    edit("導", EditKind.MOJIBAKE, "torn.pair", "导"),
    edit("……（此处省略12字）", EditKind.GAP_NOTICE, "gap.count"),
)


def parsed_page() -> ParsedPage:
    page = Page(
        page_id="0" * 16, source="in/a.txt", url=None, site=None, fetched_at=None, licence=None, content_type="text",
        n_bytes=99, sha256="0" * 64, encoding="utf-8", encoding_method="strict", encoding_errors=0, title="讲话",
        text=TEXT, status=Status.PUBLISHED, status_reason=None, n_chars=len(TEXT), n_kept=20, n_removed=13,
        n_replaced=1, n_speeches=1,
    )  # fmt: skip
    start = TEXT.index("讲话")
    speech = Speech(
        speech_id="0" * 16 + "-01", page_id="0" * 16, position=1, title="领导讲话",
        text="同志们：今天开会。×镇略。散会。", text_collated=None,
        script=Script.MIXED, date=None, date_earliest=None, date_latest=None, date_basis=None,
        date_conflict=False, speaker_name=None,
        speaker_role=None, level=None, place_name=None, place_code=None, province="某省", prefecture=None, county=None,
        township=None, occasion=None, genre=None, topics=("会风",), masks=(Mask("×", MaskKind.PLACE, 1),),
        truncated=True, gaps=(Gap(14, 12, "此处省略12字"),), declared_chars=800, visible_chars=15,
        n_chars=15, quality=0.9,
        cluster_id="0" * 16 + "-01", is_canonical=True,
        evidence=(Evidence("title", "领导讲话", start, start + 2, "title.line"),
                  Evidence("declared_chars", "800", start, start + 2, "cut.count")),
        source="in/a.txt", site=None, url=None, fetched_at=None, parser_version="x",
    )  # fmt: skip
    return ParsedPage(page, (speech,), EDITS)


def shown(parsed: ParsedPage, *, terminal: bool = False) -> str:
    file = io.StringIO()
    explain(Console(file=file, force_terminal=terminal, width=60, highlight=False), parsed)
    return file.getvalue()


def test_explain_marks_every_edit_with_kind_and_rule() -> None:
    text = shown(parsed_page())
    assert "[-首页 -]{nav nav.home}领[-導-][+导+]{mojibake torn.pair} 讲话" in text
    assert "×镇略。[-……（此处省略12字）-]{gap_notice gap.count}散会。" in text


@pytest.mark.parametrize(
    "line",
    [
        "in/a.txt  published",
        "  title: 领导讲话  from “讲话” at 6..8  {title.line}",
        "  declared_chars: 800  from “讲话” at 6..8  {cut.count}",
        "  province: 某省",
        "  completeness: truncated; 15 characters are here; the page states that it shows 15 of 800",
        "  gap at 14: 12 characters missing; 此处省略12字",
        "  mask ×: place, 1 times",
        "  topics: 会风",
    ],
)
def test_explain_shows_fields_with_their_evidence(line: str) -> None:
    assert line in shown(parsed_page()).splitlines()


def test_explain_colours_a_terminal_alone_and_lets_no_stranger_control_it() -> None:
    assert "\x1b" not in shown(parsed_page())
    on_terminal = shown(parsed_page(), terminal=True)
    assert "\x1b[" in on_terminal
    assert "\x1b[2J" not in on_terminal
    assert r"\x1b[2J" in on_terminal


def test_runs_cover_the_page_without_gap() -> None:
    pieces = list(runs(TEXT, EDITS[::-1]))
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [piece.edit for piece in pieces if piece.edit] == list(EDITS)


def test_json_holds_the_record_and_no_control_characters() -> None:
    text = to_json(parsed_page())
    assert json.loads(text)["page"]["text"] == TEXT
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("讲话 abc\n\t", "讲话 abc\n\t"),
        ("a\x1b[31m", r"a\x1b[31m"),
        ("a\x9b1m\x7f\r\x00", r"a\x9b1m\x7f\r\x00"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("\udcff", r"\udcff"),
        ("𠮷 [bold]", "𠮷 [bold]"),
    ],
)
def test_safe(text: str, expected: str) -> None:
    assert safe(text) == expected


@pytest.mark.parametrize(("terminal", "expected"), [(True, "\\x1b[2J水\n"), (False, "\x1b[2J水\n")])
def test_a_terminal_is_shown_what_is_safe_and_a_file_what_is_there(terminal: bool, expected: str) -> None:
    file = io.StringIO()
    file.isatty = lambda: terminal  # type: ignore[method-assign]  # a terminal is not to be had in a process without one
    csv.writer(guarded(file), lineterminator="\n").writerow(["\x1b[2J水"])
    assert file.getvalue() == expected


def test_safe_line() -> None:
    assert safe_line("a\nb\tc\u2028d") == r"a\nb\tc\u2028d"


@pytest.mark.parametrize("command", [[], ["build"], ["explain"], ["sql"], ["verify"]])
def test_help_teaches_with_examples(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert "jianghua " + (command[0] if command else "build") in result.output
    assert "--data" in result.output or not command


def test_help_of_sql_names_every_table() -> None:
    assert (
        CliRunner().invoke(main, ["sql", "--help"]).output.count("speeches, pages, edits, copies, apparatus and") == 1
    )


def test_a_wide_answer_shows_the_columns_that_can_be_read_and_says_so() -> None:
    query = "FROM range(1001) SELECT " + ", ".join(f"{number} AS c{number}" for number in range(39))
    table = table_of(duckdb.connect().execute(query), width=80)
    assert (len(table.columns), table.row_count) == (10, 1000)
    assert table.caption == "the first 10 of 39 columns; --format csv has all\nthe first 1,000 rows"
    assert table_of(duckdb.connect().execute("SELECT 1 AS one"), width=80).caption is None


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output.startswith("jianghua, version ")


def test_what_is_imported_at_once_is_not_prefect() -> None:
    modules = "flows.cli, flows.worker, flows.explain, flows.report, flows.sql, flows.search"
    program = f"import sys, {modules}; print(any(name.split('.')[0] == 'prefect' for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_mistake_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(tmp_path / "\x1b31mnowhere"), "--data", str(tmp_path / "data")])
    assert result.exit_code == 2
    assert result.output.startswith("jianghua: no such file or folder: ")
    assert result.output.endswith("\\x1b31mnowhere\n")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", ""], "jianghua: a path is empty"),
        (["build", "x", "--data", ""], "--data"),
        (["build", "x", "--data", "what?"], "DuckDB cannot write below a folder with a ? in its name"),
        (["explain", ""], "jianghua: a path is empty"),
        (["explain", "samples"], "pages; name one of them, such as "),
        (["verify", "--raw", "--data", "nowhere"], "jianghua: the raw store in nowhere is empty"),
        (["sql", "SELECT 1", "--data", "memory://root"], "jianghua: there is no release in memory://root"),
        (["sql", "SELECT 1", "--release", "x", "--data", "memory://folder"], "a version in memory://folder/releases"),
    ],
)
def test_what_would_lead_astray_is_refused(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "a.txt").write_text("a")
    (tmp_path / "samples" / "b.txt").write_text("b")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    assert told in result.output


def test_a_quarantined_page_has_an_id_of_its_own_and_no_hash() -> None:
    page = quarantined(Item("in/a", "/in/a", 5, "ab" * 32, "no permission to read the file"), "why").page
    assert (page.page_id, page.sha256, page.status, page.status_reason) == ("ab" * 8, None, "quarantined", "why")
