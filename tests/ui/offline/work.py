"""What somebody does in an afternoon, in the real window with the real worker: `work.py HOME LESSON`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from designer.graph.files import encode
from designer.lessons.handin import SUFFIX, write_hand_in
from designer.lessons.progress import Done
from designer.ui import app
from designer.ui.lessons.marking_desk import MarkingDesk
from designer.ui.training.run import Phase
from designer.ui.window import Window

NETWORKS = {"export_keras": "net.keras", "export_savedmodel": "net", "export_onnx": "net.onnx"}
TEXTS = {"export_model": "model.py", "export_script": "train.py", "export_notebook": "train.ipynb"}


def until(question: Callable[[], bool], seconds: float = 300.0) -> None:
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "nothing came of it in time"
        QApplication.processEvents()
        time.sleep(0.005)


def train(window: Window) -> None:
    until(lambda: window.link.ready is not None and window.session.snapshot.data is not None)
    window.actions_["train"].trigger()
    until(lambda: window.run.phase is Phase.FINISHED)
    assert window.run.run is not None
    assert window.run.run.outcome == "done", window.run.run.sentence


def evaluate_and_try(window: Window) -> None:
    judging, trying = window.trained.judging, window.trained.trying
    until(lambda: judging.judgement is not None)
    for panel in ("evaluation", "inside", "try"):
        window.docks.bring_up(panel)
    until(lambda: trying.ready)
    trying.take_example()
    until(lambda: trying.truth is not None and bool(trying.said))


def export(window: Window, home: Path) -> None:
    """Each network is read again by a process of its own, which says what it found."""
    for action, name in {**TEXTS, **NETWORKS}.items():
        told: list[str] = []
        hearers = (window.exports.said, window.exports.refused)
        for hearer in hearers:
            hearer.connect(told.append)
        QFileDialog.getSaveFileName = staticmethod(lambda *given, name=name: (str(home / name), ""))  # type: ignore[method-assign,assignment]
        window.actions_[action].trigger()
        until(lambda told=told: any(one.startswith("Wrote") for one in told))
        print(told[-1])
        for hearer in hearers:
            hearer.disconnect(told.append)


def learn_and_mark(window: Window, lesson: Path, home: Path) -> None:
    assert window.lessons.open(lesson)
    player = window.lessons.player
    until(lambda: bool(player.verdicts))
    assert player.lesson is not None
    front, work = player.lesson.front, {0: encode(window.session.design).decode()}
    window.lessons.leave()
    folder = home / "class"
    folder.mkdir()
    done = Done(answers={"how-many": 2}, work=work)
    write_hand_in(folder / f"ada{SUFFIX}", "Ada", front.name, front.title, done, 0.0)
    desk = MarkingDesk([lesson], window)
    desk.mark(folder)
    until(desk.table_button.isEnabled)
    assert desk.marks[0].steps[0].passed, desk.marks


def main(home: Path, lesson: Path) -> None:
    application = app.application()
    window = app.new_window(home, None)
    window.show()
    train(window)
    evaluate_and_try(window)
    export(window, home)
    learn_and_mark(window, lesson, home)
    window.close()
    application.processEvents()
    print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
