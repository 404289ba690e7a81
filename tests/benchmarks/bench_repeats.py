"""How long finding the parts of a network that repeat takes, at 1,000, 5,000 and 10,000 layers.

    uv run python tests/benchmarks/bench_repeats.py

Prints the shortest of several times in milliseconds, and how much longer 10,000 layers take than 5,000: more than 2.3 would be a step
that grows faster than the network. The networks are a chain of equal blocks, blocks within blocks, layers of
kinds drawn by chance, one kind all along, and branches that leave and come back at every depth.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Sequence

from designer.graph.design import Graph, Node, Wire
from designer.graph.repeats import repeats

SIZES = (1000, 5000, 10000)
LIMITS = {1000: 100.0}


def chain(kinds: Sequence[str]) -> Graph:
    nodes = {f"n{at}": Node(f"n{at}", kind, f"layer {at}") for at, kind in enumerate(kinds)}
    return Graph(nodes, tuple(Wire(f"n{at - 1}", f"n{at}") for at in range(1, len(kinds))))


def residual(count: int) -> Graph:
    """Blocks of eight layers with a way past each."""
    kinds = ["Conv2D", "BatchNormalization", "ReLU", "Conv2D", "BatchNormalization", "Dropout", "Add", "ReLU"]
    graph = chain(["Input", *(kinds[at % 8] for at in range(count - 1))])
    past = tuple(Wire(f"n{at}", f"n{at + 7}") for at in range(0, count - 8, 8))
    return Graph(graph.nodes, graph.wires + past)


def uniform(count: int) -> Graph:
    return chain(["Input", *["Dense"] * (count - 1)])


def by_chance(count: int) -> Graph:
    chance = random.Random(1)
    return chain(["Input", *(chance.choice(("Dense", "ReLU", "Dropout")) for _ in range(count - 1))])


def nested(count: int) -> Graph:
    """A way past the middle, one past the middle of that, and so on: as deep as there are layers for it."""
    graph = chain(["Input", *("Dense" if at % 3 else "Add" for at in range(count - 1))])
    past = tuple(Wire(f"n{at}", f"n{count - at - 1}") for at in range(1, count // 2 - 2))
    return Graph(graph.nodes, graph.wires + past)


def doubling(count: int) -> Graph:
    """A word that holds itself at every length: a, ab, abaab, … (Fibonacci's)."""
    before, word = "a", "ab"
    while len(word) < count:
        before, word = word, word + before
    return chain(["Input", *("Dense" if letter == "a" else "ReLU" for letter in word[: count - 1])])


NETWORKS: tuple[Callable[[int], Graph], ...] = (residual, uniform, by_chance, nested, doubling)


def took(graph: Graph, rounds: int = 7) -> float:
    """The shortest time in milliseconds of the processor, which does other things meanwhile.

    Without Python's collector, whose rounds depend on all there is in memory.
    """
    gc.collect()
    gc.disable()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        repeats(graph)
        times.append((time.process_time() - start) * 1000)
    gc.enable()
    return min(times)


def main() -> None:
    print(f"{'':<12}" + "".join(f"{size:>10,}" for size in SIZES) + f"{'growth':>10}")
    for network in NETWORKS:
        times = {size: took(network(size)) for size in SIZES}
        shown = "".join(f"{took:>9.1f}{'!' if took > LIMITS.get(size, took) else ' '}" for size, took in times.items())
        growth = times[10000] / times[5000]
        print(f"{network.__name__:<12}{shown}{growth:>9.2f}{'!' if growth > 2.3 else ' '}", flush=True)


if __name__ == "__main__":
    main()
