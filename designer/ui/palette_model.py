"""What the palette lists: every kind under its family, the favourites first, or the hits of a search.

Not of `QStandardItem`s: where Python holds some of them, the end of their model now and then ends the process.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from designer.catalogue import FAMILIES, KINDS
from designer.catalogue.schema import Kind
from designer.ui.kind_search import matching
from designer.ui.language import tr
from designer.ui.theme import family_icon

MIME = "application/x-layerloom-kind"

KIND = Qt.ItemDataRole.UserRole
"""The kind's name; families have none."""
HELP = Qt.ItemDataRole.UserRole + 1
STARRED = Qt.ItemDataRole.UserRole + 2
FAMILY = Qt.ItemDataRole.UserRole + 3
"""The name of a family, the same in every language."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

OPEN_AT_FIRST = ("Favourites", *tuple(FAMILIES)[:2])
"""With all families open, the list would be many windows long."""


def first_sentence(text: str) -> str:
    """Up to the first full stop."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


@dataclass(frozen=True)
class Family:
    """A heading with the kinds below it."""

    name: str
    kinds: tuple[Kind, ...]


class PaletteModel(QAbstractItemModel):
    """Families with their kinds, or kinds alone; a kind is dragged as its name.

    An index of a kind in a family carries the family's row, counted from 1, as its id; all others carry 0.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Family | Kind, ...] = ()
        self._starred: frozenset[str] = frozenset()

    def fill(self, query: str, favourites: Collection[str], only: Collection[str] = ()) -> None:
        """List the hits of `query`, or everything; of some kinds alone, where they are named."""
        self.beginResetModel()
        self._starred = frozenset(favourites)
        kinds = [kind for kind in KINDS.values() if not only or kind.name in only]
        self._rows = tuple(matching(query, kinds)) if query.strip() else tuple(_families(favourites, kinds))
        self.endResetModel()

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            data.setData(MIME, str(index.data(KIND) or "").encode())
        return data

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index | None = None) -> QModelIndex | QObject | None:
        if index is None:
            return super().parent()
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if not parent.isValid():
            return len(self._rows)
        entry = self._entry(parent)
        return len(entry.kinds) if isinstance(entry, Family) else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if isinstance(self._entry(index), Family) else usual | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entry(index)
        found = _OF_FAMILY.get(role) if isinstance(entry, Family) else _OF_KIND.get(role)
        if role == STARRED:
            return entry.name in self._starred
        return None if found is None else found(entry)

    def _entry(self, index: Index) -> Family | Kind:
        above = index.internalId()
        if not above:
            return self._rows[index.row()]
        family = self._rows[above - 1]
        assert isinstance(family, Family)
        return family.kinds[index.row()]


def _families(favourites: Collection[str], kinds: Collection[Kind]) -> Iterable[Family]:
    starred = tuple(kind for kind in kinds if kind.name in favourites)
    if starred:
        yield Family("Favourites", starred)
    for name in FAMILIES:
        its = tuple(kind for kind in kinds if kind.family == name)
        if its:
            yield Family(name, its)


def _name(entry: Family | Kind) -> str:
    return entry.name


def _icon(kind: Kind) -> QIcon:
    return family_icon(kind.family)


def _title(family: Family) -> str:
    return tr(family.name)


def _help(kind: Kind) -> str:
    return first_sentence(_summary(kind))


def _summary(kind: Kind) -> str:
    return tr(kind.summary)


def _spoken_kind(kind: Kind) -> str:
    return f"{kind.name}, {tr(kind.family)}"


def _spoken_family(family: Family) -> str:
    return f"{tr(family.name)}, {tr(f'{len(family.kinds)} layers')}"


def rich_tooltip(kind: Kind) -> str:
    """What a kind does, when to use it, and its formula."""
    parts = [f"<b>{escape(kind.name)}</b> · {escape(tr(kind.family))}", escape(tr(kind.summary))]
    if kind.when:
        parts.append(f"<i>{tr('When:')}</i> {escape(tr(kind.when))}")
    if kind.formula:
        parts.append(f"<code>{escape(tr(kind.formula))}</code>")
    return "<table width='320'><tr><td>" + "<br><br>".join(parts) + "</td></tr></table>"


_OF_FAMILY: Mapping[int, Callable[[Family], object]] = {
    Qt.ItemDataRole.DisplayRole: _title,
    Qt.ItemDataRole.AccessibleTextRole: _spoken_family,
    FAMILY: _name,
}
_OF_KIND: Mapping[int, Callable[[Kind], object]] = {
    Qt.ItemDataRole.DisplayRole: _name,
    Qt.ItemDataRole.DecorationRole: _icon,
    Qt.ItemDataRole.ToolTipRole: rich_tooltip,
    Qt.ItemDataRole.AccessibleTextRole: _spoken_kind,
    Qt.ItemDataRole.AccessibleDescriptionRole: _summary,
    KIND: _name,
    HELP: _help,
}
