"""Picks one of Keras's optimizers or losses, with a form for the settings of the one picked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from designer.catalogue.schema import ObjectKind, Setting
from designer.ui.inspector.field import Combo
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.language import tr
from designer.ui.parts import Section, column
from designer.values import ObjectValue, Value


class ObjectPicker(QWidget):
    """A list, the usual settings of what is chosen, and the rare ones folded away."""

    edited = Signal(object)
    """The `ObjectValue` the user gave."""
    finished = Signal()

    def __init__(self, title: str, kinds: Mapping[str, ObjectKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._value: ObjectValue | None = None
        self._forms: list[SettingForm] = []
        self._body: QWidget | None = None
        self._rare: list[Setting] = []
        self._more: QVBoxLayout = QVBoxLayout()
        self.combo = Combo()
        self.combo.setAccessibleName(tr(title))
        for name, kind in kinds.items():
            self.combo.addItem(name, name)
            self.combo.setItemData(self.combo.count() - 1, tr(kind.help), Qt.ItemDataRole.ToolTipRole)
        self.combo.activated.connect(self._chosen)
        label = QLabel(tr(title))
        label.setBuddy(self.combo)
        self._layout = column(spacing=4, parent=self)
        self._layout.addWidget(label)
        self._layout.addWidget(self.combo)

    def show_value(self, value: ObjectValue) -> None:
        """Show an object; the forms stay while it is of the same kind."""
        if value == self._value:
            return
        other = self._value is None or value.kind != self._value.kind
        self._value = value
        kind = self._kinds.get(value.kind)
        self.combo.setCurrentIndex(self.combo.findData(value.kind))
        self.combo.setToolTip(tr(kind.help if kind else ""))
        if other:
            self._build(kind)
        elif kind is not None:
            for form in self._forms:
                form.show_values(kind.filled(value.settings))

    def form_of(self, name: str) -> SettingForm:
        """The form that has a setting."""
        return next(form for form in self._forms if name in form.rows)

    def _build(self, kind: ObjectKind | None) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._forms, self._body = [], None
        if kind is None or self._value is None or not kind.settings:
            return
        self._body = QWidget()
        self._rare = [setting for setting in kind.settings if setting.advanced]
        layout = column(spacing=4, parent=self._body)
        layout.setContentsMargins(10, 2, 0, 0)
        self._add_form(layout, [setting for setting in kind.settings if not setting.advanced])
        if self._rare:
            self._more = column()
            inside = QWidget()
            inside.setLayout(self._more)
            section = Section(f"More settings ({len(self._rare)})", inside)
            section.folded.connect(self._unfolded)
            layout.addWidget(section)
        self._layout.addWidget(self._body)

    def _unfolded(self, folded: bool) -> None:
        """The rare settings get their fields when they are first looked at."""
        if not folded and self._more.count() == 0:
            self._add_form(self._more, self._rare)

    def _add_form(self, layout: QVBoxLayout, settings: list[Setting]) -> None:
        if settings and self._value is not None:
            values = self._kinds[self._value.kind].filled(self._value.settings)
            form = SettingForm(settings, values, field_for)
            form.edited.connect(self._set)
            form.reset.connect(self._reset)
            form.finished.connect(self.finished)
            self._forms.append(form)
            layout.addWidget(form)

    def _chosen(self, index: int) -> None:
        name = self.combo.itemData(index)
        if self._value is None or name == self._value.kind:
            return
        self.edited.emit(ObjectValue(name, _kept(self._kinds[name], self._value.settings)))
        self.finished.emit()

    def _set(self, name: str, value: object) -> None:
        if self._value is not None:
            kind = self._kinds[self._value.kind]
            given = {**self._value.settings, name: value}
            self.edited.emit(ObjectValue(kind.name, kind.without_defaults(given)))  # type: ignore[arg-type]

    def _reset(self, name: str) -> None:
        if self._value is not None:
            settings = {key: value for key, value in self._value.settings.items() if key != name}
            self.edited.emit(ObjectValue(self._value.kind, settings))
            self.finished.emit()


def _kept(kind: ObjectKind, settings: Mapping[str, Value]) -> dict[str, Value]:
    """The learning rate goes along to another optimizer; whatever else was set belongs to the old one."""
    return {
        setting.name: settings[setting.name]
        for setting in kind.settings
        if setting.name in settings and setting.name == "learning_rate"
    }
