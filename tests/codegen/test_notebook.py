"""A notebook is the script in cells: valid for Jupyter, explained, and with the same lines in the same order."""

import ast
import json
import re

import nbformat
import pytest

from designer.analysis import analyse
from designer.codegen import notebook_code, notebook_text, script_code
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


@pytest.mark.parametrize("name", NAMES)
def test_as_one_text_it_has_the_same_cells(name: str, designs: dict[str, Design]) -> None:
    plan = plan_for(name, designs)
    text, code = notebook_code(plan).text, cells(notebook_text(plan), "code")
    _, *found = re.split(r"^# %%", text, flags=re.MULTILINE)
    assert [cell.strip() for cell in found[1::2]] == [cell.strip() for cell in code]
    told = [re.sub(r"^# ?", "", cell.removeprefix(" [markdown]\n"), flags=re.MULTILINE) for cell in found[::2]]
    wanted = [cell.split() for cell in cells(notebook_text(plan), "markdown")]
    assert [cell.split() for cell in told] == wanted
    assert all(line.startswith("#") for cell in found[::2] for line in cell.strip().splitlines()[1:])
    assert max(map(len, text.splitlines())) <= 120


def test_as_one_text_it_says_where_each_layer_stands(designs: dict[str, Design]) -> None:
    plan = plan_for("starter", designs)
    script, text = script_code(plan), notebook_code(plan)
    lines, cell_lines = script.text.splitlines(), text.text.splitlines()
    assert script.lines.keys() == text.lines.keys()
    for id, (first, last) in text.lines.items():
        start, end = script.lines[id]
        assert cell_lines[first - 1 : last] == lines[start - 1 : end]


def test_the_texts_name_what_the_design_says(designs: dict[str, Design]) -> None:
    told = "\n".join(cells(notebook_text(plan_for("iris", designs)), "markdown"))
    for wanted in ("Iris", "16 at a time", "3 of them", "SparseCategoricalCrossentropy", "20%", "Normalization"):
        assert wanted in told
