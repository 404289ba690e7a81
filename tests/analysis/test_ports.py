"""Layers with ports of several names: which must be wired, and what is offered where one is not."""

from designer.analysis import Problem, analyse
from designer.graph.design import Design, Graph, Node, Wire


def attending(*ports: str) -> Design:
    """An attention over one input, wired to these of its ports."""
    nodes = {
        "in": Node("in", "Input", "words", {"shape": (7, 4)}),
        "it": Node("it", "MultiHeadAttention", "it", {"num_heads": 2, "key_dim": 3}),
    }
    return Design(Graph(nodes, tuple(Wire("in", "it", target_port=port) for port in ports)))


def missing(design: Design) -> list[Problem]:
    return [problem for problem in analyse(design).problems if problem.code == "missing-wire"]


def test_a_port_that_must_be_wired_is_missed_and_wired_by_the_first_remedy() -> None:
    (problem,) = missing(attending("query"))
    assert "“value”" in problem.what
    assert problem.fixes[0].label == "Wire words to value too"
    mended = problem.fixes[0](attending("query"))
    assert not missing(mended)
    assert analyse(mended).layers["it"].output == (7, 4)


def test_a_port_that_may_stay_free_is_not_missed() -> None:
    assert not missing(attending("query", "value"))
    assert (
        analyse(attending("query", "value", "key")).layers["it"].parameters == 3 * (4 * 2 * 3 + 2 * 3) + 2 * 3 * 4 + 4
    )


def test_a_fix_wires_to_a_port_that_the_layer_has() -> None:
    nodes = {"n0": Node("n0", "Input", "in", {"shape": (8, 3)}), "n1": Node("n1", "Attention", "attention")}
    fixes = [fix for problem in analyse(Design(Graph(nodes))).problems for fix in problem.fixes]
    wires = [wire for fix in fixes for wire in fix(Design(Graph(nodes))).graph.wires]
    assert wires and {wire.target_port for wire in wires} <= {"query", "value", "key"}
