"""A bar near a wire just drawn: what is wrong with it in the analysis' own words, and the fix as a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout

from designer.analysis import Problem
from designer.graph.design import Wire
from designer.graph.edits import Edit
from designer.ui import theme
from designer.ui.parts import Sentence
from designer.ui.problem_card import FixButton

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

APART = 12
"""How far from the card the bar stays, in pixels."""


class FixBar(QFrame):
    """One problem and its first fix. It never takes the keyboard from the canvas."""

    def __init__(self, problem: Problem, parent: CanvasView) -> None:
        super().__init__(parent)
        self.setObjectName("fixBar")
        current = theme.themes().current
        self.setStyleSheet(
            f"#fixBar {{ background: {current.raised}; border: 1px solid {current.control}; border-radius: 8px; }}"
        )
        self.setAccessibleName(problem.what)
        self.what = Sentence(problem.what)
        self.what.setToolTip(problem.why)
        self.button = FixButton(problem.fixes[0], primary=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.what)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def place(self, card: QRect, at: QPoint) -> None:
        """Lie below a card, above it where there is no room, and within the canvas."""
        room = self.parentWidget().rect().adjusted(4, 4, -4, -4)
        width = min(room.width(), QFontMetrics(self.font()).averageCharWidth() * 44)
        height = self.layout().heightForWidth(width)
        below = card.bottom() + APART
        top = below if below + height <= room.bottom() else card.top() - APART - height
        left = max(room.left(), min(at.x() - width // 3, room.right() - width))
        self.setGeometry(left, max(room.top(), top), width, height)


class Offers:
    """Shows at most one bar. Whatever is done next takes it away."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.bar: FixBar | None = None

    def offer(self, wire: Wire, place: QPointF) -> None:
        """A wire was drawn and dropped at a place in the scene: offer what mends it, if it needs mending."""
        self.dismiss()
        problem = about(wire, self._view.session.snapshot.analysis.problems)
        canvas = self._view.canvas
        if problem is None or wire not in canvas.wires.index:
            return
        self.bar = FixBar(problem, self._view)
        self.bar.button.fix_chosen.connect(self._mend)
        card = self._view.mapFromScene(canvas.places.rect(canvas.projection.ends_of(wire)[1].node)).boundingRect()
        self.bar.place(card, self._view.mapFromScene(place))
        self.bar.show()

    def dismiss(self, because: object = None) -> bool:
        """Take the bar away; says whether there was one."""
        bar, self.bar = self.bar, None
        if bar is not None:
            bar.hide()
            bar.deleteLater()
        return bar is not None

    def _mend(self, fix: Edit) -> None:
        self.dismiss()
        self._view.canvas.edit(fix)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)


def about(wire: Wire, problems: tuple[Problem, ...]) -> Problem | None:
    """The worst problem that is about a wire and has a fix."""
    found = [problem for problem in problems if wire in problem.wires and problem.fixes]
    return max(found, key=lambda problem: problem.severity, default=None)
