"""YAML files that people write, read into typed models; a mistake is told in one line, with the line it is in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from schemas import JianghuaError

MAX_BYTES = 4 * 2**20


class Entry(BaseModel):
    """A part of such a file: what it does not know is a mistake, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=BaseModel)


def load(path: Path, model: type[M]) -> M:
    """Return what a file says. Raises JianghuaError, as `FILE:LINE: what is wrong`."""
    document = _parse(path)
    try:
        return model.model_validate(document)
    except ValidationError as error:
        first, *others = sorted(error.errors(include_url=False), key=_is_consequence)
        more = f" (and {len(others)} more)" if others else ""
        where = _name(first["loc"])
        raise JianghuaError(f"{path}:{_line(document, first['loc'])}: {where}{_told(first)}{more}") from error


def _parse(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise JianghuaError(f"{path}: larger than {MAX_BYTES:,} bytes")
        return YAML(typ="rt", pure=True).load(text.decode())
    except OSError as error:
        raise JianghuaError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise JianghuaError(f"{path}: not in UTF-8, at byte {error.start}") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise JianghuaError(f"{path}:{line}: {str(error.problem).splitlines()[0]}") from error
    except RecursionError as error:
        raise JianghuaError(f"{path}: lists or keys inside one another without end") from error
    except YAMLError as error:
        raise JianghuaError(f"{path}: {str(error).splitlines()[0]}") from error


def _is_consequence(error: Any) -> bool:
    """Say whether a mistake may follow from another: a key is missing because it is written otherwise."""
    return str(error["type"]) == "missing"


_PLAIN = {
    "model_type": "here stand keys with values",
    "model_attributes_type": "here stand keys with values",
    "tuple_type": "here stands a list",
}
"""What pydantic says in terms of Python, by its type of error."""


def _told(error: Any) -> str:
    """Return the message of one mistake, without pydantic's prefix for those that our own checks raise."""
    return _PLAIN.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ").replace("\n", " ")


def _name(steps: Sequence[int | str]) -> str:
    """Return the name of the last key on the way, to begin the message with."""
    names = [step for step in steps if isinstance(step, str)]
    return f"{names[-1]}: " if names else ""


def _line(document: Any, steps: Sequence[int | str]) -> int:
    """Return the line of the deepest node that is there on the way to a mistake."""
    node, line = document, 1
    for step in steps:
        try:
            line = node.lc.key(step)[0] + 1 if isinstance(step, str) else node.lc.item(step)[0] + 1
            node = node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            continue  # a step of pydantic's own, such as the kind of a source, or a key that is missing
    return int(line)
