"""What was found about something written, in the words that the window and the command line share."""

from __future__ import annotations

from designer.training.messages import Check, Proof


def check_text(check: Check) -> str:
    """`Checked: 64 rows, largest difference 2.4e-07.`"""
    classes = "" if check.agreeing is None else f" {check.agreeing} of {check.rows} are taken for the same class."
    measured = f"{check.rows} row{'' if check.rows == 1 else 's'}, largest difference {check.difference:.1e}.{classes}"
    if not check.fault:
        return f"Checked: {measured}"
    return f"{check.fault} ({measured})" if check.rows else check.fault


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
