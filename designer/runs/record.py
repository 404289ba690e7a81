"""What is kept of a run: the row one sees in a list, and what is read only when it is asked for."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Outcome: TypeAlias = Literal["running", "done", "stopped", "diverged", "interrupted", "failed"]

Figure: TypeAlias = tuple[float | None, float | None]
"""The last value of a log and its best one; `None` where it never was a number."""


class Versions(msgspec.Struct, frozen=True):
    """What a run was made with."""

    python: str = ""
    keras: str = ""
    tensorflow: str = ""
    layerloom: str = ""


class DataPrint(msgspec.Struct, frozen=True):
    """What the examples were: the source's own values and, of a file, its size, time of change and SHA-256."""

    source: str = ""
    size: int = 0
    changed: float = 0.0
    digest: str = ""


class NewRun(msgspec.Struct, frozen=True):
    """What is known of a run when it begins. `design` is the content of a design file.

    Runs of one `group` differ in nothing but their seed.
    """

    id: str
    begun: float
    title: str
    design: str
    data: str
    seed: int
    wanted: int
    path: str = ""
    group: str = ""


class RunRow(msgspec.Struct, frozen=True):
    """A run as lists show it. Times are seconds since 1970; `wanted` is how many epochs were asked for.

    `weights` is how many bytes its kept network has, 0 if none is kept. `design` names the design it was a run of:
    two runs with the same name had the very same one. `revision` grows with each change to any run.
    """

    id: str
    begun: float
    ended: float
    name: str
    title: str
    path: str
    data: str
    seed: int
    wanted: int
    epochs: int
    seconds: float
    parameters: int
    trainer: str
    reason: str
    outcome: Outcome
    sentence: str
    figures: dict[str, Figure]
    tags: tuple[str, ...]
    note: str
    pinned: bool
    group: str
    weights: int
    design: str
    deleted: float
    revision: int

    @property
    def going(self) -> bool:
        return self.outcome == "running"

    def final(self, log: str) -> float | None:
        """The last value of a log."""
        return self.figures.get(log, (None, None))[0]

    def best(self, log: str) -> float | None:
        """The best value of a log."""
        return self.figures.get(log, (None, None))[1]
