"""File > Export > Picture, and Copy as a picture: with the real window, keys and clipboard."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.picturing import Choice
from designer.ui.pictures.dialog import PictureDialog
from designer.ui.window import Window


@pytest.fixture
def asked(window: Window, qtbot: QtBot) -> PictureDialog:
    """The dialog, opened by its key."""
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.pictures.dialog
    assert dialog is not None and dialog.isVisible()
    qtbot.waitUntil(has_preview(dialog))
    return dialog


def has_preview(dialog: PictureDialog) -> Callable[[], bool]:
    return lambda: not dialog.picture.pixmap().isNull()


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(path), ""))


def clipboard_has_image() -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and data.hasImage()


def choose(dialog: PictureDialog, **values: str) -> None:
    for name, value in values.items():
        box = getattr(dialog, name)
        box.setCurrentIndex(box.findData(value))


@pytest.mark.parametrize(("format", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_picture_is_exported(
    asked: PictureDialog,
    window: Window,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    begin: bytes,
) -> None:
    answer(monkeypatch, tmp_path / "net")
    choose(asked, subject="neurons", format=format)
    qtbot.mouseClick(asked.save, Qt.MouseButton.LeftButton)
    out = tmp_path / f"net.{format}"
    qtbot.waitUntil(out.exists)
    assert out.read_bytes().startswith(begin)


def test_the_dialog_shows_what_will_come(asked: PictureDialog, qtbot: QtBot) -> None:
    def ground() -> str:
        image = asked.picture.pixmap().toImage()
        return image.pixelColor(2, 2).name()

    choose(asked, theme="light")
    qtbot.waitUntil(lambda: ground() == "#fafbfc")
    choose(asked, theme="dark")
    qtbot.waitUntil(lambda: ground() == "#1a1c20")
    asked.scale.setEditText("2 x")
    small = asked.facts.text()
    asked.scale.setEditText("4")
    assert asked.facts.text() != small and asked.save.isEnabled()
    for wrong in ("0", "-1", "nan", "many", "1e9"):
        asked.scale.setEditText(wrong)
        assert not asked.save.isEnabled() and "from 0.1 to 20" in asked.facts.text()


def test_what_was_chosen_is_remembered_and_cancel_writes_nothing(
    asked: PictureDialog, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "")
    choose(asked, format="pdf", theme="dark")
    asked.transparent.setChecked(True)
    asked.scale.setEditText("3 x")
    qtbot.mouseClick(asked.save, Qt.MouseButton.LeftButton)
    window.actions_["export_picture"].trigger()
    again = window.pictures.dialog
    assert again is not asked and again is not None
    assert again.choice == Choice(format="pdf", theme="dark", scale=3.0, transparent=True)
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert not again.isVisible()


def test_only_a_selection_offers_to_show_itself(asked: PictureDialog, window: Window, qtbot: QtBot) -> None:
    row = asked.subject.findData("selection")
    assert not asked.subject.model().item(row).isEnabled()
    asked.reject()
    window.session.select(list(window.session.design.graph.nodes)[:2])
    window.actions_["export_picture"].trigger()
    dialog = window.pictures.dialog
    assert dialog is not None and dialog.choice.subject == "selection"
    qtbot.waitUntil(has_preview(dialog))
    dialog.reject()


def test_a_folder_that_is_not_there_is_told(
    asked: PictureDialog, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "no such folder" / "a.svg")
    with qtbot.waitSignal(window.pictures.refused) as refused:
        qtbot.mouseClick(asked.save, Qt.MouseButton.LeftButton)
    assert "Cannot write" in refused.args[0]
    box = window.findChild(QMessageBox)
    assert box is not None
    box.close()


def test_a_copied_picture_is_pixels_and_svg(window: Window, qtbot: QtBot, keyboard_on: Callable[..., None]) -> None:
    keyboard_on(window.canvas)
    QGuiApplication.clipboard().clear()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.canvas, Qt.Key.Key_C, keys)
    qtbot.waitUntil(clipboard_has_image)
    data = QGuiApplication.clipboard().mimeData()
    whole = QImage.fromData(data.data("image/png").data())
    assert b"Dense" in data.data("image/svg+xml").data()
    window.session.select(list(window.session.design.graph.nodes)[:1])
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        window.actions_["copy_picture"].trigger()
    part = QImage.fromData(QGuiApplication.clipboard().mimeData().data("image/png").data())
    assert 0 < part.width() < whole.width() / 2


def test_copying_a_large_picture_never_holds_the_window_up_for_long(
    window: Window, qtbot: QtBot, chain: Callable[[int], Design]
) -> None:
    window.session.start(chain(60))
    QApplication.processEvents()  # showing it on the canvas is not the picture's time
    gc.collect()
    gc.disable()  # a collection walks everything earlier tests left, which is not the picture's time
    try:
        longest, begun = 0.0, time.thread_time()
        before = begun
        with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged, timeout=20_000) as copied:
            window.actions_["copy_picture"].trigger()
            while not copied.signal_triggered:
                QApplication.processEvents()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                now = time.thread_time()
                longest, before = max(longest, now - before), now
    finally:
        gc.enable()
    assert longest < (before - begun) / 2, "it goes in pieces"
