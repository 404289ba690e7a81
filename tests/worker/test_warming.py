"""What works figures out is loaded ahead, and no fault of it ends the thread that loads it."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

import pytest

from designer.worker.judging.warming import warm


class Broken:
    """Finds scikit-learn as it is found where it was built for another NumPy."""

    def find_spec(self, name: str, *given: object) -> ModuleSpec | None:
        if name.startswith("sklearn"):
            raise ValueError("numpy.dtype size changed, may indicate binary incompatibility.")
        return None


def test_a_library_that_does_not_load_is_for_whoever_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    for name in [name for name in sys.modules if name.split(".")[0] == "sklearn"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ValueError, match="binary"):
        import sklearn.metrics  # noqa: F401
    warm()
