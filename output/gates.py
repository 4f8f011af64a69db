"""Gates: what must hold of a release's rows before it is published, as queries that find the rows that break it.

They are data: `gates.toml` has those that need a judgement, each with its reason; those that the columns' definitions
imply (vocabularies, keys, what may not be null) are made from `schemas`. Whether files, counts and ledger are sound is
another question (`output.verify`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from output.catalog import NAME as CATALOG
from output.catalog import quoted
from output.duck import connect, speeches_in
from output.parquet import enumerated
from schemas import JianghuaError
from schemas.tables import SORTED_BY, TABLES, columns_of

NAMED = 10
"""How many rows of a failed gate are named."""

_FILE = Path(__file__).parent / "gates.toml"
_UNIQUE = frozenset(TABLES) - {"edits"}
"""Tables whose sort key is unique; a damaged character may give two edits at one place."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One assertion: its `sql` finds the rows that break it, with the columns `row` and `found`."""

    id: str
    reason: str
    sql: str
    table: str | None = None
    """The table of whose rows `allowed` is a share."""
    allowed: float = 0.0
    least: int = 0
    """The number of rows below which the table is not held to a share."""
    previous: bool = False
    """Whether it compares with the release before."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A gate that does not hold: how many rows break it, of how many, and the first of them with what was found."""

    gate: Gate
    count: int
    total: int | None
    rows: Sequence[tuple[str, str]]

    def __str__(self) -> str:
        share = f" of {self.total:,} (at most {self.gate.allowed:.1%} may)" if self.total is not None else ""
        named = "; ".join(f"{row}: {found}" for row, found in self.rows)
        more = f"; and {self.count - len(self.rows):,} more" if self.count > len(self.rows) else ""
        return f"gate {self.gate.id}: {self.count:,} rows{share} break it: {named}{more}. {self.gate.reason}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gates said of a release."""

    passed: int
    skipped: Sequence[str]
    """Gates that compare with a release before, where there was none, or none that can be compared."""
    failures: Sequence[Failure]


class GateError(JianghuaError):
    """A release was not published because of what is in it."""

    exit_code = 1


@cache
def gates() -> tuple[Gate, ...]:
    """Return all gates, those of the definitions first. Raises TypeError if the file has a key that no gate has."""
    written = tomllib.loads(_FILE.read_text("utf-8"))["gate"]
    return (*_defined(), *(Gate(**entry) for entry in written))


def _defined() -> Iterator[Gate]:
    for table, record in TABLES.items():
        row = f"""concat_ws(' ', {", ".join(f'"{name}"' for name in SORTED_BY[table])}) AS row"""
        empty = " OR ".join(f'"{column.name}" IS NULL' for column in columns_of(record) if not column.nullable)
        yield _defined_gate(f"{table}.required", f"SELECT {row}, 'a null' AS found FROM {table} WHERE {empty}")
        for name, values in enumerated(record).items():
            known = ", ".join(f"'{value}'" for value in values)
            yield _defined_gate(
                f"{table}.{name}", f'SELECT {row}, "{name}" AS found FROM {table} WHERE "{name}" NOT IN ({known})'
            )
        if table in _UNIQUE:
            sql = f"SELECT {row}, count(*) || ' times' AS found FROM {table} GROUP BY 1 HAVING count(*) > 1"
            yield _defined_gate(f"{table}.key", sql)


def _defined_gate(name: str, sql: str) -> Gate:
    return Gate(name, "The column's definition in the data dictionary says so.", sql)


def require_known(names: Collection[str]) -> None:
    """Raise JianghuaError if one of the names is no gate's."""
    known = {gate.id for gate in gates()}
    for name in names:
        if name not in known:
            raise JianghuaError(f"there is no gate {name}; their names are in output/gates.toml")


def try_gates(release: Path, previous: Path | None, scratch: Path) -> Outcome:
    """Hold every gate against a release, by its catalogue; DuckDB may spill into `scratch`.

    `previous` is the release to compare with. Raises JianghuaError if that one is damaged, and duckdb.Error if a gate
    cannot be asked of the release itself.
    """
    failures, skipped = list[Failure](), list[str]()
    with connect(scratch, speeches=speeches_in(release)) as con:
        if previous is not None:
            _attach_previous(con, previous)
        con.execute(f"{_attach(release, 'release')}; USE release")
        for gate in gates():
            if gate.previous and (previous is None or not _answers(con, gate)):
                skipped.append(gate.id)
            elif (failure := _held(con, gate)) is not None:
                failures.append(failure)
    return Outcome(len(gates()) - len(skipped) - len(failures), skipped, failures)


def _attach(release: Path, name: str) -> str:
    return f"ATTACH {quoted(str(release / CATALOG))} AS {name} (READ_ONLY)"


def _attach_previous(con: duckdb.DuckDBPyConnection, release: Path) -> None:
    try:
        con.execute(_attach(release, "previous"))
    except duckdb.Error as error:
        raise JianghuaError(
            f"{release} is damaged, and the new release is compared with it ({str(error).splitlines()[0]}); "
            "`jianghua verify` says what is wrong with it; move it away and build again"
        ) from error


def _answers(con: duckdb.DuckDBPyConnection, gate: Gate) -> bool:
    """Say whether the release before has the columns that a gate asks for: it may be older than they are."""
    try:
        con.execute(f"EXPLAIN {gate.sql}")
    except (duckdb.BinderException, duckdb.CatalogException):
        return False
    return True


def _held(con: duckdb.DuckDBPyConnection, gate: Gate) -> Failure | None:
    found = con.execute(
        f"SELECT row::VARCHAR, found::VARCHAR, count(*) OVER () FROM ({gate.sql}) ORDER BY 1, 2 LIMIT {NAMED}"
    ).fetchall()
    if not found:
        return None
    count, total = found[0][2], None
    if gate.table is not None:
        (total,) = con.execute(f"SELECT count(*) FROM {gate.table}").fetchall()[0]
        if total < gate.least or count <= gate.allowed * total:
            return None
    return Failure(gate, count, total, [(row, text or "") for row, text, _ in found])
