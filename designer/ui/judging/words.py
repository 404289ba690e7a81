"""What the Evaluation tab says, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from designer.graph.specs import DataFacts
from designer.training.messages import Judgement, OutputSaid

EMPTY = "Train a network, and here it is held against the rows it never saw."
WAITING = "Looking at the rows held back…"
STALE = "From before your last change"
EARLIER = "Of the run before this one"
MOST_NUMBERS = 4


def source_text(found: Judgement, epochs: int, running: bool) -> str:
    """From which rows the figures come, and of which network."""
    rows = f"{found.rows:,} of {found.of:,} rows"
    after = f"after {epochs:,} epoch{'' if epochs == 1 else 's'}"
    goes_on = ", while it trained on" if running else ""
    return f"On {rows}, which were held back and never trained on. The network {after}{goes_on}."


def answer_text(said: OutputSaid) -> str:
    """What the network says, in a few letters."""
    if said.fault:
        return "–"
    if said.classes:
        value = said.values[said.taken]
        return f"{said.classes[said.taken]} ({100 * value:.0f} %)" if said.sure else said.classes[said.taken]
    return numbers_text(said.values)


def truth_text(truth: Sequence[float], facts: DataFacts) -> str:
    """What a row is, in a few letters."""
    if facts.classes and len(truth) == 1 and 0 <= int(truth[0]) < len(facts.classes):
        return facts.classes[int(truth[0])]
    return numbers_text(truth)


def numbers_text(values: Sequence[float]) -> str:
    """Some numbers; of many the first."""
    if len(values) <= MOST_NUMBERS:
        return ", ".join(f"{value:.4g}" for value in values)
    return f"{', '.join(f'{value:.3g}' for value in values[:MOST_NUMBERS])}, … ({len(values):,})"
