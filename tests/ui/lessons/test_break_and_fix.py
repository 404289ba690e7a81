"""A fault planted in the data is in no form; choosing the data once more mends it, as one step."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from designer.graph.edits import Edit
from designer.lessons.faults import planted
from designer.ui.data.picture import points_of
from designer.ui.window import Window


def test_choosing_the_data_once_more_mends_it(window: Window, qtbot: QtBot) -> None:
    sound = window.session.design
    broken = planted(sound, "leaked")
    assert broken is not None
    window.session.edit(Edit("Break", lambda design: broken))
    assert window.session.design == broken
    index = window.data.picker.findData("plane")
    window.data.picker.activated.emit(index)
    assert window.session.design == sound
    window.session.undo()
    assert window.session.design == broken


def test_the_data_form_shows_nothing_and_the_problems_count_the_copies(window: Window, qtbot: QtBot) -> None:
    shown = [label.text() for label in window.data.pattern.findChildren(QLabel)]
    broken = planted(window.session.design, "leaked")
    window.session.edit(Edit("Break", lambda design: broken or design))
    qtbot.waitUntil(lambda: any(one.code == "rows-copies" for one in window.session.snapshot.analysis.problems))
    assert [label.text() for label in window.data.pattern.findChildren(QLabel)] == shown


def test_shuffled_answers_are_seen_in_the_picture_of_the_points(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.snapshot.data is not None)
    facts = window.session.snapshot.data
    assert facts is not None
    spec = window.session.design.data
    sound, shuffled = (points_of(one, facts) for one in (spec, replace(spec, spoiled="labels")))
    assert [(point.x, point.y) for point in sound] == [(point.x, point.y) for point in shuffled]
    assert sorted(point.answer for point in sound) == sorted(point.answer for point in shuffled)
    assert sound != shuffled
