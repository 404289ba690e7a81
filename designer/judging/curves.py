"""ROC and precision-recall curves, of the second class of two, or of each class against the rest."""

from __future__ import annotations

import warnings

import numpy as np

from designer.judging.figures import Line
from designer.judging.scores import Scores

MOST_POINTS = 300
"""Longer curves are thinned; their areas are those of all points."""
MOST_LINES = 10
"""Of more classes the most frequent are drawn: more lines nobody tells apart."""
MOST_AREAS = 200
ROUNDING = 1e-12
"""Two scores that add up to the same for every row put the rows in one order, and have one area."""


def areas_of(truth: np.ndarray, scores: Scores) -> np.ndarray:
    """The area under the ROC curve of each class against the rest; `nan` where rows are all of it, or none."""
    from sklearn.metrics import roc_auc_score

    areas = np.full(scores.values.shape[1], np.nan)
    mirrored = len(areas) == 2 and np.ptp(scores.values.sum(axis=1)) < ROUNDING
    for at in [1] if mirrored else range(min(len(areas), MOST_AREAS)):
        if _told(truth == at):
            areas[at] = roc_auc_score(truth == at, scores.values[:, at])
    return np.full(2, areas[1]) if mirrored else areas


def lines_of(
    truth: np.ndarray, scores: Scores, names: tuple[str, ...]
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[str, ...]]:
    """The ROC curves, the precision-recall curves, and in sentences which classes have none."""
    counts = np.bincount(truth, minlength=len(names))
    wanted = [1] if len(names) == 2 else list(np.argsort(-counts, kind="stable"))
    there = [int(at) for at in wanted if _told(truth == at)]
    drawn = sorted(there[:MOST_LINES])
    roc = tuple(_roc(truth == at, scores.values[:, at], names[at]) for at in drawn)
    recalls = tuple(_recall(truth == at, scores.values[:, at], names[at]) for at in drawn)
    return roc, recalls, tuple(_notes(names, wanted, there))


def _notes(names: tuple[str, ...], wanted: list[int], there: list[int]) -> list[str]:
    notes = []
    if len(there) > MOST_LINES:
        notes.append(f"The curves are those of the {MOST_LINES} most frequent of {len(names):,} classes.")
    missing = [names[at] for at in wanted if at not in there]
    if missing:
        shown = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
        notes.append(f"No curve for {shown}: all of these rows are of that class, or none is.")
    return notes


def _told(positive: np.ndarray) -> bool:
    return bool(positive.any() and not positive.all())


def _roc(positive: np.ndarray, score: np.ndarray, name: str) -> Line:
    from sklearn.metrics import auc, roc_curve

    across, up, _ = roc_curve(positive, score)
    return _line(name, across, up, float(auc(across, up)), positive)


def _recall(positive: np.ndarray, score: np.ndarray, name: str) -> Line:
    from sklearn.metrics import average_precision_score, precision_recall_curve

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        precision, recall, _ = precision_recall_curve(positive, score, drop_intermediate=True)
    return _line(name, recall[::-1], precision[::-1], float(average_precision_score(positive, score)), positive)


def _line(name: str, across: np.ndarray, up: np.ndarray, area: float, positive: np.ndarray) -> Line:
    if len(across) > MOST_POINTS:
        kept = np.linspace(0, len(across) - 1, MOST_POINTS).round().astype(int)
        across, up = across[kept], up[kept]
    return Line(name, tuple(map(float, across)), tuple(map(float, up)), area, int(positive.sum()))
