"""What is said of the inside of a card: on it, when it is pointed at, and to those who do not see it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF

from designer.ui.canvas.inside.ground import Ground, ground_of
from designer.ui.canvas.inside.opened import Opened

MAPLESS = "More than two numbers go in: too many to draw a unit’s answers"
UNSOUND = "Its weights are no numbers any more"
PROBLEMS = "Its weights show once the problems are mended"
NO_ENGINE = "Start the training engine to see its weights"
ENGINE_STARTS = "Its weights show when the engine is ready"
ANOTHER_RUN = "Train again to see its weights"
BEING_MADE = "No weights yet: they are being made"
REACH = 5.0
"""How far from a line it can still be pointed at, in pixels."""


def left_out(many: int, shown: int) -> str:
    """How many are not drawn."""
    return f"+ {many - shown:,} more"


def described(opened: Opened) -> str:
    """What an open card shows, in words: "4 units, 2 inputs, largest weight 1.3"."""
    told = opened.told
    parts = [_counted(told.units, "unit")]
    if opened.has_weights:
        parts.append(_counted(told.inputs, "input"))
        parts.append(f"largest weight {told.largest:.2g}" if opened.sound else "its weights are no numbers any more")
        parts += [] if opened.bias is not None else ["no bias"]
    parts += [] if opened.trained else ["not trained yet"]
    return ", ".join(parts)


def text_at(opened: Opened, height: float, point: QPointF, scale: float) -> str:
    """What pointing at something in an open card says; `point` from its corner. Empty where nothing is."""
    ground, spot = ground_of(opened, height), np.array([point.x(), point.y()])
    unit = _nearest(ground.units, spot, max(ground.unit_radius, ground.tile / 2))
    if unit is not None:
        return _about_unit(opened, unit)
    if not opened.has_weights:
        return ""
    source = _nearest(ground.inputs, spot, ground.input_radius * 1.2)
    if source is not None:
        bias = ground.has_bias and source == len(ground.inputs) - 1
        return BIAS if bias else f"input {opened.told.shown_inputs[source] + 1}"
    return _about_line(opened, ground, spot, REACH / scale)


BIAS = "The bias: a unit that always gives 1. Its lines are the biases of the units."


def _about_unit(opened: Opened, at: int) -> str:
    told = opened.told
    lines = [f"unit {told.shown[at] + 1}"]
    if opened.bias is not None:
        lines.append(f"bias {opened.bias[at]:.3f}")
    if opened.has_weights:
        lines.append(f"activation {told.activation or 'none'}")
    if told.map_kind in ("plane", "curve"):
        lines.append(f"its answers go from {opened.maps[at].min():.3g} to {opened.maps[at].max():.3g}")
    return "\n".join(lines)


def _about_line(opened: Opened, ground: Ground, spot: np.ndarray, reach: float) -> str:
    """The weight of the line nearest to a point; of several at the same place, the largest."""
    lines, sizes = ground.lines, np.abs(opened.shares.ravel())
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    along = np.clip(((spot - start) * way).sum(axis=1) / (way * way).sum(axis=1), 0.0, 1.0)
    away = np.hypot(*(start + along[:, None] * way - spot).T)
    at = int(np.argmin(away - 0.2 * reach * sizes))
    if away[at] > reach:
        return ""
    row, column = divmod(at, len(ground.units))
    unit = opened.told.shown[column] + 1
    if ground.has_bias and row == len(ground.inputs) - 1 and opened.bias is not None:
        return f"bias of unit {unit}: {opened.bias[column]:.3f}"
    return f"weight from input {opened.told.shown_inputs[row] + 1} to unit {unit}: {opened.kernel[row, column]:.3f}"


def _nearest(places: np.ndarray, spot: np.ndarray, reach: float) -> int | None:
    """The place around which a point lies, if any."""
    if not len(places):
        return None
    away = np.abs(places - spot).max(axis=1)
    at = int(np.argmin(away))
    return at if away[at] <= reach else None


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
