"""Whether a network that was written answers as the one it was written from, asked in a clean process."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from designer.data.examples import Examples, is_text
from designer.plan import TrainingPlan
from designer.training.forms import FORMS, Form
from designer.training.messages import Check
from designer.worker.clean import Unfinished, run_outside
from designer.worker.evaluation import answers_of, classes_of
from designer.worker.outside import MOST_ROWS

SECONDS = 300.0
"""How long reading a file and answering some rows may take; loading TensorFlow is most of it."""
TOLERANCE = 1e-4
"""The largest difference that rounding explains, as a share of the largest answer."""
INT8_TOLERANCE = 0.1
"""The same for a network in whole numbers of eight bits, as a share of the span of its answers."""
INT8_AGREEING = 0.9
"""Which share of the rows such a network should take for the same class."""


@dataclass(frozen=True)
class Sample:
    """Some rows, and what the network answers to them. `plan` is that of a classification, or nothing."""

    rows: np.ndarray
    answers: np.ndarray
    plan: TrainingPlan | None


def sample(model: keras.Model, examples: Examples, plan: TrainingPlan) -> Sample:
    """Rows held back, and training rows where there are few of those, with the answers of now."""
    rows = np.concatenate([examples.x_validation[:MOST_ROWS], examples.x_train[:MOST_ROWS]])[:MOST_ROWS]
    rows = rows if is_text(rows) else rows.astype(model.inputs[0].dtype)
    return Sample(rows, answers_of(model, rows), plan if examples.facts.classes else None)


def check(path: Path, form: Form, wanted: Sample, *, int8: bool = False) -> Check:
    """Have a clean process read the file and answer the rows of the sample."""
    title = FORMS[form].title
    with tempfile.TemporaryDirectory(prefix="layerloom-") as name:
        folder = Path(name)
        rows, answers = folder / "rows.npy", folder / "answers.npy"
        np.save(rows, wanted.rows)
        try:
            run_outside(folder, "read", form, str(path.absolute()), str(rows), str(answers), seconds=SECONDS)
            found = np.load(answers, allow_pickle=False)
        except Unfinished as end:
            took = "took too long to read" if end.why == "late" else "could not be read again"
            return Check(fault=f"The {title} was written, but {took}. Do not rely on it; try another form.")
    if found.shape != wanted.answers.shape:
        return Check(fault=f"The {title} was written, but gives answers of another shape. Do not rely on it.")
    return _compared(found, wanted, int8)


def _compared(found: np.ndarray, wanted: Sample, int8: bool) -> Check:
    difference = largest_difference(found, wanted.answers)
    agreeing = None
    if int8 and wanted.plan is not None and found.ndim == 2:
        agreeing = int((classes_of(found, wanted.plan) == classes_of(wanted.answers, wanted.plan)).sum())
    rows = len(found)
    if not int8:
        close = difference <= TOLERANCE * max(1.0, largest(wanted.answers))
    elif agreeing is not None:
        close = agreeing >= INT8_AGREEING * rows
    else:
        close = difference <= INT8_TOLERANCE * max(float(np.ptp(wanted.answers)), 1e-6)
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
