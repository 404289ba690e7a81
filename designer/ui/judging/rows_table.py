"""Rows held back, one a line: their number in the data, what they are, what the network says, what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from designer.data.fields import Field, Given, Packed, fields_of
from designer.graph.specs import DataFacts
from designer.training.messages import Example, OutputSaid
from designer.ui.judging.pixels import image_of, line_of
from designer.ui.judging.words import answer_text, truth_text

Index: TypeAlias = QModelIndex | QPersistentModelIndex
FIRST = ("row", "it is", "the network says")
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
        self.endResetModel()

    @property
    def pictured(self) -> bool:
        """Whether there are pictures of what rows are made of."""
        return any(field.kind in ("image", "series") for field in self._fields)

    @property
    def ends_in_text(self) -> bool:
        return bool(self._fields) and self._fields[-1].kind == "text"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, at = self._rows[index.row()], index.column() - self._known()
        field = self._fields[at] if at >= 0 else None
        given = row.given.get(field.name) if field is not None else None
        if field is not None and isinstance(given, Packed):
            return self._picture(field, given, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return given_text(given) if field is not None else self._first(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.TextAlignmentRole and (
            (field is None and index.column() == 3) or isinstance(given, float)
        ):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _picture(self, field: Field, given: Packed, role: int) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and field.kind == "image":
            return QPixmap.fromImage(enlarged(image_of(given.floats, field.shape, field.low, field.high), self.side))
        if role == Qt.ItemDataRole.DecorationRole:
            return QPixmap.fromImage(line_of(given.floats, (4 * self.side, self.side), field.low, field.high))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.name}: {'an image' if field.kind == 'image' else given_text(given)}"
        return None

    def _first(self, row: Example, column: int) -> str:
        assert self._facts is not None
        said = row.said[self._output] if self._output < len(row.said) else None
        return (
            f"{row.number + 1:,}",
            truth_text(row.truths[self._output], self._facts.seen("", self._target)),
            _said(said),
            self._more.get(row.place, ""),
        )[column]

    def _known(self) -> int:
        return len(FIRST) + bool(self._more)

    def _headers(self) -> list[str]:
        return [*FIRST, *((self._name,) if self._more else ()), *(field.name for field in self._fields)]


class RowsTable(QTableView):
    """A table that is only looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setAccessibleName("Rows held back")
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
        self.setIconSize(QSize(4 * high, high - 6))
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


def _said(said: OutputSaid | None) -> str:
    return answer_text(said) if said is not None else ""
