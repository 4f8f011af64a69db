"""Verification: every kind of damage is found, and named by the file or the id."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from copies_samples import base
from hypothesis import given
from hypothesis import strategies as st
from release_samples import asked, page_of, release_of, some_pages

import output.release
from output.catalog import NAME as CATALOG
from output.catalog import write_catalog
from output.files import files_below
from output.gates import Outcome
from output.ledger import EditRow, applied, same_words
from output.manifest import NAME, file_entries, read_manifest, sealed, write_sums
from output.parquet import TableWriter, row_groups
from output.verify import verify
from schemas import Edit, EditKind, Evidence, Gap, JianghuaError, ParsedPage, Speech, Status


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(tmp_path_factory.mktemp("data"), some_pages(6)).path


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "copy"))


def test_a_sound_release_has_no_problems_under_any_name(copy: Path) -> None:
    assert verify(copy) == []


def test_progress_is_told(sound: Path) -> None:
    said: list[str] = []
    verify(sound, progress=said.append)
    assert said


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(JianghuaError, match="no such folder"):
        verify(tmp_path / "none")


FILES = (
    "CHANGELOG.md", "CITATION.cff", "DATA_DICTIONARY.md", "LEGAL.md", "README.md", "SHA256SUMS",
    "apparatus/part-00000.parquet",
    "catalog.duckdb", "catalog.sql", "copies/part-00000.parquet", "croissant.json", "datapackage.json",
    "edits/part-00000.parquet", "manifest.json", "pages/part-00000.parquet", "report.html", "rules.parquet",
    "search/postings.parquet", "search/terms.parquet", "speeches/part-00000.parquet",
)  # fmt: skip


def test_these_are_the_files_of_a_release(sound: Path) -> None:
    assert tuple(files_below(sound)) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert any(name in problem for problem in verify(copy))


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_named(copy: Path, name: str) -> None:
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[:-1])
    assert any(name in problem for problem in verify(copy))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.999])
def test_one_flipped_bit_is_found(copy: Path, name: str, place: float) -> None:
    data = bytearray((copy / name).read_bytes())
    data[int(len(data) * place)] ^= 1
    (copy / name).write_bytes(data)
    assert any(name in problem for problem in verify(copy))


@pytest.mark.parametrize("name", ["notes.txt", "speeches/part-00001.parquet", ".hidden", "catalog.duckdb.wal"])
def test_an_extra_file_is_named(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"x")
    assert verify(copy) == [f"{name} is not part of the release"]


def test_a_manifest_of_another_release_is_refused(copy: Path, tmp_path: Path) -> None:
    other = release_of(tmp_path / "data", some_pages(3)).path
    shutil.copy(other / NAME, copy / NAME)
    assert any("part-00000.parquet" in problem for problem in verify(copy))


def test_a_manifest_of_another_version_is_refused(copy: Path) -> None:
    (copy / NAME).write_text(sealed({**read_manifest(copy), "version": "1999.1.1"}), "utf-8")
    assert any("1999.1.1" in problem for problem in verify(copy))


def test_a_release_under_the_name_of_another_is_refused(sound: Path, tmp_path: Path) -> None:
    named = Path(shutil.copytree(sound, tmp_path / "releases" / "1999.1.1"))
    assert verify(named) == [f"manifest.json is of version {sound.name}, but the folder is 1999.1.1"]


def test_counts_that_do_not_reconcile_are_found(copy: Path) -> None:
    manifest = read_manifest(copy)
    pages = {**manifest["counts"]["pages"], "published": 5}
    (copy / NAME).write_text(sealed({**manifest, "counts": {**manifest["counts"], "pages": pages}}), "utf-8")
    assert any("counts.pages" in problem for problem in verify(copy))


# Rows: the files are what the manifest says, their rows are wrong


def rewritten(release: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Change a table of a release and make all its checksums right again."""
    target = release / (f"{name}.parquet" if name == "rules" else name)
    path = target if name == "rules" else target / "part-00000.parquet"
    table = pa.concat_tables(list(row_groups(path)))
    with TableWriter(name, target) as writer:
        writer.write(change(table))
    resealed(release)


