"""Typing where the words stand: names, titles and comments, in an editor that lies over them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from designer.errors import EditError
from designer.ui import theme
from designer.ui.canvas.areas.places import title_bar
from designer.ui.canvas.areas.subjects import NEW_COMMENT, Subject, subject_of
from designer.ui.canvas.metrics import TEXT, font, text_scale
from designer.ui.language import tr
from designer.ui.parts import set_flag

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEAST_TEXT = 12.0
"""The size of what is typed on screen, at least, with text of the usual size."""
LEAST_ROOM = (180, 84)
"""How large the editor of a comment is on screen, at least."""
HINT = "Enter starts a line, Ctrl+Enter is done, Esc drops it"

Editor = QLineEdit | QPlainTextEdit


class InPlace(QObject):
    """At most one editor. Enter and a click elsewhere keep what was typed, Esc drops it.

    In a comment Enter starts another line, and Ctrl+Enter is done.
    """

    # Of the class, for scroll bars still move while a view and all that is its own are taken down.
    editor: Editor | None = None
    _subject: Subject | None = None

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._rect = QRectF()
        self._merge: Hashable = None
        view.zoom_changed.connect(self._follow)
        view.horizontalScrollBar().valueChanged.connect(self._follow)
        view.verticalScrollBar().valueChanged.connect(self._follow)
        view.session.snapshot_changed.connect(self._changed)

    def open(self, id: str, merge: Hashable = None) -> bool:
        """Edit the name, title or text of what has this id; says whether it has one.

        With `merge` what is typed is one step with the edit that had the same.
        """
        subject = subject_of(self._view.session.design, id)
        if subject is None or not self._view.canvas.shows(id):
            return False
        self._begin(subject, merge)
        return True

    def open_new_comment(self, rect: QRectF) -> None:
        """Type a comment that is to come; it is there once something is typed."""
        self._rect = rect
        self._begin(NEW_COMMENT, None)

    def close(self, *, keep: bool) -> bool:
        """Put the editor away; says whether it is: a text that will not do stays, with the reason."""
        editor, subject = self.editor, self._subject
        if editor is None or subject is None:
            return True
        text = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
        if keep and not self._keep(subject, text):
            set_flag(editor, "refused", True)
            return False
        self.editor = self._subject = None
        had = editor.hasFocus()
        editor.removeEventFilter(self)
        editor.hide()
        editor.deleteLater()
        self._view.session.end_gesture()
        if had:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.key() in ENTER or event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        elif event.type() is QEvent.Type.FocusOut and not self.close(keep=True):
            self.close(keep=False)
        return super().eventFilter(watched, event)

    def _begin(self, subject: Subject, merge: Hashable) -> None:
        self.close(keep=True)
        self._view.cancel_gesture()
        self._subject, self._merge = subject, merge
        text = subject.text(self._view.session.design)
        editor: Editor
        if subject.many_lines:
            editor = QPlainTextEdit(text, self._view)
            editor.setTabChangesFocus(True)
            editor.setPlaceholderText(tr(HINT))
            editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        else:
            editor = QLineEdit(text, self._view)
        editor.setAccessibleName(tr(subject.called))
        editor.selectAll()
        editor.installEventFilter(self)
        self.editor = editor
        self._follow()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close(keep=False)
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and (isinstance(self.editor, QLineEdit) or not plain):
            self.close(keep=True)
            return True
        return False

    def _keep(self, subject: Subject, text: str) -> bool:
        design = self._view.session.design
        edit = subject.edit(design, text, self._rect)
        if edit is None:
            return True
        try:
            edit(design)
        except EditError as error:
            self._view.session.said.emit(str(error))
            return False
        self._view.canvas.edit(edit, self._merge)
        if subject is NEW_COMMENT:
            fresh = [id for id in self._view.session.design.layout.comments if id not in design.layout.comments]
            self._view.session.select(fresh)
        return True

    @Slot()
    def _changed(self) -> None:
        """Something else was edited: what is gone needs no name."""
        subject = self._subject
        if subject is not None and subject.id and not self._view.canvas.session.design.has(subject.id):
            self.close(keep=False)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Lie over the words, wherever they are on screen now."""
        if self.editor is None or self._subject is None:
            return
        canvas, scale = self._view.canvas, self._view.camera.scale
        if self._subject.id and canvas.shows(self._subject.id):
            self._rect = canvas.rect_of(self._subject.id)
        self.editor.setFont(font(max(TEXT * scale, LEAST_TEXT * text_scale())))
        current = theme.themes().current
        ground = current.note if self._subject.many_lines else current.panel
        self.editor.setStyleSheet(f"background: {ground}; min-height: 0;")
        self.editor.setGeometry(self._place(scale))

    def _place(self, scale: float) -> QRect:
        """The rectangle of the editor in the view, kept where it can be seen."""
        assert self.editor is not None and self._subject is not None
        frame = self._view.canvas.areas.places.frame(self._subject.id) is not None
        scene = title_bar(self._rect, scale) if frame else self._rect
        corner, far = (self._view.camera.to_screen(at) for at in (scene.topLeft(), scene.bottomRight()))
        width, height = far.x() - corner.x(), far.y() - corner.y()
        if isinstance(self.editor, QLineEdit):
            least = self.editor.sizeHint().height()
            corner += QPointF(0.0, (height - least) / 2)
            width, height = max(width, LEAST_ROOM[0] * text_scale()), least
        else:
            width, height = (max(a, b * text_scale()) for a, b in zip((width, height), LEAST_ROOM, strict=True))
        room = self._view.viewport().geometry()
        left = max(room.left(), min(round(corner.x()) + room.left(), room.right() - round(width)))
        top = max(room.top(), min(round(corner.y()) + room.top(), room.bottom() - round(height)))
        return QRect(left, top, min(round(width), room.width()), min(round(height), room.height()))
