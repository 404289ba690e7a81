"""A button that does what an action does."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from designer.ui.parts import fit_icon
from designer.ui.theme import icon

Look = Literal["primary", "plain", "small"]
"""The one to press, in the accent's colour; one beside it; or only its icon."""


class ActionButton(QToolButton):
    """Shows the action's icon and, unless small, its words."""

    def __init__(self, action: QAction, look: Look = "plain") -> None:
        super().__init__()
        self._look = look
        self._action = action
        self._lent = False
        self.setDefaultAction(action)
        self.setProperty("primary" if look == "primary" else "plain", look != "small")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if look == "small":
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            self.setAutoRaise(True)
            fit_icon(self)
        else:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        action.changed.connect(self._follow)
        self._follow()

    def focusNextPrevChild(self, next: bool) -> bool:
        """A button that cannot be pressed for a while leaves the keyboard beside it: the next button, which Qt would
        give it, does something else."""
        if self.isEnabled():
            return super().focusNextPrevChild(next)
        self._lent = True
        self.parentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take the keyboard back from beside."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self.isEnabled() and self._lent:
            self._lent = False
            if self.parentWidget().hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Take over what a button does not take over by itself."""
        self.setAccessibleName(self._action.text().replace("&", ""))
        sign = self._action.property("sign")
        if self._look == "primary" and sign:
            self.setIcon(icon(sign[0], "on_accent"))
