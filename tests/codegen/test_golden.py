"""What is generated is what stands in the golden files. `LAYERLOOM_GOLDEN=write uv run pytest tests/codegen` renews them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from designer.analysis import analyse
from designer.codegen import Code, model_code, preview_code, script_code
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.specs import Table
from designer.plan import plan_model, plan_of, plan_training
from designer.values import ObjectValue

GOLDEN = Path(__file__).parent / "golden"


def hold(name: str, code: Code) -> None:
    path = GOLDEN / f"{name}.py.txt"
    if os.environ.get("LAYERLOOM_GOLDEN") == "write":
        path.write_text(code.text, encoding="utf-8", newline="\n")
    assert code.text == path.read_text(encoding="utf-8")


def hold_against_ruff(folder: Path) -> None:
    for command in (["format", "--diff", "--isolated"], ["check", "--isolated", "--select", "E4,E7,E9,F,W,I,UP,B"]):
        ruff = [sys.executable, "-m", "ruff", *command, str(folder)]
        done = subprocess.run(ruff, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["starter", "spiral", "iris", "digits", "two_sided"])
def test_scripts_are_as_they_were(name: str, designs: dict[str, Design]) -> None:
    hold(f"{name}_script", script_code(plan_training(analyse(designs[name]))))


def test_a_model_is_as_it_was(designs: dict[str, Design]) -> None:
    hold("starter_model", model_code(plan_model(analyse(designs["starter"]))))
    hold("starter_model_apart", model_code(plan_model(analyse(designs["starter"]), fold_activations=False)))


def test_a_branched_model_is_as_it_was(designs: dict[str, Design]) -> None:
    graph = designs["iris"].graph
    branches = [
        Node("b", "Dense", "side", {"units": 2, "activation": "tanh", "kernel_initializer": ObjectValue("HeNormal", {"seed": 3})}),
        Node("c", "Normalization", "normalization_1", {}),
    ]  # fmt: skip
    wires = (*graph.wires, Wire("n1", "b"), Wire("n0", "c"))
    analysis = analyse(Design(Graph({**graph.nodes, **{node.id: node for node in branches}}, wires)))
    hold("branched_model", model_code(plan_of(analysis, analysis.order)))


def test_a_layer_that_is_used_twice_is_made_once(designs: dict[str, Design]) -> None:
    hold("twice_model", model_code(plan_model(analyse(designs["twice"]))))


def test_a_preview_is_as_it_was(line: Callable[..., Design]) -> None:
    broken = line(("Input", {"shape": (8, 8, 1)}), ("Flatten", {}), ("Conv2D", {"filters": 4, "kernel_size": 3}))
    hold("broken_preview", preview_code(analyse(broken)))
    hold("empty_preview", preview_code(analyse(Design())))


def test_a_script_for_a_hostile_table_is_clean(line: Callable[..., Design], tmp_path: Path) -> None:
    path = tmp_path / "a \"b' \\ #.csv"
    path.write_text('"a""b\'",\\,""""\n1,2,0\n2,3,1\n3,1,0\n4,2,1\n5,1,1\n' + "6,1,0\n" * 10, encoding="utf-8")
    design = line(("Input", {"shape": (2,)}), ("Dense", {"units": 1}), source=Table(str(path)))
    text = script_code(plan_training(analyse(design))).text
    (tmp_path / "script.py").write_text(text, encoding="utf-8")
    hold_against_ruff(tmp_path)


def test_golden_files_are_as_ruff_writes_them(tmp_path: Path) -> None:
    for golden in GOLDEN.glob("*.py.txt"):
        (tmp_path / golden.name.removesuffix(".txt")).write_bytes(golden.read_bytes())
    hold_against_ruff(tmp_path)


@pytest.mark.parametrize("name", ["starter", "spiral", "iris", "digits", "twice", "two_sided"])
@pytest.mark.parametrize("fold", [True, False])
def test_every_node_knows_its_lines(name: str, fold: bool, designs: dict[str, Design]) -> None:
    analysis = analyse(designs[name])
    for code in (
        model_code(plan_model(analysis, fold_activations=fold)),
        script_code(plan_training(analysis, fold_activations=fold)),
        preview_code(analysis, fold_activations=fold),
    ):
        rows = code.text.splitlines()
        assert code.lines.keys() == designs[name].graph.nodes.keys()
        for node, (first, last) in code.lines.items():
            source, kind = "\n".join(rows[first - 1 : last]), designs[name].graph.nodes[node].kind
            called = designs[name].graph.nodes[node].shares and "(" in source
            assert called or f"{kind}(" in source or (fold and "activation=" in source)
