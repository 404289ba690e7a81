"""Networks in a line, as tests of analysis need them."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from designer.catalogue import kind_named
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.naming import fresh_name
from designer.graph.specs import DataFacts, TrainingSettings
from designer.values import ObjectValue, Value

Layer = str | tuple[str, dict[str, Value]]
Line = Callable[..., Design]


@pytest.fixture
def line() -> Line:
    """A design of layers one after the other, `n1`, `n2`, …: `line("Input", ("Dense", {"units": 3}))`."""
    return design_of


def design_of(*layers: Layer, loss: str | ObjectValue = "MeanSquaredError", **training: object) -> Design:
    nodes: dict[str, Node] = {}
    for at, layer in enumerate(layers, start=1):
        name, given = layer if isinstance(layer, tuple) else (layer, {})
        kind = kind_named(name)
        settings = {**(kind.started() if kind else {}), **given}
        taken = {node.name for node in nodes.values()}
        nodes[f"n{at}"] = Node(f"n{at}", name, fresh_name(name, taken), settings)
    return Design(
        Graph(nodes, tuple(Wire(one, other) for one, other in pairwise(nodes))),
        training=TrainingSettings(loss=ObjectValue(loss) if isinstance(loss, str) else loss, **training),
        layout=Layout({id: (220.0 * at, 0.0) for at, id in enumerate(nodes)}),
    )


PLANE = DataFacts("regression", 500, 400, 100, (2,), low=-1.0, high=1.0, widest=0.58)
SPIRAL = DataFacts("binary", 500, 400, 100, (2,), classes=("0", "1"), class_counts=(250, 250), low=-1.0, high=1.0)
IRIS = DataFacts(
    "multiclass", 150, 120, 30, (4,), classes=("setosa", "versicolor", "virginica"), low=0.1, high=7.9, widest=1.76
)
WINE = DataFacts("multiclass", 178, 142, 36, (13,), classes=("0", "1", "2"), low=0.13, high=1680.0, widest=314.0)
CANCER = DataFacts("binary", 569, 455, 114, (30,), classes=("no", "yes"), low=0.0, high=4254.0, widest=569.0)
DIGITS = DataFacts(
    "multiclass", 1797, 1437, 360, (8, 8, 1), classes=tuple("0123456789"), low=0.0, high=16.0, widest=6.5
)
RARE = DataFacts("regression", 100, 80, 20, (5,), low=0.0, high=1.0, still=2)
WORDS = DataFacts("binary", 5000, 4000, 1000, (40,), classes=("bad", "good"), low=0.0, high=999.0, widest=250.0)
SERIES = DataFacts("regression", 2000, 1600, 400, (24, 3), low=-2.0, high=2.0)


@pytest.fixture
def facts() -> dict[str, DataFacts]:
    """What is known of some data sets, by name."""
    return {
        "plane": PLANE, "spiral": SPIRAL, "iris": IRIS, "wine": WINE, "cancer": CANCER, "digits": DIGITS,
        "words": WORDS, "series": SERIES, "rare": RARE,
    }  # fmt: skip
