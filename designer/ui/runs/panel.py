"""The Runs tab: the table of all runs, words to find them by, and beside it what is selected, compared."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QToolButton, QWidget

from designer.runs.record import RunRow
from designer.ui.action_button import ActionButton
from designer.ui.action_set import ActionSet
from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.runs.columns import size_text
from designer.ui.runs.comparison import Comparison
from designer.ui.runs.keeper import RunKeeper
from designer.ui.runs.kept_runs import KeptRuns
from designer.ui.runs.matching import RunFilter
from designer.ui.runs.model import RunModel
from designer.ui.runs.table import MENU, RunTable
from designer.ui.training.controller import RunController

BUTTONS = ("runs_repeat", "runs_open", "runs_delete", "runs_bring_back")
NONE_YET = "No runs yet. Press Train: every run is kept here, with its curves, its design and its network."
NOTHING_FOUND = "No run has these words. Type fewer, or clear the field."


class RunsPanel(QWidget):
    """Everything about runs that is seen; what is done with them is in `commands`."""

    selection_changed = Signal()

    def __init__(self, kept: KeptRuns, run: RunController, keeper: RunKeeper) -> None:
        super().__init__()
        self._kept = kept
        self.model = RunModel(self)
        self.filter = RunFilter(self.model, self)
        self.table = RunTable(self.filter)
        self.comparison = Comparison(kept, run, keeper)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find runs by words…"))
        self._find.setAccessibleName(tr("Find runs"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._look_for)
        self.count = Elided()
        self.count.setProperty("quiet", True)
        self._room = ("", "")
        self.selected = 0
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._compare)
        self.table.selection_changed.connect(self._selected)
        kept.changed.connect(self._take)
        kept.room_changed.connect(self._room_changed)
        self._refresh()

    def add_buttons(self, actions: ActionSet) -> None:
        """Put what is done most often on top, and all of it into the menu over a run."""
        for at, id in enumerate(BUTTONS):
            self._bar.insertWidget(1 + at, ActionButton(actions[id], "plain" if id == "runs_repeat" else "small"))
        self.table.set_actions([actions[id] if id is not None else None for id in MENU])

    def load_overlay(self) -> Iterator[None]:
        """Bring the chart (see `Comparison.load_overlay`)."""
        return self.comparison.load_overlay()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._kept.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._kept.watch(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in a field with words clears it first."""
        if event.key() == Qt.Key.Key_Escape and self._find.text():
            self._find.clear()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(10, 6, 10, 6)
        self._bar.setSpacing(6)
        self._bar.addWidget(self._find, 2)
        self._bar.addSpacing(6)
        self._bar.addWidget(self.count, 3)
        self._bar.addWidget(self._columns_button())
        self._empty = Sentence(NONE_YET, "quiet")
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._pages)
        split.addWidget(self.comparison)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([640, 640])
        rows = column(spacing=0, parent=self)
        rows.addLayout(self._bar)
        rows.addWidget(split, 1)

    def _columns_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Columns"))
        button.setToolTip(tr("Choose what the table shows"))
        button.setAccessibleName(tr("Columns"))
        button.setProperty("plain", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.table.columns_menu)
        return button

    def _look_for(self, text: str) -> None:
        self.filter.look_for(text)
        self._refresh()

    def _take(self, rows: list[RunRow]) -> None:
        self.model.take(rows)
        self.comparison.rows_changed(rows)
        self._refresh()

    def _selected(self) -> None:
        self._soon.start()

    def _compare(self) -> None:
        rows = self.table.chosen()
        self.selected = len(rows)
        self.comparison.show_rows(rows)
        self._refresh()
        self.selection_changed.emit()

    def _room_changed(self, taken: int, allowed: int) -> None:
        self._room = (size_text(taken), size_text(allowed, 0))
        self._refresh()

    def _refresh(self) -> None:
        total, shown = self.model.rowCount(), self.filter.rowCount()
        self._empty.say(NOTHING_FOUND if total else NONE_YET)
        self._pages.setCurrentIndex(0 if shown else 1)
        runs = f"{shown:,} of {total:,} runs" if shown != total else f"{total:,} run{'' if total == 1 else 's'}"
        picked = f", {self.selected:,} selected" if self.selected else ""
        room = f"  ·  networks {self._room[0]} of {self._room[1]}" if total and self._room[0] else ""
        self.count.setText(f"{runs}{picked}{room}")
