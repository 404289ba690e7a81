"""What the palette lists: every kind under its family, the favourites first, or the hits of a search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from designer.catalogue import FAMILIES, KINDS
from designer.catalogue.schema import Kind
from designer.ui.kind_search import matching
from designer.ui.theme import family_icon

MIME = "application/x-layerloom-kind"

KIND = Qt.ItemDataRole.UserRole
"""The kind's name; families have none."""
HELP = Qt.ItemDataRole.UserRole + 1
STARRED = Qt.ItemDataRole.UserRole + 2

OPEN_AT_FIRST = ("Favourites", *tuple(FAMILIES)[:2])
"""With all families open, the list would be many windows long."""


def first_sentence(text: str) -> str:
    """Up to the first full stop."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


class PaletteModel(QStandardItemModel):
    """Families with their kinds; a kind is dragged as its name."""

    def fill(self, query: str, favourites: Collection[str]) -> None:
        """List the hits of `query`, or everything."""
        self.clear()
        if query.strip():
            self._add_kinds(self.invisibleRootItem(), matching(query), favourites)
            return
        starred = [kind for kind in KINDS.values() if kind.name in favourites]
        if starred:
            self._add_family("Favourites", starred, favourites)
        for family, kinds in FAMILIES.items():
            self._add_family(family, kinds, favourites)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            data.setData(MIME, str(index.data(KIND) or "").encode())
        return data

    def _add_family(self, name: str, kinds: Iterable[Kind], favourites: Collection[str]) -> None:
        item = QStandardItem(name)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._add_kinds(item, kinds, favourites)
        item.setData(f"{name}, {item.rowCount()} layers", Qt.ItemDataRole.AccessibleTextRole)
        self.appendRow(item)

    def _add_kinds(self, parent: QStandardItem, kinds: Iterable[Kind], favourites: Collection[str]) -> None:
        for kind in kinds:
            item = QStandardItem(family_icon(kind.family), kind.name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
            item.setData(kind.name, KIND)
            item.setData(first_sentence(kind.summary), HELP)
            item.setData(kind.name in favourites, STARRED)
            item.setToolTip(rich_tooltip(kind))
            item.setData(f"{kind.name}, {kind.family}", Qt.ItemDataRole.AccessibleTextRole)
            item.setData(kind.summary, Qt.ItemDataRole.AccessibleDescriptionRole)
            parent.appendRow(item)


def rich_tooltip(kind: Kind) -> str:
    """What a kind does, when to use it, and its formula."""
    parts = [f"<b>{escape(kind.name)}</b> · {escape(kind.family)}", escape(kind.summary)]
    if kind.when:
        parts.append(f"<i>When:</i> {escape(kind.when)}")
    if kind.formula:
        parts.append(f"<code>{escape(kind.formula)}</code>")
    return "<table width='320'><tr><td>" + "<br><br>".join(parts) + "</td></tr></table>"
