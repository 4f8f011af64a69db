"""Shards, publication and queries: whole or not at all, the same bytes, openable from anywhere, closed to writers."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from release_samples import RULES, VERSION, asked, page_of, rejected, release_of, shards_of, some_pages

import output.release
from flows.sql import answer
from output.files import files_below, locked, sha256_file
from output.parquet import TableWriter
from output.query import latest, open_release
from output.release import publish
from output.shards import shard_is_whole, write_shard
from output.verify import verify
from schemas import Edit, EditKind, JianghuaError, Page, Status
from schemas.tables import rows_to_table, table_to_rows


class KilledError(BaseException):
    """Stands for a kill: nothing catches it."""


def killed(*_: object, **__: object) -> None:
    raise KilledError


def published(data: Path) -> list[str]:
    folder = data / "releases"
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) if folder.exists() else []


# Shards


def test_a_shard_holds_its_pages_in_order_and_is_whole(tmp_path: Path) -> None:
    pages = some_pages(5)
    write_shard(tmp_path / "s", reversed(pages))
    assert shard_is_whole(tmp_path / "s")
    assert files_below(tmp_path) == [
        f"s/{name}" for name in ("done.json", "edits.parquet", "pages.parquet", "speeches.parquet")
    ]
    back = list(table_to_rows(pq.read_table(tmp_path / "s" / "pages.parquet"), Page))
    assert back == sorted((p.page for p in pages), key=lambda page: page.page_id)


def test_a_shard_that_is_killed_leaves_nothing_that_counts(tmp_path: Path) -> None:
    def broken() -> object:
        yield from some_pages(2)
        raise KilledError

    with pytest.raises(KilledError):
        write_shard(tmp_path / "s", broken())  # type: ignore[arg-type]  # an iterator
    assert not shard_is_whole(tmp_path / "s")
    assert files_below(tmp_path) == []


def test_a_shard_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    write_shard(tmp_path / "s", some_pages(2))
    before = sha256_file(tmp_path / "s" / "pages.parquet")
    write_shard(tmp_path / "s", some_pages(4))
    assert sha256_file(tmp_path / "s" / "pages.parquet") == before


@pytest.mark.parametrize("name", ["done.json", "pages.parquet", "edits.parquet"])
def test_a_damaged_shard_is_not_whole(tmp_path: Path, name: str) -> None:
    write_shard(tmp_path / "s", some_pages(2))
    path = tmp_path / "s" / name
    path.write_bytes(path.read_bytes()[:-3])
    assert not shard_is_whole(tmp_path / "s")


# Publication


def test_a_release_counts_what_it_holds_and_is_sound(tmp_path: Path) -> None:
    pages = some_pages(9)
    release = release_of(tmp_path, pages)
    assert release.pages == {"published": 6, "duplicate": 0, "rejected": 3, "quarantined": 0}
    assert (release.speeches, release.is_new) == (6, True)
    assert release.chars == sum(p.page.n_chars for p in pages) == release.kept + sum(release.chars_by_kind.values())
    assert release.version.startswith("2031.04.05-")
    assert verify(release.path) == []
    assert latest(tmp_path) == release.path.resolve()
    assert (tmp_path / "releases" / "latest").readlink() == Path(release.version)


def test_an_empty_release_is_sound(tmp_path: Path) -> None:
    release = release_of(tmp_path, [])
    assert verify(release.path) == []
    assert asked(release.path, "SELECT * FROM speeches").num_rows == 0


def test_the_same_pages_in_other_shards_give_the_same_bytes_on_another_machine(tmp_path: Path) -> None:
    pages = [
        *some_pages(30),
        page_of("in/99.txt", "第0号材料\n", "同志们：\n今天我们开会，部署秋季造林。其中第0项要抓紧。"),
    ]
    one = release_of(tmp_path / "one", pages, size=4)
    pages = pages[1::2] + pages[::-2]
    other = release_of(tmp_path / "other place", pages, size=7)
    names = [name for name in files_below(one.path) if name not in ("catalog.duckdb", "manifest.json")]
    assert one.version == other.version
    assert {n: sha256_file(one.path / n) for n in names} == {n: sha256_file(other.path / n) for n in names}


def test_a_second_build_of_the_same_is_the_same_release(tmp_path: Path) -> None:
    first = release_of(tmp_path, some_pages())
    stamps = {name: (first.path / name).stat().st_mtime_ns for name in files_below(first.path)}
    again = release_of(tmp_path, some_pages(), created="2031-04-06", size=3)
    assert (again.path, again.is_new, again.pages) == (first.path, False, first.pages)
    assert published(tmp_path) == [first.version, "latest"]
    assert stamps == {name: (first.path / name).stat().st_mtime_ns for name in files_below(first.path)}


def test_of_the_same_shards_nothing_is_made_again(tmp_path: Path) -> None:
    shards, steps = shards_of(tmp_path, some_pages(6)), list[str]()
    first = publish(tmp_path, shards, rules=RULES, parser_version=VERSION, progress=steps.append)
    assert steps
    steps.clear()
    again = publish(tmp_path, shards[::-1], rules=RULES, parser_version=VERSION, progress=steps.append)
    assert steps == []
    assert again == replace(first, is_new=False)
    other = publish(tmp_path, shards, rules=RULES, parser_version="9.10", progress=steps.append)
    assert steps
    assert other.version != first.version


def test_other_pages_make_another_release_and_latest_moves(tmp_path: Path) -> None:
    first, second = release_of(tmp_path, some_pages(6)), release_of(tmp_path, some_pages(9))
    assert published(tmp_path) == sorted([first.version, second.version, "latest"])
    assert latest(tmp_path) == second.path.resolve()
    assert verify(first.path) == []


def test_a_version_that_is_taken_is_refused(tmp_path: Path) -> None:
    shards = shards_of(tmp_path, some_pages(3))
    publish(tmp_path, shards, rules=RULES, parser_version=VERSION, version="1.0")
    assert not publish(tmp_path, shards, rules=RULES, parser_version=VERSION, version="1.0").is_new
    with pytest.raises(JianghuaError, match="exists and holds other data"):
        publish(tmp_path, shards, rules=RULES, parser_version="9.10", version="1.0")


@pytest.mark.parametrize("version", ["latest", "../x", "", ".tmp-1", "a/b"])
def test_a_version_that_is_no_name_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(JianghuaError, match="cannot be a version"):
        publish(tmp_path, [], rules=RULES, parser_version=VERSION, version=version)


STEPS = [
    "merge",
    "content_digest",
    "write_descriptions",
    "write_catalog",
    "write_sums",
    "verify",
    "move_into_place",
    "point",
]


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_the_old_release_and_the_next_run_ends_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = release_of(tmp_path, some_pages(3))
    with monkeypatch.context() as patch:
        patch.setattr(output.release, step, killed)
        with pytest.raises(KilledError):
            release_of(tmp_path, some_pages(6))
    assert latest(tmp_path) == old.path.resolve()
    assert all(verify(tmp_path / "releases" / name) == [] for name in published(tmp_path))
    new = release_of(tmp_path, some_pages(6))
    assert latest(tmp_path) == new.path.resolve()
    assert published(tmp_path) == sorted([old.version, new.version, "latest"])


def test_a_process_that_is_killed_leaves_folders_that_the_next_run_removes(tmp_path: Path) -> None:
    left = tmp_path / "releases" / ".tmp-left"
    left.mkdir(parents=True)
    (left / "half.parquet").write_bytes(b"PAR1")
    release_of(tmp_path, some_pages(3))
    assert not left.exists()


def test_an_unsound_result_is_not_published(tmp_path: Path) -> None:
    parsed = page_of("a.txt", "页眉\n", "同志们：\n修桥。")
    lost = replace(parsed, edits=(replace(parsed.edits[0], end=2, text="页眉"),))
    with pytest.raises(JianghuaError, match=f"nothing was published.*{parsed.page.page_id}"):
        release_of(tmp_path, [lost])
    assert published(tmp_path) == []


def test_an_edit_by_a_rule_that_nobody_knows_is_not_published(tmp_path: Path) -> None:
    parsed = page_of("a.txt", "页眉\n", "同志们：\n修桥。")
    strange = replace(parsed, edits=(replace(parsed.edits[0], rule_id="who.knows"),))
    with pytest.raises(JianghuaError, match=r"who\.knows"):
        release_of(tmp_path, [strange])


def test_a_damaged_release_is_not_taken_for_the_same(tmp_path: Path) -> None:
    release = release_of(tmp_path, some_pages(3))
    (release.path / "rules.parquet").write_bytes(b"PAR1")
    with pytest.raises(JianghuaError, match=r"damaged \(rules\.parquet"):
        release_of(tmp_path, some_pages(3))


def test_a_damaged_release_before_is_told_of(tmp_path: Path) -> None:
    before = release_of(tmp_path, some_pages(3))
    (before.path / "catalog.duckdb").write_bytes(b"no catalogue")
    with pytest.raises(JianghuaError, match=rf"{before.version} is damaged.*move it away"):
        release_of(tmp_path, some_pages(4))
    assert (tmp_path / "releases" / "latest").resolve() == before.path


def test_two_builds_do_not_publish_at_once(tmp_path: Path) -> None:
    with locked(tmp_path / "releases"), pytest.raises(JianghuaError, match="another build"):
        release_of(tmp_path, some_pages(3))


def test_a_data_directory_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JianghuaError, match="cannot write"):
        publish(tmp_path / "file", [], rules=RULES, parser_version=VERSION)


def test_rules_are_counted_and_those_that_never_fired_are_there(tmp_path: Path) -> None:
    rows = asked(release_of(tmp_path, some_pages(6)).path, "SELECT * FROM rules").to_pylist()
    counts = {row["rule_id"]: (row["n_edits"], row["n_evidence"], row["n_pages"]) for row in rows}
    assert counts == {
        "page.duplicate": (0, 0, 0),
        "test.head": (6, 0, 6),
        "test.never": (0, 0, 0),
        "test.title": (0, 4, 4),
    }


# Duplicates and clusters


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_the_same_bytes_are_published_once_however_they_fall_into_shards(tmp_path: Path, size: int) -> None:
    pages = [page_of(f"{name}.txt", "题目\n", "同志们：\n清理河道。") for name in "cab"] + some_pages(3)
    release = release_of(tmp_path, pages, size=size)
    assert release.pages["duplicate"] == 2
    rows = asked(
        release.path,
        "SELECT p.*, e.text AS cut FROM pages p JOIN edits e USING (page_id) WHERE p.source < 'd' ORDER BY source",
    ).to_pylist()
    ids = [
        pages[0].page.page_id + ("" if s == "a.txt" else "-" + hashlib.sha256(s.encode()).hexdigest()[:8])
        for s in ("a.txt", "b.txt", "c.txt")
    ]
    assert [row["page_id"] for row in rows] == ids
    assert [row["status"] for row in rows] == ["published", "duplicate", "duplicate"]
    assert [row["cut"] for row in rows] == ["题目\n", rows[1]["text"], rows[2]["text"]]
    sources = asked(release.path, "SELECT source FROM speeches WHERE text LIKE '%河道%'").to_pylist()
    assert sources == [{"source": "a.txt"}]


def test_the_same_page_given_twice_is_one_page(tmp_path: Path) -> None:
    page = page_of("a.txt", "题目\n", "同志们：\n清理河道。")
    other = page_of("b.txt", "题目\n", "同志们：\n清理河道。")
    release = release_of(tmp_path, [page, other, page, other, other], size=2)
    assert release.pages == {"published": 1, "duplicate": 1, "rejected": 0, "quarantined": 0}


def test_unreadable_pages_keep_their_status(tmp_path: Path) -> None:
    base = rejected("a.bin", "")
    pages = [
        replace(
            base, page=replace(base.page, source=source, sha256=None, status=Status.QUARANTINED, status_reason="denied")
        )
        for source in ("x", "y")
    ]
    assert release_of(tmp_path, pages, size=1).pages["quarantined"] == 2


def test_speeches_with_the_same_text_share_a_cluster(tmp_path: Path) -> None:
    body = "同志们：\n今冬明春抓好水利。"
    pages = [
        page_of("b.txt", "二\n", body),
        page_of("a.txt", "一\n", body.replace("\n", "\n\n　　"), body.replace("\n", "\n　　")),
        page_of("c.txt", "三\n", body + "完。"),
    ]
    release = release_of(tmp_path, pages, size=1)
    rows = asked(
        release.path, "SELECT source, cluster_id, speech_id, is_canonical FROM speeches ORDER BY source"
    ).to_pylist()
    first = rows[0]["speech_id"]
    assert [(r["cluster_id"] == first, r["is_canonical"]) for r in rows] == [(True, True), (True, False), (False, True)]


def test_a_whole_speech_stands_before_a_truncated_one(tmp_path: Path) -> None:
    cut, whole = page_of("a.txt", "一\n", "同志们：\n请看。"), page_of("b.txt", "二\n", "同志们：\n请看。")
    cut = replace(cut, speeches=(replace(cut.speeches[0], truncated=True),))
    release = release_of(tmp_path, [cut, whole])
    assert asked(release.path, "SELECT source FROM speeches WHERE is_canonical").to_pylist() == [{"source": "b.txt"}]


# Files


def test_row_groups_and_parts_are_cut_by_bytes_and_not_by_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("output.parquet.ROW_GROUP_BYTES", 2_000)
    monkeypatch.setattr("output.parquet.PART_BYTES", 1_500)
    edits = [
        Edit(f"{i:016x}", 0, 90, EditKind.AD, "r", hashlib.sha512(bytes([i])).hexdigest()[:90], "") for i in range(60)
    ]
    for name, size in (("a", 60), ("b", 7)):
        with TableWriter("edits", tmp_path / name) as writer:
            for start in range(0, 60, size):
                writer.write(rows_to_table(edits[start : start + size], Edit))
    files = files_below(tmp_path / "a")
    assert len(files) > 2
    assert [sha256_file(tmp_path / "a" / f) for f in files] == [sha256_file(tmp_path / "b" / f) for f in files]
    assert pq.read_table(tmp_path / "a").num_rows == 60


def test_parquet_is_written_for_readers(tmp_path: Path) -> None:
    release = release_of(tmp_path, some_pages())
    group = pq.read_metadata(release.path / "speeches" / "part-00000.parquet").row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    assert [s.column_index for s in group.sorting_columns] == [1, 2]
    assert {c.compression for c in columns.values()} == {"ZSTD"}
    assert columns["page_id"].has_column_index
    assert columns["level"].statistics is not None
    assert columns["text"].statistics is None
    assert "RLE_DICTIONARY" not in columns["text"].encodings
    assert "RLE_DICTIONARY" in columns["script"].encodings


# Queries


def in_another_place(code: str, *arguments: str, cwd: Path) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout.strip()


CONNECT = "import duckdb, sys; con = duckdb.connect(sys.argv[1] + '/catalog.duckdb', read_only=True)"
ATTACH = """import duckdb, sys; con = duckdb.connect()
con.execute(f"ATTACH '{sys.argv[1]}/catalog.duckdb' AS jianghua (READ_ONLY); USE jianghua")"""
COUNT = """
print([con.sql(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("speeches", "pages", "edits", "rules")])"""


@pytest.mark.parametrize("opening", [CONNECT, ATTACH])
def test_the_catalogue_opens_from_another_directory(tmp_path: Path, opening: str) -> None:
    release = release_of(tmp_path / "data", some_pages())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = release.path.rename(tmp_path / "download")
    assert in_another_place(opening + COUNT, str(moved), cwd=elsewhere) == "[6, 9, 9, 4]"


def test_the_parquet_files_alone_are_enough(tmp_path: Path) -> None:
    release = release_of(tmp_path, some_pages())
    speeches = duckdb.read_parquet(f"{release.path}/speeches/*.parquet")
    pages = duckdb.read_parquet(f"{release.path}/pages/*.parquet")
    assert speeches.join(pages, "page_id").count("*").fetchall() == [(6,)]


def test_a_column_of_the_catalogue_says_what_it_means(tmp_path: Path) -> None:
    sql = "SELECT comment FROM duckdb_columns() WHERE table_name = 'speeches' AND column_name = 'date_basis'"
    assert asked(release_of(tmp_path, []).path, sql).to_pylist() == [
        {"comment": "where the date or the interval was read"}
    ]


HOSTILE = [
    "DELETE FROM speeches",
    "CREATE TABLE mine (i INTEGER)",
    "UPDATE pages SET text = ''",
    "COPY speeches TO '{other}/out.csv'",
    "EXPORT DATABASE '{other}/out'",
    "ATTACH '{other}/new.duckdb'",
    "SELECT * FROM read_text('{other}/secret.txt')",
    "SELECT * FROM '{other}/secret.csv'",
    "SELECT * FROM glob('{other}/*')",
    "SELECT * FROM sniff_csv('{other}/secret.csv')",
    "INSTALL httpfs",
    "LOAD '{other}/x.duckdb_extension'",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "SELECT getenv('HOME')",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_strangers_can_only_read_and_only_the_release(tmp_path: Path, sql: str) -> None:
    release = release_of(tmp_path, some_pages(3))
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.csv").write_text("a,b\n1,2\n")
    (other / "secret.txt").write_text("secret")
    with pytest.raises(JianghuaError) as caught:
        answer(release.path, sql.format(other=other), "csv", tmp_path / "answer.csv")
    assert "\n" not in str(caught.value)
    assert files_below(other) == ["secret.csv", "secret.txt"]
    assert verify(release.path) == []


@pytest.mark.parametrize("sql", ["", "SELEC 1", "SELECT nothing FROM speeches", "SELECT 1 / 'a'", "SET VARIABLE a = 1"])
def test_a_wrong_query_is_one_line(tmp_path: Path, sql: str) -> None:
    with pytest.raises(JianghuaError) as caught:
        answer(release_of(tmp_path, []).path, sql, "csv", tmp_path / "answer.csv")
    assert "\n" not in str(caught.value)


def test_a_release_can_be_opened_twice(tmp_path: Path) -> None:
    release = release_of(tmp_path, some_pages(3))
    with open_release(release.path) as one, open_release(release.path) as two:
        assert one.sql("SELECT count(*) FROM pages").fetchall() == two.sql("SELECT count(*) FROM pages").fetchall()


@pytest.mark.parametrize("ask", [latest, open_release])
def test_no_release_is_one_line_that_says_what_to_do(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    with pytest.raises(JianghuaError, match=r"jianghua build|catalog\.duckdb is missing"):
        ask(tmp_path)
