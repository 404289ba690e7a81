"""The window with the real worker: train, be judged, look at rows, try examples, have a table answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.ui.window import Window
from designer.ui.worker_link import READY

PATIENT = 120_000

pytestmark = pytest.mark.slow


def test_from_train_to_an_answered_table(qtbot: QtBot, open_window: Callable[..., Window], tmp_path: Path) -> None:
    # one story instead of many tests, because each worker takes seconds to load TensorFlow
    window = open_window(engine=True)
    judging, trying = window.trained.judging, window.trained.trying
    qtbot.waitUntil(lambda: window.link.state == READY, timeout=PATIENT)
    qtbot.waitUntil(lambda: window.run.ahead.prepared is not None, timeout=PATIENT)
    window.run.train_or_pause()
    qtbot.waitUntil(lambda: judging.judgement is not None, timeout=PATIENT)
    assert judging.judgement is not None and judging.judgement.outputs[0].numbers is not None

    # rows, and which columns count
    window.docks.bring_up("evaluation")
    window.trained.evaluation.show_page("Worst rows")
    table = window.trained.evaluation.page("Worst rows").rows.table
    qtbot.waitUntil(lambda: table.rows.rowCount() > 0, timeout=PATIENT)
    judging.rank()
    qtbot.waitUntil(lambda: judging.ranked is not None, timeout=PATIENT)

    # an example, and another answer after a move of a slider
    window.docks.bring_up("try")
    qtbot.waitUntil(lambda: bool(trying.said), timeout=PATIENT)
    window.actions_["try_example"].trigger()
    qtbot.waitUntil(lambda: trying.truth is not None and not trying._asked, timeout=PATIENT)
    before = trying.said
    slider = window.trained.try_panel.widgets["x"].slider
    slider.setValue(0 if slider.value() > 100 else 200)
    qtbot.waitUntil(lambda: trying.said != before, timeout=PATIENT)

    # while a run goes on the answer follows its weights
    window.session.edit(set_training("", epochs=1_000_000))
    window.run.train_or_pause()
    window.docks.bring_up("try")  # a run that begins has the Training tab in front
    qtbot.waitUntil(lambda: window.run.run.epochs > 0 and bool(trying.said), timeout=PATIENT)
    live = trying.said
    qtbot.waitUntil(lambda: trying.said not in (live, ()), timeout=PATIENT)
    window.run.stop()

    # a table
    (tmp_path / "new.csv").write_text("x,y,note\n0.5,0.5,a\n-0.5,,b\n")
    trying.answer_table(str(tmp_path / "new.csv"), str(tmp_path / "out.csv"))
    qtbot.waitUntil((tmp_path / "out.csv").exists, timeout=PATIENT)
    qtbot.waitUntil(lambda: "1 of 2 rows" in window.trained.try_panel.told.text(), timeout=PATIENT)
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0] == "x,y,note,predicted value" and lines[1].startswith("0.5,0.5,a,") and lines[2] == "-0.5,,b,"
