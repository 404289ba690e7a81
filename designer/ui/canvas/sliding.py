"""Cards glide to their new places, so that the eye can follow who went where."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle

from designer.graph.design import Position
from designer.ui.canvas.scene import CanvasScene

DURATION = 150
"""In milliseconds."""


def motion_wanted() -> bool:
    """Whether things should move at all: not where the system asks for less motion, nor unseen."""
    style = QApplication.style()
    moves = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
    return moves and QGuiApplication.platformName() != "offscreen"


class Slide:
    """Shows cards on their way; the design has them at their new places already."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        # The scene's own, so that nothing moves on in a scene that is gone.
        self._animation = QVariantAnimation(scene)
        self._animation.setDuration(DURATION)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._show)
        self._ids: list[str] = []
        self._start = self._end = np.zeros((0, 2))

    def start(self, before: dict[str, Position]) -> None:
        """Let cards glide from where they were."""
        places = self._scene.session.design.layout.positions
        self._ids = list(before)
        self._start = np.array([before[id] for id in self._ids], dtype=float)
        self._end = np.array([places[id] for id in self._ids], dtype=float)
        self._show(0.0)
        self._animation.start()

    def stop(self) -> None:
        """Show every card at its place, now."""
        if self._animation.state() is QVariantAnimation.State.Running:
            self._animation.stop()
            self._scene.put_back()

    def _show(self, share: float) -> None:
        self._scene.put(self._ids, self._start + (self._end - self._start) * share)
