"""A form made from declared settings: a row for each, with its name, its field and a way back to the default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from designer.catalogue.schema import Setting
from designer.ui.inspector.field import MIXED, Field, Shown, same
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, fit_icon, fixed_font
from designer.ui.theme import icon, themes

FieldMaker: TypeAlias = Callable[[Setting, Shown, QWidget], Field]

FIELD_WIDTH = 14
"""How many letters wide a field should at least be; where that does not fit, it goes below its name."""


def differs(setting: Setting, value: Shown) -> bool:
    """Whether a value is not the setting's default (a required setting has none to differ from)."""
    return not setting.required and not same(value, setting.default)  # type: ignore[arg-type]


class SettingRow(QWidget):
    """One setting: name, field, and a reset button while it differs from its default."""

    edited = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(self, setting: Setting, field: Field, label: str, helped: bool) -> None:
        super().__init__()
        self.setting, self.field = setting, field
        self.label = QLabel((label if label == setting.name else tr(label)) + (" *" if setting.required else ""))
        self.label.setToolTip(tr(_tooltip(setting)))
        self.label.setBuddy(field)
        if label == setting.name:
            self.label.setFont(fixed_font())
        self.back = QToolButton()
        fit_icon(self.back)
        self.back.setFixedSize(self.back.iconSize() + QSize(8, 8))
        self.back.setToolTip(tr("Back to the default"))
        self.back.setAccessibleName(tr(f"Reset {setting.name}"))
        self.back.clicked.connect(self._ask_reset)
        self._help = setting.help if helped else ""
        self._lay_out()
        field.edited.connect(self._tell)
        field.finished.connect(self.finished)
        self.tint()

    def show_value(self, value: Shown) -> None:
        """Show a value, and the way back if it is not the default."""
        self.field.set_value(value)
        self.back.setVisible(not self.setting.required and (value is MIXED or differs(self.setting, value)))

    def set_label_width(self, width: int, stacked: bool) -> None:
        """Give the name its column, or a line of its own above the field."""
        line = max(self.field.line_height(), self.back.sizeHint().height())
        self.label.setMinimumSize(0 if stacked else width, 0 if stacked else line)
        self.field.set_line_height(line)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(direction)
        self._line.setSpacing(2 if stacked else 10)

    def tint(self) -> None:
        """Take the colours of the theme in force."""
        self.back.setIcon(icon("mdi6.restore", "quiet"))

    def _lay_out(self) -> None:
        keep = self.back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keep)
        self.label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        side = QHBoxLayout()
        side.setSpacing(2)
        side.addWidget(self.field, 1)
        side.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(side, 1)
        outer = column(spacing=2, parent=self)
        outer.addLayout(self._line)
        if self._help:
            outer.addWidget(Sentence(self._help, "quiet"))
        if self.field.below is not None:
            outer.addWidget(self.field.below)

    def _tell(self, value: object) -> None:
        self.edited.emit(self.setting.name, value)

    def _ask_reset(self) -> None:
        self.reset.emit(self.setting.name)


class SettingForm(QWidget):
    """A row for each of some settings. Rows stay while values change, and so do the keyboard and its cursor."""

    edited = Signal(str, object)
    reset = Signal(str)
    finished = Signal()

    def __init__(
        self,
        settings: Sequence[Setting],
        values: Mapping[str, Shown],
        make: FieldMaker,
        *,
        helped: Collection[str] = (),
        labels: Mapping[str, str] | None = None,
        letters: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`helped` are the settings whose help stands below them; the others have it as a tooltip.

        `labels` names settings otherwise than by their own name; the names' column holds at least `letters`.
        """
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._make, self._helped, self._labels, self._letters = make, helped, labels or {}, letters
        self.rows: dict[str, SettingRow] = {}
        self._stacked: bool | None = None
        self._place = column(spacing=10 if helped else 7, parent=self)
        self.show_settings(settings, values)
        themes().changed.connect(self._tint)

    def show_settings(self, settings: Sequence[Setting], values: Mapping[str, Shown]) -> None:
        """Show these settings instead, with these values; the rows of those that were there before stay."""
        before, self.rows = self.rows, {}
        for at, setting in enumerate(settings):
            row = before.get(setting.name)
            if row is None or row.setting != setting:
                row = self._row(setting, values[setting.name])
                self._place.insertWidget(at, row)
                self._stacked = None
            self.rows[setting.name] = row
        for name, row in before.items():
            if self.rows.get(name) is not row:
                self._place.removeWidget(row)
                row.hide()
                row.deleteLater()
        self.show_values(values)
        if before and list(before.values()) != list(self.rows.values()):
            self._chain()
            self._align()

    def _chain(self) -> None:
        """Have Tab go down the rows, whenever each was made: Qt's own order is that of making."""
        last = self.previousInFocusChain()
        while last is not self and not _takes_tab(last, self):
            last = last.previousInFocusChain()
        for row in self.rows.values():
            for widget in row.findChildren(QWidget):
                if _takes_tab(widget, self):
                    QWidget.setTabOrder(last, widget)
                    last = widget

    def _row(self, setting: Setting, value: Shown) -> SettingRow:
        label, helped = self._labels.get(setting.name, setting.name), setting.name in self._helped
        row = SettingRow(setting, self._make(setting, value, self), label, helped)
        row.edited.connect(self.edited)
        row.reset.connect(self.reset)
        row.finished.connect(self.finished)
        return row

    def show_values(self, values: Mapping[str, Shown]) -> None:
        """Show these values, by setting."""
        for name, row in self.rows.items():
            row.show_value(values[name])

    def field(self, name: str) -> Field:
        """The field of one setting."""
        return self.rows[name].field

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align_anew()
            QTimer.singleShot(0, self, self._align_anew)  # the rows have the new text only after their form

    def _align_anew(self) -> None:
        for row in self.rows.values():
            row.label.setMinimumSize(0, 0)  # or it would ask for as much as it has
        self._stacked = None
        self._align()

    def _align(self) -> None:
        """Names in one column, or above their fields where the panel is narrow."""
        least = self._letters * self.fontMetrics().averageCharWidth()
        label = max((row.label.sizeHint().width() for row in self.rows.values()), default=0)
        label = max(label, least)
        wanted = label + 10 + FIELD_WIDTH * self.fontMetrics().averageCharWidth() + 30
        stacked = self.width() < wanted
        if stacked is not self._stacked:
            self._stacked = stacked
            for row in self.rows.values():
                row.set_label_width(label, stacked)

    def _tint(self) -> None:
        for row in self.rows.values():
            row.tint()


def _takes_tab(widget: QWidget, near: QWidget) -> bool:
    """Whether Tab stops at a widget of the same window; the list that a combo box opens is another one."""
    return widget.window() is near.window() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _tooltip(setting: Setting) -> str:
    default = "required" if setting.required else f"default: {setting.type.format(setting.default) or 'none'}"  # type: ignore[arg-type]
    return f"{setting.help}\nExpected {setting.type.expected()}; {default}."
