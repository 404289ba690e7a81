"""What people wire after what, so that search shows the likeliest layers first; the user's own habits come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from designer.catalogue import kind_named
from designer.catalogue.schema import Kind
from designer.graph.design import Node
from designer.ui.canvas.habits import NO_HABITS, Habits, blended

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


def is_bent(node: Node) -> bool:
    """Whether a layer bends its numbers itself, so that an activation behind it would be one too many."""
    kind = kind_named(node.kind)
    if kind is None or kind.role not in ("activation", "linear"):
        return False
    own = "activation" in kind.by_name
    return kind.filled(node.settings)["activation"] not in (None, "linear") if own else kind.role == "activation"


def likeliest_after(
    kind: str | None, offered: Iterable[Kind], bent: bool = False, habits: Habits = NO_HABITS
) -> list[Kind]:
    """The kinds offered, those most often wired after `kind` first, activations last if `bent` already."""
    order = blended((*FOLLOWS.get(kind, ()), *USUAL), habits.uses_after(kind)) if kind is not None else USUAL
    ranked = _ranked(order, offered)
    return _activations_last(ranked) if bent else ranked


def likeliest_before(kind: str, offered: Iterable[Kind], habits: Habits = NO_HABITS) -> list[Kind]:
    """The kinds offered, those that `kind` most often follows first."""
    before = sorted((name for name in FOLLOWS if kind in FOLLOWS[name]), key=lambda name: FOLLOWS[name].index(kind))
    ranked = _ranked(blended((*before, *USUAL), habits.uses_before(kind)), offered)
    return _activations_last(ranked) if _is_activation(kind_named(kind)) else ranked


def _activations_last(kinds: list[Kind]) -> list[Kind]:
    return sorted(kinds, key=_is_activation)


def _is_activation(kind: Kind | None) -> bool:
    return kind is not None and kind.role == "activation"


def _ranked(order: Iterable[str], offered: Iterable[Kind]) -> list[Kind]:
    ranks: dict[str, int] = {}
    for at, name in enumerate(order):
        ranks.setdefault(name, at)
    return sorted(offered, key=lambda kind: ranks.get(kind.name, len(ranks)))
