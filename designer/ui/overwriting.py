"""The one question saving asks: whether to overwrite what another window or program wrote."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from designer.ui.language import tr

Answer: TypeAlias = Literal["elsewhere", "overwrite", "cancel"]


def ask_to_overwrite(objection: str, window: QWidget) -> Answer:
    """Ask, with `objection` saying why; what was overwritten stays beside the file as its `.bak`."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Layerloom", tr(f"{objection} Save here over it?"), parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(tr("The version before stays beside it, as a file that ends in .bak."))
    elsewhere = box.addButton(tr("Save under another name…"), QMessageBox.ButtonRole.AcceptRole)
    overwrite = box.addButton(tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(elsewhere)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return "elsewhere" if chosen is elsewhere else "overwrite" if chosen is overwrite else "cancel"
