"""Which scenes show which problem. Each begins with where it is and ends with what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designer.analysis import Analysis, Problem
from designer.ui.showing import own
from designer.ui.showing.fixing import fixing
from designer.ui.showing.scene import Scene
from designer.ui.showing.seen import Seen

Teller = Callable[[Seen], Iterator[Scene]]

TELLERS: dict[str, Teller] = {
    "activation-twice": own.bent_twice,
    "after-output": own.arriving,
    "bad-callback": own.steps,
    "bad-loss": own.aims,
    "bad-metrics": own.aims,
    "bad-optimizer": own.steps,
    "bad-setting": own.its_setting,
    "batch-size": own.steps,
    "bottleneck": own.narrow,
    "callback-twice": own.steps,
    "cannot-split": own.the_data,
    "class-weights": own.the_data,
    "coarse-answers": own.last_numbers,
    "collapse": own.collapse,
    "data": own.the_data,
    "dead-end": own.leads_nowhere,
    "dense-on-image": own.pixel_by_pixel,
    "embedding-input": own.arriving,
    "few-examples": own.the_data,
    "input-format": own.the_data,
    "input-shape": own.the_data,
    "logits": own.twice_softmax,
    "loop": own.round_trip,
    "memory": own.steps,
    "metric-name": own.aims,
    "metric-settings": own.aims,
    "missing-setting": own.its_setting,
    "missing-wire": own.missing,
    "no-input": own.alone,
    "no-such-log": own.steps,
    "no-text": own.arriving,
    "normalization-late": own.arriving,
    "not-whole": own.arriving,
    "nothing-connected": own.leads_nowhere,
    "output-activation": own.last_numbers,
    "output-rank": own.last_numbers,
    "output-units": own.last_numbers,
    "same-output": own.arriving,
    "several-inputs": own.side_by_side,
    "shared-shape": own.refused,
    "softmax-in-middle": own.shares,
    "still-feature": own.the_data,
    "stray-wire": own.arriving,
    "text-unread": own.refused,
    "too-many-wires": own.side_by_side,
    "two-rates": own.steps,
    "unanswered": own.last_numbers,
    "unconnected": own.alone,
    "unfitting-setting": own.its_setting,
    "unknown-kind": own.arriving,
    "unknown-setting": own.its_setting,
    "unknown-size": own.refused,
    "unscaled": own.large_numbers,
    "wrong-inputs": own.side_by_side,
    "wrong-loss": own.aims,
    "wrong-metrics": own.aims,
    "wrong-rank": own.refused,
    "wrong-size": own.refused,
}
"""What is shown between the first scene and the last, by the code of a problem."""

FAMILIES: dict[str, Teller] = {"rows-": own.the_data}
"""The same for codes that begin alike."""


def teller_of(code: str) -> Teller | None:
    """What tells of problems with this code."""
    return TELLERS.get(code) or next((teller for start, teller in FAMILIES.items() if code.startswith(start)), None)


def story_of(problem: Problem, analysis: Analysis) -> tuple[Scene, ...]:
    """The whole demonstration. A code nobody declared is shown as far as any can be."""
    seen = Seen(problem, analysis)
    where = Scene(problem.what, seen.cards)
    why = Scene(problem.why, seen.cards)
    return (where, *(teller_of(problem.code) or own.arriving)(seen), why, fixing(seen))
