"""What watches over a run: Keras's callbacks, each with a tick and, once it is ticked, its settings."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from designer.analysis.monitors import logs_of
from designer.catalogue.callbacks import CALLBACKS
from designer.catalogue.schema import ObjectKind, Setting
from designer.errors import LayerloomError
from designer.graph.edits import set_training
from designer.graph.specs import target_names
from designer.plan import log_names, plan_training
from designer.ui.inspector.field import Field, Shown
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.language import tr
from designer.ui.parts import Section, Sentence, column, set_shown
from designer.ui.session import Session, Snapshot
from designer.ui.training.monitor_field import MonitorField, Offered
from designer.values import ObjectValue, value_text

TITLES = {"EarlyStopping": "Stop early", "ReduceLROnPlateau": "Lower the learning rate when stuck"}


class CallbackSection(QWidget):
    """One kind of callback."""

    edited = Signal(str, str, object)
    """Its kind, the setting that changed (empty: it was ticked or unticked), and the `ObjectValue`, or nothing."""
    finished = Signal()

    def __init__(self, kind: ObjectKind, offered: Offered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._offered = kind, offered
        self._value: ObjectValue | None = None
        self.tick = QCheckBox(tr(TITLES.get(kind.name, kind.name)))
        self.tick.setToolTip(tr(f"{kind.name}. {kind.help}"))
        self.tick.setAccessibleDescription(tr(kind.help))
        self.tick.clicked.connect(self._ticked)
        self._forms: list[SettingForm] = []
        self._body = QWidget()
        self._inside = column(spacing=4, parent=self._body)
        self._inside.setContentsMargins(10, 2, 0, 0)
        layout = column(spacing=4, parent=self)
        for widget in (self.tick, Sentence(kind.help, "quiet"), self._body):
            layout.addWidget(widget)
        set_shown(self._body, False)

    def show_value(self, value: ObjectValue | None) -> None:
        """Show the callback, or that there is none."""
        self.tick.setChecked(value is not None)
        if value is not None and value != self._value:
            self._show_settings(value)
        self._value = value
        set_shown(self._body, value is not None)
        for form in self._forms:
            monitor = form.rows.get("monitor")
            if value is not None and monitor is not None and isinstance(monitor.field, MonitorField):
                monitor.field.offer()

    def form_of(self, name: str) -> SettingForm:
        """The form that has a setting."""
        return next(form for form in self._forms if name in form.rows)

    def _show_settings(self, value: ObjectValue) -> None:
        values = self._kind.filled(value.settings)
        if not self._forms:
            usual = [setting for setting in self._kind.settings if not setting.advanced]
            rare = [setting for setting in self._kind.settings if setting.advanced]
            self._inside.addWidget(self._form(usual, value))
            self._inside.addWidget(Section(f"More settings ({len(rare)})", self._form(rare, value)))
        for form in self._forms:
            form.show_values(values)

    def _form(self, settings: list[Setting], value: ObjectValue) -> SettingForm:
        names = [setting.name for setting in settings]
        form = SettingForm(settings, self._kind.filled(value.settings), self._field, helped=names)
        form.edited.connect(self._set)
        form.reset.connect(self._reset)
        form.finished.connect(self.finished)
        self._forms.append(form)
        return form

    def _field(self, setting: Setting, value: Shown, parent: QWidget) -> Field:
        if setting.name == "monitor":
            return MonitorField(setting, value, self._offered, parent)
        return field_for(setting, value, parent)

    def _ticked(self, on: bool) -> None:
        self.edited.emit(self._kind.name, "", self._kind.default() if on else None)
        self.finished.emit()

    def _set(self, name: str, value: object) -> None:
        if self._value is not None:
            given = {**self._value.settings, name: value}
            kept = {
                setting.name: given[setting.name]
                for setting in self._kind.settings
                if setting.name in given and given[setting.name] != setting.default
            }
            self.edited.emit(self._kind.name, name, ObjectValue(self._kind.name, kept))  # type: ignore[arg-type]

    def _reset(self, name: str) -> None:
        if self._value is not None:
            kept = {key: value for key, value in self._value.settings.items() if key != name}
            self.edited.emit(self._kind.name, name, replace(self._value, settings=kept))
            self.finished.emit()


class CallbacksForm(QWidget):
    """All kinds of callbacks."""

    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sections = {name: CallbackSection(kind, self._logs) for name, kind in CALLBACKS.items()}
        layout = column(spacing=10, parent=self)
        for section in self.sections.values():
            section.edited.connect(self._edited)
            section.finished.connect(self.finished)
            layout.addWidget(section)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the design's callbacks."""
        given = {callback.kind: callback for callback in reversed(snapshot.design.training.callbacks)}
        for name, section in self.sections.items():
            section.show_value(given.get(name))

    def _logs(self) -> tuple[str, ...]:
        """What a run measures. What Keras calls the logs of several outputs only a plan tells."""
        snapshot = self._session.snapshot
        if target_names(snapshot.design.data.source) and not snapshot.analysis.errors:
            try:
                plan = plan_training(snapshot.analysis)
            except LayerloomError:
                return ("val_loss", "loss")
            return log_names(plan.model, plan.aims)
        return logs_of(snapshot.design.training)

    def _edited(self, kind: str, name: str, value: ObjectValue | None) -> None:
        before = self._session.design.training.callbacks
        if value is None:
            after = tuple(one for one in before if one.kind != kind)
        elif any(one.kind == kind for one in before):
            after = tuple(value if one.kind == kind else one for one in before)
        else:
            after = (*before, value)
        edit = set_training(_label(kind, name, value), callbacks=after)
        self._session.edit(edit, merge=("training", "callbacks", kind, name) if name else None)


def _label(kind: str, name: str, value: ObjectValue | None) -> str:
    if not name:
        return f"Remove {kind}" if value is None else f"Add {kind}"
    given = value.settings.get(name, CALLBACKS[kind].by_name[name].default) if value is not None else None
    return f"Set {name.replace('_', ' ')} of {kind} to {value_text(given)}"  # type: ignore[arg-type]
