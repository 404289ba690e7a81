"""What the last trained network is asked: judged on rows held back, tried on an example or a table, looked through.

What needs the network is done between two epochs and is short; figures are worked out from its answers beside the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from designer.data.fields import Packed
from designer.data.given import filled_in, rows_given
from designer.data.newrows import read_new_rows, write_answered
from designer.data.rows import Rows, arrays, count
from designer.judging.judge import judged
from designer.plan import TrainingPlan
from designer.training.messages import (
    Answer,
    AnswerTable,
    Example,
    Judge,
    Judgement,
    Message,
    Rank,
    RowsShown,
    Said,
    ShowRows,
    TableSaid,
)
from designer.worker.arranging import arranged_inputs
from designer.worker.evaluation import answers_of
from designer.worker.judging.keeping import Kept
from designer.worker.judging.ranking import rank, why_not
from designer.worker.judging.saying import columns_of, outputs, said_to
from designer.worker.programs import Program

MOST_SHOWN = 200
MOST_BYTES = 16_000_000
"""How much of the rows asked for goes into one message."""


@dataclass(frozen=True)
class Taken:
    """What a network said to the rows held back, at one moment."""

    program: Program
    plan: TrainingPlan
    answers: Rows


class Jury:
    """Asks the network that `last` gives; each method answers through `send` or raises a `Fault`."""

    def __init__(self, send: Callable[[Message], None], last: Callable[[], tuple[Program, TrainingPlan]]) -> None:
        self._send, self._last = send, last
        self._taken: Taken | None = None

    # --- between two epochs

    def keep(self) -> Kept:
        """The network as it is now."""
        return Kept(*self._last())

    def answer(self, request: Answer) -> None:
        """Answer one example."""
        begun = time.perf_counter()
        program, plan = self._last()
        rows = arranged_inputs(rows_given(request.given, program.source), plan)
        found = said_to(answers_of(program.model, rows), plan, program.examples.facts)
        self._send(Said(request.id, found, time.perf_counter() - begun))

    # --- beside a run

    def judge(self, request: Judge, kept: Kept) -> None:
        """Have every row held back answered, and work the figures out."""
        examples, plan = kept.program.examples, kept.plan
        answers = kept.answers(examples.x_validation)
        self._taken = Taken(kept.program, plan, answers)
        pairs = zip(outputs(answers, plan, examples.facts), arrays(examples.y_validation), strict=True)
        found = tuple(
            judged(head.target, said, truth, head.loss, classes, examples.numbers)
            for (said, head, classes), truth in pairs
        )
        rows = count(examples.x_validation)
        ranks = why_not(kept.program, plan)
        self._send(Judgement(request.id, rows, rows + count(examples.x_train), examples.facts, found, ranks))

    def rank(self, request: Rank, kept: Kept, cancelled: Callable[[], bool]) -> None:
        """Find out which columns the network goes by."""
        self._send(rank(request, kept, cancelled))

    def answer_table(self, request: AnswerTable, kept: Kept) -> None:
        """Answer each row of a table and write the answers beside them."""
        table = read_new_rows(Path(request.source), kept.program.source)
        rows = arranged_inputs(table.rows, kept.plan)
        answers = kept.answers(rows) if len(table.kept) else []
        write_answered(Path(request.target), table, columns_of(answers, kept.plan, kept.program.examples.facts))
        self._send(TableSaid(request.id, request.target, len(table.cells), len(table.kept), table.notes))

    def show(self, request: ShowRows) -> None:
        """Show rows, with what the network said to them when it was judged."""
        taken = self._taken
        program = taken.program if request.judged and taken is not None else self._last()[0]
        examples = program.source
        rows: list[Example] = []
        size = 0
        for place in request.places[:MOST_SHOWN]:
            if not 0 <= place < count(examples.x_validation):
                continue
            given = filled_in(examples, place)
            size += sum(len(value.floats) for value in given.values() if isinstance(value, Packed))
            if rows and size > MOST_BYTES:
                break
            rows.append(Example(place, int(examples.numbers[place]), given, self._truths(program, place)))
        if taken is not None and taken.program is program:
            rows = [_with_answers(row, taken) for row in rows]
        self._send(RowsShown(request.id, tuple(rows)))

    @staticmethod
    def _truths(program: Program, place: int) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(float(value) for value in y[place]) for y in arrays(program.examples.y_validation))


def _with_answers(row: Example, taken: Taken) -> Example:
    said = said_to(taken.answers, taken.plan, taken.program.examples.facts, row.place)
    return Example(row.place, row.number, row.given, row.truths, said)
