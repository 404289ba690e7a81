"""Whatever is drawn: its code says the same, and what is edited in its code is edited in the drawing and nothing else."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from designer.analysis import analyse
from designer.codegen import Code, notebook_code, preview_code, script_code
from designer.errors import LayerloomError
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.edits import Edit, insert_on_wire, new_node, remove, rename, set_setting
from designer.plan import plan_training
from designer.rewriting import Followed, followed, standing_of
from tests.rewriting.drawn import designs


def code_of(design: Design, fold: bool) -> Code:
    return preview_code(analyse(design), fold_activations=fold)


def follow(design: Design, text: str, code: Code, fold: bool = True) -> Followed:
    found = followed(design, text, standing_of(design, code, fold=fold))
    assert isinstance(found, Followed), found
    return found


@settings(max_examples=300)
@given(designs(), st.booleans())
def test_design_to_code_to_design_is_the_very_same(design: Design, fold: bool) -> None:
    code = code_of(design, fold)
    assume(code.lines)
    found = follow(design, code.text, code, fold)
    assert found.design is design
    assert found.notes == ()
    assert found.lines == code.lines


@settings(max_examples=60)
@given(designs(), st.booleans())
def test_so_it_is_with_the_script_and_the_notebook(design: Design, fold: bool) -> None:
    try:
        plan = plan_training(analyse(design), fold_activations=fold)
        codes = script_code(plan), notebook_code(plan)
    except LayerloomError:
        assume(False)
        raise
    for code in codes:
        assert follow(design, code.text, code, fold).design is design


@st.composite
def edited(draw: st.DrawFn) -> tuple[Design, Edit]:
    """A design, and an edit of what stands in its code."""
    design = draw(designs())
    standing = [design.graph.nodes[id] for id in code_of(design, True).lines]
    assume(standing)
    node = draw(st.sampled_from(standing))
    wires = [wire for wire in design.graph.wires if wire.target == node.id]
    edits = [rename(node, "another_name")]
    if node.kind == "Dense":
        edits.append(set_setting(node, "units", 4 if node.settings["units"] == 8 else 8))
        edits.append(set_setting(node, "activation", "sigmoid"))
    if node.kind != "Input":
        edits.append(remove([node], reconnect=True))
    edits += [insert_on_wire(new_node(design, "Dropout", {"rate": 0.25}), wire, (0.0, 0.0)) for wire in wires]
    return design, draw(st.sampled_from(edits))


def sigmoid_at_the_end() -> tuple[Design, Edit]:
    """Two cards, and an activation for the last."""
    dense = Node("n2", "Dense", "dense", {"units": 4})
    nodes = {"n1": Node("n1", "Input", "input", {"shape": (4,)}), "n2": dense}
    layout = Layout(positions={"n1": (0.0, 0.0), "n2": (170.0, 0.0)})
    return Design(Graph(nodes, (Wire("n1", "n2"),)), layout=layout), set_setting(dense, "activation", "sigmoid")


@settings(max_examples=60)
@given(edited(), st.booleans())
@example(pair=sigmoid_at_the_end(), fold=False)
@example(pair=sigmoid_at_the_end(), fold=True)
def test_the_text_of_an_edited_design_makes_the_edit(pair: tuple[Design, Edit], fold: bool) -> None:
    design, edit = pair
    after = edit(design)
    code, wanted = code_of(design, fold), code_of(after, fold)
    assume(wanted.lines)
    found = follow(design, wanted.text, code, fold)
    gone = [id for id in code.lines if id not in wanted.lines and id in after.graph.nodes]
    assume(not gone)  # what the edit broke stands in no code any more
    again = code_of(found.design, fold)
    assert statements(again) == statements(wanted)
    keeps_what_code_does_not_tell(design, found.design, set(code.lines))


def statements(code: Code) -> list[str]:
    """The lines without comments: of a network with several ends, which one is said to be amiss depends on which came first."""
    return [line for line in code.text.splitlines() if not line.lstrip().startswith("#")]


def keeps_what_code_does_not_tell(before: Design, after: Design, told: set[str]) -> None:
    for id, node in before.graph.nodes.items():
        if id not in told:
            assert after.graph.nodes[id] is node
    for id, node in after.graph.nodes.items():
        if id in before.graph.nodes:
            assert node.bypassed == before.graph.nodes[id].bypassed
    assert after.layout.frames == before.layout.frames and after.layout.comments == before.layout.comments
    assert after.training is before.training and after.data is before.data
    assert set(after.layout.positions) >= set(after.graph.nodes)


@settings(max_examples=60)
@given(designs(), designs())
def test_any_code_can_follow_any_design(design: Design, other: Design) -> None:
    """One network in the place of another: what comes out is what was pasted, and reading it again changes nothing."""
    code, pasted = code_of(design, True), code_of(other, True)
    assume(code.lines and pasted.lines)
    found = follow(design, pasted.text, code)
    again = code_of(found.design, True)
    assert follow(found.design, pasted.text, Code("", dict.fromkeys(found.standing.ids, (0, 0)))).design is found.design
    assert followed(found.design, pasted.text, found.standing).design is found.design  # type: ignore[union-attr]
    assert bool(again.lines)
    assert_whole(found.design)


def assert_whole(design: Design) -> None:
    graph: Graph = design.graph
    assert all(wire.source in graph.nodes and wire.target in graph.nodes for wire in graph.wires)
    assert len({node.name for node in graph.nodes.values()}) == len(graph.nodes)
    assert set(design.layout.inside.values()) <= set(design.layout.blocks)
    assert set(design.layout.bends) <= set(graph.wires)
