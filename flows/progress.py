"""What a person sees while a build runs: a bar on a terminal, nothing in a pipe or a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the work on the screen."""

    advance: Callable[[int], None]
    describe: Callable[[str], None]


@contextmanager
def stage(console: Console, title: str, total: int | None = None) -> Iterator[Stage]:
    """Show a stage of the work while it runs: `total` steps, or as long as it takes."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield Stage(
            advance=lambda steps: progress.advance(task, steps),
            describe=lambda text: progress.update(task, description=text),
        )
