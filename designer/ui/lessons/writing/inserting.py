"""Puts ready pieces into the text of a lesson, where the cursor is: each from a form, a file, or the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QWidget

from designer.catalogue import KINDS
from designer.errors import FileError
from designer.graph.design import Design
from designer.lessons.checks import asks
from designer.lessons.checks.words import ACTIVATION
from designer.lessons.declared import Faulty, declared
from designer.lessons.faults import FAULTS
from designer.lessons.lesson import Front, Step
from designer.lessons.reading import TAGS
from designer.lessons.writing import pieces
from designer.lessons.writing.attempts import solution, wrong_attempts
from designer.lessons.writing.designs import put_design, put_file
from designer.lessons.writing.forms import heading, objection
from designer.lessons.writing.outline import Outline, Piece, content, front_lines, outline
from designer.lessons.writing.yamlwriting import values_of, yaml_of
from designer.lessons.yamltext import YamlFault
from designer.ui.language import tr
from designer.ui.lessons.writing.piece_form import PieceForm
from designer.ui.lessons.writing.text import LessonText
from designer.ui.lessons.writing.view_form import ViewForm

PICTURES = "Pictures (*.png *.jpg *.jpeg *.svg)"
LAYERS = (*sorted(KINDS), ACTIVATION)
USUAL = {"of": LAYERS, "by": LAYERS}

FolderOf = Callable[[], Path | None]
"""The folder of the lesson's files, asked for where it has none yet; none if nobody says."""

StepTold = Callable[[Step | None], None]


