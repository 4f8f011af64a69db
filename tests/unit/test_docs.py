"""What the documentation names is there, what a user can name is documented, and what the README shows is true.

The data dictionary, which is generated, is held to the schemas in test_tables.py.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from flows.build import Plan
from flows.cli import main
from flows.inputs import Inputs
from flows.report import print_report
from output.release import publish
from output.shards import write_shard
from parsers import parse_page
from parsers.catalogue import all_rules
from parsers.identity import parser_version
from schemas import RawPage

ROOT = Path(__file__).resolve().parents[2]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
CARD = ROOT / "output" / "templates" / "card.md"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_CODE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"(?:^|[\s(])jianghua\s+(?P<name>[a-z][a-z-]*)\b(?P<rest>.*)")
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.M)
_ELSEWHERE = re.compile(r"[a-z]+:")


def uses(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command that a page's code names, with the rest of its line."""
    lines = [line for block in _FENCE.finditer(text) for line in block[2].splitlines()]
    lines += [line for line in text.splitlines() if line.startswith("    ")]
    lines += _CODE.findall(_FENCE.sub("", text))
    for line in lines:
        if use := _COMMAND.search(line.removeprefix("$ ")):
            yield use["name"], use["rest"].split("#")[0]


def options(command: click.Command) -> set[str]:
    """Return the options that a command takes."""
    return {"--help", "-h"} | {name for parameter in command.params for name in parameter.opts if name.startswith("-")}


def outside_quotes(rest: str) -> str:
    """Return a command's line without quoted words and without what it is piped to (`csv|json` is no pipe)."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", "", rest).split(" | ")[0]


@pytest.mark.parametrize("page", [*PAGES, CARD], ids=lambda page: page.name)
def test_commands_and_options_that_are_named_are_there(page: Path) -> None:
    for name, rest in uses(page.read_text("utf-8")):
        assert name in main.commands, f"there is no command: jianghua {name}"
        unknown = set(_OPTION.findall(outside_quotes(rest))) - options(main.commands[name])
        assert not unknown, f"jianghua {name} takes no {', '.join(sorted(unknown))}"


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_in_the_readme(name: str, page: Path) -> None:
    text = page.read_text("utf-8")
    assert f"`jianghua {name}" in text
    missing = {option for option in options(main.commands[name]) - {"-h"} if option not in text}
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text("utf-8")):
        if _ELSEWHERE.match(link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: no such heading"


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_a_readme_can_be_read_and_leads_to_every_page(page: Path) -> None:
    text = page.read_text("utf-8")
    assert {f"docs/{one.name}" for one in (ROOT / "docs").glob("*.md")} <= set(_LINK.findall(text))
    prose = [line for line in _FENCE.sub("", text).splitlines() if not line.startswith("|")]
    assert [line for line in prose if len(line) > 120] == []


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page are linked by."""
    headings = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_both_readmes_show_the_same() -> None:
    one, other = (re.sub(r"(?m)\s*#.*$", "", shown(page)) for page in READMES)
    assert one == other


def shown(page: Path) -> str:
    """Return all code blocks of a page."""
    return "\n".join(block[0] for block in _FENCE.finditer(page.read_text("utf-8")))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with the release of the samples."""
    data = tmp_path_factory.mktemp("data")
    pages = (RawPage(source=f"samples/{path.name}", body=path.read_bytes()) for path in samples())
    write_shard(data / "parsed" / "all", map(parse_page, pages))
    publish(data, [data / "parsed" / "all"], rules=all_rules(), parser_version=parser_version())
    return data


def samples() -> list[Path]:
    """Return the sample pages."""
    return sorted((ROOT / "samples").iterdir())


def examples() -> list[tuple[str, list[str]]]:
    """Return each command line of the README that is shown with its output, and the lines of that."""
    blocks = [block[2] for block in _FENCE.finditer(READMES[0].read_text("utf-8")) if block[1] == "console"]
    return [(block.splitlines()[0].removeprefix("$ "), block.splitlines()[1:]) for block in blocks]


def build_report(data: Path) -> str:
    """Return what a first build of the samples prints."""
    plan, inputs = Plan({"": len(samples())}, frozenset()), Inputs((), frozenset(), 0)
    out = io.StringIO()
    print_report(Console(file=out, width=100), data / "releases" / "latest", plan, inputs, 1.0)
    return out.getvalue().replace(str(data), "output/data")


@pytest.mark.slow
@pytest.mark.parametrize(("line", "lines"), examples(), ids=[line.split()[1] for line, _ in examples()])
def test_the_readme_shows_what_the_command_prints(
    line: str, lines: list[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    name, *arguments = shlex.split(line)[1:]
    if name == "build":
        printed = build_report(data)
    else:
        answer = CliRunner().invoke(main, [name, *arguments], env={"JIANGHUA_DATA": str(data)})
        assert answer.exit_code == 0, answer.output
        printed = answer.output
    at = 0
    for expected in (expected.partition("...")[0] for expected in lines):
        found = printed.find(expected, at)
        assert found >= 0, f"not printed, or not in this order: {expected}\n\n{printed}"
        at = found + len(expected)
