"""The command `jianghua`. Each command imports what it needs when it is called, so that `--help` answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

import click

from flows.defaults import INGEST_AT, MAX_BYTES, PAGE_SECONDS, RELEASE_AT, ZONE
from schemas import JianghuaError, Level

if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")
R = TypeVar("R")


class DataRoot(click.Path):
    """A data directory; an address of an object store becomes the folder in which it is worked on."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the folder."""
        if "://" in os.fspath(value):
            from flows.remote import folder_of

            try:
                return folder_of(os.fspath(value))
            except JianghuaError as error:
                self.fail(str(error), param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


data_option = click.option(
    "--data",
    type=DataRoot(),
    envvar="JIANGHUA_DATA",
    default=Path("output/data"),
    show_default=True,
    show_envvar=True,
    help="The data directory, with the raw store, the cache and the releases; or an address such as s3://bucket/folder.",
)
max_bytes_option = click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    help="Larger pages are quarantined unread.",
)


SOURCES = Path("sources.yml")
sources_option = click.option(
    "--sources",
    type=click.Path(dir_okay=False, path_type=Path),
    default=SOURCES,
    show_default=True,
    metavar="FILE",
    help="The file that names the sources.",
)


def _cluster(_context: click.Context, _option: click.Parameter, value: str) -> str | None:
    """Return the address of the Dask scheduler that --runner names, or None for processes of this machine."""
    kind, _, address = value.partition(":")
    if kind == "dask" and address:
        return address
    if value == "process":
        return None
    raise click.BadParameter("it is 'process', or 'dask:' and the address of a scheduler: dask:tcp://10.0.0.7:8786")


runner_option = click.option(
    "--runner",
    "cluster",
    callback=_cluster,
    metavar="process|dask:ADDRESS",
    default="process",
    show_default=True,
    help="Where pages are parsed: in processes of this machine, or on the workers of a Dask cluster.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(version("jianghua"), prog_name="jianghua")
def main() -> None:
    """Turn raw web pages of speeches by Chinese local leaders into an open dataset.

    \b
      jianghua build samples/                     parse pages, publish a release
      jianghua ingest                             fetch or read the sources into the raw store
      jianghua explain samples/page.html          what was kept and removed, and why
      jianghua sql "SELECT title FROM speeches"   ask the latest release
      jianghua search "招商引资 园区"             find speeches, the best first
      jianghua verify                             check the latest release
      jianghua publish DEST                       copy it to another store

    `jianghua COMMAND --help` says more.
    """  # noqa: D301 - click reads the backspace


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with one line where the mistake is the user's (exit code 2)."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except JianghuaError as error:
            fail(str(error), error.exit_code)

    return wrapped


def fail(message: str, code: int) -> NoReturn:
    """Print one line and exit."""
    from flows.terminal import safe_line

    click.echo(f"jianghua: {safe_line(message)}", err=True)
    sys.exit(code)


def console(file: IO[str] | None = None) -> Console:
    """Return a console for standard output or another file."""
    from rich.console import Console

    return Console(file=file, highlight=False)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@data_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="number of processors",
    help="Processes that parse.",
)
@max_bytes_option
@click.option(
    "--page-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=PAGE_SECONDS,
    show_default=True,
    help="A page that takes longer, twice, is quarantined.",
)
@runner_option
@click.option(
    "--sources",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Holds the raw store to the numbers of pages that this file expects. Default: sources.yml, if it is there.",
)
@click.option("--accept", multiple=True, metavar="GATE", help="Publish although this gate fails; the manifest says so.")
@one_line_errors
def build(
    paths: tuple[str, ...],
    data: Path,
    workers: int,
    max_bytes: int,
    page_seconds: float,
    cluster: str | None,
    sources: Path | None,
    accept: tuple[str, ...],
) -> None:
    """Parse pages and publish a release.

    Without PATH, the pages are those of the raw store: of each address what it showed last. PATH is a file, a folder
    (taken with all below it) or a pattern such as 'pages/**/*.html'. JSON files and hidden files are skipped. What
    cannot be read ends as a quarantined page with the reason. What takedown.yml in the data directory names is left
    out.

    Results are cached by content: a second build of the same pages parses none of them. With PREFECT_API_URL set, the
    run appears in that Prefect; without, a temporary server is started for it.

    A release passes the gates in output/gates.toml, or nothing is published and the rows are named. --accept lets one
    fail that you can explain; give it once for each.

    \b
      jianghua build                              what `jianghua ingest` has stored
      jianghua build samples/
      jianghua build 'crawl/2024-*/**/*.html' more/page.txt --data /data/speeches --workers 8

    Exit code: 0 when a release was published, 2 for a mistake in the command, 1 if nothing could be published, 130
    when interrupted.
    """  # noqa: D301 - click reads the backspace
    from flows.run import BuildFailedError, InterruptedBuildError, Options
    from flows.run import build as run_build

    options = Options(paths, data, workers, max_bytes, page_seconds, cluster, sources, accept)
    try:
        run_build(options, out=console(), err=console(sys.stderr))
    except BuildFailedError as error:
        fail(str(error), 1)
    except InterruptedBuildError as interrupt:
        fail("interrupted; finished work is kept, and the next build goes on from it", interrupt.exit_code)


