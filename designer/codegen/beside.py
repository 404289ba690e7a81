"""Weights that a script starts from and public Keras cannot read: they are written anew beside it."""

from __future__ import annotations

from pathlib import Path

from designer.plan import TrainingPlan
from designer.reading.readable import keras_reads


def weights_beside(plan: TrainingPlan, script: Path) -> Path | None:
    """Where the weights are to lie that a script of this plan starts from, if they are to be written anew for it."""
    start = plan.training.start
    if not start or keras_reads(Path(start)):
        return None
    beside = script.with_name(f"{script.stem}_weights.keras")
    return beside if beside.resolve() != Path(start).resolve() else script.with_name(f"{script.stem}_weights_3.keras")
