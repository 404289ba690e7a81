"""Everything of this folder in one go, and what it comes to as a table.

    uv run python -m tests.endurance            200 kills, every death, every fault, 10,000 inputs for each reader, 8 hours
    uv run python -m tests.endurance --short    less of what takes hours: some fifteen minutes

Each part is a command of its own and prints what it does as it goes. Exits with 1 if one of them failed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {
    "the window is killed": ("kills.py", ["--kills", "200"], ["--kills", "10"]),
    "the worker dies": ("deaths.py", [], []),
    "the disk fails": ("disk.py", [], []),
    "hostile input": ("fuzz.py", ["--inputs", "10000"], ["--inputs", "100"]),
    "hours of use": ("hours.py", ["--hours", "8"], ["--hours", "0.05"]),
}
"""What is done, by which command, with which arguments in full and in short."""


def main() -> int:
    short = "--short" in sys.argv[1:]
    rows = []
    for what, (name, full, some) in PARTS.items():
        print(f"--- {what}", flush=True)
        begun = time.monotonic()
        done = subprocess.Popen(
            [sys.executable, str(HERE / name), *(some if short else full)], stdout=subprocess.PIPE, text=True
        )
        last = ""
        assert done.stdout is not None
        for line in done.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
        rows.append((what, done.wait(), time.monotonic() - begun, last))
    print()
    for what, code, seconds, last in rows:
        print(f"{what:22}{'sound' if code == 0 else 'FAILED':8}{seconds / 60:7.1f} min  {last}")
    return 1 if any(code for _, code, _, _ in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
