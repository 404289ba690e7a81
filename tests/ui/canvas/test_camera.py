"""What part of the canvas shows: whole, the selection, at reading size, also of a very large network."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

from designer.ui.canvas.camera import LARGEST, SMALLEST, Camera
from designer.ui.canvas.scene import BOUNDS

ENORMOUS = QRectF(0.0, 0.0, 10_000 * 170.0, 64.0)
"""What ten thousand layers in a row take."""


@pytest.fixture
def camera(qtbot):
    scene = QGraphicsScene(BOUNDS)
    view = QGraphicsView(scene)
    view.setFrameShape(QGraphicsView.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    qtbot.addWidget(view)
    view.resize(1200, 600)
    view.show()
    qtbot.waitExposed(view)
    yield Camera(view)
    scene.deleteLater()


def test_a_network_of_any_size_can_be_shown_whole(camera):
    camera.fit(ENORMOUS)
    assert camera.visible().contains(ENORMOUS)
    assert camera.zoom < SMALLEST


def test_what_was_shown_whole_can_be_zoomed_out_to_again(camera):
    camera.fit(ENORMOUS)
    camera.fit(QRectF(0.0, 0.0, 140.0, 64.0))
    assert camera.zoom == 1.0
    camera.zoom_by(1e-9)
    assert camera.visible().width() > ENORMOUS.width()


def test_another_network_has_the_usual_limits_again(camera):
    camera.fit(ENORMOUS)
    camera.fit_first(QRectF(0.0, 0.0, 900.0, 300.0))
    camera.zoom_by(1e-9)
    assert camera.zoom == pytest.approx(SMALLEST)
    camera.zoom_by(1e9)
    assert camera.zoom == pytest.approx(LARGEST)


def test_zooming_at_the_limit_keeps_the_point_where_it_is(camera):
    camera.fit(ENORMOUS)
    at = QPointF(300.0, 200.0)
    place = camera.to_scene(at)
    camera.zoom_by(0.5, at)
    assert (camera.to_screen(place) - at).manhattanLength() < 2
