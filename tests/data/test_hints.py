"""What may mislead is noticed, said in words and mended by a fix."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from designer.analysis import Problem, analyse
from designer.data import describe
from designer.graph.design import Design, Node, Wire
from designer.graph.edits import add_node, connect
from designer.graph.specs import DataFacts, DataSpec, Images, Table

Given = Callable[..., DataSpec]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    def given(columns: dict[str, list[object]], **options: object) -> DataSpec:
        rows = zip(*columns.values(), strict=True)
        text = "\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)])
        (tmp_path / "t.csv").write_text(text)
        return DataSpec(Table(str(tmp_path / "t.csv"), **options))

    return given


def random(count: int = 200, seed: int = 0) -> list[object]:
    return np.random.default_rng(seed).normal(size=count).round(6).tolist()


def found(spec: DataSpec) -> tuple[DataFacts, dict[str, Problem]]:
    facts = describe(spec)
    problems = analyse(Design(data=spec), facts).problems
    return facts, {problem.code: problem for problem in problems if problem.code.startswith("rows-")}


def mended(spec: DataSpec, problem: Problem, fix: int = 0) -> DataSpec:
    return problem.fixes[fix].change(Design(data=spec)).data


def test_rows_that_stand_in_both_halves_are_counted_and_left_out(given: Given) -> None:
    once = random(100)
    spec = given({"a": once * 2, "b": random(100, 1) * 2, "y": random(100, 2) * 2})
    facts, problems = found(spec)
    assert facts.hints[0].amount > 20 and "also among those trained on" in problems["rows-copies"].what
    better = mended(spec, problems["rows-copies"])
    facts, problems = found(better)
    assert facts.rows == 100 and "rows-copies" not in problems
    assert any("copies" in note for note in facts.notes)


@pytest.mark.parametrize("kind", ["number", "class", "category"])
def test_a_column_that_gives_the_answer_away_is_named(given: Given, kind: str) -> None:
    y: list[object] = random()
    if kind != "number":
        y = ["yes" if value > 0.4 else "no" for value in y]  # type: ignore[operator]
    leak = [f"was {value}" for value in y] if kind == "category" else random()
    spec = given({"a": random(seed=5), "leak": leak, "y": y})
    _, problems = found(spec)
    problem = problems["rows-gives-away"]
    assert "“leak”" in problem.what and "100 %" in problem.what
    source = mended(spec, problem).source
    assert isinstance(source, Table) and source.features == ("a",)


def test_columns_that_only_help_are_not_accused(given: Given) -> None:
    a, b = np.array(random()), np.array(random(seed=1))
    spec = given({"a": a.tolist(), "b": b.tolist(), "y": (a + b).tolist()})
    assert found(spec)[1] == {}


def test_numbers_that_name_rows_and_constants_are_named(given: Given) -> None:
    spec = given({"customer_id": list(range(200)), "same": [7] * 200, "a": random(), "y": random(seed=1)})
    _, problems = found(spec)
    assert "customer_id" in problems["rows-names-rows"].what and "same" in problems["rows-constant"].what


def test_a_class_of_few_rows_and_one_that_is_missing_from_a_half(given: Given) -> None:
    kinds: list[object] = ["common", "other"] * 97 + ["rare"] * 6
    spec = given({"a": random(), "b": random(seed=1), "kind": kinds[:200]})
    by_time = DataSpec(spec.source, split_by="time", split_column="a")
    facts = describe(by_time)
    assert {hint.kind for hint in facts.hints} <= {"class missing", "rare class"}
    by_class = given({"a": random(), "b": random(seed=1), "kind": [*kinds[:194], *["common"] * 3, "one", "one", "one"]})
    _, problems = found(by_class)
    rare = problems["rows-rare-class"]
    assert "Only 3 rows are “one”" in rare.what
    assert not found(mended(by_class, rare))[1]["rows-rare-class"].fixes, "what is done is not offered again"


def test_many_empty_cells_are_said_with_their_share(given: Given) -> None:
    gaps = ["" if at % 2 else value for at, value in enumerate(random())]
    spec = given({"gaps": gaps, "b": random(seed=1), "y": random(seed=2)})
    problem = found(spec)[1]["rows-many-missing"]
    assert "100 of 200 rows (50 %)" in problem.what
    assert [fix.label for fix in problem.fixes] == ["Fill empty cells in", "Leave “gaps” out"]
    assert "rows-many-missing" not in found(mended(spec, problem))[1], "what is done is not offered again"


def test_nothing_of_this_keeps_a_network_from_training(given: Given) -> None:
    spec = given({"id": list(range(200)), "same": [7] * 200, "leak": random(), "y": random()})
    assert all(problem.severity < 3 for problem in found(spec)[1].values())


def test_pictures_can_be_read_in_the_size_the_input_expects(tmp_path: Path) -> None:
    source = Images(str(tmp_path), height=64, width=64)
    design = add_node(Node("n1", "Input", "picture", {"shape": (28, 20, 1)}), (0.0, 0.0))(Design(data=DataSpec(source)))
    design = add_node(Node("n2", "Flatten", "flat"), (200.0, 0.0))(design)
    design = connect(Wire("n1", "n2"))(design)
    facts = DataFacts("binary", 20, 16, 4, (64, 64, 3), classes=("a", "b"), class_counts=(10, 10))
    problem = next(one for one in analyse(design, facts).problems if one.code == "input-shape")
    fix = next(one for one in problem.fixes if one.label.startswith("Resize the pictures"))
    assert fix.change(design).data.source == Images(str(tmp_path), height=28, width=20, channels=1)
