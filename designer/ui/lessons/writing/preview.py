"""What a student sees of the step that is being written: its text, questions, checks and hints, as the player has them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from designer.lessons import Opened, Step, Verdict
from designer.lessons.checks import asks
from designer.ui.language import tr
from designer.ui.lessons.check_row import CheckRow
from designer.ui.lessons.formulas import Formulas
from designer.ui.lessons.prose import FileOf, Prose
from designer.ui.lessons.question import Asked
from designer.ui.parts import column, heading, scrolled


class Preview(QWidget):
    """Shows one step at a time, and changes only where that does."""

    def __init__(self, formulas: Formulas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("What a student sees"))
        self._formulas = formulas
        self._shown: object = None
        self.text = Prose(formulas)
        self._below = QWidget()
        column(spacing=10, parent=self._below)
        inside = QWidget()
        layout = column(margin=12, spacing=10, parent=inside)
        layout.addWidget(self.text)
        layout.addWidget(self._below)
        layout.addStretch(1)
        self._scroll: QScrollArea = scrolled(inside)
        column(parent=self).addWidget(self._scroll)

    def show_step(self, opened: Opened, at: int, verdicts: Mapping[str, Verdict]) -> None:
        """Show a step by its number, from 0; below 0 what stands above the first."""
        lesson = opened.lesson
        step = lesson.steps[at] if at >= 0 else None
        shown = (opened.folder, step, lesson.front.title, lesson.opening if at < 1 else "")
        if shown == self._shown:
            return
        self._shown = shown
        opening = lesson.opening if at == 0 else ""
        said = f"{opening}\n\n## {step.title}\n\n{step.text}" if step else f"# {lesson.front.title}\n\n{lesson.opening}"
        self.text.show_text(said, opened.file)
        self._fill(step, verdicts, opened.file)

    def _fill(self, step: Step | None, verdicts: Mapping[str, Verdict], file_of: FileOf) -> None:
        """Put what is below the text anew: widgets that cannot be typed in, since nothing is kept of it."""
        below = self._below.layout()
        assert isinstance(below, QVBoxLayout)
        while (item := below.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if step is None:
            return
        for check in filter(asks, step.checks):
            below.addWidget(_unused(Asked(check, None)))
        drawn = [check for check in step.checks if not asks(check)]
        if drawn:
            below.addWidget(heading("To do"))
        for check in drawn:
            row = CheckRow(check)
            row.show_verdict(verdicts[str(check.name)], asked=False)
            below.addWidget(row)
        for number, hint in enumerate(step.hints, start=1):
            below.addWidget(heading(f"Hint {number}"))
            prose = Prose(self._formulas)
            prose.setProperty("card", True)
            below.addWidget(prose)
            prose.show_text(hint, file_of)


def _unused(widget: QWidget) -> QWidget:
    """A question as it looks, out of reach for the keyboard and the mouse."""
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    for part in (widget, *widget.findChildren(QWidget)):
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return widget
