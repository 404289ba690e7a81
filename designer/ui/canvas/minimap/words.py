"""What the overview says of itself to people who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene


def described(scene: CanvasScene, seen: QRectF) -> str:
    """How many layers there are on the level, and how many of them show at least in part."""
    gates = scene.places.rows(scene.projection.gates)
    count = len(scene.places.ids) - len(gates)
    shown = len(set(scene.places.within(seen).tolist()).difference(gates))
    what = "layers and blocks" if scene.places.folded.any() else "layer" if count == 1 else "layers"
    how = "all of them" if shown == count else f"{shown:,} of them" if shown else "none of them"
    return f"Overview: {count:,} {what}; the view shows {how}. Arrows move it, plus and minus zoom, Enter goes back."
