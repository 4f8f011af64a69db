"""`jianghua search` as a user meets it: filters, forms, copies, and mistakes that are the user's."""

from __future__ import annotations

import csv
import io
import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result
from release_samples import page_of, release_of
from rich.console import Console

from flows.cli import main
from flows.search import marked, snippet
from schemas import Level, ParsedPage

QUESTION_UNDER_WAY = 1.5
"""Seconds of processor time after which the program is up and a question that does not end is being answered."""


def with_fields(page: ParsedPage, **fields: object) -> ParsedPage:
    """Return a page whose speech has these fields."""
    return replace(page, speeches=tuple(replace(speech, **fields) for speech in page.speeches))  # type: ignore[arg-type]  # each test names fields that are there


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    text = "同志们：\n水利是命脉，园区要用水。"
    dated = {"date": "2015-03-20", "date_earliest": "2015-03-20", "date_latest": "2015-03-20"}
    place = {"province": "云南省", "prefecture": "曲靖市", "county": "罗平县", "level": Level.COUNTY}
    vague = {"date_earliest": "2015-01-01", "date_latest": "2016-12-31", "province": "四川省", "level": Level.TOWNSHIP}
    release_of(data, [
        with_fields(page_of("in/a.txt", "水利会议\n", text), **dated, **place),
        with_fields(page_of("in/b.txt", "首页\n", text), **dated),
        with_fields(page_of("in/c.txt", "", "乡亲们：\n自来水通了，\x1b[31m水质好，ＧＤＰ也好。"), **vague),
    ])  # fmt: skip
    return data


def ask(data: Path, *arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["search", *arguments, "--data", str(data)])


def rendered(text: str, units: list[str]) -> str:
    """Return what a terminal is sent to show a text with words marked."""
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system="standard").print(marked(text, units, ""), end="")
    return out.getvalue()


def found(data: Path, *arguments: str) -> list[dict[str, str]]:
    """Run the command and read its CSV."""
    answer = ask(data, *arguments)
    assert answer.exit_code == 0, answer.output
    return list(csv.DictReader(answer.output.splitlines()))


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ((), 2), (("--copies",), 3), (("--limit", "1"), 1), (("--province", "云南"), 1), (("--county", "罗平县"), 1),
        (("--prefecture", "曲靖"), 1), (("--prefecture", "罗平县"), 0),
        (("--county", "罗"), 1), (("--county", "平县"), 0), (("--level", "township"), 1), (("--level", "village"), 0),
        (("--from", "2015"), 2), (("--from", "2015-02"), 1), (("--to", "2015"), 1), (("--to", "2016"), 2),
        (("--from", "2015-03-20", "--to", "2015-03-20"), 1), (("--from", "2017"), 0),
    ],
)  # fmt: skip
def test_filters(data: Path, filters: tuple[str, ...], number: int) -> None:
    assert len(found(data, "水", *filters)) == number


def test_filters_look_beyond_the_best(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.search._FIRST", 1)
    assert len(found(data, "水", "--province", "四川", "--limit", "1")) == 1
    assert len(found(data, "水", "--limit", "2")) == 2


def test_a_copy_stands_for_its_text_where_it_alone_fits(data: Path) -> None:
    assert [row["title"] for row in found(data, "园区", "--province", "云南")] == ["水利会议"]


def test_traditional_words_are_simplified(data: Path) -> None:
    assert found(data, "園區") == found(data, "园区") != []
    assert found(data, "水", "--county", "羅平縣") == found(data, "水", "--county", "罗平县") != []
    assert found(data, "水", "--prefecture", "曲靖") == found(data, "水", "--province", "雲南") != []


def test_width_does_not_matter_and_what_was_found_is_marked(data: Path) -> None:
    shown = ask(data, "gdp", "--format", "text").output
    assert shown == ask(data, "ＧＤＰ", "--format", "text").output
    assert "ＧＤＰ" in shown
    assert "\x1b[7mＧＤＰ" in rendered("讲ＧＤＰ\x1b，", ["gdp"])


def test_json_has_the_fields_and_a_snippet(data: Path) -> None:
    (row,) = json.loads(ask(data, "园区", "--format", "json").output)
    assert row["hits"] == 1
    assert "园区要用水" in row["snippet"]


def test_a_terminal_is_not_moved_by_what_is_found(data: Path) -> None:
    shown = ask(data, "水质", "--format", "text").output
    assert "水质" in shown
    assert "\x1b" not in shown


def test_nothing_found_is_said(data: Path) -> None:
    assert "nothing found" in ask(data, "没有的词", "--format", "text").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("  ",),
        ('""',),
        ("，",),
        ("\udcff",),
        ("水", "--county", "\udcff"),
        ("水", "--from", "2015", "--to", "2014-12"),
        ("水", "--from", "2015年"),
        ("水", "--to", "3"),
        ("水", "--from", "2015-13"),
        ("水", "--to", "2015-02-30"),
        ("水", "--release", "no"),
        ("水", "--limit", "0"),
    ],
)
def test_mistakes_are_told_in_a_line(data: Path, arguments: tuple[str, ...]) -> None:
    answer = ask(data, *arguments)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("command", ["search", "diff"])
def test_a_damaged_release_is_told_in_a_line(data: Path, tmp_path: Path, command: str) -> None:
    copy = shutil.copytree((data / "releases" / "latest").resolve(), tmp_path / "copy")
    catalogue = copy / "catalog.duckdb"
    blocks = bytearray(catalogue.read_bytes())
    blocks[-(2**18) + 100] ^= 0xFF  # in the last block, which is one of the speeches'
    catalogue.write_bytes(blocks)
    asked = ["search", "水", "--release", str(copy)] if command == "search" else ["diff", str(copy), str(copy)]
    answer = CliRunner().invoke(main, asked)
    assert (answer.exit_code, len(answer.output.splitlines())) == (2, 1)
    assert "`jianghua verify` says" in answer.output


def test_ctrl_c_ends_a_question_in_a_line(data: Path) -> None:
    endless = "SELECT sum(a.range * b.range) FROM range(1000000000) AS a, range(1000) AS b"
    # What a shell starts in the background ignores it, and so do these tests then, and all that they start.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heeding}; from flows.cli import main; main()"
    arguments = [sys.executable, "-c", program, "sql", endless, "--data", data]
    asking = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        while psutil.Process(asking.pid).cpu_times().user < QUESTION_UNDER_WAY:
            time.sleep(0.05)
        asking.send_signal(signal.SIGINT)
        assert (*asking.communicate(timeout=30), asking.returncode) == ("", "jianghua: interrupted\n", 130)
    finally:
        asking.kill()


@pytest.mark.parametrize(
    ("text", "units", "shown"),
    [
        ("开会。\n水利", ["水"], "开会。 水利"),
        ("甲" * 100 + "水" + "乙" * 100, ["水"], "…" + "甲" * 18 + "水" + "乙" * 53 + "…"),
        ("水" + "甲" * 100 + "水土", ["水", "土"], "…" + "甲" * 18 + "水土"),
        ("甲" * 100, ["水"], "甲" * 72 + "…"),
        ("讲GDP", ["gdp"], "讲GDP"),
        ("甲" * 100 + "讲ＧＤＰ", ["gdp"], "…" + "甲" * 17 + "讲ＧＤＰ"),
        ("一(二", ["("], "一(二"),
    ],
)  # fmt: skip
def test_snippet(text: str, units: list[str], shown: str) -> None:
    assert snippet(text, units) == shown
