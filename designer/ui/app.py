"""Starts the application: one window, at once; what is heavy comes after it is on the screen."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from designer import paths
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import load
from designer.ui.collecting import Collector
from designer.ui.language import language
from designer.ui.settings import Preferences
from designer.ui.theme import BLUE, icon, themes
from designer.ui.window import Window
from designer.ui.worker_link import WorkerLink

TURN_S = 0.0005
"""How long Python runs another thread before the window's has its turn again. Qt gives the turn away in many of its
calls, so at Python's own 5 ms a window beside a thread that reads comes to draw a few times a second only."""


def run(path: Path | None) -> int:
    """Show the window until it is closed; with `path`, that design in it."""
    app = application()
    window = new_window(paths.state_folder(), path)
    window.reporting.watch()
    window.show()
    beat = _let_ctrl_c_through(window)
    # What is here by now stays. To look for garbage in it again and again would hold the window up.
    gc.freeze()
    Collector(window)
    code = app.exec()
    beat.stop()
    window.reporting.crashes.close()
    return code


def new_window(folder: Path, path: Path | None = None, link: WorkerLink | None = None) -> Window:
    """A window with the theme, work and layout kept in `folder`, not shown yet."""
    sys.setswitchinterval(TURN_S)
    preferences = Preferences(folder)
    # before any widget is there: changing the style of many costs time, and each says its texts once
    themes().start(preferences.theme)
    language().start(preferences.language)
    window = Window(folder, preferences, link)
    window.open(path, starter())
    return window


def application() -> QApplication:
    """The Qt application, named so that systems show it rightly."""
    # Qt would split each larger card it copies among threads: waking them takes longer than the copy, and where a
    # training network has the other cores, several times as long.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("layerloom")
    app.setApplicationDisplayName("Layerloom")
    app.setDesktopFileName("layerloom")
    app.setStyle("Fusion")
    app.setWindowIcon(icon("mdi6.graph", BLUE))
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
