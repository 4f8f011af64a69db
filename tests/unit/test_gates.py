"""Gates: each kind is made to fail; then nothing is published, the rows are named, and `latest` stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from release_samples import RULES, page_of, release_of, shards_of

from output.gates import GateError, gates, require_known, try_gates
from output.manifest import read_manifest
from output.release import publish
from schemas import EditKind, JianghuaError, ParsedPage, Status
from schemas.tables import TABLES


def hundred(**of_page: object) -> list[ParsedPage]:
    """Return a hundred pages, each with a speech and a title."""
    pages = [page_of(f"in/{i:03}.txt", f"第{i}号材料\n", f"同志们：\n第{i}项工作要抓紧，要抓实。") for i in range(100)]
    return [replace(p, page=replace(p.page, **of_page)) for p in pages]  # type: ignore[arg-type]  # columns by name


def said(pages: Sequence[ParsedPage], count: int, **changes: object) -> list[ParsedPage]:
    """Return the pages with columns of the first speeches changed."""
    changed = [replace(p, speeches=(replace(p.speeches[0], **changes),)) for p in pages[:count]]  # type: ignore[arg-type]  # columns by name
    return [*changed, *pages[count:]]


def now_rejected(page: ParsedPage) -> ParsedPage:
    """Return the same page, found to be no speech."""
    edit = replace(page.edits[0], end=page.page.n_chars, text=page.page.text, kind=EditKind.NOT_SPEECH)
    empty = replace(
        page.page, status=Status.REJECTED, status_reason="no", n_kept=0, n_removed=page.page.n_chars, n_speeches=0
    )
    return ParsedPage(empty, (), (edit,))


def now_unreadable(pages: list[ParsedPage]) -> list[ParsedPage]:
    """Return the pages with more than one in ten of them quarantined."""
    return [*(_quarantined(page) for page in map(now_rejected, pages[:11])), *pages[11:]]


def _quarantined(page: ParsedPage) -> ParsedPage:
    return replace(page, page=replace(page.page, status=Status.QUARANTINED, status_reason="the parser died"))


def refused(data: Path, pages: Sequence[ParsedPage]) -> str:
    """Try to publish; return the refusal, having seen that nothing was changed."""
    before = sorted(path.name for path in (data / "releases").glob("*"))
    newest = (data / "releases" / "latest").resolve()
    with pytest.raises(GateError) as refusal:
        release_of(data, pages, created="2031-05-01", size=200)
    assert sorted(path.name for path in (data / "releases").glob("*")) in (before, [])
    assert (data / "releases" / "latest").resolve() == newest
    assert refusal.value.exit_code == 1
    return str(refusal.value)


def title_of_one(pages: list[ParsedPage]) -> list[ParsedPage]:
    return said(pages, 1, title=None, evidence=())


def dangling(pages: list[ParsedPage]) -> list[ParsedPage]:
    first, *rest = pages
    return [replace(first, speeches=(replace(first.speeches[0], page_id="f" * 16),)), *rest]


def half_gone(pages: list[ParsedPage]) -> list[ParsedPage]:
    return [*map(now_rejected, pages[:51]), *pages[51:]]


def test_a_sound_release_passes_every_gate(data: Path) -> None:
    second = release_of(data, hundred()[1:], created="2031-05-01", size=200)
    stated = read_manifest(second.path)["gates"]
    assert stated == {"passed": len(gates()), "skipped": [], "accepted": {}}


FAILING: list[tuple[str, Callable[[list[ParsedPage]], list[ParsedPage]], str]] = [
    ("speeches.title_lost", title_of_one, "no title, was: 第0号材料"),
    ("speeches.page", dangling, f"page_id {'f' * 16} is not in pages"),
    ("pages.speeches_lost", half_gone, "rejected, held 1 speeches"),
    ("folders.speeches_lost", half_gone, "in: 49 speeches, were 100"),
]
"""Gate, what is done to a hundred sound pages, and what the refusal must say."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with the release of a hundred sound pages."""
    data = tmp_path_factory.mktemp("sound")
    release_of(data, hundred(), size=200)
    return data


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "data", symlinks=True))


@pytest.mark.parametrize(("gate", "change", "found"), FAILING, ids=[case[0] for case in FAILING])
def test_a_gate_that_fails_publishes_nothing_and_names_the_rows(
    data: Path, gate: str, change: Callable[[list[ParsedPage]], list[ParsedPage]], found: str
) -> None:
    message = refused(data, change(hundred()))
    (part,) = [part for part in message.split(" | ") if f"gate {gate}:" in part]
    assert found in part
    if not gate.startswith("folders"):
        assert re.search(r"[0-9a-f]{16}", part)


def test_half_the_speeches_of_a_site_gone_is_refused_though_their_pages_are_gone_too(tmp_path: Path) -> None:
    pages = [*hundred(site="one.example")[:50], *hundred(site="two.example")[50:]]
    release_of(tmp_path, pages, size=200)
    assert "two.example: 24 speeches, were 50" in refused(tmp_path, pages[:74])
    assert "two.example: 0 speeches, were 50" in refused(tmp_path, pages[:50])


def test_files_that_are_left_out_are_no_loss(data: Path) -> None:
    assert release_of(data, hundred()[:1], created="2031-05-01").is_new


