"""Ids and names for new nodes: Keras's habit, so that the canvas and the code call a layer the same."""

import re
from collections.abc import Collection
from functools import lru_cache

from designer.graph.design import Design, Node


def fresh_ids(design: Design, count: int, letter: str = "n") -> list[str]:
    """Ids the design does not have: `n7`, `n8`, … above the highest in use. `b`, `f` and `c` start those of
    blocks, frames and comments."""
    numbered = re.compile(rf"{letter}\d{{1,9}}").fullmatch
    numbers = (int(id[1:]) for id in design.ids() if numbered(id))
    first = max(numbers, default=0) + 1
    return [f"{letter}{number}" for number in range(first, first + count)]


def fresh_name(kind: str, taken: Collection[str]) -> str:
    """Keras's own automatic name for a kind, `dense`, `dense_1`, …: the first that is not taken."""
    return _numbered(automatic_name(kind), taken, "_", 1)


def copied_name(node: Node, taken: Collection[str]) -> str:
    """The name of a copy: the user's own with a number behind it if it is taken, else Keras's."""
    if node.name and not has_automatic_name(node):
        return _numbered(node.name, taken, " ", 2)
    return fresh_name(node.kind, taken)


@lru_cache(maxsize=1024)
def automatic_name(kind: str) -> str:
    """A kind in snake case, as Keras names layers: `Conv2D` gives `conv2d`, `LeakyReLU` `leaky_re_lu`."""
    spaced = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", kind)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", spaced).lower()


def has_automatic_name(node: Node) -> bool:
    """Whether the user never named this node."""
    start = automatic_name(node.kind)
    return node.name == start or (node.name.startswith(f"{start}_") and node.name[len(start) + 1 :].isdecimal())


def numbered(name: str, taken: Collection[str]) -> str:
    """`name` if it is not taken, else with the first number behind it that makes it new: "Dense block 2"."""
    return _numbered(name, taken, " ", 2)


def _numbered(name: str, taken: Collection[str], between: str, number: int) -> str:
    """`name` if it is not taken, else with the first number from `number` on that makes it new."""
    free = name
    while free in taken:
        free, number = f"{name}{between}{number}", number + 1
    return free
