"""A bypassed layer is as good as gone for whatever is checked, planned and built, and still there to be seen."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.analysis import analyse
from designer.codegen.preview import preview_code
from designer.graph import edits
from designer.graph.design import Design, Node, Wire
from designer.plan import plan_of
from tests.analysis.conftest import design_of

ROW = ("Dense", {"units": 5, "activation": "relu"})
KINDS = ["ReLU", ROW, ("Dropout", {"rate": 0.2}), "BatchNormalization", "Flatten", ("Conv2D", {"filters": 3}), "Nonsense"]  # fmt: skip


def bypassed(design: Design, *ids: str) -> Design:
    return edits.bypass([design.graph.nodes[id] for id in ids])(design)


def codes(design: Design) -> list[str]:
    return [problem.code for problem in analyse(design).problems]


def test_what_comes_in_goes_on_as_it_is() -> None:
    analysis = analyse(bypassed(design_of(("Input", {"shape": (3,)}), ("Dense", {"units": 9}), ("Dense", {"units": 1})), "n2"))  # fmt: skip
    assert analysis.layers["n2"].inputs == ((3,),) and analysis.layers["n2"].output == (3,)
    assert analysis.layers["n2"].parameters == 0
    assert analysis.layers["n3"].inputs == ((3,),) and analysis.parameters == 4
    assert "n2" not in analysis.order


def test_a_bypassed_layer_has_no_problems_of_its_own_and_its_neighbours_have_theirs() -> None:
    design = design_of(("Input", {"shape": (8, 8, 1)}), "Flatten", ("Conv2D", {"filters": 2, "kernel_size": 3}), "Flatten", ("Dense", {"units": 1}))  # fmt: skip
    first = next(problem for problem in analyse(design).problems if problem.code == "wrong-rank")
    assert first.nodes == ("n3",) and first.wires == (Wire("n2", "n3"),)
    assert codes(bypassed(design, "n2")) == codes(edits.remove([design.graph.nodes["n2"]], reconnect=True)(design))
    assert "wrong-rank" not in codes(bypassed(design, "n3"))


def test_a_problem_about_a_wire_past_it_names_the_wire_that_was_drawn() -> None:
    design = bypassed(design_of(("Input", {"shape": (4,)}), "ReLU", ("Conv2D", {"filters": 2})), "n2")
    problem = next(problem for problem in analyse(design).problems if problem.code == "wrong-rank")
    assert problem.wires == (Wire("n2", "n3"),)


def test_a_cut_that_mends_takes_the_drawn_wire_off() -> None:
    design = design_of(("Input", {"shape": (2,)}), "ReLU", ("Dense", {"units": 4}), ("Dense", {"units": 1}))
    circle = edits.connect(Wire("n4", "n3"), replacing=False)(design)
    design = bypassed(edits.add_node(Node("n9", "ReLU", "extra"), (0.0, 0.0))(circle), "n4")
    for problem in analyse(design).problems:
        for fix in problem.fixes:
            fix(design)
    loose = bypassed(design_of(("Input", {"shape": (2,)}), ("Dense", {"units": 4}), "ReLU", ("Dense", {"units": 1})), "n3")  # fmt: skip
    crowded = edits.connect(Wire("n1", "n4"), replacing=False)(loose)
    fix = next(problem for problem in analyse(crowded).problems if problem.code == "too-many-wires").fixes[1]
    assert Wire("n3", "n4") not in fix(crowded).graph.wires and Wire("n1", "n4") in fix(crowded).graph.wires


def test_several_in_a_row_and_a_branch_are_passed_by() -> None:
    design = design_of(("Input", {"shape": (3,)}), "ReLU", "Dropout", ("Dense", {"units": 1}))
    analysis = analyse(bypassed(design, "n2", "n3"))
    assert analysis.layers["n3"].output == (3,)
    assert [call.inputs for call in plan_of(analysis, analysis.order).calls] == [(), ("n1",)]


def test_an_input_is_never_passed_by() -> None:
    design = design_of(("Input", {"shape": (3,)}), ("Dense", {"units": 1}))
    assert analyse(bypassed(design, "n1")).order == ("n1", "n2")


def test_code_says_nothing_of_it() -> None:
    design = design_of(("Input", {"shape": (3,)}), ("Dropout", {"rate": 0.5}), ("Dense", {"units": 1}))
    assert "Dropout" not in preview_code(analyse(bypassed(design, "n2"))).text


def test_taking_the_bypass_off_brings_everything_back() -> None:
    design = design_of(("Input", {"shape": (3,)}), ROW, ("Dense", {"units": 1}))
    before = analyse(design)
    off = analyse(bypassed(design, "n2"), None, before)
    again = analyse(edits.bypass([off.design.graph.nodes["n2"]], on=False)(off.design), None, off)
    assert again.order == before.order and again.parameters == before.parameters
    assert again.problems == before.problems or [p.what for p in again.problems] == [p.what for p in before.problems]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=4),
    st.sets(st.integers(2, 8)),
)
def test_bypassed_is_the_same_network_as_taken_out_and_reconnected(kinds, more, gone) -> None:
    design = design_of(("Input", {"shape": (6,)}), *kinds)
    for one, other in more:
        if f"n{one}" in design.graph.nodes and f"n{other}" in design.graph.nodes and one < other:
            design = edits.connect(Wire(f"n{one}", f"n{other}"), replacing=False)(design)
    nodes = [design.graph.nodes[f"n{at}"] for at in sorted(gone) if f"n{at}" in design.graph.nodes]
    kept, out = analyse(edits.bypass(nodes)(design)), analyse(edits.remove(nodes, reconnect=True)(design))
    assert kept.graph == out.graph and kept.order == out.order and kept.parameters == out.parameters
    assert [problem.what for problem in kept.problems] == [problem.what for problem in out.problems]
    sound = [id for id in kept.order if kept.graph.nodes[id].kind != "Nonsense"]
    assert plan_of(kept, sound) == plan_of(out, sound)
