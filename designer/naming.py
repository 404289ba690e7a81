"""What layers are called in Python and in Keras, whatever the user called them on the canvas."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection

from designer.graph.design import Node
from designer.graph.naming import automatic_name, has_automatic_name

LONGEST = 60

_BETWEEN_WORDS = re.compile(r"[\W_]+")

_SCRIPT_NAMES = {
    "accuracy", "batches", "before", "column", "columns", "data", "features", "frame", "held_back", "history", "inputs", "keras", "known",
    "labels", "layer", "layers", "layers_of", "metrics", "model", "name", "np", "numpy", "os", "outputs", "pandas",
    "path", "pd", "results", "rows", "scores", "seed", "sklearn", "split", "sys", "target", "targets", "tf", "train",
    "validation", "value", "w", "w_train", "w_validation", "weights", "x", "x_all", "x_train", "x_validation", "y", "y_all", "y_train",
    "y_validation",
}  # fmt: skip
"""Names a script uses itself, so that no layer's variable may hide them."""

_UNUSABLE = {*_SCRIPT_NAMES, *keyword.kwlist, *keyword.softkwlist, *dir(builtins)}


def variables(nodes: Collection[Node]) -> dict[str, str]:
    """A Python name for each node: its own as far as it can be one, never one a script needs."""
    taken: dict[str, int] = {}
    return {node.id: _unused(_variable(node), taken) for node in nodes}


def keras_names(nodes: Collection[Node]) -> dict[str, str]:
    """The names the user gave, such that Keras, TensorFlow and HDF5 take them and none is there twice.

    Keras names the other layers itself, so a given name that looks like one of those gets an ending.
    """
    automatic = {automatic_name(kind) for kind in {node.kind for node in nodes}} | {"input_layer", "keras_tensor"}
    taken: dict[str, int] = {}
    named = ((node, _plain(node.name)) for node in nodes if not has_automatic_name(node))
    return {node.id: _unused(_keras_name(node, name, automatic), taken) for node, name in named if name}


def keras_name(text: str, kind: str, taken: Collection[str]) -> str:
    """A name for a layer after a text, such that Keras takes it and it is none of those `taken`."""
    node = Node("", kind, text)
    automatic = {automatic_name(kind), "input_layer", "keras_tensor"}
    return _unused(_keras_name(node, _plain(text), automatic), dict.fromkeys(taken, 1))


def _variable(node: Node) -> str:
    name = _spelled(node, _plain(node.name).lower())
    return f"{name}_layer" if name in _UNUSABLE else name


def _keras_name(node: Node, plain: str, automatic: Collection[str]) -> str:
    name = _spelled(node, plain)
    return f"{name}_layer" if re.sub(r"(_\d+)+$", "", name) in automatic else name


def _plain(name: str) -> str:
    """A name in ASCII letters, digits and single underscores; what has no ASCII likeness is left out."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub("_", name).strip("_")[:LONGEST].rstrip("_")


def _spelled(node: Node, plain: str) -> str:
    """A name that starts with a letter, with the kind's own in front where it must."""
    if plain and plain[0].isalpha():
        return plain
    kind = _plain(automatic_name(node.kind)) or "layer"
    kind = kind if kind[0].isalpha() else "layer"
    return f"{kind}_{plain}" if plain else kind


def _unused(name: str, taken: dict[str, int]) -> str:
    """`name`, or with the first number that makes it new; it is taken from then on."""
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}_{taken[name]}"
    taken[free] = 1
    return free