def resealed(release: Path, *, catalog: bool = True) -> None:
    manifest = read_manifest(release)
    if catalog:
        (release / CATALOG).unlink()
        write_catalog(release, release)
    write_sums(release)
    entries = file_entries(release, [name for name in files_below(release) if name != NAME])
    (release / NAME).write_text(sealed({**manifest, "files": entries}), "utf-8")


def with_column(name: str, value: object) -> Callable[[pa.Table], pa.Table]:
    """Return a change that gives the first row another value."""

    def change(table: pa.Table) -> pa.Table:
        index = table.schema.get_field_index(name)
        field = table.schema.field(index)
        values = [value, *table.column(name).to_pylist()[1:]]
        return table.set_column(index, field, pa.array(values, field.type))

    return change


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        (
            "pages",
            lambda table: table.take([1, 0, *range(2, table.num_rows)]),
            "is there twice, or the rows are not in",
        ),
        ("pages", lambda table: table.take([0, *range(table.num_rows)]), "is there twice"),
        ("pages", lambda table: table.slice(1), "is not in pages"),
        ("pages", with_column("status", "lost"), "status holds 'lost'"),
        ("pages", with_column("text", "别的"), "n_chars"),
        ("edits", lambda table: table.slice(1), "n_removed"),
        ("edits", with_column("kind", "junk"), "kind holds 'junk'"),
        ("edits", with_column("page_id", "0000"), "page_id 0000 is not in pages"),
        ("speeches", lambda table: table.slice(1), "n_speeches"),
        ("speeches", with_column("level", "galaxy"), "level holds 'galaxy'"),
        ("speeches", with_column("cluster_id", "nowhere-01"), "cluster_id"),
        ("rules", lambda table: table.slice(1), "named by edits or evidence|counts"),
        ("rules", lambda table: table.take([0, 0, 1, 2, 3]), "twice"),
        ("rules", with_column("n_edits", 77), "other counts"),
    ],
)
def test_wrong_rows_are_found(copy: Path, name: str, change: Callable[[pa.Table], pa.Table], expected: str) -> None:
    if expected.startswith("named by"):
        change = lambda table: table.filter(pc.field("rule_id") != "test.head")  # noqa: E731  # the rule that fired
    rewritten(copy, name, change)
    assert any(part in problem for problem in verify(copy) for part in expected.split("|"))