def test_a_handful_of_rows_is_not_held_to_a_share(tmp_path: Path) -> None:
    release_of(tmp_path, hundred()[:9])
    assert release_of(tmp_path, title_of_one(hundred()[:9]), created="2031-05-01").is_new


def test_what_is_accepted_is_published_and_told(data: Path) -> None:
    changed = title_of_one(hundred())
    release = publish(
        data, shards_of(data, changed, 200, "accepted"), rules=RULES, parser_version="9.9+test",
        created="2031-05-01", accept=["speeches.title_lost"],
    )  # fmt: skip
    assert read_manifest(release.path)["gates"]["accepted"] == {"speeches.title_lost": 1}
    assert (data / "releases" / "latest").resolve() == release.path


def test_a_first_release_has_nothing_to_compare_with(tmp_path: Path) -> None:
    stated = read_manifest(release_of(tmp_path, hundred()[:3]).path)["gates"]
    assert stated["skipped"] == [gate.id for gate in gates() if gate.previous]


def test_an_unknown_gate_is_one_line() -> None:
    with pytest.raises(JianghuaError, match=r"no gate nothing\.such"):
        require_known(["speeches.page", "nothing.such"])


def test_gates_are_named_once_and_say_why() -> None:
    names = [gate.id for gate in gates()]
    assert len(names) == len(set(names))
    for gate in gates():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", gate.id), gate.id
        assert len(gate.reason) > 20
        assert (gate.allowed > 0) == (gate.table is not None) == (gate.least > 0), gate.id


BAD_ROWS = {
    "speeches.title_empty": "UPDATE speeches SET title = NULL WHERE rowid < 51",
    "speeches.fields_lost": "UPDATE speeches SET date = NULL WHERE rowid < 6",
    "speeches.text_lost": "UPDATE speeches SET n_chars = 3 WHERE rowid < 3",
    "speeches.ranges": "UPDATE speeches SET quality = 1.5",
    "speeches.interval": "UPDATE speeches SET date_earliest = '2018-05-02', date_latest = '2018-05-01'",
    "speeches.interval too old": "UPDATE speeches SET date_earliest = '1018-05-02'",
    "speeches.interval no day": "UPDATE speeches SET date_latest = '2018-02-30'",
    "speeches.place_code": "UPDATE speeches SET place_code = '4101'",
    "speeches.script": "INSERT INTO speeches SELECT * REPLACE ('greek' AS script) FROM speeches LIMIT 1",
    "speeches.key": "INSERT INTO speeches FROM speeches LIMIT 1",
    "speeches.level_empty": "INSERT INTO speeches SELECT speeches.* REPLACE (NULL AS level) FROM speeches, range(11)",
    "speeches.required": "UPDATE speeches SET text = NULL",
    "speeches.evidence_rule": "UPDATE speeches SET evidence = list_value(struct_pack("
    'field := \'title\', "value" := \'x\', "start" := 0, "end" := 1, "rule" := \'who.knows\'))',
    "speeches.cluster": "UPDATE speeches SET is_canonical = false",
    "pages.status": "UPDATE pages SET status = 'lost'",
    "pages.quarantined": "UPDATE pages SET status = 'quarantined'",
    "pages.characters": "UPDATE pages SET n_kept = n_kept + 1",
    "pages.speeches_multiplied": "UPDATE pages SET n_speeches = 9",
    "privacy.left": "UPDATE edits SET text = '联系人手机：13812345678'",
    "edits.kind": "UPDATE edits SET kind = 'whim'",
    "edits.span": 'UPDATE edits SET "end" = 9999',
    "edits.page": "UPDATE edits SET page_id = 'x'",
    "edits.rule": "UPDATE edits SET rule_id = 'who.knows'",
    "rules.reason_empty": "UPDATE rules SET reason = ' '",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(
        tmp_path_factory.mktemp("dated"), said(hundred(), 100, date="2018", level="county"), size=200
    ).path


@pytest.mark.parametrize("gate", BAD_ROWS)
def test_rows_that_cannot_come_from_the_parser_are_found_too(sound: Path, tmp_path: Path, gate: str) -> None:
    """The tables are copied into another catalogue, where anything can be written."""
    with duckdb.connect(tmp_path / "catalog.duckdb") as con:
        con.execute(f"ATTACH '{sound / 'catalog.duckdb'}' AS sound (READ_ONLY)")
        for name in TABLES:
            con.execute(f"CREATE TABLE {name} AS FROM sound.{name}")
        con.execute(BAD_ROWS[gate])
    outcome = try_gates(tmp_path, sound, tmp_path)
    assert gate.split()[0] in [failure.gate.id for failure in outcome.failures]


def test_a_release_with_other_columns_is_not_compared_with(sound: Path, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "catalog.duckdb") as con:
        con.execute("CREATE TABLE speeches (speech_id VARCHAR)")
    outcome = try_gates(sound, tmp_path, tmp_path)
    assert [*outcome.skipped] == [gate.id for gate in gates() if gate.previous]
    assert outcome.failures == []


def test_every_gate_was_seen_to_fail() -> None:
    elsewhere = {"sites.speeches_lost"}
    implied = {gate.id for gate in gates() if gate.reason.startswith("The column's definition")}
    assert {gate.id for gate in gates()} - implied <= {case[0] for case in FAILING} | set(BAD_ROWS) | elsewhere
