"""What is filled in, and what the network says to it: one question at a time is on its way, always the newest next.

So an answer can never take the place of one to a later question, and a slow network is not asked faster than it answers.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from designer.data.fields import Field, Given, fields_of
from designer.graph.specs import DataFacts
from designer.training import messages as m
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.run import Phase
from designer.ui.worker_link import WorkerLink

SHARE = 0.05
"""The largest share of a run's time that asking again and again, because its weights change, may take."""
PAUSE_MS = 100
LOST = "The training engine stopped, and what it had trained is gone with it. Train again."
SAMPLE = 64
"""How many held-out images are looked at to see what images are like."""


class Trying(QObject):
    """Holds the example that is filled in, for the data of the last run."""

    renewed = Signal()
    """Other data: another form is needed."""
    filled = Signal()
    """The example was changed by other hands than the form's."""
    answered = Signal()
    """`said` or `fault` changed."""
    samples_came = Signal(object)
    """A tuple of `Example`s, as the data has them."""
    told = Signal(str)
    """A sentence about a table that was answered, or could not be."""

    def __init__(self, session: Session, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._run, self._link = session, run, link
        self.facts: DataFacts | None = None
        self.given: dict[str, Given] = {}
        self.said: tuple[m.OutputSaid, ...] = ()
        self.truth: m.Example | None = None
        """The row the example was taken from, as long as it is unchanged."""
        self.fault = ""
        self._asked = self._row = self._samples = self._table = 0
        self._changed = self._watched = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.ask)
        self._rest_until = 0.0
        run.began.connect(self._began)
        run.advanced.connect(self._advanced)
        run.changed.connect(self._run_changed)
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What an example is made of; a column that two parts share is filled in once."""
        fields = fields_of(self.facts) if self.facts is not None else ()
        return tuple({field.name: field for field in fields}.values())

    @property
    def ready(self) -> bool:
        """Whether there is a network to ask."""
        return self.facts is not None and self._run.has_network

    @property
    def _gone(self) -> bool:
        return self._run.run is not None and self._run.run.outcome == "interrupted"

    @property
    def blank(self) -> bool:
        """Whether nothing is drawn or written yet, which no answer would mean anything to."""
        whole = [field for field in self.fields if field.kind in ("image", "text", "series")]
        return any(self.given.get(field.name) == start_of(field) for field in whole)

    def watch(self, on: bool) -> None:
        """Whether anybody sees the answers: a run is not asked for what nobody looks at."""
        if on is not self._watched:
            self._watched = on
            self.ask()

    # --- what the user does ---

    def set(self, name: str, value: Given) -> None:
        """Fill one field in."""
        if self.given.get(name) == value:
            return
        self.given[name] = value
        self.truth = None
        self.ask()

    def fill(self, given: Mapping[str, Given], truth: m.Example | None = None) -> None:
        """Fill everything in."""
        self.given, self.truth = dict(given), truth
        self.filled.emit()
        self.ask()

    def reset(self) -> None:
        """Begin anew: numbers in the middle, the first category, nothing drawn."""
        self.fill({field.name: start_of(field) for field in self.fields})

    def take_example(self) -> None:
        """Fill in one of the rows held back, drawn at random."""
        if self.facts is not None and self.ready and self.facts.validation_rows:
            self._row = self._link.new_id()
            self._link.send(m.ShowRows(self._row, (random.randrange(self.facts.validation_rows),)))

    def answer_table(self, source: str, target: str) -> None:
        """Have every row of a file answered, in a new file."""
        self._table = self._link.new_id()
        if self._link.send(m.AnswerTable(self._table, source, target)):
            self.told.emit("Answering the table…")

    def ask_samples(self) -> None:
        """Have some held-out rows shown, to see what images are like."""
        rows = self.facts.validation_rows if self.facts is not None else 0
        if rows and self.ready:
            self._samples = self._link.new_id()
            self._link.send(m.ShowRows(self._samples, tuple(range(0, rows, max(1, rows // SAMPLE)))[:SAMPLE]))

    def ask(self) -> None:
        """Ask the network about the example as it is now, as soon as it has answered the last question."""
        if self._asked:
            self._changed = True
            return
        if not self._watched or not self.ready or not self.given:
            return
        if self.blank:
            self.said, self.fault = (), ""
            self.answered.emit()
            return
        self._changed = False
        self._again.stop()
        self._asked = self._link.new_id()
        if not self._link.send(m.Answer(self._asked, dict(self.given))):
            self._asked = 0

    # --- what comes of it ---

    def _began(self) -> None:
        """Another network, perhaps of other data; what was said so far is not this one's."""
        self._asked = self._row = self._samples = 0
        facts = self._session.snapshot.data
        self.said, self.fault = (), ""
        if facts is not None and (self.facts is None or fields_of(facts) != fields_of(self.facts)):
            self.facts = facts
            self.given, self.truth = {field.name: start_of(field) for field in self.fields}, None
            self.renewed.emit()
        else:
            self.facts = facts or self.facts
        self.answered.emit()

    def _advanced(self) -> None:
        """The weights changed: ask again, but not so often that the run is held up."""
        if not self.said and not self.fault and not self._asked:
            self.ask()
        elif not self._again.isActive():
            self._again.start(max(PAUSE_MS, round(1000 * (self._rest_until - time.monotonic()))))

    def _run_changed(self) -> None:
        if self._run.phase in (Phase.PAUSED, Phase.FINISHED):
            self.ask()
        self.answered.emit()

    def _received(self, reply: m.Reply) -> None:
        id = getattr(reply, "id", 0)
        if not id:
            return
        if id == self._asked:
            self._asked = 0
            self._take(reply)
            if self._changed or self.blank:
                self.ask()
        elif id == self._row and isinstance(reply, m.RowsShown) and reply.rows:
            self._row = 0
            self.fill(reply.rows[0].given, reply.rows[0])
        elif id == self._samples and isinstance(reply, m.RowsShown):
            self._samples = 0
            self.samples_came.emit(reply.rows)
        elif id == self._table:
            self._table = 0
            self.told.emit(table_text(reply))

    def _take(self, reply: m.Reply) -> None:
        match reply:
            case m.Said():
                self.said, self.fault = reply.outputs, ""
                self._rest_until = time.monotonic() + reply.seconds / SHARE
            case m.Failed():
                self.said, self.fault = (), reply.sentence
        self.answered.emit()

    def _lost(self, sentence: str) -> None:
        if self._table:
            self.told.emit("The table was not answered, as the training engine stopped. Try again.")
        self._asked = self._row = self._samples = self._table = 0
        self._changed = False
        if self.said or self.ready:
            self.said, self.fault = (), LOST
            self.answered.emit()


def start_of(field: Field) -> Given:
    """What a field begins with."""
    from math import prod
    from struct import pack

    from designer.data.fields import Packed

    if field.kind == "date":
        return float(round(field.start))
    if field.kind == "number":
        return float(f"{field.start:.4g}")
    if field.kind in ("image", "series"):
        size = prod(int(side or 0) for side in field.shape)
        value = field.low if field.kind == "image" else (field.low + field.high) / 2
        return Packed(pack(f"{size}f", *[value] * size))
    return field.categories[0] if field.categories else ""


def table_text(reply: m.Reply) -> str:
    """What became of a table, in a few sentences."""
    if isinstance(reply, m.TableSaid):
        file = reply.path.replace("\\", "/").rsplit("/", 1)[-1]
        return " ".join((f"Wrote {file}: {reply.answered:,} of {reply.rows:,} rows have an answer.", *reply.notes))
    return reply.sentence if isinstance(reply, m.Failed) else ""
