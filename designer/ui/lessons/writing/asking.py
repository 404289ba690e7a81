"""What whoever writes a lesson is asked: before changes go, before another's are overwritten, and at the end of a form."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QWidget

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


def put_in_or_not(form: QDialog) -> QDialogButtonBox:
    """The buttons at the end of a form that puts a piece into the text."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
    ok.setText(tr("Put it in"))
    ok.setProperty("primary", True)
    buttons.accepted.connect(form.accept)
    buttons.rejected.connect(form.reject)
    return buttons


def _box(sentence: str, window: QWidget) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Layerloom", tr(sentence), parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
