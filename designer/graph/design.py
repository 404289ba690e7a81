"""The design as one frozen value. Nothing here changes in place; `edits` makes new ones.

The dicts inside the structs are part of the value: they are never changed after construction, and
an edit that leaves a part alone keeps the very same object, so `is` tells what an edit touched.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from designer.graph.specs import DataSpec, TrainingSettings
from designer.values import Value

INPUT_PORT = "input"
OUTPUT_PORT = "output"


class Node(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One card on the canvas: a layer kind with the user's name and the settings given to it.

    `id` never changes and is unique in its design; `name` is the user's and unique too.
    `settings` holds what was set; everything else has its Keras default. A `bypassed` node is kept but takes
    no part: what comes in at its first input goes straight on. `shares` is the id of another node whose layer, with
    its weights, this one calls again (see `sharing`).
    """

    id: str
    kind: str
    name: str
    settings: dict[str, Value] = {}
    bypassed: bool = False
    shares: str = ""


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


Tint = Literal["grey", "blue", "green", "orange", "purple", "red"]
"""The colours a frame can have; the theme says what each looks like."""


Extent = Annotated[float, msgspec.Meta(ge=10.0, le=1e7)]
"""How wide or high something is, in pixels at 100 %."""


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A titled rectangle behind cards. Whatever lies with its middle in it moves with it."""

    id: str
    title: str
    width: Extent
    height: Extent
    color: Tint = "grey"


class Comment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note on the canvas, in plain text."""

    id: str
    text: str
    width: Extent
    height: Extent


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of the network folded into one card. What is in it says `Layout.inside`; it changes no network."""

    id: str
    name: str


class Bookmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A view to come back to: the scene's point in its middle, its zoom, and the block that was entered."""

    name: str
    x: float
    y: float
    zoom: float
    block: str = ""


class Layout(msgspec.Struct, frozen=True):
    """Where things are on the canvas. Kept apart from the graph so that moving a card changes no network.

    Nodes, frames, comments and blocks have ids no two of them share; `positions` has them all. `inside` says in
    which block a thing lies; whatever is not named there lies on the outermost level. `bends` are the points a
    wire is led through, from its source to its target.
    """

    positions: dict[str, Position] = {}
    frames: dict[str, Frame] = {}
    comments: dict[str, Comment] = {}
    blocks: dict[str, Block] = {}
    inside: dict[str, str] = {}
    bends: dict[Wire, tuple[Position, ...]] = {}
    bookmarks: tuple[Bookmark, ...] = ()


class Design(msgspec.Struct, frozen=True):
    """Everything the user made: the network, its data, how it is trained, where the cards are."""

    graph: Graph = Graph()
    data: DataSpec = DataSpec()
    training: TrainingSettings = TrainingSettings()
    layout: Layout = Layout()

    def has(self, id: str) -> bool:
        """Whether a node, block, frame or comment has this id."""
        layout = self.layout
        return id in self.graph.nodes or id in layout.blocks or id in layout.frames or id in layout.comments

    def ids(self) -> Iterator[str]:
        """The ids of everything that lies on the canvas."""
        yield from self.graph.nodes
        for things in (self.layout.blocks, self.layout.frames, self.layout.comments):
            yield from things
