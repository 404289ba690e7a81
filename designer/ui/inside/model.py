"""The layers of a network as a table: a line each, with how its weights and gradients are spread."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from designer.training.messages import LayerMeasured, Measured, Spread
from designer.ui.inside.contents import dead_text, figure, spread_text
from designer.ui.inside.measuring import NOTHING
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import icon

Index: TypeAlias = QModelIndex | QPersistentModelIndex
SPREAD = Qt.ItemDataRole.UserRole
"""The role of what a histogram is drawn of."""


class Shows(IntEnum):
    """The columns."""

    LAYER = 0
    WEIGHTS = 1
    WEIGHTS_NORM = 2
    GRADIENTS = 3
    GRADIENTS_NORM = 4
    DEAD = 5


TITLES = ("layer", "weights", "norm", "gradients", "norm", "dead units")
NORMS = (Shows.WEIGHTS_NORM, Shows.GRADIENTS_NORM)
HELPS = (
    "",
    "How the weights of the layer are spread, its biases among them: their mean and how far they lie from it",
    "The length of all weights together: the root of the sum of their squares",
    "How the slopes of the loss by these weights are spread. Training moves each weight against its own",
    "The length of all gradients together: how hard training pulls at the layer",
    "Units of a ReLU that give 0 for every row looked at: they are dead, and learn no more",
)


class InsideModel(QAbstractTableModel):
    """What was measured last. While the layers stay the same, so do the lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = NOTHING
        self._ids: tuple[str, ...] = ()
        self._names: Mapping[str, str] = {}
        self._remarks: Mapping[str, str] = {}

    def show_measured(self, found: Measured, names: Mapping[str, str], remarks: Mapping[str, str]) -> None:
        """Show this; `names` has one for each layer, `remarks` a sentence for those with which something is amiss."""
        ids = tuple(found.layers)
        anew = ids != self._ids
        if anew:
            self.beginResetModel()
        self._found, self._ids, self._names, self._remarks = found, ids, names, remarks
        if anew:
            self.endResetModel()
        elif ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(Shows) - 1))

    def row_of(self, id: str) -> int:
        """The line of a layer, or -1."""
        return self._ids.index(id) if id in self._ids else -1

    def id_at(self, row: int) -> str:
        """The layer in a line, or nothing."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Shows)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        texts = {Qt.ItemDataRole.DisplayRole: TITLES, Qt.ItemDataRole.ToolTipRole: HELPS}.get(Qt.ItemDataRole(role))
        return tr(texts[section]) if texts else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        id, shows = self._ids[index.row()], Shows(index.column())
        one = self._found.layers[id]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._names[id] if shows is Shows.LAYER else tr(_text(one, shows))
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                told = tr(self._remarks.get(id, "") if shows is Shows.LAYER else _help(one, shows, self._found.rows))
                return tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
            case Qt.ItemDataRole.DecorationRole if shows is Shows.LAYER and id in self._remarks:
                return icon("mdi6.alert-outline", "warning")
            case Qt.ItemDataRole.TextAlignmentRole if shows in NORMS:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case _ if role == SPREAD:
                return _spread(one, shows)
        return None


def _spread(one: LayerMeasured, shows: Shows) -> Spread | None:
    if shows in (Shows.WEIGHTS, Shows.WEIGHTS_NORM):
        return one.weights
    return one.gradients if shows in (Shows.GRADIENTS, Shows.GRADIENTS_NORM) else None


def _text(one: LayerMeasured, shows: Shows) -> str:
    if shows is Shows.DEAD:
        return f"{one.dead_count:,} of {one.units:,}" if one.units else ""
    spread = _spread(one, shows)
    if spread is None:
        return "frozen" if shows is Shows.GRADIENTS and one.weights is not None else ""
    return figure(spread.norm) if shows in NORMS else f"{spread.mean:.2g} ± {spread.deviation:.2g}"


def _help(one: LayerMeasured, shows: Shows, rows: int) -> str:
    if shows is Shows.DEAD:
        return dead_text(one, rows)
    spread = _spread(one, shows)
    return spread_text(spread) if spread is not None else ""