@pytest.fixture(scope="module")
def with_copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release in which a speech has a gap that a torn copy of it fills, and a third has the same words."""
    text = base(7)
    gap, rest = (text.index("\n", at) for at in (len(text) // 2, len(text) // 2 + 60))
    shown = text[:gap] + text[rest:]
    whole = page_of("whole", "一\n", shown)
    whole = replace(whole, speeches=(replace(whole.speeches[0], gaps=(Gap(gap, rest - gap, "略"),)),))
    torn = page_of("torn", "二\n", text[: len(text) * 9 // 10])
    torn = replace(torn, speeches=(replace(torn.speeches[0], truncated=True),))
    pages = [whole, torn, page_of("same", "三\n", torn.speeches[0].text + "\n"), *some_pages(3)]
    return release_of(tmp_path_factory.mktemp("data"), pages).path


def test_a_release_with_copies_is_sound(with_copies: Path) -> None:
    assert verify(with_copies) == []
    counts = "SELECT (SELECT count(*) FROM copies), (SELECT count(*) FROM apparatus WHERE filled), count(text_collated)"
    assert list(asked(with_copies, f"{counts} FROM speeches").to_pylist()[0].values()) == [2, 1, 1]


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("copies", lambda table: table.slice(1), "has not exactly one row that names its cluster"),
        ("copies", lambda table: table.take([1, 0]), "the rows are not in order"),
        ("copies", with_column("relation", "cousin"), "relation holds 'cousin'"),
        ("copies", with_column("relation", "template"), "but a copy of another"),
        ("copies", with_column("speech_id", "0-01"), "copies: 0-01 is not in speeches"),
        ("copies", with_column("canonical_id", "0-01"), "repeats itself, or what is not canonical"),
        ("copies", with_column("shared", 1.5), "shares that are none"),
        ("apparatus", lambda table: table.slice(1), "has text_collated, but no reading"),
        ("apparatus", with_column("speech_id", "0-01"), "0-01 is not a canonical speech"),
        ("apparatus", with_column("witness_id", "0-01"), "has a witness that is no copy of it"),
        ("apparatus", with_column("kind", "hole"), "kind holds 'hole'"),
        ("apparatus", with_column("kind", "mask"), "there is no mask at"),
        ("apparatus", with_column("offset", 3), "there is no gap at 3"),
        ("apparatus", with_column("stood", "别的"), "is not what the text has there"),
        ("apparatus", with_column("reading", "别的"), "text with its readings put in is not text_collated"),
        ("apparatus", with_column("filled", False), "has text_collated, but no reading"),  # a value
        ("apparatus", lambda table: table.take([0, 0]), "is there twice"),
    ],
)
def test_wrong_copies_and_readings_are_found(
    with_copies: Path, tmp_path: Path, name: str, change: Callable[[pa.Table], pa.Table], expected: str
) -> None:
    copy = Path(shutil.copytree(with_copies, tmp_path / "copy"))
    rewritten(copy, name, change)
    problems = verify(copy)
    assert any(expected in problem for problem in problems), problems


def test_a_table_with_other_columns_is_named(copy: Path) -> None:
    path = copy / "rules.parquet"
    (table,) = row_groups(path)
    pq.write_table(table.drop_columns(["reason"]), path)
    resealed(copy, catalog=False)
    assert verify(copy) == ["rules.parquet has other columns than the data dictionary"]


def test_a_catalogue_with_other_rows_is_named(copy: Path, tmp_path: Path) -> None:
    other = release_of(tmp_path / "data", some_pages(3)).path
    shutil.copy(other / CATALOG, copy / CATALOG)
    resealed(copy, catalog=False)
    assert any("catalog.duckdb: speeches does not hold" in problem for problem in verify(copy))


PAGE = page_of("a.txt", "页眉页眉\n", "同志们：\n城南要修一座桥。")
ID = PAGE.page.page_id


def edited(**changes: object) -> ParsedPage:
    return replace(PAGE, edits=(replace(PAGE.edits[0], **changes),))  # type: ignore[arg-type]  # one field of an edit


def said(**changes: object) -> ParsedPage:
    return replace(PAGE, speeches=(replace(PAGE.speeches[0], **changes),))  # type: ignore[arg-type]  # of a speech


def paged(**changes: object) -> ParsedPage:
    return replace(PAGE, page=replace(PAGE.page, **changes))  # type: ignore[arg-type]  # one field of a page


def publish_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is unsound be published, to be found afterwards."""
    monkeypatch.setattr(output.release, "verify", lambda *_, **__: [])
    monkeypatch.setattr(output.release, "try_gates", lambda *_, **__: Outcome(0, [], []))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (edited(end=99), "is not inside its text"),
        (edited(start=-1), "is not inside its text"),
        (edited(text="页眉页脚\n"), "does not hold the page's words"),
        (edited(replacement="页"), "n_removed"),
        (replace(PAGE, edits=(*PAGE.edits, Edit(ID, 2, 4, EditKind.NAV, "test.head", "页眉", ""))), "overlaps"),
        (replace(PAGE, edits=(*PAGE.edits, Edit(ID, 6, 6, EditKind.NAV, "test.head", "", ""))), "changes nothing"),
        (said(text="同志们：\n城南要修两座桥。"), "is not the text of its speeches"),
        (said(text="同志们：\n城南要修一座。", n_chars=11), "is not the text of its speeches"),
        (said(n_chars=3), "n_chars is 3"),
        (said(position=2), "position 2"),
        (said(speech_id="x-01"), "its id is wrong"),
        (said(quality=1.5), "quality 1.5"),
        (said(gaps=(Gap(99, None, "略"),)), "a gap is not inside"),
        (said(evidence=(Evidence("title", "页", 0, 99, "test.title"),)), "(0..99) is not inside"),
        (said(evidence=(Evidence("title", "页", 3, 3, "test.title"),)), "(3..3) is not inside"),
        (said(evidence=(Evidence("colour", "页", 0, 1, "test.title"),)), "which is no column"),
        (said(evidence=(Evidence("title", "页", 0, 1, "who.knows"),)), "who.knows is named"),
        (paged(n_kept=2), "n_kept is 2"),
        (paged(n_speeches=2), "n_speeches is 2"),
        (paged(status=Status.REJECTED, status_reason="x"), "it is rejected with 1 speeches"),
        (paged(status_reason="why"), "status_reason is 'why'"),
        (paged(sha256="f" * 64), "does not begin its sha256"),
    ],
)
def test_a_page_that_breaks_an_invariant_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: ParsedPage, expected: str
) -> None:
    publish_unchecked(monkeypatch)
    problems = verify(release_of(tmp_path, [page]).path)
    assert any(expected in problem for problem in problems), problems


