"""Which class was taken for which: a picture to look at, and one whose cells can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import color, themes

LETTERS = 3
"""How much of a class's name stands over its column at least; the rows and the tooltip have them whole."""
ALL_LETTERS = 36
"""How much there may be over all columns together."""

LARGEST = 12
"""A confusion matrix of more classes than this does not fit beside other things."""


class Confusion(QWidget):
    """Rows are what it is, columns what the network says; darker is more."""

    def __init__(self, largest: int = LARGEST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._largest = largest
        self._classes: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        themes().changed.connect(self.update)

    def show_counts(self, classes: tuple[str, ...], counts: tuple[tuple[int, ...], ...]) -> None:
        """Show a matrix of counts, or nothing."""
        self._classes, self._counts = classes, counts
        self.setVisible(0 < len(counts) <= self._largest)
        self.setAccessibleName(tr("Confusion matrix"))
        rows = [self._row_text(row) for row in range(len(counts))]
        self.setAccessibleDescription("; ".join(rows))
        self.setToolTip(tip("\n".join(rows)))
        self.updateGeometry()
        self.update()

    def rows(self) -> Iterator[Sequence[object]]:
        """The matrix as a table."""
        yield ("what it is \\ taken for", *self._classes)
        for name, counts in zip(self._classes, self._counts, strict=False):
            yield (name, *counts)

    def sizeHint(self) -> QSize:
        count = len(self._counts)
        return QSize(self._margin() + count * self._column(), self._line() + count * self._cell() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cell, left, top, wide = self._cell(), self._margin(), self._line(), self._column()
        for row, counts in enumerate(self._counts):
            name = self.fontMetrics().elidedText(self._classes[row], Qt.TextElideMode.ElideRight, left - 8)
            painter.setPen(color("quiet"))
            painter.drawText(
                QRectF(0, top + row * cell, left - 6, cell),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                name,
            )
            over = QRectF(left + row * wide, 0, wide - 1, top)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, self._over_column(row))
            for at, count in enumerate(counts):
                self._paint_cell(
                    painter,
                    QRectF(left + at * wide, top + row * cell, wide - 1, cell - 1),
                    count,
                    sum(counts),
                    row == at,
                )

    def _paint_cell(self, painter: QPainter, where: QRectF, count: int, total: int, right: bool) -> None:
        share = count / total if total else 0.0
        ground = QColor(color("train" if right else "validation"))
        ground.setAlphaF(0.08 + 0.55 * share if count else 0.05)
        painter.fillRect(where, ground)
        painter.setPen(color("text" if count else "quiet"))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, f"{count:,}")

    def _row_text(self, row: int) -> str:
        counted = zip(self._counts[row], self._classes, strict=False)
        taken = [tr(f"{count} as {name}") for count, name in counted if count]
        return f"{self._classes[row]}: {', '.join(taken) or tr('no rows')}"

    def _over_column(self, at: int) -> str:
        """A class's name as far as its column is wide; where only letters fit, they say more than an ellipsis."""
        name, room = self._classes[at], self._column() - 4
        if self._letters() <= LETTERS:
            return name[:LETTERS]
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)

    def _letters(self) -> int:
        return max(LETTERS, ALL_LETTERS // max(1, len(self._classes)))

    def _column(self) -> int:
        """How wide a column is: as its name needs, if there is room for all."""
        text = self.fontMetrics()
        most = self._letters() * text.averageCharWidth()
        shortest = max((text.horizontalAdvance(name[:LETTERS]) for name in self._classes), default=0)
        longest = max((text.horizontalAdvance(name) for name in self._classes), default=0)
        return max(self._cell(), shortest + 6, min(longest, most) + 8)

    def _cell(self) -> int:
        widest = max((count for row in self._counts for count in row), default=0)
        count = self.fontMetrics().horizontalAdvance(f"{widest:,}")
        return max(24, self.fontMetrics().height() + 8, count + 8)

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def _margin(self) -> int:
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in self._classes), default=0)
        return min(widest + 10, 7 * self.fontMetrics().averageCharWidth() * 2)


class ConfusionCells(Confusion):
    """The same with a current cell: arrow keys move it, a click or Enter chooses it."""

    chosen = Signal(int, int)
    """What it is and what the network says, by number."""
    moved = Signal(str)
    """The current cell in words."""

    def __init__(self, largest: int, parent: QWidget | None = None) -> None:
        super().__init__(largest, parent)
        self.current = (0, 0)
        self.picked: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_counts(self, classes: tuple[str, ...], counts: tuple[tuple[int, ...], ...]) -> None:
        self.current, self.picked = (0, 0), None
        super().show_counts(classes, counts)
        self.setToolTip("")

    def cell_text(self, row: int, column: int) -> str:
        """One cell in words."""
        count, total = self._counts[row][column], sum(self._counts[row])
        share = f", {count / total:.0%} of these" if total else ""
        return (
            f"{self._classes[row]} taken for {self._classes[column]}: {count:,} row{'' if count == 1 else 's'}{share}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        key = Qt.Key(event.key())
        if key in steps and self._counts:
            last = len(self._counts) - 1
            row, column = (min(last, max(0, at + step)) for at, step in zip(self.current, steps[key], strict=True))
            self._go_to((row, column))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._counts:
            self._choose(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().x(), event.position().y())
        if cell is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._go_to(cell)
        self._choose(cell)

    def event(self, event: QEvent) -> bool:
        """Says what is in the cell under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tr(self.cell_text(*cell) if cell else ""), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        if self._counts:
            self.moved.emit(self.cell_text(*self.current))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for cell, width in ((self.picked, 2), (self.current if self.hasFocus() else None, 3)):
            if cell is not None and self._counts:
                painter.setPen(QPen(color("accent"), width))
                painter.drawRect(self._where(cell).adjusted(1, 1, -1, -1))

    def _go_to(self, cell: tuple[int, int]) -> None:
        self.current = cell
        self.moved.emit(self.cell_text(*cell))
        self.update()

    def _choose(self, cell: tuple[int, int]) -> None:
        self.picked = cell
        self.update()
        self.chosen.emit(*cell)

    def _where(self, cell: tuple[int, int]) -> QRectF:
        row, column = cell
        wide, high = self._column(), self._cell()
        return QRectF(self._margin() + column * wide, self._line() + row * high, wide - 1, high - 1)

    def _cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        row, column = int((y - self._line()) // self._cell()), int((x - self._margin()) // self._column())
        count = len(self._counts)
        return (row, column) if 0 <= row < count and 0 <= column < count else None