@main.command()
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only this source; may be given several times.")
@sources_option
@data_option
@one_line_errors
def ingest(names: tuple[str, ...], sources: Path, data: Path) -> None:
    """Take pages from the sources into the raw store.

    FILE says where pages come from; docs/sources.md tells how to write one. What the store has already is not stored
    again; nothing in it is ever changed. A source that cannot be reached does not stop the others: what could not be
    had is counted by reason, and listed in logs/ingest.jsonl of the data directory.

    \b
      jianghua ingest
      jianghua ingest --source county-archive --data /data/speeches

    Exit code: 0 when all that could be had is stored, 2 for a mistake in the command or the file, 1 if the store could
    not be written, 130 when interrupted; what came in before is kept.
    """  # noqa: D301 - click reads the backspace
    from flows.ingest import run_ingest
    from flows.run import BuildFailedError, InterruptedBuildError

    try:
        run_ingest(sources, names, data, out=console(), err=console(sys.stderr))
    except BuildFailedError as error:
        fail(str(error), 1)
    except InterruptedBuildError as interrupt:
        fail("interrupted; what came in is kept, and the next run goes on from it", interrupt.exit_code)


@main.command()
@sources_option
@click.option("--ingest-at", default=INGEST_AT, show_default=True, metavar="CRON", help="When pages come in.")
@click.option("--release-at", default=RELEASE_AT, show_default=True, metavar="CRON", help="When a release goes out.")
@click.option("--zone", default=ZONE, show_default=True, help="The time zone of both.")
@data_option
@one_line_errors
def serve(sources: Path, ingest_at: str, release_at: str, zone: str, data: Path) -> None:
    """Ingest and release by the clock, until interrupted.

    The schedules are kept by a Prefect server, in which the runs appear; PREFECT_API_URL names it. A run that fails is
    tried again, and one waits for another. docs/operate.md goes through it step by step, also for several machines.

    \b
      prefect server start --background
      PREFECT_API_URL=http://127.0.0.1:4200/api jianghua serve
      jianghua serve --ingest-at "*/30 * * * *" --release-at "0 6 * * 1,4"
    """  # noqa: D301 - click reads the backspace
    from flows.schedules import Times, serve_schedules

    serve_schedules(data, sources, Times(ingest_at, release_at, zone))


@main.command()
@click.argument("page")
@click.option("--json", "as_json", is_flag=True, help="The page's records, as the build would write them.")
@max_bytes_option
@click.option("--data", expose_value=False, help="Taken as by the other commands; one page needs no data directory.")
@one_line_errors
def explain(page: str, as_json: bool, max_bytes: int) -> None:
    """Show one page with what was kept, removed and read off, and by which rule.

    PAGE is a file; it is parsed alone, and nothing is written. Removed text stands as [-text-]{kind rule}, replaced
    text as [-old-][+new+]{kind rule}.

    \b
      jianghua explain samples/page.html
      jianghua explain samples/page.html --json | jq '.speeches[].date'
    """  # noqa: D301 - click reads the backspace
    from flows.explain import explain as print_page
    from flows.explain import parse_file, to_json

    parsed = parse_file(page, max_bytes)
    if as_json:
        click.echo(to_json(parsed))
    else:
        print_page(console(), parsed)


