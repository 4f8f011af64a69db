"""How tables are made, which each process does once: without the garbage collector.

It walks all objects again and again while thousands are made, of which none is garbage; that took a fifth of the time
in which the gazetteer and the dated terms are read.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def uncollected(make: Callable[P, T]) -> Callable[P, T]:
    """Return a function that does the same while the garbage collector waits; it goes on however the function ends."""

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            if collecting:
                gc.enable()

    return made
