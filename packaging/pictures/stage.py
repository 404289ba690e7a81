"""The real window off the screen, with the real worker: what it is brought to before a picture is made of it."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication, QWidget

from designer.errors import LayerloomError
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.graph.files import load
from designer.templates import templates
from designer.ui.app import application, new_window
from designer.ui.judging.pages.charts import ChartsPage
from designer.ui.settings import Preferences
from designer.ui.theme import themes
from designer.ui.training.run import Phase
from designer.ui.window import Window
from designer.ui.worker_link import WorkerLink

PATIENCE = 180.0
"""Seconds until something has to have come: TensorFlow loads, and a busy machine trains slowly."""
SETTLED = 0.6
"""Seconds in which what was begun by the last thing done is drawn."""
EPOCHS = 60


@dataclass(frozen=True)
class Wish:
    """How large window and letters are to be, a design to show instead of each view's own, and whether everything is
    laid out from right to left.
    """

    size: tuple[int, int] = (1400, 900)
    points: int = 0
    design: Path | None = None
    mirrored: bool = False


class LateLink(WorkerLink):
    """Starts the worker when somebody wants it, not with the window: most views do without."""

    wanted = False

    def start(self) -> None:
        if self.wanted:
            super().start()

    def want(self) -> None:
        if not self.wanted:
            self.wanted = True
            self.start()


class Stage:
    """One window that speaks one language. What a view did to it is undone before the next one."""

    def __init__(self, app: QApplication, language: str, wish: Wish) -> None:
        self.app, self.language, self._wish = app, language, wish
        self._held = tempfile.TemporaryDirectory()
        self.folder = Path(self._held.name)
        settings = Preferences(self.folder)
        settings.language, settings.theme, settings.welcomed = language, "light", True
        settings.write()
        self._link = LateLink()
        self.window: Window = new_window(self.folder, link=self._link)
        if wish.mirrored:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.window.show()
        self._learned: tuple[str, int] | None = None
        self._others: list[QWidget] = []
        self._counted = 0
        self.until(lambda: self.window.session.snapshot.data is not None)

    # --- what views ask for ---

    def until(self, question: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Let the window live until this holds."""
        end = time.monotonic() + seconds
        while not question():
            if time.monotonic() > end:
                said = self.window.status.sentence.text()
                raise LayerloomError(f"Nothing came in {seconds:.0f} seconds. The status line says: {said}")
            self._live()

    def settle(self, seconds: float = SETTLED) -> None:
        """Let the window live for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._live()

    def design(self, example: str) -> Design:
        """An example as it comes along, or what was wished for instead."""
        path = self._wish.design or next(one.path for one in templates() if one.file == example)
        return load(path)

    def wake(self) -> None:
        """Have the worker started, which also reads files."""
        self._link.want()

    def open(self, example: str) -> None:
        """Put an example onto the canvas."""
        self.wake()
        self.window.files.open_example(
            self._wish.design or next(one.path for one in templates() if one.file == example)
        )
        self.until(self._data_is_known)
        self._learned = None

    def learn(self, example: str, epochs: int = EPOCHS) -> None:
        """Have an example trained, unless it is what was trained last, and its network judged."""
        if self._learned != (example, epochs):
            self.open(example)
            self.window.session.edit(set_training("", epochs=epochs))
            self.train()
            self._learned = (example, epochs)

    def train(self, seed: int | None = None) -> None:
        """Train what is on the canvas to the end of its run."""
        window = self.window
        self.wake()
        if seed is not None:
            window.session.edit(set_training("", seed=seed))
        self.until(lambda: window.link.ready is not None and self._data_is_known())
        before = window.run.run
        window.actions_["train"].trigger()
        self.until(lambda: window.run.run is not before and window.run.phase is Phase.FINISHED)
        self.until(lambda: not window.trained.judging.waiting)
        self.forget()

    def forget(self) -> None:
        """What was trained is not as it was left: the next view trains anew."""
        self._learned = None

    def count(self) -> int:
        """A number that was not given before."""
        self._counted += 1
        return self._counted

    def panel(self, name: str) -> None:
        """Bring a panel up."""
        self.window.docks.bring_up(name)
        self.settle()

    def select(self, kind: str) -> None:
        """Select the first card of a kind."""
        nodes = self.window.session.design.graph.nodes
        self.window.session.select([id for id, node in nodes.items() if node.kind == kind][:1])

    def beside(self, other: QWidget) -> QWidget:
        """Show a window of its own, until the next view."""
        self._others.append(other)
        other.show()
        self.settle()
        return other

    # --- what the command does ---

    def clear(self) -> None:
        """Undo what a view did to the window: as it was first, with what is on the canvas."""
        window = self.window
        for other in self._others:
            other.hide()
            other.deleteLater()
        self._others.clear()
        if window.presenting.on:
            window.presenting.leave()
        window.showing.end()
        window.lessons.leave()
        window.docks.reset()
        window.palette_panel.search.clear()
        window.session.select(())
        window.canvas.show_whole()
        self.settle()

    def picture(self, widget: QWidget, theme: str) -> QImage:
        """What somebody sees of a widget in a theme."""
        if self.window.preferences.theme != theme:
            self.window.choices.choose_theme(theme)
        self.until(lambda: all(page.drawn for page in self.window.findChildren(ChartsPage) if page.isVisible()))
        self.settle()
        return widget.grab().toImage()

    def close(self) -> None:
        self.clear()
        self.window.close()
        self.window.deleteLater()
        themes().choose("light")
        self._live()
        self._held.cleanup()

    # --- within ---

    def _data_is_known(self) -> bool:
        snapshot = self.window.session.snapshot
        return snapshot.data is not None or bool(snapshot.data_fault)

    def _live(self) -> None:
        self.app.processEvents()
        time.sleep(0.005)


def application_for(wish: Wish) -> QApplication:
    """The application on a screen as large as the window, which Qt's own off the screen is not."""
    if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen_of(*wish.size)}"
    app = application()
    if wish.points:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSize(wish.points)
        app.setFont(font)
    return app


def _screen_of(width: int, height: int) -> str:
    screen = {"name": "picture", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump({"screens": [screen]}, file)
    return file.name
