"""The Training tab: settings are edits, results are told, Space trains."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.plan import TrainingPlan
from designer.training import messages as m
from designer.ui.inspector.number_or_field import NumberOrField
from designer.ui.training.frame import EMPTY, Frame
from designer.ui.training.run import Phase, Run
from designer.ui.window import Window
from designer.values import ObjectValue


def type_into(editor: QWidget, text: str) -> None:
    editor.setFocus()
    editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def planned(window: Window) -> TrainingPlan:
    plan = window.run.ahead.plan()
    assert plan is not None
    return plan


def test_typing_a_number_of_epochs_is_one_edit(window: Window) -> None:
    type_into(window.training.form.length.field("epochs").focusProxy(), "50")
    assert window.session.design.training.epochs == 50
    assert window.session.snapshot.undo_label == "Set epochs to 50"
    window.session.undo()
    assert window.session.design.training.epochs == 200


def test_a_text_that_is_no_number_is_refused_in_the_field(window: Window) -> None:
    field = window.training.form.length.field("epochs")
    type_into(field.focusProxy(), "many")
    assert "whole number" in field.sentence and window.session.design.training.epochs == 200


def test_another_optimizer_keeps_the_learning_rate(window: Window) -> None:
    picker = window.training.form.optimizer
    at = picker.combo.findData("SGD")
    picker.combo.setCurrentIndex(at)
    picker.combo.activated.emit(at)
    assert window.session.design.training.optimizer == ObjectValue("SGD", {"learning_rate": 0.01})
    assert "SGD" in window.session.snapshot.undo_label


def test_weights_trained_before_are_chosen_and_given_up_again(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    form, file = window.training.form.start, str(tmp_path / "digits.keras")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (file, ""))
    assert form.told.text().startswith("Fresh weights") and form.fresh.isHidden()
    QTest.mouseClick(form.choose, Qt.MouseButton.LeftButton)
    assert window.session.design.training.start == planned(window).training.start == file
    assert window.session.snapshot.undo_label == "Start from the weights in digits.keras"
    assert "digits.keras" in form.told.text()
    QTest.keyClick(form.fresh, Qt.Key.Key_Space)
    assert window.session.design.training.start == ""
    window.session.undo()
    window.session.undo()
    assert form.told.text().startswith("Fresh weights")


def test_the_learning_rate_is_an_edit(window: Window) -> None:
    picker = window.training.form.optimizer
    type_into(picker.form_of("learning_rate").field("learning_rate").focusProxy(), "0.5")
    assert window.session.design.training.optimizer.settings == {"learning_rate": 0.5}


def test_metrics_are_ticked(window: Window) -> None:
    metrics = window.training.form.metrics.button
    metrics._ticks["mean_squared_error"].trigger()
    assert set(window.session.design.training.metrics) == {"mean_absolute_error", "mean_squared_error"}


def test_undo_shows_in_the_form(window: Window) -> None:
    type_into(window.training.form.length.field("batch_size").focusProxy(), "8")
    window.session.undo()
    assert window.training.form.length.field("batch_size").value == 32


def test_before_the_first_run_the_panel_says_what_to_do(window: Window) -> None:
    texts = [label.text() for label in window.training.findChildren(QLabel) if label.isVisibleTo(window.training)]
    assert "Press Train to see the loss fall" in texts


def test_space_in_the_panel_trains(window: Window, keyboard_on: Callable[[QWidget], None]) -> None:
    keyboard_on(window.training)
    QTest.keyClick(window.training, Qt.Key.Key_Space)
    assert window.run.run is not None


@pytest.mark.parametrize("outcome", ["diverged", "failed", "interrupted"])
def test_how_a_run_went_wrong_is_said_in_the_panel(window: Window, outcome: str) -> None:
    window.run.run = Run(1, planned(window), 10, outcome=outcome, sentence="This is why.")
    window.run.phase = Phase.FINISHED
    window.run.changed.emit()
    assert window.training._sentence.text() == "This is why." and window.training._sentence.isVisibleTo(window.training)


def test_the_confusion_matrix_reads_itself_out(window: Window) -> None:
    run = Run(1, planned(window), 10, outcome="done", epochs=10, seconds=1.0)
    run.evaluation = m.Evaluation(30, {"accuracy": 0.9}, ("cat", "dog"), ((10, 1), (2, 17)))
    window.run.run, window.run.phase = run, Phase.FINISHED
    window.run.changed.emit()
    confusion = window.training.results.confusion
    assert confusion.isVisibleTo(window.training)
    assert confusion.accessibleDescription() == "cat: 10 as cat, 1 as dog; dog: 2 as cat, 17 as dog"
    assert "90.0 %" in [label.text() for label in window.training.results.findChildren(QLabel)]


def test_buttons_say_what_they_do_now(window: Window) -> None:
    train, step, stop = (window.actions_[id] for id in ("train", "one_epoch", "stop"))
    assert (train.text(), train.isEnabled(), step.isEnabled(), stop.isEnabled()) == ("Train", True, True, False)
    window.run.run = Run(1, planned(window), 10)
    window.run._enter(Phase.RUNNING)
    assert (train.text(), step.isEnabled(), stop.isEnabled()) == ("Pause", False, True)
    window.run._enter(Phase.PAUSED)
    assert (train.text(), step.isEnabled(), stop.isEnabled()) == ("Go on", True, True)


def test_numbers_of_an_earlier_design_say_so_until_it_is_back(window: Window, qtbot: QtBot) -> None:
    window.run.run = Run(1, planned(window), 10)
    window.run._enter(Phase.RUNNING)
    window.run._end("done", "")
    assert not window.training.stale.isVisibleTo(window.training)
    window.session.edit(set_training("Set epochs to 7", epochs=7))
    qtbot.waitUntil(partial(window.training.stale.isVisibleTo, window.training))
    window.session.undo()
    qtbot.waitUntil(lambda: not window.training.stale.isVisibleTo(window.training))


def test_a_class_is_named_whole_over_its_column_where_few_share_the_room(window: Window) -> None:
    confusion = window.training.results.confusion
    confusion.show_counts(("orange", "blue"), ((1, 0), (0, 1)))
    assert [confusion._over_column(at) for at in range(2)] == ["orange", "blue"]
    few = confusion.sizeHint().width()
    confusion.show_counts(tuple(f"{at} a very long name" for at in range(12)), ((1,) * 12,) * 12)
    assert confusion._over_column(11) == "11 "
    assert few < confusion.sizeHint().width() < 12 * 40 + few


def test_a_chart_without_values_shows_the_epochs_to_come() -> None:
    frame = Frame()
    frame.fit(0, 200, np.array([]), ended=False)
    assert frame.x == (0.0, 200.0) and frame.y == EMPTY
    frame.fit(1, 200, np.array([3.0]), ended=False)
    assert frame.y == (3.0, 3.0)


def choose(combo: QComboBox, name: str | None) -> None:
    at = combo.findData(name)
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def test_a_schedule_takes_the_place_of_the_learning_rate_and_gives_it_back(window: Window) -> None:
    form = window.training.form
    field = form.optimizer.form_of("learning_rate").field("learning_rate")
    assert isinstance(field, NumberOrField) and isinstance(field.focusProxy(), QLineEdit)
    choose(field.combo, "CosineDecay")
    wanted = ObjectValue("CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 1000})
    assert window.session.design.training.optimizer.settings == {"learning_rate": wanted}
    assert form.steps.text() == "One epoch is 13 steps here (400 rows, 32 a batch), so 200 epochs are 2,600."
    assert field.form is not None
    type_into(field.form.field("decay_steps").focusProxy(), "2600")
    assert window.session.design.training.optimizer.settings["learning_rate"].settings["decay_steps"] == 2600
    choose(field.combo, None)
    assert window.session.design.training.optimizer.settings == {"learning_rate": 0.01}
    assert form.steps.text() == ""
    window.session.undo()
    assert field.combo.currentData() == "CosineDecay"


def test_a_metric_with_settings_has_its_form_and_each_change_is_a_step(window: Window) -> None:
    form = window.training.form.metrics
    form.button._ticks["precision_at_recall"].trigger()
    (section,) = form.sections.values()
    assert not section.is_folded() and section.header.text() == "Settings of precision at recall"
    type_into(section.form_of("recall").field("recall").focusProxy(), "0.7")
    given = window.session.design.training.metrics
    assert given == ("mean_absolute_error", ObjectValue("PrecisionAtRecall", {"recall": 0.7}))
    assert window.session.snapshot.undo_label == "Set recall of precision at recall to 0.7"
    window.session.undo()
    assert section.form_of("recall").field("recall").value == 0.9
    QTest.keyClick(section.remove, Qt.Key.Key_Space)
    assert window.session.design.training.metrics == ("mean_absolute_error",) and not form.sections


def test_one_kind_of_metric_is_measured_twice_with_other_settings(window: Window) -> None:
    window.session.edit(set_training("", metrics=("auc",)))
    form = window.training.form.metrics
    form.sections[0].set_folded(False)
    QTest.keyClick(form.sections[0].another, Qt.Key.Key_Space)
    assert window.session.design.training.metrics == ("auc", ObjectValue("AUC", {"name": "auc_1"}))
    form.sections[1].set_folded(False)
    form.sections[1].form_of("curve").field("curve").edited.emit("PR")
    assert window.session.design.training.metrics == ("auc", ObjectValue("AUC", {"curve": "PR"}))
    assert form.button.text() == "auc, auc 1"
    form.sections[1].form_of("curve").reset.emit("curve")
    form.button._ticks["auc"].trigger()
    assert window.session.design.training.metrics == () and not form.sections
