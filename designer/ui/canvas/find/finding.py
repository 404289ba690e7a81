"""Finding: which things match what is typed, which of them is shown now, and what happens when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from designer.graph.blocks import home_of
from designer.ui.canvas.find.bar import FindBar
from designer.ui.canvas.find.marks import FoundMarks
from designer.ui.canvas.find.matching import Index, texts_of

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView
    from designer.ui.session import Snapshot

LEAST_ZOOM = 0.6
"""What is found is shown no smaller: smaller text could not be read."""
ASKS = "You can find layers by name, kind, setting (units 64) or shape (28 x 28), and what frames and comments say."


class Finding(QObject):
    """The bar and what it finds. The design is indexed once for each snapshot, when it is searched."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.bar = FindBar(view)
        self.marks = FoundMarks(view.canvas)
        self.hits: list[str] = []
        self.here: str | None = None
        self._indexed: Snapshot | None = None
        self._index = Index({})
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._search_again)
        self.bar.typed.connect(self._typed)
        self.bar.stepped.connect(self._step)
        self.bar.all_wanted.connect(self.select_all)
        self.bar.closed.connect(self.close)
        view.session.snapshot_changed.connect(self._changed)
        view.canvas.level_changed.connect(self._changed)

    @property
    def is_open(self) -> bool:
        return self.bar.isVisible()

    def open(self) -> None:
        """Show the bar, with what was typed last, ready to be typed over."""
        self._view.cancel_gesture()
        self._view.areas.in_place.close(keep=True)
        self.bar.open()
        self._typed(self.bar.query)

    def close(self) -> None:
        """Put the bar away; the present hit stays selected and has the keyboard."""
        here = self.here
        self.bar.hide()
        self.hits, self.here = [], None
        self.marks.mark((), None)
        if here is not None and self._view.canvas.shows(here):
            self._view.session.select({here})
            self._view.canvas.marked.set_current(here)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next(self) -> None:
        """Go to the next hit; without the bar, look for what was typed last."""
        self._step(1)

    def previous(self) -> None:
        """Go to the hit before."""
        self._step(-1)

    def select_all(self) -> None:
        """Select every hit of the level that shows, and put the bar away."""
        chosen = [id for id in self.hits if self._view.canvas.shows(id)]
        if chosen:
            self.here = None
            self.close()
            self._view.session.select(chosen)

    def _typed(self, query: str) -> None:
        """Show the first hit, or stay where the one that is shown still is one."""
        self.hits = self._found(query)
        if self.here not in self.hits:
            self._go(self.hits[0] if self.hits else None)
        self._tell()

    def _step(self, by: int) -> None:
        if not self.is_open:
            self.open()
            by = 0 if self.here == (self.hits or [None])[0] and not self._view.session.selection else by
        if not self.hits:
            return
        at = self.hits.index(self.here) + by if self.here in self.hits else 0
        self._go(self.hits[at % len(self.hits)])
        self._tell()

    def _go(self, id: str | None) -> None:
        """Show a hit: in the block it lies in, at a size that can be read."""
        self.here = id
        view = self._view
        if id is None or not view.session.design.has(id):
            return
        view.canvas.go(home_of(view.session.design.layout, id))
        if not view.canvas.shows(id):
            return
        if view.camera.zoom < LEAST_ZOOM:
            view.center_on(id)
            return
        view.stop_fitting()
        covered = (self.bar.height() + 16) / view.camera.scale
        view.camera.reveal(view.canvas.rect_of(id).adjusted(0.0, -covered, 0.0, 0.0))
        view.canvas.marked.set_current(id)

    def _found(self, query: str) -> list[str]:
        snapshot = self._view.session.snapshot
        if snapshot is not self._indexed:
            order = dict.fromkeys((*snapshot.analysis.order, *snapshot.design.graph.nodes))
            self._index = Index(texts_of(snapshot.design, snapshot.analysis, order))
            self._indexed = snapshot
        return self._index.find(query)

    def _changed(self) -> None:
        if self.is_open:
            self._later.start()

    def _search_again(self) -> None:
        """The design is another one: what is typed may match other things now. The view stays."""
        if self.is_open:
            self.hits = self._found(self.bar.query)
            self.here = self.here if self.here in self.hits else None
            self._tell()

    def _tell(self) -> None:
        self.marks.mark(self.hits, self.here)
        at = self.hits.index(self.here) + 1 if self.here in self.hits else 0
        self.bar.tell(at, len(self.hits), ASKS)
