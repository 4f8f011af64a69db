"""Releases listed, pruned and taken to other stores: what arrives is verified, and `LATEST` moves last and forward."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from release_samples import release_of, some_pages

import output.mirror
from flows.cli import main
from output.files import files_below
from output.mirror import LATEST, mirror, store_errors
from output.releases import prune, releases
from output.verify import verify
from schemas import JianghuaError

DAYS = ("2031-04-05", "2031-04-06", "2031-05-01")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with three releases; its name must do no harm in SQL."""
    data = tmp_path_factory.mktemp('everybody\'s "data"')
    for count, day in enumerate(DAYS, start=2):
        release_of(data, some_pages(count), created=day)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data", symlinks=True))


@pytest.fixture
def memory() -> Iterator[str]:
    """Return the address of a store that has no links and no renames."""
    yield "memory://there"
    fsspec.filesystem("memory").rm("/there", recursive=True)


def silent(_: str) -> None:
    """Say nothing."""


def versions(data: Path) -> list[str]:
    return [each.version[:10].replace(".", "-") for each in releases(data)]


def run(data: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*arguments, "--data", str(data)])
    return done.exit_code, done.output


def test_releases_are_listed_the_newest_first(data: Path) -> None:
    assert versions(data) == sorted(DAYS, reverse=True)
    assert [each.is_latest for each in releases(data)] == [True, False, False]
    code, printed = run(data, "releases")
    assert (code, len(printed.splitlines())) == (0, 3)
    assert printed.splitlines()[0].endswith("latest")


def test_a_damaged_release_is_listed_as_such(data: Path) -> None:
    (data / "releases" / releases(data)[1].version / "manifest.json").write_text("{}")
    assert "damaged" in (releases(data)[-1].problem or "")


def test_without_releases_nothing_is_listed(tmp_path: Path) -> None:
    assert releases(tmp_path) == []
    assert run(tmp_path, "releases") == (0, "")


@pytest.mark.parametrize(("keep", "left"), [(1, DAYS[2:]), (2, DAYS[1:]), (9, DAYS), (0, DAYS[2:])])
def test_pruning_leaves_the_newest(data: Path, keep: int, left: tuple[str, ...]) -> None:
    gone = prune(data, keep)
    assert len(gone) == len(DAYS) - len(left)
    assert versions(data) == sorted(left, reverse=True)
    assert verify(data / "releases" / "latest") == []


def test_pruning_leaves_what_latest_names_though_it_is_old(data: Path) -> None:
    oldest = releases(data)[-1].version
    (data / "releases" / "latest").unlink()
    (data / "releases" / "latest").symlink_to(oldest)
    assert run(data, "releases", "--keep", "1")[1].startswith("deleted 2031.04.06")
    assert versions(data) == [DAYS[2], DAYS[0]]


def test_latest_does_not_go_back_to_an_older_release(data: Path) -> None:
    newest = (data / "releases" / "latest").resolve()
    release_of(data, some_pages(6), created="2030-01-01")
    assert (data / "releases" / "latest").resolve() == newest


def test_a_release_in_a_folder_is_whole_and_named(data: Path, tmp_path: Path) -> None:
    code, printed = run(data, "publish", str(tmp_path / "there"))
    assert code == 0, printed
    newest = releases(data)[0].version
    assert (tmp_path / "there" / LATEST).read_text() == f"{newest}\n"
    assert (tmp_path / "there" / "latest").resolve().name == newest
    assert verify(tmp_path / "there" / "latest") == []
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == sorted([newest, LATEST, "latest"])


def test_a_store_without_links_has_the_same_files(data: Path, memory: str) -> None:
    release = (data / "releases" / "latest").resolve()
    done = mirror(release, memory, silent)
    store = fsspec.filesystem("memory")
    assert store.cat_file(f"/there/{LATEST}").decode().strip() == release.name
    there = [path.removeprefix(f"/there/{release.name}/") for path in store.find(f"/there/{release.name}")]
    assert sorted(there) == files_below(release)
    assert done.copied == len(there) - 1
    assert mirror(release, memory, silent).copied == 0


def test_latest_there_moves_only_forward(data: Path, memory: str) -> None:
    new, _, old = (data / "releases" / each.version for each in releases(data))
    assert mirror(old, memory, silent).is_latest
    assert mirror(new, memory, silent).is_latest
    assert not mirror(old, memory, silent).is_latest
    assert fsspec.filesystem("memory").cat_file(f"/there/{LATEST}").decode().strip() == new.name


def test_what_arrives_changed_is_not_named(data: Path, memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fsspec.filesystem("memory")
    whole = type(store).put_file

    def torn(self: object, source: str, target: str, **_: object) -> None:
        whole(self, source, target)
        if target.endswith("rules.parquet"):
            store.pipe_file(target, store.cat_file(target)[:-1])

    monkeypatch.setattr(type(store), "put_file", torn)
    with pytest.raises(JianghuaError, match=r"rules\.parquet did not arrive"):
        mirror((data / "releases" / "latest").resolve(), memory, silent)
    assert not store.isfile(f"/there/{LATEST}")
    assert not [path for path in store.find("/there") if path.endswith("manifest.json")]


def test_an_interrupted_run_goes_on_where_it_was(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = (data / "releases" / "latest").resolve()
    copied = output.mirror._copied

    def interrupted(store: object, source: Path, target: str, digest: str) -> bool:
        if "pages" in target:
            raise KeyboardInterrupt
        return copied(store, source, target, digest)

    monkeypatch.setattr(output.mirror, "_copied", interrupted)
    with pytest.raises(KeyboardInterrupt):
        mirror(release, str(tmp_path / "there"), silent)
    assert not (tmp_path / "there" / LATEST).exists()
    monkeypatch.setattr(output.mirror, "_copied", copied)
    done = mirror(release, str(tmp_path / "there"), silent)
    assert 0 < done.copied < len(files_below(release)) - 1
    assert verify(tmp_path / "there" / "latest") == []


def test_another_release_of_that_version_is_refused(data: Path, tmp_path: Path) -> None:
    release = (data / "releases" / "latest").resolve()
    mirror(release, str(tmp_path / "there"), silent)
    (tmp_path / "there" / release.name / "manifest.json").write_text("{}")
    assert "releases do not change" in run(data, "publish", str(tmp_path / "there"))[1]


@pytest.mark.parametrize("destination", ["nosuch://there", "/proc/nowhere", "s3://no-credentials", ""])
def test_a_store_that_cannot_be_used_is_one_line(
    data: Path, destination: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    code, printed = run(data, "publish", destination)
    assert code == 2
    assert len(printed.splitlines()) == 1
    assert destination in printed


def test_a_defect_of_ours_is_no_error_of_a_store() -> None:
    with pytest.raises(KeyError), store_errors("cannot publish"):
        raise KeyError("files")


def test_a_file_that_cannot_be_read_is_a_problem_of_the_release(data: Path, tmp_path: Path) -> None:
    table = data / "releases" / "latest" / "rules.parquet"
    table.unlink()
    table.symlink_to(tmp_path / "nowhere")
    code, printed = run(data, "verify")
    assert (code, printed.splitlines()[0]) == (1, "rules.parquet cannot be read: No such file or directory")
    assert "rules.parquet cannot be read" in run(data, "publish", str(tmp_path / "there"))[1]


def test_a_damaged_release_is_not_copied(data: Path, tmp_path: Path) -> None:
    (data / "releases" / "latest" / "README.md").write_text("other")
    code, printed = run(data, "publish", str(tmp_path / "there"))
    assert (code, (tmp_path / "there").exists()) == (2, False)
    assert "README.md" in printed
