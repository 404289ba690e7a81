"""A network of several inputs and outputs leaves in every form, and its script gives the numbers of a run here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from designer.analysis import analyse
from designer.codegen import script_code
from designer.plan import plan_training
from designer.training.forms import FORMS
from designer.training.messages import Failed, Finished, Prove, Proved, Save, Saved, Train
from tests.codegen.conftest import two_sided


@pytest.mark.slow
def test_every_form_answers_as_the_network_did_and_the_script_as_the_run(worker: Any, tmp_path: Path) -> None:
    plan = plan_training(analyse(two_sided()))
    worker.send(Train(1, plan))
    assert [one.target for one in worker.until(Finished).evaluation.outputs] == ["shape"]
    for id, (form, kind) in enumerate(FORMS.items(), 2):
        worker.send(Save(id, str(tmp_path / f"net{kind.suffix}"), form=form, check=True))
        found = worker.until((Saved, Failed), 300).check
        assert (found.rows, found.fault) == (64, "")
        assert found.difference < 1e-5
    worker.send(Save(8, str(tmp_path / "int8.tflite"), form="litert", int8=True, check=True))
    assert isinstance(worker.until((Saved, Failed), 300), Saved)
    worker.send(Prove(9, plan, script_code(plan).text))
    proof = worker.until((Proved, Failed), 300).proof
    assert (proof.epochs, proof.fault) == (3, "")
