"""Tables are made while the garbage collector waits, which goes on afterwards."""

from __future__ import annotations

import gc

import pytest

from parsers.loading import uncollected


def test_the_collector_waits_and_goes_on() -> None:
    assert gc.isenabled()
    assert uncollected(gc.isenabled)() is False
    assert gc.isenabled()


def test_the_collector_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        uncollected(lambda number: 1 // number)(0)
    assert gc.isenabled()


def test_the_collector_stays_as_it_was_if_it_was_off() -> None:
    gc.disable()
    try:
        assert uncollected(abs)(-1) == 1
        assert not gc.isenabled()
    finally:
        gc.enable()
