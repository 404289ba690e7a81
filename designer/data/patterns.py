"""The generated patterns and the split, written so that their source can be printed into a script.

Each function stands on its own: it uses numpy as `np` and nothing else of Layerloom. The patterns are those
of TensorFlow Playground (playground/src/dataset.ts) scaled from its -6..6 to about -1..1, and scikit-learn's
`make_moons`. Each gives (size, 2) points and (size, 1) answers, the classes in turn.

The spiral has 1.25 turns where the Playground's has 1.75, and begins a little off the centre, where the arms
would lie in each other's noise: so two layers of 8 tanh units learn it in some hundred epochs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np


def plane(size: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Points in a square; the answer is the mean of the two coordinates, plus noise."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(-1, 1, (size, 2))
    answer = points.mean(axis=1) + rng.normal(0, noise, size)
    return points.astype("float32"), answer.reshape(-1, 1).astype("float32")


def spiral(size: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two arms that wind around each other; the answer is the arm."""
    rng = np.random.default_rng(seed)
    arm = np.arange(size) % 2
    radius = np.linspace(0.1, 1, size)
    angle = 1.25 * radius * 2 * np.pi + np.pi * arm
    points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    points += rng.normal(0, noise, points.shape)
    return points.astype("float32"), arm.reshape(-1, 1).astype("int32")


def xor(size: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Points in four squares; the answer is 1 where both coordinates have one sign."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(-1, 1, (size, 2))
    points += 0.06 * np.sign(points)
    same = points[:, 0] * points[:, 1] >= 0
    points += rng.normal(0, noise, points.shape)
    return points.astype("float32"), same.reshape(-1, 1).astype("int32")


def circles(size: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A disc inside a ring; the answer is 1 in the disc."""
    rng = np.random.default_rng(seed)
    inside = np.arange(size) % 2
    radius = np.where(inside, rng.uniform(0, 0.5, size), rng.uniform(0.7, 1, size))
    angle = rng.uniform(0, 2 * np.pi, size)
    points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    points += rng.normal(0, noise, points.shape)
    return points.astype("float32"), inside.reshape(-1, 1).astype("int32")


def moons(size: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles that reach into each other; the answer is 1 on the lower one."""
    rng = np.random.default_rng(seed)
    lower = np.arange(size) % 2
    angle = np.pi * np.arange(size) / size
    across = np.where(lower, 1 - np.cos(angle), np.cos(angle)) - 0.5
    up = np.where(lower, 0.5 - np.sin(angle), np.sin(angle)) - 0.25
    points = np.column_stack([across, up]) / 1.5
    points += rng.normal(0, noise, points.shape)
    return points.astype("float32"), lower.reshape(-1, 1).astype("int32")


def blobs(size: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two round clouds on a diagonal; the answer is 1 for the upper right one."""
    rng = np.random.default_rng(seed)
    upper = np.arange(size) % 2
    centres = np.where(upper, 0.4, -0.4).reshape(-1, 1)
    points = centres + rng.normal(0, 0.14, (size, 2)) + rng.normal(0, noise, (size, 2))
    return points.astype("float32"), upper.reshape(-1, 1).astype("int32")


def split(
    x: np.ndarray, y: np.ndarray, share: float, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Hold a share of the rows back for validation, drawn at random."""
    order = np.random.default_rng(seed).permutation(len(x))
    held_back = min(max(1, round(len(x) * share)), len(x) - 1)
    validation, training = order[:held_back], order[held_back:]
    return x[training], y[training], x[validation], y[validation]


def shapes(size: int, noise: float, seed: int) -> tuple[dict[str, np.ndarray], ...]:
    """Pictures of a disc, a square or a cross, and beside each its distance and the light.

    The answers are its real size, which takes picture and distance, and which shape it is.
    """
    rng = np.random.default_rng(seed)
    shape = np.arange(size) % 3
    distance, light = rng.uniform(1, 2, size), rng.uniform(0.3, 1, size)
    seen = rng.uniform(1.5, 4.5, size)
    real = seen * distance / 9 + rng.normal(0, noise, size) / 9
    middle = rng.uniform(4.5, 6.5, (2, size, 1, 1))
    down = np.abs(np.arange(12).reshape(12, 1) - middle[0])
    across = np.abs(np.arange(12) - middle[1])
    near, far = np.minimum(down, across), np.maximum(down, across)
    which, reach = shape.reshape(-1, 1, 1), seen.reshape(-1, 1, 1)
    cross = (near <= 0.3 * reach) & (far <= reach)
    other = np.where(which == 1, far <= 0.8 * reach, cross)
    picture = np.where(which == 0, np.hypot(down, across) <= reach, other)
    picture = picture * light.reshape(-1, 1, 1) + rng.normal(0, noise, picture.shape)
    beside = np.column_stack([distance, light])
    x = {"picture": picture[..., np.newaxis], "beside": beside}
    y = {"size": real.astype("float32"), "shape": shape.astype("int32")}
    x = {name: part.astype("float32") for name, part in x.items()}
    return x, {name: answers.reshape(-1, 1) for name, answers in y.items()}


def split_parts(
    x: dict[str, np.ndarray], y: dict[str, np.ndarray], share: float, seed: int
) -> tuple[dict[str, np.ndarray], ...]:
    """Hold a share of the rows back for validation, drawn at random: the same of every part."""
    count = len(next(iter(x.values())))
    order = np.random.default_rng(seed).permutation(count)
    held_back = min(max(1, round(count * share)), count - 1)
    validation, training = order[:held_back], order[held_back:]
    sides = ((x, training), (y, training), (x, validation), (y, validation))
    return tuple({name: part[at] for name, part in side.items()} for side, at in sides)


GENERATORS: Final[Mapping[str, Callable[[int, float, int], tuple[np.ndarray, np.ndarray]]]] = {
    function.__name__: function for function in (plane, spiral, xor, circles, moons, blobs)
}
