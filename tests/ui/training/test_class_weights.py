"""How much each class counts is chosen in the form, where there are classes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from designer.graph.edits import set_data, set_training
from designer.graph.specs import DataSpec, Generated
from designer.ui.window import Window
from tests.ui.training.test_panel import choose, type_into


def test_numbers_have_no_class_weights(window: Window) -> None:
    assert not window.training.form.class_weights.isVisibleTo(window.training.form)


def test_classes_can_be_balanced_or_weighed_by_hand(window: Window, qtbot: QtBot) -> None:
    form = window.training.form.class_weights
    window.session.edit(set_data(DataSpec(Generated("spiral"))))
    qtbot.waitUntil(lambda: window.session.snapshot.data is not None and bool(window.session.snapshot.data.classes))
    assert form.isVisibleTo(window.training.form)
    choose(form.combo, "balanced")
    assert window.session.design.training.class_weights == "balanced"
    assert form.told.text().startswith("orange ")
    choose(form.combo, "own")
    weights = window.session.design.training.class_weights
    assert isinstance(weights, tuple) and len(weights) == 2
    type_into(form.numbers.line, "3, 1")
    assert window.session.design.training.class_weights == (3.0, 1.0)
    choose(form.combo, "")
    assert window.session.design.training.class_weights == ()
    window.session.edit(set_training("", class_weights="balanced"))
    assert form.combo.currentData() == "balanced"
