"""CSV that is safe to open in any spreadsheet: no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text may not begin with: a spreadsheet would compute it."""


def harmless(cell: object) -> object:
    """The cell as it may stand in a table: numbers stay, a text that looks like a formula gets a quote before it."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else ""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Rows as lines of CSV, one at a time."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()
