"""Networks with their weights in any form, and scripts that are proved: what is written is held against the original."""

from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from designer.analysis import analyse
from designer.cli.exits import DONE, WORKER_FAILED, Exit
from designer.cli.opening import analysed, sound
from designer.cli.printing import err
from designer.cli.runs import Bar, awaited, check_place, trained
from designer.codegen.beside import weights_beside
from designer.data import describe
from designer.errors import DataError
from designer.graph.design import Design
from designer.plan import NetworkPlan, TrainingPlan, analysed_alone, plan_network, plan_training
from designer.training.client import WorkerClient
from designer.training.forms import Form, lacking
from designer.training.messages import Prove, Proved, Save, Saved
from designer.training.verdicts import proof_text, saved_text


def write_network(design: Design, form: Form, output: Path, *, int8: bool, train: bool) -> int:
    """Write a network and say what its check found. Raises `Exit` with what kept it from being written."""
    check_place(output, form)
    refusal = lacking(form)
    if refusal:
        raise Exit(WORKER_FAILED, refusal)
    plan = plan_training(sound(analysed(design))) if train else _fitting(design)
    order = Save(2, str(output.absolute()), form=form, int8=int8, check=True)
    with WorkerClient() as worker:
        if isinstance(plan, NetworkPlan):
            order = replace(order, network=plan)
        elif train:
            trained(worker, plan, "fused", Bar(plan.training.epochs))
        else:
            order = replace(order, plan=plan)
        worker.send(order)
        saved = awaited(worker, Saved)
    err.print(f"Wrote {output}", markup=False)
    if said := saved_text(saved):
        err.print(said, markup=False)
    return WORKER_FAILED if saved.check is not None and saved.check.fault else DONE


def _fitting(design: Design) -> TrainingPlan | NetworkPlan:
    """The network with its data, or alone where there is none that fits it. Raises `Exit` if it has errors itself."""
    with suppress(DataError):
        analysis = analyse(design, describe(design.data))
        if not analysis.errors:
            return plan_training(analysis)
    return plan_network(sound(analysed_alone(design)))


def write_beside(plan: TrainingPlan, script: Path) -> str:
    """Write the weights a script starts from beside it, where public Keras cannot read them; the name of that file."""
    beside = weights_beside(plan, script)
    if beside is None:
        return ""
    check_place(beside, "keras")
    with WorkerClient() as worker:
        worker.send(Save(2, str(beside.absolute()), plan=plan))
        awaited(worker, Saved)
    err.print(f"Wrote {beside}, which it starts from", markup=False)
    return beside.name


def prove_script(plan: TrainingPlan, script: Path, beside: str) -> int:
    """Run a script that was written, and say how its numbers compare with those of training here."""
    err.print("Running it by itself and training here, to compare…", markup=False)
    with WorkerClient() as worker:
        worker.send(Prove(1, plan, script.read_text(encoding="utf-8"), beside))
        proof = awaited(worker, Proved).proof
    assert proof is not None  # only who cancels gets none
    err.print(proof_text(proof), markup=False)
    return WORKER_FAILED if proof.fault else DONE
