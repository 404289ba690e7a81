"""Rows held back, one a line: their number in the data, what they are, what the network says, what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from designer.data.fields import Field, Given, Packed, fields_of
from designer.graph.specs import DataFacts
from designer.training.messages import Example
from designer.ui.judging.pixels import image_of, line_of
from designer.ui.judging.words import answer_text, truth_text
from designer.ui.language import tr
from designer.ui.plain import tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROW, TRUTH, SAID = "row", "it is", "the network says"
PICTURED = ("image", "series")
"""What is shown as a picture, right beside the row's number."""
LINES = 3
"""How many lines of text a picture is high."""
WIDEST = 44


class RowsModel(QAbstractTableModel):
    """Examples of one output; `more` has a figure for each, such as its loss."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Example, ...] = ()
        self._fields: tuple[Field, ...] = ()
        self._facts: DataFacts | None = None
        self._more: dict[int, str] = {}
        self._name = ""
        self._columns: list[str | Field] = []
        self._output = 0
        self._target = ""
        self.side = 48

    def show_rows(
        self, rows: Sequence[Example], facts: DataFacts, output: int, target: str, more: dict[int, str], name: str
    ) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows, self._facts, self._fields = tuple(rows), facts, fields_of(facts)
        self._output, self._target, self._more, self._name = output, target, more, name
        seen = [field for field in self._fields if field.kind in PICTURED]
        others = [field for field in self._fields if field.kind not in PICTURED]
        self._columns = [ROW, *seen, TRUTH, SAID, *((name,) if more else ()), *others]
        self.endResetModel()

    @property
    def pictured(self) -> bool:
        """Whether there are pictures of what rows are made of."""
        return any(field.kind in PICTURED for field in self._fields)

    @property
    def has_series(self) -> bool:
        return any(field.kind == "series" for field in self._fields)

    @property
    def ends_in_text(self) -> bool:
        return any(field.kind == "text" for field in self._fields)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            column = self._columns[section]
            return column.name if isinstance(column, Field) else tr(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], self._columns[index.column()]
        given = row.given.get(column.name) if isinstance(column, Field) else None
        if isinstance(column, Field) and isinstance(given, Packed):
            return self._picture(column, given, role)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(str(self.data(index)))
        if role == Qt.ItemDataRole.DisplayRole:
            return given_text(given) if isinstance(column, Field) else tr(self._told(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == ROW:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.TextAlignmentRole and (isinstance(given, float) or column == self._name):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _picture(self, field: Field, given: Packed, role: int) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and field.kind == "image":
            return QPixmap.fromImage(enlarged(image_of(given.floats, field.shape, field.low, field.high), self.side))
        if role == Qt.ItemDataRole.DecorationRole:
            return QPixmap.fromImage(line_of(given.floats, (4 * self.side, self.side), field.low, field.high))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.name}: {tr('an image') if field.kind == 'image' else given_text(given)}"
        return None

    def _told(self, row: Example, column: str) -> str:
        """What stands in a column that is no field of the data."""
        assert self._facts is not None
        if column == ROW:
            return f"{row.number + 1:,}"
        if column == TRUTH:
            return truth_text(row.truths[self._output], self._facts.seen("", self._target))
        if column == SAID:
            return answer_text(row.said[self._output]) if self._output < len(row.said) else ""
        return self._more.get(row.place, "")


class RowsTable(QTableView):
    """A table that is only looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers are read so in every language
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(tr("Rows held back"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMaximumSectionSize(WIDEST * self.fontMetrics().averageCharWidth())
        self.setMinimumHeight(4 * self.fontMetrics().height())

    def show_rows(
        self,
        rows: Sequence[Example],
        facts: DataFacts,
        output: int,
        target: str,
        more: dict[int, str] | None = None,
        name: str = "",
    ) -> None:
        """Show rows of one output, with a figure named `name` for each place if there is one."""
        line = self.fontMetrics().height()
        self.rows.side = LINES * line
        self.rows.show_rows(rows, facts, output, target, more or {}, name)
        high = LINES * line + 6 if self.rows.pictured else line + 8
        self.setIconSize(QSize((4 if self.rows.has_series else 1) * high, high - 6))
        self.horizontalHeader().setStretchLastSection(self.rows.ends_in_text)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(high)
        self.resizeColumnsToContents()


def given_text(given: Given | None) -> str:
    """What a field is filled with, in a few letters."""
    if isinstance(given, float | int):
        return f"{given:.4g}"
    if isinstance(given, Packed):
        return f"{len(given.floats) // 4:,} numbers"
    return given or ""


def enlarged(image: QImage, side: int) -> QImage:
    """An image whose pixels can be seen one by one."""
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)
