"""The examples that come along: readable, without a problem, and as their script makes them."""

import runpy
from pathlib import Path

import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.data import describe, resolve
from designer.graph.design import Design
from designer.graph.files import load
from designer.graph.specs import Table
from designer.templates import templates

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "examples"
NAMES = tuple(template.file for template in templates())


@pytest.fixture(scope="module")
def script() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "packaging" / "make_examples.py"))


def opened(name: str) -> Design:
    path = FOLDER / f"{name}.loom"
    design = load(path)
    return replace(design, data=resolve(design.data, path.parent))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_neither_errors_nor_warnings(name: str) -> None:
    design = opened(name)
    assert analyse(design, describe(design.data)).problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_what_the_script_makes(name: str, script: dict) -> None:
    assert load(FOLDER / f"{name}.loom") == script[name]()


def test_the_flats_are_what_their_formula_gives(script: dict) -> None:
    assert (FOLDER / "flats.csv").read_text(encoding="utf-8") == script["flats"]()


def test_the_table_is_named_relative_to_its_design() -> None:
    source = load(FOLDER / "table.loom").data.source
    assert isinstance(source, Table) and source.path == "flats.csv"
    facts = describe(opened("table").data)
    assert facts.task == "regression" and facts.rows == 304 and facts.input_shape == (9,)