class Inserting(QObject):
    """`canvas` gives what is on the canvas now, with its files named in full; `tell_step` tells the step the cursor is in
    once the text is read.
    """

    said = Signal(str)

    def __init__(
        self,
        text: LessonText,
        folder: FolderOf,
        canvas: Callable[[], Design],
        tell_step: Callable[[StepTold], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._text, self._folder, self._canvas, self._tell_step, self._window = text, folder, canvas, tell_step, window

    # --- pieces of text ---

    def hint(self) -> None:
        """A hint, whose words are selected to be written over."""
        self._put(pieces.block("hint", "", pieces.HINT), selected=pieces.HINT)

    def formula(self) -> None:
        self._put(pieces.FORMULA, selected=pieces.FORMULA.strip("$ "))

    def picture(self) -> None:
        """Ask for a picture, and what it shows for those who cannot see it."""
        folder = self._folder()
        name = folder and QFileDialog.getOpenFileName(self._window, tr("Choose a picture"), "", tr(PICTURES))[0]
        if not folder or not name:
            return
        said, wanted = QInputDialog.getText(
            self._window, tr("Picture"), tr("What does it show? (For those who cannot see it.)")
        )
        if wanted:
            self._with_files(partial(self._put_picture, Path(name), folder, said))

    # --- what is declared ---

    def front(self) -> None:
        """What stands above the text, as a form."""
        text = self._text.toPlainText()
        first, last = front_lines(text)
        inside = "\n".join(text.split("\n")[first : last - 1])
        form = PieceForm("About the lesson", Front, front_fault, _values(inside), parent=self._window)
        if self._filled(form):
            front = f"---\n{form.content}---"
            changed = pieces.replaced(text, 1, last, front) if last else f"{front}\n\n{text}"
            self._text.rewrite(changed, 1)
        form.deleteLater()

    def check(self, tag: str) -> None:
        """One of the kinds of checks, as a form."""
        form = self._form(tag)
        if self._filled(form):
            self._put(pieces.block("check", tag, self._with_name(tag, form.content)))
        form.deleteLater()

    def view(self) -> None:
        """What the step shows, as lists to tick: the block that is there, or a new one."""
        there = self._of_step("view")
        form = ViewForm(_values(content(self._text.toPlainText(), there)) if there else None, self._window)
        if self._filled(form):
            self._put_or_replace("view", form.content)
        form.deleteLater()

    def change(self) -> None:
        """Whatever the cursor is in, as the form that makes it."""
        text, there = self._text.toPlainText(), self._outline()
        piece = there.section_at(self._text.line).piece_at(self._text.line)
        if self._text.line <= front_lines(text)[1]:
            self.front()
        elif piece is not None and piece.word == "view":
            self.view()
        elif piece is not None and piece.word == "check" and piece.rest in TAGS:
            self._change_check(piece)
        else:
            self.said.emit("Put the cursor into a check, a view, or what stands above the text, and try again.")

    # --- what is on the canvas ---

    def start(self) -> None:
        """The step begins with what is on the canvas."""
        folder = self._folder()
        if folder is not None:
            self._with_files(partial(self._put_start, folder))

    def solution(self) -> None:
        """Right answers, and what is on the canvas if the step asks for more than answers."""
        self._tell_step(self._put_solution)

    def wrong(self) -> None:
        """An attempt for each check that none fails yet."""
        self._tell_step(self._put_wrong)

    # --- within ---

    def _outline(self) -> Outline:
        return outline(self._text.toPlainText())

    def _of_step(self, word: str) -> Piece | None:
        section = self._outline().section_at(self._text.line)
        return next((piece for piece in section.pieces if piece.word == word), None)

    def _form(self, tag: str, values: dict[str, object] | None = None) -> PieceForm:
        usual = {**USUAL, "is": tuple(FAULTS)} if tag == "fault" else USUAL
        return PieceForm(heading(tag), TAGS[tag], partial(objection, tag), values, usual=usual, parent=self._window)

    def _change_check(self, piece: Piece) -> None:
        text = self._text.toPlainText()
        form = self._form(piece.rest, _values(content(text, piece)))
        if self._filled(form):
            block = pieces.block("check", piece.rest, form.content)
            self._text.rewrite(pieces.replaced(text, piece.first, piece.last, block), piece.first)
        form.deleteLater()

    def _filled(self, form: QDialog) -> bool:
        """Have a form filled in; the keyboard comes back to the text."""
        done = form.exec() == QDialog.DialogCode.Accepted
        self._window.activateWindow()
        self._text.setFocus()
        return done

    def _with_name(self, tag: str, inside: str) -> str:
        """A check with a name of its own, which attempts can call it by."""
        if "name" in values_of(inside):
            return inside
        text = self._text.toPlainText()
        taken = {name for step in pieces.check_names(text, outline(text)) for name in step}
        return f"name: {pieces.free_name(tag, taken)}\n{inside}"

    def _put(self, what: str, *, selected: str = "", at_end: bool = False) -> None:
        """Put a piece behind what the cursor is in, or at the end of its step; some of its words are selected."""
        text, there = self._text.toPlainText(), self._outline()
        section = there.section_at(self._text.line)
        changed, line = pieces.put_in(text, there, section.last if at_end else self._text.line, what)
        self._text.rewrite(changed, line + what.count("\n"))
        if selected:
            self._text.select_behind(line, selected)
        self._text.setFocus()

    def _put_or_replace(self, word: str, inside: str) -> None:
        """Put in a block of which a step has one."""
        there, block = self._of_step(word), pieces.block(word, "", inside)
        if there is None:
            self._put(block)
        else:
            changed = pieces.replaced(self._text.toPlainText(), there.first, there.last, block)
            self._text.rewrite(changed, there.first)

    def _put_solution(self, step: Step | None) -> None:
        if step is None or not step.checks:
            self.said.emit("A solution passes the checks of a step. Put a check into this one first.")
        elif all(map(asks, step.checks)):
            self._put(pieces.block("solution", "", solution(step)), at_end=True)
        elif (folder := self._folder()) is not None:
            self._with_files(partial(self._put_drawn, step, folder))

    def _put_drawn(self, step: Step, folder: Path) -> None:
        self._put(pieces.block("solution", "", solution(step, self._drawn("solution", folder))), at_end=True)

    def _put_wrong(self, step: Step | None) -> None:
        missing = wrong_attempts(step) if step is not None else []
        if missing:
            blocks = (pieces.block("wrong", name, inside) for name, inside in missing)
            self._put("\n\n".join(blocks), at_end=True)
        else:
            self.said.emit("Every check of this step has a wrong attempt.")

    def _put_picture(self, path: Path, folder: Path, said: str) -> None:
        self._put(pieces.picture(put_file(path, folder), said))

    def _put_start(self, folder: Path) -> None:
        self._put_or_replace("start", yaml_of({"file": self._drawn("start", folder)}))

    def _drawn(self, stem: str, folder: Path) -> str:
        return put_design(self._canvas(), folder, stem)

    def _with_files(self, put: Callable[[], object]) -> None:
        try:
            put()
        except FileError as error:
            self.said.emit(str(error))


def front_fault(inside: str) -> str:
    """Why no lesson can be called so, in one sentence."""
    try:
        declared(inside, Front, 2)
    except Faulty as error:
        return error.fault.what
    return ""


def _values(inside: str) -> dict[str, object]:
    """What a block says, as far as it can be read."""
    try:
        return values_of(inside)
    except (YamlFault, msgspec.MsgspecError):
        return {}
