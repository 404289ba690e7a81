"""Draws a scene over the canvas: what is lit, what travels, what is written beside it, and the ghost of a fix."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from designer.graph.design import Wire
from designer.ui.canvas.metrics import HEIGHT, WIDTH, font, text_scale
from designer.ui.canvas.sliding import motion_wanted
from designer.ui.canvas.view import CanvasView
from designer.ui.language import tr
from designer.ui.showing.scene import Added, Flow, Note, Scene
from designer.ui.theme import color

TRAVEL_MS = 1600
DIM = 0.72
TEXT, PADDING, GAP = 13.0, 7.0, 8.0
"""In pixels with text of the usual size."""
STILL = 0.5
"""How far along its wire a value stands where nothing moves."""


class Stage(QWidget):
    """Lies over the canvas and is in no click's way."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._scene = Scene("")
        self.share = 1.0
        """How far what travels has come."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._travel = QVariantAnimation(self)
        self._travel.setDuration(TRAVEL_MS)
        self._travel.setStartValue(0.0)
        self._travel.setEndValue(1.0)
        self._travel.valueChanged.connect(self._move)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._follow)
        view.zoom_changed.connect(self._follow)
        self.hide()

    def show_scene(self, scene: Scene) -> None:
        """Show this, moving if the system wants things to move."""
        self._scene = scene
        self._travel.stop()
        self.setGeometry(self._view.viewport().geometry())
        self._view.viewport().installEventFilter(self)
        self.show()
        self.raise_()
        if scene.flows and motion_wanted():
            self._travel.start()
        else:
            self._move(STILL)

    def clear(self) -> None:
        self._travel.stop()
        self._view.viewport().removeEventFilter(self)
        self.hide()

    def lit(self) -> QRectF:
        """Where the lit cards are, in the viewport."""
        area = QRectF()
        for card in self._scene.cards:
            area = area.united(self._card(card) or QRectF())
        return area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().geometry())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, scene = QPainter(self), self._scene
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cards = [place for card in scene.cards if (place := self._card(card)) is not None]
        if cards:
            self._dim(painter, cards)
        for wire in scene.change.cut:
            self._paint_cut(painter, wire)
        for removed in scene.change.removed:
            self._cross(painter, self._card(removed))
        for source, target in scene.change.joined:
            self._paint_joint(painter, self._card(source), self._card(target))
        for row, added in enumerate(scene.change.added):
            self._paint_ghost(painter, added, row)
        for flow in scene.flows:
            self._paint_flow(painter, flow)
        for note in scene.notes:
            self._paint_note(painter, note)

    # --- where things are ---

    def _card(self, id: str) -> QRectF | None:
        """Where a card is in the viewport; for what is in a block, the block."""
        canvas = self._view.canvas
        shown = canvas.projection.stand_in(id)
        if shown is None or shown not in canvas.places.index:
            return None
        return self._transform().mapRect(canvas.places.rect(shown))

    def _path(self, wire: Wire) -> QPainterPath | None:
        canvas = self._view.canvas
        row = canvas.wires.index.get(wire)
        return None if row is None else self._transform().map(canvas.wire_layer.path(row))

    def _transform(self) -> QTransform:
        return self._view.viewportTransform()

    # --- what is drawn ---

    def _dim(self, painter: QPainter, cards: list[QRectF]) -> None:
        around, ground = QPainterPath(), color("canvas")
        around.addRect(QRectF(self.rect()))
        holes = QPainterPath()
        for card in cards:
            holes.addRoundedRect(card.adjusted(-5, -5, 5, 5), 9, 9)
        ground.setAlphaF(DIM)
        painter.fillPath(around.subtracted(holes), ground)
        painter.setPen(QPen(color("accent"), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(holes)

    def _paint_flow(self, painter: QPainter, flow: Flow) -> None:
        path = self._path(flow.wire)
        if path is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("error" if flow.stops else "accent"), 3.0))
        painter.drawPath(path)
        bead = path.pointAtPercent(max(0.0, min(1.0, self.share)))
        ends = [card for id in (flow.wire.source, flow.wire.target) if (card := self._card(id)) is not None]
        top = min([bead.y(), *(card.top() for card in ends)]) - GAP * text_scale()
        size = self._size((flow.words,))
        box = QRectF(bead.x() - size.width() / 2, top - size.height(), size.width(), size.height())
        painter.drawLine(bead, QPointF(bead.x(), box.bottom()))
        painter.setBrush(color("error" if flow.stops else "accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(bead, 5.0, 5.0)
        self._write(painter, self._within(box), (flow.words,), flow.stops)

    def _paint_note(self, painter: QPainter, note: Note) -> None:
        card = self._card(note.card)
        if card is None:
            return
        size = self._size(note.lines)
        box = QRectF(
            card.center().x() - size.width() / 2, card.bottom() + GAP * text_scale(), size.width(), size.height()
        )
        self._write(painter, self._within(box), note.lines, note.wrong)

    def _paint_ghost(self, painter: QPainter, added: Added, row: int) -> None:
        """Below the wire it would go into, where it hides nothing."""
        before, after = (
            (self._card(added.before) if added.before else None),
            (self._card(added.after) if added.after else None),
        )
        near = [card for card in (before, after) if card is not None]
        scale = self._transform().m11()
        size = QRectF(0, 0, WIDTH * scale, HEIGHT * scale)
        if near:
            x = sum(card.center().x() for card in near) / len(near) + (
                0 if len(near) > 1 else 1.2 * size.width() * (1 if before else -1)
            )
            size.moveCenter(QPointF(x, max(card.bottom() for card in near) + size.height()))
        else:
            size.moveTopLeft(self._transform().map(QPointF(*added.place)))
        box = self._within(size)
        self._paint_joint(painter, before, box)
        self._paint_joint(painter, box, after)
        painter.setPen(QPen(color("good"), 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(color("card"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(color("text"))
        painter.setFont(font(TEXT * text_scale(), bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+ {added.kind}\n{added.words}")

    def _paint_joint(self, painter: QPainter, source: QRectF | None, target: QRectF | None) -> None:
        if source is not None and target is not None:
            painter.setPen(QPen(color("good"), 2.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(source.right(), source.center().y()), QPointF(target.left(), target.center().y()))

    def _paint_cut(self, painter: QPainter, wire: Wire) -> None:
        path = self._path(wire)
        if path is not None:
            middle = path.pointAtPercent(0.5)
            self._cross(painter, QRectF(middle.x() - 7, middle.y() - 7, 14, 14))

    def _cross(self, painter: QPainter, box: QRectF | None) -> None:
        if box is not None:
            painter.setPen(QPen(color("error"), 3.0))
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())

    def _write(self, painter: QPainter, box: QRectF, lines: tuple[str, ...], wrong: bool) -> None:
        painter.setPen(
            QPen(color("error" if wrong else "accent"), 1.5, Qt.PenStyle.DashLine if wrong else Qt.PenStyle.SolidLine)
        )
        painter.setBrush(color("raised"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(color("text"))
        painter.setFont(font(TEXT * text_scale(), bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "\n".join(map(tr, lines)))

    def _size(self, lines: tuple[str, ...]) -> QRectF:
        scale = text_scale()
        metrics = QFontMetricsF(font(TEXT * scale, bold=True))
        width = max(metrics.horizontalAdvance(tr(line)) for line in lines) + 2 * PADDING * scale
        return QRectF(0, 0, width, metrics.lineSpacing() * len(lines) + PADDING * scale)

    def _within(self, box: QRectF) -> QRectF:
        """The box, moved as little as it takes to show whole."""
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        left = max(room.left(), min(box.left(), room.right() - box.width()))
        top = max(room.top(), min(box.top(), room.bottom() - box.height()))
        return QRectF(QPointF(left, top), box.size())

    def _move(self, share: float) -> None:
        self.share = share
        self.update()

    def _follow(self, moved: object = None) -> None:
        if self.isVisible():
            self.update()
