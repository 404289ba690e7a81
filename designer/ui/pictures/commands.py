"""What menus call: export a picture, and copy one."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.picturing import FORMATS, Choice
from designer.ui.canvas.view import CanvasView
from designer.ui.canvas.wire_shapes import Style
from designer.ui.language import tr
from designer.ui.pictures.dialog import PictureDialog
from designer.ui.pictures.rendering import Rendering, rendering
from designer.ui.pictures.subjects import drawing_of
from designer.ui.pictures.working import Work
from designer.ui.settings import Preferences
from designer.ui.theme import themes

BUSY = "The last picture is still being drawn. Try again when the line below says it is done."
COPIED_SCALE = 2.0
"""How large the image on the clipboard is, fit for a screen of any kind."""


class PictureCommands(QObject):
    """One picture at a time is drawn, between other things."""

    said = Signal(str)
    refused = Signal(str)

    def __init__(self, canvas: CanvasView, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._canvas, self._session = canvas, canvas.session
        self._preferences, self._window = preferences, window
        self._work: Work | None = None
        self._path = Path()
        self.dialog: PictureDialog | None = None

    def export(self) -> None:
        """Ask what the picture should show, then for a file."""
        self.dialog = PictureDialog(self._session, self._canvas.canvas.level, self._last(), self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.accepted.connect(self._chosen)
        self.dialog.open()

    def copy(self) -> None:
        """Put the selection, or everything, on the clipboard as pixels and as SVG."""
        subject = "selection" if self._session.selection else "canvas"
        choice = Choice(subject, "png", themes().current.name, COPIED_SCALE, wires=self._style)
        self._begin(self._both(choice), self._copied, "Drawing the picture…")

    def _chosen(self) -> None:
        assert self.dialog is not None
        choice = self.dialog.choice
        self._preferences.picture = msgspec.json.encode(replace(choice, title="", subject="canvas")).decode()
        path = self._ask(choice.format)
        if path is None:
            return
        suffix = path.suffix.lower().removeprefix(".")
        if suffix in FORMATS:
            choice = replace(choice, format=suffix)
        self._path = path
        steps = rendering(drawing_of(self._session, choice, self._canvas.canvas.level), choice)
        self._begin(steps, self._drawn, f"Drawing {path.name}…")

    def _begin(self, steps: Rendering, done, sentence: str) -> None:  # type: ignore[no-untyped-def]
        if self._work is not None:
            self.said.emit(BUSY)
            return
        self.said.emit(sentence)
        self._work = Work(steps, self)
        self._work.done.connect(done)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _both(self, choice: Choice) -> Rendering:
        level = self._canvas.canvas.level
        png = yield from rendering(drawing_of(self._session, choice, level), choice)
        choice = replace(choice, format="svg", scale=1.0)
        svg = yield from rendering(drawing_of(self._session, choice, level), choice)
        return png, svg

    def _copied(self, both: tuple[bytes, bytes]) -> None:
        png, svg = both
        data = QMimeData()
        data.setImageData(QImage.fromData(png, "PNG"))
        data.setData("image/png", png)
        data.setData("image/svg+xml", svg)
        QGuiApplication.clipboard().setMimeData(data)
        self._work = None
        self.said.emit("The picture is on the clipboard. Paste it into a document or a message.")

    def _drawn(self, content: bytes) -> None:
        self._work = None
        try:
            write_atomically(self._path, content)
        except FileError as error:
            self.refused.emit(str(error))
        else:
            self.said.emit(f"Wrote {self._path.name}.")

    def _failed(self, sentence: str) -> None:
        self._work = None
        self.refused.emit(sentence)

    def _last(self) -> Choice:
        """How the last picture was exported; at first, in the window's own colours. Wires are as on the canvas."""
        last = chosen_before(self._preferences.picture) or Choice(theme=themes().current.name)
        return replace(last, wires=self._style)

    @property
    def _style(self) -> Style:
        return self._canvas.canvas.wires.style

    def _ask(self, format: str) -> Path | None:
        path, folder = self._session.path, self._preferences.folder
        start = (path.parent if path else Path(folder or Path.home())) / f"{path.stem if path else 'network'}.{format}"
        kinds = f"{format.upper()} pictures (*.{format})"
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export a picture"), str(start), tr(kinds))
        if not name:
            return None
        chosen = Path(name)
        self._preferences.folder = str(chosen.parent)
        return chosen if chosen.suffix else chosen.with_suffix(f".{format}")


def chosen_before(text: str) -> Choice | None:
    """How the last picture was exported, if the text that was kept of it says so."""
    try:
        return msgspec.json.decode(text, type=Choice)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
