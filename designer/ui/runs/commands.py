"""What can be done with runs: every action of the Runs tab, by whatever it is asked for."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from designer.graph.design import Design
from designer.runs.record import RunRow
from designer.runs.store import Store
from designer.ui.file_commands import FileCommands
from designer.ui.language import tr
from designer.ui.runs.columns import size_text
from designer.ui.runs.kept_runs import KeptRuns
from designer.ui.runs.table import RunTable

MEGABYTE = 1_000_000
LONGEST_NAME = 200


class RunCommands(QObject):
    """Acts on the runs that are selected in the table."""

    said = Signal(str)
    """A sentence for the status line."""
    deletions_changed = Signal()

    def __init__(self, kept: KeptRuns, table: RunTable, files: FileCommands, window: QWidget) -> None:
        super().__init__(window)
        self._kept, self._table, self._files, self._window = kept, table, files, window
        self._deleted: list[tuple[str, ...]] = []
        self._taken, self._allowed = 0, 0
        table.delete_requested.connect(self.delete)
        kept.room_changed.connect(self._room_changed)

    @property
    def deleted(self) -> int:
        """How many runs the last deletion took, as long as they can be brought back."""
        return len(self._deleted[-1]) if self._deleted else 0

    def open(self) -> None:
        """Open the design of a run as a new one."""
        row = self._one()
        if row is not None:
            self._kept.ask(partial(_design_of, row), self._open)

    def take(self) -> None:
        """Open the design of a run as a new one that starts from the weights the run ended with."""
        row = self._one()
        if row is None:
            return
        path = self._kept.weights_path(row.id)
        if path is None:
            self.said.emit("The network of this run is not kept. Pin a run to keep its network for good.")
            return
        self._kept.ask(partial(_design_of, row), partial(self._take, path))

    def rename(self) -> None:
        """Call a run something else."""
        if self._one() is not None:
            self._table.edit_name()

    def tag(self) -> None:
        """Give the selected runs words to find them by."""
        rows = self._table.chosen()
        if not rows:
            return
        text, done = QInputDialog.getText(
            self._window,
            tr("Tags"),
            tr(f"Words for {_these(rows)}, with commas between:"),
            text=", ".join(rows[0].tags),
        )
        if done:
            self._kept.change(_ids(rows), tags=tags_of(text))

    def note(self) -> None:
        """Write down what there is to remember of the selected runs."""
        rows = self._table.chosen()
        if not rows:
            return
        text, done = QInputDialog.getMultiLineText(
            self._window, tr("Note"), tr(f"A note on {_these(rows)}:"), rows[0].note
        )
        if done:
            self._kept.change(_ids(rows), note=text.strip())

    def pin(self) -> None:
        """Keep the networks of the selected runs whatever comes, or no more."""
        rows = self._table.chosen()
        if rows:
            self._kept.change(_ids(rows), pinned=not all(row.pinned for row in rows))

    def edit(self, id: str, what: str, value: Any) -> None:
        """Somebody typed or ticked something in the table."""
        if what == "name":
            value = " ".join(str(value).split())[:LONGEST_NAME]
            if not value:
                self.said.emit("A run needs a name. It keeps the one it has.")
                return
        self._kept.change([id], **{what: tags_of(value) if what == "tags" else value})

    def delete(self) -> None:
        """Take the selected runs off the list; for a day they can be brought back."""
        rows = self._table.chosen()
        ids = _ids(row for row in rows if not row.going)
        if len(ids) < len(rows):
            self.said.emit("A run that goes on cannot be deleted. Stop it first.")
        if ids:
            self._deleted.append(ids)
            self._kept.change(ids, deleted=time.time())
            self.said.emit(
                f"Deleted {_count(len(ids))}. Bring back returns them."
                if len(ids) > 1
                else "Deleted 1 run. Bring back returns it."
            )
            self.deletions_changed.emit()

    def bring_back(self) -> None:
        """Take back the last deletion."""
        if self._deleted:
            ids = self._deleted.pop()
            self._kept.change(ids, deleted=0.0)
            self.said.emit(f"{_count(len(ids)).capitalize()} back on the list.")
            self.deletions_changed.emit()

    def select_series(self) -> None:
        """Select all runs that belong together with the selected ones."""
        groups = {row.group for row in self._table.chosen() if row.group}
        if groups:
            self._table.choose({row.id for row in self._kept.rows.values() if row.group in groups})
        else:
            self.said.emit("The selected runs belong to no series. Repeat a design to make one.")

    def sort(self) -> None:
        """Sort by the column the keyboard is in; again: the other way round."""
        self._table.sort_by_current()

    def set_room(self) -> None:
        """Ask how much room the kept networks may take."""
        taken = size_text(self._taken)
        words = f"The kept networks take {taken}. The oldest that are not pinned go when this many MB are full:"
        size, done = QInputDialog.getInt(
            self._window, tr("Room for networks"), tr(words), self._allowed // MEGABYTE, 0, 1_000_000, 100
        )  # fmt: skip
        if done:
            self._kept.set_cap(size * MEGABYTE)

    # --- within ---

    def _one(self) -> RunRow | None:
        rows = self._table.chosen()
        if len(rows) != 1:
            self.said.emit("Select one run first.")
        return rows[0] if len(rows) == 1 else None

    def _open(self, found: tuple[RunRow, Design]) -> None:
        row, design = found
        self._files.open_design(design, f"the design of {row.name}")

    def _take(self, path: Path, found: tuple[RunRow, Design]) -> None:
        row, design = found
        started = replace(design, training=replace(design.training, start=str(path.absolute())))
        self._files.open_design(started, f"the network of {row.name}")

    def _room_changed(self, taken: int, allowed: int) -> None:
        self._taken, self._allowed = taken, allowed


def tags_of(text: Any) -> tuple[str, ...]:
    """The words between commas, each once."""
    return tuple(dict.fromkeys(word for part in str(text).split(",") if (word := part.strip()[:60])))


def _design_of(row: RunRow, store: Store) -> tuple[RunRow, Design]:
    return row, store.design(row.design)


def _ids(rows: Iterable[RunRow]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _these(rows: list[RunRow]) -> str:
    return rows[0].name if len(rows) == 1 else f"these {len(rows)} runs"


def _count(number: int) -> str:
    return f"{number:,} run{'' if number == 1 else 's'}"
