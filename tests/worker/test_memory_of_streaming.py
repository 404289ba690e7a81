"""Data larger than memory never is in memory: a process that describes it and trains on it stays far smaller."""

import os
from pathlib import Path

import numpy as np
import pytest

from tests.worker.growth import growth


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
    assert growth(tmp_path / "small.npy", tmp_path / "large.npy", tmp_path / "home") < 0.6 * size


def rows(count: int) -> np.ndarray:
    return np.random.default_rng(count).normal(size=(count, 100)).astype("float32")
