"""Where a language is written from right to left, what is read from left to right in every language stays so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from designer.catalogue import KINDS
from designer.ui.code_gutter import Gutter
from designer.ui.data.preview import Preview
from designer.ui.inside.table import InsideTable
from designer.ui.palette_model import KIND
from designer.ui.palette_row import star_rect
from designer.ui.theme import family_color
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


def test_the_numbers_of_lines_stand_beside_them(mirrored: Window) -> None:
    (gutter,) = mirrored.code.text.findChildren(Gutter)
    picture = gutter.grab().toImage()
    ground = picture.pixel(0, picture.height() - 1)
    inked = [x for y in range(40) for x in range(picture.width()) if picture.pixel(x, y) != ground]
    assert min(inked) > picture.width() / 3


def test_rows_of_the_palette_begin_at_the_right_and_have_their_star_at_the_left(mirrored: Window) -> None:
    tree = mirrored.palette_panel.tree
    first = tree.model().index(0, 0, tree.model().index(0, 0))
    name, tint = first.data(KIND), family_color(KINDS[first.data(KIND)].family).hsvHue()
    row = tree.visualRect(first)
    star = star_rect(row, tree.fontMetrics(), RIGHT_TO_LEFT)
    assert star.right() < row.center().x()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=star.center())
    assert name in mirrored.palette_panel.favourites
    picture = tree.viewport().grab(row).toImage()
    across = [x for y in range(row.height()) for x in range(row.width()) if of_tint(picture.pixelColor(x, y), tint)]
    assert min(across) > row.width() * 0.8


def of_tint(found: QColor, hue: int) -> bool:
    """Whether a pixel is of the colour of an icon, whose edges are soft."""
    return abs(found.hsvHue() - hue) < 4 and found.hsvSaturation() > 150
