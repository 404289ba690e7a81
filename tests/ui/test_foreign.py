"""Networks written elsewhere are opened, dropped and pasted; what could not be read is listed, and nothing waits."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.files import load, save
from designer.graph.specs import Images, Table
from designer.ui.window import Window

SOURCE = """
model = keras.Sequential([keras.Input((8,)), layers.Dense(16, activation="relu"), layers.Dropout(0.5), layers.Dense(3, flavour="sweet")])
model.compile("adam", "mse")
"""
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_text(SOURCE)
    return path


def kinds(window: Window) -> list[str]:
    return [node.kind for node in window.session.design.graph.nodes.values()]


def has(window: Window, count: int) -> Callable[[], bool]:
    return lambda: len(window.session.design.graph.nodes) == count and not window.canvas.arrange.running


def notes(window: Window) -> list[str]:
    shown = window.centre.unread.list
    return [shown.item(row).text() for row in range(shown.count())] if window.centre.unread.isVisible() else []


def boxes(window: Window) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]


def drop(widget: QWidget, path: Path) -> bool:
    """Drag a file over a widget and let it go, as the window system tells it."""
    data, at = QMimeData(), widget.rect().center()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(at), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget.window(), QDropEvent(QPointF(at), copy, data, left, none))
    return True


def test_a_source_opens_as_a_new_design_that_was_never_saved(window: Window, qtbot: QtBot, source: Path) -> None:
    assert window.files.open_path(source)
    qtbot.waitUntil(has(window, 5))
    assert kinds(window) == ["Input", "Dense", "ReLU", "Dropout", "Dense"]
    assert window.session.path is None and window.session.dirty
    assert window.windowTitle().startswith("Untitled") and window.isWindowModified()
    assert window.session.design.training.optimizer.settings == {}


def test_saving_asks_for_a_file_and_leaves_the_source_alone(
    window: Window, qtbot: QtBot, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.files.open_path(source)
    qtbot.waitUntil(has(window, 5))
    saved = source.with_name("mine.loom")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(saved), ""))
    window.actions_["save"].trigger()
    assert source.read_text() == SOURCE
    assert load(saved) == window.session.design


def test_what_could_not_be_read_is_listed_until_it_is_put_away(
    window: Window, qtbot: QtBot, source: Path, keyboard_on: Callable[[QWidget], None]
) -> None:
    window.files.open_path(source)
    qtbot.waitUntil(has(window, 5))
    assert notes(window) == ["line 2: Dense has no setting called flavour, so it was left out."]
    assert window.centre.unread.text.text().startswith("One thing in net.py")
    window.centre.unread.list.item(0).setSelected(True)
    keyboard_on(window.centre.unread.list)
    QTest.keyClick(window.centre.unread.list, Qt.Key.Key_Escape)
    assert not window.centre.unread.isVisible()
    qtbot.waitUntil(window.canvas.hasFocus)


def test_the_list_goes_with_the_next_design(window: Window, qtbot: QtBot, source: Path, starter: Design) -> None:
    window.files.open_path(source)
    qtbot.waitUntil(has(window, 5))
    window.actions_["new"].trigger()
    assert not window.centre.unread.isVisible()


def test_json_and_keras_files_open_and_others_are_refused_in_a_sentence(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [{"class_name": "Dense", "config": {"units": 3, "batch_input_shape": [None, 2]}}]
    (tmp_path / "net.json").write_text(json.dumps({"class_name": "Sequential", "config": {"layers": rows}}))
    window.files.open_path(tmp_path / "net.json")
    qtbot.waitUntil(has(window, 2))
    (tmp_path / "net.keras").write_text("hello")
    window.files.open_path(tmp_path / "net.keras")
    qtbot.waitUntil(lambda: bool(boxes(window)))
    assert "no zip archive" in boxes(window)[0]
    assert kinds(window) == ["Input", "Dense"]


def test_a_file_is_dropped_anywhere_on_the_window(window: Window, qtbot: QtBot, source: Path, tmp_path: Path) -> None:
    assert drop(window.canvas.viewport(), source)
    qtbot.waitUntil(has(window, 5))
    save(tmp_path / "empty.loom", Design())
    assert drop(window, tmp_path / "empty.loom")
    assert window.session.path == tmp_path / "empty.loom"
    assert not drop(window.canvas.viewport(), tmp_path / "picture.png")


def test_a_file_of_data_is_dropped_anywhere_on_the_window(window: Window, tmp_path: Path) -> None:
    (tmp_path / "pictures" / "cats").mkdir(parents=True)
    (tmp_path / "pictures" / "cats" / "1.png").write_bytes(b"")
    before = window.session.design
    for path, kind in ((tmp_path / "pictures", Images), (tmp_path / "rents.xlsx", Table)):
        assert drop(window.canvas.viewport(), path)
        assert window.session.design.data.source == kind(str(path))
        assert window.docks.in_front("data")
    window.session.undo()
    window.session.undo()
    assert window.session.design == before


PASTED = {
    "source": SOURCE,
    "a chat": f"Try this:\n```python\n{SOURCE}```\nIt is good.",
    "a row": "[Input((3,)), Dense(16, 'relu'), Dropout(0.1), Dense(3, flavour=1)]",
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED.keys())
def test_source_is_pasted_as_layers_in_one_step(
    window: Window, qtbot: QtBot, keyboard_on: Callable[[QWidget], None], text: str
) -> None:
    before = window.session.design
    QGuiApplication.clipboard().setText(text)
    keyboard_on(window.canvas)
    QTest.keyClick(window.canvas, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(has(window, 9))
    assert sorted(kinds(window)[4:]) == ["Dense", "Dense", "Dropout", "Input", "ReLU"]
    assert window.session.selection == set(list(window.session.design.graph.nodes)[4:])
    assert len(notes(window)) == 1
    window.actions_["undo"].trigger()
    assert window.session.design == before


def test_prose_is_not_pasted_and_a_source_without_a_network_says_why(
    window: Window, qtbot: QtBot, keyboard_on: Callable[[QWidget], None]
) -> None:
    keyboard_on(window.canvas)
    for text, said in (("Dear Ada", "holds no layers"), ("class Net(keras.Model):\n    pass", "class Net")):
        QGuiApplication.clipboard().setText(text)
        with qtbot.waitSignal(window.session.said) as heard:
            QTest.keyClick(window.canvas, Qt.Key.Key_V, CTRL)
        assert said in heard.args[0]
    assert len(kinds(window)) == 4


def test_escape_leaves_what_is_being_pasted(window: Window, keyboard_on: Callable[[QWidget], None]) -> None:
    QGuiApplication.clipboard().setText(SOURCE)
    keyboard_on(window.canvas)
    QTest.keyClick(window.canvas, Qt.Key.Key_V, CTRL)
    assert window.canvas.pasted.running
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    QTest.qWait(200)
    assert len(kinds(window)) == 4


def test_another_design_opened_meanwhile_stays(window: Window, source: Path) -> None:
    window.files.open_path(source)
    window.actions_["new"].trigger()
    QTest.qWait(200)
    assert kinds(window) == []


@pytest.fixture
def settled_heap() -> Iterator[None]:
    """As the application has it once its window is shown: what is there by then is not walked for garbage again."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("settled_heap")
def test_the_window_goes_on_while_much_is_read(window: Window, qtbot: QtBot, source: Path) -> None:
    source.write_text(
        "m = keras.Sequential([keras.Input((4,))])\n" + "m.add(layers.Dense(4))\n" * 1_200 + "# \n" * 60_000
    )
    beats: list[int] = []

    def beat() -> None:
        beats.append(len(kinds(window)))

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(1)
    with qtbot.waitSignal(window.files.foreign.reader.read, timeout=180_000):  # asking again and again would take turns
        window.files.open_path(source)
    timer.stop()
    qtbot.waitUntil(has(window, 1_201), timeout=180_000)
    assert beats.count(4) > 5, "the window stood still while the file was read"
