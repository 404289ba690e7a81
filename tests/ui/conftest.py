"""A whole window with folders of its own; a test fails on what Qt complains of and on what is left running."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QProcess, QRect, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.catalogue import kind_named
from designer.graph.design import Design, Wire
from designer.graph.edits import add_node, connect, new_node
from designer.ui import app, placing
from designer.ui.theme import themes
from designer.ui.window import Window
from designer.ui.worker_link import WorkerLink

HARMLESS = re.compile(
    r"propagateSizeHints|does not support (raise|grabbing|setting)|QFontDatabase|XDG_RUNTIME_DIR|Populating font"
    r"|find the target for gesture"
)
"""What Qt says only because the tests' screen is none, or a second finger came after the first."""


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[list[str]]:
    """Whatever Qt warns of; anything unexpected fails the test."""
    found: list[str] = []

    def take(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not HARMLESS.search(text):
            found.append(text)

    before = qInstallMessageHandler(take)
    yield found
    qInstallMessageHandler(before)
    assert not found, f"Qt warned: {found}"


@pytest.fixture
def starter() -> Design:
    """Input 2, Dense 4, ReLU, Dense 1 on the plane."""
    design, before = Design(), ""
    for at, (kind, settings) in enumerate(
        (("Input", {"shape": (2,)}), ("Dense", {"units": 4}), ("ReLU", {}), ("Dense", {"units": 1}))
    ):
        declared = kind_named(kind)
        assert declared is not None
        node = new_node(design, kind, {**declared.started(), **settings})
        design = add_node(node, (170.0 * at, 0.0))(design)
        design = connect(Wire(before, node.id))(design) if before else design
        before = node.id
    return design


@pytest.fixture
def open_window(
    qtbot: QtBot, tmp_path: Path, starter: Design, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Window]]:
    """Opens a window as the application does; with `engine` its worker runs. Every one is closed at the end."""
    monkeypatch.setattr(app, "starter", starter_of(starter))
    monkeypatch.setattr(placing, "free", a_large_screen)  # the one of the tests is smaller than any there is
    windows: list[Window] = []

    def open(path: Path | None = None, *, engine: bool = False, link: WorkerLink | None = None) -> Window:
        window = app.new_window(tmp_path / "home", path, link)
        if not engine:
            window.painted.disconnect(window.start)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        if not engine:
            window.reader.read(window.session.design.data)
            qtbot.waitUntil(has_data(window))
        return window

    yield open
    for window in windows:
        window.close()
        assert not [
            process for process in window.findChildren(QProcess) if process.state() != QProcess.ProcessState.NotRunning
        ]
        window.deleteLater()
    themes().choose("system")


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    """A window with the starter in it, and no worker."""
    return open_window()


def a_large_screen(window: QWidget) -> QRect:
    return QRect(0, 0, 1600, 1000)


def starter_of(design: Design) -> Callable[[], Design]:
    return lambda: design


def has_data(window: Window) -> Callable[[], bool]:
    return lambda: window.session.snapshot.data is not None or bool(window.session.snapshot.data_fault)


@pytest.fixture
def keyboard_on(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Gives a widget the keyboard and waits until it has it."""

    def give(widget: QWidget) -> None:
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)

    return give
