"""What callbacks, schedules and weights cost the compiled trainer: `uv run tests/benchmarks/bench_callbacks.py`.

Each line is the spiral (500 rows, 2-8-8-1 tanh, batches of 10) with one of them, in epochs a second and as a share of
the pace without any; the last line is Keras's own `fit` with both callbacks. Several rounds, the best of each.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.data import load_examples
from designer.graph.specs import Generated
from designer.plan import TrainingPlan
from designer.values import ObjectValue
from tests.worker.conftest import plan_of
from tests.worker.same_numbers import Collected

EPOCHS, ROUNDS, FIT_EPOCHS = 300, 15, 10
PATIENT = {"patience": 100_000}
STOPPING = ObjectValue("EarlyStopping", {**PATIENT, "restore_best_weights": True})
PLATEAU = ObjectValue("ReduceLROnPlateau", PATIENT)
COSINE = ObjectValue("CosineDecay", {"initial_learning_rate": 0.05, "decay_steps": 100_000})
CASES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "EarlyStopping, best weights kept": {"callbacks": (STOPPING,)},
    "ReduceLROnPlateau": {"callbacks": (PLATEAU,)},
    "both": {"callbacks": (STOPPING, PLATEAU)},
    "CosineDecay": {"optimizer": ObjectValue("SGD", {"learning_rate": COSINE})},
    "class weights": {"class_weights": (1.0, 2.0)},
}


def spiral(epochs: int, **more: Any) -> TrainingPlan:
    layers = [("Dense", {"units": 8, "activation": "tanh"})] * 2 + [("Dense", {"units": 1, "activation": "sigmoid"})]
    usual = {
        "optimizer": ObjectValue("SGD", {"learning_rate": 0.05}),
        "loss": "BinaryCrossentropy",
        "metrics": ("accuracy",),
    }
    return plan_of(layers, Generated("spiral", size=500), batch_size=10, epochs=epochs, **{**usual, **more})


def pace(plan: TrainingPlan, program: Any) -> float:
    """Epochs a second of one run."""
    from designer.worker.driving import drive
    from designer.worker.fitting import fit

    program.reset(plan)
    begun = time.perf_counter()
    if program.loop is None:
        fit(program.model, program.names, plan, program.examples, Collected())
    else:
        drive(program.loop, program.rows, plan.training.epochs, Collected())
    return plan.training.epochs / (time.perf_counter() - begun)


def main() -> None:
    from designer.worker.programs import Program

    plans = {name: spiral(EPOCHS, **case) for name, case in CASES.items()}
    examples = load_examples(plans["nothing"].data)
    programs = {name: Program(plan, examples, "fused", lambda: None) for name, plan in plans.items()}
    best = dict.fromkeys(plans, 0.0)
    for _ in range(ROUNDS):  # by turns, so that whatever else the machine does is shared out
        for name, plan in plans.items():
            best[name] = max(best[name], pace(plan, programs[name]))
    for name, found in best.items():
        print(f"{found:8.0f} epochs/s  {100 * found / best['nothing']:4.0f} %  {name}")
    slow = spiral(FIT_EPOCHS, **CASES["both"])
    print(f"{pace(slow, Program(slow, examples, 'fit', lambda: None)):8.1f} epochs/s          both, by Keras's own fit")


if __name__ == "__main__":
    main()
