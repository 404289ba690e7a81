"""The design as one frozen value. Nothing here changes in place; `edits` makes new ones.

The dicts inside the structs are part of the value: they are never changed after construction, and
an edit that leaves a part alone keeps the very same object, so `is` tells what an edit touched.
"""

from collections.abc import Iterator

import msgspec

from designer.graph.specs import DataSpec, TrainingSettings
from designer.values import Value

INPUT_PORT = "input"
OUTPUT_PORT = "output"


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One card on the canvas: a layer kind with the user's name and the settings given to it.

    `id` never changes and is unique in its design; `name` is the user's and unique too.
    `settings` holds what was set; everything else has its Keras default.
    """

    id: str
    kind: str
    name: str
    settings: dict[str, Value] = {}


class Wire(msgspec.Struct, frozen=True, order=True, omit_defaults=True, forbid_unknown_fields=True):
    """One connection, from an output port of `source` to an input port of `target` (node ids)."""

    source: str
    target: str
    source_port: str = OUTPUT_PORT
    target_port: str = INPUT_PORT


class Graph(msgspec.Struct, frozen=True):
    """Nodes by id, in the order they were added, and wires in the order they were drawn."""

    nodes: dict[str, Node] = {}
    wires: tuple[Wire, ...] = ()

    def wires_into(self, node: str) -> Iterator[Wire]:
        return (wire for wire in self.wires if wire.target == node)

    def wires_from(self, node: str) -> Iterator[Wire]:
        return (wire for wire in self.wires if wire.source == node)


Position = tuple[float, float]
"""Scene coordinates of a card's top left corner, x to the right and y down, in pixels at 100 %."""

COLUMN, ROW = 170.0, 100.0
"""From one card's corner to the next one's, beside it and below it, wherever cards are placed unasked."""


class Layout(msgspec.Struct, frozen=True):
    """Where the cards are. Kept apart from the graph so that moving a card changes no network."""

    positions: dict[str, Position] = {}


class Design(msgspec.Struct, frozen=True):
    """Everything the user made: the network, its data, how it is trained, where the cards are."""

    graph: Graph = Graph()
    data: DataSpec = DataSpec()
    training: TrainingSettings = TrainingSettings()
    layout: Layout = Layout()
