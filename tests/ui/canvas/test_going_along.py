"""Where wires run while many cards are dragged, and once these are dropped: as if the canvas were opened anew."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from designer.graph import edits
from designer.graph.design import Wire
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_places import MANY_ALONG
from designer.ui.session import Session
from tests.ui.canvas.conftest import chain_of

ROW = 12
BY = QPointF(60, -150)


def rows():
    """Rows of a long chain; what leads from the end of a row to the next goes around cards."""
    chain = chain_of(["Input", *["Dense", "ReLU"] * (MANY_ALONG // 2 + ROW)])
    places = {f"n{at + 1}": (220.0 * (at % ROW), 110.0 * (at // ROW)) for at in range(len(chain.graph.nodes))}
    skips = [edits.connect(Wire(f"n{at}", f"n{at + 3}"), replacing=False) for at in range(4, len(places) - 3, 7)]
    return edits.sequence("", [edits.move(places), *skips])(chain)


DESIGN = rows()
DRAGGED = [id for id in DESIGN.graph.nodes if int(id[1:]) > 2 * ROW]


def lines(canvas):
    """The points along each wire."""
    return {wire: canvas.wires.tracks.of(row).copy() for wire, row in canvas.wires.index.items()}


def apart(one, other):
    """The wires that run elsewhere."""
    assert one.keys() == other.keys()
    return {wire for wire in one if not np.allclose(one[wire], other[wire], atol=1e-6)}


def anew(design):
    """Where they run on a canvas that shows nothing but this design."""
    session = Session(design)
    scene = CanvasScene(session)
    scene.show(session.snapshot)
    return lines(scene)


@pytest.fixture
def view(open_view):
    view = open_view(DESIGN)
    view.center_on(DRAGGED[ROW])
    view.session.select(DRAGGED)
    return view


def drag(hand):
    start = hand.middle(DRAGGED[ROW])
    hand.drag_to(start, start + BY)
    return start + BY


def test_many_wires_that_go_along_keep_their_shape(hand, view):
    before = lines(view.canvas)
    drag(hand)
    x, y = view.canvas.places.xy[view.canvas.places.index[DRAGGED[0]]] - DESIGN.layout.positions[DRAGGED[0]]
    assert (x, y) != (0.0, 0.0)
    inner = {wire for wire in before if wire.source in DRAGGED and wire.target in DRAGGED}
    gone = {wire: points + np.array([x, y]) for wire, points in before.items()}
    assert len(inner) >= MANY_ALONG
    assert not apart(gone, lines(view.canvas)) & inner


def test_once_dropped_every_wire_runs_as_the_design_alone_says(hand, view):
    hand.release(drag(hand))
    assert view.session.design is not DESIGN
    assert not apart(lines(view.canvas), anew(view.session.design))


def test_escape_leads_every_wire_as_before(hand, view):
    before = lines(view.canvas)
    drag(hand)
    hand.key(Qt.Key.Key_Escape)
    assert not apart(before, lines(view.canvas))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(DRAGGED), st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1))
)
def test_wires_run_the_same_however_cards_came_where_they_are(view, moves):
    for places in moves:
        view.session.edit(edits.move({id: (x * 110.0, y * 50.0) for id, (x, y) in places.items()}))
    assert not apart(lines(view.canvas), anew(view.session.design))
    view.session.undo()
    assert not apart(lines(view.canvas), anew(view.session.design))
