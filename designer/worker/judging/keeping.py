"""A network as it is at one moment, to be asked beside a run that goes on and changes its weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from designer.data.rows import AnyRows, Rows
from designer.plan import TrainingPlan
from designer.worker.evaluation import answers_of
from designer.worker.programs import Program


class Kept:
    """Takes a copy of the weights when it is made, which has to be between two epochs."""

    def __init__(self, program: Program, plan: TrainingPlan) -> None:
        self.program, self.plan = program, plan
        model = program.model
        self._trainable = [tf.constant(np.array(variable)) for variable in model.trainable_variables]
        self._others = [tf.constant(np.array(variable)) for variable in model.non_trainable_variables]

    def answers(self, rows: AnyRows) -> Rows:
        """What it says to each row, whatever becomes of the network meanwhile."""
        return answers_of(self._ask, rows)

    def _ask(self, rows: Any, training: bool) -> Any:
        return self.program.model.stateless_call(self._trainable, self._others, rows, training=training)[0]
