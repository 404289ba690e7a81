"""What every gesture is: something that starts, moves, and is finished or cancelled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from designer.ui.canvas.metrics import PORT_REACH
from designer.ui.canvas.scene import CanvasScene


@dataclass(frozen=True)
class Pointer:
    """Where the pointer is: in the scene and on screen, with the keys held. `scale`: pixels per scene unit."""

    scene: QPointF
    screen: QPointF
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    scale: float = 1.0

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        return bool(self.modifiers & modifier)

    def is_far_from(self, other: Pointer) -> bool:
        """Whether the way between is a drag rather than a click."""
        return (self.screen - other.screen).manhattanLength() >= QApplication.startDragDistance()

    @property
    def port_reach(self) -> float:
        """How far a port can be hit from here, in scene units: never under 24 pixels across."""
        return max(PORT_REACH, PORT_REACH / self.scale)


class Gesture(ABC):
    """One gesture. Until `finish` the design is as it was, so that `cancel` has nothing to undo."""

    cursor: Qt.CursorShape | None = None
    scrolls: bool = False
    """Whether the view moves along at its edge."""

    def __init__(self, scene: CanvasScene) -> None:
        self.scene = scene

    @abstractmethod
    def start(self, at: Pointer) -> None:
        """The button went down, or the key."""

    @abstractmethod
    def move(self, at: Pointer) -> None:
        """The pointer moved."""

    @abstractmethod
    def finish(self, at: Pointer) -> bool:
        """The button went up. Says whether the gesture is over, or goes on until the next click."""

    @abstractmethod
    def cancel(self) -> None:
        """Show everything as it was."""

    def key(self, key: int) -> bool:
        """A key was pressed meanwhile. Says whether it meant something, and is over once `done` is set."""
        return False

    done: bool = False
