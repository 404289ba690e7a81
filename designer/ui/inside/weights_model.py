"""The weights of a small Dense layer as a table: a line for each input and one for the biases, a column for each unit."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from designer.ui.inside.hand import Hand
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import color

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TINT = 0.35
"""How much of a sign's colour the ground of the largest weight has."""


class WeightsModel(QAbstractTableModel):
    """Follows a hand, and has it set what is typed."""

    def __init__(self, hand: Hand, parent: QWidget) -> None:
        super().__init__(parent)
        self._hand = hand
        self._values = np.zeros((0, 0), np.float32)
        self._largest = 0.0
        hand.changed.connect(self._follow)

    def number(self, index: Index) -> float:
        """The weight in a cell."""
        return float(self._values[index.row(), index.column()])

    def put(self, index: Index, value: float) -> None:
        """Set the weight in a cell, which shows it at once."""
        self._hand.set(index.row(), index.column(), value)
        if self._hand.open:
            self._values[index.row(), index.column()] = value
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._values.shape[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._values.shape[1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._hand.open else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return tr(f"unit {section + 1}") if orientation is Qt.Orientation.Horizontal else tr(self._row_name(section))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self.number(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{value:.3f}" if abs(value) < 100 else f"{value:.3g}"
            case Qt.ItemDataRole.EditRole:
                return f"{value:.6g}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                told = tr(f"{self._row_name(index.row())} to unit {index.column() + 1}: {value:.4g}")
                return tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
            case Qt.ItemDataRole.BackgroundRole if np.isfinite(value) and self._largest > 0:
                return self._tint(value / self._largest)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a number that was typed; anything else changes nothing."""
        try:
            number = float(str(value).strip().replace(",", ".").replace("−", "-"))
        except ValueError:
            return False
        if not np.isfinite(number):
            return False
        self.put(index, number)
        return True

    def _row_name(self, row: int) -> str:
        last = self._hand.weights.has_bias and row == self._values.shape[0] - 1
        return "bias" if last else f"input {row + 1}"

    def _tint(self, share: float) -> QColor:
        tone = color("positive" if share > 0 else "negative")
        tone.setAlphaF(TINT * min(1.0, abs(share)))
        return tone

    def _follow(self) -> None:
        values = self._hand.values
        anew = values.shape != self._values.shape
        if anew:
            self.beginResetModel()
        self._values = values
        known = np.abs(values[np.isfinite(values)])
        self._largest = float(known.max()) if known.size else 0.0
        if anew:
            self.endResetModel()
        elif values.size:
            self.dataChanged.emit(self.index(0, 0), self.index(values.shape[0] - 1, values.shape[1] - 1))
