"""The columns of the data as rows of a table: name, type, empty cells, values, what it is for, and which Input gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.roles import change_table, part_of, role_of, with_input, with_role, with_type
from designer.graph.specs import Column, Table
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import color

Index = QModelIndex | QPersistentModelIndex

TYPES = {
    "": "as it looks",
    "number": "number",
    "category": "category",
    "date": "date",
    "text": "text",
    "identifier": "name of the row",
}
ROLES = {
    "feature": "learn from",
    "target": "predict",
    "more": "predict too",
    "weight": "row weights",
    "unused": "leave out",
}
_USES = {"unused": "Leave “{name}” out", "weight": "Weigh the rows by “{name}”"}
COLUMN = Qt.ItemDataRole.UserRole
"""The `Column` of a row."""
CHOICES = Qt.ItemDataRole.UserRole + 1
"""What a cell can be, as a dict from what is stored to what is shown; nothing where it cannot be changed."""


class Shows(IntEnum):
    """What each column of this table shows."""

    NAME = 0
    TYPE = 1
    EMPTY = 2
    VALUES = 3
    USE = 4
    INPUT = 5


TITLES = ("Column", "Type", "Empty", "Values", "Use", "Input")


@dataclass(frozen=True)
class Shown:
    """What there is to show: the design's columns, and the Inputs by id where there are several."""

    columns: tuple[Column, ...] = ()
    design: Design = field(default_factory=Design)
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> Table | None:
        source = self.design.data.source
        return source if isinstance(source, Table) else None


class ColumnsModel(QAbstractTableModel):
    """Brings an `Edit` for each change; what it shows is told to it."""

    edit_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()

    def show(self, shown: Shown) -> None:
        """Show these columns. Where only what is said of them changed, the place in the table stays."""
        before = self._shown
        same = [one.name for one in before.columns] == [one.name for one in shown.columns]
        if same and bool(before.inputs) == bool(shown.inputs):
            self._shown = shown
            if shown.columns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown.columns) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is shown, a row each."""
        return self._shown.columns

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES) - (not self._shown.inputs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._choices(index) else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        return tr(TITLES[section]) if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._shown.columns[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(column, Shows(index.column()))
            case Qt.ItemDataRole.EditRole:
                return self._stored(column, Shows(index.column()))
            case Qt.ItemDataRole.ForegroundRole:
                return color("quiet" if column.role == "unused" else "text")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                told = tr(described(column))
                return tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
            case Qt.ItemDataRole.AccessibleTextRole:
                title, text = TITLES[index.column()], self._text(column, Shows(index.column()))
                return (
                    f"{column.name}, {tr(title)}: {text}"
                    if index.column()
                    else f"{column.name}: {tr(described(column))}"
                )
            case Qt.ItemDataRole.UserRole:
                return column
        return self._choices(index) if role == CHOICES else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self._shown.columns[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == self._stored(column, Shows(index.column())):
            return False
        edit = self._edit(column, Shows(index.column()), str(value))
        if edit.change(self._shown.design) == self._shown.design:
            self.refused.emit("At least one column must be left to learn from, and one to predict.")
            return False
        self.edit_wanted.emit(edit)
        return True

    def _text(self, column: Column, shows: Shows) -> str:
        match shows:
            case Shows.NAME:
                return column.name
            case Shows.TYPE:
                return tr(TYPES.get(column.holds or column.type, column.type))
            case Shows.EMPTY:
                return f"{100 * column.missing / column.cells:.3g} %" if column.missing and column.cells else ""
            case Shows.VALUES:
                return tr(values_text(column)) if column.low is not None else values_text(column)
        chosen = self._choices_of(column, shows).get(self._stored(column, shows), "")
        return tr(chosen) if shows is Shows.USE else chosen

    def _stored(self, column: Column, shows: Shows) -> str:
        table = self._shown.table
        if shows is Shows.TYPE:
            return table.types.get(column.name, "") if table else ""
        if shows is Shows.INPUT and table and column.role == "feature":
            part = part_of(table, column.name)
            fed = {name: id for id, name in self._shown.design.data.feeds.items() if id in self._shown.inputs}
            return fed.get(part, next(iter(self._shown.inputs), ""))
        return role_of(table or Table(""), column) if shows is Shows.USE else ""

    def _choices(self, index: Index) -> dict[str, str]:
        if self._shown.table is None:
            return {}
        return self._choices_of(self._shown.columns[index.row()], Shows(index.column()), editing=True)

    def _choices_of(self, column: Column, shows: Shows, *, editing: bool = False) -> dict[str, str]:
        if shows is Shows.INPUT:
            return dict(self._shown.inputs) if column.role == "feature" else {}
        return {Shows.TYPE: TYPES, Shows.USE: ROLES}.get(shows, {})

    def _edit(self, column: Column, shows: Shows, value: str) -> Edit:
        columns, inputs, name = self._shown.columns, self._shown.inputs, column.name
        if shows is Shows.TYPE:
            label = f"Take “{name}” for a {TYPES[value]}" if value else f"Take “{name}” for what it looks like"
            return change_table(label, lambda table: with_type(table, name, value or None))  # type: ignore[arg-type]
        if shows is Shows.USE:
            label = _USES.get(value, "Use “{name}” to " + ROLES[value]).format(name=name)
            return change_table(label, lambda table: with_role(table, columns, name, value))  # type: ignore[arg-type]

        def change(design: Design) -> Design:
            return replace(design, data=with_input(design.data, columns, name, inputs, value))

        return Edit(f"Feed “{name}” to {inputs.get(value, value)}", change)


def values_text(column: Column) -> str:
    """The values of a column in a few words: its range and mean, or its commonest values."""
    if column.low is not None and column.high is not None:
        shown = _day if column.holds == "date" else "{:.6g}".format
        span = f"{shown(column.low)} to {shown(column.high)}"
        if column.mean is None or column.holds == "date":
            return span
        return f"{span}, mean {shown(float(f'{column.mean:.4g}'))}"
    return ", ".join(f"{word} {count:,}" for word, count in column.common[:4]) or "—"


def described(column: Column) -> str:
    """All that is known of a column, in sentences."""
    said = [f"{TYPES.get(column.holds or column.type, column.type)}, {values_text(column)}"]
    if column.deviation is not None:
        said.append(f"standard deviation {column.deviation:.3g}")
    if column.missing:
        said.append(f"{column.missing:,} of {column.cells:,} cells are empty")
    return "; ".join(said)


def _day(days: float) -> str:
    """The day that is so many after the first of 1970."""
    try:
        return (date(1970, 1, 1) + timedelta(days=int(days))).isoformat()
    except OverflowError:
        return f"{days:.6g}"
