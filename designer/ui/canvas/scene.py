"""The scene: the cards and wires of the snapshot, where they lie, and what is under a point."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from designer.graph.blocks import TOP, way_up
from designer.graph.design import Design, Layout, Wire
from designer.graph.edits import Edit
from designer.graph.layout_edits import within
from designer.ui.canvas.areas.areas import Areas
from designer.ui.canvas.block_cards import shown_cards
from designer.ui.canvas.card_layer import CardLayer
from designer.ui.canvas.content import Card, cards, ports_changed, refused_wires
from designer.ui.canvas.dots import Dots
from designer.ui.canvas.ground_paint import paint_ground
from designer.ui.canvas.labels import REACH
from designer.ui.canvas.level import Level, project
from designer.ui.canvas.look import Look
from designer.ui.canvas.marked import Marked
from designer.ui.canvas.metrics import MARGIN, pitch
from designer.ui.canvas.overlay import Overlay
from designer.ui.canvas.places import CardPlaces, Port
from designer.ui.canvas.wire_layer import WireLayer
from designer.ui.canvas.wire_places import WirePlaces
from designer.ui.canvas.wire_shapes import Style
from designer.ui.session import Session, Snapshot

BOUNDS = QRectF(-4e6, -4e6, 8e6, 8e6)
"""Where cards can be. Fixed, so that nothing is worked out again as the network grows."""
SHARE = 0.2
"""How far to both sides of its middle a wire is the wire's, and no port's, however near they are."""


class CanvasScene(QGraphicsScene):
    """Shows one snapshot at a time; gestures move what it shows, the session what is."""

    search_wanted = Signal(QPointF, object)
    """A wire from a `Port` was dropped at a point in the empty: which layer should come there?"""
    wire_refused = Signal(object, QPointF)
    """A wire was dropped at a point where something must come between first: a `Refused`."""
    wire_drawn = Signal(object, QPointF)
    """A `Wire` was drawn, by dropping it at a point."""
    wired = Signal(object)
    """Wires came by hand: for each the kind it comes from and the kind it goes to."""
    outside_wanted = Signal(str)
    """A gate to this layer, which lies outside the entered block, was clicked."""
    moved_aside = Signal(object)
    """Where things were shown that an edit put elsewhere, by their ids, to let them glide from there."""
    level_changed = Signal(str)
    """Another block is entered, or the outermost level."""
    shifted = Signal()
    """Things are shown elsewhere than the design has them, or there again."""

    def __init__(self, session: Session) -> None:
        super().__init__(BOUNDS)
        self.session = session
        self.level = TOP
        self.projection = Level()
        self.look = Look()
        self.layers: dict[str, Card] = {}
        """The cards of all layers, also of those that do not show on this level."""
        self.cards: dict[str, Card] = {}
        self.places = CardPlaces()
        self.wires = WirePlaces()
        self.wire_layer = WireLayer(self.wires, self.places, self.look, BOUNDS)
        self.card_layer = CardLayer(self.places, self.look, BOUNDS, self)
        self.overlay = Overlay(self.look, BOUNDS)
        self.areas = Areas(self, self.look, BOUNDS)
        self.dots = Dots(self)
        self.marked = Marked(self)
        self.snaps = True
        """Whether what is dragged falls in with what is near."""
        self._shown: Snapshot | None = None
        for item in (self.areas.frames, self.wire_layer, self.areas.comments, self.card_layer, self.overlay):
            self.addItem(item)

    def edit(self, edit: Edit, merge: Hashable = None) -> bool:
        """Apply an edit; what it adds lies in the block that is entered. Says whether it changed anything."""
        return self.session.edit(within(edit, self.level), merge)

    def draw(self, edit: Edit) -> bool:
        """Apply an edit that draws wires by hand, and tell `wired` of those it has added."""
        before = set(self.session.design.graph.wires)
        done = self.edit(edit)
        graph = self.session.design.graph
        ends = [(graph.nodes[w.source].kind, graph.nodes[w.target].kind) for w in graph.wires if w not in before]
        if done and ends:
            self.wired.emit(ends)
        return done

    def draw_gliding(self, edit: Edit) -> bool:
        """As `draw`; what the edit puts elsewhere glides there."""
        before = self.session.design.layout.positions
        done = self.draw(edit)
        after = self.session.design.layout.positions
        if done and after is not before:
            self.moved_aside.emit({id: at for id, at in before.items() if after.get(id, at) != at})
        return done

    # --- showing ---

    def show(self, snapshot: Snapshot) -> None:
        """Bring the picture to a snapshot; only what differs is painted again."""
        before, shown, projected = self.cards, self._shown, self.projection
        if shown is not None and self.level not in ("", *snapshot.design.layout.blocks):
            self._fall_back(shown.design, snapshot.design)
        self._shown = snapshot
        design = snapshot.design
        self.layers = cards(snapshot, self.layers, shown)
        self.projection = project(design, self.level, self.layers, projected)
        self.cards = shown_cards(design, self.projection, self.layers, before)
        self.areas.show(snapshot, self.level)
        anew = shown is None or self.projection is not projected or before.keys() != self.cards.keys()
        moved = shown is None or any_moved(shown, snapshot)
        changed = {} if anew else {id: card for id, card in self.cards.items() if before[id] is not card}
        if anew or ports_changed(before, changed) or (moved and (design.layout.bends or self.wires.dots)):
            self._rebuild(design.layout)
        else:
            self._swap(before, changed)
            if moved:
                self._move(design.layout)
            elif shown is not None and shown.design.layout.bends is not design.layout.bends:
                self.dots.follow(self.projection.bends(design.layout.bends))
        self.wire_layer.refuse(refused_wires(snapshot))
        self.marked.settle()

    def go(self, level: str) -> None:
        """Show what lies in a block, or on the outermost level."""
        if level == self.level or self._shown is None:
            return
        self.level = level
        self.marked.select(())
        self.show(self._shown)
        self.level_changed.emit(level)

    def _fall_back(self, before: Design, after: Design) -> None:
        """The block that was entered is gone: show the nearest that is there."""
        around = way_up(before.layout, self.level)
        self.level = next((block for block in around if block in after.layout.blocks), TOP)
        self.level_changed.emit(self.level)

    def _rebuild(self, layout: Layout) -> None:
        level = self.projection
        self.places.reset(self.cards, level.places(self.cards, layout.positions))
        bends = level.bends(layout.bends)
        self.wires.reset(level.wires, self.places, level.pairs(), bends)
        self.dots.rebuilt(bends)
        self.wire_layer.reset()
        self.update()

    def _move(self, layout: Layout) -> None:
        """Same cards and wires, none with dots, elsewhere."""
        self.places.move(self.projection.places(self.cards, layout.positions))
        self.wires.follow(self.places)
        self.dots.rebuilt({})
        self.wire_layer.reset()
        self.update()

    def _swap(self, before: Mapping[str, Card], changed: Mapping[str, Card]) -> None:
        """Same cards in the same places: paint those that say something else now."""
        for row in self.places.rows(changed):
            self.places.replace(row, changed[self.places.ids[row]])
        self.card_layer.repaint(changed)
        flowing = self.places.rows(id for id, card in changed.items() if before[id].flows != card.flows)
        wires = self.wires.of_cards(flowing)
        if wires:
            self.wire_layer.retold(wires)
            self.wire_layer.update(self._area(flowing, wires))

    def restyle(self) -> None:
        """Theme or font changed."""
        self.look = Look()
        for item in (self.wire_layer, self.card_layer, self.overlay):
            item.look = self.look
        self.areas.restyle(self.look)
        self.card_layer.forget()
        self.wire_layer.texts_changed()
        self.update()

    def restyle_wires(self, style: Style) -> None:
        """Draw wires in another style."""
        if style != self.wires.style:
            self.wires.restyle(style, self.places)
            self.wire_layer.reset()
            self.marked.draw_wires()
            self.update()

    # --- moving what is shown ---

    def put(self, ids: Iterable[str], xy: np.ndarray) -> None:
        """Show things elsewhere, without changing the design."""
        ids, xy = self.areas.put(list(ids), xy)
        rows = self.places.rows(ids)
        self.shifted.emit()
        if not rows:
            self.marked.draw_ring()
            return
        wires = self.wires.of_cards(rows)
        area = self._area(rows, wires)
        self.places.xy[rows] = xy
        self.dots.carry(wires)
        self.wires.carry(self.places, wires)
        after = self._area(rows, wires)
        self.wire_layer.moved(wires)
        near = np.setdiff1d(np.union1d(self.wires.within(area, REACH), self.wires.within(after, REACH)), wires)
        self.wire_layer.passed(near)
        if len(near):
            after = after.united(self._area(rows, near))
        # Through an item, not the scene: Qt gathers these into one paint, together with the overlay's.
        for bare in (area.united(after),) if area.intersects(after) else (area, after):
            self.wire_layer.update(bare)
        self.marked.draw_wires()
        self.marked.draw_ring()

    def put_back(self) -> None:
        """Show everything where the design has it."""
        self.areas.put_back()
        positions = self.session.design.layout.positions
        moved = [
            id
            for row, id in enumerate(self.places.ids)
            if id in positions and tuple(self.places.xy[row]) != tuple(positions[id])
        ]
        self.put(moved, np.array([positions[id] for id in moved], dtype=float))

    def _area(self, rows: list[int], wires: Sequence[int] | np.ndarray) -> QRectF:
        area = self.places.bounds(rows).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        if len(wires):
            area = area.united(self.wires.area(wires))
        return area

    def shows(self, id: str) -> bool:
        """Whether a card, frame or comment with this id is on the level that is entered."""
        return id in self.places.index or id in self.areas.places.index

    def rect_of(self, id: str) -> QRectF:
        """Where a card, frame or comment lies."""
        return self.places.rect(id) if id in self.places.index else self.areas.places.rect(id)

    def bounds(self, ids: Collection[str] | None = None) -> QRectF:
        """The rectangle around some things that show, or all."""
        rows, others = (None, None) if ids is None else (self.places.rows(ids), self.areas.places.rows(ids))
        return self.places.bounds(rows).united(self.areas.places.bounds(others))

    def pitch_after(self, id: str) -> float:
        """How far from a card's left side the next card should start."""
        return pitch((self.cards.get(id) or self.layers[id]).flows)

    # --- what is under a point ---

    def pressed_port(self, point: QPointF, reach: float) -> Port | None:
        """The port that a press at a point takes. In the middle of a short wire that is the wire instead."""
        port = self.places.port_at(point, reach)
        if port is None or self.places.at(point) is not None:
            return port
        wire = self.wires.at(point, reach)
        if wire is None:
            return port
        x1, _, x2, _ = self.wires.ends[self.wires.index[wire]]
        return None if abs(point.x() - (x1 + x2) / 2) < SHARE * (x2 - x1) else port

    def true_port(self, port: Port) -> Port:
        """The port of a node that a port on the canvas stands for; the first of several."""
        return self.projection.true_ports(port)[0]

    def wire_between(self, out: Port, into: Port) -> Wire:
        """The wire from one port on the canvas to another."""
        source, target = self.true_port(out), self.true_port(into)
        return Wire(source.node, target.node, source.name, target.name)

    def shown_ends(self, wire: Wire) -> tuple[Port, Port]:
        """The ports between which a wire shows, or would."""
        return self.projection.shown_ends(wire)

    def card_at(self, point: QPointF) -> str | None:
        return self.places.at(point, self.session.selection)

    # --- the ground ---

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        paint_ground(painter, rect, self.look)


def any_moved(before: Snapshot, after: Snapshot) -> bool:
    """Whether any card lies elsewhere."""
    one, other = before.design.layout, after.design.layout
    return one is not other and one.positions != other.positions
