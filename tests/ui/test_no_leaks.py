"""What a window has goes with it: opening and closing many leaves no timer, thread, process or widget behind."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QProcess, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.ui import app
from designer.ui.session import Session
from designer.ui.window import Window
from tests.ui.conftest import starter_of

WATCHED = (QTimer, QThread, QProcess, Session, Window)


def what_lives() -> Counter[str]:
    """How many there are of all that must not grow. What is waiting to be deleted is deleted first."""
    for _ in range(5):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    objects = [one for one in gc.get_objects() if isinstance(one, QObject) and shiboken6.isValid(one)]
    found = Counter(kind.__name__ for one in objects for kind in WATCHED if isinstance(one, kind))
    found["thread of Python"] = threading.active_count()
    found["top-level widget"] = len(QApplication.topLevelWidgets())
    found["widget"] = len(QApplication.allWidgets())
    return found


def live(window: Window, qtbot: QtBot) -> None:
    """Open every panel, look at a layer, ask for the command palette, and close."""
    window.painted.disconnect(window.start)
    window.show()
    qtbot.waitExposed(window)
    for name in window.docks.docks:
        window.docks.bring_up(name)
        QApplication.processEvents()
    window.session.select(set(list(window.session.design.graph.nodes)[:1]))
    window.show_commands()
    QApplication.processEvents()
    window.close()
    window.deleteLater()


def test_nothing_of_a_window_outlives_it(
    qtbot: QtBot, tmp_path: Path, starter: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "starter", starter_of(starter))
    counts = []
    for _ in range(6):
        live(app.new_window(tmp_path / "home"), qtbot)
        counts.append(what_lives())
    grown = {name: [count[name] for count in counts] for name in counts[-1] if counts[-1][name] > counts[1][name]}
    assert grown == {}
