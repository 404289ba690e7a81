"""Keeps Tab what it is everywhere: the way to the next widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt

TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class LeadsOn(QObject):
    """For a bar that shows an action of the canvas: the action's shortcuts are heard there too, but not its Tab."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in TABS:
            event.accept()
            return True
        return super().eventFilter(watched, event)
