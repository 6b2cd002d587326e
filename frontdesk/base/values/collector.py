"""Holding Python's cycle collector still while a great deal is made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cycle collector still for a moment of bulk work.

    A month of a large estate is half a million small objects without a cycle among them, a batch of notices not
    much less; walking through all of them again and again while they grow costs a tenth to a third of the work.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
