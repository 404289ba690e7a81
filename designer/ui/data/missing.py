"""Where cells are empty: a bar for each column that has some, the emptiest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from designer.graph.specs import Column, DataFacts
from designer.ui.charts.taking import Taking
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, scrolled
from designer.ui.theme import color, themes

MOST = 200


class Missing(QWidget):
    """A summary in words, and the bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = Sentence()
        self.bars = MissingBars()
        layout = column(spacing=8, parent=self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(scrolled(self.bars), 1)

    def show_facts(self, facts: DataFacts | None) -> None:
        """Show where cells of this data are empty."""
        self.summary.say(summary_of(facts) if facts else "")
        self.bars.show_columns(_with_gaps(facts) if facts else ())


def _with_gaps(facts: DataFacts) -> tuple[Column, ...]:
    gaps = [one for one in facts.columns if one.missing and one.cells]
    return tuple(sorted(gaps, key=lambda one: -one.missing / one.cells))[:MOST]


def summary_of(facts: DataFacts) -> str:
    """How many columns have empty cells, and which has most."""
    gaps = _with_gaps(facts)
    if not gaps:
        return "No cell is empty."
    worst = gaps[0]
    columns = "1 column has" if len(gaps) == 1 else f"{len(gaps)} columns have"
    share = 100 * worst.missing / worst.cells
    return f"{columns} empty cells. “{worst.name}” has most: {worst.missing:,} of {worst.cells:,} ({share:.3g} %)."


class MissingBars(QWidget):
    """A line for each column: its name, a bar as long as the share of empty cells, and the share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self.taking = Taking(self, "empty cells", self.rows)
        themes().changed.connect(self.update)

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these columns."""
        self._columns = columns
        self.setAccessibleName(tr("Empty cells"))
        self.setAccessibleDescription(
            "; ".join(tr(f"{one.name} {one.missing:,} of {one.cells:,}") for one in columns[:20])
        )
        self.setMinimumHeight(self._line() * len(columns))
        self.updateGeometry()
        self.update()

    def rows(self) -> Iterator[Sequence[object]]:
        """The bars as a table."""
        yield ("column", "empty cells", "cells")
        for one in self._columns:
            yield (one.name, one.missing, one.cells)

    def sizeHint(self) -> QSize:
        return QSize(300, self._line() * max(1, len(self._columns)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, line, metrics = QPainter(self), self._line(), self.fontMetrics()
        names = min(
            0.4 * self.width(), max((metrics.horizontalAdvance(one.name) for one in self._columns), default=0) + 8
        )
        figures = metrics.horizontalAdvance("100 % · 1,000,000") + 8
        room = max(10.0, self.width() - names - figures)
        for at, one in enumerate(self._columns):
            top, share = at * line, one.missing / one.cells
            painter.setPen(color("text"))
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, int(names - 8))
            centre = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, names, line), centre, name)
            painter.fillRect(QRectF(names, top + 4, room, line - 8), color("border"))
            painter.fillRect(QRectF(names, top + 4, room * share, line - 8), color("negative"))
            painter.drawText(
                QRectF(names + room + 8, top, figures, line), centre, f"{100 * share:.3g} % · {one.missing:,}"
            )

    def _line(self) -> int:
        return self.fontMetrics().height() + 10
