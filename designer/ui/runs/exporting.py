"""Runs leave as tables for spreadsheets and as TensorBoard's event files. A thread of its own reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from designer.atomic import replace_atomically, write_atomically
from designer.errors import FileError
from designer.runs.leaving import sheets, tensorboard
from designer.runs.record import RunRow
from designer.runs.store import Store
from designer.ui.language import tr
from designer.ui.runs.kept_runs import KeptRuns
from designer.ui.runs.table import RunTable
from designer.ui.settings import Preferences

TABLES = "Tables (*.csv)"
Write = Callable[[Sequence[RunRow], Path, Store], str]


class RunExports(QObject):
    """Writes the selected runs or, if none is selected, all that are shown."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, kept: KeptRuns, table: RunTable, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._kept, self._table, self._preferences, self._window = kept, table, preferences, window

    def table(self) -> None:
        """A line for each run."""
        self._to_file("Export the list of runs", "runs.csv", write_table)

    def histories(self) -> None:
        """A line for each epoch of each run."""
        self._to_file("Export the histories of runs", "histories.csv", write_histories)

    def tensorboard(self) -> None:
        """A folder for each run, as TensorBoard reads them."""
        folder = QFileDialog.getExistingDirectory(self._window, tr("Export for TensorBoard into"), self._start())
        if folder:
            self._order(Path(folder), write_events)

    def _to_file(self, title: str, name: str, write: Write) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr(title), str(Path(self._start()) / name), tr(TABLES))
        if chosen:
            path = Path(chosen)
            self._preferences.folder = str(path.parent)
            self._order(path if path.suffix else path.with_suffix(".csv"), write)

    def _order(self, path: Path, write: Write) -> None:
        rows = self._table.chosen() or self._table.shown()
        self._kept.aside(partial(write, rows, path), self.said.emit)

    def _start(self) -> str:
        return self._preferences.folder or str(Path.home())


def write_table(rows: Sequence[RunRow], path: Path, store: Store) -> str:
    write_atomically(path, sheets.table(rows).encode("utf-8-sig"))  # by that mark a spreadsheet knows the encoding
    return f"Wrote {_count(rows)} to {path.name}."


def write_histories(rows: Sequence[RunRow], path: Path, store: Store) -> str:
    replace_atomically(path, partial(_fill, rows, store))
    return f"Wrote the histories of {_count(rows)} to {path.name}."


def write_events(rows: Sequence[RunRow], folder: Path, store: Store) -> str:
    try:
        for row in rows:
            tensorboard.write_run(folder, row, store.logs(row.id))
    except OSError as error:
        raise FileError(f"Cannot write into {folder}: {error.strerror or error}. Choose another folder.") from error
    return f"Wrote {_count(rows)} for TensorBoard. See them with: tensorboard --logdir {folder}"


def _fill(rows: Sequence[RunRow], store: Store, place: Path) -> None:
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(sheets.histories(rows, partial(_logs_of, store)))


def _logs_of(store: Store, row: RunRow) -> sheets.Logs:
    return store.logs(row.id)


def _count(rows: Sequence[RunRow]) -> str:
    return f"{len(rows):,} run{'' if len(rows) == 1 else 's'}"