@main.command()
@click.argument("query")
@click.option("--release", help="A release by version or folder; default: the latest.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    help="Default: table on a terminal, csv in a pipe.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@data_option
@one_line_errors
def sql(query: str, release: str | None, form: str | None, output: Path | None, data: Path) -> None:
    """Ask a release in DuckDB's SQL; nothing can be changed.

    The tables are speeches, pages, edits and rules.

    \b
      jianghua sql "SELECT level, count(*) FROM speeches GROUP BY ALL"
      jianghua sql "SELECT title, date FROM speeches WHERE text LIKE '%招商%'" --format csv
      jianghua sql "FROM speeches" --format parquet --output speeches.parquet
    """  # noqa: D301 - click reads the backspace
    from flows.sql import answer

    answer(find_release(release, data), query, form, output)


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--county", help="Only speeches of this county or district; the beginning of its name will do.")
@click.option("--province", help="Only speeches of this province; the beginning of its name will do.")
@click.option("--level", type=click.Choice(list(map(str, Level))), help="Only speeches of this level.")
@click.option(
    "--from", "since", metavar="DATE", help="Only those surely given then or later: 2015, 2015-03, 2015-03-20."
)
@click.option("--to", "until", metavar="DATE", help="Only those surely given then or earlier.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="How many to show.")
@click.option("--copies", is_flag=True, help="Show every copy of a text, not the best alone.")
@click.option("--release", help="A release by version or folder; default: the latest.")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), help="Default: text on a terminal, csv in a pipe."
)
@data_option
@one_line_errors
def search(words: tuple[str, ...], release: str | None, form: str | None, data: Path, **filters: Any) -> None:
    """Find speeches by what is said in them, the best first.

    WORDS are apart by spaces and may have any length, from one character up; a "phrase in quotation marks" may hold
    spaces. Any of them will do; those that are rare or come often count for more (BM25). Titles are searched as well.
    Traditional characters are looked for as simplified ones, since that is what the texts are in.

    \b
      jianghua search "招商引资 园区"
      jianghua search 抗旱 --province 云南 --from 2010 --to 2012-06
      jianghua search '"gdp 增长" 水' --level county --format json

    The same in SQL: SELECT * FROM search('招商引资 园区') LIMIT 10
    """  # noqa: D301 - click reads the backspace
    from flows.search import Wanted, show
    from output.query import open_release
    from parsers.script import simplified

    with open_release(find_release(release, data)) as con:
        show(con, Wanted(simplified(" ".join(words)), **filters), form)


@main.command()
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

        tell_problems(data / "raw", list(raw_store(data).verify()))
    else:
        from output.verify import verify as check

        tell_problems(folder := find_release(release, data), check(folder))


def tell_problems(what: Path, problems: list[str]) -> NoReturn:
    """Print what is wrong, or that nothing is, and exit."""
    from flows.terminal import safe_line

    for problem in problems:
        click.echo(safe_line(problem))
    click.echo(f"{what}: {f'{len(problems):,} problems' if problems else 'all is well'}", err=bool(problems))
    sys.exit(bool(problems))


@main.command()
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

    earlier, later = find_release(old, data), find_release(new, data)
    if as_sql:
        click.echo(diff_script(earlier, later), nl=False)
    elif as_csv:
        print_csv(earlier, later)
    else:
        print_diff(console(), earlier, later)


@main.command()
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


@main.command()
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

    folder = find_release(release, data).resolve()
    with stage(console(sys.stderr), f"Publishing {folder.name}") as told:
        done = mirror(folder, destination, told.describe)
    named = "is the latest there" if done.is_latest else "the latest there is newer, and stays"
    click.echo(f"{done.address}: {done.copied:,} files copied, all verified; {named}")


def find_release(release: str | None, data: Path) -> Path:
    """Return the folder of a release given by version or folder, or of the latest.

    Raises JianghuaError if there is none.
    """
    from flows.remote import fetch_release
    from output.query import latest

    fetch_release(data, release)
    if release is None:
        return latest(data)
    for folder in (Path(release), data / "releases" / release):
        if (folder / "manifest.json").is_file():
            return folder
    raise JianghuaError(f"no release {release}: neither a folder with a manifest.json nor a version in {data}/releases")
