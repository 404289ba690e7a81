"""How long the window takes from a fresh process to its first paint, against importing TensorFlow.

uv run python tests/benchmarks/bench_start.py
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
RUNS = 5
HEAVY = ("tensorflow", "keras", "pandas", "sklearn", "scipy", "numpy", "pyqtgraph", "qtawesome", "pygments", "psutil")

WINDOW = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from designer.ui import app
from designer.ui.worker_link import WorkerLink
application = app.application()
window = app.new_window(Path(sys.argv[1]), link=WorkerLink(["true"]))
def painted():
    print(json.dumps({{"at": time.time(), "modules": [name for name in {heavy!r} if name in sys.modules]}}), flush=True)
    application.quit()
window.painted.disconnect(window.start)
window.painted.connect(painted)
window.show()
application.exec()
"""


def main() -> None:
    """Print seconds and ratios."""
    for code in ("import designer.ui.app", "import tensorflow"):  # byte code is there
        seconds(code)
    windows, modules = zip(*(window() for _ in range(RUNS)), strict=True)
    qt = [seconds("from PySide6.QtWidgets import QApplication; import numpy") for _ in range(RUNS)]
    tensorflow = seconds("import tensorflow")
    opened = statistics.median(windows)
    print(f"window shown and painted        {opened:6.2f} s (best {min(windows):.2f})")
    print(f"Qt and numpy alone, imported    {statistics.median(qt):6.2f} s")
    print(f"import tensorflow               {tensorflow:6.2f} s: {tensorflow / opened:.1f} times the window")
    print(f"imported before the first paint: {', '.join(modules[0]) or 'none'} (of {', '.join(HEAVY)})")


def window() -> tuple[float, list[str]]:
    """Seconds from starting a process to its window's first paint, and which heavy modules it imported."""
    script = WINDOW.format(root=str(ROOT), heavy=HEAVY)
    began = time.time()
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", script, folder], env=environment(), capture_output=True, text=True, check=True
        )
    said = json.loads(done.stdout.splitlines()[-1])
    return said["at"] - began, said["modules"]


def seconds(code: str) -> float:
    """How long a fresh process takes for some code."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=True)
    return time.perf_counter() - began


def environment() -> dict[str, str]:
    """The one around, but byte code is kept, as it is wherever Layerloom is installed."""
    around = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **os.environ}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    return around


if __name__ == "__main__":
    main()
