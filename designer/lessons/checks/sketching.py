"""The check that a curve was sketched before training. What came is told beside it in plain words."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from designer.lessons.checks.answering import Words
from designer.lessons.checks.base import Base
from designer.lessons.curve_shapes import SKETCHED, Way, compared, sketched_shape
from designer.lessons.evidence import Evidence, Verdict
from designer.lessons.sketches import read_sketch


class Sketch(Base, frozen=True, kw_only=True, tag="sketch"):
    """A curve to be sketched before training: how `metric`, as Keras names it in its logs, will go over the epochs.

    No sketch is wrong, but for one that does not go the way that it must (`must: fall`). `after` is said once the
    real curve lies over it.
    """

    before_training: ClassVar[bool] = True

    ask: Words
    metric: Annotated[str, Meta(min_length=1, max_length=100)] = "loss"
    must: Way | None = None
    after: Annotated[str, Meta(max_length=1_000)] = ""

    @property
    def always(self) -> bool:
        return self.must is None

    def judge(self, evidence: Evidence) -> Verdict:
        sketch = read_sketch(evidence.guesses.get(self.name or ""))
        expected = f"Expected a sketch before training: {self.ask}"
        if sketch is None:
            return self._verdict(
                False, expected, "There is none yet.", "Sketch it first; Train waits for it.", waits=True
            )
        way = sketched_shape(sketch).way
        if self.must is not None and way != self.must:
            found = f"You sketched a curve that {SKETCHED[way]}."
            return self._verdict(False, expected, found, f"Sketch one that {SKETCHED[self.must]}.")
        came = evidence.came.logs.get(self.metric, ()) if evidence.came is not None else ()
        if not came:
            return self._verdict(True, expected, f"You sketched a curve that {SKETCHED[way]}. Train, and see.", "")
        return self._verdict(True, expected, f"{compared(sketch, came)}\n{self.after}".strip(), "")
