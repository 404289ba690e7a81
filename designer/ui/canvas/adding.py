"""Adding layers: by search, next to the selected one, or at the end of a wire that was dropped in the empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer.catalogue import KINDS
from designer.catalogue.schema import Kind
from designer.graph import edits
from designer.graph.design import Node, Position, Wire
from designer.ui.canvas.arranging import add_after, add_on_wire, can_go_into_wire, free_spot, made, snapped
from designer.ui.canvas.fitting import Fitting, first_input, first_output, kinds_after, kinds_before
from designer.ui.canvas.following import is_bent, likeliest_after, likeliest_before
from designer.ui.canvas.habits import Habits
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.canvas.places import Port
from designer.ui.canvas.search import ADD, SearchPopup

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


class Adding:
    """Opens the search and adds what was chosen."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._popup: SearchPopup | None = None
        self._place: Position = (0.0, 0.0)
        self._port: Port | None = None
        self._wire: Wire | None = None
        self.habits: Callable[[], Habits] = Habits
        """Asked for what the user wires after what."""

    @property
    def popup(self) -> SearchPopup | None:
        """The search, once it was open."""
        return self._popup

    def search(self, place: Position, screen: QPointF) -> None:
        """Open the search over all kinds; the choice goes to `place` in the scene."""
        self._aim(place)
        before = self._single_selected()
        self._open(screen, self._ranked_after(before, KINDS.values()))

    def search_for_wire(self, place: QPointF, port: Port) -> None:
        """Open the search over the kinds that fit a wire from `port`; the choice is wired to it."""
        shown, port = port, self._view.canvas.true_port(port)
        self._aim((place.x(), place.y()), port=port)
        fitting = self._fitting()
        kind = self._kind_of(port.node)
        if port.side == "out":
            kinds = self._ranked_after(port.node, kinds_after(fitting.output(port.node)))
        else:
            kinds = likeliest_before(kind or "", kinds_before(), self.habits())
        screen = QPointF(self._view.mapFromScene(place))
        self._open(screen, kinds)
        self._view.canvas.overlay.mark(ports=(self._view.canvas.places.port_point(shown),))

    def search_into_wire(self, wire: Wire) -> None:
        """Open the search over the kinds that fit into a wire; the choice goes between its ends."""
        canvas = self._view.canvas
        middle = canvas.wires.middle(canvas.wires.index[wire])
        self._aim((middle.x(), middle.y()), wire=wire)
        kinds = [kind for kind in kinds_after(self._fitting().output(wire.source)) if can_go_into_wire(kind.name)]
        screen = QPointF(self._view.mapFromScene(middle))
        self._open(screen, self._ranked_after(wire.source, kinds), "Insert into the wire: type a name")

    def add_after_selected(self, kind_name: str) -> None:
        """Add a layer right of the only one selected, else at the free spot nearest to the middle."""
        session, middle = self._view.session, self._view.camera.middle()
        node = made(session.design, kind_name)
        centre = (middle.x(), middle.y())
        canvas, before = self._view.canvas, self._single_selected()
        beside = None if before is None else session.design.layout.positions.get(next(iter(session.selection)))
        if canvas.draw(add_after(session.design, self._fitting(), node, before, centre, canvas.level, beside)):
            session.select({node.id})
            self._view.reveal(node.id)

    def _aim(self, place: Position, *, port: Port | None = None, wire: Wire | None = None) -> None:
        """Where the choice goes: a place, and what it is wired to there."""
        self._place, self._port, self._wire = place, port, wire

    def _open(self, screen: QPointF, kinds: Sequence[Kind], asks: str = ADD) -> None:
        if self._popup is None:
            self._popup = SearchPopup(self._view)
            self._popup.chosen.connect(self._chosen)
            self._popup.closed.connect(self._closed)
        self._popup.open(screen.toPoint(), kinds, asks)

    def _chosen(self, kind_name: str) -> None:
        session = self._view.session
        node = made(session.design, kind_name)
        if self._view.canvas.draw_gliding(self._edit(node)):
            session.select({node.id})
        self._closed()

    def _closed(self) -> None:
        self._port = self._wire = None
        self._view.canvas.overlay.mark(ports=())
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, node: Node) -> edits.Edit:
        design, (x, y) = self._view.session.design, self._place
        if self._wire in design.graph.wires and self._wire is not None:
            place = snapped(x - WIDTH / 2, y - HEIGHT / 2)
            canvas = self._view.canvas
            apart = canvas.pitch_after(self._wire.source)
            return add_on_wire(design, node, self._wire, place, apart, canvas.projection)
        if self._port is None or self._port.node not in design.graph.nodes:
            return edits.add_node(
                node, free_spot(design, *snapped(x - WIDTH / 2, y - HEIGHT / 2), self._view.canvas.level)
            )
        after = self._port.side == "out"
        added = edits.add_node(node, snapped(x if after else x - WIDTH, y - HEIGHT / 2))
        own = first_input(node.kind) if after else first_output(node.kind)
        if own is None:
            return added
        there = self._port
        wire = Wire(there.node, node.id, there.name, own) if after else Wire(node.id, there.node, own, there.name)
        return edits.sequence(added.label, [added, edits.connect(wire)])

    def _fitting(self) -> Fitting:
        return Fitting(self._view.session.design, self._view.session.snapshot.analysis)

    def _ranked_after(self, before: str | None, kinds: Iterable[Kind]) -> list[Kind]:
        node = self._view.session.design.graph.nodes.get(before or "")
        bent = node is not None and is_bent(node)
        return likeliest_after(self._kind_of(before), kinds, bent, self.habits())

    def _kind_of(self, id: str | None) -> str | None:
        node = self._view.session.design.graph.nodes.get(id or "")
        return None if node is None else node.kind

    def _single_selected(self) -> str | None:
        """The only layer selected; of a block, the layer its first output is of."""
        selection = self._view.session.selection
        if len(selection) != 1:
            return None
        (id,) = selection
        card = self._view.canvas.cards.get(id)
        if card is not None and card.role == "block" and card.outputs:
            return self._view.canvas.true_port(Port(id, "out", card.outputs[0])).node
        return id if id in self._view.session.design.graph.nodes else None
