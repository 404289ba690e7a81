"""Data larger than memory never is in memory: a process that describes it and trains on it stays far smaller."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent.parent

MEASURED = """
import sys
from designer.data import load_examples, room
from designer.graph.specs import Arrays
from designer.worker.evaluation import evaluated
from tests.memory import most_memory
from tests.worker.conftest import plan_of
from tests.worker.same_numbers import trained

def train(path):
    layers = [("Normalization", {}), ("Dense", {"units": 4, "activation": "relu"}), ("Dense", {"units": 1})]
    plan = plan_of(layers, Arrays(path, task="regression"), shape=(99,), adapt=("n1",), epochs=2, batch_size=1024)
    _, program, _ = trained(plan, "fused")
    evaluated(program.model, program.examples, plan)
    return program.trainer

room.MOST_NUMBERS = 1000
train(sys.argv[1])
before = most_memory()
assert train(sys.argv[2]) == "fit"
print(most_memory() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="only there a process can say what it took at most")
def test_a_process_that_trains_on_a_mapped_file_stays_far_smaller_than_it(tmp_path: Path) -> None:
    np.save(tmp_path / "small.npy", rows(2_000))
    large = np.lib.format.open_memmap(tmp_path / "large.npy", "w+", "float32", (760_000, 100))
    for first in range(0, len(large), 20_000):
        large[first : first + 20_000] = rows(20_000)
    large.flush()
    del large
    size = (tmp_path / "large.npy").stat().st_size
    assert size > 300_000_000
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "small.npy"), str(tmp_path / "large.npy")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout.split()[-1]) < 0.6 * size


def rows(count: int) -> np.ndarray:
    return np.random.default_rng(count).normal(size=(count, 100)).astype("float32")
