"""Takes what a widget shows along: as a picture on the clipboard, as PNG or SVG, or its numbers as a table.

Any chart gets it by a `Taking` of its own: in its context menu, which the Menu key opens too, and by Ctrl+C. What is no
chart but holds some, such as a table of columns, gives its numbers only (`TakingNumbers`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QMimeData, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPainter, QRegion, QShortcut
from PySide6.QtWidgets import QAbstractScrollArea, QFileDialog, QGraphicsItem, QGraphicsView, QMenu, QWidget

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.spreadsheets import harmless
from designer.ui.charts.ring import FocusRing
from designer.ui.language import tr
from designer.ui.plain import file_name
from designer.ui.theme import color

Table: TypeAlias = Callable[[], Iterable[Sequence[object]]]

SCALE = 2
"""How many pixels a picture has for each of the screen's."""
FORMATS = {"png": "PNG pictures (*.png)", "svg": "SVG pictures (*.svg)", "csv": "Tables (*.csv)"}
COPIED = "The chart is on the clipboard. Paste it into a document or a message."


class Taking(QObject):
    """The menu of one chart. `table` gives its numbers, a header first."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, widget: QWidget, name: str, table: Table) -> None:
        super().__init__(widget)
        self._widget, self._name, self._table = widget, name, table
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)
        self._ring: FocusRing | None = None
        if isinstance(widget, QAbstractScrollArea):
            widget.viewport().installEventFilter(self)
        else:
            self._ring = FocusRing(widget)  # the others have a border
        self._listen()

    def _listen(self) -> None:
        widget = self._widget
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), widget)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self.copy)

    def rename(self, name: str) -> None:
        """What files of it are called at first."""
        self._name = name

    def menu(self) -> QMenu:
        """What can be done with the chart."""
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy picture"), self.copy, QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addSeparator()
        for format in FORMATS:
            menu.addAction(tr(f"Save as {format.upper()}…"), partial(self.save, format))
        return menu

    def copy(self) -> None:
        """Put the picture on the clipboard, as pixels and as SVG."""
        data = QMimeData()
        data.setImageData(self._pixels())
        data.setData("image/svg+xml", self.bytes_of("svg"))
        QGuiApplication.clipboard().setMimeData(data)
        self.said.emit(COPIED)

    def save(self, format: str) -> None:
        """Ask for a file and write it."""
        start = str(Path.home() / f"{file_name(self._name, 'chart')}.{format}")
        name, _ = QFileDialog.getSaveFileName(self._widget, tr(f"Save as {format.upper()}"), start, tr(FORMATS[format]))
        if not name:
            return
        path = Path(name)
        path = path if path.suffix else path.with_suffix(f".{format}")
        try:
            write_atomically(path, self.bytes_of(format))
        except FileError as error:
            self.said.emit(str(error))
        else:
            self.said.emit(f"Wrote {path.name}.")

    def bytes_of(self, format: str) -> bytes:
        """The chart as a file."""
        if format == "csv":
            text = io.StringIO()
            rows = (map(harmless, row) for row in self._table())
            csv.writer(text, lineterminator="\n").writerows(rows)
            return text.getvalue().encode()
        return self._vectors() if format == "svg" else _packed(self._pixels())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The context menu, by mouse or by key."""
        if event.type() == QEvent.Type.ContextMenu:
            self.menu().popup(event.globalPos())  # type: ignore[attr-defined]
            return True
        return super().eventFilter(watched, event)

    def _pixels(self) -> QImage:
        image = QImage(self._widget.size() * SCALE, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(SCALE)
        image.fill(color("panel"))
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        return image

    def _vectors(self) -> bytes:
        # Imported here because few charts are ever saved, and it is another library.
        from PySide6.QtSvg import QSvgGenerator

        from designer.ui.pictures.svg import cleaning

        content, size = QByteArray(), QSize(self._widget.size())
        buffer = QBuffer(content)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        made = QSvgGenerator()
        made.setOutputDevice(buffer)
        made.setSize(size)
        made.setViewBox(self._widget.rect())
        painter = QPainter(made)
        painter.fillRect(self._widget.rect(), color("panel"))
        self._draw(painter)
        painter.end()
        return _exhausted(cleaning(bytes(content.data()), size))

    def _draw(self, painter: QPainter) -> None:
        if self._ring is not None:
            self._ring.hide()
        _render(self._widget, painter)
        if self._ring is not None:
            self._ring.setVisible(self._widget.hasFocus())


class TakingNumbers(Taking):
    """Gives the numbers of a widget, whose picture says nothing; Ctrl+C stays the widget's own."""

    def menu(self) -> QMenu:
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Save as CSV…"), partial(self.save, "csv"))
        return menu

    def _listen(self) -> None:
        pass


def _render(widget: QWidget, painter: QPainter) -> None:
    if isinstance(widget, QGraphicsView):
        with _drawn_anew(widget):
            widget.render(painter, widget.rect(), widget.viewport().rect())
        return
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)


@contextmanager
def _drawn_anew(view: QGraphicsView):  # type: ignore[no-untyped-def]
    """Items that keep a picture of themselves draw: in vectors and twice as fine."""
    kept = [(item, item.cacheMode()) for item in view.items() if item.cacheMode() != QGraphicsItem.CacheMode.NoCache]
    for item, _ in kept:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    yield
    for item, mode in kept:
        item.setCacheMode(mode)


def _packed(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def _exhausted(steps) -> bytes:  # type: ignore[no-untyped-def]
    """What a generator returns at its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)
