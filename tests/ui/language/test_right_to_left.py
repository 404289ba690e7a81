"""Where a language is written from right to left, what is read from left to right in every language stays so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView

from designer.ui.data.preview import Preview
from designer.ui.inside.table import InsideTable
from designer.ui.window import Window

LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def mirrored(open_window: Callable[..., Window]) -> Iterator[Window]:
    window = open_window()  # in English, which sets the direction too
    QApplication.setLayoutDirection(RIGHT_TO_LEFT)
    yield window
    QApplication.setLayoutDirection(LEFT_TO_RIGHT)


def test_networks_code_epochs_and_numbers_run_from_left_to_right(mirrored: Window) -> None:
    assert mirrored.layoutDirection() == mirrored.training.layoutDirection() == RIGHT_TO_LEFT
    tables = [table for table in mirrored.findChildren(QTableView) if isinstance(table, Preview | InsideTable)]
    assert len({type(table) for table in tables}) == 2
    kept = [mirrored.canvas, mirrored.code.text, mirrored.training.rewind.slider, *tables]
    assert {widget.layoutDirection() for widget in kept} == {LEFT_TO_RIGHT}
