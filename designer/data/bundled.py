"""The teaching data sets: those that come with scikit-learn, which is loaded only when one is read, and texts of our own.

`bundled_lines` is what a script says to get the very arrays `load_bundled` gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from designer.data.examples import PREVIEW_ROWS, Loaded, number_column, preview, target_column
from designer.data.reviews import film_reviews
from designer.graph.specs import Bundled, BundledName, Column

REGRESSIONS: Final = ("diabetes",)
ARGUMENTS: Final[Mapping[str, dict[str, object]]] = {"diabetes": {"scaled": False}}
"""What a loader is told. Diabetes comes in its own units, so that scaling it is the network's work."""
TARGETS: Final[Mapping[BundledName, str]] = {
    "iris": "species",
    "wine": "grower",
    "breast_cancer": "diagnosis",
    "diabetes": "progression",
    "digits": "digit",
    "film_reviews": "opinion",
}


OPINIONS: Final = ("complaint", "praise")


def load_bundled(source: Bundled) -> Loaded:
    """The examples of one set."""
    name = source.name
    if name == "film_reviews":
        return _texts(name)
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{name}")(**ARGUMENTS.get(name, {}))
    y = bunch.target.reshape(-1, 1).astype("float32" if name in REGRESSIONS else "int32")
    classes = () if name in REGRESSIONS else tuple(str(label) for label in bunch.target_names)
    target = target_column(TARGETS[name], y, classes)
    if name == "digits":
        return _images(bunch, y, classes, target)
    x = bunch.data.astype("float32")
    features = (number_column(str(label), x[:, at]) for at, label in enumerate(bunch.feature_names))
    return Loaded(x, y, (*features, target), preview(x, y, classes), classes)


def bundled_lines(source: Bundled) -> tuple[str, ...]:
    """The lines of a script that define the same `x` and `y`."""
    name = source.name
    if name == "film_reviews":
        return ("x, y = film_reviews()",)
    arguments = ", ".join(f"{key}={value!r}" for key, value in ARGUMENTS.get(name, {}).items())
    rows = "images[..., np.newaxis]" if name == "digits" else "data"
    kind = "float32" if name in REGRESSIONS else "int32"
    return (
        f"{name} = load_{name}({arguments})",
        f'x = {name}.{rows}.astype("float32")',
        f'y = {name}.target.reshape(-1, 1).astype("{kind}")',
    )


def _texts(name: BundledName) -> Loaded:
    x, y = film_reviews()
    columns = (Column("review", "text", "feature"), target_column(TARGETS[name], y, OPINIONS))
    rows = tuple((str(text), OPINIONS[number]) for text, number in zip(x[:PREVIEW_ROWS, 0], y[:PREVIEW_ROWS, 0], strict=True))  # fmt: skip
    return Loaded(x, y, columns, rows, OPINIONS)


def _images(bunch: Any, y: np.ndarray, classes: tuple[str, ...], target: Column) -> Loaded:
    x = bunch.images[..., np.newaxis].astype("float32")
    height, width = x.shape[1:3]
    rows = tuple((f"{height} x {width} image", classes[number]) for number in y[:PREVIEW_ROWS, 0])
    return Loaded(x, y, (number_column("image", x), target), rows, classes)
