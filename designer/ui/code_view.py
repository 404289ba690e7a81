"""The Keras code of the network, live on both sides: it shows what is drawn, and what is typed into it is drawn.

The user's own writing stands as long as it means what is drawn. When the design changes by another hand, only the lines
that have to are written anew; moving a card touches none.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QToolButton, QWidget

from designer.codegen import Code
from designer.graph.blocks import contents
from designer.rewriting import Followed
from designer.ui.code_fault import FaultStrip
from designer.ui.code_following import PAUSE, Asked, Fault, Following
from designer.ui.code_page import Form, Page, Pages, card_at
from designer.ui.code_text import CodeText
from designer.ui.code_writing import note_of, written
from designer.ui.flow import FlowLayout
from designer.ui.inspector.field import Combo
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, fit_icon
from designer.ui.session import Session, Snapshot
from designer.ui.theme import icon, themes

LARGE = 200
"""The code of more layers than this takes some time to write: the canvas shows an edit first, and then the code does."""
COPIED_FOR = 1500
"""How long the copy button shows that it has copied, in milliseconds."""


class CodeView(QWidget):
    """Writes code only while it can be seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._written_for: tuple[object, ...] = ()
        self._coming: tuple[str, Followed] | None = None
        self._unwritten: Snapshot | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._write_what_is_due)
        self.pages = Pages()
        self.following = Following(session, self)
        self.text = CodeText()
        self.fault = FaultStrip()
        self.what = self._choice()
        self.apart = QCheckBox(tr("Activations apart"))
        self.apart.setToolTip(tr("Write Activation layers on lines of their own, as they stand on the canvas."))
        self.apart.toggled.connect(self._again)
        self.copy = QToolButton()
        fit_icon(self.copy)
        self.copy.setToolTip(tr("Copy the code"))
        self.copy.setAccessibleName(tr("Copy the code"))
        self.copy.clicked.connect(self._copy)
        self.note = Sentence(flag="quiet")
        self.note.setContentsMargins(10, 0, 10, 4)
        self._lay_out()
        self._connect()
        self._tint()
        self.show_snapshot(session.snapshot)

    @property
    def code(self) -> Code:
        """What is shown."""
        page = self.pages.present
        return Code(page.text, dict(page.lines))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the code of this snapshot, now or as soon as the view can be seen."""
        self._stale = True
        if self._coming is None and len(snapshot.design.graph.nodes) > LARGE:
            self._soon.start()
        elif self.isVisible() or self._coming is not None:
            self._write(snapshot)

    def show_selection(self, selection: frozenset[str]) -> None:
        """Mark the lines of these nodes, and of those in these blocks."""
        layout, lines = self._session.design.layout, self.pages.present.lines
        inner = (contents(layout, id) for id in selection if id in layout.blocks)
        self.text.mark({lines[id] for id in selection.union(*inner) if id in lines})

    def edit(self) -> None:
        """Put the keyboard into the text, at the line of the selected layer if there is one."""
        lines = self.pages.present.lines
        first = min((lines[id][0] for id in self._session.selection if id in lines), default=0)
        if first:
            self.text.go_to(first)
        self.text.setTabChangesFocus(False)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_down(self) -> None:
        """Read nothing any more: the view is going."""
        self.following.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write_what_is_due()

    def _write_what_is_due(self) -> None:
        if self._stale and self.isVisible():
            self._write(self._session.snapshot)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_down()
        super().closeEvent(event)

    # --- from the design to the text ---

    def _write(self, snapshot: Snapshot) -> None:
        self._stale = False
        state = self._state_of(snapshot)
        if self._coming is None and _same(state, self._written_for):
            return  # a card was moved, say
        self._written_for = state
        if self._coming is not None:
            self.pages.make(snapshot.design, *self._coming)
            self._unwritten = snapshot
            self.note.say(note_of(snapshot, self.pages.present.form))
        else:
            self._turn(snapshot)
        self.show_selection(self._session.selection)

    def _turn(self, snapshot: Snapshot) -> None:
        """The design changed by another hand, or is to be written in another form."""
        before = self.pages.present
        if self._unwritten is not None and not before.written:
            self.pages.fill(written(self._unwritten, before.form).code)
            before = self.pages.present
        self._unwritten = None
        now = written(snapshot, Form(self.what.currentIndex(), not self.apart.isChecked()))
        self.note.say(now.note)
        self.pages.turn(snapshot.design, now.form, now.code)
        page = self.pages.present
        if page is before:
            return
        self.following.forget()
        self._show(page)

    def _show(self, page: Page) -> None:
        self.text.show_code(page.text)
        self.pages.present = page  # the lines it shifted are those of before
        if not page.checked or page.text != page.written:
            self.following.ask(Asked(page.text, page.standing, check=not page.checked and not page.typed), after=0)

    def _write_anew(self) -> None:
        """What was kept of the user's own text means something else by now: write it all."""
        snapshot, form = self._session.snapshot, self.pages.present.form
        self.pages.write(snapshot.design, form, written(snapshot, form).code)
        self.following.forget()
        self._show(self.pages.present)
        self.show_selection(self._session.selection)

    def _state_of(self, snapshot: Snapshot) -> tuple[object, ...]:
        design = snapshot.design
        shown = (self.what.currentIndex(), self.apart.isChecked())
        data = (snapshot.data, snapshot.data_code, snapshot.data_fault)
        return (design.graph, design.training, design.data, *data, snapshot.analysis.errors, *shown)

    def _again(self) -> None:
        self.show_snapshot(self._session.snapshot)

    # --- from the text to the design ---

    def _typed(self, pasted: bool) -> None:
        self.pages.type(self.text.toPlainText())
        page = self.pages.present
        self.following.ask(Asked(page.text, page.standing, boldly=pasted), after=0 if pasted else PAUSE)

    def _follow(self, text: str, found: Followed) -> None:
        """The design is about to follow this text: what comes of it is not written over it."""
        self._coming = (text, found)

    def _followed(self) -> None:
        page = self.pages.present
        if self._coming is not None and page.standing is not self._coming[1].standing:  # nothing new was drawn
            self.pages.make(self._session.design, *self._coming)
            self.pages.present = replace(self.pages.present, written=page.written)
        self._coming = None
        self.show_selection(self._session.selection)
        if self.text.hasFocus():
            self._choose_line(self.text.textCursor().blockNumber() + 1)

    def _judge(self, faults: tuple[Fault, ...]) -> None:
        if any(fault.waits for fault in faults):
            self.pages.stick()
        self.text.blame(faults)
        self.fault.show_faults(faults, held=self.following.holds)

    def _choose_line(self, line: int) -> None:
        node = card_at(self.pages.present.lines.items(), line)
        if node is not None:
            self._session.select([node])

    # --- within ---

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setIcon(icon("mdi6.check", "good"))
        QTimer.singleShot(COPIED_FOR, self._tint)

    def _choice(self) -> QComboBox:
        what = Combo()
        what.addItems([tr("Model"), tr("Training script"), tr("Notebook")])
        what.setAccessibleName(tr("Which code"))
        what.currentIndexChanged.connect(self._again)
        return what

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=8)
        choices.addWidget(self.what)
        choices.addWidget(self.apart)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(8)
        bar.addLayout(choices, 1)
        bar.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(spacing=0, parent=self)
        layout.addLayout(bar)
        layout.addWidget(self.note)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.fault)

    def _connect(self) -> None:
        text, following, session = self.text, self.following, self._session
        text.line_chosen.connect(self._choose_line)
        text.typed.connect(self._typed)
        text.lines_shifted.connect(self.pages.shift)
        text.undo_wanted.connect(session.undo)
        text.redo_wanted.connect(session.redo)
        text.left.connect(following.hurry)
        following.follows.connect(self._follow)
        following.followed.connect(self._followed)
        following.refuted.connect(self._write_anew)
        following.judged.connect(self._judge)
        self.fault.insisted.connect(following.insist)
        self.fault.line_wanted.connect(text.go_to)
        session.snapshot_changed.connect(self.show_snapshot)
        session.selection_changed.connect(self.show_selection)
        themes().changed.connect(self._tint)

    def _tint(self) -> None:
        self.copy.setIcon(icon("mdi6.content-copy", "quiet"))


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Equal, part by part; large parts are the very same objects where nothing changed."""
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
