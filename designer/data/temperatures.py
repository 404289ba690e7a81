"""A small set of series of our own: temperatures of a place that does not exist, so that they come along and cost nothing.

Like the patterns it stands on its own, so that its source can be printed into a script.
"""

from __future__ import annotations

import numpy as np


def temperatures() -> tuple[np.ndarray, np.ndarray]:
    """500 times 28 days of an invented place, and the day after each; no two rows share a day.

    Seasons, and weather that swings about them: each day follows from the two before it, and chance.
    """
    rng = np.random.default_rng(4)
    weather = rng.normal(0, 1.2, 500 * 29)
    for day in range(2, len(weather)):
        weather[day] += 1.5 * weather[day - 1] - 0.8 * weather[day - 2]
    season = 10 - 9 * np.cos(2 * np.pi * np.arange(len(weather)) / 365.25)
    days = (season + weather).round(1).reshape(500, 29).astype("float32")
    order = rng.permutation(500)
    return days[order, :28, np.newaxis], days[order, 28:]
