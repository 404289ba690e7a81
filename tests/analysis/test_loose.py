"""Parts that no example reaches are told of, however many there are."""

import time

from designer.analysis import analyse
from designer.graph.design import Design, Graph, Node, Wire


def rows(count: int, long: int) -> Design:
    """Rows of layers; only the first begins with an Input."""
    nodes = {"n0": Node("n0", "Input", "input", {"shape": (4,)})}
    wires = []
    for at in range(1, count * long):
        nodes[f"n{at}"] = Node(f"n{at}", "ReLU", f"relu_{at}")
        if at % long:
            wires.append(Wire(f"n{at - 1}", f"n{at}"))
    return Design(Graph(nodes, tuple(wires)))


def took(design: Design) -> float:
    start = time.thread_time()
    analyse(design)
    return time.thread_time() - start


def test_hundreds_of_loose_parts_are_told_of_and_take_no_longer_than_a_chain_by_much() -> None:
    many, chain = rows(400, 5), rows(1, 2000)
    loose = [problem for problem in analyse(many).problems if problem.code == "unconnected"]
    assert len(loose) == 399 and all(problem.fixes for problem in loose)
    assert min(took(many) for _ in range(3)) < 20 * min(took(chain) for _ in range(3))
