"""The problems of the design, the worst first, each with its reason and the buttons that mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from designer.analysis import Problem, Severity
from designer.graph.edits import Edit
from designer.graph.roles import slips_as_empty
from designer.ui.parts import Sentence, column, scrolled
from designer.ui.problem_card import ProblemCard, look
from designer.ui.session import Session, Snapshot
from designer.ui.theme import icon, themes

BATCH = 20
"""How many cards are made at once; more follow when the end comes near."""


def all_problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """The problems of a snapshot, a fault of the data among them, the worst first."""
    problems = list(snapshot.analysis.problems)
    if snapshot.data_fault:
        fix = slips_as_empty(snapshot.seen)
        fixes = () if fix is None else (fix,)
        fault = Problem("data", Severity.ERROR, (), "The data cannot be read.", snapshot.data_fault, fixes)
        problems.insert(0, fault)
    return tuple(sorted(problems, key=_badness))


def _badness(problem: Problem) -> int:
    return -problem.severity


class ProblemsPanel(QWidget):
    """A list of cards. Up and Down walk it, Enter takes the first fix of the card that has the keyboard."""

    count_changed = Signal(int, int)
    """How many errors and warnings there are."""
    show_requested = Signal(str)
    """The id of a node to bring into view."""
    told = Signal(object)
    """A `Problem` to be shown over the network."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._problems: tuple[Problem, ...] = ()
        self._counts = (-1, -1)
        self._stale = True
        self.cards: list[ProblemCard] = []
        content = QWidget()
        self._column = column(margin=8, parent=content)
        self._column.addStretch(1)
        self._area = scrolled(content)
        self._calm = _Calm()
        layout = column(spacing=0, parent=self)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.addWidget(self._calm, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._area, 1)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.verticalScrollBar().valueChanged.connect(self._grow_near_end)
        session.snapshot_changed.connect(self.show_snapshot)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the problems of this snapshot; cards whose problem is still there stay."""
        before, self._problems = self._problems, all_problems(snapshot)
        self._announce()
        self._calm.setVisible(not self._problems)
        self._area.setVisible(bool(self._problems))
        self._calm.say(snapshot)
        self._stale = self._stale or self._problems != before
        if self._stale:  # the other panels come to show this snapshot in the same turn, and cards take longest
            QTimer.singleShot(0, self, self._catch_up)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        self._catch_up()
        if step and self.cards:
            self._go(step)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        """Move the keyboard to the next card, or the one before."""
        at = next((at for at, card in enumerate(self.cards) if _has_focus(card)), -1 if step > 0 else 1)
        target = min(max(at + step, 0), len(self._problems) - 1)
        if target >= len(self.cards):
            self._show_cards(target + BATCH)
        self.cards[target].setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(self.cards[target], 0, 8)

    def _catch_up(self) -> None:
        """Have the cards of the present problems; while nobody can see them none are made."""
        if self._stale and self.isVisible():
            self._stale = False
            self._show_cards(max(BATCH, min(len(self.cards), len(self._problems))))

    def _show_cards(self, count: int) -> None:
        """Have cards for the first `count` problems."""
        kept: dict[object, list[ProblemCard]] = {}
        for card in self.cards:
            kept.setdefault(look(card.problem), []).append(card)
        cards = [self._card(problem, kept) for problem in self._problems[:count]]
        for unused in (card for rest in kept.values() for card in rest):
            self._column.removeWidget(unused)
            unused.hide()
            unused.deleteLater()
        if cards != self.cards:
            for at, card in enumerate(cards):
                if self._column.indexOf(card) != at:
                    self._column.insertWidget(at, card)
                    card.show()
        self.cards = cards

    def _card(self, problem: Problem, kept: dict[object, list[ProblemCard]]) -> ProblemCard:
        known = kept.get(look(problem))
        if known:
            card = known.pop(0)
            card.show_problem(problem)
            return card
        card = ProblemCard(problem)
        card.fix_chosen.connect(self._fix)
        card.show_chosen.connect(self._show_node)
        card.told.connect(self.told)
        card.left.connect(self._go)
        return card

    def _grow_near_end(self, value: int) -> None:
        bar = self._area.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep() and len(self.cards) < len(self._problems):
            self._show_cards(len(self.cards) + BATCH)

    def _announce(self) -> None:
        severities = [problem.severity for problem in self._problems]
        counts = (severities.count(Severity.ERROR), severities.count(Severity.WARNING))
        if counts != self._counts:
            self._counts = counts
            self.count_changed.emit(*counts)

    def _fix(self, fix: Edit) -> None:
        self._session.edit(fix)

    def _show_node(self, node: str) -> None:
        self._session.select([node])
        self.show_requested.emit(node)


class _Calm(QWidget):
    """What stands there when nothing is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self._sentence = Sentence(flag="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignTop)
        themes().changed.connect(self._tint)
        self._tint()

    def say(self, snapshot: Snapshot) -> None:
        ready = snapshot.data is not None
        self._sentence.say(
            "No problems. This network is ready to train."
            if ready
            else "No problems so far. The data is still being read."
        )

    def _tint(self) -> None:
        size = self.fontMetrics().height() + 2
        self._icon.setPixmap(icon("mdi6.check-circle-outline", "good").pixmap(size, size))


def _has_focus(card: ProblemCard) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (card is focused or card.isAncestorOf(focused))
