"""What was found about something written, in the words that the window and the command line share."""

from __future__ import annotations

import math

from designer.training.messages import BatchTried, Check, Proof, Saved

NEAR_ZERO = 0.05
"""The share of its first value at which a loss counts as near zero."""
HALF = 0.5
"""Where it fell so far in so few steps, it is on its way."""
NEVER_ZERO = ("Poisson", "CosineSimilarity", "KLDivergence")
"""Losses that are not zero where every answer is right."""


def batch_text(tried: BatchTried, losses: tuple[str, ...] = ()) -> str:
    """`Yes: on 32 rows the loss fell from 0.69 to 0.003 in 200 steps. The network is large enough …`"""
    rows, steps = f"on {tried.rows:,} row{'' if tried.rows == 1 else 's'}", f"in {tried.steps:,} steps"
    if not math.isfinite(tried.last):
        return f"No: {rows} the loss stopped being a number {steps}. Lower the learning rate, or scale the inputs."
    fell = f"{rows} the loss fell from {tried.first:.3g} to {tried.last:.3g} {steps}"
    if any(loss in NEVER_ZERO for loss in losses):
        return f"See for yourself: {fell}. This loss is not zero even where every answer is right."
    if tried.last <= NEAR_ZERO * abs(tried.first):
        return f"Yes: {fell}. The network is large enough and the gradient gets through."
    if tried.last <= HALF * tried.first:
        return f"Not quite: {fell}. It gets through, but slowly: try a larger learning rate, or a larger network."
    went = fell if tried.last < tried.first else fell.replace("fell", "went")
    return f"No: {went}. Look at learning rate, last activation and loss, or make the network larger."


def saved_text(saved: Saved) -> str:
    """What is known of a network that was written: where its weights come from, and what its check found."""
    found = check_text(saved.check) if saved.check is not None else ""
    return " ".join(filter(None, (saved.start, found)))


def check_text(check: Check) -> str:
    """`Checked: 64 rows, largest difference 2.4e-07.`"""
    classes = "" if check.agreeing is None else f" {check.agreeing} of {check.rows} are taken for the same class."
    measured = f"{check.rows} row{'' if check.rows == 1 else 's'}, largest difference {check.difference:.1e}.{classes}"
    if check.made_up:
        measured = f"{measured} {_MADE_UP}"
    if not check.fault:
        return f"Checked: {measured}"
    return f"{check.fault} ({measured})" if check.rows else check.fault


_MADE_UP = "The rows are made up, as there is no data that fits this network."


def proof_text(proof: Proof) -> str:
    """`Proved: 300 epochs, largest difference 3.1e-07; 64 predictions, largest difference 1.2e-07.`"""
    epochs = f"{proof.epochs:,} epoch{'' if proof.epochs == 1 else 's'}, largest difference {proof.difference:.1e}"
    rows = f"; {proof.rows} predictions, largest difference {proof.answers:.1e}" if proof.rows else ""
    if proof.epochs < proof.of:
        return f"Proved: {epochs}. {_DRIFT.format(of=f'{proof.of:,}')}"
    if not proof.fault:
        return f"Proved: {epochs}{rows}."
    return f"{proof.fault} ({epochs}{rows}.)" if proof.epochs else proof.fault


_DRIFT = "In the rest of the {of} rounding, which grows from step to step, leads the two runs apart."
