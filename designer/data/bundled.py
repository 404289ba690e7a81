"""The teaching data sets: those that come with scikit-learn, which is loaded only when one is read, and some of our own.

`bundled_lines` is what a script says to get the very arrays `load_bundled` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from designer.data.examples import PREVIEW_ROWS, Loaded, number_column, preview, target_column
from designer.data.reviews import film_reviews
from designer.data.temperatures import temperatures
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
    "digits_again": "the image again",
    "film_reviews": "opinion",
    "temperatures": "the day after",
}
OWN: Final[Mapping[BundledName, Callable[[], tuple[np.ndarray, np.ndarray]]]] = {
    "film_reviews": film_reviews,
    "temperatures": temperatures,
}
"""What makes the sets of our own."""
LOADED: Final[Mapping[BundledName, BundledName]] = {"digits_again": "digits"}
"""Which of scikit-learn's sets another one is made of."""
OPINIONS: Final = ("complaint", "praise")


def load_bundled(source: Bundled) -> Loaded:
    """The examples of one set."""
    name = source.name
    if name in OWN:
        return _texts(name) if name == "film_reviews" else _series(name)
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{LOADED.get(name, name)}")(**ARGUMENTS.get(name, {}))
    if name == "digits_again":
        return _images_again(bunch)
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
    if name in OWN:
        return (f"x, y = {name}()",)
    if name == "digits_again":
        return (
            "digits = load_digits()",
            'x = digits.images[..., np.newaxis].astype("float32")',
            'y = (digits.data / 16).astype("float32")',
        )
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


def _series(name: BundledName) -> Loaded:
    x, y = OWN[name]()
    columns = (number_column("temperature", x), target_column(TARGETS[name], y, ()))
    rows = tuple((f"{len(days)} days", f"{after:.4g}") for days, after in zip(x[:PREVIEW_ROWS], y[:PREVIEW_ROWS, 0], strict=True))  # fmt: skip
    return Loaded(x, y, columns, rows, ())


def _images_again(bunch: Any) -> Loaded:
    x, y = bunch.images[..., np.newaxis].astype("float32"), (bunch.data / 16).astype("float32")
    height, width = x.shape[1:3]
    columns = (number_column("image", x), target_column(TARGETS["digits_again"], y, ()))
    rows = ((f"{height} x {width} image", "the same image"),) * PREVIEW_ROWS
    return Loaded(x, y, columns, rows, ())


def _images(bunch: Any, y: np.ndarray, classes: tuple[str, ...], target: Column) -> Loaded:
    x = bunch.images[..., np.newaxis].astype("float32")
    height, width = x.shape[1:3]
    rows = tuple((f"{height} x {width} image", classes[number]) for number in y[:PREVIEW_ROWS, 0])
    return Loaded(x, y, (number_column("image", x), target), rows, classes)
