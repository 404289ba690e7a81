"""All about runs in one place, put together for the window: what keeps them, what shows them, what is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from designer.runs.database import FOLDER
from designer.ui.action_set import ActionSet
from designer.ui.file_commands import FileCommands
from designer.ui.runs.commands import RunCommands
from designer.ui.runs.exporting import RunExports
from designer.ui.runs.keeper import RunKeeper
from designer.ui.runs.kept_runs import KeptRuns
from designer.ui.runs.panel import RunsPanel
from designer.ui.runs.series import Series
from designer.ui.session import Session
from designer.ui.settings import Preferences
from designer.ui.training.controller import RunController
from designer.ui.worker_link import WorkerLink


class RunsRoom(QObject):
    """`home` is the folder of the user's state."""

    said = Signal(str)
    """A sentence for the status line."""
    changed = Signal()
    """Other runs are selected, or there are other deletions to take back."""

    def __init__(
        self, home: Path, session: Session, run: RunController, link: WorkerLink, files: FileCommands, window: QWidget
    ) -> None:
        super().__init__(window)
        self._preferences: Preferences = files.preferences
        self.kept = KeptRuns(home / FOLDER, self)
        self.keeper = RunKeeper(self.kept, session, run, link, self)
        self.series = Series(session, run, self)
        self.panel = RunsPanel(self.kept, run, self.keeper)
        self.commands = RunCommands(self.kept, self.panel.table, files, window)
        self.exports = RunExports(self.kept, self.panel.table, self._preferences, window)
        self.panel.table.choose_columns(self._preferences.run_columns)
        self.panel.table.shown_changed.connect(self._keep_columns)
        self.panel.model.edited.connect(self.commands.edit)
        self.panel.selection_changed.connect(self.changed)
        self.commands.deletions_changed.connect(self.changed)
        for speaker in (self.kept, self.keeper, self.series, self.commands, self.exports, self.panel.comparison):
            speaker.said.connect(self.said)

    @property
    def selected(self) -> int:
        """How many runs are selected."""
        return self.panel.selected

    def begin(self) -> None:
        """Read what is kept; called once the window is on the screen."""
        self.kept.begin()

    def add_actions(self, actions: ActionSet) -> None:
        """Give the panel its buttons and its menu."""
        self.panel.add_buttons(actions)

    def load_overlay(self) -> Iterator[None]:
        """Bring the chart (see `Comparison.load_overlay`)."""
        return self.panel.load_overlay()

    def close(self) -> None:
        """Write what is still to be written."""
        self.keeper.close()

    def _keep_columns(self, shown: dict[str, bool]) -> None:
        self._preferences.run_columns = shown
