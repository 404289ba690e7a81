"""The field of a setting that is one number, or a small object that says what it is from step to step."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QWidget

from designer.catalogue.schema import Kind, ObjectKind, Setting
from designer.catalogue.units import NumberOr
from designer.ui.inspector.field import Shown
from designer.ui.inspector.form import FieldMaker
from designer.ui.inspector.object_field import ObjectField
from designer.ui.inspector.simple import TextField
from designer.ui.language import tr
from designer.ui.parts import set_shown
from designer.values import ObjectValue, Value

QWIDGETSIZE_MAX = (1 << 24) - 1
"""What Qt calls no limit at all."""


class NumberOrField(ObjectField):
    """A line for the number with a list beside it; an object chosen there takes the place of the line."""

    nothing = "fixed"
    helped = True
    number: TextField | None = None

    def __init__(self, setting: Setting, value: Shown, make: FieldMaker, parent: QWidget | None = None) -> None:
        super().__init__(setting, value, make, parent)
        assert isinstance(setting.type, NumberOr)
        self._type = setting.type
        plain = Setting(setting.name, self._type.number, setting.default, setting.help)
        self.number = TextField(plain, self._plain(), self)
        self.number.edited.connect(self._numbered)
        self.number.refused.connect(self.refused)
        self.number.finished.connect(self.finished)
        self.combo.setAccessibleName(tr(f"How {setting.name} changes"))
        self.combo.setToolTip(tr("The same from the first step to the last, or another one as training goes on"))
        row = QHBoxLayout()
        row.setSpacing(4)
        self._layout.removeWidget(self.combo)
        row.addWidget(self.number, 1)
        row.addWidget(self.combo, 1)
        self._layout.insertLayout(0, row)
        self._show()

    def line_height(self) -> int:
        return self.combo.sizeHint().height()

    def focus(self) -> None:
        if self.number is not None and isinstance(self.focusProxy(), type(self.number.line)):
            self.number.focus()
        else:
            super().focus()

    def _begun(self, kind: Kind | ObjectKind) -> ObjectValue:
        """A chosen object starts from the number that stood here."""
        fresh, carried = super()._begun(kind), self._carried()
        if carried is None or self._type.carries not in kind.by_name:
            return fresh
        return replace(fresh, settings={**fresh.settings, self._type.carries: carried})

    def _nothing(self) -> Value:
        """The number that takes the place of an object: the one it began with."""
        carried = self._carried()
        return carried if carried is not None else self.setting.default  # type: ignore[return-value]

    def _carried(self) -> Value:
        value = self._value.settings.get(self._type.carries) if isinstance(self._value, ObjectValue) else self._value
        return value if isinstance(value, float) else None

    def _numbered(self, value: object) -> None:
        self._give(value)  # type: ignore[arg-type]

    def _plain(self) -> Shown:
        return self.setting.default if isinstance(self._value, ObjectValue) else self._value  # type: ignore[return-value]

    def _show(self) -> None:
        super()._show()
        if self.number is None:
            return
        scheduled = isinstance(self._value, ObjectValue)
        set_shown(self.number, not scheduled)
        # beside a number it is no more than the arrow that opens the list: the number needs the room
        self.combo.setMaximumWidth(QWIDGETSIZE_MAX if scheduled else self.line_height())
        self.setFocusProxy(self.combo if scheduled else self.number.line)
        if not scheduled:
            self.number.set_value(self._value)
