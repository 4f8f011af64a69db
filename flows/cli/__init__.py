"""The command `jianghua`. Each command imports what it needs when it is called, so that `--help` answers at once."""

from __future__ import annotations

from importlib.metadata import version

import click

from flows.cli.ask import search, sql
from flows.cli.keep import diff, publish, releases, verify
from flows.cli.make import build, explain, ingest, serve


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


for _command in (ingest, build, serve, explain, sql, search, verify, diff, releases, publish):
    main.add_command(_command)
