"""From the arguments of `jianghua build` to the list of pages: which files there are, and what each is called.

A page's label (`source` in the tables) must not depend on where the folder lies or in which order the arguments came:
it is the path below the given folder, with that folder's name before it; for a file argument, the file's name.
Nothing is read here. What cannot be read is found all the same, with the reason, and ends in the quarantine.
"""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemas import JianghuaError

JSON_SUFFIXES = frozenset({".json", ".jsonl"})

_LINK_PROBLEMS = {errno.ELOOP: "a link that leads back to itself", errno.ENOENT: "a link that leads nowhere"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was met: its label, its path, its size, and why it cannot be read (None: nothing known against)."""

    label: str
    path: Path
    size: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Discovery:
    """Everything the arguments lead to: pages sorted by label, and what was passed over, by kind."""

    pages: tuple[Found, ...]
    skipped: Mapping[str, int]


@dataclass(slots=True)
class _Walk:
    """The way through one argument: what it has met, and which folders it has been in."""

    max_bytes: int
    exclude: frozenset[Path]
    found: list[Found] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    visited: set[tuple[int, int]] = field(default_factory=set)


def discover(arguments: Iterable[str], *, max_bytes: int, exclude: Collection[Path] = ()) -> Discovery:
    """Return the pages that files, folders and globs lead to; the same file reached twice counts once.

    `exclude` are folders not to walk into, such as the data directory. Raises JianghuaError where an argument leads
    nowhere or where there is no page at all.
    """
    walk = _Walk(max_bytes, frozenset(path.resolve() for path in exclude))
    arguments = list(arguments)
    for path in sorted({path for argument in arguments for path in expand(argument)}):
        walk.visited.clear()
        _take(walk, path, path.name)
    pages = [replace(page, label=_readable(page.label)) for page in _distinct(_once(walk.found))]
    if not pages:
        raise JianghuaError(f"no pages in {', '.join(arguments)}{_told(walk.skipped)}")
    return Discovery(tuple(sorted(pages, key=lambda page: page.label)), dict(sorted(walk.skipped.items())))


def describe_skipped(skipped: Mapping[str, int]) -> str:
    """Return "5 JSON files, 1 hidden file"."""
    return ", ".join(f"{count:,} {kind if count == 1 else kind + 's'}" for kind, count in skipped.items())


def _told(skipped: Mapping[str, int]) -> str:
    return f" (skipped: {describe_skipped(skipped)})" if skipped else ""


def _readable(label: str) -> str:
    """Return a label that is valid text, also where a file's name is not."""
    return os.fsencode(label).decode("utf-8", "backslashreplace")


def expand(argument: str) -> list[Path]:
    """Return the paths an argument names: itself, or what it matches as a pattern.

    Raises JianghuaError if it names none.
    """
    if not argument:
        raise JianghuaError("a path is empty; for the current folder write .")
    path = Path(argument)
    if os.path.lexists(path):
        return [_absolute(path)]
    matches = glob.glob(argument, recursive=True) if glob.has_magic(argument) else []  # noqa: PTH207 (takes any root)
    if not matches:
        kind = "no file matches" if glob.has_magic(argument) else "no such file or folder:"
        raise JianghuaError(f"{kind} {argument}")
    return [_absolute(Path(match)) for match in matches]


def _absolute(path: Path) -> Path:
    """Return the path from the root without `..`; links stay, for it is the given name that labels a page."""
    return Path(os.path.normpath(path.absolute()))


def _take(walk: _Walk, path: Path, label: str) -> None:
    """Take in an argument: a folder with all that is below, or one file."""
    try:
        status = path.stat()
    except OSError as error:
        walk.found.append(Found(label, path, problem=_why(error)))
        return
    if stat.S_ISDIR(status.st_mode):
        _folder(walk, path, label)
    else:
        _file(walk, path, label, status)


def _folder(walk: _Walk, top: Path, label: str) -> None:
    """Take in a folder. Real folders come before linked ones, so that a page goes by its real path where it can."""
    pending, linked = [(top, label)], list[tuple[Path, str]]()
    while pending or linked:
        path, name = pending.pop() if pending else linked.pop()
        if not _enter(walk, path):
            continue
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            walk.found.append(Found(name, path, problem=_why(error, "folder")))
            continue
        for entry in entries:
            below = (path / entry.name, f"{name}/{entry.name}" if name else entry.name)
            if entry.name.startswith("."):
                walk.skipped["hidden folder" if _is_dir(entry) else "hidden file"] += 1
            elif not _is_dir(entry):
                _take(walk, *below)
            else:
                (linked if entry.is_symlink() else pending).append(below)
        linked.sort(key=lambda item: item[1], reverse=True)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _enter(walk: _Walk, path: Path) -> bool:
    """Return whether a folder is to be walked: not twice, and not the data directory."""
    if path.resolve() in walk.exclude:
        walk.skipped["data folder"] += 1
        return False
    status = path.stat()
    if (status.st_dev, status.st_ino) in walk.visited:
        walk.skipped["link to a folder already taken"] += 1
        return False
    walk.visited.add((status.st_dev, status.st_ino))
    return True


def _file(walk: _Walk, path: Path, label: str, status: os.stat_result) -> None:
    if path.suffix.lower() in JSON_SUFFIXES:
        walk.skipped["JSON file"] += 1
        return
    problem = None
    if not stat.S_ISREG(status.st_mode):
        problem = "not a regular file"
    elif status.st_size > walk.max_bytes:
        problem = f"larger than the limit of {walk.max_bytes:,} bytes"
    elif not os.access(path, os.R_OK):
        problem = "no permission to read the file"
    walk.found.append(Found(label, path, status.st_size, problem))


def _why(error: OSError, what: str = "file") -> str:
    """Return why something could not be looked at, without a path in it: paths differ from machine to machine."""
    if isinstance(error, PermissionError):
        return f"no permission to read the {what}"
    return _LINK_PROBLEMS.get(error.errno or 0, f"the {what} cannot be read: {error.strerror or type(error).__name__}")


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Yield each file once, by the longest of its labels: the folder says more than the file's name alone."""
    chosen: dict[str, Found] = {}
    for page in sorted(found, key=lambda page: (-page.label.count("/"), page.label)):
        chosen.setdefault(_real(page), page)
    yield from chosen.values()


def _real(page: Found) -> str:
    return os.path.realpath(page.path) if page.problem is None else str(page.path)


def _distinct(found: Iterable[Found]) -> list[Found]:
    """Return the pages with labels that differ, by putting the names of further folders before those that do not."""
    pages = list(found)
    while True:
        counts = Counter(page.label for page in pages)
        longer = [_longer(page) if counts[page.label] > 1 else page for page in pages]
        if longer == pages:
            return pages
        pages = longer


def _longer(page: Found) -> Found:
    """Return the page with one more folder in its label, as far as there are any."""
    parts, depth = page.path.parts, page.label.count("/") + 1
    return replace(page, label="/".join(parts[-depth - 1 :])) if depth < len(parts) - 1 else page
