"""Data of several parts and targets: pictures of shapes, and tables whose columns are parted."""

from pathlib import Path

import numpy as np
import pytest

from designer.data import describe, load_examples, source_code
from designer.data.examples import Examples
from designer.data.rows import Rows, arrays
from designer.errors import DataError
from designer.graph.specs import DataSpec, Part, Shapes, Source, Table, part_names, target_names

HOUSES = "rooms,area,town,price,sold\n" + "".join(
    f"{at % 5 + 1},{40 + 7 * at},{'Ulm' if at % 3 else 'Bonn'},{100 + at * 1.5},{'yes' if at % 2 else 'no'}\n"
    for at in range(40)
)


@pytest.fixture
def houses(tmp_path: Path) -> Table:
    """A table with two parts and two targets."""
    path = tmp_path / "houses.csv"
    path.write_text(HOUSES, encoding="utf-8")
    parts = (Part("inside", ("rooms", "area")), Part("where", ("town",)))
    return Table(str(path), target="price", more_targets=("sold",), parts=parts)


def ran(spec: DataSpec) -> dict[str, Rows]:
    code = source_code(spec)
    names: dict[str, Rows] = {}
    exec("\n".join([*code.imports, *code.functions, code.body]), names)
    return names


def check_same(examples: Examples, found: dict[str, Rows]) -> None:
    for name in ("x_train", "y_train", "x_validation", "y_validation"):
        ours, theirs = getattr(examples, name), found[name]
        assert isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs)
        for one, other in zip(arrays(ours), arrays(theirs), strict=True):
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)


def test_shapes_have_two_parts_and_two_targets() -> None:
    facts = describe(DataSpec(Shapes(size=90)))
    assert [(part.name, part.shape) for part in facts.parts] == [("picture", (12, 12, 1)), ("beside", (2,))]
    assert [(one.name, one.task, one.classes) for one in facts.answers] == [
        ("size", "regression", ()),
        ("shape", "multiclass", ("disc", "square", "cross")),
    ]
    assert facts.answers[1].class_counts == (30, 30, 30)
    assert (facts.rows, facts.training_rows, facts.validation_rows) == (90, 72, 18)
    assert facts.preview[0][0] == "12 x 12 image" and len(facts.preview[0]) == len(facts.columns) == 5


def test_the_size_of_a_shape_takes_picture_and_distance() -> None:
    x, y = load_examples(DataSpec(Shapes(size=3000, noise=0))).x_train, load_examples(DataSpec(Shapes(3000, 0))).y_train
    assert isinstance(x, dict) and isinstance(y, dict)
    size, disc = y["size"][:, 0], y["shape"][:, 0] == 0
    area = (x["picture"][..., 0] > 0).sum(axis=(1, 2))[disc]
    alone = np.corrcoef(np.sqrt(area), size[disc])[0, 1]
    both = np.corrcoef(np.sqrt(area) * x["beside"][disc, 0], size[disc])[0, 1]
    assert abs(np.corrcoef(x["beside"][disc, 0], size[disc])[0, 1]) < alone < 0.9 < both


def test_a_table_is_parted_and_has_several_targets(houses: Table) -> None:
    examples = load_examples(DataSpec(houses))
    facts = examples.facts
    assert [(part.name, part.shape, part.columns) for part in facts.parts] == [
        ("inside", (2,), ("rooms", "area")),
        ("where", (2,), ("town",)),
    ]
    assert [(one.name, one.task, one.classes) for one in facts.answers] == [
        ("price", "regression", ()),
        ("sold", "binary", ("no", "yes")),
    ]
    assert [column.role for column in facts.columns] == ["feature", "feature", "feature", "target", "target"]
    assert (part_names(houses), target_names(houses)) == (("inside", "where"), ("price", "sold"))


@pytest.mark.parametrize("at", range(3))
def test_the_script_makes_the_same_arrays(houses: Table, at: int) -> None:
    sources: list[Source] = [
        Shapes(size=50, seed=3),
        houses,
        Table(houses.path, target="sold", more_targets=("price",)),
    ]
    spec = DataSpec(sources[at])
    check_same(load_examples(spec), ran(spec))


def test_a_view_shows_one_part_and_one_target(houses: Table) -> None:
    seen = describe(DataSpec(houses)).seen("where", "sold")
    assert (seen.input_shape, seen.task, seen.classes) == ((2,), "binary", ("no", "yes"))
    assert [column.name for column in seen.columns if column.role == "target"] == ["sold"]


def test_a_target_that_is_a_feature_too_is_refused(houses: Table) -> None:
    table = Table(houses.path, target="price", parts=(Part("all", ("rooms", "price")),))
    with pytest.raises(DataError, match="both target and feature"):
        describe(DataSpec(table))


def test_a_part_without_columns_is_refused(houses: Table) -> None:
    with pytest.raises(DataError, match="at least one column"):
        describe(DataSpec(Table(houses.path, parts=(Part("none", ()),))))
