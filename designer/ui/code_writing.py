"""What the code view writes: the network, the training script or the notebook, as far as there can be one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from designer.codegen import Code, notebook_code, script_code, sound_code
from designer.codegen.beside import weights_beside
from designer.errors import LayerloomError
from designer.plan import plan_training
from designer.ui.code_page import MODEL, NOTEBOOK, SCRIPT, Form
from designer.ui.session import Snapshot

WHOLE = "What you type is drawn: layers, compile, fit and the seed. The data is chosen in the Data panel."
CALLED = {SCRIPT: "training script", NOTEBOOK: "notebook"}


@dataclass(frozen=True)
class Written:
    """Code in the form it could be had in, and what is to be said of it."""

    code: Code
    form: Form
    note: str


def written(snapshot: Snapshot, wanted: Form) -> Written:
    """The code in the form that is wanted, or as long as there can be none the network alone, and why."""
    network = replace(wanted, what=MODEL)
    if wanted.what == MODEL:
        return Written(_network(snapshot, network), network, problem_of(snapshot))
    hindered = _hindered(snapshot, CALLED[wanted.what])
    if not hindered:
        try:
            return Written(_whole(snapshot, wanted), wanted, WHOLE)
        except LayerloomError as error:
            hindered = str(error)
    return Written(_network(snapshot, network), network, hindered)


def note_of(snapshot: Snapshot, form: Form) -> str:
    """What is to be said of the user's own text in this form."""
    return problem_of(snapshot) if form.what == MODEL else WHOLE


def problem_of(snapshot: Snapshot) -> str:
    """What is wrong with the network, if anything is: then what could not be built is not written."""
    errors = snapshot.analysis.errors
    more = f" ({len(errors) - 1:,} more)" if len(errors) > 1 else ""
    return f"Problem: {errors[0].what}{more}" if errors else ""


def _hindered(snapshot: Snapshot, called: str) -> str:
    if snapshot.analysis.errors:
        return f"The {called} can be written once the errors are solved. {problem_of(snapshot)}"
    if snapshot.data is None:
        return snapshot.data_fault or f"The {called} comes once the data is read."
    return ""


def _network(snapshot: Snapshot, form: Form) -> Code:
    return sound_code(snapshot.analysis, fold_activations=form.fold)


def _whole(snapshot: Snapshot, form: Form) -> Code:
    plan = plan_training(snapshot.analysis, fold_activations=form.fold)
    beside = weights_beside(plan, Path("network.py"))
    write = notebook_code if form.what == NOTEBOOK else script_code
    return write(plan, snapshot.data_code, beside.name if beside else "")
