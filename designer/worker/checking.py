"""Whether a network that was written answers as the one it was written from, asked in a clean process."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from msgspec.structs import replace

from designer.data.examples import Examples
from designer.data.rows import Rows, arrays, is_text, taken, together
from designer.judging.scores import classes_of
from designer.plan import TrainingPlan
from designer.training.forms import FORMS, Form
from designer.training.messages import Check
from designer.worker.clean import Unfinished, run_outside
from designer.worker.evaluation import answers_of
from designer.worker.outside import MOST_ROWS

SECONDS = 300.0
"""How long reading a file and answering some rows may take; loading TensorFlow is most of it."""
TOLERANCE = 1e-4
"""The largest difference that rounding explains, as a share of the largest answer."""
HALF_TOLERANCES = {"float16": 5e-3, "bfloat16": 5e-2}
"""The same for a network of which layers compute in half precision: programs round at different places."""
INT8_TOLERANCE = 0.1
"""The same for a network in whole numbers of eight bits, as a share of the span of its answers."""
INT8_AGREEING = 0.9
"""Which share of the rows such a network should take for the same class."""


@dataclass(frozen=True)
class Sample:
    """Some rows, and what the network answers to them. `plan` is that of a classification, or nothing."""

    rows: Rows
    answers: Rows
    plan: TrainingPlan | None
    names: tuple[str, ...] = ("rows",)
    """What the network's inputs are called."""
    made_up: bool = False
    """Whether the rows are nobody's data."""
    tolerance: float = TOLERANCE


def sample(model: keras.Model, examples: Examples, plan: TrainingPlan) -> Sample:
    """Rows held back, and training rows where there are few of those, with the answers of now."""
    sides = (taken(rows, slice(MOST_ROWS)) for rows in (examples.x_validation, examples.x_train))
    both = taken(together(*sides), slice(MOST_ROWS))
    pairs = zip(arrays(both), model.inputs, strict=True)
    typed = [part if is_text(part) else part.astype(put.dtype) for part, put in pairs]
    rows = typed if isinstance(both, list) else typed[0]
    told = plan if examples.facts.classes and not plan.heads else None
    names = tuple(put.name for put in model.inputs)
    return Sample(rows, answers_of(model, rows), told, names, tolerance=tolerance_of(model))


def tolerance_of(model: keras.Model) -> float:
    """The largest difference that rounding explains in this network, as a share of the largest answer."""
    layers = model._flatten_layers()  # Keras has no public way to those within others
    return max((HALF_TOLERANCES.get(layer.compute_dtype, TOLERANCE) for layer in layers), default=TOLERANCE)


def check(path: Path, form: Form, wanted: Sample, *, int8: bool = False) -> Check:
    """Have a clean process read the file and answer the rows of the sample."""
    title = FORMS[form].title
    with tempfile.TemporaryDirectory(prefix="layerloom-") as name:
        folder = Path(name)
        rows, answers = folder / "rows.npz", folder / "answers.npz"
        named: dict[str, Any] = dict(zip(wanted.names, arrays(wanted.rows), strict=True))
        np.savez(rows, **named)
        try:
            run_outside(folder, "read", form, str(path.absolute()), str(rows), str(answers), seconds=SECONDS)
            found = stored(answers)
        except Unfinished as end:
            took = "took too long to read" if end.why == "late" else "could not be read again"
            return Check(fault=f"The {title} was written, but {took}. Do not rely on it; try another form.")
    expected = arrays(wanted.answers)
    if [one.shape for one in found] != [one.shape for one in expected]:
        return Check(fault=f"The {title} was written, but gives answers of another shape. Do not rely on it.")
    return replace(_compared(found, expected, wanted, int8), made_up=wanted.made_up)


def stored(path: Path) -> list[np.ndarray]:
    """The arrays in a file of them, in order."""
    with np.load(path, allow_pickle=False) as file:
        return [file[name] for name in file.files]


def _compared(found: list[np.ndarray], expected: list[np.ndarray], wanted: Sample, int8: bool) -> Check:
    pairs = list(zip(found, expected, strict=True))
    difference = max(largest_difference(*pair) for pair in pairs)
    agreeing, rows, plan = None, len(found[0]), wanted.plan
    if int8 and plan is not None and found[0].ndim == 2:
        taken = [classes_of(answers, plan.training.loss) for answers in pairs[0]]
        agreeing = int((taken[0] == taken[1]).sum())
    if not int8:
        close = all(largest_difference(*pair) <= wanted.tolerance * max(1.0, largest(pair[1])) for pair in pairs)
    elif agreeing is not None:
        close = agreeing >= INT8_AGREEING * rows
    else:
        close = all(largest_difference(*pair) <= INT8_TOLERANCE * max(float(np.ptp(pair[1])), 1e-6) for pair in pairs)
    fault = "" if close else _FAR_INT8 if int8 else _FAR
    return Check(rows, difference, agreeing, fault)


_FAR = "It was written, but answers otherwise than the network. Do not rely on it; try another form."
_FAR_INT8 = "It was written, but int8 is too coarse for this network. Do not rely on it; leave int8 out."


def largest(values: np.ndarray) -> float:
    """The size of the largest number, numbers that are none left out."""
    sizes = np.abs(values[np.isfinite(values)])
    return float(sizes.max()) if sizes.size else 0.0


def largest_difference(found: np.ndarray, wanted: np.ndarray) -> float:
    """Between two arrays of one shape; what is no number in both does not differ, in one of them it does without end."""
    same = (found == wanted) | (np.isnan(found) & np.isnan(wanted))
    with np.errstate(invalid="ignore"):
        apart = np.abs(found.astype("float64") - wanted.astype("float64"))
    apart = np.where(same, 0.0, np.where(np.isfinite(apart), apart, np.inf))
    return float(apart.max()) if apart.size else 0.0
