"""The sets that come along, as a network gets them."""

import numpy as np
import pytest
from sklearn import datasets

from designer.data import describe, load_examples
from designer.data.sources import BUNDLED
from designer.graph.specs import Bundled, DataSpec


@pytest.mark.parametrize(
    ("name", "shape", "rows", "classes"),
    [
        ("iris", (4,), 150, 3),
        ("wine", (13,), 178, 3),
        ("breast_cancer", (30,), 569, 2),
        ("diabetes", (10,), 442, 0),
        ("digits", (8, 8, 1), 1797, 10),
        ("digits_again", (8, 8, 1), 1797, 0),
        ("film_reviews", (1,), 600, 2),
        ("temperatures", (28, 1), 500, 0),
    ],
)
def test_every_set_has_its_shape_rows_and_classes(name: str, shape: tuple[int, ...], rows: int, classes: int) -> None:
    facts = describe(DataSpec(Bundled(name=name)))
    assert (facts.input_shape, facts.rows, len(facts.classes)) == (shape, rows, classes)
    assert facts.task == BUNDLED[name].task
    assert len(facts.columns) == len(facts.preview[0])


def test_iris_columns_carry_their_names_and_ranges() -> None:
    facts = describe(DataSpec(Bundled(name="iris")))
    assert facts.columns[0].name == "sepal length (cm)"
    assert facts.columns[0].low == pytest.approx(4.3) and facts.columns[0].high == pytest.approx(7.9)
    assert facts.classes == ("setosa", "versicolor", "virginica") and facts.class_counts == (50, 50, 50)
    assert facts.widest == pytest.approx(datasets.load_iris().data.std(axis=0).max(), rel=1e-4)


def test_film_reviews_are_texts_that_differ_and_half_of_them_praise() -> None:
    examples = load_examples(DataSpec(Bundled(name="film_reviews")))
    assert examples.facts.text and examples.facts.class_counts == (300, 300)
    assert examples.x_train.dtype.kind == "U" and len(set(examples.x_train[:, 0])) > 450
    assert examples.facts.preview[1] == (
        "What a pleasant surprise. This drama is moving from start to finish.",
        "praise",
    )


def test_digits_are_images_of_0_to_16() -> None:
    examples = load_examples(DataSpec(Bundled(name="digits")))
    assert examples.x_train.shape[1:] == (8, 8, 1) and examples.x_train.dtype == np.float32
    assert (examples.facts.low, examples.facts.high) == (0, 16)
    assert examples.facts.preview[0] == ("8 x 8 image", "0")


def test_digits_again_asks_for_the_image_itself() -> None:
    examples = load_examples(DataSpec(Bundled(name="digits_again")))
    assert np.array_equal(examples.x_train.reshape(-1, 64) / 16, examples.y_train)
    assert examples.facts.targets == 64 and examples.facts.preview[0] == ("8 x 8 image", "the same image")


def test_temperatures_can_be_foretold_better_than_by_saying_as_today() -> None:
    examples = load_examples(DataSpec(Bundled(name="temperatures")))
    days, after = examples.x_train[..., 0], examples.y_train[:, 0]
    as_today = np.abs(days[:, -1] - after).mean()
    two_days = np.column_stack([days[:, -2:], np.ones(len(days))])
    told = two_days @ np.linalg.lstsq(two_days, after, rcond=None)[0]
    assert np.abs(told - after).mean() < 0.8 * as_today


def test_diabetes_comes_in_its_own_units() -> None:
    examples = load_examples(DataSpec(Bundled(name="diabetes")))
    assert examples.facts.task == "regression" and examples.y_train.dtype == np.float32
    assert 18 < examples.x_train[:, 0].min() < 30
