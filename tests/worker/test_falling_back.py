"""What cannot be compiled is trained all the same, a little slower, and the reason is told."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from designer.data import load_examples
from designer.plan import TrainingPlan
from designer.worker import fused, programs
from designer.worker.programs import Program

Plans = Callable[..., TrainingPlan]


def program(plan: TrainingPlan, wanted: Any = "fused") -> Program:
    return Program(plan, load_examples(plan.data), wanted, lambda: None)


def refuse(monkeypatch: pytest.MonkeyPatch, *, xla_only: bool) -> None:
    """As on a TensorFlow built without XLA, or where no loop can be traced at all."""
    compile = fused.Loop.compile

    def refusing(self: fused.Loop, rows: fused.Rows) -> None:
        if self.xla or not xla_only:
            raise tf.errors.UnimplementedError(None, None, "There is no XLA here.")
        compile(self, rows)

    monkeypatch.setattr(fused.Loop, "compile", refusing)


def test_without_xla_the_same_loop_runs_plainly(plan: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, xla_only=True)
    found = program(plan())
    assert found.trainer == "graph"
    assert "without XLA" in found.reason


def test_where_no_loop_can_be_compiled_fit_trains(plan: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, xla_only=False)
    found = program(plan())
    assert found.trainer == "fit"
    assert found.loop is None
    assert "fit" in found.reason


def test_the_trainer_asked_for_needs_no_reason(plan: Plans) -> None:
    for wanted in ("graph", "fit"):
        found = program(plan(), wanted)
        assert (found.trainer, found.reason) == (wanted, "")


def test_where_xla_is_slower_the_plain_loop_is_chosen_and_the_weights_are_fresh(
    plan: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = [("Reshape", {"target_shape": (2, 1, 1)}), ("Conv2D", {"filters": 2, "kernel_size": 1}), ("Flatten", {}), ("Dense", {"units": 1})]  # fmt: skip
    untouched = programs.untrained(plan(image), load_examples(plan(image).data)).model.get_weights()
    for fused_seconds, expected in ((2.0, "graph"), (0.5, "fused")):
        monkeypatch.setattr(Program, "_pace", lambda self, loop, slow=fused_seconds: slow if loop.xla else 1.0)
        found = program(plan(image))
        assert found.trainer == expected
        assert ("XLA is slower" in found.reason) == (expected == "graph")
        found.reset(plan(image))
        for ours, fresh in zip(found.model.get_weights(), untouched, strict=True):
            np.testing.assert_array_equal(ours, fresh)
