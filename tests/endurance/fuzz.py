"""Try every reader of what comes from outside with content that is broken or means harm, many times.

    uv run tests/endurance/fuzz.py [--inputs 10000] [--seed 0] [--processes N] [--keep FOLDER] [READER…]

Each input must be taken, or refused in one sentence: never another exception, a process that dies or hangs, more than
2 seconds of processor time or 500 MB, a file written or looked at elsewhere, a socket, another process, code that runs.
Readers are tried in processes of their own. Prints a table; exits with 1 if anything failed. Inputs that did are written
to the folder that `--keep` names; those found once are kept small in `cases/`, which a test tries.
"""

from __future__ import annotations

import argparse
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.endurance.counts import Counts

FULL = 3
"""What a process ends with that has to be replaced before the next input."""
CHILD = Path(__file__).with_name("fuzzing") / "child.py"
START_SECONDS, HANG_SECONDS = 300.0, 30.0
"""How long a process may take to load what it needs, and one input on a machine that does other things beside it."""


@dataclass
class Tally:
    """What became of the inputs of a reader."""

    reader: str
    valid: int = 0
    sentences: int = 0
    slowest: float = 0.0
    most: int = 0
    failures: dict[int, str] = field(default_factory=dict)

    @property
    def inputs(self) -> int:
        return self.valid + self.sentences + len(self.failures)

    def take(self, told: dict[str, Any]) -> None:
        self.slowest, self.most = max(self.slowest, told["seconds"]), max(self.most, told["grown"])
        if told["fault"]:
            self.failures[told["number"]] = told["fault"]
        elif told["sentence"]:
            self.sentences += 1
        else:
            self.valid += 1

    def row(self) -> str:
        return (
            f"{self.reader:15}{self.inputs:8,}{self.valid:8,}{self.sentences:11,}{len(self.failures):10,}"
            f"{self.slowest:9.2f} s{self.most / 2**20:8,.0f} MB"
        )


@dataclass
class Job:
    """The inputs from `first` up to `count` of a reader, by their numbers, or `files` as they are."""

    reader: str
    count: int
    seed: int = 0
    first: int = 0
    files: list[str] = field(default_factory=list)


def tried(jobs: list[Job]) -> dict[str, Tally]:
    """What becomes of some jobs; a process that dies is replaced, and goes on after the input it died of."""
    tallies = {job.reader: Tally(job.reader) for job in jobs}
    while left := [job for job in jobs if job.first < job.count]:
        _go(tallies, left)
    return tallies


def side_by_side(jobs: list[Job], processes: int) -> Iterator[Tally]:
    """What becomes of each job, so many at a time: what an input takes is measured in its own process's time."""
    with ThreadPoolExecutor(processes) as pool:
        for job, found in zip(jobs, pool.map(tried, [[job] for job in jobs]), strict=True):
            yield found[job.reader]


def _go(tallies: dict[str, Tally], jobs: list[Job]) -> None:
    """Let one process try what it can, and move the jobs on to what it did not come to."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as errors:
        given = [sys.executable, str(CHILD), os.path.realpath(home)]
        child = subprocess.Popen(
            given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=os.environ | _calm()
        )
        assert child.stdin is not None
        with child.stdin:
            child.stdin.write(json.dumps([asdict(job) for job in jobs]).encode())
        by_name, open_one, moved = {job.reader: job for job in jobs}, False, False
        for line in _lines(child):
            told = json.loads(line)
            job, open_one = by_name[told["reader"]], "begins" in told
            moved, job.first = True, told["begins" if open_one else "number"] + 1
            if not open_one:
                tallies[job.reader].take(told)
        died = child.wait()
        if open_one:
            why = "it hung" if died == -signal.SIGKILL else f"the process died with {died}"
            tallies[job.reader].failures[job.first - 1] = why
        elif died not in (0, FULL) or not moved:
            errors.seek(0)
            raise RuntimeError(f"The readers could not be tried:\n{errors.read().decode(errors='replace')[-2000:]}")


def _lines(child: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """What a process says, until it ends or says nothing for too long: then it is ended."""
    assert child.stdout is not None
    rest, wait = b"", START_SECONDS
    os.set_blocking(child.stdout.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while selector.select(wait):
            block = child.stdout.read(1 << 16)
            if block == b"":
                return
            *lines, rest = (rest + (block or b"")).split(b"\n")
            yield from lines
            wait = HANG_SECONDS
    child.kill()


def _calm() -> dict[str, str]:
    """One thread for each library: what an input takes is measured, and the machine is not ours alone."""
    return dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"), "1")


def kept(tally: Tally, folder: Path, seed: int) -> None:
    """Write the inputs that failed into a folder, each with what came of it."""
    from tests.endurance.fuzzing.readers import READERS

    folder.mkdir(parents=True, exist_ok=True)
    for number, fault in tally.failures.items():
        name = f"{tally.reader.replace(' ', '-')}-{seed}-{number}"
        (folder / name).write_bytes(READERS[tally.reader].input(tally.reader, seed, number))
        (folder / f"{name}.txt").write_text(fault, encoding="utf-8", errors="backslashreplace")


HEAD = f"{'reader':15}{'inputs':>8}{'valid':>8}{'sentences':>11}{'failures':>10}{'slowest':>11}{'memory':>11}"


def main() -> int:
    from tests.endurance.fuzzing.readers import READERS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if unknown := [name for name in given.readers if name not in READERS]:
        parser.error(f"no reader is called {unknown[0]!r}; there are: {', '.join(READERS)}")
    print(HEAD, flush=True)
    failures = inputs = 0
    readers = given.readers or list(READERS)
    for tally in side_by_side([Job(reader, given.inputs, given.seed) for reader in readers], given.processes):
        print(tally.row(), flush=True)
        for number, fault in list(tally.failures.items())[:10]:
            print(f"    {number}: {fault}", flush=True)
        failures, inputs = failures + len(tally.failures), inputs + tally.inputs
        if given.keep and tally.failures:
            kept(tally, given.keep, given.seed)
    return Counts(inputs=inputs, failures=failures).told()


if __name__ == "__main__":
    sys.exit(main())
