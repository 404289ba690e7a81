"""The check that a planted fault is found: its name is picked among others."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from designer.lessons.checks.answering import Answer, Option
from designer.lessons.faults import FAULTS, choices

ASK = "What is wrong with this network?"


class Fault(Answer, frozen=True, kw_only=True, tag="fault"):
    """That a planted fault is named: the `fault` of the step's start. `among` are the faults to choose from, some by
    chance if it is empty.
    """

    is_: Annotated[str, Meta(min_length=1, max_length=60)] = msgspec.field(name="is")
    among: tuple[str, ...] = ()
    ask: str = ASK
    unasked: ClassVar[frozenset[str]] = frozenset(("options", "number", "tolerance", "words"))

    def __post_init__(self) -> None:
        if self.is_ in FAULTS and not self.options:
            names = self.among or choices(self.is_, 0)
            options = tuple(
                Option(FAULTS[name].title, right=name == self.is_, say=FAULTS[name].shows if name == self.is_ else "")
                for name in names
                if name in FAULTS
            )
            msgspec.structs.force_setattr(self, "options", options)

    def fault(self) -> str:
        strange = next((name for name in (self.is_, *self.among) if name not in FAULTS), "")
        if strange:
            return f"Expected one of the faults {', '.join(FAULTS)}, found {strange!r}."
        return super().fault()
