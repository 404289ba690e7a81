"""Which columns of numbers go together, as a map of blue and orange, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from designer.graph.specs import DataFacts
from designer.ui.charts.taking import Taking
from designer.ui.data.picture import value_color
from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.theme import color, themes

STRONG = 0.5
MOST_SAID = 5


class Correlations(QWidget):
    """The map, and a summary of what is strongest in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = Sentence()
        self.map = CorrelationMap()
        layout = column(spacing=8, parent=self)
        layout.setContentsMargins(0, 8, 0, 0)
        for widget in (self.summary, self.map):
            layout.addWidget(widget, 1 if widget is self.map else 0)

    def show_facts(self, facts: DataFacts | None) -> None:
        """Show how the columns of this data go together."""
        self.summary.say(summary_of(facts) if facts else "")
        self.map.show_facts(facts)


def summary_of(facts: DataFacts) -> str:
    """The strongest pairs in words."""
    names, rows = facts.correlated, facts.correlation
    if not names:
        return "There are no two columns of numbers that change, so nothing can go together."
    pairs = [(rows[a][b], names[a], names[b]) for a in range(len(names)) for b in range(a)]
    strong = sorted((pair for pair in pairs if abs(pair[0]) >= STRONG), key=lambda pair: -abs(pair[0]))
    few = f" The first {len(names)} columns of numbers are shown." if len(names) >= 24 else ""
    if not strong:
        return f"No two columns go together strongly (beyond ±{STRONG}).{few}"
    said = "; ".join(f"“{one}” and “{other}” {value:+.2f}" for value, one, other in strong[:MOST_SAID])
    more = f"; and {len(strong) - MOST_SAID} more pairs" if len(strong) > MOST_SAID else ""
    return f"Going together: {said}{more}. +1 is rising together, −1 one falling as the other rises.{few}"


class CorrelationMap(QWidget):
    """A square for each pair of columns; blue rises together, orange is opposed, the number is told on hover or arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._rows: tuple[tuple[float, ...], ...] = ()
        self._at = (0, 0)
        self.taking = Taking(self, "going together", self.rows)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        themes().changed.connect(self.update)

    def show_facts(self, facts: DataFacts | None) -> None:
        """Show these correlations."""
        found = (facts.correlated, facts.correlation) if facts else ((), ())
        if (self._names, self._rows) == found:
            return
        (self._names, self._rows), self._at = found, (0, 0)
        self.setVisible(bool(self._names))
        told = f" {tr(summary_of(facts))}" if facts else ""
        self.setAccessibleName(f"{tr('Which columns go together')}.{told}")
        self._say()
        self.update()

    def rows(self) -> Iterator[Sequence[object]]:
        """The map as a table."""
        yield ("", *self._names)
        for name, values in zip(self._names, self._rows, strict=True):
            yield (name, *values)

    def text_at(self, row: int, at: int) -> str:
        """What one square says."""
        return f"{self._names[row]} and {self._names[at]}: {self._rows[row][at]:+.2f}"

    def sizeHint(self) -> QSize:
        return QSize(360, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 140)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        painter = QPainter(self)
        left, side = self._place()
        for row, values in enumerate(self._rows):
            label = QRectF(0, row * side, left - 6, side)
            painter.setPen(color("text"))
            aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if side >= 0.8 * self.fontMetrics().height():
                name = self.fontMetrics().elidedText(self._names[row], Qt.TextElideMode.ElideRight, int(left - 6))
                painter.drawText(label, aligned, name)
            for at, value in enumerate(values):
                self._paint_square(painter, QRectF(left + at * side, row * side, side - 1, side - 1), value)
        if self.hasFocus():
            row, at = self._at
            painter.setPen(QPen(color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left + at * side + 1, row * side + 1, side - 3, side - 3))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._tip(event.position(), event.globalPosition())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._tip(QPointF(event.pos()), QPointF(event.globalPos()))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._names:
            super().keyPressEvent(event)
            return
        last = len(self._names) - 1
        self._at = (min(last, max(0, self._at[0] + step[0])), min(last, max(0, self._at[1] + step[1])))
        self._say()
        left, side = self._place()
        middle = QPointF(left + (self._at[1] + 0.5) * side, (self._at[0] + 0.5) * side)
        QToolTip.showText(self.mapToGlobal(middle.toPoint()), tr(self.text_at(*self._at)), self)
        self.update()

    def _place(self) -> tuple[float, float]:
        """How far right the squares begin, and how large one is."""
        metrics = self.fontMetrics()
        left = min(self.width() * 0.4, max(metrics.horizontalAdvance(name) for name in self._names) + 10)
        return left, max(4.0, min(self.width() - left, self.height()) / len(self._names))

    def _tip(self, where: QPointF, on_screen: QPointF) -> None:
        if not self._names:
            return
        left, side = self._place()
        row, at = int(where.y() // side), int((where.x() - left) // side)
        inside = 0 <= row < len(self._names) and 0 <= at < len(self._names)
        QToolTip.showText(on_screen.toPoint(), tr(self.text_at(row, at) if inside else ""), self)

    def _paint_square(self, painter: QPainter, rect: QRectF, value: float) -> None:
        tone = value_color((value + 1) / 2)
        painter.fillRect(rect, tone)
        text = f"{value:.2f}".replace("-", "−")
        if rect.width() > self.fontMetrics().horizontalAdvance(text) + 4:
            painter.setPen(_readable(tone))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _say(self) -> None:
        self.setAccessibleDescription(tr(self.text_at(*self._at) if self._names else ""))


def _readable(tone: QColor) -> QColor:
    """Black or white, whichever is read better on a tone."""
    linear = [part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in tone.getRgbF()[:3]]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return QColor("black") if light > 0.18 else QColor("white")
