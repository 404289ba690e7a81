"""Weights written beside a script never take the place of those it starts from."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.codegen.beside import weights_beside
from designer.graph.files import load
from designer.paths import resources
from designer.plan import plan_training


@pytest.mark.parametrize("script", ["net.py", "inner/../net.py"])
def test_a_script_named_from_the_current_folder_spares_the_weights_there(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    plan = plan_training(analyse(load(resources() / "examples" / "starter.loom")))
    for name in ("net_weights.keras", "other.keras"):
        start = tmp_path / name
        start.write_bytes(b"written by an older Keras")
        beside = weights_beside(replace(plan, training=replace(plan.training, start=str(start))), Path(script))
        assert beside is not None and beside.resolve() != start
    assert beside.name == "net_weights.keras"
