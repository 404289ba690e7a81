"""What people wire after what, so that search shows the likeliest layers first; the user's own habits come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from designer.catalogue import KINDS, kind_named
from designer.catalogue.schema import Kind
from designer.graph.design import Node
from designer.ui.canvas.habits import NO_HABITS, Habits, blended

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "Input": ("Dense", "Normalization", "Conv2D", "Rescaling", "Flatten", "Embedding", "LSTM", "TextVectorization"),
    "Normalization": ("Dense", "Conv2D", "LSTM"),
    "Rescaling": ("Conv2D", "Flatten", "Dense"),
    "Dense": ("ReLU", "Activation", "Dense", "Dropout", "BatchNormalization", "Softmax"),
    "Activation": ("Dense", "Conv2D", "Dropout", "MaxPooling2D", "BatchNormalization"),
    "ReLU": ("Dense", "Conv2D", "Dropout", "MaxPooling2D", "BatchNormalization", "Flatten"),
    "Softmax": ("Dot", "Multiply", "Concatenate"),
    "Dropout": ("Dense", "LSTM", "Conv2D", "Flatten"),
    "SpatialDropout2D": ("Conv2D", "MaxPooling2D", "Flatten", "LSTM"),
    "GaussianNoise": ("Dense", "Conv2D"),
    "BatchNormalization": ("ReLU", "Activation", "Dense", "Conv2D", "MaxPooling2D"),
    "LayerNormalization": ("MultiHeadAttention", "Dense", "LSTM", "Dropout", "GlobalAveragePooling1D"),
    "RMSNormalization": ("GroupQueryAttention", "MultiHeadAttention", "Dense"),
    "Flatten": ("Dense", "Dropout"),
    "Reshape": ("Conv2DTranspose", "Conv2D", "LSTM", "Dense"),
    "RepeatVector": ("LSTM", "GRU"),
    "UpSampling2D": ("Conv2D", "Concatenate", "BatchNormalization"),
    "ZeroPadding2D": ("Conv2D", "DepthwiseConv2D", "MaxPooling2D"),
    "Cropping2D": ("Conv2D", "Concatenate", "Add"),
    "Resizing": ("Rescaling", "RandomFlip", "Conv2D"),
    "RandomFlip": ("RandomRotation", "RandomZoom", "RandomContrast", "Rescaling", "Conv2D"),
    "CategoryEncoding": ("Dense", "Concatenate"),
    "Discretization": ("CategoryEncoding", "Embedding"),
    "Hashing": ("Embedding", "CategoryEncoding"),
    "HashedCrossing": ("Embedding", "CategoryEncoding"),
    "IntegerLookup": ("Embedding", "CategoryEncoding"),
    "StringLookup": ("Embedding", "CategoryEncoding"),
    "TextVectorization": ("Embedding",),
    "MelSpectrogram": ("Normalization", "Conv2D", "Conv1D"),
    "Conv2D": ("ReLU", "MaxPooling2D", "Conv2D", "BatchNormalization", "Flatten", "GlobalAveragePooling2D"),
    "DepthwiseConv2D": ("BatchNormalization", "ReLU", "Conv2D"),
    "Conv2DTranspose": ("BatchNormalization", "ReLU", "Conv2DTranspose", "Concatenate", "Conv2D"),
    "MaxPooling2D": ("Conv2D", "Flatten", "Dropout", "GlobalAveragePooling2D"),
    "GlobalAveragePooling2D": ("Dense", "Dropout"),
    "Embedding": ("LSTM", "Bidirectional", "GRU", "GlobalAveragePooling1D", "Flatten", "Conv1D", "Dropout"),
    "LSTM": ("Dense", "LSTM", "Dropout", "RepeatVector"),
    "GRU": ("Dense", "GRU", "Dropout", "RepeatVector"),
    "Bidirectional": ("Dense", "Bidirectional", "Dropout", "LSTM"),
    "TimeDistributed": ("LSTM", "GRU", "Bidirectional", "GlobalAveragePooling1D", "Dropout"),
    "SpectralNormalization": ("LeakyReLU", "SpectralNormalization", "Dropout", "Flatten"),
    "ConvLSTM2D": ("BatchNormalization", "ConvLSTM2D", "Conv3D", "Flatten"),
    "MultiHeadAttention": ("Add", "Dropout", "LayerNormalization", "Dense"),
    "Attention": ("Concatenate", "GlobalAveragePooling1D", "Dense"),
    "Add": ("ReLU", "LayerNormalization", "Conv2D", "Dense", "Activation"),
    "Concatenate": ("Dense", "Conv2D", "BatchNormalization", "ReLU", "Dropout"),
    "Dot": ("Dense", "Softmax", "Activation"),
}
"""The kinds most often wired after each, the most usual first. What is said of two dimensions holds for one and three."""

LIKE: Mapping[str, str] = {
    "Core": "Dense",
    "Activation": "ReLU",
    "Regularization": "Dropout",
    "Normalization": "BatchNormalization",
    "Reshaping": "ZeroPadding2D",
    "Convolution": "Conv2D",
    "Pooling": "MaxPooling2D",
    "Recurrent": "LSTM",
    "Attention": "Attention",
    "Merging": "Add",
    "Preprocessing": "Resizing",
    "Augmentation": "RandomFlip",
}
"""For each family the kind whose place those take that are not in the table."""

USUAL = ("Dense", "ReLU", "Activation", "Conv2D", "Dropout", "Flatten", "Input")
"""Where nothing else is known."""


@cache
def usual_after(name: str) -> tuple[str, ...]:
    """The kinds most often wired after one, whoever draws; nothing after one that is not in the catalogue."""
    kind, rank = kind_named(name), _rank(name)
    if kind is None:
        return ()
    like = "GlobalAveragePooling2D" if "Global" in name else LIKE.get(kind.family, "")
    found = FOLLOWS.get(_flat(name)) or FOLLOWS.get(like, ())
    return tuple(other.replace("2D", rank) for other in found) if rank else found


@cache
def usual_before(name: str) -> tuple[str, ...]:
    """The kinds that one is most often wired after: those in the table first, and of them those it follows first."""
    places = {other: usual_after(other).index(name) for other in KINDS if name in usual_after(other)}
    return tuple(sorted(places, key=lambda other: (_flat(other) not in FOLLOWS, places[other])))


def _flat(name: str) -> str:
    """A kind's name as the table has it."""
    rank = _rank(name)
    return name.replace(rank, "2D") if rank else name


def _rank(name: str) -> str:
    """For how many dimensions a kind is, as its name says it: `1D`, `2D`, `3D`, or nothing."""
    return next((rank for rank in ("1D", "2D", "3D") if rank in name), "")


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
    order = blended((*usual_after(kind), *USUAL), habits.uses_after(kind)) if kind is not None else USUAL
    ranked = _ranked(order, offered)
    return _activations_last(ranked) if bent else ranked


def likeliest_before(kind: str, offered: Iterable[Kind], habits: Habits = NO_HABITS) -> list[Kind]:
    """The kinds offered, those that `kind` most often follows first."""
    ranked = _ranked(blended((*usual_before(kind), *USUAL), habits.uses_before(kind)), offered)
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
