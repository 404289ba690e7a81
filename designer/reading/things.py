"""What a source names, before anybody knows what it is good for: an initializer, a layer, a metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KERAS = ("keras", "tensorflow", "tf_keras")
"""Where Keras's own names live."""


class _Named:
    """What is named by a path, as `keras.layers.Dense`."""

    path: str

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def of_keras(self) -> bool:
        """Whether the name is Keras's own, or nobody said whose it is."""
        return is_of_keras(self.path)


@dataclass(frozen=True, eq=False)
class Symbol(_Named):
    """A name from some module, as `keras.layers.Dense`; nobody knows what stands behind it."""

    path: str


@dataclass(frozen=True, eq=False)
class Thing(_Named):
    """What a call of a symbol makes, or a JSON object with a class name: the name, and what it was given.

    Two of the same name with the same settings are two things.
    """

    path: str
    args: tuple[object, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    where: str = ""
    last: int = 0
    """The number of the last line it is written on, if that is not the one of `where`."""


@dataclass(frozen=True, eq=False)
class Unknown:
    """A value that only running the source would tell; `text` is how it is written there."""

    text: str = ""


def one_line(text: object, longest: int = 100) -> str:
    """A text of a source as a name: one line, short, of signs that can be shown; empty if it is no text."""
    if not isinstance(text, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in text[:longest]).strip()


def is_of_keras(path: str) -> bool:
    root, dot, _ = path.partition(".")
    return not dot or root in KERAS
