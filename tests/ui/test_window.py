"""The window as a whole: what a person sees first, presses and finds again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import disconnect, set_setting
from designer.graph.files import load, save
from designer.ui.action_button import ActionButton
from designer.ui.theme import themes
from designer.ui.window import BROKEN, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[..., Window]
Keyboard = Callable[[QWidget], None]


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def units_of(window: Window) -> object:
    return window.session.design.graph.nodes["n2"].settings["units"]


def widen(window: Window, units: int = 16) -> None:
    window.session.edit(set_setting(window.session.design.graph.nodes["n2"], "units", units))


def test_the_first_start_shows_a_network_a_train_button_and_two_doors(window: Window, starter: Design) -> None:
    assert window.session.design == starter
    assert window.centre.welcome.isVisible()
    assert window.actions_["train"].isEnabled()
    assert "4 layers" in window.status.facts.text()


def test_starting_empty_can_be_undone(window: Window, qtbot: QtBot, starter: Design) -> None:
    qtbot.mouseClick(window.centre.welcome.empty_button, Qt.MouseButton.LeftButton)
    assert not window.session.design.graph.nodes and not window.centre.welcome.isVisible()
    window.actions_["undo"].trigger()
    assert window.session.design == starter


def test_the_welcome_does_not_come_back(open_window: Open) -> None:
    first = open_window()
    first.centre.welcome.close_button.click()
    first.close()
    assert not open_window().centre.welcome.isVisible()


def test_undo_and_redo_name_what_they_do(window: Window, keyboard_on: Keyboard) -> None:
    assert not window.actions_["undo"].isEnabled()
    widen(window)
    assert window.actions_["undo"].text() == "Undo Set units of dense to 16"
    keyboard_on(window.canvas)
    press(window.canvas, Qt.Key.Key_Z, CTRL)
    assert units_of(window) == 4
    assert window.actions_["redo"].text() == "Redo Set units of dense to 16"
    press(window.canvas, Qt.Key.Key_Y, CTRL)
    assert units_of(window) == 16


def test_keys_of_the_canvas_work_on_the_canvas(window: Window, keyboard_on: Keyboard) -> None:
    keyboard_on(window.canvas)
    press(window.canvas, Qt.Key.Key_A, CTRL)
    assert len(window.session.selection) == 4
    press(window.canvas, Qt.Key.Key_D, CTRL)
    assert len(window.session.design.graph.nodes) == 8
    press(window.canvas, Qt.Key.Key_Delete)
    assert len(window.session.design.graph.nodes) == 4
    window.session.select({"n3"})
    press(window.canvas, Qt.Key.Key_Delete, SHIFT)
    assert [(wire.source, wire.target) for wire in window.session.design.graph.wires] == [("n1", "n2"), ("n2", "n4")]


def test_keys_of_the_canvas_do_nothing_elsewhere(window: Window, keyboard_on: Keyboard) -> None:
    window.session.select({"n2"})
    search = window.palette_panel.search
    keyboard_on(search)
    QTest.keyClicks(search, "l")
    press(search, Qt.Key.Key_Delete)
    press(search, Qt.Key.Key_A, CTRL)
    assert "n2" in window.session.design.graph.nodes and window.session.selection == {"n2"}


def test_the_command_palette_finds_and_does(window: Window, qtbot: QtBot, keyboard_on: Keyboard) -> None:
    keyboard_on(window.canvas)
    press(window.canvas, Qt.Key.Key_P, CTRL | SHIFT)
    palette = window.commands
    assert palette.isVisible()
    QTest.keyClicks(palette.search, "dark")
    press(palette.search, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert themes().choice == "dark"


def test_a_command_that_cannot_be_done_is_greyed_and_last(window: Window) -> None:
    window.show_commands()
    QTest.keyClicks(window.commands.search, "undo")
    item = window.commands.list.currentItem()
    assert item is not None and not item.flags() & Qt.ItemFlag.ItemIsEnabled
    press(window.commands.search, Qt.Key.Key_Return)
    assert window.commands.isVisible()


def test_training_with_errors_shows_the_problems_and_how_many(window: Window) -> None:
    window.session.edit(disconnect(window.session.design.graph.wires))
    window.actions_["train"].trigger()
    assert window.docks.in_front("problems")
    errors = len(window.session.snapshot.analysis.errors)
    assert errors and window.status.sentence.text().startswith(f"{errors} problem")
    assert (
        window.docks.docks["problems"].windowTitle() == f"Problems ({len(window.session.snapshot.analysis.problems)})"
    )


def test_an_error_is_counted_on_its_tab_and_the_status_line_says_where_to_look(window: Window) -> None:
    wires = window.session.design.graph.wires
    window.session.edit(disconnect(wires[:1]))
    assert window.docks.docks["problems"].windowTitle().startswith("Problems (")
    assert window.status.sentence.text() == BROKEN
    window.session.undo()
    assert window.docks.docks["problems"].windowTitle() == "Problems"
    assert window.status.sentence.text() == "", "it is not true any more"


def test_what_trains_is_large_in_the_toolbar_and_small_in_its_panel(window: Window) -> None:
    buttons = window.findChildren(ActionButton)
    train = [button for button in buttons if button.defaultAction() is window.actions_["train"]]
    assert sorted(bool(button.property("primary")) for button in train) == [False, True]
    assert all(button.toolTip() == window.actions_["train"].toolTip() for button in train)
    assert "Ctrl" in train[0].toolTip()


def test_a_shown_problem_is_selected_and_centred(window: Window) -> None:
    window.problems.show_requested.emit("n3")
    assert window.session.selection == {"n3"}


def test_asking_to_edit_a_card_puts_the_keyboard_into_its_settings(window: Window) -> None:
    window.canvas.edit_requested.emit("n2")
    focus = window.focusWidget()
    assert focus is not None and window.inspector.isAncestorOf(focus)


def test_closing_and_opening_brings_the_same_work_back(open_window: Open, tmp_path: Path) -> None:
    first = open_window()
    path = tmp_path / "mine.loom"
    first.session.save(path)
    widen(first)
    before = first.session.design
    first.close()
    second = open_window()
    assert second.session.design == before
    assert second.session.path == path and second.session.dirty
    assert second.windowTitle() == "mine.loom[*] – Layerloom" and second.isWindowModified()


def test_two_windows_keep_two_works(open_window: Open) -> None:
    one, other = open_window(), open_window()
    widen(one, 16)
    widen(other, 32)
    one.close()
    other.close()
    assert {units_of(open_window()), units_of(open_window())} == {16, 32}


def test_panels_are_where_they_were_left(open_window: Open) -> None:
    first = open_window()
    first.docks.docks["code"].hide()
    first.close()
    second = open_window()
    assert "code" not in second.docks.shown()
    second.actions_["panels_reset"].trigger()
    assert "code" in second.docks.shown()


def test_a_panel_behind_a_tab_is_raised_not_hidden(window: Window) -> None:
    window.actions_["panel_data"].trigger()
    assert window.docks.in_front("data")
    window.actions_["panel_data"].trigger()
    assert "data" not in window.docks.shown()


def test_the_theme_is_remembered(open_window: Open) -> None:
    first = open_window()
    first.actions_["theme_dark"].trigger()
    first.close()
    themes().choose("light")
    second = open_window()
    assert themes().choice == "dark" and second.actions_["theme_dark"].isChecked()


def test_whether_guides_count_is_remembered(open_window: Open) -> None:
    first = open_window()
    assert first.actions_["snap"].isChecked() and first.canvas.canvas.snaps
    first.actions_["snap"].trigger()
    assert not first.actions_["snap"].isChecked()
    first.close()
    second = open_window()
    assert not second.actions_["snap"].isChecked() and not second.canvas.canvas.snaps


def test_save_asks_for_a_name_once_and_remembers_the_file(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(*given: object) -> tuple[str, str]:
        asked.append(str(given[1]))
        return str(tmp_path / "net"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    widen(window)
    window.actions_["save"].trigger()
    widen(window, 32)
    window.actions_["save"].trigger()
    assert asked == ["Save the design"]
    assert load(tmp_path / "net.loom") == window.session.design
    assert window.files.recent.paths() == [tmp_path / "net.loom"]
    assert not window.isWindowModified()


def test_a_failed_save_is_told_and_the_design_stays_unsaved(window: Window, tmp_path: Path) -> None:
    widen(window)
    window.session.path = tmp_path / "no such folder" / "net.loom"
    window.actions_["save"].trigger()
    box = window.findChild(QMessageBox)
    assert box is not None and not box.isModal() and "Cannot write" in box.text()
    assert window.session.dirty
    box.close()


def test_opening_another_file_keeps_unsaved_work(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "other.loom"
    save(path, Design())
    widen(window, 64)
    assert window.files.open_path(path)
    assert window.session.path == path and not window.session.dirty
    (left,) = window.autosave.unsaved()
    window.files.open_work(left)
    assert units_of(window) == 64


def test_a_file_that_is_no_design_is_refused_in_a_sentence(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "bad.loom"
    path.write_text("{")
    before = window.session.design
    assert not window.files.open_path(path)
    box = window.findChild(QMessageBox)
    assert box is not None and "bad.loom is no design file" in box.text()
    assert window.session.design == before
    box.close()


def test_python_goes_out_by_the_menu(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for id, name in (("export_model", "model.py"), ("export_script", "script.py")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", answering(str(tmp_path / name)))
        window.actions_[id].trigger()
        assert "keras.Sequential" in (tmp_path / name).read_text()


def answering(path: str) -> Callable[..., tuple[str, str]]:
    return lambda *given: (path, "")


def test_the_windows_process_never_imports_what_is_heavy(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from designer.ui import app
from designer.ui.worker_link import WorkerLink
application = app.application()
window = app.new_window(Path(sys.argv[1]), link=WorkerLink(["true"]))
window.painted.disconnect(window.start)
early = []
def shown():
    early.extend(name for name in ("pyqtgraph", "qtawesome", "concurrent.futures") if name in sys.modules)
    list(window.training.load_curves())
    window.reader.read(window.session.design.data)
    window.autosave.write()
    application.exit()
window.painted.connect(shown)
window.show()
application.exec()
window.close()
print(early, [name for name in ("tensorflow", "keras", "pandas", "sklearn", "scipy") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[] []"
