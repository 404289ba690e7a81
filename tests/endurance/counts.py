"""What an endurance command comes to in numbers: its last line says them, and the table of all adds them up."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """`runs` are networks trained; `loss` and `recovery` the worst of them in seconds, 0 where there was none."""

    runs: int = 0
    kills: int = 0
    faults: int = 0
    inputs: int = 0
    failures: int = 0
    loss: float = 0.0
    recovery: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.runs + other.runs,
            self.kills + other.kills,
            self.faults + other.faults,
            self.inputs + other.inputs,
            self.failures + other.failures,
            max(self.loss, other.loss),
            max(self.recovery, other.recovery),
        )

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.kills} kills, {self.faults} faults injected, {self.inputs} inputs tried, "
            f"{self.failures} failures, worst edit loss {self.loss:.2f} s, worst recovery {self.recovery:.1f} s"
        )

    def told(self) -> int:
        """Print them as the last line of a command; what that ends with."""
        print(self)
        return 1 if self.failures else 0

    @property
    def row(self) -> str:
        """The same as a row under `HEAD`."""
        return (
            f"{self.runs:8,}{self.kills:8,}{self.faults:8,}{self.inputs:10,}{self.failures:10,}"
            f"{self.loss:11.2f} s{self.recovery:10.1f} s"
        )


HEAD = f"{'runs':>8}{'kills':>8}{'faults':>8}{'inputs':>10}{'failures':>10}{'edit loss':>13}{'recovery':>12}"
_LINE = re.compile(re.sub(r"\d+(\\\.\d+)?", r"([\\d.]+)", re.escape(str(Counts()))))


def counts_in(line: str) -> Counts | None:
    """The numbers of a last line, or nothing where it is no such line."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    *whole, loss, recovery = found.groups()
    return Counts(*map(int, whole), float(loss), float(recovery))
