"""The Try it tab: a form of the data's columns, an answer to the newest example only, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from designer.data import describe
from designer.data.fields import Packed
from designer.graph.specs import Bundled, BundledName, Column, DataFacts, DataSpec, Shapes
from designer.training import messages as m
from designer.ui.training.run import Phase
from designer.ui.trying.fields import CategoryField, ImageField, SeriesField, TextField
from designer.ui.trying.number_fields import DateField, NumberField
from designer.ui.trying.scores import bars_of
from designer.ui.window import Window
from tests.ui.judging.conftest import Worker

Keyboard = Callable[[QWidget], None]
CATEGORY = Column("district", "category", "feature", categories=("north", "south"))
CLASSES = ("cat", "dog")


@pytest.fixture
def trained(window: Window, worker: Worker, qtbot: QtBot) -> Worker:
    """A network of the plane is trained, the tab is in front, and the first answer is there."""
    worker.end_run()
    window.docks.bring_up("try")
    qtbot.waitUntil(lambda: bool(asked(worker)))
    answer(worker, 0.25)
    return worker


def answer(worker: Worker, *values: float) -> None:
    worker.say(m.Said(worker.last(m.Answer).id, (m.OutputSaid("", values),)))


def trained_on(window: Window, worker: Worker, facts: DataFacts) -> None:
    window.session._snapshot = _with_data(window, facts)
    window.run.began.emit()


def _with_data(window: Window, facts: DataFacts):  # type: ignore[no-untyped-def]
    from dataclasses import replace as changed

    return changed(window.session.snapshot, data=facts)


def asked(worker: Worker) -> list[m.Answer]:
    return [one for one in worker.sent if isinstance(one, m.Answer)]


def shown(window: Window) -> str:
    return window.trained.try_panel.outputs[0].answer.text()


def test_before_training_the_tab_says_what_to_do(window: Window) -> None:
    window.docks.bring_up("try")
    assert "Train a network" in window.trained.try_panel._empty.text() and window.trained.try_panel._empty.isVisible()
    assert not window.actions_["try_example"].isEnabled()


def test_when_a_run_ends_the_mean_of_the_data_is_tried(window: Window, trained: Worker) -> None:
    first = asked(trained)[0].given
    assert set(first) == {"x", "y"} and all(abs(value) < 0.2 for value in first.values())  # type: ignore[arg-type]
    assert shown(window) == "0.25"


def test_a_slider_moved_by_keys_asks_at_once(window: Window, trained: Worker, keyboard_on: Keyboard) -> None:
    widget = window.trained.try_panel.widgets["x"]
    assert isinstance(widget, NumberField)
    before = len(asked(trained))
    keyboard_on(widget.slider)
    QTest.keyClick(widget.slider, Qt.Key.Key_Right)
    assert len(asked(trained)) == before + 1
    assert float(widget.line.text()) == pytest.approx(asked(trained)[-1].given["x"], rel=1e-3)


def test_a_number_can_be_typed_and_what_is_none_is_refused(
    window: Window, trained: Worker, keyboard_on: Keyboard
) -> None:
    widget = window.trained.try_panel.widgets["y"]
    assert isinstance(widget, NumberField)
    keyboard_on(widget.line)
    widget.line.selectAll()
    QTest.keyClicks(widget.line, "7")
    assert asked(trained)[-1].given["y"] == 7 and "guess" in widget.refusal.text()
    assert widget.slider.value() == widget.slider.maximum()
    count = len(asked(trained))
    QTest.keyClicks(widget.line, "x")
    assert "number" in widget.refusal.text() and len(asked(trained)) == count


def test_only_the_newest_example_is_asked_about_and_no_stale_answer_shows(window: Window, trained: Worker) -> None:
    slider = window.trained.try_panel.widgets["x"].slider  # type: ignore[attr-defined]
    first = len(asked(trained))
    for step in (10, 20, 30, 40):
        slider.setValue(step)
    assert len(asked(trained)) == first + 1, "one question at a time"
    old = asked(trained)[-1]
    answer(trained, 1.0)
    newest = asked(trained)[-1]
    assert len(asked(trained)) == first + 2 and newest.given["x"] == window.trained.trying.given["x"]
    answer(trained, 2.0)
    trained.say(m.Said(old.id, (m.OutputSaid("", (1.0,)),)))
    assert shown(window) == "2"


def test_answers_of_the_network_before_do_not_show_in_the_next_run(window: Window, trained: Worker) -> None:
    window.trained.trying.set("x", 0.4)
    late = asked(trained)[-1]
    window.run.began.emit()
    trained.say(m.Said(late.id, (m.OutputSaid("", (9.0,)),)))
    assert window.trained.trying.said == ()


def test_while_a_run_goes_on_the_answer_follows_its_weights(window: Window, trained: Worker, qtbot: QtBot) -> None:
    run = window.run.run
    assert run is not None
    run.outcome = ""
    window.run._enter(Phase.RUNNING)
    before = len(asked(trained))
    window.run.advanced.emit()
    qtbot.waitUntil(lambda: len(asked(trained)) == before + 1)


def test_a_run_is_not_asked_for_what_nobody_looks_at(window: Window, trained: Worker, qtbot: QtBot) -> None:
    window.docks.bring_up("training")
    qtbot.waitUntil(lambda: not window.trained.trying._watched)
    before = len(asked(trained))
    window.trained.trying.set("x", 0.7)
    assert len(asked(trained)) == before
    window.docks.bring_up("try")
    qtbot.waitUntil(lambda: len(asked(trained)) == before + 1)
    assert asked(trained)[-1].given["x"] == 0.7


def test_an_example_fills_the_form_and_its_truth_stands_beside_the_answer(window: Window, trained: Worker) -> None:
    window.actions_["try_example"].trigger()
    request = trained.last(m.ShowRows)
    row = m.Example(request.places[0], 41, {"x": 0.5, "y": -0.25}, ((0.125,),))
    trained.say(m.RowsShown(request.id, (row,)))
    assert window.trained.try_panel.widgets["y"].line.text() == "-0.25"  # type: ignore[attr-defined]
    answer(trained, 0.25)
    assert "It is 0.125; the network is off by 0.125." in window.trained.try_panel.outputs[0].note.text()
    window.trained.try_panel.widgets["x"].slider.setValue(3)  # type: ignore[attr-defined]
    answer(trained, 0.25)
    assert "It is" not in window.trained.try_panel.outputs[0].note.text(), "it is another example now"


def test_a_refusal_is_shown_in_words_and_a_lost_worker_too(window: Window, trained: Worker) -> None:
    window.trained.trying.set("x", 0.3)
    trained.say(m.Failed(asked(trained)[-1].id, "data", "Expected a number."))
    assert window.trained.try_panel.fault.text() == "Expected a number."
    window.link.lost.emit("gone")
    assert "Train again" in window.trained.try_panel.fault.text()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("iris", NumberField), ("digits", ImageField), ("film_reviews", TextField), ("temperatures", SeriesField)],
)
def test_each_kind_of_data_has_its_form(
    window: Window, trained: Worker, name: BundledName, kind: type[QWidget]
) -> None:
    trained_on(window, trained, describe(DataSpec(Bundled(name))))
    assert window.trained.try_panel.widgets and all(
        isinstance(one, kind) for one in window.trained.try_panel.widgets.values()
    )


def test_several_parts_stand_in_one_form(window: Window, trained: Worker) -> None:
    trained_on(window, trained, describe(DataSpec(Shapes(size=30))))
    assert list(window.trained.try_panel.widgets) == ["picture", "distance", "light"]


def test_a_category_is_chosen_by_key(window: Window, trained: Worker, keyboard_on: Keyboard) -> None:
    facts = window.session.snapshot.data
    assert facts is not None
    trained_on(window, trained, replace(facts, columns=(facts.columns[0], CATEGORY, facts.columns[-1])))
    widget = window.trained.try_panel.widgets["district"]
    assert isinstance(widget, CategoryField)
    keyboard_on(widget.combo)
    QTest.keyClick(widget.combo, Qt.Key.Key_Down)
    assert window.trained.trying.given["district"] == "south"


def test_a_digit_is_drawn_with_the_mouse_or_by_keys(window: Window, trained: Worker, keyboard_on: Keyboard) -> None:
    trained_on(window, trained, describe(DataSpec(Bundled("digits"))))
    assert window.trained.trying.blank and window.trained.try_panel.hint.text()
    widget = window.trained.try_panel.widgets["image"]
    assert isinstance(widget, ImageField)
    side = widget.pad.width()
    QTest.mousePress(
        widget.pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(side // 2, side // 4)
    )
    QTest.mouseMove(widget.pad, QPoint(side // 2, 3 * side // 4))
    QTest.mouseRelease(
        widget.pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(side // 2, side // 2)
    )
    drawn = window.trained.trying.given["image"]
    assert isinstance(drawn, Packed) and not window.trained.trying.blank
    pixels = np.frombuffer(drawn.floats, np.float32).reshape(8, 8)
    assert pixels[1:7, 3:5].min() > 8 and pixels[:, 0].max() == 0
    widget.clear.click()
    assert window.trained.trying.blank
    keyboard_on(widget.pad)
    for _ in range(4):
        QTest.keyClick(widget.pad, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(widget.pad.strokes) == 1 and len(widget.pad.strokes[0]) == 5
    QTest.keyClick(widget.pad, Qt.Key.Key_Backspace)
    assert not widget.pad.strokes and window.trained.trying.blank


def test_a_series_keeps_its_numbers_to_the_last_bit(window: Window, trained: Worker) -> None:
    trained_on(window, trained, describe(DataSpec(Bundled("temperatures"))))
    value = Packed(np.linspace(-3.3, 21.7, 28, dtype=np.float32).tobytes())
    window.trained.trying.fill({"temperature": value}, m.Example(0, 0, {"temperature": value}, ((1.0,),)))
    assert window.trained.trying.given["temperature"] == value and window.trained.trying.truth is not None
    widget = window.trained.try_panel.widgets["temperature"]
    assert isinstance(widget, SeriesField)
    widget.edit.setPlainText("1 2 3")
    assert "28 numbers" in widget.refusal.text() and window.trained.trying.given["temperature"] == value


def test_a_table_is_answered_into_a_file_of_its_own(
    window: Window, trained: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "new.csv", tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(source), ""))
    window.actions_["try_table"].trigger()
    assert "a file of their own" in window.trained.try_panel.told.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    window.actions_["try_table"].trigger()
    request = trained.last(m.AnswerTable)
    assert (request.source, request.target) == (str(source), str(target))
    trained.say(m.TableSaid(request.id, str(target), 4, 3, ("1 row has an empty cell, and no answer.",)))
    assert (
        window.trained.try_panel.told.text()
        == "Wrote out.csv: 3 of 4 rows have an answer. 1 row has an empty cell, and no answer."
    )


def test_bars_are_told_to_assistive_tools_with_names_and_numbers(window: Window, trained: Worker) -> None:
    view = window.trained.try_panel.outputs[0]
    view.show_said(m.OutputSaid("", (0.25, 0.75), CLASSES, 1, True), (0.0,), None)
    assert view.bars.accessibleDescription() == "cat 25.0 % this is right; dog 75.0 % taken"
    assert view.note.text() == "It is cat: wrong."


def test_of_many_classes_the_likeliest_have_bars() -> None:
    scores = tuple(1 / 30 + (at == 17) * 0.5 for at in range(30))
    bars = bars_of(m.OutputSaid("", scores, tuple(str(at) for at in range(30)), 17, True), None)
    assert len(bars) == 12 and any(bar.name == "17" and bar.taken for bar in bars)


def test_scores_that_are_no_probabilities_are_not_shown_as_such() -> None:
    bars = bars_of(m.OutputSaid("", (-2.0, 2.0), CLASSES, 1, False), None)
    assert [bar.text for bar in bars] == ["-2", "2"] and [bar.length for bar in bars] == [0, 1]


def test_a_network_taken_back_answers_anew(window: Window, trained: Worker) -> None:
    before = len(asked(trained))
    window.run.went_to(0)
    assert len(asked(trained)) == before + 1


def test_a_date_is_filled_in_as_a_date(window: Window, trained: Worker) -> None:
    day = Column("day", "number", "feature", low=17000.0, high=18000.0, mean=17420.3, holds="date")
    other = Column("b", "number", "feature", low=0.0, high=1.0, mean=0.5)
    facts = window.session.snapshot.data
    assert facts is not None
    trained_on(window, trained, replace(facts, columns=(day, other, facts.columns[-1])))
    field = window.trained.try_panel.widgets["day"]
    assert isinstance(field, DateField) and field.line.text() == "2017-09-11"
    field.line.selectAll()
    QTest.keyClicks(field.line, "2018-02-29")
    assert field.refusal.text() == "Expected a date such as 2024-01-31."
    field.line.selectAll()
    QTest.keyClicks(field.line, "2018-03-01")
    assert field.refusal.text() == "" and window.trained.trying.given["day"] == 17591.0
    QTest.keyClick(field.slider, Qt.Key.Key_Right)
    assert field.line.text() == "2018-03-05"
    field.line.selectAll()
    QTest.keyClicks(field.line, "2031-01-01")
    assert "2016-07-18 to 2019-04-14" in field.refusal.text()
