"""Which runs are shown: those in which all the typed words are found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from designer.runs.record import RunRow
from designer.ui.runs.columns import found_by
from designer.ui.runs.model import RunModel


class RunFilter(QSortFilterProxyModel):
    """Lets runs through by words. Sorting is the model's own, which is quick at it."""

    def __init__(self, model: RunModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._texts: dict[tuple[str, int], str] = {}
        self.setSourceModel(model)

    def look_for(self, text: str) -> None:
        """Show only runs that have each of these words somewhere."""
        words = text.casefold().split()
        if words != self._words:
            self.beginFilterChange()
            self._words = words
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sourceModel().sort(column, order)

    def filterAcceptsRow(self, at: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self._words:
            return True
        model = self.sourceModel()
        assert isinstance(model, RunModel)
        text = self._text(model.rows[at])
        return all(word in text for word in self._words)

    def _text(self, row: RunRow) -> str:
        """All a run can be found by, made once for each change of it."""
        key = (row.id, row.revision)
        if key not in self._texts:
            self._texts[key] = " ".join(found_by(row)).casefold()
        return self._texts[key]
