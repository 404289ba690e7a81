"""Loading what works figures out, beside the run whose end asks for them."""

from __future__ import annotations

import importlib
from contextlib import suppress


def warm() -> None:
    """Load scikit-learn's metrics, which takes seconds the first time. Whoever needs them says if they are not there."""
    with suppress(ImportError, OSError):
        importlib.import_module("sklearn.metrics")
