"""What a network says to one example: a bar for each class with its name and number, or the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from designer.training.messages import OutputSaid
from designer.ui.charts.taking import Taking
from designer.ui.charts.tones import tone
from designer.ui.judging.words import answer_text, numbers_text
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, heading
from designer.ui.plain import label as plain_label
from designer.ui.theme import color, themes

MOST = 12
"""Of more classes only those with the highest scores have a bar."""


@dataclass(frozen=True)
class Bar:
    """One class: its name, its score, also as text, and how long its bar is, from 0 to 1."""

    name: str
    score: float
    text: str
    length: float
    taken: bool
    true: bool


def bars_of(said: OutputSaid, truth: int | None) -> tuple[Bar, ...]:
    """The bars of an output that tells classes apart, in the classes' order; of many those that score highest."""
    every = range(len(said.classes))
    shown = sorted(sorted(every, key=lambda at: -said.values[at])[:MOST]) if len(said.classes) > MOST else every
    low = min(0.0, *said.values) if not said.sure else 0.0
    span = (max(*said.values, 1e-9) - low) if not said.sure else 1.0
    return tuple(
        Bar(
            said.classes[at],
            said.values[at],
            f"{100 * said.values[at]:.1f} %" if said.sure else f"{said.values[at]:.3g}",
            min(1.0, max(0.0, (said.values[at] - low) / span)),
            at == said.taken,
            at == truth,
        )
        for at in shown
    )


class ScoreBars(QWidget):
    """Draws the bars; the class that is taken is bold and filled, what it is has a mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.setAccessibleName(tr("Scores"))
        self.taking = Taking(self, "scores", self.rows)
        themes().changed.connect(self.update)

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these."""
        if [bar.name for bar in bars] != [bar.name for bar in self.bars]:
            self.updateGeometry()
        self.bars = bars
        self.setAccessibleDescription(tr("; ".join(_spoken(bars))))
        self.update()

    def rows(self) -> Iterator[Sequence[object]]:
        """The bars as a table."""
        yield ("class", "score")
        for bar in self.bars:
            yield (bar.name, bar.score)

    def sizeHint(self) -> QSize:
        return QSize(22 * self.fontMetrics().averageCharWidth(), len(self.bars) * self._line() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, line = QPainter(self), self._line()
        text = self.fontMetrics()
        names = min(max((text.horizontalAdvance(bar.name) for bar in self.bars), default=0) + 26, self.width() // 3)
        figures = round(1.15 * text.horizontalAdvance("100.0 %"))
        room = self.width() - names - figures - 16
        for row, bar in enumerate(self.bars):
            top = 2 + row * line
            font = self.font()
            font.setBold(bar.taken)
            painter.setFont(font)
            painter.setPen(color("text"))
            self._name(painter, bar, QRectF(0, top, names, line))
            track = QRectF(names + 8, top + line * 0.22, room, line * 0.56)
            painter.fillRect(track, color("border"))
            fill = tone(0)
            fill.setAlphaF(1.0 if bar.taken else 0.55)
            painter.fillRect(QRectF(track.left(), track.top(), room * bar.length, track.height()), fill)
            where = QRectF(track.right() + 4, top, figures, line)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, bar.text)

    def _name(self, painter: QPainter, bar: Bar, where: QRectF) -> None:
        mark = "✓ " if bar.true else ""
        cut = painter.fontMetrics().elidedText(f"{mark}{bar.name}", Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cut)

    def _line(self) -> int:
        return self.fontMetrics().height() + 4


class OutputView(QWidget):
    """One output: its name where there are several, what it says in large letters, its bars, and the truth."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("")
        self.answer = plain_label()
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.answer.font()
        font.setPointSizeF(1.6 * font.pointSizeF())
        self.answer.setFont(font)
        self.bars = ScoreBars()
        self.picture = QLabel()
        self.note = Sentence("", "quiet")
        layout = column(spacing=4, parent=self)
        for widget in (self.title, self.answer, self.bars, self.picture, self.note):
            layout.addWidget(widget)

    def show_said(self, said: OutputSaid, truth: Sequence[float] | None, picture: QPixmap | None) -> None:
        """Show what the output says, beside what it is where that is known."""
        self.title.setText(said.target)
        self.title.setVisible(bool(said.target))
        known = int(truth[0]) if truth and said.classes else None
        words = answer_text(said) if picture is None else f"{len(said.values):,} numbers"
        self.answer.setText(tr(words))
        self.answer.setAccessibleName(tr(f"The network says {words}"))
        self.bars.show_bars(bars_of(said, known) if said.classes and not said.fault else ())
        self.bars.setVisible(bool(self.bars.bars))
        self.picture.setVisible(picture is not None)
        if picture is not None:
            self.picture.setPixmap(picture)
        self.note.say(said.fault or note_text(said, truth))


def note_text(said: OutputSaid, truth: Sequence[float] | None) -> str:
    """What it is, and whether that is what was said; what the scores are where they are no probabilities."""
    hidden = f"{len(said.classes) - MOST:,} more classes have lower scores. " if len(said.classes) > MOST else ""
    if truth is None:
        return f"{hidden}{'' if said.sure or not said.classes else 'Scores, not probabilities.'}".strip()
    if said.classes:
        name = said.classes[int(truth[0])] if 0 <= int(truth[0]) < len(said.classes) else "–"
        return f"{hidden}It is {name}: {'right' if int(truth[0]) == said.taken else 'wrong'}."
    if len(said.values) == 1 and len(truth) == 1:
        return f"It is {numbers_text(truth)}; the network is off by {abs(said.values[0] - truth[0]):.3g}."
    error = sum(abs(one - other) for one, other in zip(said.values, truth, strict=False)) / max(1, len(truth))
    return f"The numbers are off by {error:.3g} on average."


def _spoken(bars: Sequence[Bar]) -> Iterator[str]:
    for bar in bars:
        words = [bar.name, bar.text, *(("taken",) if bar.taken else ()), *(("this is right",) if bar.true else ())]
        yield " ".join(words)
