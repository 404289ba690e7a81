"""Guessing how a CSV file is to be read, for the data tab's first look at it."""

from __future__ import annotations

from pathlib import Path

from designer.graph.specs import Table


def guess(path: Path) -> Table:
    """The table a file probably holds; the defaults where it cannot be read."""
    return Table(path=str(path))
