"""A bar near a wire just dropped: what is wrong with it, and what could be done as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout

from designer.analysis import Problem
from designer.graph.design import Wire
from designer.graph.edits import Edit
from designer.ui import theme
from designer.ui.canvas.bridging import Refused, bridged, drawn
from designer.ui.canvas.wire_layer import loose_path
from designer.ui.language import tr
from designer.ui.parts import Sentence, set_flag
from designer.ui.plain import tip
from designer.ui.problem_card import FixButton

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

APART = 12
"""How far from the card the bar stays, in pixels."""
ANYWAY = "Connect anyway"
KEYS = "Enter takes the marked one, Tab goes to the next, Esc leaves it."
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
"""The keys that walk the choices."""

Choice = tuple[str, Edit]


class OfferBar(QFrame):
    """What is wrong, and the choices, the first one marked. Keys reach it through the canvas, which keeps the focus."""

    taken = Signal(object)
    """The `Edit` that was chosen."""

    def __init__(self, what: str, why: str, choices: Sequence[Choice], parent: CanvasView) -> None:
        super().__init__(parent)
        self.setObjectName("offerBar")
        current = theme.themes().current
        self.setStyleSheet(
            f"#offerBar {{ background: {current.raised}; border: 1px solid {current.control}; border-radius: 8px; }}"
        )
        self.setAccessibleName(tr(f"{what} {choices[0][0]}?"))
        self.setAccessibleDescription(tr(KEYS))
        self.marked = 0
        self.what = Sentence(what)
        self.what.setToolTip(tip(tr(why)))
        self.buttons = [self._button(label, edit) for label, edit in choices]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.what)
        for button in self.buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Sentence(KEYS, "quiet"))
        self._mark(0)

    def place(self, card: QRect, at: QPoint) -> None:
        """Lie below a card, above it where there is no room, and within the canvas."""
        room = self.parentWidget().rect().adjusted(4, 4, -4, -4)
        width = min(room.width(), QFontMetrics(self.font()).averageCharWidth() * 60)
        height = max(self.layout().heightForWidth(width), self.layout().minimumSize().height())
        below = card.bottom() + APART
        top = below if below + height <= room.bottom() else card.top() - APART - height
        left = max(room.left(), min(at.x() - width // 3, room.right() - width))
        self.setGeometry(left, max(room.top(), top), width, height)

    def walk(self, step: int) -> None:
        """Mark the next choice, or the one before."""
        self._mark((self.marked + step) % len(self.buttons))

    def take(self) -> None:
        """Choose what is marked."""
        self.taken.emit(self.buttons[self.marked].fix)

    def _button(self, label: str, edit: Edit) -> FixButton:
        button = FixButton(Edit(label, edit.change), primary=False)
        button.fix = edit
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.fix_chosen.connect(self.taken)
        return button

    def _mark(self, at: int) -> None:
        self.marked = at
        for own, button in enumerate(self.buttons):
            set_flag(button, "primary", own == at)


class Offers:
    """Shows at most one bar. Whatever is done next takes it away."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._pending = False
        self.bar: OfferBar | None = None

    def offer(self, wire: Wire, place: QPointF) -> None:
        """A wire was drawn and dropped at a place in the scene: offer what mends it, if it needs mending."""
        self.dismiss()
        problem = about(wire, self._view.session.snapshot.analysis.problems)
        if problem is not None:
            choices = [(fix.label, fix) for fix in problem.fixes[:3]]
            self._show(OfferBar(problem.what, problem.why, choices, self._view), wire, place)

    def offer_bridges(self, refused: Refused, place: QPointF) -> None:
        """A wire was dropped where it does not fit: offer what could stand between. Nothing is drawn yet."""
        self.dismiss()
        canvas = self._view.canvas
        ways = [bridged(canvas, refused, bridge) for bridge in refused.bridges]
        choices = [(way.label, way) for way in ways]
        choices.append((ANYWAY, drawn(canvas, refused.wire, refused.moving)))
        self._show(OfferBar(refused.why, "", choices, self._view), refused.wire, place)
        if self.bar is not None:
            self._pending = True
            self._hold(refused.wire)

    def dismiss(self, because: object = None) -> bool:
        """Take the bar away; says whether there was one."""
        bar, self.bar = self.bar, None
        if bar is not None:
            bar.hide()
            bar.deleteLater()
        if self._pending:
            self._pending = False
            self._view.canvas.overlay.clear()
        return bar is not None

    def claims(self, key: Qt.Key) -> bool:
        """Whether a key is the bar's."""
        return self.bar is not None and (key in STEPS or key in ENTER)

    def press(self, key: Qt.Key) -> bool:
        """A key was pressed; says whether it was the bar's."""
        if self.bar is None or not self.claims(key):
            return False
        if key in STEPS:
            self.bar.walk(STEPS[key])
        else:
            self.bar.take()
        return True

    def _show(self, bar: OfferBar, wire: Wire, place: QPointF) -> None:
        canvas = self._view.canvas
        shown = canvas.projection.stand_in(wire.target)
        if shown is None or shown not in canvas.places.index:
            bar.deleteLater()
            return
        self.bar = bar
        bar.taken.connect(self._take)
        card = self._view.mapFromScene(canvas.places.rect(shown)).boundingRect()
        bar.place(card, self._view.mapFromScene(place))
        bar.show()
        QAccessible.updateAccessibility(QAccessibleEvent(bar, QAccessible.Event.Alert))

    def _hold(self, wire: Wire) -> None:
        """Keep showing the wire that is asked about."""
        canvas = self._view.canvas
        out, into = (canvas.places.port_point(port) for port in canvas.shown_ends(wire))
        canvas.overlay.mark(loose=loose_path(canvas.wires.style, out, into), loose_fits=False, target=into)

    def _take(self, edit: Edit) -> None:
        session, before = self._view.session, set(self._view.session.design.graph.nodes)
        self.dismiss()
        if self._view.canvas.draw_gliding(edit):
            new = [id for id in session.design.graph.nodes if id not in before]
            if new:
                session.select(new)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)


def about(wire: Wire, problems: tuple[Problem, ...]) -> Problem | None:
    """The worst problem that is about a wire and has a fix."""
    found = [problem for problem in problems if wire in problem.wires and problem.fixes]
    return max(found, key=lambda problem: problem.severity, default=None)
