"""Everything of this folder in one go, and what it comes to as a table.

    uv run python -m tests.endurance            200 kills, every death, every fault, 10,000 inputs for each reader, 8 hours
    uv run python -m tests.endurance --short    less of what takes hours: some half an hour

Each part is a command of its own and prints what it does as it goes. Exits with 1 if one of them failed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.endurance.counts import HEAD, Counts, counts_in

HERE = Path(__file__).parent
PARTS = {
    "the window is killed": ("kills.py", ["--kills", "200"], ["--kills", "10"]),
    "the window ends": ("endings.py", [], []),
    "the worker dies": ("deaths.py", [], []),
    "saving fails": ("disk.py", [], []),
    "keeping runs fails": ("keeping.py", [], []),
    "the disk is full": ("places.py", [], []),
    "hostile input": ("fuzz.py", ["--inputs", "10000"], ["--inputs", "100"]),
    "hours of use": ("hours.py", ["--hours", "8"], ["--hours", "0.05"]),
}
"""What is done, by which command, with which arguments in full and in short."""


@dataclass(frozen=True)
class Row:
    """What came of a command; one that did not get to its last line has failed once more than it says."""

    what: str
    code: int
    minutes: float
    counts: Counts

    def __str__(self) -> str:
        verdict = "sound" if self.code == 0 else "FAILED"
        return f"{self.what:22}{verdict:8}{self.minutes:7.1f}{self.counts.row}"


def done(what: str, command: list[str]) -> Row:
    """Run a command, and let everybody see what it says."""
    begun, counts = time.monotonic(), Counts(failures=1)
    going = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert going.stdout is not None
    for line in going.stdout:
        print(line, end="", flush=True)
        counts = counts_in(line) or counts
    return Row(what, going.wait(), (time.monotonic() - begun) / 60, counts)


def main() -> int:
    short = "--short" in sys.argv[1:]
    rows = []
    for what, (name, full, some) in PARTS.items():
        print(f"--- {what}", flush=True)
        rows.append(done(what, [sys.executable, str(HERE / name), *(some if short else full)]))
    code = max(row.code != 0 for row in rows)
    everything = Row("all", code, sum(row.minutes for row in rows), sum((row.counts for row in rows), Counts()))
    print(f"\n{'':22}{'':8}{'min':>7}{HEAD}", *rows, everything, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
