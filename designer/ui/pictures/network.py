"""The canvas as a picture: the same cards, wires and whatever else lies there, painted without kept pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from designer.analysis import Severity
from designer.graph.blocks import TOP, home_of
from designer.graph.design import Design, Layout
from designer.graph.edits import paste
from designer.graph.fragments import fragment_of
from designer.ui import theme
from designer.ui.canvas.card_paint import paint_card
from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Look
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_shapes import Style
from designer.ui.glyphs import outline
from designer.ui.pictures.drawing import Drawing, NothingToDraw
from designer.ui.session import Session, Snapshot

READING = 1.0
"""Everything is painted as it looks at reading size, with all words, however large the picture is."""
TURN = 24
"""How many cards are painted between two rests."""
UNSELECTED = "Nothing is selected. Select what the picture should show, or choose the whole network."


class PictureLook(Look):
    """The look of the theme that is lent, with icons as shapes."""

    def draw_icon(self, painter: QPainter, family: str, target: QRectF, scale: float) -> None:
        painter.fillPath(outline(theme.ICONS.get(family, "mdi6.cube-outline"), target), self.family(family))


class NetworkDrawing(Drawing):
    """One level of a design. Of what the checks say only errors are marked: a picture shows what is drawn."""

    def __init__(self, session: Session, snapshot: Snapshot, level: str = TOP, style: Style = "curved") -> None:
        self._scene = scene = CanvasScene(session)
        scene.wires.style = style
        scene.level = level if level in snapshot.design.layout.blocks else TOP
        scene.show(snapshot)
        self._look = scene.wire_layer.look = scene.card_layer.look = PictureLook()
        self.area = scene.places.bounds().united(_notes(snapshot.design.layout, scene.level)).united(self._wires())
        if self.area.isEmpty():
            raise NothingToDraw

    def steps(self, painter: QPainter) -> Iterator[None]:
        try:
            yield from self._items(painter)
        finally:
            self._scene.deleteLater()  # here and now, not by whichever thread collects what nobody holds

    def _items(self, painter: QPainter) -> Iterator[None]:
        for item in self._scene.items(Qt.SortOrder.AscendingOrder):
            if item is self._scene.card_layer:
                yield from self._cards(painter)
            elif item is self._scene.wire_layer:
                yield from self._lines(painter)
            elif item is not self._scene.overlay:
                self._paint(painter, item)
                yield

    def _paint(self, painter: QPainter, item: QGraphicsItem) -> None:
        option = QStyleOptionGraphicsItem()
        option.exposedRect = item.boundingRect().intersected(
            item.mapRectFromScene(self.area.adjusted(-50, -50, 50, 50))
        )
        painter.save()
        painter.setTransform(item.sceneTransform(), True)
        item.paint(painter, option, None)
        painter.restore()

    def _cards(self, painter: QPainter) -> Iterator[None]:
        places = self._scene.places
        for row, card in enumerate(places.cards):
            painter.save()
            painter.translate(*places.xy[row].tolist())
            paint_card(painter, unmarked(card), float(places.heights[row]), self._look, READING, False)
            painter.restore()
            if row % TURN == TURN - 1:
                yield

    def _lines(self, painter: QPainter) -> Iterator[None]:
        layer = self._scene.wire_layer
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row, wire in enumerate(layer.wires.wires):
            painter.setPen(self._look.wire_refused if wire in layer.refused else self._look.wire)
            painter.drawPath(layer.path(row))
            if row % (4 * TURN) == 4 * TURN - 1:
                yield
        painter.setFont(self._look.small)
        painter.setPen(self._look.quiet)
        for area, text in layer.labels.within(self.area, QFontMetricsF(self._look.small)):
            painter.fillRect(area, self._look.canvas)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        yield

    def _wires(self) -> QRectF:
        area, layer = QRectF(), self._scene.wire_layer
        for row in range(len(layer.wires.wires)):
            area = area.united(layer.path(row).controlPointRect())
        return area


def whole(session: Session, level: str = TOP, style: Style = "curved") -> NetworkDrawing:
    """The level of the network that is entered, with wires in a style."""
    return NetworkDrawing(session, session.snapshot, level, style)


def selection(session: Session, ids: Collection[str], style: Style = "curved") -> NetworkDrawing:
    """Only these things, with the wires among them. Shapes are those of the whole network."""
    design = session.design
    found = {id for id in ids if design.has(id)}
    if not found:
        raise NothingToDraw(UNSELECTED)
    found |= _framed(design, found)
    part = paste(fragment_of(design, found))(Design())
    snapshot = session.snapshot
    return NetworkDrawing(session, replace(snapshot, design=part), style=style)


def unmarked(card: Card) -> Card:
    """The same card without the marks of what could be better."""
    if card.severity is None or card.severity is Severity.ERROR:
        return card
    return replace(card, problems=())


def _framed(design: Design, ids: Collection[str]) -> set[str]:
    """What lies with its corner in one of the frames among `ids`."""
    layout, found = design.layout, set()
    for id in ids:
        frame = layout.frames.get(id)
        if frame is None:
            continue
        x, y = layout.positions[id]
        area, home = QRectF(x, y, frame.width, frame.height), home_of(layout, id)
        found |= {
            other
            for other, place in layout.positions.items()
            if area.contains(*place) and home_of(layout, other) == home
        }
    return found


def _notes(layout: Layout, level: str) -> QRectF:
    """The area of frames and comments."""
    area = QRectF()
    for note in (*layout.frames.values(), *layout.comments.values()):
        if home_of(layout, note.id) == level:
            x, y = layout.positions.get(note.id, (0.0, 0.0))
            area = area.united(QRectF(x, y, note.width, note.height))
    return area
