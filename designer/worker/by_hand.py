"""The weights of a small Dense layer, read and set by hand: in a network that waits, is over, or was never trained."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from designer.plan import TrainingPlan
from designer.training.messages import Cell, ReadWeights, SetWeights, Weights
from designer.worker.programs import Program

MOST = 24
"""A layer of more inputs or units is too large to be set number by number."""
LARGEST = 1e6


def touched_at(epoch: int) -> str:
    """What is to be told of a run that goes on with weights set by hand."""
    return f"Some weights were set by hand after epoch {epoch:,}."


def weights(request: ReadWeights | SetWeights, program: Program | None, trained: bool) -> Weights:
    """What was asked for done, and how the weights are then. Called between two epochs, if a run is on."""
    begun = time.perf_counter()
    layer = None if program is None else _layer(program, request)
    if program is None or layer is None:
        return Weights(request.id)
    if not trained:
        program.freshen(request.plan)
    open = not trained or (program.moments.open and bool(program.moments.epochs))
    if isinstance(request, SetWeights) and open:
        if request.cells:
            _set(program, layer, request.cells, trained)
        else:
            _take_back(program, request.plan, trained)
    values = _values(layer)
    return Weights(
        id=request.id,
        shape=values.shape,
        values=np.ascontiguousarray(values, dtype=np.float32).tobytes(),
        has_bias=layer.bias is not None,
        open=open,
        trained=trained,
        touched=program.moments.touched if trained else program.touched,
        epoch=program.moments.at if trained else 0,
        seconds=time.perf_counter() - begun,
    )


def _layer(program: Program, request: ReadWeights | SetWeights) -> Any:
    """The Dense layer of a node, if it is small enough."""
    for call in request.plan.model.calls:
        if call.kind == "Dense" and call.nodes[0] == request.node:
            layer = program.layers.get(call.layer or call.id)
            return layer if layer is not None and max(layer.kernel.shape) <= MOST else None
    return None


def _values(layer: Any) -> np.ndarray:
    kernel = layer.kernel.numpy()
    return kernel if layer.bias is None else np.vstack([kernel, layer.bias.numpy()])


def _set(program: Program, layer: Any, cells: Sequence[Cell], trained: bool) -> None:
    values = _values(layer).copy()
    for cell in cells:
        inside = 0 <= cell.row < values.shape[0] and 0 <= cell.column < values.shape[1]
        if inside and math.isfinite(cell.value) and abs(cell.value) <= LARGEST:
            values[cell.row, cell.column] = cell.value
    inputs = layer.kernel.shape[0]
    parts = [(layer.kernel, values[:inputs])] + ([] if layer.bias is None else [(layer.bias, values[inputs])])
    for variable, value in parts:
        if trained:
            variable.assign(value)
        else:
            program.touch(variable, value)
    if trained:
        program.moments.touched = True


def _take_back(program: Program, plan: TrainingPlan, trained: bool) -> None:
    if trained and program.moments.touched:
        program.moments.bring_back(program.moments.at)
    elif not trained and program.touched:
        program.reset(plan)
        program.freshen(plan)
