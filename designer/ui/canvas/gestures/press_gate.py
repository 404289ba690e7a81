"""Press on a gate: a click goes out to what it leads to. Gates cannot be moved."""

from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.scene import CanvasScene


class PressGate(Gesture):
    """Released where it was pressed, it goes out."""

    def __init__(self, scene: CanvasScene, gate: str) -> None:
        super().__init__(scene)
        self._gate = gate

    def start(self, at: Pointer) -> None:
        self._from = at

    def move(self, at: Pointer) -> None:
        """It stays where it is."""

    def finish(self, at: Pointer) -> bool:
        if not at.is_far_from(self._from):
            self.scene.outside_wanted.emit(self.scene.projection.gates[self._gate].node)
        return True

    def cancel(self) -> None:
        """Nothing was begun."""
