"""Whatever things are called: generated code has the same statements, and no text of a person's is more than text."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.codegen import notebook_text, preview_code, script_code
from designer.data import source_code
from designer.graph.design import Block, Comment, Design, Frame
from designer.graph.specs import Table
from designer.plan import plan_training
from designer.values import ObjectValue
from tests.codegen.conftest import dense, design_of
from tests.hostile_texts import HOSTILE

BENIGN = "Some name!"


def called(text: str, folder: Path) -> Design:
    """A sound design for a table, in which everything that can have a name has this one."""
    folder.mkdir()
    file = "".join(sign for sign in text if sign not in "/\0\n")[:60]
    path = folder / f"{file}.csv"
    cell = text.replace("\0", "")
    rows = pd.DataFrame({f"{cell} 1": range(20), f"{cell} 2": [cell, "b"] * 10, f"{cell} 3": [cell, "c"] * 10})
    rows.to_csv(path, index=False)
    source = Table(str(path), target=f"{cell} 3", types={f"{cell} 2": "category"})
    design = design_of(
        ("Input", {"shape": (3,)}), dense(4), dense(2), ("Softmax", {}), source=source,
        names={0: f"{text} 0", 1: text, 2: f"{text} 2"}, loss=ObjectValue("SparseCategoricalCrossentropy"),
        metrics=("accuracy",), start=str(folder / f"{file}.keras"),
    )  # fmt: skip
    layout = replace(
        design.layout, frames={"f": Frame("f", text, 100, 100)}, comments={"c": Comment("c", text, 100, 100)}, blocks={"b": Block("b", text)},
        inside={"n1": "b"},
    )  # fmt: skip
    return replace(design, layout=layout)


def shape(code: str) -> list[str]:
    """The kinds of a tree's parts: what code does, whatever its names and texts are."""
    return [type(part).__name__ for part in ast.walk(ast.parse(code)) if not isinstance(part, ast.JoinedStr)]


def everything(design: Design) -> tuple[str, str, str]:
    """The code that is shown, the script, and the code of the notebook."""
    plan = plan_training(analyse(design))
    data = source_code(design.data)
    notebook = nbformat.reads(notebook_text(plan, data), as_version=4)
    nbformat.validate(notebook)
    cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return preview_code(analyse(design)).text, script_code(plan, data).text, "\n".join(cells)


@pytest.mark.parametrize("name", HOSTILE)
def test_code_has_the_same_statements_whatever_things_are_called(name: str, tmp_path: Path) -> None:
    usual = everything(called(BENIGN, tmp_path / "usual"))
    hostile = everything(called(HOSTILE[name], tmp_path / "hostile"))
    assert list(map(shape, hostile)) == list(map(shape, usual))
    for code in hostile:
        assert all(sign.isprintable() or sign == "\n" for sign in code)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_design_that_cannot_be_built_is_told_of_in_comments_alone(name: str, tmp_path: Path) -> None:
    design = called(HOSTILE[name], tmp_path / "hostile")
    wrong = replace(design.graph.nodes["n1"], settings={"units": HOSTILE[name], HOSTILE[name]: HOSTILE[name]})
    odd = replace(design.graph.nodes["n2"], kind=HOSTILE[name])
    graph = replace(design.graph, nodes={**design.graph.nodes, "n1": wrong, "n2": odd})
    code = preview_code(analyse(replace(design, graph=graph))).text
    kinds = {type(part).__name__ for part in ast.parse(code).body}
    assert kinds <= {"Import", "ImportFrom", "Assign"}
    assert "system(" not in "".join(line for line in code.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_of_a_notebook_hold_no_markup_of_others(name: str, tmp_path: Path) -> None:
    design = called(HOSTILE[name], tmp_path / "hostile")
    text = notebook_text(plan_training(analyse(design)), source_code(design.data))
    told = ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]
    assert not any("<" in one or "${" in one.replace("\\$", "") for one in told)
    assert len([line for one in told for line in one.splitlines() if line.startswith("#")]) == len(told)
