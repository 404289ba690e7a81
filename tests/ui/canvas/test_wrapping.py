"""Wrapping a layer in another and taking it out again: one step each, and nothing is lost on the way."""

import pytest

from designer.analysis.wrapping import WRAPPERS, can_hold, unwrap, wrap
from designer.graph.edits import rename
from designer.ui.canvas.flowing import Flow
from designer.values import ObjectValue
from tests.ui.canvas.conftest import chain_of

LSTM = ("LSTM", {"units": 8, "return_sequences": True})


@pytest.fixture
def recurrent(session):
    session.start(chain_of([("Input", {"shape": (5, 3)}), LSTM, ("LSTM", {"units": 4}), ("Dense", {"units": 1})]))
    return session


def test_selected_layers_are_wrapped_in_one_step_and_undone_in_one(view, recurrent):
    before, flow = recurrent.design, Flow(view.canvas)
    recurrent.select({"n2", "n3"})
    flow.wrap("Bidirectional")
    nodes = recurrent.design.graph.nodes
    assert nodes["n2"].kind == nodes["n3"].kind == "Bidirectional"
    assert nodes["n2"].settings == {"layer": ObjectValue("LSTM", {"units": 8, "return_sequences": True})}
    assert nodes["n2"].name.startswith("bidirectional")
    assert recurrent.design.graph.wires == before.graph.wires
    assert recurrent.snapshot.undo_label == "Wrap 2 layers in Bidirectional"
    assert recurrent.snapshot.analysis.layers["n2"].output == (5, 16)
    recurrent.undo()
    assert recurrent.design is before


def test_unwrapping_gives_back_what_was_wrapped(view, recurrent):
    before, flow = recurrent.design, Flow(view.canvas)
    recurrent.select({"n2"})
    flow.wrap("Bidirectional")
    flow.unwrap()
    assert recurrent.design.graph.nodes["n2"].kind == "LSTM"
    assert recurrent.design.graph.nodes["n2"].settings == before.graph.nodes["n2"].settings


def test_a_chosen_name_stays(recurrent):
    design = rename(recurrent.design.graph.nodes["n2"], "reader")(recurrent.design)
    wrapped = wrap("Bidirectional", [design.graph.nodes["n2"]])(design)
    assert wrapped.graph.nodes["n2"].name == "reader"
    assert unwrap([wrapped.graph.nodes["n2"]])(wrapped).graph == design.graph


def test_what_cannot_be_held_is_left_and_said(view, recurrent, qtbot):
    before = recurrent.design
    recurrent.select({"n4"})
    with qtbot.waitSignal(recurrent.said) as said:
        Flow(view.canvas).wrap("Bidirectional")
    assert "Bidirectional" in said.args[0] and recurrent.design is before
    with qtbot.waitSignal(recurrent.said):
        Flow(view.canvas).unwrap()


def test_every_wrapper_of_the_catalogue_can_be_put_around_something(recurrent):
    nodes = recurrent.design.graph.nodes.values()
    assert all(any(can_hold(wrapper, node) for node in nodes) for wrapper in WRAPPERS)
    assert not any(can_hold(wrapper, recurrent.design.graph.nodes["n1"]) for wrapper in WRAPPERS)
