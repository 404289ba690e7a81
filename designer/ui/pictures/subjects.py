"""The drawing that a choice asks for."""

from __future__ import annotations

from functools import partial

from designer.graph.blocks import TOP
from designer.picturing import Choice
from designer.ui.pictures.network import selection, whole
from designer.ui.pictures.neurons import NeuronDrawing
from designer.ui.pictures.rendering import Making
from designer.ui.session import Session


def drawing_of(session: Session, choice: Choice, level: str = TOP) -> Making:
    """What makes the drawing; `level` is the block whose inside the canvas shows."""
    if choice.subject == "neurons":
        return partial(NeuronDrawing, session.design, session.snapshot.analysis)
    if choice.subject == "selection":
        return partial(selection, session, session.selection, choice.wires)
    return partial(whole, session, level, choice.wires)
