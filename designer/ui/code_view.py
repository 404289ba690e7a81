"""The Keras code of the network, live: the selected layers' lines are marked, a click on a line selects its layer."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QToolButton, QWidget

from designer.codegen import Code, preview_code, script_code
from designer.errors import LayerloomError
from designer.graph.blocks import contents
from designer.plan import plan_training
from designer.ui.code_text import CodeText, Lines
from designer.ui.flow import FlowLayout
from designer.ui.inspector.field import Combo
from designer.ui.parts import Sentence, column, fit_icon
from designer.ui.session import Session, Snapshot
from designer.ui.theme import icon, themes

MODEL, SCRIPT = 0, 1
COPIED_FOR = 1500
"""How long the copy button shows that it has copied, in milliseconds."""


class CodeView(QWidget):
    """Writes code only while it can be seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._code = Code("", {})
        self._stale = True
        self.text = CodeText()
        self.text.line_clicked.connect(self._select_line)
        self.what = self._choice()
        self.apart = QCheckBox("Activations apart")
        self.apart.setToolTip("Write Activation layers on lines of their own, as they stand on the canvas.")
        self.apart.toggled.connect(self._again)
        self.copy = QToolButton()
        fit_icon(self.copy)
        self.copy.setToolTip("Copy the code")
        self.copy.setAccessibleName("Copy the code")
        self.copy.clicked.connect(self._copy)
        self.note = Sentence(flag="quiet")
        self.note.setContentsMargins(10, 0, 10, 4)
        self._lay_out()
        session.snapshot_changed.connect(self.show_snapshot)
        session.selection_changed.connect(self.show_selection)
        themes().changed.connect(self._tint)
        self._tint()
        self.show_snapshot(session.snapshot)

    @property
    def code(self) -> Code:
        """What is shown."""
        return self._code

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the code of this snapshot, now or as soon as the view can be seen."""
        self._stale = True
        if self.isVisible():
            self._write(snapshot)

    def show_selection(self, selection: frozenset[str]) -> None:
        """Mark the lines of these nodes, and of those in these blocks."""
        layout = self._session.design.layout
        inner = (contents(layout, id) for id in selection if id in layout.blocks)
        marked: set[Lines] = {self._code.lines[id] for id in selection.union(*inner) if id in self._code.lines}
        self.text.mark(marked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._write(self._session.snapshot)

    def _write(self, snapshot: Snapshot) -> None:
        self._stale = False
        script = self.what.currentIndex() == SCRIPT
        self._code, note = self._script(snapshot) if script else (self._model(snapshot), "")
        self.note.say(note)
        self.text.show_code(self._code.text)
        self.show_selection(self._session.selection)

    def _model(self, snapshot: Snapshot) -> Code:
        return preview_code(snapshot.analysis, fold_activations=not self.apart.isChecked())

    def _script(self, snapshot: Snapshot) -> tuple[Code, str]:
        """The training script, or as long as there can be none the model, and why."""
        if snapshot.analysis.errors:
            return self._model(snapshot), "The training script can be written once the errors are solved."
        if snapshot.data is None:
            return self._model(snapshot), snapshot.data_fault or "The training script comes once the data is read."
        try:
            plan = plan_training(snapshot.analysis, fold_activations=not self.apart.isChecked())
            return script_code(plan, snapshot.data_code), ""
        except LayerloomError as error:
            return self._model(snapshot), str(error)

    def _again(self) -> None:
        self.show_snapshot(self._session.snapshot)

    def _select_line(self, line: int) -> None:
        node = next((id for id, (first, last) in self._code.lines.items() if first <= line <= last), None)
        if node is not None:
            self._session.select([node])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text)
        self.copy.setIcon(icon("mdi6.check", "good"))
        QTimer.singleShot(COPIED_FOR, self._tint)

    def _choice(self) -> QComboBox:
        what = Combo()
        what.addItems(["Model", "Training script"])
        what.setAccessibleName("Which code")
        what.currentIndexChanged.connect(self._again)
        return what

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=8)
        choices.addWidget(self.what)
        choices.addWidget(self.apart)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(8)
        bar.addLayout(choices, 1)
        bar.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(spacing=0, parent=self)
        layout.addLayout(bar)
        layout.addWidget(self.note)
        layout.addWidget(self.text, 1)

    def _tint(self) -> None:
        self.copy.setIcon(icon("mdi6.content-copy", "quiet"))
