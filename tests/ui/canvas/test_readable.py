"""What can be read on the canvas: the first network whole, numbers from afar, frames only for keys."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF
from PySide6.QtWidgets import QApplication

from designer.graph import edits
from designer.graph.design import Wire
from designer.graph.files import load
from designer.paths import resources
from designer.ui import theme
from designer.ui.canvas import CanvasView
from designer.ui.canvas.card_paint import TEXT_WIDTH
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import FULL, LARGE, LEGIBLE, NAME, PORT_REACH, WIDTH
from designer.ui.session import Session
from tests.ui.canvas.conftest import chain_of

EXAMPLES = sorted((resources() / "examples").glob("*.loom"))
DEFAULT_WINDOW, SCHOOL_LAPTOP = (806, 500), (772, 368)
"""How large the canvas is in a window of 1400 x 900 and of 1366 x 768."""


def shown_at(open_view, path, size):
    view = open_view(load(path))
    view.resize(*size)
    view.fit_all()
    return view


@pytest.mark.parametrize("size", [DEFAULT_WINDOW, SCHOOL_LAPTOP])
def test_the_first_network_shows_full_cards_and_shapes(open_view, size):
    view = shown_at(open_view, resources() / "examples" / "starter.loom", size)
    assert view.camera.scale >= 1.2 * FULL
    labels = view.canvas.wire_layer.labels.within(view.camera.visible(), QFontMetricsF(view.canvas.look.small))
    assert [text for _, text in labels] == ["2", "4", "4", "3", "3"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_tidying_an_example_changes_nothing(open_view, path):
    view = open_view(load(path))
    before = view.session.design
    view.tidy()
    assert view.session.design is before


def test_ten_layers_in_a_row_still_tell_their_numbers(open_view):
    view = shown_at(open_view, resources() / "examples" / "digits.loom", DEFAULT_WINDOW)
    assert NAME <= view.camera.scale < FULL and view.camera.scale * LARGE >= LEGIBLE
    labels = view.canvas.wire_layer.large_labels.within(
        view.camera.visible(), QFontMetricsF(view.canvas.look.large_plain)
    )
    assert [text for _, text in labels][:3] == ["8 x 8 x 1", "8 x 8 x 1", "8 x 8 x 16"]
    assert painted(view, "n7") != painted(with_units(view, 64), "n7"), "the units are seen from afar"


def painted(view, id):
    rect = view.mapFromScene(view.canvas.places.rect(id)).boundingRect()
    view.viewport().repaint()
    return view.viewport().grab(rect).toImage()


def with_units(view, units):
    view.session.edit(edits.set_setting(view.session.design.graph.nodes["n7"], "units", units))
    return view


@pytest.mark.parametrize("kind", ["GlobalAveragePooling2D", "BatchNormalization", "MaxPooling2D", "LayerNormalization"])
def test_long_kinds_are_broken_between_words_and_never_cut(qtbot, kind):
    look = Look()
    for font, lines in (look.title(kind, TEXT_WIDTH), look.large(kind, WIDTH - 18)):
        assert "".join(lines) == kind
        assert max(map(QFontMetricsF(font).horizontalAdvance, lines)) <= WIDTH - 18


def test_a_name_too_long_for_its_card_is_told_by_hovering(view, hand, session):
    long = "the layer that sees everything at once"
    session.edit(edits.rename(session.design.graph.nodes["n5"], long))
    assert long in view.hover.text_at(hand.at(hand.middle("n5")))


@pytest.mark.parametrize("zoom", [0.15, 0.4, 1.0])
def test_ports_and_cards_can_be_grabbed_at_any_zoom(view, hand, zoom):
    view.zoom_by(zoom / view.camera.zoom)
    reach = PORT_REACH / view.camera.scale
    port = view.canvas.pressed_port(hand.port("n4") + QPointF(min(reach, 40.0) - 1.0, 0.0), reach)
    assert port is not None and (port.node, port.side) == ("n4", "out")
    assert view.canvas.pressed_port(hand.middle("n4"), reach) is None


def test_a_short_wire_can_be_pressed_between_its_ports(view, hand, session):
    session.edit(edits.move({"n4": (610.0, 0.0)}))
    middle = (hand.port("n3") + hand.port("n4", "in")) / 2
    hand.click(middle)
    assert [(wire.source, wire.target) for wire in view.canvas.marked.wires] == [("n3", "n4")]
    assert view.canvas.pressed_port(hand.port("n3") + QPointF(4.0, 0.0), PORT_REACH) is not None


@pytest.mark.parametrize(
    ("reason", "framed"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.OtherFocusReason, False),
    ],
)
def test_the_canvas_is_framed_only_where_keys_brought_the_focus(view, hand, reason, framed):
    accent = theme.color("accent")
    QApplication.sendEvent(view, QFocusEvent(QFocusEvent.Type.FocusIn, reason))
    assert (view.grab().toImage().pixelColor(0, 50) == accent) is framed
    hand.click(QPointF(300, 300))
    assert view.grab().toImage().pixelColor(0, 50) != accent


def test_a_first_look_into_little_room_shows_where_the_network_begins_rather_than_boxes(qtbot):
    view = CanvasView(Session(load(resources() / "examples" / "starter.loom")))
    qtbot.addWidget(view)
    view.resize(330, 220)
    view.show()
    assert view.camera.scale == pytest.approx(LEGIBLE / LARGE)
    assert view.camera.visible().contains(view.canvas.places.rect("n1"))
    view.resize(60, 220)
    assert view.camera.scale < NAME, "with far too little room the whole shows, as boxes"


def test_a_refused_wire_stays_red_under_the_pointer(view, session):
    wire = Wire("n3", "n4")
    view.canvas.wire_layer.refused = frozenset({wire})
    for emphasized in ((), {wire}):
        view.canvas.marked.select(emphasized)
        view.zoom_reset()
        colors = painted_colors(view, QPointF(590.0, 22.0), QPointF(650.0, 42.0))
        assert theme.color("error").rgb() in colors
        assert theme.color("accent").rgb() not in colors


def painted_colors(view, start, end):
    area = QRect(view.mapFromScene(start), view.mapFromScene(end))
    image = view.viewport().grab(area).toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def branched():
    """A row of layers that pass long shapes on, and one below it, whose wire runs along under the row."""
    chain = chain_of([("Input", {"shape": (128, 128, 64)}), *["ReLU"] * 6, "Add"])
    added = edits.add_node(edits.new_node(chain, "ReLU"), (220.0, 110.0))(chain)
    return edits.sequence("", [edits.connect(Wire("n1", "n9")), edits.connect(Wire("n9", "n8"), replacing=False)])(
        added
    )


def test_shapes_are_written_above_a_row_where_another_wire_runs_below_it(open_view):
    view = open_view(branched())
    wires, labels = view.canvas.wires, view.canvas.wire_layer.large_labels
    spots, texts = labels.shown(view.canvas.bounds(), view.canvas.look.large_plain)
    assert len(texts) == 9
    along = wires.tracks.of(wires.index[Wire("n9", "n8")]).tolist()
    beside = [QRectF(*spot) for spot in spots.tolist() if not spot[1] < 32.0 < spot[1] + spot[3]]
    assert any(rect.bottom() < 0.0 for rect in beside)
    assert not any(rect.contains(x, y) for rect in beside for x, y in along)
