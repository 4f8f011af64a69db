"""The commands that ask a release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from flows.cli.common import Words, data_option, find_release, one_line_errors
from schemas import Level


@click.command()
@click.argument("query", type=Words())
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

    The tables are speeches, pages, edits, copies, apparatus and rules; DATA_DICTIONARY.md in the release explains them.

    \b
      jianghua sql "SELECT level, count(*) FROM speeches GROUP BY ALL"
      jianghua sql "SELECT title, date FROM speeches WHERE text LIKE '%招商%'" --format csv
      jianghua sql "FROM speeches" --format parquet --output speeches.parquet
    """  # noqa: D301 - click reads the backspace
    from flows.sql import answer

    answer(find_release(release, data), query, form, output)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...", type=Words())
@click.option(
    "--county", type=Words(), help="Only speeches of this county or district; the beginning of its name will do."
)
@click.option("--prefecture", type=Words(), help="Only speeches of this city or prefecture, likewise.")
@click.option("--province", type=Words(), help="Only speeches of this province, likewise.")
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
    Traditional characters are looked for as simplified ones, since that is what the texts are in; case and width do not
    matter.

    \b
      jianghua search "招商引资 园区"
      jianghua search 抗旱 --province 云南 --from 2010 --to 2012-06
      jianghua search '"gdp 增长" 水' --level county --format json

    The same in SQL: SELECT * FROM search('招商引资 园区') LIMIT 10
    """  # noqa: D301 - click reads the backspace
    from flows.search import Wanted, show
    from output.query import answering, heeding_ctrl_c, open_release
    from parsers.script import simplified

    with answering(), open_release(find_release(release, data)) as con, heeding_ctrl_c(con):
        asked = {"words": " ".join(words), **filters}
        for name in ("words", "county", "prefecture", "province"):
            asked[name] = asked[name] and simplified(asked[name])
        show(con, Wanted(**asked), form)
