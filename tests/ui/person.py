"""Somebody at the window: what they do with mouse and keys, and what they wait for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.ui.canvas.hands import MIME
from designer.ui.canvas.places import Port
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.simple import TextField
from designer.ui.problem_card import FixButton
from designer.ui.training.run import Phase
from designer.ui.window import Window

LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
PATIENT = 120_000
"""Milliseconds that TensorFlow may take to load or compile on a busy machine."""


class Person:
    """Does to the window what a person does."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.canvas, self.session, self.run = window.canvas, window.session, window.run

    def until(self, question: Callable[[], bool], timeout: int = 30_000) -> None:
        self.qtbot.waitUntil(question, timeout=timeout)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE, on: QWidget | None = None) -> None:
        if not self.window.isActiveWindow():  # once a list was open, there is nobody who would bring it to the front
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)
        QTest.keyClick(on or self.canvas, key, keys)

    def drag_from_palette(self, kind: str, x: float, y: float) -> str:
        """Drop a kind at a point of the scene; gives the new node's id."""
        before = set(self.session.design.graph.nodes)
        data = QMimeData()
        data.setData(MIME, kind.encode())
        self._drop(data, x, y)
        (new,) = set(self.session.design.graph.nodes) - before
        return new

    def drop_file(self, path: Path) -> None:
        """Drop a file from a folder on the canvas."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        self._drop(data, 0.0, 0.0)

    def _drop(self, data: QMimeData, x: float, y: float) -> None:
        place, viewport = self.canvas.mapFromScene(QPointF(x, y)), self.canvas.viewport()
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(viewport, QDragEnterEvent(place, copy, data, LEFT, NONE))
        QApplication.sendEvent(viewport, QDragMoveEvent(place, copy, data, LEFT, NONE))
        QApplication.sendEvent(viewport, QDropEvent(QPointF(place), copy, data, LEFT, NONE))

    def drag(self, start: QPointF, end: QPointF) -> None:
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, LEFT, NONE, self.canvas.mapFromScene(start))
        for share in (0.3, 0.6, 1.0):
            local = QPointF(self.canvas.mapFromScene(start + (end - start) * share))
            move = QMouseEvent(QEvent.Type.MouseMove, local, viewport.mapToGlobal(local), NO_BUTTON, LEFT, NONE)
            QApplication.sendEvent(viewport, move)
        QTest.mouseRelease(viewport, LEFT, NONE, self.canvas.mapFromScene(end))

    def wire(self, source: str, target: str) -> None:
        places = self.canvas.canvas.places
        self.drag(places.port_point(Port(source, "out", "output")), places.port_point(Port(target, "in", "input")))

    def click(self, id: str) -> None:
        middle = self.canvas.mapFromScene(self.canvas.canvas.places.rect(id).center())
        QTest.mouseClick(self.canvas.viewport(), LEFT, NONE, middle)

    def type_setting(self, id: str, name: str, text: str) -> None:
        self.click(id)
        page = self.window.inspector.page
        assert isinstance(page, NodePage)
        self.type(page.settings.field(name), text)

    def type(self, field: QWidget | None, text: str) -> None:
        assert isinstance(field, TextField)
        field.line.setFocus()
        field.line.selectAll()
        QTest.keyClicks(field.line, text)
        QTest.keyClick(field.line, Qt.Key.Key_Return)

    def fix_everything(self) -> list[str]:
        """Press the first fix of the worst problem that has one, until none has; gives what the buttons said."""
        self.window.docks.bring_up("problems")
        pressed: list[str] = []
        while (buttons := self._fixes()) and len(pressed) < 20:
            pressed.append(buttons[0].whole_text)
            QTest.mouseClick(buttons[0], LEFT)
            self.until(self.data_is_known)
        return pressed

    def _fixes(self) -> list[FixButton]:
        QApplication.processEvents()  # cards are made in the event loop's next turn
        return next((card.buttons for card in self.window.problems.cards if card.buttons), [])

    def data_is_known(self) -> bool:
        return self.session.snapshot.data is not None or bool(self.session.snapshot.data_fault)

    def choose_data(self, name: str) -> None:
        self.window.docks.bring_up("data")
        picker = self.window.data.picker
        picker.setCurrentIndex(picker.findData(name))
        picker.activated.emit(picker.currentIndex())
        self.until(lambda: self.session.snapshot.data is not None)

    def train(self, epochs: int) -> None:
        """Type the epochs, press Train, wait for the end."""
        self.window.docks.bring_up("training")
        self.type(self.window.training.form.length.field("epochs"), str(epochs))
        assert self.session.design.training.epochs == epochs
        self.key(Qt.Key.Key_Return, CTRL)
        self.until(lambda: self.run.phase is not Phase.FINISHED, PATIENT)
        self.until(lambda: self.run.phase is Phase.FINISHED, PATIENT)
        assert self.run.run is not None
        assert self.run.run.outcome == "done", self.run.run.sentence
