"""The field of a setting whose value is a small object or a layer: which one it is, and a form for its own settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Kind, ObjectKind, Setting
from designer.catalogue.units import Object
from designer.ui.inspector.field import Combo, Field, Mixed, Shown
from designer.ui.inspector.form import FieldMaker, SettingForm, differs
from designer.ui.inspector.settings_pane import SettingsPane
from designer.ui.language import tr
from designer.ui.parts import column, set_shown
from designer.ui.theme import family_icon, themes
from designer.values import ObjectValue, Value


class ObjectField(Field):
    """A list of the objects of a family; under it the settings of the chosen one, of a layer the usual ones first."""

    typed = True
    helped = False
    """Whether the help of the chosen object's settings stands below them."""
    nothing = ""
    """What stands in the list for no object at all, where that can be chosen."""

    def __init__(self, setting: Setting, value: Shown, make: FieldMaker, parent: QWidget | None = None) -> None:
        super().__init__(setting, value, parent)
        assert isinstance(setting.type, Object)
        self._make = make
        self._kinds: Mapping[str, Kind | ObjectKind] = setting.type.kinds  # type: ignore[assignment]
        self._form_kind, self._worth_room = "", False
        self.form: SettingForm | SettingsPane | None = None
        self.combo = Combo()
        if setting.type.optional or self.nothing:
            self.combo.addItem(tr(self.nothing or "none"), None)
        for name, kind in self._kinds.items():
            self.combo.addItem(name, name)
            self.combo.setItemData(self.combo.count() - 1, tr(kind.help), Qt.ItemDataRole.ToolTipRole)
        self.combo.activated.connect(self._chosen)
        self._below = self.below = QWidget(self)
        self._place = column(spacing=4, parent=self._below)
        self._place.setContentsMargins(16, 4, 0, 4)
        self._put(self.combo)
        themes().changed.connect(self._tint)
        self._tint()

    def _chosen(self, index: int) -> None:
        name = self.combo.itemData(index)
        if isinstance(self._value, ObjectValue) and name == self._value.kind:
            return
        self._worth_room = True
        self._give(self._nothing() if name is None else self._begun(self._kinds[name]))
        self._show()
        self.finished.emit()

    def _begun(self, kind: Kind | ObjectKind) -> ObjectValue:
        """What is chosen as it begins; a layer takes over what suits it of the one before."""
        fresh = kind.default()
        if not isinstance(kind, Kind) or not isinstance(self._value, ObjectValue):
            return fresh
        known = ((name, value) for name, value in self._value.settings.items() if name in kind.by_name)
        kept = {name: value for name, value in known if kind.by_name[name].type.check(value) is None}
        return ObjectValue(kind.name, {**fresh.settings, **kept})

    def _nothing(self) -> Value:
        """The value without an object."""
        return None

    def _set_inner(self, name: str, value: object) -> None:
        if isinstance(self._value, ObjectValue):
            kind = self._kinds[self._value.kind]
            given = {**self._value.settings, name: value}
            self._give_if_sound(ObjectValue(kind.name, _needed(kind, given)))

    def _give_if_sound(self, value: ObjectValue) -> None:
        """Settings that are good one by one may still be at odds with each other."""
        refusal = self.setting.type.check(value)
        self._sentence.say(refusal.sentence if refusal else "")
        if refusal:
            self.refused.emit(refusal.sentence)
        else:
            self._give(value)

    def _reset_inner(self, name: str) -> None:
        if isinstance(self._value, ObjectValue):
            kept = {key: value for key, value in self._value.settings.items() if key != name}
            self._give(ObjectValue(self._value.kind, kept))
            self._show()

    def _show(self) -> None:
        self._sentence.say("")
        value = self._value
        mixed = isinstance(value, Mixed)
        name = value.kind if isinstance(value, ObjectValue) else None
        self.combo.setPlaceholderText(tr("mixed" if mixed else "choose"))
        self.combo.setCurrentIndex(-1 if mixed else self.combo.findData(name))
        kind = self._kinds.get(name or "")
        if kind is None or self._form_kind != kind.name:
            self._drop_form()
        if kind is not None and kind.settings and isinstance(value, ObjectValue):
            self._show_form(kind, value)
            # a small object that nobody chose and that is all as usual takes no room for its settings
            self._worth_room = self._worth_room or isinstance(kind, Kind) or bool(value.settings)
            set_shown(self._below, self._worth_room)

    def _show_form(self, kind: Kind | ObjectKind, value: ObjectValue) -> None:
        values = kind.filled(value.settings)  # type: ignore[arg-type]
        if self.form is not None:
            self.form.show_values(values)
            return
        self._form_kind = kind.name
        small = isinstance(kind, ObjectKind)
        helped = [setting.name for setting in kind.settings] if self.helped else ()
        self.form = (
            SettingForm(kind.settings, values, self._make, helped=helped)
            if small
            else SettingsPane(kind.settings, values, make=self._make)
        )
        self.form.setAccessibleName(tr(f"Settings of {kind.name}"))
        self.form.edited.connect(self._set_inner)
        self.form.reset.connect(self._reset_inner)
        self.form.finished.connect(self.finished)
        self._place.addWidget(self.form)

    def _tint(self) -> None:
        """Layers have the icon of their family."""
        for at in range(self.combo.count()):
            kind = self._kinds.get(self.combo.itemData(at) or "")
            if isinstance(kind, Kind):
                self.combo.setItemIcon(at, family_icon(kind.family))

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form, self._form_kind = None, ""
        set_shown(self._below, False)


def _needed(kind: Kind | ObjectKind, given: dict[str, object]) -> dict[str, object]:
    """What of `given` differs from the defaults, in the order of the catalogue."""
    return {
        setting.name: given[setting.name]
        for setting in kind.settings
        if setting.name in given and (setting.required or differs(setting, given[setting.name]))  # type: ignore[arg-type]
    }
