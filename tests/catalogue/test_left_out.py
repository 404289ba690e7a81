"""Every public class of the installed Keras's layers is a kind, or said not to be one."""

import inspect
from types import ModuleType

from designer.catalogue import KINDS
from designer.catalogue.left_out import LEFT_OUT, NOT_YET


def public(keras: ModuleType) -> dict[str, type]:
    """Each class by the name it is documented under: `AvgPool2D` is another name of AveragePooling2D."""
    found: dict[type, list[str]] = {}
    for name, item in vars(keras.layers).items():
        if inspect.isclass(item):
            found.setdefault(item, []).append(name)
    return {_documented(item, names): item for item, names in found.items()}


def _documented(item: type, names: list[str]) -> str:
    return item.__name__ if item.__name__ in names else names[0]


def test_every_class_is_a_kind_or_left_out_for_a_reason(keras: ModuleType) -> None:
    assert set(public(keras)) == {*KINDS, *LEFT_OUT, *NOT_YET} - {"Input"}


def test_what_is_a_kind_is_not_left_out() -> None:
    assert not (KINDS.keys() & {*LEFT_OUT, *NOT_YET} or LEFT_OUT.keys() & {*NOT_YET})
