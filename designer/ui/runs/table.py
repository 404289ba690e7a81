"""The table of runs: sorted by a click, edited where it stands, its columns chosen by a right-click on their heads."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from designer.runs.record import RunRow
from designer.ui.language import tr
from designer.ui.runs.matching import RunFilter
from designer.ui.runs.model import RunModel

MENU = (
    "runs_open", "runs_take", "runs_rename", "runs_tag", "runs_note", "runs_pin", None, "runs_sort", "runs_series", "runs_repeat", None,
    "runs_export_table", "runs_export_histories", "runs_export_tensorboard", None, "runs_delete", "runs_bring_back",
)  # fmt: skip
"""What the menu over a run offers, by the ids of actions."""


class RunTable(QTableView):
    """Shows a `RunFilter`. Del deletes, F2 edits, the Menu key opens what can be done."""

    selection_changed = Signal()
    delete_requested = Signal()
    shown_changed = Signal(object)
    """Columns were chosen: the names of those that are shown."""

    def __init__(self, runs: RunFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._chosen: dict[str, bool] = {}
        self._actions: list[QAction | None] = []
        self.columns_menu = QMenu(self)
        self.columns_menu.setToolTipsVisible(True)
        self.columns_menu.aboutToShow.connect(self._fill_columns)
        self.columns_menu.triggered.connect(self._ticked)
        self.setModel(runs)
        self.setAccessibleName(tr("Training runs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(24, self.fontMetrics().height() + 8))
        self._dress_header()
        self._dress(0, len(self._columns.columns) - 1)
        self._columns.columns_came.connect(self._dress)
        self.selectionModel().selectionChanged.connect(self._selected)

    @property
    def _columns(self) -> RunModel:
        model = self._runs.sourceModel()
        assert isinstance(model, RunModel)
        return model

    # --- what is chosen ---

    def chosen(self) -> list[RunRow]:
        """The selected runs, from the top down. Qt's own `selectedRows` asks for the flags of every cell."""
        ranges = self.selectionModel().selection()
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        return [self._columns.rows[self._runs.mapToSource(self._runs.index(row, 0)).row()] for row in rows]

    def shown(self) -> list[RunRow]:
        """All runs that are not filtered out, from the top down."""
        places = (self._runs.mapToSource(self._runs.index(row, 0)) for row in range(self._runs.rowCount()))
        return [self._columns.rows[place.row()] for place in places]

    def choose(self, ids: set[str]) -> None:
        """Select these runs, and put the keyboard at the first."""
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        model.clearSelection()
        places = [self._runs.mapFromSource(self._columns.place_of(id)) for id in ids]
        for place in sorted((place for place in places if place.isValid()), key=QModelIndex.row, reverse=True):
            model.select(place, flags.Select | flags.Rows)
            model.setCurrentIndex(place.siblingAtColumn(self._first_column()), flags.NoUpdate)

    def edit_name(self) -> None:
        """Type another name where it stands."""
        place = self.currentIndex()
        at = self._columns.column_at("name")
        if place.isValid() and not self.isColumnHidden(at):
            self.setCurrentIndex(place.siblingAtColumn(at))
            self.edit(place.siblingAtColumn(at))

    # --- columns ---

    def choose_columns(self, chosen: dict[str, bool]) -> None:
        """Show or hide columns as they were left; those not named are as they are at first."""
        self._chosen = chosen
        self._dress(0, len(self._columns.columns) - 1)

    def sort_by_current(self) -> None:
        """Sort by the column the keyboard is in, or the other way round if it is sorted by that."""
        at, head = self.currentIndex().column(), self.horizontalHeader()
        rising = at == head.sortIndicatorSection() and head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        if at >= 0:
            head.setSortIndicator(at, Qt.SortOrder.AscendingOrder if rising else Qt.SortOrder.DescendingOrder)

    def _fill_columns(self) -> None:
        """A tick for each column."""
        menu = self.columns_menu
        menu.clear()
        for at, column in enumerate(self._columns.columns):
            tick = menu.addAction(tr(column.title))
            tick.setToolTip(tr(column.help))
            tick.setCheckable(True)
            tick.setChecked(not self.isColumnHidden(at))
            tick.setEnabled(column.id != "name")
            tick.setData(column.id)

    def _ticked(self, tick: QAction) -> None:
        self._chosen[tick.data()] = tick.isChecked()
        self.setColumnHidden(self._columns.column_at(tick.data()), not tick.isChecked())
        self.shown_changed.emit(dict(self._chosen))

    def _dress(self, first: int, last: int) -> None:
        """Give columns their first width, and hide those that are not wanted."""
        letter = self.fontMetrics().averageCharWidth()
        for at in range(first, last + 1):
            column = self._columns.columns[at]
            self.setColumnWidth(at, (max(column.letters, len(column.title) + 3) + 1) * letter + 12)
            self.setColumnHidden(at, not self._chosen.get(column.id, column.shown))

    def _dress_header(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setSortIndicator(self._columns.column_at("when"), Qt.SortOrder.DescendingOrder)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._offer_columns)
        self.setSortingEnabled(True)

    def _offer_columns(self, place: QPoint) -> None:
        self.columns_menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _first_column(self) -> int:
        return self._columns.column_at("name")

    # --- what hands do ---

    def set_actions(self, actions: list[QAction | None]) -> None:
        """What the menu over a run offers; nothing between two stands for a line."""
        self._actions = actions

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for action in self._actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        place = self.visualRect(self.currentIndex()).bottomLeft()
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self.viewport().mapToGlobal(place) if by_keys else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.state() != QAbstractItemView.State.EditingState:
            self.delete_requested.emit()
            return
        super().keyPressEvent(event)

    def _selected(self, now: object, before: object) -> None:
        self.selection_changed.emit()
