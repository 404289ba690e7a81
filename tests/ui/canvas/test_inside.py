"""Open cards: what is painted where, what pointing says, and going in and out. The arrays are handed in by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.training.messages import Inside, LayerInside
from designer.ui import theme
from designer.ui.canvas import CanvasView, accessible
from designer.ui.canvas.inside.ground import ground_of
from designer.ui.canvas.inside.opened import Opened, opened
from designer.ui.canvas.tiers import ARRIVED, STARTS, Tier, arrived
from designer.values import Value
from tests.ui.canvas.conftest import Hand, chain_of

KERNEL = np.array([[1.0, -0.5, 0.0], [0.25, 2.0, -2.0]], np.float32)
BIAS = np.array([0.5, -1.0, 0.0], np.float32)


def dense(units: int = 3, **settings: Value) -> Design:
    return chain_of(
        [("Input", {"shape": (2,)}), ("Dense", {"units": units, **settings}), "ReLU", ("Dense", {"units": 1})]
    )


def told(kernel: np.ndarray = KERNEL, bias: np.ndarray | None = BIAS, **more: Any) -> LayerInside:
    inputs, units = kernel.shape
    largest = max(float(np.abs(kernel).max()), 0.0 if bias is None else float(np.abs(bias).max()))
    packed = b"" if bias is None else bias.tobytes()
    return LayerInside(
        units, tuple(range(units)), inputs, tuple(range(inputs)), kernel.tobytes(), packed, largest, **more
    )


def mapped(layer: LayerInside, maps: np.ndarray, kind: Any = "plane") -> LayerInside:
    values = maps.astype(np.float32)
    return replace(
        layer, map_kind=kind, map_shape=values.shape, maps=values.tobytes(), map_largest=float(np.abs(values).max())
    )


def show(view: CanvasView, **layers: LayerInside) -> None:
    view.canvas.card_layer.insides.show(opened(Inside(1, layers, spans=((-1.0, 1.0), (-1.0, 1.0)))))


def go(view: CanvasView, scale: float, id: str = "n2") -> None:
    view.zoom_by(scale / view.camera.scale)
    view.centerOn(view.canvas.places.rect(id).center())


def place(view: CanvasView, point: np.ndarray | tuple[float, float], id: str = "n2") -> QPoint:
    """Where a point of a card, from its corner, lies in the viewport."""
    corner = view.canvas.places.rect(id).topLeft()
    return view.mapFromScene(corner + QPointF(float(point[0]), float(point[1])))


def pixel(view: CanvasView, point: np.ndarray | tuple[float, float], id: str = "n2") -> QColor:
    return picture(view).pixelColor(place(view, point, id))


def picture(view: CanvasView) -> QImage:
    return view.viewport().grab().toImage()


def inside(view: CanvasView, id: str = "n2") -> Opened:
    return view.canvas.card_layer.insides.opened[id]


def ground(view: CanvasView, id: str = "n2") -> Any:
    return ground_of(inside(view, id), view.canvas.places.rect(id).height())


def between(view: CanvasView, source: int, unit: int, share: float = 0.5) -> np.ndarray:
    found = ground(view)
    start, end = found.inputs[source], found.units[unit]
    return start + (end - start) * share  # type: ignore[no-any-return]


def near(color: QColor, other: QColor, by: int = 40) -> bool:
    return all(abs(a - b) <= by for a, b in zip(color.getRgb()[:3], other.getRgb()[:3], strict=True))


def say(view: CanvasView, point: np.ndarray) -> str:
    return view.hover.text_at(place(view, point))


@pytest.fixture
def open_card(open_view: Callable[[Design], CanvasView]) -> CanvasView:
    """A view close to a Dense card of three units, with its weights."""
    view = open_view(dense())
    show(view, n2=told())
    go(view, 4.0)
    return view


def test_the_closer_tiers_come_gradually_and_in_order() -> None:
    scales = np.linspace(0.1, 16.0, 200)
    for tier in (Tier.OPEN, Tier.MAPS):
        shares = [arrived(tier, scale) for scale in scales]
        assert shares == sorted(shares) and arrived(tier, STARTS[tier]) == 0.0 and arrived(tier, ARRIVED[tier]) == 1.0
    assert ARRIVED[Tier.OPEN] < STARTS[Tier.MAPS]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_line_has_the_colour_of_its_sign(open_card: CanvasView, name: str) -> None:
    theme.themes().choose(name)
    assert near(pixel(open_card, between(open_card, 1, 1, 0.7)), theme.color("positive"))
    assert near(pixel(open_card, between(open_card, 1, 2, 0.2)), theme.color("negative"))


def test_a_larger_weight_is_a_thicker_line_and_none_is_no_line(open_card: CanvasView) -> None:
    shot, ground_color = picture(open_card), theme.color("card")

    def thickness(source: int, unit: int) -> int:
        middle = place(open_card, between(open_card, source, unit, 0.15))
        column = [shot.pixelColor(middle + QPoint(0, dy)) for dy in range(-7, 8)]
        return sum(not near(color, ground_color, 12) for color in column)

    assert thickness(1, 1) > thickness(0, 0) > 0
    open_card.canvas.card_layer.insides.show({})
    show(open_card, n2=told(np.zeros((2, 3), np.float32), np.array([0.0, 0.0, 1.0], np.float32)))
    assert near(pixel(open_card, between(open_card, 0, 0)), ground_color, 3)


def test_a_bias_is_a_unit_of_its_own_and_a_layer_without_has_none(open_card: CanvasView) -> None:
    assert len(ground(open_card).inputs) == 3 and ground(open_card).has_bias
    assert say(open_card, ground(open_card).inputs[2]).startswith("The bias")
    show(open_card, n2=told(bias=None))
    assert len(ground(open_card).inputs) == 2 and not ground(open_card).has_bias
    assert "bias" not in say(open_card, ground(open_card).units[0])


def test_pointing_at_a_line_or_a_unit_says_its_numbers(open_card: CanvasView) -> None:
    assert say(open_card, between(open_card, 1, 2, 0.2)) == "weight from input 2 to unit 3: -2.000"
    assert say(open_card, between(open_card, 2, 1, 0.1)) == "bias of unit 2: -1.000"
    assert say(open_card, ground(open_card).inputs[0]) == "input 1"
    show(open_card, n2=told(activation="tanh"))
    assert say(open_card, ground(open_card).units[0]) == "unit 1\nbias 0.500\nactivation tanh"
    assert say(open_card, np.array((70.0, 5.0))) == open_card.canvas.cards["n2"].tooltip


def test_of_many_units_it_says_how_many_are_left_out(open_card: CanvasView) -> None:
    units = tuple(int(unit) for unit in np.linspace(0, 111, 16).round())
    kernel = np.ones((2, 16), np.float32)
    few = LayerInside(112, units, 2, (0, 1), kernel.tobytes(), b"", 1.0)
    before = picture(open_card)
    show(open_card, n2=few)
    assert len(ground(open_card).units) == 16
    assert say(open_card, ground(open_card).units[15]).startswith("unit 112")
    words = place(open_card, (112.0, 56.0)), place(open_card, (134.0, 62.0))
    area = QRect(*words)
    assert picture(open_card).copy(area) != before.copy(area)


def test_cards_keep_their_words_until_there_is_something_inside(open_view: Callable[[Design], CanvasView]) -> None:
    view = open_view(dense())
    go(view, 4.0)
    words = picture(view)
    show(view, n2=told())
    assert picture(view) != words
    view.canvas.card_layer.insides.show({})
    assert picture(view) == words
    view.canvas.card_layer.insides.show({}, "Start the training engine to see its weights")
    assert picture(view) != words, "why nothing shows is said below the words"


def test_half_way_words_and_weights_show_together(open_view: Callable[[Design], CanvasView]) -> None:
    view = open_view(dense())
    scale = (STARTS[Tier.OPEN] * ARRIVED[Tier.OPEN]) ** 0.5
    go(view, scale)
    words = picture(view)
    show(view, n2=told())
    spot = place(view, (36.0, 32.0))
    kind = [words.pixelColor(spot + QPoint(x, y)).lightness() for x in range(60) for y in range(-40, 0)]
    half = picture(view)
    mixed = [half.pixelColor(spot + QPoint(x, y)).lightness() for x in range(60) for y in range(-40, 0)]
    assert min(kind) < min(mixed) < 200


def test_a_map_shows_where_a_unit_answers_more_or_less_than_nought(open_view: Callable[[Design], CanvasView]) -> None:
    view = open_view(dense())
    falling = np.linspace(1.0, -1.0, 9)[:, None] * np.ones((3, 9, 9))
    show(view, n2=mapped(told(), falling))
    go(view, 8.0)
    middle, down = ground(view).units[0], np.array((0.0, 0.4 * ground(view).tile))
    assert near(pixel(view, middle - down), theme.color("positive"), 60)
    assert near(pixel(view, middle + down), theme.color("negative"), 60)
    assert near(pixel(view, middle), theme.color("canvas"), 30)
    assert "answers go from -1 to 1" in say(view, middle)


def test_an_activation_opens_only_where_maps_have_room(open_view: Callable[[Design], CanvasView]) -> None:
    view = open_view(dense())
    blue = mapped(LayerInside(3, (0, 1, 2)), np.ones((3, 5, 5)))
    show(view, n3=blue)
    insides = view.canvas.card_layer.insides
    assert insides.opening("n3", ARRIVED[Tier.OPEN]) == 0.0 and insides.opening("n3", ARRIVED[Tier.MAPS]) == 1.0
    go(view, 7.0, "n3")
    assert near(pixel(view, ground(view, "n3").units[1], "n3"), theme.color("positive"), 10)


def test_other_weights_are_painted_and_the_same_ones_are_not(open_card: CanvasView) -> None:
    insides = open_card.canvas.card_layer.insides
    picture(open_card)
    kept = insides._kept.get("n2").picture.cacheKey()
    open_card.viewport().grab()
    assert insides._kept.get("n2").picture.cacheKey() == kept
    show(open_card, n2=told(-KERNEL))
    assert near(pixel(open_card, between(open_card, 1, 1, 0.7)), theme.color("negative"))


def test_weights_that_are_no_numbers_are_said_to_be_none(open_card: CanvasView) -> None:
    kernel = np.full((2, 3), np.nan, np.float32)
    show(open_card, n2=replace(told(), kernel=kernel.tobytes(), largest=float("nan")))
    picture(open_card)
    assert not inside(open_card).sound


def test_i_goes_in_and_further_in_and_esc_goes_back(view: CanvasView, hand: Hand) -> None:
    before, middle = view.camera.scale, view.camera.middle()
    view.session.select({"n2"})
    view.entering.enter()
    assert ARRIVED[Tier.OPEN] <= view.camera.scale < STARTS[Tier.MAPS]
    assert (view.camera.middle() - hand.middle("n2")).manhattanLength() < 2.0
    view.entering.enter()
    assert view.camera.scale >= ARRIVED[Tier.MAPS]
    hand.key(Qt.Key.Key_Escape)
    assert view.camera.scale == pytest.approx(before)
    assert (view.camera.middle() - middle).manhattanLength() < 4.0
    assert view.session.selection == {"n2"}, "the first Esc only goes back"
    hand.key(Qt.Key.Key_Escape)
    assert not view.session.selection


def test_the_wheel_comes_as_close_as_maps_need_and_cards_stay_where_they_are(view: CanvasView, qtbot: QtBot) -> None:
    corner = view.canvas.places.rect("n2").topLeft()
    under = view.mapFromScene(corner)
    for _ in range(40):
        view.zoom_by(1.2, QPointF(under))
    assert view.camera.zoom == pytest.approx(16.0)
    assert (view.mapFromScene(corner) - under).manhattanLength() <= 4


def test_an_open_card_is_described_to_those_who_do_not_see_it(open_card: CanvasView) -> None:
    accessible.install()
    listed = QAccessible.queryAccessibleInterface(open_card)
    child = listed.child(1)
    assert "3 units, 2 inputs, largest weight 2" in child.text(QAccessible.Text.Description)
    open_card.zoom_reset()
    assert "largest weight" not in child.text(QAccessible.Text.Description)
