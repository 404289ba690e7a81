"""The middle of the window: the canvas, and above it the strips that welcome, offer and report."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.ui.canvas.view import CanvasView
from designer.ui.file_guard import FileGuard
from designer.ui.file_strip import FileStrip
from designer.ui.repeating import Repeating
from designer.ui.session import Session, Snapshot
from designer.ui.settings import Preferences
from designer.ui.unread import Unread
from designer.ui.welcome import Welcome


class Centre(QWidget):
    """Has the canvas with the strips above it; each shows itself when there is something to say."""

    def __init__(
        self, session: Session, canvas: CanvasView, repeating: Repeating, guard: FileGuard, preferences: Preferences
    ) -> None:
        super().__init__()
        self._session, self._canvas, self._preferences = session, canvas, preferences
        self._greeted: Design | None = None
        self.welcome = Welcome()
        self.welcome.hide()
        self.unread = Unread()
        self.file = FileStrip(guard)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for strip in (self.file, self.welcome, repeating.strip, self.unread):
            layout.addWidget(strip)
        layout.addWidget(canvas, 1)
        self.setFocusProxy(canvas)
        self.welcome.emptied.connect(self._start_empty)
        self.welcome.put_away.connect(self._welcomed)
        canvas.pasted.noted.connect(self.unread.show_notes)
        for strip in (self.unread, self.file):
            strip.left.connect(canvas.setFocus)
        session.snapshot_changed.connect(self._changed)

    def greet(self, starter: Design) -> None:
        """Welcome whoever sees the starter and was not welcomed yet, until the design is another."""
        self._greeted = self._session.design
        self.welcome.setVisible(not self._preferences.welcomed and self._greeted == starter)

    def show_imported(self, name: str, notes: object) -> None:
        """A network written elsewhere is here: put it in order, and say what of it could not be read."""
        self.unread.show_notes(name, notes)
        self._canvas.tidy(animated=False)
        self._canvas.show_whole()

    def _changed(self, snapshot: Snapshot) -> None:
        if self.welcome.isVisible() and snapshot.design != self._greeted:
            self.welcome.dismiss()

    def _start_empty(self) -> None:
        self._session.edit(Edit("Start empty", _emptied))

    def _welcomed(self) -> None:
        self._preferences.welcomed = True


def _emptied(design: Design) -> Design:
    return replace(design, graph=Design().graph, layout=Design().layout)
