"""Which field edits which type of setting."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Setting
from designer.catalogue.units import NumberOr, Object
from designer.ui.inspector.field import MIXED, Field, Mixed, Shown
from designer.ui.inspector.number_or_field import NumberOrField
from designer.ui.inspector.object_field import ObjectField
from designer.ui.inspector.simple import plain_field

__all__ = ["MIXED", "Field", "Mixed", "field_for"]


def field_for(setting: Setting, value: Shown, parent: QWidget | None = None) -> Field:
    """A field for one declared setting. `MIXED` stands for several nodes that do not agree."""
    if isinstance(setting.type, NumberOr):
        return NumberOrField(setting, value, field_for, parent)
    if isinstance(setting.type, Object):
        return ObjectField(setting, value, field_for, parent)
    return plain_field(setting, value, parent)
