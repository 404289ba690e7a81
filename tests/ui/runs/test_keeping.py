"""Every run of the window is kept: as it goes, with its network, whatever ends it."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import set_setting, set_training
from designer.graph.files import save
from designer.runs import recorder
from designer.runs.store import Store
from designer.runs.weights import weights_file
from designer.training import messages as m
from designer.ui.status import StatusLine
from designer.ui.training.run import Phase, Run
from designer.ui.window import Window
from tests.ui.runs.conftest import Listening, kept


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    return open_window(link=Listening())


def began(window: Window) -> Run:
    """Press Train and have the worker begin."""
    window.actions_["train"].trigger()
    run = window.run.run
    assert run is not None
    window.link.received.emit(m.Started(run.id, "fused", "", 200, 17, 400, 100))
    return run


def epochs(window: Window, first: int, *losses: float) -> None:
    assert window.run.run is not None
    logs = {"loss": losses, "val_accuracy": losses}
    window.link.received.emit(m.Epochs(window.run.run.id, first, logs, 100.0))


def finish(window: Window, outcome: str = "done") -> None:
    run = window.run.run
    assert run is not None
    evaluation = m.Evaluation(100, {"loss": 0.3})
    window.link.received.emit(m.Finished(run.id, outcome, run.epochs, 0.5, "fused", evaluation))  # type: ignore[arg-type]


def sent(window: Window, kind: type) -> list:  # type: ignore[type-arg]
    return [message for message in window.link.sent if isinstance(message, kind)]  # type: ignore[attr-defined]


def test_a_run_is_kept_with_its_design_as_it_was_when_it_began(window: Window, qtbot: QtBot) -> None:
    window.session.edit(set_training("", epochs=200, seed=3))
    design = window.session.design
    began(window)
    epochs(window, 1, 0.5, 0.4)
    window.session.edit(set_setting(window.session.design.graph.nodes["n2"], "units", 9))
    finish(window)
    qtbot.waitUntil(lambda: [row.outcome for row in kept(window)] == ["done"])
    (row,) = kept(window)
    assert (row.title, row.seed, row.epochs, row.seconds, row.trainer) == ("Untitled", 3, 2, 0.5, "fused")
    store = Store(window.runs.kept.folder)
    assert store.design(row.design) == design
    assert list(store.logs(row.id)["loss"]) == [0.5, 0.4]
    assert store.detail(row.id).evaluation == m.Evaluation(100, {"loss": 0.3})
    store.close()
    qtbot.waitUntil(lambda: window.runs.panel.model.rowCount() == 1)


def test_a_run_of_a_file_has_its_name_and_place(
    open_window: Callable[..., Window], tmp_path: Path, starter: Design, qtbot: QtBot
) -> None:
    save(tmp_path / "spirals.loom", starter)
    window = open_window(tmp_path / "spirals.loom", link=Listening())
    began(window)
    qtbot.waitUntil(lambda: len(kept(window)) == 1)
    assert (kept(window)[0].name, kept(window)[0].path) == ("spirals 1", str(tmp_path / "spirals.loom"))


def test_a_run_that_goes_on_is_on_the_list_and_its_curve_grows(
    window: Window, panel_of: Callable[[Window], object], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "WRITE_SECONDS", 0.0)
    panel = window.runs.panel
    panel_of(window)
    began(window)
    window.docks.bring_up("runs")
    epochs(window, 1, 0.5)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1 and panel.model.rows[0].epochs == 1)
    assert panel.model.rows[0].outcome == "running"
    panel.table.choose({panel.model.rows[0].id})
    overlay = panel.comparison.overlay
    assert overlay is not None
    qtbot.waitUntil(lambda: len(overlay._lines) == 1)
    monkeypatch.setattr(recorder, "WRITE_SECONDS", 1000.0)
    epochs(window, 2, 0.4, 0.3)
    qtbot.waitUntil(lambda: len(overlay._lines[panel.model.rows[0].id].getData()[0]) == 3)
    panel.table.delete_requested.emit()
    assert "cannot be deleted" in window.status.sentence.text()


def test_the_network_is_kept_before_anything_else_is_trained(window: Window, qtbot: QtBot) -> None:
    began(window)
    epochs(window, 1, 0.5)
    finish(window)
    began(window)
    orders = [type(message) for message in window.link.sent if isinstance(message, m.Train | m.Save)]  # type: ignore[attr-defined]
    assert orders == [m.Train, m.Save, m.Train]
    (order,) = sent(window, m.Save)
    Path(order.path).parent.mkdir(exist_ok=True)
    Path(order.path).write_bytes(b"network")
    window.link.received.emit(m.Saved(order.id, order.path))
    library = window.runs.kept
    qtbot.waitUntil(lambda: any(row.weights == 7 for row in library.rows.values()))
    id = next(row.id for row in library.rows.values() if row.weights)
    assert library.weights_path(id) == Path(order.path) == weights_file(library.folder, id)


def test_a_network_that_cannot_be_kept_is_told_of_once_until_one_can(window: Window) -> None:
    said: list[str] = []
    window.runs.said.connect(said.append)
    faults = ("Cannot write /full/1.keras: no space left on device. Try another place.", "", "Cannot write it.", "No.")
    for fault in faults:
        began(window)
        epochs(window, 1, 0.5)
        finish(window)
        order = sent(window, m.Save)[-1]
        window.link.received.emit(m.Failed(order.id, "file", fault) if fault else m.Saved(order.id, order.path))
    assert said == [
        "The network of this run is not kept. Cannot write /full/1.keras: no space left on device. "
        "You can still export it.",
        "The network of this run is not kept. Cannot write it. You can still export it.",
    ]


@pytest.mark.parametrize("outcome", ["diverged"])
def test_what_is_no_use_is_not_kept(window: Window, outcome: str) -> None:
    began(window)
    epochs(window, 1, 0.5)
    finish(window, outcome)
    assert not sent(window, m.Save)


def test_a_network_larger_than_the_room_is_not_even_asked_for(window: Window, qtbot: QtBot) -> None:
    window.runs.kept.set_cap(10)
    qtbot.waitUntil(lambda: window.runs.keeper._cap == 10)
    began(window)
    epochs(window, 1, 0.5)
    finish(window)
    assert not sent(window, m.Save)


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (lambda window: window.link.lost.emit("gone"), "interrupted"),
        (lambda window: window.link.received.emit(m.Failed(window.run.run.id, "data", "Gone.")), "failed"),
        (lambda window: finish(window, "stopped"), "stopped"),
        (lambda window: window.close(), "interrupted"),
    ],
)
def test_however_a_run_ends_it_is_kept_with_all_its_epochs(
    window: Window, qtbot: QtBot, how: Callable[[Window], None], outcome: str
) -> None:
    began(window)
    epochs(window, 1, 0.5, 0.4)
    epochs(window, 3, 0.3)
    how(window)
    qtbot.waitUntil(lambda: [(row.outcome, row.epochs) for row in kept(window)] == [(outcome, 3)])


def test_stopping_before_the_first_epoch_is_kept_too(window: Window, qtbot: QtBot) -> None:
    window.actions_["train"].trigger()
    window.actions_["stop"].trigger()
    qtbot.waitUntil(lambda: [(row.outcome, row.epochs) for row in kept(window)] == [("stopped", 0)])


def test_where_nothing_can_be_kept_it_is_said_once_and_training_is_not_disturbed(
    open_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "runs").write_text("in the way")
    said: list[str] = []
    monkeypatch.setattr(StatusLine, "say", lambda line, sentence: said.append(sentence))
    window = open_window(link=Listening())
    began(window)
    epochs(window, 1, 0.5)
    finish(window)
    assert window.run.phase is Phase.FINISHED and window.run.run is not None and window.run.run.outcome == "done"
    window.runs.kept.refresh()
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(300)
    assert len([sentence for sentence in said if "Runs cannot be kept" in sentence]) == 1


def test_a_run_that_goes_on_from_an_earlier_epoch_is_another_run_that_begins_alike(
    window: Window, qtbot: QtBot
) -> None:
    run = began(window)
    epochs(window, 1, 0.5, 0.4, 0.3)
    window.link.received.emit(m.Kept(run.id, (1, 2, 3), 100))
    finish(window)
    qtbot.waitUntil(lambda: window.runs.panel.model.rowCount() == 1)
    run.at = 2
    window.actions_["go_on"].trigger()
    window.link.received.emit(m.Started(run.id, "fused", "", 200, 17, 400, 100))
    epochs(window, 3, 0.2, 0.1)
    finish(window)
    qtbot.waitUntil(lambda: [row.epochs for row in kept(window)] == [3, 4])
    first, second = kept(window)
    assert (first.outcome, second.note) == ("done", "Went on from epoch 2 of Untitled 1.")
    store = Store(window.runs.kept.folder)
    assert list(store.logs(first.id)["loss"]) == [0.5, 0.4, 0.3]
    assert list(store.logs(second.id)["loss"]) == [0.5, 0.4, 0.2, 0.1]
    store.close()


def saved(window: Window, content: bytes) -> None:
    """The worker wrote what it was asked for last."""
    order = sent(window, m.Save)[-1]
    Path(order.path).parent.mkdir(exist_ok=True)
    Path(order.path).write_bytes(content)
    window.link.received.emit(m.Saved(order.id, order.path))


def ended(window: Window) -> Run:
    """A run of three epochs that is over and kept, of which each is a moment."""
    run = began(window)
    epochs(window, 1, 0.5, 0.4, 0.3)
    window.link.received.emit(m.Kept(run.id, (0, 1, 2, 3), 100))
    finish(window)
    saved(window, b"the last")
    return run


def test_the_network_of_a_chosen_epoch_is_kept_instead_of_the_last_and_told_of(window: Window, qtbot: QtBot) -> None:
    ended(window)
    bar = window.training.rewind
    window.training.rewinding.rewind(2)
    window.link.received.emit(m.Rewound(sent(window, m.Rewind)[-1].id, 2))
    judged = m.Evaluation(100, {"loss": 0.4})
    window.link.received.emit(m.Evaluated(sent(window, m.Evaluate)[-1].id, judged))
    before = len(sent(window, m.Save))
    bar.keep.click()
    assert len(sent(window, m.Save)) == before + 1
    saved(window, b"the one before")
    assert window.status.sentence.text().startswith("The network of epoch 2 is kept with this run now: ")
    qtbot.waitUntil(lambda: kept(window)[0].sentence == "The network of epoch 2 is kept.")
    (row,) = kept(window)
    assert row.weights == len(b"the one before")
    store = Store(window.runs.kept.folder)
    assert store.detail(row.id).evaluation == judged
    store.close()


def test_a_wish_to_keep_waits_until_the_network_is_where_the_slider_is(window: Window) -> None:
    ended(window)
    rewinding, before = window.training.rewinding, len(sent(window, m.Save))
    rewinding.rewind(2)
    rewinding.rewind(1)
    window.actions_["keep_weights"].trigger()
    window.link.received.emit(m.Rewound(sent(window, m.Rewind)[-1].id, 2))
    assert len(sent(window, m.Save)) == before
    window.link.received.emit(m.Rewound(sent(window, m.Rewind)[-1].id, 1))
    assert len(sent(window, m.Save)) == before + 1
    saved(window, b"first")
    assert "The network of epoch 1 is kept" in window.status.sentence.text()


def test_weights_that_cannot_be_written_leave_those_that_are_kept(window: Window, qtbot: QtBot) -> None:
    run = ended(window)
    window.run.went_to(1)
    window.actions_["keep_weights"].trigger()
    window.link.received.emit(
        m.Failed(sent(window, m.Save)[-1].id, "file", "Cannot write it: the disk is full. Or so.")
    )
    assert window.status.sentence.text() == "These weights are not kept. Cannot write it: the disk is full."
    qtbot.waitUntil(lambda: kept(window)[0].weights == len(b"the last"))
    assert kept(window)[0].sentence == run.sentence == ""


def test_only_a_run_that_is_over_has_its_weights_kept(window: Window) -> None:
    run = began(window)
    epochs(window, 1, 0.5, 0.4, 0.3)
    window.link.received.emit(m.Kept(run.id, (0, 1, 3), 100))
    window.link.received.emit(m.Paused(run.id, 3))
    assert not window.training.rewind.keep.isEnabled() and not window.actions_["keep_weights"].isEnabled()
    finish(window, "stopped")
    assert window.training.rewind.keep.isEnabled() and window.actions_["keep_weights"].isEnabled()


def test_of_a_run_that_came_to_nothing_an_epoch_where_it_was_sound_can_be_kept(window: Window, qtbot: QtBot) -> None:
    run = began(window)
    epochs(window, 1, 0.5, 0.4, math.nan)
    window.link.received.emit(m.Kept(run.id, (0, 2, 3), 100))
    finish(window, "diverged")
    assert not window.actions_["keep_weights"].isEnabled(), "its last weights are no numbers"
    window.run.went_to(2)
    window.actions_["keep_weights"].trigger()
    saved(window, b"sound")
    qtbot.waitUntil(lambda: kept(window)[0].weights == len(b"sound"))


@pytest.mark.parametrize("at", [0, 1])
def test_a_paused_run_that_goes_on_from_an_earlier_epoch_is_over(window: Window, qtbot: QtBot, at: int) -> None:
    run = began(window)
    epochs(window, 1, 0.5, 0.4, 0.3)
    window.link.received.emit(m.Kept(run.id, (1, 2, 3), 100))
    window.link.received.emit(m.Paused(run.id, 3))
    window.run.went_to(at)
    window.actions_["go_on"].trigger()
    qtbot.waitUntil(lambda: [row.outcome for row in kept(window)] == ["stopped", "running"])
    assert f"went on from epoch {at}" in kept(window)[0].sentence and kept(window)[0].epochs == 3


def test_a_series_trains_from_one_seed_after_the_other(window: Window, qtbot: QtBot) -> None:
    window.session.edit(set_training("", seed=2**31 - 2))
    window.actions_["runs_repeat"].trigger()
    for number in range(5):
        qtbot.waitUntil(lambda count=number: len(sent(window, m.Train)) == count + 1)
        assert not window.actions_["runs_repeat"].isEnabled()
        run = window.run.run
        assert run is not None
        window.link.received.emit(m.Started(run.id, "fused", "", 1, 17, 400, 100))
        epochs(window, 1, 0.5 + number)
        finish(window, "diverged" if number == 1 else "done")
    seeds = [train.plan.training.seed for train in sent(window, m.Train)]
    assert seeds == [2**31 - 2, 2**31 - 1, 0, 1, 2]
    qtbot.waitUntil(lambda: [row.outcome for row in kept(window)].count("done") == 4)
    rows = kept(window)
    assert len({row.group for row in rows}) == 1 and rows[0].group
    assert sorted(row.seed for row in rows) == sorted(seeds)
    assert not window.run.outdated, "another seed of the same design is no other design"
    store = Store(window.runs.kept.folder)
    assert [store.design(row.design).training.seed for row in rows] == [row.seed for row in rows]
    store.close()
    QApplication.processEvents()
    assert len(sent(window, m.Train)) == 5 and not window.runs.series.active


def test_stop_ends_the_whole_series_and_what_is_done_stays(window: Window, qtbot: QtBot) -> None:
    window.actions_["runs_repeat"].trigger()
    run = window.run.run
    assert run is not None
    window.link.received.emit(m.Started(run.id, "fused", "", 1, 17, 400, 100))
    epochs(window, 1, 0.5)
    finish(window)
    qtbot.waitUntil(lambda: len(sent(window, m.Train)) == 2)
    window.actions_["stop"].trigger()
    qtbot.waitUntil(lambda: sorted(row.outcome for row in kept(window)) == ["done", "stopped"])
    qtbot.wait(50)
    assert len(sent(window, m.Train)) == 2 and not window.runs.series.active


def test_a_design_with_problems_is_not_repeated(window: Window) -> None:
    window.session.start(Design())
    window.actions_["runs_repeat"].trigger()
    assert not sent(window, m.Train) and not window.runs.series.active


def test_two_windows_keep_their_runs_in_one_list(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    one, other = open_window(link=Listening()), open_window(link=Listening())
    for window in (one, other):
        began(window)
        epochs(window, 1, 0.5)
    for window in (one, other):
        finish(window)
    qtbot.waitUntil(lambda: [row.outcome for row in kept(one)] == ["done", "done"])
    assert [row.name for row in kept(one)] == ["Untitled 1", "Untitled 2"]
