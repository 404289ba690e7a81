"""Checks of data pass what is asked for and fail what only nearly is, by what the file says once it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from designer.analysis import analyse
from designer.data import describe
from designer.graph.design import Design
from designer.graph.specs import Bundled, DataSpec, Generated, Shapes, Source, Table
from designer.lessons import Evidence, Verdict
from tests.lessons.lessons import check


@pytest.fixture
def table(tmp_path: Path) -> Table:
    path = tmp_path / "flats.csv"
    path.write_text("row,area,rent\n" + "".join(f"{n},{n * 3},{n * 20}\n" for n in range(1, 31)), encoding="utf-8")
    return Table(str(path), target="rent", features=("area",))


def held(text: str, source: Source) -> Verdict:
    asked = check("data", text)
    assert not asked.fault()
    data = DataSpec(source)
    return asked.judge(Evidence(analyse(Design(data=data), describe(data))))


@pytest.mark.parametrize(
    ("right", "nearly"),
    [
        ("{setting: source, one_of: [flats.csv]}", "{setting: source, one_of: [flats]}"),
        ("{setting: target, one_of: [rent]}", "{setting: target, one_of: [area]}"),
        ("{setting: features, exactly: 1}", "{setting: features, exactly: 2}"),
        ("{setting: features, one_of: [area]}", "{setting: features, one_of: [row]}"),
        ("{setting: unused, one_of: [row]}", "{setting: unused, one_of: [rent]}"),
        ("{setting: rows, exactly: 30}", "{setting: rows, at_least: 31}"),
        ("{setting: validation, at_most: 0.2}", "{setting: validation, at_least: 0.3}"),
        ("{setting: task, one_of: [regression]}", "{setting: task, one_of: [binary, multiclass]}"),
    ],
)
def test_what_is_asked_of_data_is_held_against_what_there_is(right: str, nearly: str, table: Table) -> None:
    assert held(right, table).passed
    verdict = held(nearly, table)
    assert not verdict.passed
    assert verdict.expected.endswith(".")
    assert verdict.found != "There is none."
    assert verdict.advice


def test_data_that_comes_along_is_named_as_design_files_name_it() -> None:
    for source, name in ((Generated("moons"), "moons"), (Bundled("iris"), "iris"), (Shapes(), "shapes")):
        assert held(f"{{setting: source, one_of: [{name}]}}", source).passed


def test_a_check_of_data_that_asks_for_nothing_is_at_fault() -> None:
    assert "exactly" in check("data", "setting: rows").fault()
