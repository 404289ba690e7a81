"""Networks with their weights in any form, and scripts that are proved: what is written is held against the original."""

from pathlib import Path

from designer.analysis import Analysis
from designer.cli.exits import DONE, WORKER_FAILED, Exit
from designer.cli.printing import err
from designer.cli.runs import Bar, awaited, check_place, trained
from designer.plan import TrainingPlan, plan_training
from designer.training.client import WorkerClient
from designer.training.forms import Form, lacking
from designer.training.messages import Prove, Proved, Save, Saved
from designer.training.verdicts import check_text, proof_text


def write_network(analysis: Analysis, form: Form, output: Path, *, int8: bool, train: bool) -> int:
    """Write a network and say what its check found. Raises `Exit` with what kept it from being written."""
    check_place(output, form)
    refusal = lacking(form)
    if refusal:
        raise Exit(WORKER_FAILED, refusal)
    plan = plan_training(analysis)
    with WorkerClient() as worker:
        if train:
            trained(worker, plan, "fused", Bar(plan.training.epochs))
        worker.send(Save(2, str(output.absolute()), None if train else plan, form, int8, check=True))
        check = awaited(worker, Saved).check
    err.print(f"Wrote {output}", markup=False)
    if check is not None:
        err.print(check_text(check), markup=False)
    return WORKER_FAILED if check is not None and check.fault else DONE


def prove_script(plan: TrainingPlan, script: Path) -> int:
    """Run a script that was written, and say how its numbers compare with those of training here."""
    err.print("Running it by itself and training here, to compare…", markup=False)
    with WorkerClient() as worker:
        worker.send(Prove(1, plan, script.read_text(encoding="utf-8")))
        proof = awaited(worker, Proved).proof
    assert proof is not None  # only who cancels gets none
    err.print(proof_text(proof), markup=False)
    return WORKER_FAILED if proof.fault else DONE
