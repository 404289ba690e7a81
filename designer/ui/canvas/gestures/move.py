"""Move cards, put them into a wire or take them out of their chain, or drag copies away."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from designer.graph import edits
from designer.graph.design import Position
from designer.graph.fragments import fragment_of, freshened
from designer.ui.canvas.areas.areas import carried
from designer.ui.canvas.areas.naming import named
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.held import Held
from designer.ui.canvas.gestures.insert import Insert
from designer.ui.canvas.gestures.pull_out import PullOut
from designer.ui.canvas.gestures.snapping import Snapping
from designer.ui.canvas.scene import CanvasScene


class MoveCards(Gesture):
    """Press on a card selects it (Shift adds, Ctrl toggles); dragging moves the selection along guides and grid.

    Ctrl pressed after that leaves both; Ctrl and Shift take it out of its chain.
    """

    scrolls = True

    def __init__(self, scene: CanvasScene, card: str) -> None:
        super().__init__(scene)
        self._card = card
        self._moving = False
        self._places: dict[str, Position] = {}
        self._way: Position = (0.0, 0.0)
        self._box = QRectF()

    def start(self, at: Pointer) -> None:
        self._from, self._held = at, Held(at)
        self._before = self.scene.session.selection
        self.scene.marked.select(())
        selection = self._before
        if at.holds(Qt.KeyboardModifier.ShiftModifier):
            selection = selection | {self._card}
        elif at.holds(Qt.KeyboardModifier.ControlModifier):
            selection = selection ^ {self._card}
        elif self._card not in selection:
            selection = frozenset({self._card})
        self.scene.session.select(selection)
        self.scene.marked.set_current(self._card)

    def move(self, at: Pointer) -> None:
        self._held.see(at)
        if not self._moving and not self._begins(at):
            return
        dx, dy = self._way = self._snapping.way(at.scene - self._from.scene, at.scale, self._held.free)
        self._show(self._corners + np.array([dx, dy]))
        self._mark(at)

    def finish(self, at: Pointer) -> bool:
        if not self._moving:
            self._click(at)
            return True
        self.move(at)
        dx, dy = self._way
        if not self._commit({id: (x + dx, y + dy) for id, (x, y) in self._places.items()}):
            self._clear()
            self.scene.put_back()
        return True

    def cancel(self) -> None:
        if self._moving:
            self._clear()
            self.scene.put_back()
        self.scene.session.select(self._before)

    def _begins(self, at: Pointer) -> bool:
        selection = self.scene.session.selection
        if not at.is_far_from(self._from) or self._card not in selection:
            return False
        positions = self.scene.session.design.layout.positions
        self._places = {id: positions.get(id, (0.0, 0.0)) for id in carried(self.scene, selection)}
        self._moving = self._card in self._places
        if self._moving:
            self._take_up(list(self._places))
        return self._moving

    def _take_up(self, ids: list[str]) -> None:
        self._box, self._corners = self.scene.bounds(ids), np.array(list(self._places.values()))
        self._snapping = Snapping(self.scene, self._box, self._places[self._card], but=ids, wired=ids)
        self._insert, self._pull = Insert(self.scene, ids), PullOut(self.scene, ids)

    def _show(self, xy: np.ndarray) -> None:
        self.scene.put(self._places, xy)

    def _mark(self, at: Pointer) -> None:
        """Show what the drop would do here."""
        self._pull.hold(self._held.pulls)
        self._insert.look(self.scene.rect_of(self._card).center(), self._pull.design)
        self._pull.tell(at.scene, self._insert.wire is not None)
        if self._insert.wire is None:
            self._snapping.show(self._box.translated(*self._way), self._way)
        else:
            self._snapping.clear()

    def _clear(self) -> None:
        self._snapping.clear()
        self._insert.marks.clear()
        self._pull.clear()

    def _commit(self, dropped: dict[str, Position]) -> bool:
        label = self._label()
        moved, dots = edits.move(self._insert.moves(dropped)), self._insert.dots(self._card, dropped)
        steps = [*self._pull.steps(), *self._insert.steps(label), moved, *dots]
        before = self._insert.marks.gliding(dropped.items())
        self._clear()
        sequence = edits.sequence(label, steps)
        done = self.scene.draw(sequence) if self._insert.wire is not None else self.scene.edit(sequence)
        if done:
            self.scene.moved_aside.emit(before)
        return done

    def _label(self) -> str:
        design = self.scene.session.design
        if self._insert.wire is not None:
            return f"Insert {named(design, list(self._places))}"
        what = named(design, self.scene.session.selection)
        return f"Take {what} out" if self._pull.on else f"Move {what}"

    def _click(self, at: Pointer) -> None:
        """Released where it was pressed: one of many selected becomes the only one."""
        if not at.holds(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            self.scene.session.select({self._card})


class DragCopies(MoveCards):
    """Alt and drag: the selection stays, copies with the wires among them go where it is dropped."""

    cursor = Qt.CursorShape.DragCopyCursor

    def start(self, at: Pointer) -> None:
        self._from, self._held = at, Held(at)
        self._before = self.scene.session.selection
        if self._card not in self._before:
            self.scene.session.select({self._card})

    def _take_up(self, ids: list[str]) -> None:
        self._box, self._corners = self.scene.bounds(ids), np.array(list(self._places.values()))
        self._snapping = Snapping(self.scene, self._box, self._places[self._card])

    def _show(self, xy: np.ndarray) -> None:
        sizes = [self.scene.rect_of(id).size() for id in self._places]
        ghosts = tuple(QRectF(QPointF(x, y), size) for (x, y), size in zip(xy.tolist(), sizes, strict=True))
        self.scene.overlay.mark(ghosts=ghosts)

    def _mark(self, at: Pointer) -> None:
        self._snapping.show(self._box.translated(*self._way), self._way)

    def _clear(self) -> None:
        self._snapping.clear()
        self.scene.overlay.mark(ghosts=())

    def _commit(self, dropped: dict[str, Position]) -> bool:
        session = self.scene.session
        self._clear()
        fragment = freshened(fragment_of(session.design, dropped.keys()), session.design, self._way)
        done = self.scene.edit(edits.paste(fragment, "Duplicate"))
        if done:
            session.select(fragment.outermost)
        return done
