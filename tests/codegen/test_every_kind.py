"""Every kind goes all the way: analysed, planned, printed and built, and the code makes what the worker makes."""

from __future__ import annotations

import os
from typing import Any

import pytest

from designer.analysis import analyse
from designer.catalogue import KINDS
from designer.catalogue.lessons import lesson
from designer.catalogue.schema import Kind
from designer.codegen import model_code
from designer.graph.design import Design, Graph, Node, Wire
from designer.plan import ModelPlan, plan_of
from designer.values import Shape, Value

SHAPES: tuple[Shape, ...] = (
    (8,),
    (8, 6),
    (8, 8, 3),
    (8, 8, 8, 3),
    (4, 8, 8, 8, 3),
    (8, 8, 32),
    (400, 1),
    (4096,),
    (1,),
)
"""What the kinds are fed: the first of these that a new layer takes without a word."""

FORMATS = {"whole": "int64", "text": "string"}
"""The format of what comes in, where a kind does not take just any numbers."""


def fed(kind: Kind) -> Shape:
    wires = 2 if kind.inputs[0].many else kind.fewest
    settings = kind.filled(kind.started())
    return next(
        shape for shape in SHAPES if not lesson(kind, settings, (shape,) * wires) and _suits(kind, shape, wires)
    )


def _suits(kind: Kind, shape: Shape, wires: int) -> bool:
    return isinstance(kind.shape(kind.filled(kind.started()), (shape,) * wires), tuple)


def design_with(kind: Kind) -> Design:
    """One Input, and a new layer with a wire from it to every port that needs one."""
    shape = fed(kind)
    format: dict[str, Value] = {"dtype": FORMATS[kind.reads]} if kind.reads in FORMATS else {}
    nodes = {
        "in": Node("in", "Input", "in", {"shape": shape, **format}),
        "it": Node("it", kind.name, "it", kind.started()),
    }
    wires = [Wire("in", "it", target_port=port.name) for port in kind.inputs if not port.optional]
    if kind.inputs[0].many:
        nodes["other"] = Node("other", "Input", "other", {"shape": shape})
        wires.append(Wire("other", "it", target_port=kind.inputs[0].name))
    return Design(Graph(nodes, tuple(wires)))


def built(plan: ModelPlan) -> tuple[Any, Any]:
    """The model as the exported code makes it, and as the worker does."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from designer.worker.building import joined

    told: dict[str, Any] = {}
    exec(model_code(plan).text, told)
    return told["model"], joined(plan)[0]


@pytest.mark.parametrize("name", [kind.name for kind in KINDS.values() if kind.inputs])
def test_a_new_layer_of_every_kind_is_built_as_it_is_drawn(name: str) -> None:
    analysis = analyse(design_with(KINDS[name]))
    facts = analysis.layers["it"]
    for model in built(plan_of(analysis, analysis.order)):
        assert tuple(model.output_shape)[1:] == facts.output
        assert model.count_params() == facts.parameters
