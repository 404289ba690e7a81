"""A kind's settings as two forms: the usual ones, and the others folded away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Setting
from designer.ui.inspector.field import Shown
from designer.ui.inspector.fields import Field, field_for
from designer.ui.inspector.form import FieldMaker, SettingForm
from designer.ui.parts import Section, column, set_shown


class SettingsPane(QWidget):
    """Brings `edited(name, value)` and `reset(name)` from both forms."""

    edited = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(
        self,
        settings: Sequence[Setting],
        values: Mapping[str, Shown],
        *,
        between: QWidget | None = None,
        make: FieldMaker = field_for,
        unhelped: Collection[str] = (),
    ) -> None:
        """`between` is put below the usual settings, above the others; `make` makes the usual settings' fields.

        The usual settings show their help, but for those in `unhelped`.
        """
        super().__init__()
        usual = [setting for setting in settings if not setting.advanced]
        rare = [setting for setting in settings if setting.advanced]
        self.usual = SettingForm(usual, values, make, helped={setting.name for setting in usual} - set(unhelped))
        self.rare = SettingForm(rare, values, field_for)
        self.more = Section("More settings", self.rare)
        set_shown(self.more, bool(rare))
        layout = column(spacing=12, parent=self)
        layout.addWidget(self.usual)
        if between is not None:
            layout.addWidget(between)
        layout.addWidget(self.more)
        for form in (self.usual, self.rare):
            form.edited.connect(self.edited)
            form.reset.connect(self.reset)
            form.finished.connect(self.finished)
        self.usual.setVisible(bool(usual))
        self._count()

    def show_values(self, values: Mapping[str, Shown]) -> None:
        """Show these values, by setting."""
        self.usual.show_values(values)
        self.rare.show_values(values)
        self._count()

    def field(self, name: str) -> Field:
        """The field of one setting."""
        return (self.usual if name in self.usual.rows else self.rare).field(name)

    def focus_first(self, but: str = "") -> bool:
        """Put the keyboard into the first usual setting that is not `but`; says whether there is one."""
        first = next((row.field for name, row in self.usual.rows.items() if name != but), None)
        if first is not None:
            first.focus()
        return first is not None

    def _count(self) -> None:
        changed = self.rare.changed_count()
        title = f"More settings ({len(self.rare.rows)})"
        self.more.set_title(f"{title} · {changed} changed" if changed else title)
