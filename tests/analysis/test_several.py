"""Networks with several inputs and outputs: each held against its part of the data, each with its own loss."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from designer.analysis import Analysis, Problem, Severity, analyse
from designer.data import describe
from designer.graph import edits
from designer.graph.aims import feed, set_aim
from designer.graph.design import Design, Wire
from designer.graph.files import decode, encode
from designer.graph.specs import DataSpec, Shapes, TrainingSettings
from designer.plan import plan_training
from designer.values import ObjectValue
from tests.codegen.conftest import starter, two_sided

FACTS = describe(DataSpec(Shapes(size=150)))


def looked(design: Design) -> Analysis:
    return analyse(design, FACTS)


def only(analysis: Analysis, code: str) -> Problem:
    (problem,) = [one for one in analysis.problems if one.code == code]
    return problem


def test_each_input_is_fed_a_part_and_each_output_held_against_a_target() -> None:
    analysis = looked(two_sided())
    assert analysis.errors == ()
    assert analysis.feeds == {"a": "beside", "p": "picture"}
    assert analysis.answers == {"s": "size", "e": "shape"}


def test_what_nobody_said_goes_by_name_and_then_by_order() -> None:
    design = two_sided()
    design = replace(design, data=replace(design.data, feeds={}))
    assert looked(design).feeds == {"a": "beside", "p": "picture"}, "the Input called picture gets the picture"
    design = edits.rename(design.graph.nodes["p"], "photo")(design)
    assert looked(design).feeds == {"a": "picture", "p": "beside"}


def test_an_input_of_another_shape_names_its_part_and_is_fed_the_fitting_one_by_a_click() -> None:
    design = feed(two_sided().graph.nodes["a"], "picture")(two_sided())
    problem, other = (one for one in looked(design).problems if one.code == "input-shape")
    assert other.nodes == ("p",), "the other Input is then left with what this one should have"
    assert problem.what == "numbers expects 2 numbers, and “picture” in your data is 12 x 12 x 1."
    assert problem.fixes[0].label == "Feed “beside” into numbers"
    assert looked(problem.fixes[0](design)).errors == ()


def test_a_loss_that_does_not_suit_its_target_is_mended_there_alone() -> None:
    design = set_aim("shape", "", loss=ObjectValue("MeanSquaredError"))(two_sided())
    problem = only(looked(design), "wrong-loss")
    assert problem.what.startswith("For “shape”: ") and problem.severity is Severity.ERROR
    mended = problem.fixes[0](design)
    assert mended.training.aim("shape").loss.kind == "SparseCategoricalCrossentropy"
    assert (mended.training.aim("shape").weight, mended.training.loss) == (0.5, design.training.loss)
    assert looked(mended).errors == ()


def test_an_output_with_other_units_is_named_by_its_target() -> None:
    design = edits.set_setting(two_sided().graph.nodes["s"], "units", 2)(two_sided())
    assert only(looked(design), "output-units").what.startswith("For “size”: The network gives 2 numbers")


def test_a_target_without_an_output_gets_one_by_a_click() -> None:
    design = edits.remove([two_sided().graph.nodes[id] for id in ("k", "e")])(two_sided())
    problem = only(looked(design), "unanswered")
    assert problem.severity is Severity.WARNING
    mended = problem.fixes[0](design)
    assert looked(mended).errors == () and set(looked(mended).answers.values()) == {"size", "shape"}


def test_one_output_and_one_input_more_than_the_data_has_are_refused() -> None:
    design = two_sided()
    extra = edits.new_node(design, "Dense", {"units": 1})
    design = edits.connect(Wire("h", extra.id))(edits.add_node(extra, (0, 0))(design))
    assert "each has its output already" in only(looked(design), "dead-end").why
    more = edits.new_node(two_sided(), "Input", {"shape": (2,)})
    design = edits.connect(Wire(more.id, "j"), replacing=False)(edits.add_node(more, (0, 0))(two_sided()))
    assert only(looked(design), "several-inputs").what == "input is one input too many."


def test_two_outputs_of_one_layer_are_refused() -> None:
    design = two_sided()
    nodes = {**design.graph.nodes, "k": replace(design.graph.nodes["s"], id="k", name="again", shares="s")}
    wires = tuple(wire for wire in design.graph.wires if "e" not in (wire.source, wire.target))
    design = replace(
        design, graph=replace(design.graph, nodes={k: v for k, v in nodes.items() if k != "e"}, wires=wires)
    )
    assert only(looked(design), "same-output").fixes[0].label == "Give again weights of its own"


def test_a_network_for_one_target_still_has_one_output() -> None:
    design = starter()
    extra = edits.new_node(design, "Dense", {"units": 1})
    design = edits.connect(Wire("n1", extra.id))(edits.add_node(extra, (0, 0))(design))
    assert only(analyse(design, describe(design.data)), "dead-end").severity is Severity.ERROR


def test_a_plan_names_parts_targets_and_layers_in_the_networks_order() -> None:
    plan = plan_training(looked(two_sided()))
    assert plan.inputs == ("beside", "picture")
    assert [(head.target, head.loss.kind, head.weight, head.metrics) for head in plan.heads] == [
        ("size", "MeanSquaredError", 1.0, ("mean_absolute_error",)),
        ("shape", "SparseCategoricalCrossentropy", 0.5, ("accuracy",)),
    ]
    names = {call.id: call.arguments.get("name") for call in plan.model.calls}
    assert (names["a"], names["p"], names["s"], names["k"]) == ("numbers", "picture", "size", "which_one")


def test_a_plan_for_one_target_says_nothing_of_several() -> None:
    plan = plan_training(analyse(starter()))
    assert (plan.inputs, plan.heads, plan.training.aims) == ((), (), {})


@pytest.mark.parametrize("design", [two_sided(), starter()], ids=["several", "one"])
def test_a_file_keeps_what_is_said_of_several_and_says_nothing_of_one(design: Design) -> None:
    content = encode(design)
    read = decode(content)
    assert (read.graph, read.data, read.training) == (design.graph, design.data, design.training)
    assert (b"feeds" in content, b"aims" in content) == ((True, True) if design.data.feeds else (False, False))


def test_what_is_said_of_no_target_in_the_data_does_no_harm() -> None:
    training = TrainingSettings(aims=two_sided().training.aims)
    design = replace(starter(), training=training, data=replace(starter().data, feeds={"gone": "picture"}))
    assert plan_training(analyse(design, describe(design.data))).heads == ()
