"""Hands that also save, open, close, paste, choose other data and train, in whatever order: what shows is the design,
files hold it, work that was not saved comes back, and undoing it all gives the first design back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import set_data, set_training
from designer.graph.files import encode
from designer.graph.fragments import fragment_of
from designer.graph.specs import Bundled, DataSpec, Generated
from designer.training import messages as m
from designer.ui.canvas.clipboard import to_text
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.hostile_texts import HOSTILE
from tests.ui.runs.conftest import Listening
from tests.ui.test_any_hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
KERAS = "m = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation='relu'), keras.layers.Dense(1)])"
SOURCES = (Generated("spiral", 50), Generated("plane", 40), Generated("xor", 60), Bundled("iris"), Bundled("digits"))
NAMES = ("one.loom", "two.loom")
Says = Literal["started", "epochs", "paused", "done", "failed"]


class Working(Hands):
    """Does a day's work in a real window whose worker says only what it is told to say."""

    folder: Path
    opened: Callable[[], Window]
    saved: dict[str, bytes]

    def teardown(self) -> None:
        super().teardown()
        self.window.run.stop()

    @property
    def link(self) -> Listening:
        assert isinstance(self.window.link, Listening)
        return self.window.link

    # --- files ---

    @rule(name=st.sampled_from(NAMES))
    def save(self, name: str) -> None:
        self.to_the_canvas()
        path = self.folder / name
        QFileDialog.getSaveFileName = lambda *given: (str(path), "")  # type: ignore[method-assign]
        self.window.files.save_as()
        self.answer_what_is_asked()
        self.saved[name] = encode(self.session.design)
        assert path.read_bytes() == self.saved[name]
        assert not self.session.dirty and self.session.path == path

    @rule(name=st.sampled_from(NAMES))
    def open(self, name: str) -> None:
        self.to_the_canvas()
        if name in self.saved:
            assert self.window.files.open_path(self.folder / name)
            assert encode(self.session.design) == self.saved[name]
            self.begin_anew()

    @rule()
    def open_what_is_none(self) -> None:
        self.to_the_canvas()
        (self.folder / "broken.loom").write_bytes(b'{"layerloom": 4, "nodes": [7]}')
        before = self.session.design
        assert not self.window.files.open_path(self.folder / "broken.loom")
        self.answer_what_is_asked()
        assert self.session.design is before

    @rule()
    def start_empty(self) -> None:
        self.to_the_canvas()
        self.window.files.new()
        self.begin_anew()

    @rule()
    def close_and_open_again(self) -> None:
        self.to_the_canvas()
        before, path, dirty = encode(self.session.design), self.session.path, self.session.dirty
        self.window.close()
        type(self).window = self.opened()
        self.view, self.session = self.window.canvas, self.window.session
        assert (encode(self.session.design), self.session.path, self.session.dirty) == (before, path, dirty)
        self.begin_anew()

    # --- edits by other ways ---

    @rule(text=st.sampled_from([KERAS, "hello", "", '{"layerloom_copy": 2, "nodes": 3}', *HOSTILE.values()]))
    def paste_a_text(self, text: str) -> None:
        self.to_the_canvas()
        QGuiApplication.clipboard().setText(text)
        self.paste()

    @rule()
    def paste_layers(self) -> None:
        self.to_the_canvas()
        if len(self.session.design.graph.nodes) < 60:
            ids = list(self.session.design.ids())
            QGuiApplication.clipboard().setText(to_text(fragment_of(self.session.design, ids)))
            self.paste()

    @rule(source=st.sampled_from(SOURCES))
    def choose_data(self, source: Generated | Bundled) -> None:
        self.session.edit(set_data(DataSpec(source)))
        self.settle()

    @rule(epochs=st.integers(1, 50))
    def choose_epochs(self, epochs: int) -> None:
        self.session.edit(set_training("Epochs", epochs=epochs))

    @rule()
    def undo_everything_and_do_it_again(self) -> None:
        self.to_the_canvas()
        super().teardown()

    # --- training ---

    @rule()
    def train_or_pause(self) -> None:
        self.to_the_canvas()
        QTest.keyClick(self.view, Qt.Key.Key_Return, CTRL)
        self.settle()

    @rule()
    def stop(self) -> None:
        self.window.run.stop()
        self.settle()

    @precondition(lambda self: self.window.run.run is not None)
    @rule(says=st.sampled_from(["started", "epochs", "epochs", "paused", "done", "failed"]))
    def the_worker_says(self, says: Says) -> None:
        run = self.window.run.run
        assert run is not None
        first = run.epochs + 1
        told: dict[str, m.Reply] = {
            "started": m.Started(run.id, "fused", "", run.total, 17, 400, 100),
            "epochs": m.Epochs(run.id, first, {"loss": (1.0 / first, 0.5), "val_loss": (2.0, float("nan"))}, 9.0),
            "paused": m.Paused(run.id, run.epochs),
            "done": m.Finished(run.id, "done", run.epochs, 1.0, "fused", None),
            "failed": m.Failed(run.id, "training", "It cannot go on."),
        }
        self.link.received.emit(told[says])
        self.settle()

    # --- what must hold ---

    @invariant()
    def every_view_shows_the_same(self) -> None:
        session, window = self.session, self.window
        assert session.snapshot.design is session.design
        assert session.snapshot.analysis.design is session.design
        assert window.isVisible()
        shown = session.path.name if session.path else "Untitled"
        assert shown.removesuffix(".loom") in window.windowTitle()
        assert window.isWindowModified() == session.dirty
        going = window.run.phase in (Phase.PREPARING, Phase.RUNNING, Phase.PAUSED)
        assert window.actions_["stop"].isEnabled() == going
        assert window.actions_["undo"].isEnabled() == bool(session.snapshot.undo_label)

    @invariant()
    def nothing_stands_in_the_way(self) -> None:
        assert QApplication.activeModalWidget() is None
        assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible()
                    and one is not self.window]  # fmt: skip

    # --- hands ---

    def begin_anew(self) -> None:
        """What stands now is the first design of a history of its own."""
        self.settle()
        self.answer_what_is_asked()
        self.first = encode(self.session.design)
        assert not self.session.snapshot.undo_label
        self.view.fit_all()

    def paste(self) -> None:
        QTest.keyClick(self.view, Qt.Key.Key_V, CTRL)
        while self.view.pasted.running:
            QApplication.processEvents()
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()

    def answer_what_is_asked(self) -> None:
        for box in self.window.findChildren(QMessageBox):
            box.close()
        self.settle()
        self.window.activateWindow()
        self.view.setFocus()
        self.settle()


def test_any_work_leaves_a_whole_design(
    open_window: Callable[..., Window], starter: Design, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", QFileDialog.getSaveFileName)

    kept: dict[str, bytes] = {}

    class Here(Working):
        folder = tmp_path
        saved = kept

        def opened(self) -> Window:
            return open_window(link=Listening())

    Here.starter, Here.window = starter, open_window(link=Listening())
    run_state_machine_as_test(Here, settings=settings(max_examples=6, stateful_step_count=25, deadline=None))
