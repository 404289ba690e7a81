"""A first look at a CSV file with the standard library alone, so that the window can take it."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

from designer.graph.specs import Table

LOOKED_AT = 64 * 1024
"""How much of the file is looked at, in bytes."""

SEPARATORS = ",;\t|"


def sniff_table(path: Path) -> Table:
    """How a CSV file is probably to be read. A file that cannot be read gives the defaults: reading it says why."""
    try:
        with path.open("rb") as file:
            sample = file.read(LOOKED_AT).decode("utf-8", errors="replace").removeprefix("\ufeff")
    except OSError:
        return Table(path=str(path))
    separator = _separator(sample)
    return Table(path=str(path), separator=separator, header=_has_header(sample, separator))


def _separator(sample: str) -> str:
    """The separator that cuts the first lines into the most columns, the same number in each."""
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    best, columns = ",", 1
    for separator in SEPARATORS:
        counts = {len(row) for row in csv.reader(lines, delimiter=separator)}
        if len(counts) == 1 and (count := counts.pop()) > columns:
            best, columns = separator, count
    if columns > 1:
        return best
    try:
        return csv.Sniffer().sniff(sample, SEPARATORS).delimiter
    except csv.Error:
        return ","


def _has_header(sample: str, separator: str) -> bool:
    """Whether the first row has words where the second has numbers, or only words."""
    rows = list(islice(csv.reader(sample.splitlines(), delimiter=separator), 2))
    if not rows:
        return True
    return not any(_is_number(cell) for cell in rows[0])


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
