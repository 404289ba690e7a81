"""The canvas: draws the network as cards and wires, and turns gestures and keys into edits."""

from designer.ui.canvas import accessible
from designer.ui.canvas.view import CanvasView

accessible.install()

__all__ = ["CanvasView"]
