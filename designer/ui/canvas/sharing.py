"""Using a layer again: a second card for the same weights, and weights of its own for one that shares them."""

from __future__ import annotations

from collections.abc import Iterable

from designer.graph.blocks import home_of
from designer.graph.design import ROW, Design, Node, Position
from designer.graph.sharing import has_layer, shared_ids
from designer.graph.sharing_edits import unshare, use_again
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.canvas.scene import CanvasScene

NO_LAYER = "{kind} is where examples come in: there is no layer to use again. Select another one."
ALONE = "No other card uses what is selected, so its weights are its own already."
NOTHING = "Select a layer first."


class Sharing:
    """Verbs for menus and keys. Each is one undo step."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._session = scene.session

    def use_again(self) -> None:
        """Put a card below each selected layer that calls the same layer, and select those."""
        design, chosen = self._session.design, self._selected()
        able = [node for node in chosen if has_layer(node)]
        if not able:
            self._session.said.emit(NO_LAYER.format(kind=chosen[0].kind) if chosen else NOTHING)
            return
        before = design.graph.nodes.keys()
        if self._scene.edit(use_again(able, _free_way(design, able))):
            self._session.select(self._session.design.graph.nodes.keys() - before)

    def unshare(self) -> None:
        """Give the selected layers weights of their own."""
        chosen = self._selected()
        shared = shared_ids(self._session.design.graph.nodes)
        able = [node for node in chosen if node.id in shared]
        if able:
            self._scene.edit(unshare(able))
        else:
            self._session.said.emit(ALONE if chosen else NOTHING)

    def _selected(self) -> list[Node]:
        nodes = self._session.design.graph.nodes
        return [node for id, node in nodes.items() if id in self._session.selection]


def _free_way(design: Design, nodes: Iterable[Node]) -> Position:
    """Straight down, as far as it takes for no copy to lie on another card."""
    layout = design.layout
    places = {node.id: layout.positions.get(node.id, (0.0, 0.0)) for node in nodes}
    level = home_of(layout, next(iter(places)))
    taken = [place for id, place in layout.positions.items() if home_of(layout, id) == level]
    down = ROW
    while any(
        abs(x - other) < WIDTH and abs(y + down - below) < HEIGHT for x, y in places.values() for other, below in taken
    ):
        down += ROW
    return 0.0, down
