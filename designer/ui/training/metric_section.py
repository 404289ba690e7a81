"""The settings of one metric, under a title that unfolds them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.catalogue.metrics import MetricKind
from designer.catalogue.schema import Setting
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.form import SettingForm
from designer.ui.language import tr
from designer.ui.parts import Section, column
from designer.values import Value


class MetricSection(Section):
    """Fields are made when it is first unfolded; what has to be set is unfolded from the start."""

    edited = Signal(str, object)
    """A setting, and the value it was given."""
    reset = Signal(str)
    more = Signal()
    """Another one of the kind is wanted."""
    removed = Signal()
    finished = Signal()

    def __init__(self, kind: MetricKind, parent: QWidget | None = None) -> None:
        self._body = QWidget()
        self._inside = column(spacing=4, parent=self._body)
        self._inside.setContentsMargins(10, 2, 0, 0)
        self._forms: list[SettingForm] = []
        self.kind = kind
        self._given: dict[str, Value] = {}
        super().__init__("", self._body, folded=True, parent=parent)
        self.header.setToolTip(tr(kind.help))
        self.folded.connect(self._unfolded)

    def show_metric(self, name: str, settings: Mapping[str, Value]) -> None:
        """Show what is set, and what it is called."""
        self.set_title(f"Settings of {name}")
        self._given = dict(settings)
        for form in self._forms:
            form.show_values(self.kind.filled(self._given))

    def form_of(self, name: str) -> SettingForm:
        """The form that has a setting."""
        return next(form for form in self._forms if name in form.rows)

    def _unfolded(self, folded: bool) -> None:
        if folded or self._forms:
            return
        rare = [setting for setting in self.kind.settings if setting.advanced]
        usual = [setting for setting in self.kind.settings if not setting.advanced]
        if usual:
            self._inside.addWidget(self._form(usual))
        self._inside.addWidget(Section(f"More settings ({len(rare)})", self._form(rare), folded=bool(usual)))
        buttons = QHBoxLayout()
        for button, told in ((QPushButton(tr("One more")), self.more), (QPushButton(tr("Remove")), self.removed)):
            button.clicked.connect(told)
            buttons.addWidget(button)
        self.another, self.remove = (buttons.itemAt(at).widget() for at in (0, 1))
        self.another.setToolTip(tr("Measure the same once more, with other settings"))
        buttons.addStretch(1)
        self._inside.addLayout(buttons)

    def _form(self, settings: list[Setting]) -> SettingForm:
        names = [setting.name for setting in settings]
        form = SettingForm(settings, self.kind.filled(self._given), field_for, helped=names)
        form.edited.connect(self.edited)
        form.reset.connect(self.reset)
        form.finished.connect(self.finished)
        self._forms.append(form)
        return form
