"""How the network did on the rows held back: its metrics, and for classes which was taken for which."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from designer.training.endings import ending_text
from designer.training.messages import Evaluation
from designer.ui.parts import Sentence, column, heading
from designer.ui.theme import color, themes
from designer.ui.training.run import Run

LETTERS = 3
"""How much of a class's name stands over its column at least; the rows and the tooltip have them whole."""
ALL_LETTERS = 36
"""How much there may be over all columns together."""

LARGEST = 12
"""A confusion matrix of more classes than this does not fit the panel; the metrics still tell."""


class Confusion(QWidget):
    """Rows are what it is, columns what the network says; darker is more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        themes().changed.connect(self.update)

    def show_counts(self, classes: tuple[str, ...], counts: tuple[tuple[int, ...], ...]) -> None:
        """Show a matrix of counts, or nothing."""
        self._classes, self._counts = classes, counts
        self.setVisible(0 < len(counts) <= LARGEST)
        self.setAccessibleName("Confusion matrix")
        self.setAccessibleDescription("; ".join(self._row_text(row) for row in range(len(counts))))
        self.setToolTip("\n".join(self._row_text(row) for row in range(len(counts))))
        self.updateGeometry()
        self.update()

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
        taken = [f"{count} as {name}" for count, name in zip(self._counts[row], self._classes, strict=False) if count]
        return f"{self._classes[row]}: {', '.join(taken) or 'no rows'}"

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


class Results(QWidget):
    """The evaluation of the last run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading("On rows it never saw")
        self._rows = Sentence("", "quiet")
        self._ending = Sentence("")
        self._metrics = QFormLayout()
        self._metrics.setVerticalSpacing(4)
        self._caption = Sentence("Rows: what it is. Columns: what the network says.", "quiet")
        self.confusion = Confusion()
        layout = column(margin=8, spacing=4, parent=self)
        layout.addWidget(self._title)
        layout.addWidget(self._ending)
        layout.addWidget(self._rows)
        layout.addLayout(self._metrics)
        layout.addSpacing(4)
        layout.addWidget(self.confusion, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._caption)
        layout.addStretch(1)
        self.show_run(None)

    def show_run(self, run: Run | None) -> None:
        """Show a run's evaluation, if it has one."""
        found = run.evaluation if run is not None else None
        self._title.setVisible(found is not None)
        while self._metrics.rowCount():
            self._metrics.removeRow(0)
        self._ending.say(_ending(run) if found is not None else "")
        self._rows.say(f"{found.rows:,} rows were held back" if found else "")
        for name, value in (found.metrics if found else {}).items():
            self._metrics.addRow(name.replace("_", " "), _value(name, value))
        self.confusion.show_counts(*_matrix(found))
        self._caption.say(_caption(found))
        self._caption.setVisible(self.confusion.isVisibleTo(self))


def _ending(run: Run | None) -> str:
    """How the run ended, unless the network was taken back to another epoch since."""
    return ending_text(run.ending, run.epochs) if run is not None and run.at in (0, run.epochs) else ""


def _caption(found: Evaluation | None) -> str:
    """How the matrix is to be read, and of which output it is where there are several."""
    which = f"“{found.outputs[0].target}”. " if found is not None and found.outputs else ""
    return f"{which}Rows: what it is. Columns: what the network says."


def _matrix(found: Evaluation | None) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    if found is not None and found.outputs:
        return found.outputs[0].classes, found.outputs[0].confusion
    if found is None or len(found.classes) != len(found.confusion):
        return (), ()
    return found.classes, found.confusion


def _value(name: str, value: float) -> QLabel:
    label = QLabel(f"{100 * value:.1f} %" if "accuracy" in name else f"{value:.4g}")
    label.setProperty("heading", True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
