"""Starts the application: one window, at once; what is heavy comes after it is on the screen."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from designer import paths
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import load
from designer.ui.theme import themes
from designer.ui.window import Window


def run(path: Path | None) -> int:
    """Show the window until it is closed; with `path`, that design in it."""
    app = application()
    window = Window(paths.state_folder())
    themes().choose(window.preferences.theme)
    themes().apply()
    window.open(path, starter())
    window.show()
    beat = _let_ctrl_c_through(window)
    code = app.exec()
    beat.stop()
    return code


def application() -> QApplication:
    """The Qt application, named so that systems show it rightly."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("layerloom")
    app.setApplicationDisplayName("Layerloom")
    app.setDesktopFileName("layerloom")
    app.setStyle("Fusion")
    return app


def starter() -> Design:
    """The small working network of the first start."""
    for path in paths.examples():
        if path.stem == "starter":
            try:
                return load(path)
            except FileError:
                break
    return Design()


def _let_ctrl_c_through(window: Window) -> QTimer:
    """Ctrl+C in the terminal closes the window as its button does. Python sees signals only while it runs."""

    def close(number: int, frame: object) -> None:
        window.close()

    signal.signal(signal.SIGINT, close)
    signal.signal(signal.SIGTERM, close)
    beat = QTimer()
    beat.timeout.connect(_nothing)
    beat.start(500)
    return beat


def _nothing() -> None:
    """Running at all is enough for Python to see a signal."""
