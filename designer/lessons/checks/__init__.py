"""The checks a step can have. Each is a declaration with its own way to be judged; `Check` names them all.

    judge(check: Check, evidence: Evidence) -> Verdict

A new one is a class here with a `tag`, and is known to lessons from then on.
"""

from __future__ import annotations

from typing import TypeAlias, TypeGuard

from designer.lessons.checks.answering import Answer, Option, Prediction, Question
from designer.lessons.checks.data import Data
from designer.lessons.checks.finding import Fault
from designer.lessons.checks.layers import Apart, Layers, Order
from designer.lessons.checks.making import Export, Hand
from designer.lessons.checks.meaning import Code
from designer.lessons.checks.measures import Setting, Shape, Weights
from designer.lessons.checks.problems import Problem
from designer.lessons.checks.sketching import Sketch
from designer.lessons.checks.training import Gap, Metric, Training
from designer.lessons.evidence import Evidence, Verdict

Check: TypeAlias = (
    Layers
    | Order
    | Apart
    | Setting
    | Shape
    | Weights
    | Data
    | Training
    | Metric
    | Gap
    | Problem
    | Prediction
    | Sketch
    | Answer
    | Fault
    | Code
    | Hand
    | Export
)

Asking: TypeAlias = Question | Code | Sketch
"""Those that an answer passes, and not what is on the canvas."""

__all__ = ["Asking", "Check", "Evidence", "Option", "Question", "Sketch", "Verdict", "asks", "judge"]


def judge(check: Check, evidence: Evidence) -> Verdict:
    """Hold what there is against what a check asks for."""
    return check.judge(evidence)


def asks(check: Check) -> TypeGuard[Asking]:
    """Whether a check is passed by an answer, and not by what is on the canvas."""
    return isinstance(check, Question | Sketch) or (isinstance(check, Code) and check.of == "answer")
