"""Long chains of layers, and how long the longest step of drawing them takes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.picturing import Choice
from designer.ui.pictures.rendering import Making, rendering


@pytest.fixture
def chain() -> Callable[[int], Design]:
    """A network of so many Dense layers in a row."""

    def made(count: int) -> Design:
        nodes = {"n1": Node("n1", "Input", "input", {"shape": (4,)})}
        nodes.update({f"n{at}": Node(f"n{at}", "Dense", f"dense_{at}", {"units": 4}) for at in range(2, count + 1)})
        wires = tuple(Wire(f"n{at}", f"n{at + 1}") for at in range(1, count))
        places = {id: (170.0 * (at % 40), 100.0 * (at // 40)) for at, id in enumerate(nodes)}
        return Design(Graph(nodes, wires), layout=Layout(places))

    return made


@pytest.fixture
def slowest() -> Callable[[Making, Choice], float]:
    """The seconds of the processor that the longest step took; the best of three tries."""

    def measured(make: Making, choice: Choice) -> float:
        return min(_longest(make, choice) for _ in range(3))

    return measured


def _longest(make: Making, choice: Choice) -> float:
    steps, longest, before = rendering(make, choice), 0.0, time.thread_time()
    for _ in steps:
        now = time.thread_time()
        longest, before = max(longest, now - before), now
    return longest
