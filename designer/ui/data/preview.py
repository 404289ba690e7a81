"""The first rows of the data, with each column's type, range and part in the training."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from designer.graph.specs import Column, DataFacts
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import color

WIDEST = 260
"""No column is wider than so many pixels."""
FEW = 8
Index = QModelIndex | QPersistentModelIndex

KINDS = {"number": "numbers", "category": "categories", "text": "texts"}
WORDS = {"feature": "learn from", "target": "predict", "weight": "weighs the row", "unused": "not used"}


class PreviewModel(QAbstractTableModel):
    """Rows of `DataFacts.preview`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show_facts(self, facts: DataFacts | None) -> bool:
        """Show these rows, or none; whether others were shown before."""
        columns, rows = (facts.columns, facts.preview) if facts else ((), ())
        if (columns, rows) == (self._columns, self._rows):
            return False
        self.beginResetModel()
        self._columns, self._rows = columns, rows
        self.endResetModel()
        return True

    def longest(self, column: int) -> list[str]:
        """The longest texts of a column, of which one is the widest."""
        return sorted((row[column] for row in self._rows), key=len)[-FEW:]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return color("quiet" if column.role == "unused" else "text")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.name}\n{tr(WORDS[column.role])}\n{tr(range_text(column))}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(_details(column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        return None


class Preview(QTableView):
    """A table that is only looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # numbers are read so in every language
        self._rows = PreviewModel(self)
        self.setModel(self._rows)
        self.setAccessibleName(tr("The first rows of the data"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMaximumSectionSize(WIDEST)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def show_facts(self, facts: DataFacts | None) -> None:
        """Show the first rows of the data, or nothing."""
        if self._rows.show_facts(facts):
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Make each column as wide as its texts. Qt would ask for every cell, many times and in all its roles."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        beside = 2 * metrics.averageCharWidth() + 2
        for at in range(self._rows.columnCount()):
            widest = max((metrics.horizontalAdvance(text) for text in self._rows.longest(at)), default=0)
            header.resizeSection(at, min(WIDEST, max(header.sectionSizeHint(at), widest + beside)))


def _short(value: float) -> str:
    """A number in three digits; a large one whole, as nobody reads powers of ten in a table."""
    return f"{value:,.0f}" if 1000 <= abs(value) < 1e9 else f"{value:.3g}"


def range_text(column: Column) -> str:
    """What values a column has, in a few letters: `0.1 to 2.5`, `3 classes`; and how many cells are empty."""
    if column.type == "number" and column.low is not None and column.high is not None:
        text = f"{_short(column.low)} to {_short(column.high)}"
    elif column.categories:
        text = f"{len(column.categories)} values"
    else:
        text = column.type
    return f"{text}, {column.missing:,} empty" if column.missing else text


def _details(column: Column) -> str:
    lines = [f"{column.name}: {tr(KINDS[column.type])}, {tr(WORDS[column.role])}"]
    if column.mean is not None and column.deviation is not None:
        lines.append(tr(f"mean {column.mean:.4g}, standard deviation {column.deviation:.4g}"))
    if column.categories:
        shown = ", ".join(column.categories[:12])
        lines.append(tr(f"values: {shown}{', …' if len(column.categories) > 12 else ''}"))
    if column.missing:
        lines.append(tr(f"{column.missing:,} empty cells"))
    return "\n".join(lines)


def _side(column: Column) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.type == "number" else Qt.AlignmentFlag.AlignLeft
