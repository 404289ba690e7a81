"""A notebook is the script in cells: valid for Jupyter, explained, and with the same lines in the same order."""

import ast
import json

import nbformat
import pytest

from designer.analysis import analyse
from designer.codegen import notebook_text, script_code
from designer.graph.design import Design
from designer.plan import TrainingPlan, plan_training

NAMES = ["starter", "spiral", "iris", "digits"]


def plan_for(name: str, designs: dict[str, Design]) -> TrainingPlan:
    return plan_training(analyse(designs[name]))


def cells(text: str, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("name", NAMES)
def test_jupyter_finds_nothing_wrong_with_it(name: str, designs: dict[str, Design]) -> None:
    text = notebook_text(plan_for(name, designs))
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert nbformat.writes(notebook) + "\n" == text


@pytest.mark.parametrize("name", NAMES)
def test_its_code_cells_are_the_script_without_its_title(name: str, designs: dict[str, Design]) -> None:
    plan = plan_for(name, designs)
    title, *script = ast.parse(script_code(plan).text).body
    joined = ast.parse("\n\n".join(cells(notebook_text(plan), "code")))
    assert isinstance(title, ast.Expr)
    assert ast.dump(joined) == ast.dump(ast.Module(script, []))


@pytest.mark.parametrize("name", NAMES)
def test_before_each_code_cell_stands_a_text_of_a_few_sentences(name: str, designs: dict[str, Design]) -> None:
    text = notebook_text(plan_for(name, designs))
    kinds = [cell["cell_type"] for cell in json.loads(text)["cells"]]
    assert kinds == ["markdown", "code"] * (len(kinds) // 2)
    for told in cells(text, "markdown"):
        assert told.startswith("#")
        assert "{" not in told
        assert 2 <= told.count(". ") + told.count(".\n") + told.count("? ") + told.endswith(".") <= 6


def test_the_texts_name_what_the_design_says(designs: dict[str, Design]) -> None:
    told = "\n".join(cells(notebook_text(plan_for("iris", designs)), "markdown"))
    for wanted in ("Iris", "16 at a time", "3 of them", "SparseCategoricalCrossentropy", "20%", "Normalization"):
        assert wanted in told
