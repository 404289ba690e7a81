"""What a step shows of the window: some panels, some kinds of layers; and everything again once the lesson is left."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject

from designer.lessons.checks.words import kinds_meant
from designer.lessons.locks import kept
from designer.ui.code_view import CodeView
from designer.ui.docks import Docks
from designer.ui.lessons.player import Player
from designer.ui.palette import Palette

LESSON = "lesson"


class Surroundings(QObject):
    """Follows a player with the panels of its window."""

    def __init__(self, player: Player, docks: Docks, palette: Palette, code: CodeView) -> None:
        super().__init__(player)
        self._player, self._docks, self._palette, self._code = player, docks, palette, code
        self._before: QByteArray | None = None
        self._beside: list[str] = []  # the panels at the left that had their room
        player.opened.connect(self._opened)
        player.stepped.connect(self._stepped)

    def settle(self) -> None:
        """Put everything back as it was before the lesson."""
        self._docks.lock()
        if self._before is not None:
            self._docks.let_down("bottom")
            self._docks.restore(self._before)
            self._before = None
        self._docks.docks[LESSON].hide()
        self._palette.limit(())
        self._code.text.setReadOnly(False)

    def _opened(self) -> None:
        if self._player.lesson is None:
            self.settle()
        elif self._before is None:
            self._before = self._docks.saved()
            self._docks.let_down("left")
            self._beside = []

    def _stepped(self) -> None:
        player = self._player
        assert player.lesson is not None
        view = player.step.view
        shown = (step.view.panels for step in reversed(player.lesson.steps[: player.at + 1]) if step.view.panels)
        panels = next(shown, ())  # of the last step that named some
        self._palette.limit(kinds_meant(view.palette))
        self._code.text.setReadOnly(bool({"code", "layers", "settings"} & set(view.lock)))
        self._docks.lock()
        if panels:
            wanted = {LESSON, *panels}
            wanted |= {"palette"} if view.palette else set()
            if "panels" in view.lock:
                self._docks.lock(self._docks.docks.keys() - wanted, kept("panels"))
            for name, dock in self._docks.docks.items():
                dock.setVisible(name in wanted)
            if {"training", "inside"} <= wanted:
                self._docks.part("inside")  # weights by hand, and what comes of them
            self._docks.bring_up(panels[0])
        self._docks.bring_up(LESSON)
        beside = [name for name in (LESSON, "palette") if not self._docks.docks[name].isHidden()]
        if beside != self._beside:
            self._beside = beside
            self._docks.give_room([self._docks.docks[name] for name in beside])
