"""Loading what works figures out, beside the run whose end asks for them."""

from __future__ import annotations

import importlib


def warm() -> None:
    """Load scikit-learn's metrics, which takes seconds the first time."""
    importlib.import_module("sklearn.metrics")
