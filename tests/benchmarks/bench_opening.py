"""How long a large table takes from choosing its file until a real window shows it, and how long the window stands still.

    uv run tests/benchmarks/bench_opening.py [rows] [columns]

A CSV file is written and opened as a file of one's own is; the rival is `pandas.read_csv`, which shows nothing, in a
process of its own right before and after. A timer that should fire every 5 ms tells how late the event loop was, and how
much its thread worked from one time to the next.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.ui import app
from designer.ui.worker_link import READY
from tests.benchmarks.bench_data import PLAIN, seconds, written
from tests.benchmarks.bench_live import Work
from tests.benchmarks.bench_stalls import fresh_environment, wait

RUNS = 3
TARGET_MS = 50


def main(rows: int = 1_000_000, columns: int = 20) -> int:
    """Print each median; exit 1 if the window usually stands still for too long."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        written(path, rows, columns)
        print(f"{rows:,} rows x {columns} columns, {path.stat().st_size / 1e6:,.0f} MB")
        plain, found = [seconds(PLAIN, path)], []
        for _ in range(RUNS):
            found.append(fresh(path))
            plain.append(seconds(PLAIN, path))
    shown, stalls = [one["shown"] for one in found], [one["stall"] for one in found]
    usual = statistics.median(plain)
    print(f"until it is shown   {statistics.median(shown):6.2f} s, at most {max(shown):.2f}")
    print(f"pandas.read_csv     {usual:6.2f} s; the window takes {statistics.median(shown) / usual:.2f} times as long")
    print(f"longest stall       {statistics.median(stalls):6.1f} ms, at most {max(stalls):.1f}")
    work = [one["work"] for one in found]
    print(f"  work in it        {statistics.median(work):6.1f} ms, at most {max(work):.1f}, whatever else runs here")
    return int(statistics.median(stalls) > TARGET_MS)


def fresh(path: Path) -> dict[str, Any]:
    """What `once` measures in a process of its own."""
    command = [sys.executable, __file__, "--once", str(path)]
    done = subprocess.run(command, env=fresh_environment(), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def once(path: Path) -> dict[str, float]:
    """Seconds until the table is shown; the longest stall until then and the most work at once, in milliseconds."""
    application = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = app.new_window(Path(folder))
        window.resize(1600, 1000)
        window.show()
        wait(application, 180, lambda: window.link.state == READY and window.training.curves is not None)
        window.docks.bring_up("data")
        wait(application, 8, lambda: False)
        lateness, begun = Work(), time.perf_counter()
        window.data.use_file(path)
        wait(application, 300, lambda: window.session.snapshot.data is not None)
        shown = time.perf_counter() - begun
        wait(application, 1, lambda: False)  # what follows from it is drawn too
        lateness.stop()
        assert window.session.snapshot.data is not None, window.session.snapshot.data_fault
        window.close()
    late, work = (max(times) for times in zip(*lateness.beats, strict=True))
    return {"shown": shown, "stall": late, "work": work}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once(Path(sys.argv[2]))))
        sys.exit(0)
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
