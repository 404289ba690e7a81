"""From what was measured of a layer to what its charts show, with the words that go with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from designer.training.messages import LayerMeasured, Measured, Spread
from designer.ui.charts.content import Content, Series

WEIGHTS, GRADIENTS = 0, 1
"""The tones of both."""


def charts_of(name: str, one: LayerMeasured, norms: tuple[Sequence[int], Sequence[float]]) -> Iterator[Content]:
    """The charts of a layer, as far as there is something to show."""
    if one.weights is not None:
        yield spread_content(f"Weights of {name}", "weight", one.weights, WEIGHTS)
    if one.gradients is not None:
        yield spread_content(f"Gradients of {name}", "gradient", one.gradients, GRADIENTS)
    if len(norms[0]) > 1:
        yield norm_content(name, *norms)


def spread_content(title: str, across: str, spread: Spread, tone: int) -> Content:
    """How many numbers are how large."""
    edges = np.linspace(spread.low, spread.high, len(spread.counts) + 1) if spread.counts else np.zeros(1)
    width = float(edges[1] - edges[0]) if spread.high > spread.low else 1.0
    middles = (edges[:-1] + width / 2).tolist()
    bars = Series("", middles, spread.counts, shape="bars", tone=tone, widths=(0.95 * width,))
    return Content(title, across, "how many", (bars,), f"{title}: {spread_text(spread)}.")


def norm_content(name: str, epochs: Sequence[int], norms: Sequence[float]) -> Content:
    """How large the gradients were over the epochs."""
    summary = (
        f"The norm of the gradients of {name} went from {figure(norms[0])} in epoch {epochs[0]:,} to "
        f"{figure(norms[-1])} in epoch {epochs[-1]:,}."
    )
    line = Series("", epochs, norms, tone=GRADIENTS)
    return Content(f"Gradient norm of {name}", "epoch", "norm", (line,), summary)


def spread_text(spread: Spread) -> str:
    """How numbers are spread, in one line."""
    if not spread.counts:
        return f"none of {spread.size:,} is a number"
    unsound = f"; {spread.unsound:,} are no numbers" if spread.unsound else ""
    return (
        f"{spread.size:,} numbers from {figure(spread.low)} to {figure(spread.high)}, mean {figure(spread.mean)}, "
        f"spread {figure(spread.deviation)}, norm {figure(spread.norm)}{unsound}"
    )


def dead_text(one: LayerMeasured, rows: int) -> str:
    """Which units are dead, in words."""
    if not one.units:
        return ""
    if not one.dead_count:
        return f"Each of its {one.units:,} units answers some of {rows:,} rows."
    named = ", ".join(str(unit + 1) for unit in one.dead)
    more = f" and {one.dead_count - len(one.dead):,} more" if one.dead_count > len(one.dead) else ""
    what = "Unit" if one.dead_count == 1 else "Units"
    verb = "is" if one.dead_count == 1 else "are"
    return f"{what} {named}{more} of {one.units:,} {verb} 0 for each of {rows:,} rows."


def told(found: Measured) -> str:
    """What was measured, in one line."""
    when = f"after {found.epoch:,} epoch{'' if found.epoch == 1 else 's'}" if found.trained else "before training"
    return f"Measured {when}: gradients of a batch of {found.batch:,}, units on {found.rows:,} training rows"


def figure(value: float) -> str:
    """A figure in three digits."""
    return f"{value:.3g}" if np.isfinite(value) else "–"
