"""The table of weights: numbers one types, drags, turns with the wheel, or nudges with Alt and an arrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from designer.ui.inside.weights_model import Index, WeightsModel
from designer.ui.language import tr

STEP, FINE = 0.05, 0.005
"""What one notch of the wheel or one key adds; with Shift."""
A_STEP = 6
"""So many pixels of a drag are a step."""
NUDGES = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


@dataclass
class NumberDrag:
    """A number dragged sideways or up: right and up make it larger."""

    model: WeightsModel
    index: QPersistentModelIndex
    origin: QPoint
    value: float
    moved: bool = False

    def move(self, to: QPoint, fine: bool) -> None:
        """Follow the mouse, once it went far enough to mean it."""
        way = to - self.origin
        self.moved |= way.manhattanLength() >= QApplication.startDragDistance()
        if self.moved:
            self.model.put(self.index, self.value + (way.x() - way.y()) / A_STEP * (FINE if fine else STEP))

    def cancel(self) -> None:
        """Have the number as it was."""
        if self.moved:
            self.model.put(self.index, self.value)


class WeightsTable(QTableView):
    """One cell at a time. Typing, F2 or a double click opens it."""

    def __init__(self, model: WeightsModel) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers are read so in every language
        self._model = model
        self._drag: NumberDrag | None = None
        self.setModel(model)
        self.setAccessibleName(tr("Weights of the layer: a line for each input, a column for each unit"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        text = self.fontMetrics()
        self.horizontalHeader().setDefaultSectionSize(text.horizontalAdvance("-00.0000") + 18)
        self.verticalHeader().setDefaultSectionSize(max(24, int(1.5 * text.height())))
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow nudge; Esc ends a drag with nothing changed; Enter opens the cell."""
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag.cancel()
            self._drag = None
            return
        index = self.currentIndex()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in NUDGES and self._editable(index):
            self._nudge(NUDGES[Qt.Key(event.key())], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() is not QAbstractItemView.State.EditingState and self._editable(index):
                self.edit(index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._editable(index):
            number = self._model.number(index)
            self._drag = NumberDrag(self._model, QPersistentModelIndex(index), event.position().toPoint(), number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseMoveEvent(event)
            return
        self._drag.move(event.position().toPoint(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        super().mouseReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the chosen cell the wheel turns its number; elsewhere it scrolls."""
        index = self.indexAt(event.position().toPoint())
        if index != self.currentIndex() or not self._editable(index):
            super().wheelEvent(event)
            return
        self._nudge(event.angleDelta().y() / 120, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        event.accept()

    def _nudge(self, steps: float, fine: bool) -> None:
        index = self.currentIndex()
        self._model.put(index, self._model.number(index) + steps * (FINE if fine else STEP))

    def _editable(self, index: Index) -> bool:
        return index.isValid() and bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable)
