"""What people wire after what, so that search shows the likeliest layers first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from designer.catalogue.schema import Kind

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "Input": ("Dense", "Normalization", "Conv2D", "Rescaling", "Flatten", "Embedding", "LSTM"),
    "Normalization": ("Dense", "Conv2D", "LSTM"),
    "Rescaling": ("Conv2D", "Flatten", "Dense"),
    "Dense": ("ReLU", "Activation", "Dense", "Dropout", "BatchNormalization", "Softmax"),
    "Activation": ("Dense", "Conv2D", "Dropout", "MaxPooling2D", "BatchNormalization"),
    "ReLU": ("Dense", "Conv2D", "Dropout", "MaxPooling2D", "BatchNormalization", "Flatten"),
    "LeakyReLU": ("Dense", "Conv2D", "Dropout", "MaxPooling2D"),
    "PReLU": ("Dense", "Conv2D", "Dropout", "MaxPooling2D"),
    "ELU": ("Dense", "Conv2D", "Dropout", "MaxPooling2D"),
    "Dropout": ("Dense", "LSTM", "Conv2D", "Flatten"),
    "GaussianNoise": ("Dense", "Conv2D"),
    "BatchNormalization": ("ReLU", "Activation", "Dense", "Conv2D", "MaxPooling2D"),
    "LayerNormalization": ("Dense", "LSTM", "Dropout"),
    "Flatten": ("Dense", "Dropout"),
    "Reshape": ("Conv2D", "LSTM", "Dense"),
    "Conv2D": ("ReLU", "MaxPooling2D", "Conv2D", "BatchNormalization", "Flatten", "GlobalAveragePooling2D"),
    "MaxPooling2D": ("Conv2D", "Flatten", "Dropout", "GlobalAveragePooling2D"),
    "AveragePooling2D": ("Conv2D", "Flatten", "Dropout"),
    "GlobalAveragePooling2D": ("Dense", "Dropout"),
    "Embedding": ("LSTM", "GRU", "Flatten", "Dropout"),
    "LSTM": ("Dense", "LSTM", "Dropout"),
    "GRU": ("Dense", "GRU", "Dropout"),
}
"""The kinds most often wired after each, the most usual first."""

USUAL = ("Dense", "ReLU", "Activation", "Conv2D", "Dropout", "Flatten", "Input")
"""Where nothing else is known."""


def likeliest_after(kind: str | None, offered: Iterable[Kind]) -> list[Kind]:
    """The kinds offered, those most often wired after `kind` first."""
    order = (*FOLLOWS.get(kind or "", ()), *USUAL) if kind is not None else USUAL
    return _ranked(order, offered)


def likeliest_before(kind: str, offered: Iterable[Kind]) -> list[Kind]:
    """The kinds offered, those that `kind` most often follows first."""
    before = sorted((name for name in FOLLOWS if kind in FOLLOWS[name]), key=lambda name: FOLLOWS[name].index(kind))
    return _ranked((*before, *USUAL), offered)


def _ranked(order: Iterable[str], offered: Iterable[Kind]) -> list[Kind]:
    ranks: dict[str, int] = {}
    for at, name in enumerate(order):
        ranks.setdefault(name, at)
    return sorted(offered, key=lambda kind: ranks.get(kind.name, len(ranks)))
