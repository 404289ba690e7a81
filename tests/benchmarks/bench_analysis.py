"""How long analysis takes at 10, 100 and 1,000 layers, from nothing and after one edit.

    uv run python tests/benchmarks/bench_analysis.py

Prints medians in milliseconds, and how many times longer Keras takes to build the same network in the same run.
The chain is Dense and ReLU by turns; every Dense has a width of its own, so that no two layers are alike.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from designer.analysis import Analysis, analyse
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.edits import Edit, insert_on_wire, new_node, set_setting
from designer.graph.specs import DataFacts

FACTS = DataFacts("regression", 100_000, 80_000, 20_000, (2,), low=-1.0, high=1.0, widest=0.6)


def chain(layers: int) -> Design:
    """Input, then `layers` of Dense and ReLU by turns, ending in a Dense of one unit."""
    nodes = [Node("n0", "Input", "input", {"shape": (2,)})]
    for at in range(1, layers):
        dense = at % 2 == 1
        settings = {"units": 4 + at % 97} if dense else {}
        nodes.append(Node(f"n{at}", "Dense" if dense else "ReLU", f"layer_{at}", settings))
    nodes.append(Node(f"n{layers}", "Dense", f"layer_{layers}", {"units": 1}))
    wires = tuple(Wire(one.id, other.id) for one, other in pairwise(nodes))
    return Design(Graph({node.id: node for node in nodes}, wires))


def build_with_keras(design: Design) -> None:
    """The same network as a Keras `Sequential`, weights made and all."""
    import keras

    layers = [
        keras.Input(shape=node.settings["shape"])
        if node.kind == "Input"
        else getattr(keras.layers, node.kind)(name=node.name, **node.settings)
        for node in design.graph.nodes.values()
    ]
    keras.Sequential(layers)
    keras.backend.clear_session()


def median(work: Callable[[], object], repeats: int) -> float:
    """Milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def edits(design: Design) -> dict[str, Edit]:
    """One edit of each sort, by what it is."""
    nodes, wires = design.graph.nodes, design.graph.wires
    middle = nodes[f"n{len(nodes) // 4 * 2 - 1}"]
    return {
        "set units in the middle": set_setting(middle, "units", 200),
        "set a setting at the start": set_setting(nodes["n1"], "use_bias", False),
        "another input shape": set_setting(nodes["n0"], "shape", (3,)),
        "insert a layer": insert_on_wire(
            new_node(design, "Dropout", {"rate": 0.1}), wires[len(wires) // 2], (0.0, 0.0)
        ),
    }


def after(edit: Edit, design: Design, previous: Analysis) -> float:
    changed = edit(design)
    return median(lambda: analyse(changed, FACTS, previous), 31)


def main() -> None:
    sys.setrecursionlimit(100_000)  # Keras walks its graph by recursion, and 1,000 layers are too deep for it otherwise
    print(f"{'layers':>7}  {'work':<28} {'median ms':>10}  {'Keras builds / analysis':>24}")
    for layers in (10, 100, 1000):
        design = chain(layers)
        keras_takes = median(lambda design=design: build_with_keras(design), 3 if layers < 1000 else 1)
        previous = analyse(design, FACTS)
        rows = {"from nothing": median(lambda design=design: analyse(design, FACTS), 15)}
        rows |= {what: after(edit, design, previous) for what, edit in edits(design).items()}
        for what, took in rows.items():
            print(f"{layers:>7}  {what:<28} {took:>10.2f}  {keras_takes / took:>23,.0f}x")
        print(f"{layers:>7}  {'Keras builds the network':<28} {keras_takes:>10.2f}  {'1x':>24}")


if __name__ == "__main__":
    main()
