"""The commands that take pages in and make releases, once or by the clock, and the one that explains a page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from flows.cli.common import console, data_option, max_bytes_option, one_line_errors
from flows.defaults import INGEST_AT, PAGE_SECONDS, RELEASE_AT, ZONE

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


@click.command()
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
    help="Holds the raw store to the numbers of pages that this file expects, and has the licence note of each page."
    " Default: sources.yml, if it is there.",
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
    from flows.run import Options
    from flows.run import build as run_build

    options = Options(paths, data, workers, max_bytes, page_seconds, cluster, sources, accept)
    run_build(options, out=console(), err=console(sys.stderr))


@click.command()
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

    run_ingest(sources, names, data, out=console(), err=console(sys.stderr))


@click.command()
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
      prefect server start > prefect-server.log 2>&1 &
      PREFECT_API_URL=http://127.0.0.1:4200/api jianghua serve
      jianghua serve --ingest-at "*/30 * * * *" --release-at "0 6 * * 1,4"
    """  # noqa: D301 - click reads the backspace
    from flows.schedules import Times, serve_schedules

    serve_schedules(data, sources, Times(ingest_at, release_at, zone))


@click.command()
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
