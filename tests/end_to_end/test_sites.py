"""Learning from a site's pages in a build: what it does, what it depends on, and what it does not do again."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Run, release_bytes, speech

pytestmark = pytest.mark.slow

LINE, MARK = "枕石听泉，与文为友", "半窗竹影斋"
WORDS = ("主要", "任务", "形势", "责任", "部门", "群众", "问题", "力量")


def of_a_site(number: int) -> str:
    """Return a page of a site that puts its line below each text and its mark into a word."""
    text = speech(number)
    word = next(word for word in (*WORDS[number % 8 :], *WORDS) if word in text)
    return f"{text.replace(word, word[0] + MARK + word[1])}{LINE}\n"


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "qingyan"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(of_a_site(number), "utf-8")
    return folder


DIRTY = f"SELECT count(*) FROM speeches WHERE text LIKE '%{LINE}%' OR text LIKE '%{MARK}%'"  # noqa: S608 (constants)


def asked(run: Run, data: Path, sql: str) -> list[str]:
    return run("sql", "--data", data, sql).stdout.split("\n")[1:-1]


def test_the_pages_of_a_folder_teach_one_another(
    run: Run, crawl: Path, data: Path, prefect_api: dict[str, str], tmp_path: Path
) -> None:
    first = run("build", crawl, "--data", data, "--workers", 2, env=prefect_api)
    assert first.returncode == 0, first.stderr
    assert asked(run, data, DIRTY) == ["0"]
    cut = (
        "SELECT rule_id, count(DISTINCT page_id) FROM edits WHERE rule_id LIKE 'site.recurring%' GROUP BY 1 ORDER BY 1"
    )
    assert asked(run, data, cut) == ["site.recurring_line,8", "site.recurring_mark,8"]
    assert run("verify", (data / "releases" / "latest").resolve()).returncode == 0
    before = release_bytes(data)

    again = run("build", crawl, "--data", data, env=prefect_api)
    assert "8 in; 0 parsed, 8 from the cache" in again.stdout
    elsewhere = tmp_path / "other data"
    assert run("build", *crawl.glob("*.txt"), crawl, "--data", elsewhere, env=prefect_api).returncode == 0
    assert release_bytes(elsewhere) == before

    (crawl / "8.txt").write_text(of_a_site(8), "utf-8")
    more = run("build", crawl, "--data", data, env=prefect_api)
    parsed = int(more.stdout.partition("9 in; ")[2].partition(" parsed")[0])
    assert 1 <= parsed < 9, "what is known has not changed, so only the new page's shard is parsed"
    assert asked(run, data, DIRTY) == ["0"]


def test_a_page_alone_is_what_it_was(run: Run, crawl: Path, data: Path, prefect_api: dict[str, str]) -> None:
    assert run("build", crawl / "0.txt", "--data", data, env=prefect_api).returncode == 0
    assert asked(run, data, DIRTY) == ["1"]


def test_a_page_that_kills_its_worker_is_left_out_of_what_is_learned(
    run: Run, crawl: Path, data: Path, trouble: dict[str, str]
) -> None:
    (crawl / "bad.txt").write_text(f"{of_a_site(5)}KILLS", "utf-8")
    result = run("build", crawl, "--data", data, env=trouble)
    assert result.returncode == 0, result.stderr
    assert asked(run, data, "SELECT source FROM pages WHERE status = 'quarantined'") == ["qingyan/bad.txt"]
    assert asked(run, data, DIRTY) == ["0"]
