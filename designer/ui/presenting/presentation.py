"""The mode for a projector: large type, no panels, the whole screen, the keys that are pressed. Leaving it puts all back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from designer.ui.action_set import ActionSet
from designer.ui.canvas.view import CanvasView
from designer.ui.docks import Docks
from designer.ui.lessons.room import LessonsRoom
from designer.ui.lessons.surroundings import LESSON
from designer.ui.presenting.key_strip import KeyStrip
from designer.ui.presenting.naming import Naming
from designer.ui.presenting.spotlight import Spotlight
from designer.ui.presenting.type_size import TypeSize
from designer.ui.presenting.watching import Watching

BEGUN = "Presentation: the keys you press are shown below. F11 or Esc ends it, F9 is a spotlight."
ENDED = "The presentation is over, and everything is where it was."


@dataclass(frozen=True)
class Before:
    """The window as it was."""

    state: Qt.WindowState
    geometry: QByteArray
    place: QRect
    zoom: float
    middle: QPointF
    fits: bool


class Presentation(QObject):
    """Enters and leaves the mode, and has the spotlight, which can be on without it."""

    changed = Signal()
    """The mode or the spotlight was switched."""
    said = Signal(str)

    def __init__(self, window: QMainWindow, canvas: CanvasView, docks: Docks, lessons: LessonsRoom) -> None:
        super().__init__(window)
        self._window, self._canvas, self._docks, self._lessons = window, canvas, docks, lessons
        self._before: Before | None = None
        self._panels = QByteArray()
        self._lit = False
        self._type = TypeSize(window)
        self.strip = KeyStrip(window)
        self.light = Spotlight(window, canvas)
        self.watching = Watching(self)
        self.watching.wheel_turned.connect(self.light.resize_by)
        self.watching.key_pressed.connect(self._key_pressed)

    @property
    def on(self) -> bool:
        return self._before is not None

    @property
    def shown(self) -> frozenset[str]:
        """What of this is on, by the names actions ask for."""
        return frozenset(name for name, on in (("presentation", self.on), ("spotlight", self._lit)) if on)

    def follow(self, actions: ActionSet) -> None:
        """Name what keys do, as the table of actions calls it."""
        self._naming = Naming(self.strip, self.watching, actions, self)

    def geometry(self) -> QByteArray:
        """Where the window is without the mode, to be kept."""
        return self._window.saveGeometry() if self._before is None else self._before.geometry

    # --- what actions call ---

    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self.leave()
        else:
            self.start()

    def start(self) -> None:
        """Large type, the canvas and the lesson alone, on the whole screen."""
        window = self._window
        self._before = self._now()
        self._docks.put_away(but=LESSON if self._lessons.on else "")
        self._type.enlarge()
        self._lessons.fit_text()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._canvas.show_whole()
        self._listen()
        self.changed.emit()
        self.said.emit(BEGUN)

    def leave(self) -> None:
        """Put everything back as it was."""
        self._lit = False
        self.light.switch(False)
        if self._before is not None:
            before, self._before = self._before, None
            self._put_back(before)
            self.said.emit(ENDED)
        self._listen()
        self.changed.emit()

    def toggle_spotlight(self) -> None:
        """Darken everything but what is shown, or no more."""
        self._lit = not self._lit
        self.light.switch(self._lit)
        self._listen()
        self.changed.emit()

    def resize_spotlight(self, steps: int) -> None:
        self.light.resize_by(steps)

    # --- within ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing in the window had a use for ends what is on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if self._lit:
                self.toggle_spotlight()
                return True
            if self.on:
                self.leave()
                return True
        return False

    def _now(self) -> Before:
        window, camera = self._window, self._canvas.camera
        state, geometry, place = window.windowState(), window.saveGeometry(), window.geometry()
        return Before(state, geometry, place, camera.zoom, camera.middle(), self._canvas.fits_itself)

    def _put_back(self, before: Before) -> None:
        """The text first, then the window, then what lies in it: each has its size by those before."""
        self._type.put_back()
        self._lessons.fit_text()
        self._window.setWindowState(before.state)
        if before.state == Qt.WindowState.WindowNoState:
            self._window.setGeometry(before.place)
        self._panels = self._docks.take_back()
        self._put_panels_back()
        QTimer.singleShot(0, self, self._put_panels_back)  # by then they know how small the text lets them be
        if before.fits:
            self._canvas.show_whole()
        else:
            self._canvas.camera.zoom_to(before.zoom)
            self._canvas.centerOn(before.middle)

    def _put_panels_back(self) -> None:
        """Where they were; with the lesson's, if one has begun meanwhile."""
        if not self.on:
            self._docks.restore(self._panels)
            if self._lessons.on:
                self._docks.bring_up(LESSON)

    def _listen(self) -> None:
        """Keys and mouse are followed only as long as somebody looks at them."""
        self.watching.takes_wheel = self._lit
        if self.on or self._lit:
            self.watching.start()
            self._window.installEventFilter(self)
        else:
            self.watching.stop()
            self._window.removeEventFilter(self)
        if not self.on:
            self.strip.clear()

    def _key_pressed(self, words: str) -> None:
        if words:
            self.light.by_keyboard()
