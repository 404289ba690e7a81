"""The strip below the code that says in one sentence what is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from designer.ui.code_following import Fault
from designer.ui.flow import FlowLayout
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, fit_icon, set_flag
from designer.ui.theme import icon, themes

HELD = "The drawing waits, since layers would go."


class FaultStrip(QFrame):
    """Is there only while something is wrong."""

    line_wanted = Signal(int)
    insisted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults: tuple[Fault, ...] = ()
        self.setProperty("strip", True)
        self.sentence = Sentence()
        self.go = self._button("Go to the line", self._go)
        self.insist = self._button("Draw what can be read", self.insisted.emit)
        buttons = FlowLayout(spacing=6)
        for button in (self.go, self.insist):
            buttons.addWidget(button)
        layout = column(margin=8, spacing=4, parent=self)
        layout.addWidget(self.sentence)
        layout.addLayout(buttons)
        themes().changed.connect(self._tint)
        self.hide()

    def show_faults(self, faults: Sequence[Fault], *, held: bool = False) -> None:
        """Say the first of them, and how many more there are; `held` if the drawing waits although it could go on."""
        self._faults = tuple(faults)
        if faults:
            first = faults[0]
            more = len({fault.line for fault in faults if fault.line} - {first.line})
            where = f"Line {first.line}: " if first.line else ""
            rest = f" {more} more {'line is' if more == 1 else 'lines are'} marked." if more else ""
            self.sentence.say(f"{where}{first.what}{rest}{f' {HELD}' if held else ''}")
            self.setAccessibleName(self.sentence.text())
            self.go.setVisible(bool(first.line))
            self.insist.setVisible(held)
        self._tint()
        self.setVisible(bool(faults))

    def _go(self) -> None:
        self.line_wanted.emit(self._faults[0].line)

    def _button(self, text: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setText(tr(text))
        button.setProperty("plain", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fit_icon(button)
        button.clicked.connect(slot)
        return button

    def _tint(self) -> None:
        waits = any(fault.waits for fault in self._faults)
        set_flag(self.sentence, "error", waits)
        self.go.setIcon(icon("mdi6.alert-circle" if waits else "mdi6.alert-outline", "error" if waits else "warning"))
