"""Where the keyboard goes in when it comes to a panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def entrance(panel: QWidget) -> QWidget:
    """What takes the keyboard when it comes to a panel."""
    last = panel.focusWidget()
    if last is not None and _takes_keys(last, panel):
        return last
    if panel.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return panel
    step = panel.nextInFocusChain()
    while step is not panel:
        if panel.isAncestorOf(step) and _takes_keys(step, panel):
            return step
        step = step.nextInFocusChain()
    return panel


def _takes_keys(widget: QWidget, panel: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisibleTo(panel)
