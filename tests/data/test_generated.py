"""Generated patterns: shapes, sizes, seeds and where the points lie."""

import numpy as np
import pytest

from designer.data import describe, load_examples
from designer.data.sources import PATTERNS
from designer.graph.specs import DataSpec, Generated

CLASSIFICATIONS = [name for name in PATTERNS if name != "plane"]


@pytest.mark.parametrize("name", PATTERNS)
def test_points_are_float32_and_answers_have_one_column(name: str) -> None:
    examples = load_examples(DataSpec(Generated(pattern=name, size=101), validation=0.25))
    assert examples.x_train.shape == (76, 2) and examples.x_validation.shape == (25, 2)
    assert examples.y_train.shape == (76, 1) and examples.y_validation.shape == (25, 1)
    assert examples.x_train.dtype == np.float32
    assert examples.y_train.dtype == (np.float32 if name == "plane" else np.int32)


@pytest.mark.parametrize("name", PATTERNS)
def test_points_lie_in_about_minus_one_to_one(name: str) -> None:
    facts = describe(DataSpec(Generated(pattern=name, size=2_000, noise=0)))
    assert -1.1 < facts.low < -0.6 and 0.6 < facts.high < 1.1


@pytest.mark.parametrize("name", CLASSIFICATIONS)
def test_patterns_are_two_classes_of_about_equal_size(name: str) -> None:
    facts = describe(DataSpec(Generated(pattern=name, size=1_000)))
    assert facts.task == "binary" and len(facts.classes) == 2
    assert sum(facts.class_counts) == 1_000 and min(facts.class_counts) > 400


def test_the_plane_is_the_mean_of_its_coordinates() -> None:
    examples = load_examples(DataSpec(Generated(pattern="plane", noise=0)))
    assert examples.facts.task == "regression" and examples.facts.targets == 1
    np.testing.assert_allclose(examples.y_train[:, 0], examples.x_train.mean(axis=1), atol=1e-6)


def test_noise_has_the_deviation_asked_for() -> None:
    still = load_examples(DataSpec(Generated(pattern="plane", noise=0, size=5_000)))
    noisy = load_examples(DataSpec(Generated(pattern="plane", noise=0.2, size=5_000)))
    assert np.std(noisy.y_train - still.y_train) == pytest.approx(0.2, rel=0.1)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_seed_gives_the_same_points_and_another_seed_others(name: str) -> None:
    one, same, other = (load_examples(DataSpec(Generated(pattern=name, seed=seed))) for seed in (1, 1, 2))
    assert np.array_equal(one.x_train, same.x_train) and not np.array_equal(one.x_train, other.x_train)


@pytest.mark.parametrize(("rows", "share", "held_back"), [(10, 0.01, 1), (10, 0.99, 9), (500, 0.2, 100), (11, 0.5, 6)])
def test_validation_rows_are_the_share_rounded_but_one_at_least_on_either_side(
    rows: int, share: float, held_back: int
) -> None:
    facts = describe(DataSpec(Generated(size=rows), validation=share))
    assert (facts.validation_rows, facts.training_rows, facts.rows) == (held_back, rows - held_back, rows)


def test_the_split_parts_the_rows_without_loss_and_follows_its_seed() -> None:
    one, other = (load_examples(DataSpec(Generated(size=50), split_seed=seed)) for seed in (0, 1))
    whole = np.sort(np.concatenate([one.x_train, one.x_validation]), axis=0)
    assert np.array_equal(whole, np.sort(np.concatenate([other.x_train, other.x_validation]), axis=0))
    assert not np.array_equal(one.x_train, other.x_train)


def test_facts_name_columns_and_show_the_first_rows() -> None:
    facts = describe(DataSpec(Generated(pattern="moons")))
    assert [(column.name, column.role) for column in facts.columns] == [
        ("x", "feature"),
        ("y", "feature"),
        ("class", "target"),
    ]
    assert len(facts.preview) == 50 and {len(row) for row in facts.preview} == {3}
    assert {row[-1] for row in facts.preview} == {"orange", "blue"}