def test_a_flood_of_problems_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_unchecked(monkeypatch)
    pages = [page_of(f"{i}", f"{i}\n", f"同志们：{i}") for i in range(150)]
    release = release_of(tmp_path, [replace(p, page=replace(p.page, n_kept=0)) for p in pages], size=200)
    assert len(problems := verify(release.path)) == 101
    assert problems[-1] == "and more, not listed"


# The ledger


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("同志们：\n好", "同志们：好"),
        ("同志们:好,(一)", "同志们：好，（一）"),
        ("關於綠化的意見", "关于绿化的意见"),
        ("乾縣的經驗", "乾县的经验"),
        ("於洪區召開會議", "於洪区召开会议"),
        ("看著他接著幹", "看着他接着干"),
        ("請予答覆", "请予答复"),
        ("ＡＢＣ　１２３", "ABC123"),
        ("", " \n"),
    ],
)
def test_script_space_and_width_do_not_make_other_words(left: str, right: str) -> None:
    assert same_words(left, right)
    assert same_words(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("修桥", "修路"), ("修桥", "修"), ("", "修"), ("十里", "千里"), ("關於", "關与"), ("一。", "一，")],
)
def test_other_words_are_other_words(left: str, right: str) -> None:
    assert not same_words(left, right)
    assert not same_words(right, left)


@given(st.lists(st.tuples(st.text("甲乙丙\n", max_size=5), st.none() | st.text("丁戊", max_size=3)), max_size=12))
def test_the_ledger_of_any_edits_gives_what_is_left(runs: list[tuple[str, str | None]]) -> None:
    edits, at = [], 0
    for words, instead in runs:
        if instead is not None:
            edits.append(EditRow("p", at, at + len(words), "nav", "r", words, instead))
        at += len(words)
    text = "".join(words for words, _ in runs)
    assert applied(text, edits) == "".join(words if instead is None else instead for words, instead in runs)


def test_speeches_of_one_page_are_taken_together(tmp_path: Path) -> None:
    one, two = "同志们：\n第一件事。", "各位代表：\n第二件事。"
    page = page_of("a.txt", "汇编\n", one + two, one)
    first: Speech = page.speeches[0]
    second = replace(
        first, speech_id=f"{first.page_id}-02", position=2, text=two, n_chars=len("".join(two.split())), evidence=()
    )
    both = replace(page, page=replace(page.page, n_speeches=2), speeches=(first, second))
    assert release_of(tmp_path, [both]).speeches == 2
