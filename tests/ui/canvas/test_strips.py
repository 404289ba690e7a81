"""A view that was scrolled keeps its pixels and paints what comes in; it must look as if painted anew."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication

from designer.ui.canvas import scene
from designer.ui.canvas.strips import parts_of, whole
from tests.ui.canvas.conftest import chain_of

FAINT = 8
"""Of 255: where a line is cut at a strip's edge, Qt's arithmetic differs by less."""


@pytest.fixture
def view(open_view, qtbot):
    view = open_view(chain_of(["Input", "Dense", "ReLU", "Dropout", "Dense", "Flatten"] * 4))
    view.zoom_by(0.8)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: view.canvas.card_layer.pictures.settled)
    QApplication.processEvents()
    return view


@pytest.fixture
def painted(monkeypatch):
    """The areas of the scene that are painted."""
    areas = []
    paint = scene.paint_ground

    def told(painter, area, look):
        areas.append(area)
        paint(painter, area, look)

    monkeypatch.setattr(scene, "paint_ground", told)
    return areas


def pixels(view):
    picture = view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(picture.constBits(), np.uint8).astype(int)


def scroll(view, x, y):
    view.camera.scroll(QPointF(x, y))
    QApplication.processEvents()


@pytest.mark.parametrize("way", [(43, 17), (-31, 5), (0, -22), (13, 0), (-7, -9)])
def test_what_was_scrolled_looks_as_if_painted_anew(view, way):
    before = pixels(view)
    scroll(view, *way)
    scrolled = pixels(view)
    view.viewport().repaint()
    assert np.abs(scrolled - pixels(view)).max() < FAINT
    assert np.abs(scrolled - before).max() > 10 * FAINT


def test_only_what_comes_in_is_painted(view, painted):
    scroll(view, 40, 20)
    whole = view.camera.visible()
    assert len(painted) == 2
    assert sum(area.width() * area.height() for area in painted) < 0.2 * whole.width() * whole.height()


def test_marks_that_show_nothing_paint_nothing(view, painted):
    view.canvas.overlay.mark(words_at=QPointF(300.0, 40.0))
    QApplication.processEvents()
    assert not painted


def test_a_zoom_paints_everything_once(view, painted):
    view.zoom_by(1.1, QPointF(50.0, 60.0))
    QApplication.processEvents()
    assert len(painted) == 1
    assert painted[0].width() == pytest.approx(view.camera.visible().width(), rel=0.02)


def test_parts_are_painted_one_by_one_where_that_spares_many_pixels():
    above, side = QRegion(QRect(0, 0, 1000, 10)), QRegion(QRect(0, 0, 10, 1000))
    assert len(parts_of(above + side)) == 2
    assert parts_of(QRegion(QRect(0, 0, 1000, 900)) + side) == [QRect(0, 0, 1000, 1000)]


def test_many_small_parts_are_painted_as_one():
    spots = [QRect(60 * at, 60 * at, 5, 5) for at in range(12)]
    region = QRegion()
    for spot in spots:
        region += QRegion(spot)
    assert parts_of(region) == [spots[0].united(spots[-1])]


def test_halves_of_a_pixel_go_the_same_way_wherever_the_view_is_scrolled_to():
    halves = np.arange(-5, 5) * 110.0 * 0.77 + np.array([[0.5], [550 * 0.77]])
    for way in (1, 22, -43, 100_001):
        assert (whole(halves + way) == whole(halves) + way).all()
