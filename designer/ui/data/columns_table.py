"""The table of columns: looked at, and changed by lists that open with a click, Enter or F2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from designer.graph.specs import Column
from designer.ui.charts.taking import TakingNumbers
from designer.ui.data.columns_model import CHOICES, COLUMN, ColumnsModel, Shown, Shows
from designer.ui.data.histogram import paint_values, table_of
from designer.ui.inspector.field import Combo
from designer.ui.language import tr
from designer.ui.parts import Sentence, column

Index = QModelIndex | QPersistentModelIndex


class ColumnsTable(QWidget):
    """Every column with its figures; brings an `Edit` at each change."""

    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Sentence(flag="quiet")
        self.model = ColumnsModel(self)
        self.view = ColumnsView(self.model)
        self.taking = TakingNumbers(self.view, "columns", self._rows)
        self.model.edit_wanted.connect(self._tell)
        self.model.refused.connect(self.said.say)
        layout = column(spacing=6, parent=self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)

    def show_columns(self, shown: Shown, note: str = "") -> None:
        """Show these columns, and a sentence about them."""
        self.said.say(note)
        self.model.show(shown)
        self.view.settle()

    def _rows(self) -> Iterator[Sequence[object]]:
        return table_of(self.model.columns)

    def _tell(self, edit: object) -> None:
        # An edit may take the list away that brought it, so it waits until the list has closed.
        QTimer.singleShot(0, self, partial(self.edit_wanted.emit, edit))


class ColumnsView(QTableView):
    """A table whose cells with a choice open it at once."""

    def __init__(self, model: ColumnsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(ColumnsDelegate(self))
        self.setAccessibleName(tr("Columns of the data: type, empty cells, values and use"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._open)

    def settle(self) -> None:
        """Give each column the room it needs; the values have what is left."""
        letter = self.fontMetrics().averageCharWidth()
        header = self.horizontalHeader()
        wide = {Shows.NAME: 18, Shows.TYPE: 17, Shows.EMPTY: 9, Shows.VALUES: 40, Shows.USE: 14, Shows.INPUT: 14}
        for shows in list(Shows)[: self.model().columnCount()]:
            header.setSectionResizeMode(shows, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(shows, wide[shows] * letter)
        header.setSectionResizeMode(Shows.VALUES, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(8 * letter)
        self.verticalHeader().setDefaultSectionSize(max(26, int(1.9 * self.fontMetrics().height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(CHOICES):
            self.edit(index)


class ColumnsDelegate(QStyledItemDelegate):
    """Draws what values a column has, and lets the user choose where there is a choice."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        combo = Combo(parent)
        combo.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        for stored, shown in index.data(CHOICES).items():
            combo.addItem(tr(shown), stored)
        combo.activated.connect(self._chosen)
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != Shows.VALUES:
            super().paint(painter, option, index)
            if index.data(CHOICES):
                _paint_arrow(painter, option)
            return
        column: Column = index.data(COLUMN)
        height = option.rect.height()
        picture = QRect(option.rect.left() + 6, option.rect.top() + 4, 2 * height, height - 8)
        paint_values(painter, picture, column)
        moved = QStyleOptionViewItem(option)
        moved.rect = option.rect.adjusted(2 * height + 10, 0, 0, 0)
        super().paint(painter, moved, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(24, 26))

    def _chosen(self, at: int) -> None:
        combo: Any = self.sender()
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


def _paint_arrow(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """A sign that there is a list behind a cell."""
    size = option.fontMetrics.height() // 2
    arrow = QStyleOptionViewItem(option)
    arrow.rect = QRect(option.rect.right() - size - 6, option.rect.center().y() - size // 2, size, size)
    QApplication.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorArrowDown, arrow, painter)
