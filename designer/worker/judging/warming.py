"""Loading what works figures out, beside the run whose end asks for them."""

from __future__ import annotations

import importlib
from contextlib import suppress


def warm() -> None:
    """Load scikit-learn's metrics, which takes seconds the first time. Whoever needs them says if they are not there."""
    with suppress(Exception):  # the edge of a foreign library: built for another NumPy, it raises whatever it likes
        importlib.import_module("sklearn.metrics")
