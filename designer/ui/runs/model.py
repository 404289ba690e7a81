"""The runs as a Qt table: rows come and change one by one, columns come with what is measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from designer.runs.record import RunRow
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.runs.columns import AFTER, BEFORE, Column, figure_columns

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class RunModel(QAbstractTableModel):
    """Every kept run, in the order last asked for."""

    edited = Signal(str, str, object)
    """Somebody typed: a run's id, what to change, and its new value."""
    columns_came = Signal(int, int)
    """New columns stand at these places, the first and the last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RunRow] = []
        self.columns: list[Column] = [*BEFORE, *AFTER]
        self._at: dict[str, int] = {}
        self._order: tuple[int, Qt.SortOrder] = (2, Qt.SortOrder.DescendingOrder)

    # --- what comes in ---

    def take(self, rows: Iterable[RunRow]) -> None:
        """Show these runs as they are now; those that were deleted go."""
        rows = list(rows)
        known = [row for row in rows if row.id in self._at and not row.deleted]
        new = [row for row in rows if row.id not in self._at and not row.deleted]
        gone = {row.id for row in rows if row.deleted and row.id in self._at}
        self._make_columns([*known, *new])
        for row in known:
            at = self._at[row.id]
            self.rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))
        self._remove(gone)
        if new:
            self.beginInsertRows(NOWHERE, len(self.rows), len(self.rows) + len(new) - 1)
            self.rows.extend(new)
            self._count()
            self.endInsertRows()
        if new or any(not row.going for row in known):
            self.sort(*self._order)

    def place_of(self, id: str) -> QModelIndex:
        """The cell a run begins with."""
        at = self._at.get(id)
        return QModelIndex() if at is None else self.index(at, 0)

    def column_at(self, id: str) -> int:
        """Where a column stands now, by its name; -1 if there is none of that name."""
        return next((at for at, column in enumerate(self.columns) if column.id == id), -1)

    # --- what Qt asks ---

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Role.DisplayRole:
            return column.text(row) if column.edits else tr(column.text(row))
        if role == Role.EditRole:
            return row.note if column.edits == "note" else column.text(row)
        if role == Role.CheckStateRole and column.id == "pinned":
            return Qt.CheckState.Checked if row.pinned else Qt.CheckState.Unchecked
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            return tip("\n".join(filter(None, (self.data(index), tr(row.sentence), row.note))))
        if role == Role.AccessibleTextRole:
            return tr(self._spoken(row, column))
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Role.CheckStateRole and column.id == "pinned":
            self.edited.emit(row.id, "pinned", Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        if role == Role.EditRole and column.edits:
            self.edited.emit(row.id, column.edits, str(value))
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column = self.columns[index.column()]
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if column.edits:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if column.id == "pinned" else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return tr(column.title)
        if role == Role.ToolTipRole:
            return tip(tr(f"{column.help}. Click to sort; right-click to choose columns."))
        if role == Role.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the runs; what has no value comes last either way. Done here in one go: asked for each pair, a
        thousand rows would take Python a good part of a second."""
        if not 0 <= column < len(self.columns):
            return
        self._order = (column, order)
        value = self.columns[column].value
        keyed = [(value(row), row) for row in self.rows]
        having = [(_sortable(key), row) for key, row in keyed if key is not None]
        having.sort(key=_first, reverse=order is Qt.SortOrder.DescendingOrder)
        rows = [row for _, row in having] + [row for key, row in keyed if key is None]
        if [row.id for row in rows] != [row.id for row in self.rows]:
            self._reorder(rows)

    # --- within ---

    def _reorder(self, rows: list[RunRow]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.rows[index.row()].id for index in before]
        self.rows = rows
        self._count()
        after = [self.index(self._at[id], index.column()) for id, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _remove(self, gone: set[str]) -> None:
        """Take runs away, those that stand beside each other at once."""
        at = len(self.rows) - 1
        while gone and at >= 0:
            last = at
            while at >= 0 and self.rows[at].id in gone:
                at -= 1
            if at < last:
                self.beginRemoveRows(NOWHERE, at + 1, last)
                del self.rows[at + 1 : last + 1]
                self._count()
                self.endRemoveRows()
            at -= 1

    def _make_columns(self, rows: Iterable[RunRow]) -> None:
        """Have a column for whatever is measured; those there are stay where they are."""
        known = {column.id for column in self.columns}
        new = [column for column in figure_columns(rows) if column.id not in known]
        if new:
            first = len(self.columns) - len(AFTER)
            self.beginInsertColumns(NOWHERE, first, first + len(new) - 1)
            self.columns[first:first] = new
            column, order = self._order
            self._order = (column + len(new) if column >= first else column, order)
            self.endInsertColumns()
            self.columns_came.emit(first, first + len(new) - 1)

    def _count(self) -> None:
        self._at = {row.id: at for at, row in enumerate(self.rows)}

    def _spoken(self, row: RunRow, column: Column) -> str:
        if column.id == "pinned":
            return f"{row.name}, {'pinned' if row.pinned else 'not pinned'}"
        return f"{column.title}: {column.text(row) or 'nothing'}"


def _sortable(key: Any) -> Any:
    return key.casefold() if isinstance(key, str) else key


def _first(pair: tuple[Any, RunRow]) -> Any:
    return pair[0]
