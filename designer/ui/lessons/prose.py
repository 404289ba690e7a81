"""Text of a lesson: as high as what it says, in the theme's colours, with its formulas and pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QResizeEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from designer.errors import FileError
from designer.ui.lessons.addresses import formula_in, picture_in
from designer.ui.lessons.formulas import Formulas
from designer.ui.theme import themes

FileOf = Callable[[str], Path]
MOST_PIXELS = 40_000_000


class Prose(QTextBrowser):
    """Shows Markdown, and scrolls with what it lies in. Nothing in it leads out of the lesson or is loaded from elsewhere."""

    file_wanted = Signal(str)
    """A link to a file of the lesson was followed: its name."""

    def __init__(self, formulas: Formulas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formulas = formulas
        self._text, self._file_of = "", _nothing
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("prose", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self._follow)
        formulas.ready.connect(self._formulas_ready)
        themes().changed.connect(self.refresh)

    def show_text(self, text: str, file_of: FileOf | None = None) -> None:
        """Show Markdown, whose pictures are files of a lesson."""
        self._text, self._file_of = text, file_of or _nothing
        self.refresh()

    def loadResource(self, kind: int, url: QUrl) -> Any:
        """Pictures by the names that `html` gives them, and nothing else."""
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        latex = formula_in(address)
        if latex:
            size = self.fontMetrics().height() * 0.95
            return self._formulas.picture(latex, size, themes().current.text, self.devicePixelRatioF())
        name = picture_in(address)
        return self._picture(name) if name and kind == QTextDocument.ResourceType.ImageResource.value else None

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages scroll what it lies in."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show the text anew: in other colours or letters, or with formulas that are there now."""
        if self._text or self.toPlainText():
            self.ensurePolished()
            from designer.ui.lessons.html import html_of  # which takes a while to load

            self.document().setDefaultFont(self.font())
            self.setHtml(html_of(self._text, themes().current))
            self.setAccessibleName(self.toPlainText()[:200])
            self._fit()

    def _formulas_ready(self) -> None:
        if "$" in self._text:
            self.refresh()

    def _follow(self, url: QUrl) -> None:
        name = picture_in(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if name:
            self.file_wanted.emit(name)

    def _fit(self, size: object = None) -> None:
        self.document().setTextWidth(self.viewport().width())
        high = int(self.document().size().height()) + 2
        if high != self.height():
            self.setFixedHeight(high)

    def _picture(self, name: str) -> QImage | None:
        """A picture of the lesson, not wider than the text; nothing where it cannot be read."""
        try:
            reader = QImageReader(str(self._file_of(name)))
        except FileError:
            return None
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isEmpty() or size.width() * size.height() > MOST_PIXELS:
            return None
        room = max(100, self.viewport().width())
        if size.width() > room:
            reader.setScaledSize(size.scaled(room, size.height(), Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()


def _nothing(name: str) -> Path:
    raise FileError(f"There is no file {name!r} here.")
