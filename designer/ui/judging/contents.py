"""From figures to what charts show, with the words that go with them."""

from __future__ import annotations

import numpy as np

from designer.judging.figures import Calibration, Judged, Line, NumberFigures, Ranking, Sample
from designer.ui.charts.content import Content, Series

DIAGONAL = ((0.0, 1.0), (0.0, 1.0))
MOST_POINTS = 3_000
"""More points in a plot only fill it."""
MOST_COLUMNS = 25
SHARES = (0.0, 1.0)


def roc_content(lines: tuple[Line, ...]) -> Content:
    """ROC curves, and the diagonal of a network that guesses."""
    told = "; ".join(f"{line.name}: area {figure(line.area)}" for line in lines)
    summary = f"How many rows of a class are found (up) for how many others are taken for it too (across). {told}."
    guess = Series("guessing", *DIAGONAL, shape="rule")
    return Content("ROC", "false positive rate", "true positive rate", (guess, *_lines(lines)), summary, SHARES, SHARES)


def recall_content(lines: tuple[Line, ...]) -> Content:
    """Precision over recall."""
    told = "; ".join(f"{line.name}: average precision {figure(line.area)}" for line in lines)
    summary = f"Of the rows taken for a class, the share that is right (up), over the share found (across). {told}."
    return Content("Precision and recall", "recall", "precision", _lines(lines), summary, SHARES, SHARES)


def calibration_content(found: Calibration) -> Content:
    """How often scores come true: on the diagonal as often as they say."""
    told = "; ".join(f"{bin.low:.0%} to {bin.high:.0%}: {bin.rows:,} rows, {bin.true:.0%} true" for bin in found.bins)
    summary = f"Over {found.of}, in which share it came true. Expected calibration error {figure(found.error)}. {told}."
    said, true = [bin.said for bin in found.bins], [bin.true for bin in found.bins]
    series = (
        Series("as often as it says", *DIAGONAL, shape="rule"),
        Series("network", said, true, tone=0),
        Series("bins", said, true, shape="marks", tone=0),
    )
    return Content("Calibration", found.of, "came true", series, summary, SHARES, SHARES)


def counts_content(found: Calibration) -> Content:
    """How many rows are in each bin."""
    middles = [(bin.low + bin.high) / 2 for bin in found.bins]
    bars = Series("", middles, [bin.rows for bin in found.bins], shape="bars", tone=0, widths=(0.09,))
    summary = "; ".join(f"{bin.low:.0%} to {bin.high:.0%}: {bin.rows:,} rows" for bin in found.bins)
    return Content("Rows in each bin", found.of, "rows", (bars,), summary, SHARES)


def truth_content(found: Judged) -> Content:
    """What the network says against what it is."""
    assert found.numbers is not None
    truth, said, keys = points_of(found.sample, found.numbers.numbers)
    low, high = (float(of((of(truth), of(said)))) for of in (np.min, np.max))
    line = Series("right", (low, high), (low, high), shape="rule")
    points = Series("rows", truth, said, shape="points", keys=keys)
    summary = f"Points on the line are right. R² {number(found.numbers.r2)}, mean error {number(found.numbers.mae)}."
    return Content("What it says, what it is", "what it is", "what the network says", (line, points), summary)


def residual_content(found: Judged) -> Content:
    """Residuals over what the network says."""
    assert found.numbers is not None
    truth, said, keys = points_of(found.sample, found.numbers.numbers)
    ends = (float(said.min()), float(said.max()))
    zero = Series("right", ends, (0.0, 0.0), shape="rule")
    points = Series("rows", said, truth - said, shape="points", keys=keys)
    summary = (
        "Above the line it is more than the network says, below it is less. A pattern here is something the network "
        f"has not learned. Mean residual {number(found.numbers.bias)}."
    )
    return Content("Residuals", "what the network says", "residual", (zero, points), summary)


def histogram_content(found: NumberFigures) -> Content:
    """How often residuals are how large."""
    edges = np.asarray(found.edges)
    middles, widths = (edges[:-1] + edges[1:]) / 2, np.diff(edges)
    bars = Series("", middles.tolist(), found.counts, shape="bars", widths=(0.95 * widths).tolist())
    most = int(np.argmax(found.counts))
    summary = (
        f"Residuals from {number(float(edges[0]))} to {number(float(edges[-1]))}; most, {found.counts[most]:,}, lie "
        f"between {number(float(edges[most]))} and {number(float(edges[most + 1]))}."
    )
    return Content("How large residuals are", "residual", "numbers" if found.numbers > 1 else "rows", (bars,), summary)


def ranking_content(found: Ranking, repeats: int) -> Content:
    """How much worse the network does without each column, the most important on top."""
    shown = found.columns[:MOST_COLUMNS][::-1]
    bars = Series(
        "", [one.mean for one in shown], list(range(len(shown))), "lying", spread=[one.spread for one in shown]
    )
    verb = "falls" if found.measure == "accuracy" else "rises"
    told = "; ".join(f"{one.name} {number(one.mean)} ± {number(one.spread)}" for one in found.columns[:MOST_COLUMNS])
    summary = f"By how much the {found.measure} {verb} when a column is mixed up, {repeats} times each: {told}."
    across = f"how far the {found.measure} {verb}"
    return Content("Columns", across, "", (bars,), summary, names=tuple(one.name for one in shown), columns=(across, "column"))  # fmt: skip


def points_of(sample: Sample, numbers: int) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Truths, answers and places of rows to draw, evenly drawn where there are many."""
    truth, said = (np.frombuffer(one, np.float32).astype(float) for one in (sample.truth, sample.said))
    places = np.repeat(np.frombuffer(sample.places, np.int32), numbers)
    if len(truth) > MOST_POINTS:
        kept = np.linspace(0, len(truth) - 1, MOST_POINTS).round().astype(int)
        truth, said, places = truth[kept], said[kept], places[kept]
    return truth, said, places.tolist()


def places_of_cell(sample: Sample, row: int, column: int) -> list[int]:
    """The places of rows of one class that were taken for another, the surest first."""
    truth, said, score = (np.frombuffer(one, np.float32) for one in (sample.truth, sample.said, sample.score))
    within = np.flatnonzero((truth == row) & (said == column))
    order = within[np.argsort(-score[within], kind="stable")]
    return [int(place) for place in np.frombuffer(sample.places, np.int32)[order]]


def legend_of(roc: tuple[Line, ...], recalls: tuple[Line, ...]) -> list[tuple[int, str]]:
    """An entry for each line, with its area under both curves."""
    return [
        (at, f"{one.name}   ROC {figure(one.area)}   PR {figure(other.area)}   ({one.rows:,} rows)")
        for at, (one, other) in enumerate(zip(roc, recalls, strict=True))
    ]


def figure(value: float) -> str:
    """A figure from 0 to 1; a dash where it is not defined."""
    return f"{value:.3f}" if np.isfinite(value) else "–"


def number(value: float) -> str:
    """A figure in few digits; a dash where it is not defined."""
    return "–" if not np.isfinite(value) else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def share(value: float) -> str:
    """A share of one in per cent."""
    return "–" if not np.isfinite(value) else f"{100 * value:.1f} %"


def _lines(lines: tuple[Line, ...]) -> tuple[Series, ...]:
    return tuple(Series(line.name, line.across, line.up, tone=at) for at, line in enumerate(lines))
