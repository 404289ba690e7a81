"""The whole window can be walked through by Tab, and nothing is changed by that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer.ui.window import Window


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_leads_round_the_window_and_changes_nothing(
    window: Window, keyboard_on: Callable[[QWidget], None], key: Qt.Key
) -> None:
    design = window.session.design
    keyboard_on(window.palette_panel.search)
    passed = []
    for _ in range(150):
        passed.append(QApplication.focusWidget())
        QTest.keyClick(passed[-1], key)
        if QApplication.focusWidget() is passed[0]:
            break
    assert QApplication.focusWidget() is passed[0], "it comes back to where it began"
    assert window.canvas in passed
    assert window.canvas.search is None and window.session.design is design
