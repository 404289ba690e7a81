"""How well classes are told apart: counts, and precision, recall and F1 of each class."""

from __future__ import annotations

import numpy as np

from designer.judging.calibration import calibration_of
from designer.judging.confusion import confusion
from designer.judging.curves import areas_of, lines_of
from designer.judging.figures import ClassFigures, ClassRow
from designer.judging.scores import Scores

MOST_CLASSES = 200
"""Of more classes nobody looks at a table of all pairs, which grows with their square."""
UNSURE = "The scores of this network are no probabilities, so it cannot be said how often they come true."


def class_figures(truth: np.ndarray, scores: Scores, names: tuple[str, ...]) -> ClassFigures:
    """Everything there is to say of one output that tells classes apart."""
    # Imported here because it takes seconds, and figures are also read where nothing is worked out.
    from sklearn.metrics import accuracy_score

    areas = areas_of(truth, scores)
    roc, recalls, notes = lines_of(truth, scores, names)
    table, averages = _reports(truth, scores, names, areas)
    return ClassFigures(
        names=names,
        accuracy=float(accuracy_score(truth, scores.taken)),
        confusion=confusion(truth, scores.taken, len(names)) if len(names) <= MOST_CLASSES else (),
        table=table,
        averages=averages,
        roc=roc,
        recalls=recalls,
        calibration=calibration_of(truth, scores, names) if scores.sure else None,
        notes=(*notes, *(() if scores.sure else (UNSURE,))),
    )


def _reports(
    truth: np.ndarray, scores: Scores, names: tuple[str, ...], areas: np.ndarray
) -> tuple[tuple[ClassRow, ...], tuple[ClassRow, ...]]:
    """A row for each class, and the averages over the classes that rows have."""
    from sklearn.metrics import precision_recall_fscore_support

    labels = np.arange(len(names))
    found = precision_recall_fscore_support(truth, scores.taken, labels=labels, zero_division=0)
    precision, recall, f1, support = (np.asarray(one, dtype=float) for one in found)
    there = support > 0
    recall[~there] = f1[~there] = np.nan
    precision[~there & ~np.isin(labels, scores.taken)] = np.nan
    columns = zip(names, precision, recall, f1, support, areas, strict=True)
    table = tuple(ClassRow(name, float(p), float(r), float(f), int(s), float(a)) for name, p, r, f, s, a in columns)
    figures = np.stack([precision, recall, f1, areas])[:, there]
    weighings = (("mean of the classes", np.ones(int(there.sum()))), ("weighted by rows", support[there]))
    return table, tuple(_average(name, figures, weights, len(truth)) for name, weights in weighings)


def _average(name: str, figures: np.ndarray, weights: np.ndarray, rows: int) -> ClassRow:
    precision, recall, f1, area = ((figures * weights).sum(axis=1) / weights.sum()).tolist()
    return ClassRow(name, precision, recall, f1, rows, area)
