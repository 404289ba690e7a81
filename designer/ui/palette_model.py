"""What the palette lists: every kind under its family, the favourites first, or the hits of a search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from designer.catalogue import FAMILIES, KINDS
from designer.catalogue.schema import Kind
from designer.ui.fuzzy import fit
from designer.ui.theme import family_icon

MIME = "application/x-layerloom-kind"

KIND = Qt.ItemDataRole.UserRole
"""The kind's name; families have none."""
HELP = Qt.ItemDataRole.UserRole + 1
STARRED = Qt.ItemDataRole.UserRole + 2


def first_sentence(text: str) -> str:
    """Up to the first full stop."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


def hits(query: str) -> list[Kind]:
    """The kinds that fit what was typed, the best first."""
    scored = [(_score(query, kind), at, kind) for at, kind in enumerate(KINDS.values())]
    return [kind for score, _, kind in sorted(scored, key=_by_score) if score > 0]


def _by_score(entry: tuple[float, int, Kind]) -> tuple[float, int]:
    return -entry[0], entry[1]


def _score(query: str, kind: Kind) -> float:
    keywords = max((fit(query, word) for word in kind.keywords), default=0.0)
    told = 15.0 if len(query) >= 3 and query.casefold() in f"{kind.summary} {kind.when}".casefold() else 0.0
    family = 30.0 if fit(query, kind.family) >= 60 else 0.0
    return max(fit(query, kind.name), 0.9 * keywords, family, told)


class PaletteModel(QStandardItemModel):
    """Families with their kinds; a kind is dragged as its name."""

    def fill(self, query: str, favourites: Collection[str]) -> None:
        """List the hits of `query`, or everything."""
        self.clear()
        if query.strip():
            self._add_kinds(self.invisibleRootItem(), hits(query.strip()), favourites)
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
