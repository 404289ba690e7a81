"""After any edit wires lie as if all had been led anew, although most of them were not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.layout_edits import bend
from designer.ui.canvas import ways
from designer.ui.canvas.content import make_card
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.wire_places import WirePlaces
from designer.ui.canvas.wire_shapes import STYLES, Style

SOME = st.integers(0, 11)
PLACES = st.tuples(st.integers(-1, 6), st.integers(-1, 4)).map(lambda at: (110.0 * at[0], 55.0 * at[1]))
EDITS = st.one_of(
    st.tuples(st.just("move"), SOME, PLACES),
    st.tuples(st.just("remove"), SOME),
    st.tuples(st.just("add"), SOME, PLACES),
    st.tuples(st.just("connect"), SOME, SOME),
    st.tuples(st.just("drag"), SOME, PLACES),
    st.tuples(st.just("bend"), SOME, PLACES),
)


class Canvas:
    """Cards and wires as a scene has them, over one design after the other."""

    def __init__(self, style: Style) -> None:
        self.cards, self.wires = CardPlaces(), WirePlaces()
        self.wires.style = style

    def show(self, design: Design) -> WirePlaces:
        cards = {id: make_card(node) for id, node in design.graph.nodes.items()}
        same = list(cards) == self.cards.ids and design.graph.wires == self.wires.wires and not design.layout.bends
        if same and not self.wires.dots:
            self.cards.move(design.layout.positions)
            self.wires.follow(self.cards)
        else:
            self.cards.reset(cards, design.layout.positions)
            self.wires.reset(design.graph.wires, self.cards, bends=design.layout.bends)
        return self.wires

    def drag(self, row: int, to: tuple[float, float]) -> None:
        """Show a card elsewhere than the design has it."""
        self.cards.xy[row] = to
        self.wires.carry(self.cards, self.wires.of_cards([row]))


def chain(count: int) -> Design:
    nodes = {f"n{at}": Node(f"n{at}", "Dense", f"n{at}", {"units": 1}) for at in range(count)}
    wires = [Wire(f"n{at - back}", f"n{at}") for at in range(1, count) for back in (1, 3) if at >= back]
    places = {f"n{at}": (220.0 * (at % 4), 110.0 * (at // 4)) for at in range(count)}
    return Design(Graph(nodes, tuple(wires)), layout=Layout(places))


def edited(design: Design, canvas: Canvas, edit: tuple) -> Design:  # type: ignore[type-arg]
    what, at, *more = edit
    ids, wires = list(design.graph.nodes), design.graph.wires
    id = ids[at % len(ids)]
    if what == "move":
        return edits.move({id: more[0]})(design)
    if what == "remove" and len(ids) > 2:
        return edits.remove([design.graph.nodes[id]])(design)
    if what == "add":
        fresh = f"new{len(ids)}{sum(map(ord, ''.join(ids)))}"
        return edits.add_node(Node(fresh, "ReLU", fresh), more[0])(design)
    if what == "connect" and id != ids[more[0] % len(ids)]:
        return edits.connect(Wire(id, ids[more[0] % len(ids)]))(design)
    if what == "drag":
        canvas.drag(at % len(ids), more[0])
    if what == "bend" and wires:
        return bend(wires[at % len(wires)], (more[0],))(design)
    return design


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=60)
@given(st.lists(EDITS, min_size=1, max_size=8))
def test_wires_lie_as_if_all_were_led_anew(style: Style, changes: list[tuple]) -> None:  # type: ignore[type-arg]
    design, canvas = chain(12), Canvas(style)
    canvas.show(design)
    for change in changes:
        design = edited(design, canvas, change)
        found, fresh = canvas.show(design), Canvas(style).show(design)
        for some in ("ends", "corners", "over"):
            np.testing.assert_allclose(getattr(found, some), getattr(fresh, some), atol=1e-6)
        np.testing.assert_allclose(found.tracks.points, fresh.tracks.points, atol=1e-6)
        np.testing.assert_allclose(found.tracks.boxes, fresh.tracks.boxes, atol=1e-6)


def test_only_wires_near_what_changed_are_led_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    led: list[int] = []
    drafted = ways.drafted
    monkeypatch.setattr(
        ways, "drafted", lambda style, ends, *more: (led.append(len(ends)), drafted(style, ends, *more))[1]
    )
    design, canvas = chain(400), Canvas("curved")
    canvas.show(design)
    assert led == [len(design.graph.wires)]
    led.clear()
    moved = edits.move({"n200": (330.0, 5500.0)})(design)
    canvas.show(moved)
    canvas.show(edits.remove([moved.graph.nodes["n100"]])(moved))
    assert 0 < sum(led) < 150
