"""Which pages the arguments lead to, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.discover import Discovery, describe_skipped, discover
from schemas import JianghuaError

LIMIT = 1000


def find(*arguments: object, exclude: tuple[Path, ...] = ()) -> Discovery:
    return discover(map(str, arguments), max_bytes=LIMIT, exclude=exclude)


def labels(*arguments: object) -> list[str]:
    return [page.label for page in find(*arguments).pages]


def problems(*arguments: object) -> dict[str, str | None]:
    return {page.label: page.problem for page in find(*arguments).pages}


def write(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("页", "utf-8")


def test_a_folder_gives_its_name_and_the_path_below_it(tmp_path: Path) -> None:
    write(tmp_path / "in" / "b.html", tmp_path / "in" / "sub" / "a.txt")
    assert labels(tmp_path / "in") == ["in/b.html", "in/sub/a.txt"]


def test_labels_do_not_depend_on_the_way_the_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "b.html")
    monkeypatch.chdir(tmp_path / "in")
    assert labels(".") == labels("../in/") == labels(tmp_path / "in") == ["in/b.html"]


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    write(tmp_path / "in" / "b.html")
    assert labels(tmp_path / "in" / "b.html") == ["b.html"]


def test_the_same_label_of_two_files_is_made_distinct(tmp_path: Path) -> None:
    write(tmp_path / "x" / "in" / "a.txt", tmp_path / "y" / "in" / "a.txt", tmp_path / "y" / "in" / "b.txt")
    assert labels(tmp_path / "x" / "in", tmp_path / "y" / "in") == ["in/b.txt", "x/in/a.txt", "y/in/a.txt"]


def test_the_same_file_reached_twice_counts_once_whatever_the_order(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    both = (tmp_path / "in", tmp_path / "in" / "a.txt")
    assert labels(*both) == labels(*reversed(both)) == labels(*both, *both) == ["in/a.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("in/*.txt", ["a.txt"]),
        ("in/**/*.txt", ["a.txt", "c.txt"]),
        ("i?/s*", ["sub/c.txt"]),
        ("in/[ab].txt", ["a.txt"]),
    ],
)
def test_patterns_that_the_shell_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, expected: list[str]
) -> None:
    write(tmp_path / "in" / "a.txt", tmp_path / "in" / "sub" / "c.txt", tmp_path / "in" / "b.html")
    monkeypatch.chdir(tmp_path)
    assert labels(pattern) == expected


def test_a_file_with_signs_of_a_pattern_in_its_name_is_that_file(tmp_path: Path) -> None:
    write(tmp_path / "a[1].txt", tmp_path / "a1.txt")
    assert labels(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_json_and_hidden_files_are_skipped_and_counted(tmp_path: Path) -> None:
    write(*(tmp_path / "in" / name for name in ("a.txt", "a.json", "b.JSONL", ".x", ".git/HEAD")))
    found = find(tmp_path / "in")
    assert [page.label for page in found.pages] == ["in/a.txt"]
    assert describe_skipped(found.skipped) == "2 JSON files, 1 hidden file, 1 hidden folder"


def test_the_data_directory_is_no_source(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", tmp_path / "in" / "data" / "x.txt")
    found = find(tmp_path / "in", exclude=(tmp_path / "in" / "data",))
    assert [page.label for page in found.pages] == ["in/a.txt"]
    assert found.skipped == {"data folder": 1}


def test_links_to_folders_are_followed_once_and_loops_end(tmp_path: Path) -> None:
    write(tmp_path / "in" / "real" / "a.txt", tmp_path / "else" / "b.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in" / "real")
    (tmp_path / "in" / "real" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "away").symlink_to(tmp_path / "else")
    found = find(tmp_path / "in")
    assert [page.label for page in found.pages] == ["in/away/b.txt", "in/real/a.txt"]
    assert found.skipped == {"link to a folder already taken": 2}


def test_what_cannot_be_read_is_found_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path / "in" / "ok.txt")
    (tmp_path / "in" / "big.txt").write_bytes(b"x" * (LIMIT + 1))
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "in" / "nowhere")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    assert problems(tmp_path / "in") == {
        "in/ok.txt": None,
        "in/big.txt": "larger than the limit of 1,000 bytes",
        "in/self.txt": "a link that leads back to itself",
        "in/gone.txt": "a link that leads nowhere",
        "in/pipe.txt": "not a regular file",
    }


def test_files_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert problems(tmp_path / "in") == {"in/a.txt": "no permission to read the file"}


def test_a_link_to_itself_as_the_argument(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert problems(tmp_path / "loop") == {"loop": "a link that leads back to itself"}


def test_names_that_are_no_valid_text_become_valid_and_stay_distinct(tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x")
    assert labels(tmp_path) == [f"{tmp_path.name}/\\xfe.txt", f"{tmp_path.name}/\\xff.txt"]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nowhere", "no such file or folder: nowhere"),
        ("no/*.html", r"no file matches no/\*.html"),
        ("empty", "no pages in empty"),
        ("jsons", r"no pages in jsons \(skipped: 1 JSON file\)"),
    ],
)
def test_arguments_that_lead_to_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "jsons" / "a.json")
    with pytest.raises(JianghuaError, match=message):
        find(argument)
