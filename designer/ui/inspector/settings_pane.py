"""A kind's settings as two forms: the usual ones, and the others folded away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import Setting
from designer.ui.inspector.field import Field, Shown
from designer.ui.inspector.form import FieldMaker, SettingForm, differs
from designer.ui.parts import Section, column, set_shown


class SettingsPane(QWidget):
    """Brings `edited(name, value)` and `reset(name)` from both forms.

    The folded form is made when it is first unfolded: it is the longer one, and seldom looked at.
    """

    edited = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(
        self,
        settings: Sequence[Setting],
        values: Mapping[str, Shown],
        *,
        make: FieldMaker,
        unhelped: Collection[str] = (),
    ) -> None:
        """`make` makes the settings' fields. The usual ones show their help, but for those in `unhelped`."""
        super().__init__()
        self._values, self._make = values, make
        usual = [setting for setting in settings if not setting.advanced]
        self._advanced = [setting for setting in settings if setting.advanced]
        self._rare: SettingForm | None = None
        self.usual = SettingForm(usual, values, make, helped={setting.name for setting in usual} - set(unhelped))
        self._place = QWidget()
        column(parent=self._place)
        self.more = Section("More settings", self._place)
        self.more.folded.connect(self._unfold)
        layout = column(spacing=12, parent=self)
        layout.addWidget(self.usual)
        layout.addWidget(self.more)
        set_shown(self.usual, bool(usual))
        set_shown(self.more, bool(self._advanced))
        self._connect(self.usual)
        self._count()

    @property
    def rare(self) -> SettingForm:
        """The form that is folded away at first."""
        if self._rare is None:
            self._rare = SettingForm(self._advanced, self._values, self._make)
            self._connect(self._rare)
            layout = self._place.layout()
            assert layout is not None
            layout.addWidget(self._rare)
        return self._rare

    def show_values(self, values: Mapping[str, Shown]) -> None:
        """Show these values, by setting."""
        self._values = values
        self.usual.show_values(values)
        if self._rare is not None:
            self._rare.show_values(values)
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

    def _connect(self, form: SettingForm) -> None:
        form.edited.connect(self.edited)
        form.reset.connect(self.reset)
        form.finished.connect(self.finished)

    def _unfold(self, folded: bool) -> None:
        if not folded:
            self.rare.show_values(self._values)

    def _count(self) -> None:
        changed = sum(differs(setting, self._values[setting.name]) for setting in self._advanced)
        title = f"More settings ({len(self._advanced)})"
        self.more.set_title(f"{title} · {changed} changed" if changed else title)
