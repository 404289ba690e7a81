"""The table of layers, with small histograms; the line chosen is the layer that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from designer.training.messages import Spread
from designer.ui.charts.tones import tone
from designer.ui.data.histogram import paint_counts
from designer.ui.inside.contents import GRADIENTS, WEIGHTS
from designer.ui.inside.model import SPREAD, InsideModel, Shows
from designer.ui.language import tr

LETTERS = {
    Shows.LAYER: 17,
    Shows.WEIGHTS: 25,
    Shows.WEIGHTS_NORM: 8,
    Shows.GRADIENTS: 28,
    Shows.GRADIENTS_NORM: 10,
    Shows.DEAD: 11,
}
TONES = {Shows.WEIGHTS: WEIGHTS, Shows.GRADIENTS: GRADIENTS}
PICTURE = 2.0
"""How much wider a histogram is than high."""


class InsideTable(QTableView):
    """One line is chosen at a time."""

    chosen = Signal(str)
    """The layer somebody went to, by mouse or by key."""

    def __init__(self, model: InsideModel) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers are read so in every language
        self._model = model
        self._following = False
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("Layers: how their weights and gradients are spread"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(26, int(1.7 * self.fontMetrics().height())))
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for shows, letters in LETTERS.items():
            header.setSectionResizeMode(shows, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(shows, letters * letter)
        self.selectionModel().currentRowChanged.connect(self._went)

    def go_to(self, id: str) -> None:
        """Choose a layer's line, as it was chosen elsewhere."""
        row = self._model.row_of(id)
        self._following = True
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))
        self._following = False

    def _went(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.chosen.emit(self._model.id_at(index.row()))


class _Delegate(QStyledItemDelegate):
    """Puts a histogram before the words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        spread: Spread | None = index.data(SPREAD)
        which = TONES.get(Shows(index.column()))
        if spread is None or which is None:
            super().paint(painter, option, index)
            return
        room = option.rect
        picture = QRect(room.left() + 6, room.top() + 4, int(PICTURE * room.height()), room.height() - 8)
        moved = QStyleOptionViewItem(option)
        moved.rect = room.adjusted(picture.width() + 10, 0, 0, 0)
        before = QStyleOptionViewItem(option)
        before.rect = QRect(room.left(), room.top(), picture.width() + 10, room.height())
        view = option.widget
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, before, painter, view)
        super().paint(painter, moved, index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_counts(
            painter, picture, spread.counts, option.palette.highlightedText().color() if selected else tone(which)
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(24, 26))
