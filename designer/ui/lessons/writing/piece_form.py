"""A form for one declaration of a lesson, made from the declaration's own type; it says at once what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from designer.lessons.writing.forms import Field, declaration, fields_of, said_of, typed_of
from designer.ui.language import tr
from designer.ui.lessons.writing.asking import put_in_or_not
from designer.ui.lessons.writing.fields import MADE
from designer.ui.parts import Sentence, column, heading, scrolled, set_flag

WIDE, HIGH = 78, 34
"""How many letters there is room for, and how many lines at most."""

Objection = Callable[[str], str]
"""Why some YAML is no such declaration, in one sentence; nothing if it is one."""


class PieceForm(QDialog):
    """`content` is the YAML of what is filled in. It is accepted only where there is nothing against it."""

    def __init__(
        self,
        title: str,
        type: type[msgspec.Struct],
        objection: Objection,
        values: Mapping[str, Any] | None = None,
        *,
        usual: Mapping[str, Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self._objection = objection
        self._fields = fields_of(type)
        names = {field.name for field in self._fields}
        self._others = {name: value for name, value in (values or {}).items() if name not in names}
        self.widgets: dict[str, QWidget] = {}
        self.fault = Sentence()
        self._lay_out(said_of(type), usual or {})
        for field in self._fields:
            if values and field.name in values:
                self.widgets[field.name].put(typed_of(field, values[field.name]))  # type: ignore[attr-defined]
        self._look()

    @property
    def content(self) -> str:
        """The YAML of what is filled in."""
        typed = {name: widget.value() for name, widget in self.widgets.items()}  # type: ignore[attr-defined]
        return declaration(self._fields, typed)

    def _lay_out(self, said: str, usual: Mapping[str, Sequence[str]]) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in self._fields:
            self._add(form, field, usual.get(field.name, ()))
        self.buttons = put_in_or_not(self)
        self.ok_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        whole = column(margin=16, spacing=10, parent=self)
        whole.addWidget(Sentence(said, flag="quiet"))
        whole.addWidget(scrolled(inside), 1)
        whole.addWidget(self.fault)
        whole.addWidget(self.buttons)
        text = self.fontMetrics()
        wanted = inside.sizeHint().height() + 10 * text.lineSpacing()
        self.resize(WIDE * text.averageCharWidth(), min(wanted, HIGH * text.lineSpacing()))

    def _add(self, form: QFormLayout, field: Field, usual: Sequence[str]) -> None:
        widget = MADE[field.sort](field, usual)
        widget.setAccessibleName(tr(f"{field.title}, needed") if field.required else tr(field.title))
        widget.changed.connect(self._look)  # type: ignore[attr-defined]
        self.widgets[field.name] = widget
        name = heading(field.title)
        if not field.required:
            name.setProperty("heading", False)
        name.setBuddy(widget)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(name, widget)

    def _look(self) -> None:
        """Hold what is there against what can be declared."""
        fault = self._objection(self.content)
        self.fault.say(fault)
        set_flag(self.fault, "quiet", bool(fault))
        self.ok_button.setEnabled(not fault)
        self.ok_button.setAccessibleDescription(tr(fault))
