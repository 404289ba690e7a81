"""What the training panel says about a run, in plain sentences."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from designer.graph.specs import TrainingSettings
from designer.training.endings import ending_text
from designer.training.messages import Forecast
from designer.ui.training.run import WELL, Phase, Run

TRAINERS = {
    "fused": (
        "fast trainer",
        "The same steps as Keras's model.fit, but whole epochs run as one program compiled for this machine,\n"
        "so nothing waits between the steps.",
    ),
    "graph": (
        "fast trainer, not compiled",
        "The same steps as Keras's model.fit, whole epochs as one TensorFlow graph (tf.function).\n"
        "This network cannot be compiled further, so it is a little slower.",
    ),
    "fit": ("Keras fit", "Keras's own model.fit runs each step: the slowest way, which takes every network."),
}
"""What each trainer is called, and what it does."""

OUTCOMES = {"done": "Done", "stopped": "Stopped", "diverged": "The loss is no number any more", "failed": "Failed", "interrupted": "Interrupted"}  # fmt: skip


def status(phase: Phase, run: Run | None, engine_ready: bool) -> str:
    """Where a run stands, in one line."""
    if run is None:
        return "" if engine_ready else "The training engine is getting ready. You can press Train already."
    progress = f"epoch {run.epochs:,} of {run.total:,}"
    if phase is Phase.PREPARING:
        return "Getting ready to train…" if engine_ready else "Training starts as soon as TensorFlow is ready…"
    if phase is Phase.PAUSED:
        return f"Paused at {progress}"
    if phase is Phase.RUNNING:
        parts = [progress.capitalize()]
        if run.rate > 0:
            parts.append(f"{pace(run.rate)} epochs/s")
        if run.seconds_left is not None and run.epochs:
            parts.append(f"{duration(run.seconds_left)} left")
        if run.rate > 0 and run.rows:
            parts.append(f"{examples_pace(run.rate * run.rows)} examples/s")
        return "  ·  ".join(parts)
    return _ended(run)


def remarks(phase: Phase, run: Run | None) -> str:
    """What there is to say of a run beside where it stands: what it started from, how it ended, what a hand did."""
    if run is None:
        return ""
    touched = f"Some weights were set by hand at epoch {run.at:,}." if run.touched else ""
    return " ".join(filter(None, (run.start, run.sentence if phase is Phase.FINISHED else "", touched)))


def foreseen(forecast: Forecast | None, training: TrainingSettings) -> str:
    """`About 12 s for 200 epochs, about 90 MB`; with EarlyStopping at most so long."""
    if forecast is None:
        return ""
    size = QLocale().formattedDataSize(forecast.memory, 0)
    told = about(forecast.epoch_seconds * training.epochs, training)
    said = f"{told} for {training.epochs:,} epochs, about {size}"
    return said[:1].upper() + said[1:]


def about(seconds: float, training: TrainingSettings) -> str:
    """How long training may take, `about 12 s`; with EarlyStopping at most so long."""
    told = duration(seconds)
    told = told if told.startswith("under") else f"about {told}"
    early = any(callback.kind == "EarlyStopping" for callback in training.callbacks)
    return f"at most {told}" if early else told


def _ended(run: Run) -> str:
    said = OUTCOMES.get(run.outcome, run.outcome)
    if run.ending is not None and run.ending.early and run.at in (0, run.epochs):
        return ending_text(run.ending, run.epochs)
    if run.outcome in WELL and run.epochs:
        pace_text = _paces(run)
        return (
            f"{said} after {run.epochs:,} epoch{'' if run.epochs == 1 else 's'} in {duration(run.seconds)}{pace_text}"
        )
    return said


def _paces(run: Run) -> str:
    """How fast a run went that is over, if that is known."""
    rate = run.mean_rate
    if rate <= 0:
        return ""
    examples = f", {examples_pace(rate * run.rows)} examples/s" if run.rows else ""
    return f", {pace(rate)} epochs/s{examples}"


def pace(rate: float) -> str:
    """A number of epochs a second with as many digits as make sense."""
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}" if rate >= 1 else f"{rate:.2g}"


def examples_pace(rate: float) -> str:
    """A number of examples a second, no more exact than it is steady."""
    return pace(float(f"{rate:.3g}"))


def duration(seconds: float) -> str:
    """A time span: `under 0.1 s`, `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 0.1:
        return "under 0.1 s"
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,} h {minutes} min"
