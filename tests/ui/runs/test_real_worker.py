"""With the real worker: what is kept of a run is the network that was trained in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.runs.store import Store
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.ui.runs.conftest import kept

PATIENT = 180_000
pytestmark = pytest.mark.slow


def test_a_series_is_kept_run_by_run_each_with_its_own_network(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = open_window(engine=True)
    qtbot.waitUntil(lambda: window.link.ready is not None and window.session.snapshot.data is not None, timeout=PATIENT)
    window.session.edit(set_training("", epochs=5))
    window.actions_["runs_repeat"].trigger()
    qtbot.waitUntil(lambda: not window.runs.series.active and window.run.phase is Phase.FINISHED, timeout=PATIENT)
    library = window.runs.kept
    qtbot.waitUntil(lambda: sum(row.weights > 0 for row in library.rows.values()) == 5, timeout=PATIENT)
    rows = kept(window)
    assert [(row.outcome, row.epochs, row.seed) for row in rows] == [("done", 5, seed) for seed in range(5)]
    store = Store(library.folder)
    losses = [store.logs(row.id)["val_loss"][-1] for row in rows]
    details = [store.detail(row.id) for row in rows]
    store.close()
    assert len(set(losses)) == 5, "another seed is another run"
    assert all(detail.versions.tensorflow and detail.evaluation is not None for detail in details)

    import keras

    networks = [keras.models.load_model(library.weights_path(row.id)) for row in rows]  # our own files
    probe = np.array([[0.3, -0.7]], "float32")
    assert len({float(network(probe)[0, 0]) for network in networks}) == 5
    from designer.data import load_examples

    held_back = load_examples(window.session.design.data)
    for network, loss in zip(networks, losses, strict=True):
        found = network.evaluate(held_back.x_validation, held_back.y_validation, verbose=0, return_dict=True)
        assert found["loss"] == pytest.approx(loss, rel=1e-4)

    # of the run that is still there, another epoch can be kept instead of the last
    run = window.run.run
    assert run is not None
    at = run.kept[-2]
    window.training.rewinding.rewind(at)
    window.actions_["keep_weights"].trigger()
    qtbot.waitUntil(lambda: bool(library.rows[rows[-1].id].sentence), timeout=PATIENT)
    assert run.at == at
    store = Store(library.folder)
    judged = store.detail(rows[-1].id).evaluation
    store.close()
    chosen = keras.models.load_model(library.weights_path(rows[-1].id))
    found = chosen.evaluate(held_back.x_validation, held_back.y_validation, verbose=0, return_dict=True)
    assert judged is not None and found["loss"] == pytest.approx(judged.metrics["loss"], rel=1e-4)
    assert found["loss"] != pytest.approx(losses[-1], rel=1e-4)

    # and training goes on from there: the first epoch is no worse than the last was
    window.docks.bring_up("runs")
    qtbot.waitUntil(lambda: window.runs.panel.model.rowCount() == 5)
    window.runs.panel.table.choose({rows[0].id})
    qtbot.waitUntil(lambda: window.actions_["runs_take"].isEnabled())
    window.actions_["runs_take"].trigger()
    qtbot.waitUntil(lambda: window.session.design.training.start == str(library.weights_path(rows[0].id)))
    window.actions_["train"].trigger()
    qtbot.waitUntil(lambda: window.run.run is not None and bool(window.run.run.start), timeout=PATIENT)
    assert window.run.run is not None and window.run.run.start.startswith("Starts from the weights in ")
    qtbot.waitUntil(lambda: window.run.phase is Phase.FINISHED, timeout=PATIENT)
    assert window.run.run.logs["val_loss"][0] < losses[0] * 1.2
