"""How long a step's training takes, and a shorter version of it for who has less time than that."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from designer.graph.design import Design
from designer.graph.edits import Edit, set_training
from designer.graph.specs import Generated, Shapes
from designer.lessons.checks import Check
from designer.lessons.checks.training import OfRuns, Training

LONGEST = 120.0
"""A longer run is long for a lesson, in seconds, whatever is left of it."""
FEW_EPOCHS = 10
"""Before there are fewer epochs, rows are left out, where data is made and can be made smaller."""
FEW_ROWS = 100


@dataclass(frozen=True)
class Version:
    """A shorter run: so many epochs, so many rows where they are fewer, and what is to be said of it."""

    epochs: int
    rows: int | None
    seconds: float
    remarks: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """`40 epochs, 500 rows`."""
        epochs = f"{self.epochs:,} epoch{'' if self.epochs == 1 else 's'}"
        return epochs if self.rows is None else f"{epochs}, {self.rows:,} rows"

    @property
    def edit(self) -> Edit:
        """Makes a design train so, as one step."""
        shorter = set_training("", epochs=self.epochs)
        return Edit("Train a version that fits", lambda design: _smaller(shorter(design), self.rows))


def trains(checks: Iterable[Check]) -> bool:
    """Whether a step is about a run."""
    return any(isinstance(check, OfRuns | Training) or check.before_training for check in checks)


def runs_wanted(checks: Iterable[Check]) -> int:
    """How many runs the checks of a step ask for, each with another seed."""
    return max((check.seeds for check in checks if isinstance(check, OfRuns)), default=1)


def version_that_fits(
    design: Design, checks: Sequence[Check], locked: Iterable[str], epoch_seconds: float, seconds: float
) -> Version | str:
    """The longest run that takes at most so many seconds, or why there is none. `seconds` are for all runs together."""
    if "training" in locked:
        return "This step keeps the training settings, so there is no shorter version of it."
    each = seconds / runs_wanted(checks)
    whole = design.training.epochs
    fitting = min(whole, math.floor(each / epoch_seconds))
    rows = None if "data" in locked else _fewer_rows(design, min(FEW_EPOCHS, whole) * epoch_seconds, each)
    if rows is not None:
        epoch_seconds *= rows / _size(design)
        fitting = min(whole, max(min(FEW_EPOCHS, whole), math.floor(each / epoch_seconds)))
    epochs = _allowed(max(1, fitting), whole, checks)
    if epochs >= whole and rows is None:
        if max(1, fitting) < whole:
            return "The checks of this step ask for all of its epochs, so there is no shorter version of it."
        return "There is no shorter version of this step."
    took = epochs * epoch_seconds * runs_wanted(checks)
    return Version(epochs, rows, took, tuple(_remarks(epochs, took > seconds * 1.01, checks)))


def _fewer_rows(design: Design, least: float, seconds: float) -> int | None:
    """How many rows make a run of few epochs fit; nothing where it does with all of them, or the data is not made."""
    size = _size(design)
    if least <= seconds or size <= FEW_ROWS:
        return None
    return max(FEW_ROWS, math.floor(size * seconds / least))


def _size(design: Design) -> int:
    """How many rows data that is made has; 0 where it is not."""
    source = design.data.source
    return source.size if isinstance(source, Generated | Shapes) else 0


def _smaller(design: Design, rows: int | None) -> Design:
    source = design.data.source
    if rows is None or not isinstance(source, Generated | Shapes):
        return design
    return replace(design, data=replace(design.data, source=replace(source, size=rows)))


def _allowed(epochs: int, whole: int, checks: Iterable[Check]) -> int:
    """The fewest epochs from a number on that no check of the setting forbids; all of them where none of those is less."""
    asked = [check for check in checks if isinstance(check, Training) and check.setting == "epochs"]
    named = {bound for check in asked for bound in (check.exactly, check.at_least, *check.one_of)}
    numbers = {epochs, *(math.ceil(one) for one in named if isinstance(one, int | float))}
    fitting = (one for one in numbers if epochs <= one < whole and all(check.allows(one) for check in asked))
    return min(fitting, default=whole)


def _remarks(epochs: int, late: bool, checks: Iterable[Check]) -> Iterable[str]:
    """What the checks of a step have to do with a run of so many epochs."""
    if late:
        yield "It is the shortest there is, and takes longer than that."
    longest = max((check.epochs or 0 for check in checks if isinstance(check, OfRuns)), default=0)
    if longest > epochs:
        yield f"A check looks at {longest:,} epochs; with fewer it may not pass, and the whole run can still follow."
