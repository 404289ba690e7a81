"""The two questions that are asked of whoever writes a lesson: before changes go, and before another's are overwritten."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from designer.ui.language import tr

Answer: TypeAlias = Literal["save", "drop", "cancel"]


def ask_to_keep(window: QWidget) -> Answer:
    """Whether changes that are in no file are to be saved."""
    box = _box("Save the changes to this lesson?", window)
    save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton(tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return "save" if chosen is save else "drop" if chosen is drop else "cancel"


def ask_to_overwrite(objection: str, window: QWidget) -> bool:
    """Whether to write over what another window or program wrote, with `objection` saying so."""
    box = _box(f"{objection} Save here over it?", window)
    overwrite = box.addButton(tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return chosen is overwrite


def _box(sentence: str, window: QWidget) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Layerloom", tr(sentence), parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
