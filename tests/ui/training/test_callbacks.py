"""What watches over a run: ticked in the form, told when it has ended one, marked in the chart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.training import messages as m
from designer.training.endings import ending_text
from designer.ui.training.callbacks_form import CallbackSection
from designer.ui.training.curves import Curves
from designer.ui.training.monitor_field import MonitorField
from designer.ui.training.run import Phase, Run
from designer.ui.training.words import status
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


def test_the_best_epoch_is_marked_in_the_chart_of_the_loss(window: Window, qtbot: QtBot) -> None:
    curves = Curves(lively=False)
    qtbot.addWidget(curves)
    run = Run(1, planned(window), 200)
    losses = tuple(1 / (at + 1) for at in range(57))
    run.add(m.Epochs(1, 1, {"loss": losses, "val_loss": losses, "learning_rate": (0.01,) * 57}, 100.0))
    curves.show_run(run)
    assert not curves.charts[0].best.isVisible()
    run.ending, run.outcome = ENDING, "done"
    curves.show_now()
    mark = curves.charts[0].best
    assert mark.isVisible() and mark.value() == 47
    assert curves.accessibleDescription() == "val_loss was best in epoch 47"
    assert curves.values_at(47).startswith("epoch 47 (best): loss")
    curves.set_second("learning_rate")
    assert curves.charts[1].name == "learning_rate"
    curves.close()
