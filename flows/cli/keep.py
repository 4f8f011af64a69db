"""The commands that look after releases: check, compare, list, take elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from flows.cli.common import console, data_option, find_release, one_line_errors
from schemas import JianghuaError


@click.command()
@click.argument("release", required=False)
@click.option("--raw", is_flag=True, help="Check the raw store instead: every body and the whole index.")
@data_option
@one_line_errors
def verify(release: str | None, raw: bool, data: Path) -> None:
    """Check a release: checksums, schema, invariants, counts.

    RELEASE is a version or a folder; default: the latest. Exit code 1 if there is anything wrong.

    \b
      jianghua verify
      jianghua verify output/data/releases/latest
      jianghua verify --raw
    """  # noqa: D301 - click reads the backspace
    if raw and release:
        raise JianghuaError("--raw checks the raw store, and takes no release")
    if raw:
        from flows.inputs import raw_store
        from flows.remote import root_of

        if (store := raw_store(data)).is_empty():
            raise JianghuaError(f"the raw store in {root_of(data)} is empty; `jianghua ingest` fills it")
        tell_problems(f"{root_of(data)}/raw", list(store.verify()))
    else:
        from output.verify import verify as check

        tell_problems(folder := find_release(release, data), check(folder))


def tell_problems(what: Path | str, problems: list[str]) -> NoReturn:
    """Print what is wrong, or that nothing is, and exit."""
    from flows.terminal import safe_line

    for problem in problems:
        click.echo(safe_line(problem))
    count = f"{len(problems):,} {'problem' if len(problems) == 1 else 'problems'}" if problems else "all is well"
    click.echo(f"{what}: {count}", err=bool(problems))
    sys.exit(bool(problems))


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--csv", "as_csv", is_flag=True, help="All speeches that differ, as CSV.")
@click.option("--sql", "as_sql", is_flag=True, help="The comparison as a script that DuckDB alone runs.")
@data_option
@one_line_errors
def diff(old: str, new: str | None, as_csv: bool, as_sql: bool, data: Path) -> None:
    """Say what speeches were added, lost or changed between two releases, and what did it.

    OLD and NEW are versions or folders; NEW is by default the latest. A cause is a page that came in or is gone, a page
    whose status changed, the rules that did other things on the page, or, where none did, the program.

    \b
      jianghua diff 2031.04.05-1a2b3c4d
      jianghua diff OLD NEW --csv > changes.csv
    """  # noqa: D301 - click reads the backspace
    from flows.diff import print_csv, print_diff
    from output.changes import diff_script
    from output.query import answering

    earlier, later = find_release(old, data), find_release(new, data)
    with answering():
        if as_sql:
            click.echo(diff_script(earlier, later), nl=False)
        elif as_csv:
            print_csv(earlier, later)
        else:
            print_diff(console(), earlier, later)


@click.command()
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="Delete all but the N newest; never the latest.")
@data_option
@one_line_errors
def releases(keep: int | None, data: Path) -> None:
    """List the releases, the newest first, or delete old ones.

    A release that others cite should stay; what `latest` names always does.

    \b
      jianghua releases
      jianghua releases --keep 5
    """  # noqa: D301 - click reads the backspace
    from flows.remote import require_folder
    from flows.terminal import safe_line
    from output.releases import prune
    from output.releases import releases as known

    require_folder(data)
    if keep is not None:
        for version in prune(data, keep):
            click.echo(f"deleted {safe_line(version)}")
        return
    for each in known(data):
        mark = "latest" if each.is_latest else ""
        sizes = f"{each.pages:>9,} pages  {each.speeches:>9,} speeches  {each.bytes:>15,} bytes"
        counts = f"{each.created or 'no day':20}  {sizes}"
        click.echo(f"{safe_line(each.version):24}  {safe_line(each.problem or counts)}  {mark}".rstrip())


@click.command()
@click.argument("destination", metavar="DEST")
@click.option("--release", help="A release by version or folder; default: the latest.")
@data_option
@one_line_errors
def publish(destination: str, release: str | None, data: Path) -> None:
    """Copy a release to another store, verify what arrived, then name it the latest there.

    DEST is a folder or any address that fsspec knows; for some, as s3://, its package for them must be installed.
    The release goes to DEST/VERSION, its manifest last. DEST/LATEST then holds the version, unless it names a newer
    one; in a folder, the link `latest` does too. Interrupted, it goes on where it was.

    \b
      jianghua publish /mnt/share/jianghua
      jianghua publish s3://bucket/jianghua --release 2031.04.05-1a2b3c4d
    """  # noqa: D301 - click reads the backspace
    from flows.progress import stage
    from output.mirror import mirror

    if not destination:
        raise JianghuaError("DEST is empty: name a folder or an address")
    folder = find_release(release, data).resolve()
    with stage(console(sys.stderr), f"Publishing {folder.name}") as told:
        done = mirror(folder, destination, told.describe)
    named = "is the latest there" if done.is_latest else "the latest there is newer, and stays"
    click.echo(f"{done.address}: {done.copied:,} files copied, all verified; {named}")
