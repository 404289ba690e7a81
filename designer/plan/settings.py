"""Settings as a plan gives them: only what differs from Keras's defaults, in the order of the catalogue."""

from collections.abc import Iterable, Mapping
from typing import cast

from designer.catalogue.schema import Setting
from designer.catalogue.units import Object, SettingType
from designer.values import ObjectValue, Scalar, Value


def given_settings(settings: Iterable[Setting], given: Mapping[str, Value]) -> dict[str, Value]:
    """What of `given` differs from the defaults, in the order of the catalogue."""
    kept: dict[str, Value] = {}
    for setting in settings:
        if setting.name in given:
            value = given[setting.name]
            value = normal_object(value, setting.type) if isinstance(value, ObjectValue) else _portable(value)
            if not setting.is_default(value):
                kept[setting.name] = value
    return kept


def normal_object(value: ObjectValue, type: SettingType) -> ObjectValue:
    """The object without settings that repeat its defaults, so that both readers give it in the same form.

    The form matters: a name (`"he_normal"`) draws its seed when its layer is made, an object before that.
    """
    kind = type.kinds.get(value.kind) if isinstance(type, Object) else None
    return ObjectValue(value.kind, given_settings(kind.settings, value.settings)) if kind and value.settings else value


def _portable(value: Value) -> Value:
    """A whole number too large for a message or a tensor as the float nearest to it."""
    if isinstance(value, tuple):
        return tuple(cast(Scalar, _portable(part)) for part in value)
    return float(value) if isinstance(value, int) and abs(value) >= 2**63 else value
