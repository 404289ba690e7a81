"""View > Language: asks which one, and says when it is spoken."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from designer.ui.language.speech import SYSTEM, called, languages, tr


def ask_language(parent: QWidget, now: str) -> str | None:
    """The code of the language that is chosen, `system`, or nothing if it stays as it is."""
    codes = (SYSTEM, *languages())
    names = [tr("As the system"), *map(called, languages())]
    at = codes.index(now) if now in codes else 0
    name, taken = QInputDialog.getItem(parent, tr("Language"), tr("The language of the window:"), names, at, False)
    code = codes[names.index(name)] if taken else now
    return None if code == now else code


def tell(parent: QWidget, code: str) -> None:
    """All texts of a window are said once, when it is made."""
    name = tr("the language of the system") if code == SYSTEM else called(code)
    QMessageBox.information(parent, tr("Language"), tr(f"Layerloom speaks {name} when it is opened the next time."))
