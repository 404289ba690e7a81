"""How long a large table takes until its facts can be shown, against pandas reading it and no more.

    uv run tests/benchmarks/bench_data.py [rows] [columns]

Writes a CSV file of numbers, a few categories and empty cells into a folder of its own, then reads it in clean
processes, in turn: by `pandas.read_csv`, by `describe` with the script, and once more as `describe` does after a change
of roles. Then the same as a table that memory is too small for: read in pieces, its numbers written into a file, and
read again by another process, which finds that file.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

PLAIN = "import pandas as pd; start = time.perf_counter(); pd.read_csv(path, low_memory=False)"
FACTS = """
from designer.data import describe, source_code
from designer.data import tables
from designer.graph.specs import DataSpec, Table
start = time.perf_counter()
describe(DataSpec(Table(path)))
source_code(DataSpec(Table(path)))
"""
PIECES = f"from designer.data import room; room.MOST_NUMBERS = 1000\n{FACTS}"
"""The file of numbers is there from the second time on, so that the first is measured apart."""
AGAIN = f"{FACTS}\nstart = time.perf_counter(); describe(DataSpec(Table(path), split_seed=1))"


def main(rows: int = 1_000_000, columns: int = 20) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        written(path, rows, columns)
        print(f"{rows:,} rows x {columns} columns, {path.stat().st_size / 1e6:,.0f} MB")
        best = {name: min(seconds(code, path) for _ in range(3)) for name, code in CASES.items()}
        os.environ["LAYERLOOM_HOME"] = folder
        best["in pieces"] = seconds(PIECES, path)
        best["in pieces, already written"] = min(seconds(PIECES, path) for _ in range(2))
    for name, found in best.items():
        print(f"  {name:<32}{found:6.2f} s   {found / best['pandas.read_csv']:.2f} x pandas.read_csv")


CASES = {"pandas.read_csv": PLAIN, "facts and script": FACTS, "facts after another split": AGAIN}


def written(path: Path, rows: int, columns: int) -> None:
    """A table of numbers with a column of categories and one with empty cells."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(rows, columns - 2)).round(5)).add_prefix("n")
    frame["kind"] = rng.choice(["red", "green", "blue"], rows)
    frame.loc[rng.random(rows) < 0.05, "n1"] = np.nan
    frame["price"] = (frame["n0"] * 2 + rng.normal(size=rows)).round(5)
    frame.to_csv(path, index=False)


def seconds(code: str, path: Path) -> float:
    """What a clean process takes, without its imports."""
    program = f"import time\npath = {str(path)!r}\n{code}\nprint(time.perf_counter() - start)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
