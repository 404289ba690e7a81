"""Kill the window at random moments, many times, and see that nothing is lost.

    uv run tests/endurance/kills.py [--kills 200] [--seed 0]

Each time the scripted person of `person.py` works in the real window until a SIGKILL at a random moment: of starting,
of editing, after the worker has loaded, or of training. Then the file must be the old version or the new one, byte for byte; the window
opened again must have all but the last two seconds of edits; the history of runs must be sound and say the run was
interrupted; and no worker may be left. Prints a table; exits with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.paths import resources
from designer.runs.store import Store
from tests.endurance.counts import Counts

PERSON = Path(__file__).with_name("person.py")
MOST_LOST = 2.0
"""Seconds of edits that may be missing after a crash."""
STAGES = ("", "edited", "ready", "trained")
"""What the person has come to when a kill is near: just started, at work, the worker is there, a network trains."""
SHORTEST, LONGEST = 0.3, 4.0
"""How many seconds after that the kill comes. In seconds from the start, a slow machine would never come to train."""
PATIENCE = 120.0
"""Seconds the person may take to come to a stage."""
GONE_SECONDS = 5.0


@dataclass
class Outcome:
    """What a kill left behind. `faults` has a sentence for each thing that must not be."""

    edits: int = 0
    saves: int = 0
    trained: int = 0
    lost: float = 0.0
    recovery: float = 0.0
    faults: list[str] = field(default_factory=list)


class Ground:
    """A home and a design file that outlive the kills."""

    def __init__(self, folder: Path) -> None:
        self.home, self.file, self.journal = folder / "home", folder / "mine.loom", folder / "journal"
        shutil.copyfile(resources() / "examples" / "spiral.loom", self.file)

    def kill_once(self, chance: random.Random) -> Outcome:
        """Let the person work, kill them, and look what is there."""
        self.journal.unlink(missing_ok=True)
        before = self.file.read_bytes()
        given = [sys.executable, str(PERSON), "work", str(self.home), str(self.file), str(self.journal)]
        going = subprocess.Popen([*given, str(chance.randrange(10**6))], stderr=subprocess.DEVNULL)
        self._await(chance.choice(STAGES), going)
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        going.send_signal(signal.SIGKILL)
        killed = time.time()
        died = going.wait()
        outcome = Outcome()
        if died != -signal.SIGKILL:
            outcome.faults.append(f"the window ended by itself with {died}")
        events = list(self._events())
        outcome.edits = sum(event["what"] == "edited" for event in events)
        outcome.trained = max((event["epochs"] for event in events if event["what"] == "trained"), default=0)
        self._judge_file(before, events, outcome)
        self._judge_orphans(events, outcome)
        self._judge_work(killed, events, outcome)
        self._judge_runs(events, outcome)
        return outcome

    def _await(self, stage: str, going: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while stage and time.monotonic() < until and going.poll() is None:
            if self.journal.exists() and f'"{stage}"'.encode() in self.journal.read_bytes():
                return
            time.sleep(0.02)

    def _events(self) -> Iterator[dict[str, Any]]:
        if self.journal.exists():
            for line in self.journal.read_bytes().splitlines():
                yield json.loads(line)

    def _judge_file(self, before: bytes, events: list[dict[str, Any]], outcome: Outcome) -> None:
        from tests.endurance.person import digest

        allowed = {digest(before)}
        for event in events:
            if event["what"] == "saves":
                allowed.add(event["digest"])
            if event["what"] == "saved":
                allowed = {event["digest"]}
                outcome.saves += 1
        if digest(self.file.read_bytes()) not in allowed:
            outcome.faults.append("the file is neither the old version nor the new one")

    def _judge_orphans(self, events: list[dict[str, Any]], outcome: Outcome) -> None:
        until = time.monotonic() + GONE_SECONDS
        for event in events:
            if event["what"] == "ready":
                while _lives(event["pid"]) and time.monotonic() < until:
                    time.sleep(0.05)
                if _lives(event["pid"]):
                    outcome.faults.append("the worker outlived its window")
                    os.kill(event["pid"], signal.SIGKILL)

    def _judge_work(self, killed: float, events: list[dict[str, Any]], outcome: Outcome) -> None:
        """Open the window again."""
        given = [sys.executable, str(PERSON), "look", str(self.home), str(self.file)]
        begun = time.perf_counter()
        done = subprocess.run(given, capture_output=True, text=True, check=False, timeout=120)
        outcome.recovery = time.perf_counter() - begun
        if done.returncode or not done.stdout.strip():
            outcome.faults.append(f"the next window did not open: {done.stderr[-300:]}")
            return
        told = json.loads(done.stdout.splitlines()[-1])
        if told["dirty"] and events and events[-1]["what"] == "saved":
            outcome.faults.append("unsaved work is offered where all was saved")
        edits = told["edits"]
        missing = [event["at"] for event in events if event["what"] == "edited" and event["number"] > edits]
        outcome.lost = killed - missing[0] if missing else 0.0
        if outcome.lost > MOST_LOST:
            outcome.faults.append(f"{outcome.lost:.1f} s of edits are gone")

    def _judge_runs(self, events: list[dict[str, Any]], outcome: Outcome) -> None:
        database = next(self.home.glob("runs/runs.db"), None)
        if database is None:
            if outcome.trained:
                outcome.faults.append("there is no history of runs")
            return
        with sqlite3.connect(database) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.close()
        if sound != "ok":
            outcome.faults.append(f"the history of runs is damaged: {sound}")
        store = Store(self.home / "runs")
        rows = store.rows()
        if outcome.trained and not rows:
            outcome.faults.append("the run is not in the history")
        for row in rows:
            kept = len(next(iter(store.logs(row.id).values()), ()))
            if row.outcome == "running" or kept != row.epochs:
                outcome.faults.append(f"a run is {row.outcome} and has {kept} of {row.epochs} epochs")
        store.close()


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def killed(folder: Path, times: int, seed: int) -> Iterator[Outcome]:
    """The outcomes of so many kills, one after the other on the same ground."""
    ground, chance = Ground(folder), random.Random(seed)
    for _ in range(times):
        yield ground.kill_once(chance)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = []
        for at, outcome in enumerate(killed(Path(folder), given.kills, given.seed), 1):
            outcomes.append(outcome)
            faults = "; ".join(outcome.faults) or "sound"
            print(f"{at:4}: {outcome.edits:3} edits, {outcome.saves:2} saves, {outcome.trained:7,} epochs, {outcome.lost:4.1f} s lost: {faults}", flush=True)  # fmt: skip
        left = [path.name for path in Path(folder).iterdir() if path.name.startswith(".mine.loom")]
    failures = sum(len(one.faults) for one in outcomes)
    print(
        f"{sum(one.edits for one in outcomes):,} edits, {sum(one.saves for one in outcomes)} saves, "
        f"temporary files left {len(left)}"
    )
    return Counts(
        runs=sum(one.trained > 0 for one in outcomes), kills=len(outcomes), failures=failures,
        loss=max(one.lost for one in outcomes), recovery=max(one.recovery for one in outcomes),
    ).told()  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
