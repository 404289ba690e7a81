"""Folds what repeats in a network, and offers to where a large network has come in and much of it repeats."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from designer.graph.blocks import TOP
from designer.graph.design import Design, Graph
from designer.graph.repeats import Repeat
from designer.ui.canvas.arriving import added
from designer.ui.canvas.refolding import Refolded, refolded, repeats_on
from designer.ui.canvas.view import CanvasView
from designer.ui.repeat_strip import RepeatStrip
from designer.ui.session import Snapshot

MANY = 40
"""With more layers than this folding is offered."""
SHARE = 0.5
"""How much of the network must repeat for that."""
SUDDEN = 20
"""So many layers at once are pasted or brought in, not added by hand."""
REST_MS = 400
"""After a network has come in, until it is looked at: first it is painted."""
ASIDE = 100
"""With more layers than this what is folded is worked out aside, so that the window goes on meanwhile."""

NOTHING = "Nothing repeats here: no part of three or more layers comes twice."
FOLDED = "Folded {parts} repeated parts into blocks: {after:,} cards show instead of {before:,}."
OUTDATED = "The network has changed meanwhile, so nothing was folded. Ask again."


@dataclass(frozen=True, eq=False)
class _Job:
    """What is asked about one design, for a level of it."""

    design: Design
    level: str
    work: Callable[[], object]


class Repeating(QObject):
    """Knows which designs were left as they are, and does not ask about them again."""

    _done = Signal(object, object)
    """A `_Job`, from whatever thread it was done in, and what it found."""

    def __init__(self, view: CanvasView, parent: QObject) -> None:
        super().__init__(parent)
        self.strip = RepeatStrip()
        self._view, self._session = view, view.session
        self._shown = view.session.snapshot
        self._pool = QThreadPool(self)
        self._job: _Job | None = None
        self._look: _Job | None = None
        self._begun = False
        self._left: set[Hashable] = set()
        self._left_this = False
        self._done.connect(self._arrived)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST_MS)
        self._soon.timeout.connect(self._start_look)
        self.strip.fold_wanted.connect(self._fold_offered)
        self.strip.left.connect(self._leave)
        view.session.snapshot_changed.connect(self._changed)

    def fold(self) -> None:
        """Fold what repeats on the level that is entered, and say what was done."""
        design, canvas = self._session.design, self._view.canvas
        level, layers = canvas.level, canvas.layers
        job = self._job = _Job(design, level, partial(refolded, design, level, layers))
        if len(design.graph.nodes) > ASIDE:
            self._session.said.emit("Looking for parts that repeat…")
            self._pool.start(partial(self._do, job))
        else:
            self._do(job)

    def begin(self) -> None:
        """The window is on the screen: from now on what comes in is looked at, and what is there already."""
        self._begun = True
        self._soon.start()

    def wait(self) -> None:
        """Until nothing is being worked out; then it has yet to arrive."""
        self._pool.waitForDone()

    def close(self) -> None:
        """Look for nothing any more."""
        self._begun = False
        self._withdraw()
        self._job = None
        self._pool.waitForDone()

    # --- folding ---

    def _do(self, job: _Job) -> None:
        self._done.emit(job, job.work())

    def _arrived(self, job: _Job, found: object) -> None:
        """Something was worked out; it counts if nothing else was asked for since."""
        if job is self._job:
            self._job = None
            self._found(job, found)
        elif job is self._look:
            self._look = None
            self._looked(job, found)

    def _found(self, job: _Job, found: Refolded | None) -> None:
        if job.design is not self._session.design or job.level != self._view.canvas.level:
            self._session.said.emit(OUTDATED)
        elif found is None:
            self._session.said.emit(NOTHING)
        elif self._session.edit(found.edit):
            self._session.select(())
            self._view.show_whole()
            self._session.said.emit(FOLDED.format(parts=found.parts, before=found.before, after=found.after))

    def _fold_offered(self) -> None:
        self._put_away()
        self._view.folding.go(TOP)
        self.fold()

    # --- offering ---

    def _changed(self, snapshot: Snapshot) -> None:
        before, self._shown = self._shown, snapshot
        if snapshot.design.graph is before.design.graph and not snapshot.design.layout.blocks:
            return
        if not _can_be_offered(snapshot.design):
            self._withdraw()
        elif _is_another(before, snapshot):
            self._withdraw()
            self._left_this = _mark(snapshot.design.graph) in self._left
            self._soon.start()
        elif len(added(before, snapshot)) > SUDDEN:
            self._soon.start()

    def _start_look(self) -> None:
        design = self._session.design
        if not self._begun or self._left_this or not _can_be_offered(design):
            return
        look = self._look = _Job(design, TOP, partial(repeats_on, design, TOP))
        self._pool.start(partial(self._do, look))

    def _looked(self, look: _Job, found: Sequence[Repeat]) -> None:
        design = self._session.design
        if look.design.graph is not design.graph or self._left_this or not _can_be_offered(design):
            return
        if sum(repeat.covered for repeat in found) >= SHARE * len(design.graph.nodes):
            self.strip.offer(offered(found))

    def _leave(self) -> None:
        self._left.add(_mark(self._session.design.graph))
        self._left_this = True
        self._put_away()

    def _put_away(self) -> None:
        self.strip.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self) -> None:
        """What was offered is no more."""
        self._soon.stop()
        self._look = None
        self.strip.hide()


def offered(found: Sequence[Repeat]) -> str:
    """What repeats, in a sentence: the part that saves most, and the next or how many others there are."""
    first, *more = found
    others = f", and {len(more)} other parts" if more else ""
    if len(more) == 1:
        others = f", and one of {more[0].layers} layers {_times(more[0])}"
    return f"This network repeats a part of {first.layers} layers {_times(first)}{others}."


def _times(repeat: Repeat) -> str:
    return "twice" if len(repeat.parts) == 2 else f"{len(repeat.parts)} times"


def _can_be_offered(design: Design) -> bool:
    return len(design.graph.nodes) > MANY and not design.layout.blocks


def _is_another(before: Snapshot, after: Snapshot) -> bool:
    """Whether another design was opened: it has no history yet, and nothing of the one before."""
    if after.undo_label or after.redo_label:
        return False
    known = before.design.graph.nodes
    return not any(known.get(id) is node for id, node in after.design.graph.nodes.items())


def _mark(graph: Graph) -> Hashable:
    """The same for the same network when it is opened again."""
    return hash((tuple((id, node.kind) for id, node in graph.nodes.items()), graph.wires))
