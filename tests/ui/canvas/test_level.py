"""What shows on a level: folded blocks with ports, gates inside, and the true wires behind both."""

import pytest

from designer.graph import edits, layout_edits
from designer.graph.design import Block, Wire
from designer.ui.canvas.places import Port
from tests.ui.canvas.conftest import chain_of, small_design


def residual():
    """Input, Dense a, Dense b, Add of a and b, Dense end; what lies between input and end folded."""
    design = chain_of([("Input", {"shape": (4,)}), "Dense", "Dense", "Add", "Dense"])
    design = edits.connect(Wire("n1", "n4", target_port="input"), replacing=False)(design)
    return layout_edits.collapse(Block("b1", "body"), ("n2", "n3", "n4"), (440.0, 0.0))(design)


@pytest.fixture
def view(open_view):
    return open_view(residual())


def test_a_design_without_blocks_is_shown_as_it_is(open_view):
    design = small_design()
    scene = open_view(design).canvas
    assert scene.projection.wires is design.graph.wires
    assert list(scene.cards) == list(design.graph.nodes)
    assert not scene.projection.ends


def test_a_folded_block_stands_for_its_layers(view):
    scene = view.canvas
    assert list(scene.cards) == ["n1", "n5", "b1"]
    assert scene.cards["b1"].headline == "3 layers"
    assert set(scene.wires.wires) == {Wire("n1", "n2"), Wire("n1", "n4"), Wire("n4", "n5")}


def test_what_one_source_feeds_shares_a_slot(view):
    scene = view.canvas
    (slot,) = scene.cards["b1"].inputs
    assert scene.projection.true_ports(Port("b1", "in", slot)) == (Port("n2", "in", "input"), Port("n4", "in", "input"))
    one, other = (scene.wires.ends[scene.wires.index[wire]] for wire in (Wire("n1", "n2"), Wire("n1", "n4")))
    assert one.tolist() == other.tolist()


def test_ports_of_a_block_stand_for_those_of_its_layers(view):
    scene = view.canvas
    (out,) = scene.cards["b1"].outputs
    assert scene.true_port(Port("b1", "out", out)) == Port("n4", "out", "output")
    drawn = scene.wire_between(Port("b1", "out", out), Port("n5", "in", "input"))
    assert drawn == Wire("n4", "n5")


def test_a_free_port_inside_is_a_port_of_the_block(view, session):
    session.edit(edits.disconnect([Wire("n4", "n5"), Wire("n2", "n3")]))
    assert [view.canvas.true_port(Port("b1", "out", name)).node for name in view.canvas.cards["b1"].outputs] == [
        "n2",
        "n4",
    ]


def test_wires_over_the_border_end_at_gates(view):
    scene = view.canvas
    scene.go("b1")
    gates = [id for id, card in scene.cards.items() if card.role == "gate"]
    assert [scene.cards[id].headline for id in gates] == ["from input", "to dense_2"]
    left, right = (scene.places.rect(id) for id in gates)
    inner = scene.places.bounds(scene.places.rows(["n2", "n3", "n4"]))
    assert left.right() < inner.left()
    assert inner.right() < right.left()
    assert set(scene.wires.wires) == {
        Wire("n1", "n2"),
        Wire("n1", "n4"),
        Wire("n2", "n3"),
        Wire("n3", "n4"),
        Wire("n4", "n5"),
    }
    assert scene.true_port(Port(gates[0], "out", "output")) == Port("n1", "out", "output")


def test_nothing_is_projected_anew_while_only_a_setting_changes(view, session):
    before = view.canvas.projection
    assert session.edit(edits.set_setting(session.design.graph.nodes["n5"], "units", 7))
    assert view.canvas.projection is before
    card = view.canvas.cards["b1"]
    assert session.edit(edits.set_setting(session.design.graph.nodes["n5"], "units", 8))
    assert view.canvas.cards["b1"] is card


def test_a_block_has_the_worst_problem_of_what_is_in_it(view, session):
    worst = max(problem.severity for id in ("n2", "n3", "n4") for problem in session.snapshot.analysis.problems_of(id))
    assert view.canvas.cards["b1"].severity is worst
    assert "problem" in view.canvas.cards["b1"].tooltip


def test_the_nearest_level_shows_where_the_entered_block_is_undone(view, session):
    session.edit(layout_edits.collapse(Block("b2", "inner"), ("n2", "n3"), (0.0, 0.0)))
    view.canvas.go("b2")
    session.undo()
    assert view.canvas.level == "b1"
    assert "n2" in view.canvas.cards


def test_a_block_in_a_block_shows_on_the_inner_level_only(view, session):
    session.edit(layout_edits.collapse(Block("b2", "inner"), ("n2", "n3"), (0.0, 0.0)))
    assert "b2" not in view.canvas.cards
    view.canvas.go("b1")
    assert {"b2", "n4"} <= view.canvas.cards.keys()
    assert "n2" not in view.canvas.cards
