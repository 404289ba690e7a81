"""A list of the words that could come next, under the cursor, while one types code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QPlainTextEdit

from designer.ui.code_words import FAR, Offer, offer
from designer.ui.language import tr

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
"""What the list hears while it is there: take a word, or put the list away."""

Offers = Callable[[str], Offer | None]
"""What could come next behind a text."""


class Completion(QObject):
    """Offers words and inserts the one that is taken. The list is made when it is needed first."""

    def __init__(self, text: QPlainTextEdit, offers: Offers = offer) -> None:
        super().__init__(text)
        self._text, self._offers = text, offers
        self._offer: Offer | None = None
        self._words = QStringListModel(self)
        self._completer: QCompleter | None = None

    @property
    def shown(self) -> bool:
        return self._completer is not None and self._completer.popup().isVisible()

    @property
    def completer(self) -> QCompleter:
        if self._completer is None:
            self._completer = made = QCompleter(self._words, self)
            made.setWidget(self._text)
            made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            made.setMaxVisibleItems(8)
            made.popup().setFont(self._text.font())
            made.popup().setAccessibleName(tr("Words that fit here"))
            made.activated.connect(self._take)
        return self._completer

    def look(self, *, asked: bool = False) -> None:
        """Offer what fits here; where nothing is typed of it yet, only if `asked`."""
        cursor = self._text.textCursor()
        start = max(0, cursor.position() - FAR)
        found = self._offers(self._text.toPlainText()[start : cursor.position()])
        if found is None or not (found.typed or asked) or cursor.hasSelection():
            self.hide()
            return
        self._offer = found
        self._words.setStringList(list(found.words))
        popup, place = self.completer.popup(), self._text.cursorRect()
        place.translate(self._text.viewport().pos())
        place.setWidth(popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 16)
        self.completer.complete(place)
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def hide(self) -> None:
        """Put the list away."""
        if self.shown:
            self.completer.popup().hide()

    def _take(self, word: str) -> None:
        if self._offer is None:
            return
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._offer.typed))
        cursor.insertText(word)
        self._text.setTextCursor(cursor)
        self._offer = None
