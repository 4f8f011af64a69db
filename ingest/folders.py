"""Files that paths lead to: pages that lie about, or archives that hold some."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO

from ingest.discover import Found, discover, expand
from ingest.intake import Arrival, Intake
from schemas import JianghuaError

TOO_LARGE = "larger than the limit of {:,} bytes"


def take_files(paths: Sequence[str], intake: Intake, *, exclude: Collection[Path], max_bytes: int) -> None:
    """Take in every file that the paths lead to."""
    for found in files_of(paths, intake, exclude=exclude, max_bytes=max_bytes):
        try:
            with found.path.open("rb") as file:
                body = read_bounded(file, max_bytes)
        except OSError as error:
            intake.miss(found.label, f"the file cannot be read: {error.strerror or type(error).__name__}")
        except ValueError as error:
            intake.miss(found.label, str(error))
        else:
            intake.take(Arrival(found.label, body))


def files_of(
    paths: Sequence[str], intake: Intake, *, max_bytes: int, exclude: Collection[Path] = ()
) -> Iterator[Found]:
    """Yield the readable files that the paths lead to; the others, and paths that lead nowhere, are told the intake."""
    leading = []
    for path in paths:
        try:
            expand(path)
            leading.append(path)
        except JianghuaError:
            intake.miss(path, "no such file or folder")
    try:
        discovery = discover(leading, max_bytes=max_bytes, exclude=exclude)
    except JianghuaError:  # there is nothing to read; the report will show no pages
        return
    for kind, count in discovery.skipped.items():
        intake.pass_over(kind, count)
    for found in discovery.pages:
        if found.problem is None:
            yield found
        else:
            intake.miss(found.label, found.problem)


def read_bounded(file: IO[bytes], max_bytes: int) -> bytes:
    """Return all that a file holds. Raises ValueError if it is more than `max_bytes`."""
    body = file.read(max_bytes + 1)
    if len(body) > max_bytes:
        raise ValueError(TOO_LARGE.format(max_bytes))
    return body
