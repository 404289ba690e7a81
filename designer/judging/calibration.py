"""Whether scores come true as often as they say."""

from __future__ import annotations

import numpy as np

from designer.judging.figures import Bin, Calibration
from designer.judging.scores import Scores

BINS = 10


def calibration_of(truth: np.ndarray, scores: Scores, names: tuple[str, ...]) -> Calibration:
    """Ten bins of equal width; of two classes over the score of the second, else over that of the class taken.

    The expected calibration error is the mean distance of a bin's two figures, weighted by its rows
    (Naeini et al., 2015).
    """
    if len(names) == 2:
        of, said, came = f"the score of {names[1]}", scores.values[:, 1], truth == 1
    else:
        of = "the score of the class that is taken"
        said, came = scores.values[np.arange(len(truth)), scores.taken], truth == scores.taken
    place = np.clip((said * BINS).astype(int), 0, BINS - 1)
    rows = np.bincount(place, minlength=BINS)
    filled = np.maximum(rows, 1)
    means = np.bincount(place, said, BINS) / filled
    shares = np.bincount(place, came, BINS) / filled
    error = float((np.abs(means - shares) * rows).sum() / len(truth))
    bins = tuple(
        Bin(at / BINS, (at + 1) / BINS, int(rows[at]), float(means[at]), float(shares[at]))
        for at in range(BINS)
        if rows[at]
    )
    return Calibration(of, bins, error)
