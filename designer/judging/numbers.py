"""How well numbers are predicted."""

from __future__ import annotations

import numpy as np

from designer.judging.figures import NumberFigures

MOST_BARS = 40


def number_figures(truth: np.ndarray, said: np.ndarray) -> NumberFigures:
    """Figures of two arrays of one shape: a row for each row, a column for each number in it."""
    from sklearn.metrics import mean_absolute_error, r2_score

    residuals = truth - said
    varied = len(truth) > 1 and bool((truth.var(axis=0) > 0).all())
    counts, edges = histogram(residuals.ravel())
    return NumberFigures(
        numbers=truth.shape[1],
        r2=float(r2_score(truth, said)) if varied else float("nan"),
        mae=float(mean_absolute_error(truth, said)),
        rmse=float(np.sqrt((residuals**2).mean())),
        bias=float(residuals.mean()),
        edges=tuple(map(float, edges)),
        counts=tuple(map(int, counts)),
    )


def histogram(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts and edges of as many bars as the values fill well, at most `MOST_BARS`."""
    low, high = float(values.min()), float(values.max())
    if not high - low > 1e-9 * max(abs(low), abs(high), 1e-30):
        room = abs(low) * 1e-3 or 1e-3
        return np.histogram(values, bins=1, range=(low - room, high + room))
    bars = int(np.clip(np.sqrt(values.size), 5, MOST_BARS))
    return np.histogram(values, bins=bars)


def comparable(truth: np.ndarray, answers: np.ndarray) -> tuple[np.ndarray, np.ndarray] | str:
    """Both with a row for each row and a column for each number; else a sentence why they cannot be compared."""
    rows = len(truth)
    wanted, given = truth.reshape(rows, -1).astype("float64"), answers.reshape(len(answers), -1).astype("float64")
    if wanted.shape != given.shape:
        return (
            f"This output gives {given.shape[1]:,} numbers for each row, and the data has {wanted.shape[1]:,}, "
            "so they cannot be held against each other."
        )
    if not np.isfinite(given).all():
        return "Some of the answers are no numbers, so there is nothing to judge. Lower the learning rate."
    return wanted, given
