"""The one design that is open: its history, its file, what follows from it, and what is selected.

Everything that changes the design goes through `Session.edit`; every view shows what `snapshot_changed`
brings. Views hold the session and nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.analysis import Analysis, analyse
from designer.data.script import DataCode
from designer.errors import EditError
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.files import load, save
from designer.graph.history import History
from designer.graph.specs import Column, DataFacts
from designer.values import alike


@dataclass(frozen=True)
class Snapshot:
    """A design and everything that follows from it, of one moment."""

    design: Design
    analysis: Analysis
    data: DataFacts | None
    data_code: DataCode | None
    data_fault: str
    seen: tuple[Column, ...]
    """The columns of a table whose rows cannot be read as they are used now."""
    undo_label: str
    redo_label: str


Refuses = Callable[[Design, Design], str]
"""Told the design and the one that an edit, undo or redo makes of it."""


class Session(QObject):
    """Holds the open design; announces each change once."""

    snapshot_changed = Signal(object)
    """A `Snapshot`, after each edit, undo, redo, opened file and newly read data."""
    selection_changed = Signal(object)
    """The ids of what is selected, a `frozenset[str]`: nodes, blocks, frames and comments."""
    file_changed = Signal()
    """`path` or `dirty` changed."""
    data_wanted = Signal(object)
    """A `DataSpec` whose facts are not known yet; `show_data` or `show_data_fault` brings them."""
    said = Signal(str)
    """A sentence for the status line: an edit that was refused."""

    def __init__(self, design: Design | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(design or Design())
        self._saved: Design | None = self._history.present
        self._selection: frozenset[str] = frozenset()
        self._forget_data()
        self.path: Path | None = None
        self.refuses: Refuses | None = None
        """Why an edit is not to be, where something keeps parts of the design as they are; an empty sentence lets it be."""
        self._snapshot = self._look(None)

    # --- questions ---

    @property
    def snapshot(self) -> Snapshot:
        return self._snapshot

    @property
    def design(self) -> Design:
        return self._history.present

    @property
    def selection(self) -> frozenset[str]:
        return self._selection

    @property
    def dirty(self) -> bool:
        """Whether the design differs from what the file holds."""
        return self.design != self._saved

    # --- changing the design ---

    def edit(self, edit: Edit, merge: Hashable = None) -> bool:
        """Apply an edit; edits with the same `merge` in a row become one step. Says whether it did."""
        try:
            history = self._history.apply(edit, merge)
        except EditError as error:
            self.said.emit(str(error))
            return False
        if history is self._history:
            return False
        return self._may_go_to(history)

    def foresee(self, analysis: Analysis) -> None:
        """What follows from the design of the next edit, where somebody has worked it out beside the window."""
        self._foreseen = analysis

    def end_gesture(self) -> None:
        """Finish a run of merged edits, so that the next is a step of its own."""
        self._history = self._history.closed()

    def undo(self) -> None:
        self._may_go_to(self._history.undo())

    def redo(self) -> None:
        self._may_go_to(self._history.redo())

    def step_to(self, design: Design) -> bool:
        """Undo or redo one step if that leads to just this design. Says whether it did."""
        for history in (self._history.undo(), self._history.redo()):
            if history is not self._history and alike(history.present, design):
                return self._may_go_to(history)
        return False

    def select(self, ids: Iterable[str]) -> None:
        """Make these things the selection; ids the design does not have are left out."""
        design = self.design
        selection = frozenset(id for id in ids if design.has(id))
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    # --- files ---

    def start(self, design: Design, path: Path | None = None, *, dirty: bool = False) -> None:
        """Put another design in the place of this one, with a history of its own."""
        # a table may be named from the design's folder: another folder, other data
        changed_data = design.data != self.design.data or path != self.path
        self._saved = None if dirty else design
        self.path = path
        if changed_data:
            self._forget_data()
        self._history = History(design)
        self._announce(changed_data)
        self.select(())
        self.file_changed.emit()

    def reload(self) -> None:
        """Take what the design's file holds now, as a step that can be undone. Raises `FileError`."""
        assert self.path is not None
        design = load(self.path)
        self._saved = design
        self.edit(Edit(f"Take the new {self.path.name}", lambda before: design))
        self.file_changed.emit()

    def save(self, path: Path | None = None) -> None:
        """Write the design to its file, or to another one from now on. Raises `FileError`."""
        target = path or self.path
        if target is None:
            raise ValueError("a design without a file needs a path")
        save(target, self.design)
        self.path = target
        self._saved = self.design
        self.file_changed.emit()

    # --- data ---

    def show_data(self, facts: DataFacts, code: DataCode | None = None) -> None:
        """The data of this design was read; `code` makes the same examples in a script."""
        self._data, self._data_code, self._data_fault, self._seen = facts, code, "", ()
        self._announce(False)

    def show_data_fault(self, sentence: str, seen: tuple[Column, ...] = ()) -> None:
        """The data of this design cannot be read, though its columns may have been seen."""
        self._forget_data()
        self._data_fault, self._seen = sentence, seen
        self._announce(False)

    def reread_data(self) -> None:
        """The data may have changed where it lies: forget what is known of it and ask anew."""
        self._forget_data()
        self._announce(True)

    # --- within ---

    _foreseen: Analysis | None = None

    def _forget_data(self) -> None:
        self._data: DataFacts | None = None
        self._data_code: DataCode | None = None
        self._data_fault = ""
        self._seen: tuple[Column, ...] = ()

    def _may_go_to(self, history: History) -> bool:
        """Go there unless that is refused, which is said, and every view shows again what stays."""
        refused = self.refuses(self.design, history.present) if self.refuses is not None else ""
        if refused:
            self._foreseen = None
            self.said.emit(refused)
            self.snapshot_changed.emit(self._snapshot)
            return False
        self._go_to(history)
        return True

    def _go_to(self, history: History) -> None:
        if history is self._history:
            return
        before, was_dirty = self.design, self.dirty
        self._history = history
        changed_data = history.present.data.bare != before.data.bare
        if changed_data:
            self._forget_data()
        self._announce(changed_data)
        self.select(self._selection)
        if self.dirty != was_dirty:
            self.file_changed.emit()

    def _announce(self, changed_data: bool) -> None:
        before, self._foreseen = self._foreseen or self._snapshot.analysis, None
        self._snapshot = self._look(before)
        self.snapshot_changed.emit(self._snapshot)
        if changed_data:
            self.data_wanted.emit(self.design.data)

    def _look(self, previous: Analysis | None) -> Snapshot:
        return Snapshot(
            design=self.design,
            analysis=analyse(self.design, self._data, previous),
            data=self._data,
            data_code=self._data_code,
            data_fault=self._data_fault,
            seen=self._seen,
            undo_label=self._history.undo_label,
            redo_label=self._history.redo_label,
        )
