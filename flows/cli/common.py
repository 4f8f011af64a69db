"""What the commands share: options, how mistakes are told, how a release is found."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from flows.defaults import MAX_BYTES
from flows.endings import InterruptedRunError
from schemas import JianghuaError

if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")
R = TypeVar("R")


class Words(click.ParamType[str]):
    """Text that is asked for; bytes of the command line that are no UTF-8 are a mistake."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            self.fail("it is not UTF-8", param, ctx)
        return value


class DataRoot(click.Path):
    """A data directory; an address of an object store becomes the folder in which it is worked on."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the folder."""
        if not os.fspath(value):  # an unset variable of a script; it would be the current folder
            self.fail("it is empty", param, ctx)
        if "://" in os.fspath(value):
            from flows.remote import folder_of

            try:
                return folder_of(os.fspath(value))
            except JianghuaError as error:
                self.fail(str(error), param, ctx)
        folder = Path(os.fsdecode(super().convert(value, param, ctx)))
        if "?" in str(folder.absolute()):
            self.fail("DuckDB cannot write below a folder with a ? in its name", param, ctx)
        return folder


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


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with one line where the mistake is the user's (exit code 2), or the machine fails (1)."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except JianghuaError as error:
            fail(str(error), error.exit_code)
        except InterruptedRunError as interrupt:
            fail(str(interrupt), interrupt.exit_code)
        except KeyboardInterrupt:
            fail("interrupted", 130)
        except BrokenPipeError:  # the reader has seen enough; click ends without a word
            raise
        except OSError as error:
            _let_go_of_output()
            fail(str(error), 1)

    return wrapped


def _let_go_of_output() -> None:
    """Drop what standard output cannot take: Python would try again as it ends, and end with its own code (120)."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, code: int) -> NoReturn:
    """Print one line and exit."""
    from flows.terminal import safe_line

    click.echo(f"jianghua: {safe_line(message)}", err=True)
    sys.exit(code)


def console(file: IO[str] | None = None) -> Console:
    """Return a console for standard output or another file."""
    from rich.console import Console

    return Console(file=file, highlight=False)


def find_release(release: str | None, data: Path) -> Path:
    """Return the folder of a release given by version or folder, or of the latest.

    Raises JianghuaError if there is none.
    """
    from flows.remote import fetch_release, root_of
    from output.query import latest

    fetch_release(data, release)
    if release is None:
        return latest(data, root_of(data))
    for folder in (Path(release), data / "releases" / release):
        if (folder / "manifest.json").is_file():
            return folder
    raise JianghuaError(
        f"no release {release}: neither a folder with a manifest.json nor a version in {root_of(data)}/releases"
    )
