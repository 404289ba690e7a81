"""A column that weighs the rows: it is no feature, is parted as its rows are, and must hold numbers of at least 0."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from designer.data import load_examples, source_code
from designer.data.code import code_for
from designer.errors import DataError
from designer.graph.specs import Bundled, DataSpec, Part, Table


def flats(weight: Callable[[int], object]) -> str:
    return "area,counts,district,rent\n" + "".join(
        f"{20 + at},{weight(at)},{'north' if at % 3 else 'south'},{300 + 7.5 * at}\n" for at in range(30)
    )


@pytest.fixture
def spec(tmp_path: Path) -> Callable[..., DataSpec]:
    def made(weight: Callable[[int], object] = lambda at: 20 + at, **options: object) -> DataSpec:
        path = tmp_path / "flats.csv"
        path.write_text(flats(weight))
        return DataSpec(Table(str(path), weights="counts", **options))  # type: ignore[arg-type]

    return made


def test_weights_stay_beside_their_rows_and_are_no_feature(spec: Callable[..., DataSpec]) -> None:
    examples = load_examples(spec())
    assert isinstance(examples.x_train, np.ndarray) and examples.x_train.shape[1] == 3
    assert examples.w_train is not None and examples.w_validation is not None
    np.testing.assert_array_equal(examples.w_train, examples.x_train[:, 0])
    np.testing.assert_array_equal(examples.w_validation, examples.x_validation[:, 0])  # type: ignore[call-overload, index]
    assert [column.role for column in examples.facts.columns] == ["feature", "weight", "feature", "target"]


@pytest.mark.parametrize("parts", [(), (Part("size", ("area",)), Part("place", ("district",)))])
def test_the_printed_code_gives_the_same_weights(spec: Callable[..., DataSpec], parts: tuple[Part, ...]) -> None:
    wanted = spec(parts=parts)
    code, space = source_code(wanted), {}  # type: ignore[var-annotated]
    exec("\n".join((*code.imports, *code.functions, code.body)), space)  # the test of what a user would run
    examples = load_examples(wanted)
    np.testing.assert_array_equal(space["w_train"], examples.w_train)
    np.testing.assert_array_equal(space["w_validation"], examples.w_validation)


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (lambda at: -1 if at == 4 else 1, "Row 6, column 'counts': expected a weight of at least 0, found -1."),
        (lambda at: "" if at == 4 else 1, "found 1 empty cells"),
        (lambda at: "heavy", "found texts"),
        (lambda at: 0, "Every weight in 'counts' is 0"),
    ],
)
def test_what_is_no_weight_is_said_in_a_sentence(
    spec: Callable[..., DataSpec], weight: Callable[[int], object], said: str
) -> None:
    with pytest.raises(DataError, match=said):
        load_examples(spec(weight))


def test_the_target_cannot_weigh_rows(spec: Callable[..., DataSpec]) -> None:
    with pytest.raises(DataError, match="both target and weight"):
        load_examples(spec(target="counts"))
    with pytest.raises(DataError, match="both weight and feature"):
        load_examples(spec(features=("area", "counts")))


def test_without_weights_nothing_speaks_of_them() -> None:
    spec = DataSpec(Bundled("iris"))
    assert load_examples(spec).w_train is None and "w_train" not in code_for(spec).body
    counts = load_examples(spec).facts.training_counts
    assert sum(counts) == 120 and len(counts) == 3
