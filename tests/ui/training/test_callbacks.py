"""What watches over a run: ticked in the form, told when it has ended one, marked in the chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.graph.specs import TrainingSettings
from designer.training import messages as m
from designer.training.endings import ending_text
from designer.training.verdicts import batch_text
from designer.ui.training.callbacks_form import CallbackSection
from designer.ui.training.curves import Curves
from designer.ui.training.monitor_field import MonitorField
from designer.ui.training.run import Phase, Run
from designer.ui.training.words import foreseen, status
from designer.ui.window import Window
from designer.values import ObjectValue
from tests.ui.training.test_panel import choose, planned, type_into

ENDING = m.Ending("val_loss", 47, 10, early=True, restored=True)


def section(window: Window, kind: str = "EarlyStopping") -> CallbackSection:
    return window.training.form.callbacks.sections[kind]


def test_a_tick_adds_a_callback_and_takes_it_off_again(window: Window, qtbot: QtBot) -> None:
    stopping = section(window)
    stopping.tick.setFocus()
    qtbot.keyClick(stopping.tick, Qt.Key.Key_Space)
    (found,) = window.session.design.training.callbacks
    assert found == ObjectValue("EarlyStopping", {"patience": 10, "restore_best_weights": True})
    assert window.session.snapshot.undo_label == "Add EarlyStopping"
    qtbot.keyClick(stopping.tick, Qt.Key.Key_Space)
    assert window.session.design.training.callbacks == ()
    window.session.undo()
    assert stopping.tick.isChecked()


def test_its_settings_are_edits_and_what_it_watches_is_chosen_from_what_is_measured(window: Window) -> None:
    stopping = section(window)
    stopping.tick.click()
    type_into(stopping.form_of("patience").field("patience").focusProxy(), "25")
    assert window.session.snapshot.undo_label == "Set patience of EarlyStopping to 25"
    monitor = stopping.form_of("monitor").field("monitor")
    assert isinstance(monitor, MonitorField)
    offered = [monitor.combo.itemData(at) for at in range(monitor.combo.count())]
    assert offered == ["val_loss", "val_mean_absolute_error", "loss", "mean_absolute_error"]
    choose(monitor.combo, "val_mean_absolute_error")
    (found,) = window.session.design.training.callbacks
    assert found.settings["monitor"] == "val_mean_absolute_error" and found.settings["patience"] == 25
    window.session.edit(set_training("", metrics=()))
    assert monitor.combo.currentData() == "val_mean_absolute_error"
    assert any(problem.code == "no-such-log" for problem in window.session.snapshot.analysis.errors)


def test_a_run_that_ended_early_says_why_and_which_weights_it_has(window: Window) -> None:
    run = Run(1, planned(window), 200, outcome="done", epochs=57, ending=ENDING)
    said = "Stopped early after 57 epochs: val_loss had not improved for 10. The weights are those of epoch 47."
    assert status(Phase.FINISHED, run, True) == said


def test_what_is_said_of_an_ending_fits_it() -> None:
    assert ending_text(None, 5) == ""
    there = m.Ending("val_loss", 90, 10, restored=True)
    assert ending_text(there, 100) == "The weights are those of epoch 90, in which val_loss was best."
    last = m.Ending("loss", 4, 1, early=True)
    assert ending_text(last, 5).startswith(
        "Stopped early after 5 epochs: loss had not improved. In epoch 4 loss was best"
    )
    based = m.Ending("val_loss", 4, 3, early=True, restored=True, baseline=0.1)
    assert "had not improved and been better than 0.1 for 3" in ending_text(based, 5)


def test_what_a_run_will_take_is_told_in_time_and_memory() -> None:
    training = TrainingSettings(epochs=200)
    assert foreseen(None, training) == ""
    assert foreseen(m.Forecast(0.06, 90_000_000), training) == "About 12 s for 200 epochs, about 86 MiB"
    early = TrainingSettings(epochs=200, callbacks=(ObjectValue("EarlyStopping"),))
    assert foreseen(m.Forecast(0.06, 90_000_000), early).startswith("At most about 12 s for 200 epochs")


def test_the_forecast_stands_in_the_panel_until_the_design_changes(window: Window) -> None:
    run, panel = window.run, window.training
    run.ahead._preparing = (77, planned(window))
    window.link.received.emit(m.Prepared(77, forecast=m.Forecast(0.01, 5_000_000)))
    assert panel.status.text().startswith("About 2.0 s for 200 epochs")
    window.session.edit(set_training("", epochs=400))
    assert "epochs" not in panel.status.text()


def test_can_it_learn_one_batch_is_answered_in_a_sentence(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[m.Request] = []
    monkeypatch.setattr(window.link, "send", lambda request: asked.append(request) or True)
    window.actions_["one_batch"].trigger()
    (request,) = asked
    assert isinstance(request, m.TryBatch) and request.plan == planned(window)
    assert "by heart" in window.training.batch.sentence
    window.link.received.emit(m.BatchTried(request.id, 32, 200, 0.69, 0.003))
    yes = "Yes: on 32 rows the loss fell from 0.69 to 0.003 in 200 steps. The network is large enough and the gradient gets through."
    assert window.training._verdict.text() == yes


def test_the_answers_fit_what_was_found() -> None:
    assert batch_text(m.BatchTried(1, 32, 300, 0.69, 0.66)).startswith(
        "No: on 32 rows the loss fell from 0.69 to 0.66 in 300"
    )
    assert "Look at learning rate, last activation and loss" in batch_text(m.BatchTried(1, 32, 300, 0.69, 0.66))
    assert batch_text(m.BatchTried(1, 32, 300, 0.69, 0.2)).startswith(
        "Not quite: on 32 rows the loss fell from 0.69 to 0.2"
    )
    assert batch_text(m.BatchTried(1, 1, 300, 0.6, 0.9)).startswith("No: on 1 row the loss went from")
    assert "stopped being a number" in batch_text(m.BatchTried(1, 32, 20, 0.6, float("nan")))
    assert batch_text(m.BatchTried(1, 32, 300, 1.0, 0.9), ("Poisson",)).startswith("See for yourself")


def test_the_best_epoch_is_marked_in_the_chart_of_the_loss(window: Window, qtbot: QtBot) -> None:
    curves = Curves(lively=False)
    qtbot.addWidget(curves)
    run = Run(1, planned(window), 200)
    losses = tuple(1 / (at + 1) for at in range(57))
    run.add(m.Epochs(1, 1, {"loss": losses, "val_loss": losses, "learning_rate": (0.01,) * 57}, 100.0))
    curves.show_run(run)
    mark = curves.charts[0].best
    assert mark.isVisible() and mark.value() == 57
    run.ending, run.outcome = ENDING, "done"
    curves.show_now()
    assert mark.isVisible() and mark.value() == 47
    assert curves.accessibleDescription().endswith(". val_loss was best in epoch 47")
    assert curves.values_at(47).startswith("epoch 47 (best): loss")
    curves.set_second("learning_rate")
    assert curves.charts[1].name == "learning_rate"
    curves.close()
