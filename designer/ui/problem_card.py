"""One problem as a card: what is wrong, why it matters, and buttons that mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from designer.analysis.facts import Problem, Severity
from designer.graph.edits import Edit
from designer.ui.flow import FlowLayout
from designer.ui.language import tr
from designer.ui.parts import LongButton, Sentence, column, set_flag
from designer.ui.theme import icon, themes

WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.HINT: "Hint"}
ICONS = {
    Severity.ERROR: "mdi6.close-octagon",
    Severity.WARNING: "mdi6.alert",
    Severity.HINT: "mdi6.lightbulb-on-outline",
}
TINTS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}

WIDE = 60
"""From so many letters on the buttons stand beside the text."""


def look(problem: Problem) -> tuple[object, ...]:
    """What a card shows of a problem: two problems with the same look share a card."""
    return (problem.code, problem.severity, problem.nodes, problem.what, problem.why, _labels(problem))


def _labels(problem: Problem) -> tuple[str, ...]:
    return tuple(fix.label for fix in problem.fixes)


def _takes_away(fix: Edit) -> bool:
    """Whether a fix deletes something: no such fix is drawn as the one to press."""
    return fix.label.startswith(("Delete", "Remove"))


class FixButton(LongButton):
    """A button that brings an edit."""

    fix_chosen = Signal(object)

    def __init__(self, fix: Edit, *, primary: bool) -> None:
        super().__init__(fix.label)
        self.fix = fix
        self.setProperty("primary", primary)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.fix_chosen.emit(self.fix)


class ProblemCard(QFrame):
    """A problem with its fixes. Enter takes the first fix, S shows it; the panel moves between cards with the arrows."""

    fix_chosen = Signal(object)
    show_chosen = Signal(str)
    told = Signal(object)
    """It is to be shown over the network what the problem is; the `Problem`."""
    left = Signal(int)
    """The keyboard is to go on to the next card (1), or the one before (-1)."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = problem
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr(f"{WORDS[problem.severity]}: {problem.what}"))
        self.setAccessibleDescription(tr(problem.why))
        self._icon = QLabel()
        self.buttons: list[FixButton] = []
        self.show_button = LongButton("Show me")
        self._lay_out(self._text(), self._actions())
        themes().changed.connect(self.tint)
        self.tint()

    def show_problem(self, problem: Problem) -> None:
        """Take over the fixes of a problem of the same look: they fit the present design."""
        self.problem = problem
        for button, fix in zip(self.buttons, problem.fixes, strict=True):
            button.fix = fix

    def tint(self) -> None:
        """Take the colours of the theme in force."""
        severity = self.problem.severity
        size = self.fontMetrics().height() + 2
        self._icon.setPixmap(icon(ICONS[severity], TINTS[severity]).pixmap(size, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            self.take_first()
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self._show()
        elif step:
            self.left.emit(step)
        else:
            super().keyPressEvent(event)

    def take_first(self) -> None:
        """Choose the recommended fix, or else show the problem."""
        if self.problem.fixes:
            self.fix_chosen.emit(self.problem.fixes[0])
        else:
            self._show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_flag(self, "current", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        set_flag(self, "current", False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > WIDE * self.fontMetrics().averageCharWidth() + self._actions_widget.sizeHint().width()
        self._split.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        across = QSizePolicy.Policy.Fixed if wide else QSizePolicy.Policy.Ignored
        self._actions_widget.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def _text(self) -> QWidget:
        severity = self.problem.severity
        text = QWidget()
        lines = column(spacing=2, parent=text)
        what = Sentence(f"{WORDS[severity]}: {self.problem.what}", "heading")
        lines.addWidget(what)
        lines.addWidget(Sentence(self.problem.why, "quiet"))
        return text

    def _actions(self) -> QWidget:
        self._actions_widget = QWidget()
        flow = FlowLayout(self._actions_widget)
        for at, fix in enumerate(self.problem.fixes):
            button = FixButton(fix, primary=at == 0 and not _takes_away(fix))
            button.fix_chosen.connect(self.fix_chosen)
            self.buttons.append(button)
            flow.addWidget(button)
        self.show_button.clicked.connect(self._show)
        flow.addWidget(self.show_button)
        return self._actions_widget

    def _lay_out(self, text: QWidget, actions: QWidget) -> None:
        self._split = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._split.setSpacing(8)
        self._split.addWidget(text, 1)
        self._split.addWidget(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._split, 1)

    def _show(self) -> None:
        if self.problem.nodes:
            self.show_chosen.emit(self.problem.nodes[0])
        self.told.emit(self.problem)
