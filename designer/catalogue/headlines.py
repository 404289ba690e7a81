"""What of a layer's settings is shown where there is room for little: on its card, in a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designer.catalogue.schema import Kind, filled
from designer.catalogue.units import Object
from designer.values import ObjectValue, Value, value_text

SEPARATOR = " · "


def headline(kind: Kind, given: Mapping[str, Value]) -> str:
    """The settings that matter most: `64 · relu`; of a layer within a layer its kind and what matters of it: `LSTM · 32`."""
    return SEPARATOR.join(_words(kind, given))


def _words(kind: Kind, given: Mapping[str, Value]) -> Iterator[str]:
    shown = tuple(kind.by_name[name] for name in kind.headline)
    for setting, (name, value) in zip(shown, filled(shown, given).items(), strict=True):
        type = setting.type
        if value in (None, False):
            continue
        yield name.replace("_", " ") if value is True else value_text(value)
        held = type.kinds.get(value.kind) if isinstance(value, ObjectValue) and isinstance(type, Object) else None
        if isinstance(held, Kind) and isinstance(value, ObjectValue):
            yield from _words(held, value.settings)
