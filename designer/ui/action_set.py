"""Makes Qt's actions, menus and toolbar from the table of actions, and keeps them up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from designer.ui.actions import ACTIONS, Action, Menu
from designer.ui.language import tr
from designer.ui.moment import Moment, always
from designer.ui.plain import tip
from designer.ui.theme import icon, themes

Filler = Callable[[QMenu], None]
WITH_ALL = ("files", "exports", "pictures", "run", "series", "session")
"""The parts of the window that do something with the whole design."""


class Command(QObject):
    """One action bound to what it calls. The target is looked up when it is triggered."""

    begins = Signal(str)
    """It is about to be done; its id."""
    asked = Signal()
    """It is about to do something with the whole design."""

    def __init__(self, action: Action, targets: Mapping[str, Any], parent: QObject) -> None:
        super().__init__(parent)
        self.action = action
        self._targets = targets
        self._told = ""
        """The text that its tooltip was made for."""
        self.qt = QAction(tr(action.text), self)
        self.qt.setObjectName(action.id)
        self.qt.setShortcuts([QKeySequence(key) for key in action.keys])
        self.qt.setStatusTip("")
        self.qt.setCheckable(action.checked is not None)
        if action.context != "window":
            self.qt.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.qt.triggered.connect(self.run)

    @property
    def text(self) -> str:
        """What it says now, without the mark of the menu key."""
        return self.qt.text().replace("&", "")

    @property
    def enabled(self) -> bool:
        return self.qt.isEnabled()

    @property
    def keys(self) -> str:
        """Its first shortcut as the system writes it."""
        return self.qt.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def run(self, checked: bool = False) -> None:
        """Do it."""
        self.begins.emit(self.action.id)
        target, method = self.action.call.split(".")
        if target in WITH_ALL:
            self.asked.emit()
        getattr(self._targets[target], method)(**self.action.arguments)

    def refresh(self, moment: Moment) -> None:
        """Be enabled, checked and labelled as the moment asks for."""
        action, qt = self.action, self.qt
        qt.setEnabled(action.when(moment))
        if action.listed is not always:
            qt.setVisible(action.listed(moment))
        if action.checked is not None:
            qt.setChecked(action.checked(moment))
        if action.label is not None:
            qt.setText(tr(action.label(moment).replace("&", "&&")))
        if action.sign is not None:
            self._tint(action.sign(moment))
        if qt.text() != self._told:  # all of them are refreshed at each thing that changes
            self._told = qt.text()
            keys = f" ({self.keys})" if self.keys else ""
            qt.setToolTip(tip(f"{self.text.rstrip('… ')}{keys}\n{tr(action.help)}"))

    def tint(self) -> None:
        """Take the icon in the theme's colours."""
        if self.action.icon and self.action.sign is None:
            self._tint(self.action.icon)

    def _tint(self, name: str) -> None:
        shown = (name, themes().current.name)
        if self.qt.property("sign") != shown:
            self.qt.setProperty("sign", shown)
            self.qt.setIcon(icon(name))


class ActionSet(QObject):
    """All actions of one window."""

    refreshed = Signal()
    begins = Signal(str)
    """One of them is about to be done; its id."""
    asked = Signal()
    """Something is about to be done with the whole design: what is still being typed has to be in it first."""

    def __init__(self, targets: Mapping[str, Any], homes: Mapping[str, QWidget], parent: QObject) -> None:
        """`targets` are the objects the table calls; `homes` the widget each context's shortcuts belong to."""
        super().__init__(parent)
        self.commands = {action.id: Command(action, targets, self) for action in ACTIONS}
        for command in self.commands.values():
            command.asked.connect(self.asked)
            homes[command.action.context].addAction(command.qt)
            command.begins.connect(self.begins)
        themes().changed.connect(self.tint)
        self.tint()

    def __getitem__(self, id: str) -> QAction:
        return self.commands[id].qt

    def refresh(self, moment: Moment) -> None:
        """Bring every action up to the moment."""
        for command in self.commands.values():
            command.refresh(moment)
        self.refreshed.emit()

    def tint(self) -> None:
        """Take all icons in the theme's colours."""
        for command in self.commands.values():
            command.tint()

    def fill_bar(self, bar: QMenuBar, menus: Iterable[Menu], fillers: Mapping[str, Filler]) -> None:
        """Make the menus."""
        for menu in menus:
            self._fill(bar.addMenu(tr(menu.title)), menu, fillers)

    def _fill(self, made: QMenu, menu: Menu, fillers: Mapping[str, Filler]) -> None:
        made.setToolTipsVisible(True)
        for entry in menu.entries:
            if entry is None:
                made.addSeparator()
            elif isinstance(entry, Menu):
                self._fill(made.addMenu(tr(entry.title)), entry, fillers)
            else:
                made.addAction(self[entry])
        if menu.fill:
            made.aboutToShow.connect(_Refill(made, fillers[menu.fill]).fill)


class _Refill(QObject):
    """A menu whose last entries are made each time it opens."""

    def __init__(self, menu: QMenu, filler: Filler) -> None:
        super().__init__(menu)
        self._menu = menu
        self._filler = filler
        self._kept = len(menu.actions())

    def fill(self) -> None:
        for action in self._menu.actions()[self._kept :]:
            self._menu.removeAction(action)
            action.deleteLater()
        self._filler(self._menu)
