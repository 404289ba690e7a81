"""The picture of what the network answers: asked for as it is needed, and told in words too."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from designer.data import load_examples
from designer.graph.edits import set_data
from designer.graph.specs import Column, DataFacts, DataSpec, Generated, Table
from designer.paths import resources
from designer.training import messages as m
from designer.ui.session import Session
from designer.ui.theme import themes
from designer.ui.training.controller import RunController
from designer.ui.training.surface.inputs import MOST, Input, inputs_of
from designer.ui.training.surface.panel import SurfacePanel, legend
from designer.ui.training.surface.picture import SurfacePicture
from designer.ui.training.surface.shares import seen, told
from designer.values import ObjectValue
from tests.ui.training.test_run import Listening, epochs, link, run, session, started

__all__ = ["link", "run", "session"]

PLANE = ((-1.0, 1.0), (0.0, 2.0))
PIZZA = resources() / "lessons" / "own-csv" / "pizza.csv"
CROSS = ObjectValue("BinaryCrossentropy")


def surveyed(id: int, values: np.ndarray, spans: tuple[tuple[float, float], ...] = PLANE, **more: object) -> m.Surveyed:
    points = m.Points(
        2, 1, np.array([[0.0, 1.0], [1.0, 2.0]][:2], "f4")[:, : len(spans)].tobytes(), np.array([0, 1], "f4").tobytes()
    )
    return m.Surveyed(id, spans, values.shape, values.astype("f4").tobytes(), points=points, trained=True, **more)


def asked(link: Listening) -> list[m.Survey]:
    return [one for one in link.sent if isinstance(one, m.Survey)]


@pytest.fixture
def panel(qtbot: QtBot, session: Session, run: RunController, link: Listening) -> SurfacePanel:
    panel = SurfacePanel(session, run, link)
    qtbot.addWidget(panel)
    panel.resize(240, 260)
    panel.show()
    return panel


@pytest.mark.parametrize(
    ("loss", "values"),
    [
        (CROSS, [0.0, 0.5, 1.0]),
        (ObjectValue("BinaryCrossentropy", {"from_logits": True}), [-40.0, 0.0, 40.0]),
        (ObjectValue("Hinge"), [-1.0, 0.0, 1.0]),
    ],
)
def test_one_answer_tells_two_classes_apart_whatever_the_loss(loss: ObjectValue, values: list[float]) -> None:
    shown = seen(surveyed(1, np.array(values).reshape(1, 3, 1)), ("no", "yes"), loss)
    assert shown.taken[0, 0] == 0 and shown.taken[0, 2] == 1
    assert shown.sure[0] == pytest.approx([1, 0, 1], abs=1e-6)


def test_of_several_answers_the_largest_is_the_class_and_a_guess_is_not_sure() -> None:
    values = np.array([[[1, 0, 0], [1 / 3, 1 / 3, 1 / 3], [0, 0.1, 0.9]]])
    shown = seen(surveyed(1, values), ("a", "b", "c"), ObjectValue("SparseCategoricalCrossentropy"))
    assert shown.taken[0, [0, 2]].tolist() == [0, 2]
    assert shown.sure[0] == pytest.approx([1, 0, 0.85], abs=1e-5)
    assert told(shown, ("x", "y")) == "Over x and y the network says “a” on 67%, “c” on 33% of the range."


def test_a_number_lies_between_the_lowest_and_the_highest_truth() -> None:
    shown = seen(surveyed(1, np.array([[[0.0], [0.25], [1.0]]])), (), ObjectValue("MeanSquaredError"))
    assert shown.sure[0] == pytest.approx([0, 0.25, 1]) and legend(shown) == "from 0 (orange) to 1 (blue)"


def test_answers_that_are_no_numbers_are_drawn_all_the_same(qtbot: QtBot, panel: SurfacePanel, link: Listening) -> None:
    qtbot.waitUntil(lambda: bool(asked(link)))
    values = np.array([[[np.nan], [np.inf]], [[-np.inf], [3e38]]])
    link.received.emit(surveyed(asked(link)[0].id, values))
    assert not panel.picture.grab().isNull()
    assert "network answers" in panel.picture.accessibleName()


def test_it_asks_once_the_worker_has_answered_and_only_while_it_is_seen(
    qtbot: QtBot, panel: SurfacePanel, run: RunController, link: Listening
) -> None:
    going = started(run, link)
    qtbot.waitUntil(lambda: bool(asked(link)))
    for first in range(1, 6):
        link.received.emit(epochs(going.id, first, 0.5))
    qtbot.wait(30)
    assert len(asked(link)) == 1 and asked(link)[0].features == (0, 1)
    link.received.emit(surveyed(asked(link)[0].id, np.zeros((4, 4, 1))))
    assert panel.title.text() == "What it answers"
    qtbot.waitUntil(lambda: len(asked(link)) == 2)
    link.received.emit(surveyed(asked(link)[1].id, np.zeros((4, 4, 1))))
    link.received.emit(epochs(going.id, 6, 0.4))
    qtbot.waitUntil(lambda: len(asked(link)) == 3)
    panel.hide()
    link.received.emit(surveyed(asked(link)[2].id, np.zeros((0, 0, 0)), ()))
    link.received.emit(epochs(going.id, 7, 0.3))
    qtbot.wait(100)
    assert len(asked(link)) == 3 and panel.picture.accessibleName().startswith("Over x and y")


def test_it_is_not_there_for_images_and_stays_while_data_is_read(panel: SurfacePanel, session: Session) -> None:
    session.edit(set_data(DataSpec(Generated("spiral", size=600))))
    assert panel.isVisible() and session.snapshot.data is None
    session.show_data(DataFacts("multiclass", 9, 8, 1, (8, 8, 1)))
    assert not panel.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_shows_the_sides_in_their_colours(
    qtbot: QtBot, panel: SurfacePanel, link: Listening, theme: str
) -> None:
    themes().choose(theme)
    qtbot.waitUntil(lambda: bool(asked(link)))
    values = np.repeat(np.linspace(-1, 1, 20)[None, :, None], 20, axis=0)
    link.received.emit(surveyed(asked(link)[0].id, values))
    image = panel.picture.grab().toImage()
    left, right = (image.pixelColor(round(share * image.width()), image.height() // 4) for share in (0.3, 0.85))
    assert left.red() > left.blue() and right.blue() > right.red()
    assert panel.picture.accessibleName().startswith("Over x and y the network answers from -1 to 1")
    themes().choose("system")


def numbers(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "number", "feature") for name in names)


def test_inputs_are_the_columns_of_numbers_where_rows_are_made_of_these() -> None:
    a, b, c = (Input(name, at) for at, name in enumerate("abc"))
    assert inputs_of(DataFacts("regression", 9, 8, 1, (3,), columns=numbers("a", "b", "c"))) == (a, b, c)
    assert inputs_of(DataFacts("regression", 9, 8, 1, (5,), columns=numbers("a", "b", "c"))) == ()
    assert inputs_of(DataFacts("regression", 9, 8, 1, (8, 8, 1))) == ()
    assert inputs_of(DataFacts("regression", 9, 8, 1, (2,))) == (Input("x", 0), Input("y", 1))


def test_columns_of_categories_come_after_the_numbers_and_are_not_offered() -> None:
    first, second = numbers("a", "b")
    sky = Column("sky", "category", "feature", categories=("dry", "rain"))
    facts = DataFacts("regression", 9, 8, 1, (4,), columns=(first, sky, second))
    assert inputs_of(facts) == (Input("a", 0), Input("b", 1))
    assert inputs_of(replace(facts, input_shape=(2,), columns=(sky,))) == ()


def test_a_column_that_never_changes_is_not_offered_and_of_many_only_the_first_are() -> None:
    still = Column("still", "number", "feature", low=1.0, high=1.0)
    columns = (still, *numbers(*(f"n{at}" for at in range(100))))
    found = inputs_of(DataFacts("regression", 9, 8, 1, (101,), columns=columns))
    assert len(found) == MOST and found[0] == Input("n0", 1)


def test_any_two_numbers_of_the_table_with_the_pizzas_are_asked_about(
    qtbot: QtBot, panel: SurfacePanel, session: Session, link: Listening
) -> None:
    facts = load_examples(DataSpec(Table(str(PIZZA), target="minutes"))).facts
    session.edit(set_data(DataSpec(Table(str(PIZZA), target="minutes"))))
    session.show_data(facts)
    names = [panel.up.itemText(at) for at in range(panel.up.count())]
    assert panel.isVisible() and names == ["order", "metres", "waiting"]
    varied: list[tuple[int, ...]] = []
    panel.varied.connect(varied.append)
    qtbot.keyClick(panel.across, Qt.Key.Key_Down)
    qtbot.keyClick(panel.up, Qt.Key.Key_Down)
    assert panel.surveying.wanted == (1, 2)
    assert varied == [(), (1, 2)], "on the way there both were the same"


def test_behind_another_tab_nothing_is_surveyed(
    qtbot: QtBot, panel: SurfacePanel, link: Listening, run: RunController
) -> None:
    qtbot.waitUntil(lambda: len(asked(link)) == 1)
    link.received.emit(surveyed(asked(link)[0].id, np.zeros((2, 2, 1))))
    panel.watch(False)
    run.advanced.emit()
    qtbot.wait(150)
    assert len(asked(link)) == 1
    panel.watch(True)
    qtbot.waitUntil(lambda: len(asked(link)) == 2)


def test_examples_are_painted_once_and_anew_for_other_examples_and_colours(qtbot: QtBot) -> None:
    def picture() -> SurfacePicture:
        made = SurfacePicture()
        qtbot.addWidget(made)
        made.resize(200, 200)
        return made

    plane = np.zeros((4, 4, 1))
    old, kept = seen(surveyed(1, plane), (), CROSS), picture()
    assert old.examples is not None
    elsewhere = dataclasses.replace(old.examples, places=old.examples.places[::-1].copy())
    new = dataclasses.replace(old, examples=elsewhere)
    for theme in ("light", "dark"):
        themes().choose(theme)
        for shown in (old, new):
            kept.show_seen(shown, ("x", "y"))
            fresh = picture()
            fresh.show_seen(shown, ("x", "y"))
            assert kept.grab().toImage() == fresh.grab().toImage()
    themes().choose("system")
