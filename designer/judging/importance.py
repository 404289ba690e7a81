"""Which columns a network goes by: how much worse it does when one of them is mixed up (Breiman, 2001)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from designer.judging.figures import ColumnRank

Rows = list[np.ndarray]
"""The rows of every part."""
Measure = Callable[[Rows], np.ndarray]
"""How well each output does with these rows: the larger, the better."""

NOT_MANY = "There is only one thing each example is made of, so there is nothing to compare it with."


@dataclass(frozen=True)
class Group:
    """What is mixed up together: some of the numbers of one part, or all of it."""

    name: str
    part: int
    span: slice | None = None


def importance(
    measure: Measure, rows: Rows, groups: Sequence[Group], repeats: int, seed: int = 0
) -> Iterator[tuple[np.ndarray, np.ndarray] | None]:
    """Gives nothing after each piece of work, then how well it does and by how much each group makes it worse.

    The drops are of shape (groups, repeats, outputs). A caller that has enough of it stops asking.
    """
    draw = np.random.default_rng(seed)
    base = measure(rows)
    drops = np.zeros((len(groups), repeats, len(base)))
    for at, group in enumerate(groups):
        for again in range(repeats):
            drops[at, again] = base - measure(_mixed(rows, group, draw.permutation(len(rows[0]))))
            yield None
    yield base, drops


def ranked(groups: Sequence[Group], drops: np.ndarray, output: int) -> tuple[ColumnRank, ...]:
    """The columns of one output, the most important first."""
    means, spreads = drops[:, :, output].mean(axis=1), drops[:, :, output].std(axis=1)
    order = np.argsort(-means, kind="stable")
    return tuple(ColumnRank(groups[at].name, float(means[at]), float(spreads[at])) for at in order)


def _mixed(rows: Rows, group: Group, order: np.ndarray) -> Rows:
    part = rows[group.part]
    if group.span is None:
        changed = part[order]
    else:
        changed = part.copy()
        changed[:, group.span] = part[order, group.span]
    return [changed if at == group.part else one for at, one in enumerate(rows)]
