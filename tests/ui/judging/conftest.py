"""Judgements made of figures as the worker makes them, without a worker."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from designer.graph.specs import Column, DataFacts
from designer.judging.judge import judged
from designer.training import messages as m
from designer.ui.training.run import Phase, Run
from designer.ui.window import Window
from designer.values import ObjectValue

ROWS = 40
NAMES = ("cat", "dog", "hen")
FACTS = DataFacts(
    "multiclass", 2 * ROWS, ROWS, ROWS, (2,), classes=NAMES,
    columns=(Column("x", "number", "feature", 0, 0, 1, 0.5), Column("y", "number", "feature", 0, 0, 1, 0.5), Column("kind", "category", "target", categories=NAMES)),
)  # fmt: skip


def of_classes(id: int, ranks: str = "") -> m.Judgement:
    """Forty rows of three classes; every tenth is taken for the next one."""
    truth = np.arange(ROWS) % 3
    taken = np.where(np.arange(ROWS) % 10 == 9, (truth + 1) % 3, truth)
    scores = np.full((ROWS, 3), 0.1, "float32") + 0.7 * np.eye(3, dtype="float32")[taken]
    found = judged(
        "", scores, truth.reshape(-1, 1), ObjectValue("SparseCategoricalCrossentropy"), NAMES, np.arange(ROWS)
    )
    return m.Judgement(id, ROWS, 2 * ROWS, FACTS, (found,), ranks)


def of_numbers(id: int) -> m.Judgement:
    truth = np.linspace(0, 1, ROWS).reshape(-1, 1)
    found = judged("", truth + 0.1, truth, ObjectValue("MeanSquaredError"), (), np.arange(ROWS))
    return m.Judgement(
        id, ROWS, 2 * ROWS, DataFacts("regression", 2 * ROWS, ROWS, ROWS, (2,), columns=FACTS.columns[:2]), (found,)
    )


class Worker:
    """Takes what the window sends, and answers when it is told to."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window = window
        self.sent: list[m.Request] = []
        monkeypatch.setattr(window.link, "send", self._send)

    def _send(self, request: m.Request) -> bool:
        self.sent.append(request)
        return True

    def last(self, kind: type[m.Request]) -> m.Request:
        return next(request for request in reversed(self.sent) if isinstance(request, kind))

    def say(self, reply: m.Reply) -> None:
        self.window.link.received.emit(reply)

    def end_run(self, classes: bool = True) -> None:
        """A run begins and is over, as far as the window can tell."""
        window = self.window
        plan = window.run.ahead.plan()
        assert plan is not None
        window.run.run = Run(900, plan, 10, epochs=10, seconds=1.0)
        window.run.began.emit()
        window.run._enter(Phase.RUNNING)
        window.run.run.evaluation = m.Evaluation(ROWS, {"loss": 0.1})
        window.run._end("done", "")

    def judge(self, make: Callable[[int], m.Judgement] = of_classes) -> None:
        """A run ends and is judged."""
        self.end_run()
        self.say(make(self.last(m.Judge).id))  # type: ignore[union-attr]


@pytest.fixture
def worker(window: Window, monkeypatch: pytest.MonkeyPatch) -> Worker:
    return Worker(window, monkeypatch)
