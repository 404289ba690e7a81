"""How many steps a run has, said beside settings that count in steps."""

from __future__ import annotations

from designer.graph.specs import DataFacts, TrainingSettings
from designer.values import ObjectValue


def steps_text(training: TrainingSettings, data: DataFacts | None) -> str:
    """`One epoch is 13 steps here, so 200 epochs are 2,600.`, where a schedule counts steps; else nothing."""
    if not isinstance(training.optimizer.settings.get("learning_rate"), ObjectValue):
        return ""
    if data is None:
        return "Schedules count steps: one for each batch, so an epoch is as many steps as it has batches."
    steps = -(-data.training_rows // training.batch_size)
    counted = f"One epoch is {steps:,} step{'' if steps == 1 else 's'} here"
    return f"{counted} ({data.training_rows:,} rows, {training.batch_size:,} a batch), so {training.epochs:,} epochs are {steps * training.epochs:,}."
