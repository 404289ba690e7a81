"""Whatever is done with the design, the last keys typed into its code are in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.graph.files import load
from designer.training import messages as m
from designer.ui.window import Window


@pytest.fixture
def typed(window: Window, qtbot: QtBot) -> Callable[[str], None]:
    """Types behind the units of the first Dense, without a pause afterwards."""

    def type(what: str) -> None:
        window.show()
        window.docks.bring_up("code")
        text = window.code.text
        text.setFocus()
        qtbot.waitUntil(lambda: "units=4" in text.toPlainText())
        cursor = text.textCursor()
        cursor.setPosition(text.toPlainText().index("units=4") + len("units=4"))
        text.setTextCursor(cursor)
        QTest.keyClicks(text, what)
        assert window.code.following.busy

    return type


def units(window: Window) -> object:
    return next(node for node in window.session.design.graph.nodes.values() if node.kind == "Dense").settings["units"]


def test_saving_takes_in_what_was_typed_first(
    window: Window, typed: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.loom"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(path), ""))
    typed("2")
    QTest.keySequence(window.code.text, QKeySequence("Ctrl+S"))
    assert [node.settings.get("units") for node in load(path).graph.nodes.values()][1] == 42
    typed_again = window.code.text
    QTest.keyClicks(typed_again, "1")
    QTest.keySequence(typed_again, QKeySequence("Ctrl+S"))
    assert [node.settings.get("units") for node in load(path).graph.nodes.values()][1] == 421


@pytest.mark.parametrize(("action", "kind"), [("export_keras", m.Save), ("train", m.Train)])
def test_exporting_and_training_take_it_in(
    action: str,
    kind: type[m.Request],
    window: Window,
    typed: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[m.Request] = []
    monkeypatch.setattr(window.link, "send", lambda request: sent.append(request) or True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "net.keras"), ""))
    typed("2")
    window.actions_[action].trigger()
    assert units(window) == 42
    plans = [one.plan for one in sent if isinstance(one, kind)]
    assert plans and "42" in str(plans[-1])


def test_another_design_that_is_opened_leaves_what_was_typed_behind_and_takes_none_of_it(
    window: Window, typed: Callable[[str], None], qtbot: QtBot
) -> None:
    typed("2")
    window.actions_["new"].trigger()
    assert not window.session.design.graph.nodes
    assert [left.work.name for left in window.autosave.unsaved()]
    (left,) = window.autosave.unsaved()
    assert "42" in str(left.work.opened().graph)
