"""Layers that are used again: counted once, and refused where their weights do not fit."""

from __future__ import annotations

import keras
import pytest

from designer.analysis import analyse
from designer.analysis.layers import layers_of
from designer.analysis.sharing import suits
from designer.analysis.wiring import wiring_of
from designer.catalogue import KINDS
from designer.catalogue.schema import Kind
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.edits import bypass
from designer.plan import plan_model
from designer.values import Shape, Value
from tests.catalogue.contract import called, made_settings, refusals

SHAPES = ((6,), (4,), (5, 6), (5, 4), (6, 6, 6), (5, 5, 6), (5, 5, 3), (4, 4, 6, 6), (4, 6, 6, 6))


def twice(kind: str, settings: dict[str, Value], first: Shape, second: Shape) -> Design:
    """Two Inputs of these shapes, `a` and `b`, each into the same layer: `d`, and `e`, which uses it again."""
    nodes = [
        Node("a", "Input", "a", {"shape": first}), Node("b", "Input", "b", {"shape": second}),
        Node("d", kind, "owner", settings), Node("e", kind, "twin", settings, shares="d"),
        Node("s", "Add", "add"),
    ]  # fmt: skip
    wires = [("a", "d"), ("b", "e"), ("d", "s"), ("e", "s")]
    return Design(Graph({node.id: node for node in nodes}, tuple(Wire(*wire) for wire in wires)))


def test_the_weights_of_a_layer_are_counted_once() -> None:
    analysis = analyse(twice("Dense", {"units": 3}, (2,), (2,)))
    assert analysis.parameters == 9 == analysis.trainable
    assert analysis.layers["d"].formula == "2 x 3 weights + 3 biases = 9"
    assert (analysis.layers["e"].parameters, analysis.layers["e"].output) == (0, (3,))
    assert analysis.layers["e"].formula == "those of owner, counted there"


def test_what_was_counted_elsewhere_is_counted_here_once_the_owner_is_bypassed() -> None:
    design = twice("Dense", {"units": 3}, (2,), (2,))
    before = analyse(design)
    after = analyse(bypass([design.graph.nodes["d"]])(design), previous=before)
    assert after.layers["e"].parameters == 9 == after.parameters
    assert analyse(design, previous=after).layers == before.layers


def test_a_second_use_of_another_width_is_refused_with_a_way_out() -> None:
    design = twice("Dense", {"units": 3}, (2,), (5,))
    (problem,) = [one for one in analyse(design).errors if one.code == "shared-shape"]
    assert problem.nodes == ("e", "d")
    assert problem.what == ("twin uses the weights of owner, which were made for a row of 2; here a row of 5 comes in.")
    assert problem.fixes[0].label == "Give twin weights of its own"
    assert not [one for one in analyse(problem.fixes[0](design)).errors if one.code == "shared-shape"]


def test_the_weights_fit_the_same_width_in_a_row_or_a_sequence() -> None:
    assert not [
        one for one in analyse(twice("Dense", {"units": 3}, (2,), (5, 2))).problems if one.code == "shared-shape"
    ]


def test_a_plan_makes_a_shared_layer_once() -> None:
    nodes = {"a": Node("a", "Input", "input", {"shape": (2,)}), "d": Node("d", "Dense", "mine", {"units": 2})}
    twin = Node("e", "Dense", "mine 2", {"units": 2}, shares="d")
    relu = Node("r", "ReLU", "re_lu")
    design = Design(Graph({**nodes, "e": twin, "r": relu}, (Wire("a", "d"), Wire("d", "e"), Wire("e", "r"))))
    plan = plan_model(analyse(design))
    assert plan.form == "functional"
    assert [(call.id, call.layer, call.parameters, call.arguments.get("name")) for call in plan.calls] == [
        ("a", "", 0, None), ("d", "", 6, "mine"), ("e", "d", 0, None), ("r", "", 0, None),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.role != "input"], ids=lambda kind: kind.name)
def test_what_is_let_through_is_what_keras_takes(kind: Kind) -> None:
    settings = kind.started()
    for first in SHAPES:
        for second in SHAPES:
            graph = twice(kind.name, settings, first, second).graph
            wires = tuple(
                Wire(source, target, target_port=port.name)
                for source, target in (("a", "d"), ("b", "e"))
                for port in kind.inputs[: max(1, kind.fewest)]
            )
            graph = Graph(graph.nodes, wires)
            layers = layers_of(graph, wiring_of(graph), {})
            made_first, again = layers["d"], layers["e"]
            if first == second or made_first.output is None or again.output is None or not suits(again, made_first):
                continue
            keras.backend.clear_session(free_memory=False)
            layer = getattr(keras.layers, kind.name)(**made_settings(kind, settings))
            try:
                called(kind, layer, [keras.Input(first)] * len(made_first.fed))
                output = called(kind, layer, [keras.Input(second)] * len(again.fed))
            except refusals() as error:
                raise AssertionError(f"{first} then {second}: {error}") from error
            assert tuple(output.shape[1:]) == again.output, (first, second)
