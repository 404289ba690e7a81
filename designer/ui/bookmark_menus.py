"""The parts of the bookmarks' menu that are made each time it opens: one entry for each bookmark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from designer.ui.actions import NUMBERS
from designer.ui.canvas.bookmarks.bookmarks import Bookmarks
from designer.ui.language import tr
from designer.ui.plain import tip

BY_KEY = len(NUMBERS)
"""How many bookmarks have a key, and an entry of their own among the actions."""


class BookmarkMenus:
    """Fills menus with what can be done with bookmarks."""

    def __init__(self, bookmarks: Bookmarks) -> None:
        self._bookmarks = bookmarks

    def fill_further(self, menu: QMenu) -> None:
        """Going to those that have no key."""
        self._fill(menu, self._bookmarks.go, BY_KEY)

    def fill_rename(self, menu: QMenu) -> None:
        self._fill(menu, self._bookmarks.rename)

    def fill_remove(self, menu: QMenu) -> None:
        self._fill(menu, self._bookmarks.remove)

    def _fill(self, menu: QMenu, verb: Callable[[int], None], after: int = 0) -> None:
        for number, mark in list(enumerate(self._bookmarks.all, start=1))[after:]:
            action = menu.addAction(f"{number}: {mark.name}".replace("&", "&&"))
            action.setToolTip(tip(mark.name))
            action.triggered.connect(_Do(verb, number, menu).do)
        if menu.isEmpty():
            menu.addAction(tr("No bookmarks yet")).setEnabled(False)


class _Do(QObject):
    """One entry of a menu: a verb for one number."""

    def __init__(self, verb: Callable[[int], None], number: int, menu: QMenu) -> None:
        super().__init__(menu)
        self._verb, self._number = verb, number

    def do(self) -> None:
        self._verb(self._number)
