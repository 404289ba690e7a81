"""Python's collector kept still where Qt walks over widgets that it might take away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Let no widget go meanwhile: Qt walks a list of all there are, and Python may drop one whenever it runs."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
