"""How much more memory a process takes at most that trains on large data after small data.

    python -m tests.worker.growth SMALL LARGE

Both are of 99 columns and a target: NumPy's `.npy`, or a table. It says so many bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def growth(small: Path, large: Path, home: Path) -> int:
    """How many more bytes a process takes at most that trains on `large` after `small`, with its files in `home`."""
    command = [sys.executable, "-m", "tests.worker.growth", str(small), str(large)]
    environment = {**os.environ, "LAYERLOOM_HOME": str(home)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout.split()[-1])


def train(path: str) -> str:
    """Which trainer it took to learn from a file."""
    from designer.graph.specs import Arrays, Table
    from designer.worker.evaluation import evaluated
    from tests.worker.conftest import plan_of
    from tests.worker.same_numbers import trained

    source = Arrays(path, task="regression") if path.endswith(".npy") else Table(path, task="regression")
    layers = [("Normalization", {}), ("Dense", {"units": 4, "activation": "relu"}), ("Dense", {"units": 1})]
    plan = plan_of(layers, source, shape=(99,), adapt=("n1",), epochs=2, batch_size=1024)
    _, program, _ = trained(plan, "fused")
    evaluated(program.model, program.examples, plan)
    return program.trainer


def main() -> None:
    from designer.data import room
    from tests.memory import most_memory

    room.MOST_NUMBERS = 1000
    train(sys.argv[1])
    before = most_memory()
    assert train(sys.argv[2]) == "fit"
    print(most_memory() - before)


if __name__ == "__main__":
    main()
