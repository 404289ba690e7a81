"""Plays the demonstration of a problem over the canvas. Nothing of the design is changed by it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from designer.analysis import Problem
from designer.ui.canvas.view import CanvasView
from designer.ui.problems import all_problems
from designer.ui.session import Session, Snapshot
from designer.ui.showing.board import Board
from designer.ui.showing.scene import Scene
from designer.ui.showing.stage import Stage
from designer.ui.showing.stories import story_of

EDGE = 12
WIDEST = 62
"""How many letters wide the board is at most."""


class Showing(QObject):
    """One demonstration at a time, scene by scene."""

    def __init__(self, view: CanvasView, session: Session) -> None:
        super().__init__(view)
        self._view, self._session = view, session
        self.story: tuple[Scene, ...] = ()
        self.at = 0
        self.stage, self.board = Stage(view), Board(view)
        self.board.moved.connect(self.go)
        self.board.ended.connect(self.end)
        session.snapshot_changed.connect(self._changed)

    @property
    def on(self) -> bool:
        return bool(self.story)

    @property
    def scene(self) -> Scene:
        """The one that shows."""
        return self.story[self.at]

    def show_worst(self) -> None:
        """Show the problem of what is selected, or else the worst there is."""
        problems = all_problems(self._session.snapshot)
        mine = [problem for problem in problems if not self._session.selection.isdisjoint(problem.nodes)]
        for problem in (mine or problems)[:1]:
            self.play(problem)

    def play(self, problem: Problem) -> None:
        """Show a problem from its first scene on."""
        self.story, self.at = story_of(problem, self._session.snapshot.analysis), 0
        self._bring_into_view()
        self._view.installEventFilter(self)
        self._show()
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, step: int) -> None:
        """Go on, or back; past the last scene it ends."""
        if self.at + step >= len(self.story):
            self.end()
        else:
            self.at = max(0, self.at + step)
            self._show()

    def end(self) -> None:
        """Take everything away, and give the keyboard to the canvas."""
        if self.on:
            had = self.board.isAncestorOf(focus) if (focus := _focus(self._view)) else False
            self.story, self.at = (), 0
            self._view.removeEventFilter(self)
            self.stage.clear()
            self.board.hide()
            if had or focus is self.board:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place)
        return False

    def _changed(self, snapshot: Snapshot) -> None:
        """What is shown is true no more."""
        self.end()

    def _show(self) -> None:
        self.stage.show_scene(self.scene)
        self.board.tell(self.scene.caption, self.at, len(self.story))
        self.board.show()
        self._place()
        self.board.raise_()

    def _bring_into_view(self) -> None:
        """Go to the level the problem is on, and far enough away to see all that is lit."""
        cards = list(dict.fromkeys(card for scene in self.story for card in scene.cards))
        if not cards:
            return
        self._view.folding.show(cards[0])
        level = self._view.canvas.projection
        shown = [stand_in for card in cards if (stand_in := level.stand_in(card)) is not None]
        area = self._view.canvas.places.bounds(self._view.canvas.places.rows(shown))
        if not self._view.camera.visible().contains(area):
            self._view.fit(shown)

    def _place(self) -> None:
        """At the bottom, or at the top where what is lit lies low."""
        if not self.on:
            return
        room = self._view.viewport().geometry().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        width = min(room.width(), WIDEST * self.board.fontMetrics().averageCharWidth())
        height = max(self.board.heightForWidth(width), self.board.minimumSizeHint().height())
        low = self.stage.lit().center().y() > 0.6 * room.height()
        top = room.top() if low else room.bottom() - height
        self.board.setGeometry(QRect(room.center().x() - width // 2, top, width, height))


def _focus(view: QWidget) -> QWidget | None:
    return view.window().focusWidget()
