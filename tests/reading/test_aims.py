"""What `compile` is told of several outputs is read, by place and by name, and goes back into the very same design."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.analysis import analyse
from designer.catalogue.metrics import BY_NAME, METRICS, MetricKind, started
from designer.codegen import Code, script_code
from designer.data import describe
from designer.graph.aims import set_aim
from designer.graph.design import Design
from designer.graph.edits import rename
from designer.graph.files import load
from designer.graph.specs import Aim
from designer.paths import resources
from designer.plan import plan_training
from designer.reading import Reading, read_file, read_text
from designer.rewriting import Followed, followed, standing_of
from designer.values import Metric, ObjectValue

NETWORK = """
inputs = keras.Input((4,))
x = layers.Dense(8)(inputs)
price = layers.Dense(1, name="price")(x)
kind = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inputs, [price, kind])
"""
PRICE = Aim(ObjectValue("Huber", {"delta": 2.0}), 0.5, ("mean_absolute_error",))
KIND = Aim(ObjectValue("SparseCategoricalCrossentropy"), 1.0, ("accuracy",))
HUBER = "keras.losses.Huber(delta=2.0)"
SPARSE = '"sparse_categorical_crossentropy"'


def compiled(told: str) -> Reading:
    return read_text(f"{NETWORK}model.compile('adam', {told})")


@pytest.mark.parametrize(
    "told",
    [
        f"loss=[{HUBER}, {SPARSE}], loss_weights=[0.5, 1], metrics=[['mae'], ['accuracy']]",
        f"loss=[{HUBER}, {SPARSE}], loss_weights=[0.5, 1], metrics=['mae', 'accuracy']",
        f"loss={{'price': {HUBER}, 'kind': {SPARSE}}}, loss_weights={{'price': 0.5}}, metrics={{'kind': 'accuracy', 'price': ['mae']}}",
        f"[{HUBER}, {SPARSE}], (0.5, 1.0), (['mae'], ['accuracy'])",
    ],
)
def test_each_output_has_its_own_however_it_is_written(told: str) -> None:
    reading = compiled(told)
    assert reading.notes == ()
    nodes = reading.design.graph.nodes
    assert reading.aims == (PRICE, KIND)
    assert [nodes[id].name for id in reading.outputs] == ["price", "softmax"]
    assert list(reading.design.training.aims.values()) == [PRICE, KIND]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("loss=['mse', 'mse', 'mse']", "loss has 3 entries for 2 outputs"),
        ("loss={'price': 'mse', 'sort': 'mse'}", "names sort, and no output is called so"),
        ("loss=['mse', 'dream']", "The loss could not be read"),
        ("loss=['mse', 'mse'], loss_weights=[1, -2]", "What a loss counts has to be a number"),
        ("loss=['mse', 'mse'], metrics=[['mae'], ['dream']]", "The metric dream"),
    ],
)
def test_what_fits_no_output_is_named(told: str, said: str) -> None:
    assert any(said in note.what for note in compiled(told).notes)


@pytest.mark.parametrize("told", ["'mse', metrics={'out': 'mae', 'aux': 'mae'}", "['mse', 'mae']"])
def test_what_is_told_several_outputs_where_there_is_one_is_named(told: str) -> None:
    text = f"model = keras.Sequential([keras.Input((4,)), layers.Dense(1, name='out')])\nmodel.compile('adam', {told})"
    assert any("one was found" in note.what for note in read_text(text).notes)


def test_a_single_output_may_be_told_in_a_list_or_by_its_name() -> None:
    text = "model = keras.Sequential([keras.Input((4,)), layers.Dense(1, name='out')])\nmodel.compile('adam', {}, metrics={})"
    for loss, metrics in (("'mae'", "['mse']"), ("['mae']", "[['mse']]"), ("{'out': 'mae'}", "{'out': ['mse']}")):
        training = read_text(text.format(loss, metrics)).design.training
        assert (training.loss, training.metrics) == (ObjectValue("MeanAbsoluteError"), ("mean_squared_error",))


def test_a_keras_file_of_several_outputs_has_them_too(keras: ModuleType, tmp_path: Path) -> None:
    inputs = keras.Input((4,))
    ends = [keras.layers.Dense(1, name="price")(inputs), keras.layers.Dense(3, name="kind")(inputs)]
    model = keras.Model(inputs, ends)
    losses = ["mae", "sparse_categorical_crossentropy"]  # Keras forgets what a Huber was told
    model.compile("adam", losses, loss_weights=[0.5, 1.0], metrics=[["mae"], ["accuracy"]])
    model.save(tmp_path / "net.keras")
    reading = read_file(tmp_path / "net.keras")
    assert reading.notes == ()
    assert reading.design.training.aims == {
        "price": replace(PRICE, loss=ObjectValue("MeanAbsoluteError")),
        "kind": KIND,
    }


def test_a_keras_file_tells_every_metric_with_its_settings(keras: ModuleType, tmp_path: Path) -> None:
    usual = tuple(started(kind) for kind in METRICS.values() if kind.name != "Accuracy")
    given = [
        keras_metric(keras, one, METRICS[one.kind] if isinstance(one, ObjectValue) else BY_NAME[one]) for one in usual
    ]
    more = keras.metrics.AUC(curve="PR", thresholds=[0.2, 0.5], name="prc")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile("adam", "mse", metrics=["accuracy", *given, more])
    model.save(tmp_path / "net.keras")
    reading = read_file(tmp_path / "net.keras")
    told = {"curve": "PR", "num_thresholds": 4, "thresholds": (0.2, 0.5), "name": "prc"}  # Keras counts both ends
    named = ObjectValue("AUC", told)
    assert [str(note) for note in reading.notes] == []
    assert reading.design.training.metrics == ("accuracy", *usual, named)


def keras_metric(keras: ModuleType, metric: Metric, kind: MetricKind) -> object:
    settings = metric.settings if isinstance(metric, ObjectValue) else {}
    return getattr(keras.metrics, kind.name)(**settings, name=kind.log)


@pytest.fixture(scope="module")
def shapes() -> Design:
    return load(resources() / "examples" / "shapes.loom")


LOSSES = (ObjectValue("MeanSquaredError"), ObjectValue("Huber", {"delta": 0.3}), ObjectValue("MeanAbsoluteError"))
WITH_SETTINGS: tuple[Metric, ...] = (
    ObjectValue("AUC", {"curve": "PR", "thresholds": (0.2, 0.5)}),
    ObjectValue("Recall", {"thresholds": 0.3, "name": "found"}),
    ObjectValue("F1Score", {"average": "micro"}),
)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(LOSSES),
    st.sampled_from([0.0, 0.25, 1.0, 10.0]),
    st.lists(st.sampled_from([*sorted(BY_NAME)[:4], *WITH_SETTINGS]), unique_by=str, max_size=3),
    st.booleans(),
)
def test_script_and_design_are_the_same_both_ways(
    shapes: Design, loss: ObjectValue, weight: float, metrics: list[Metric], fold: bool
) -> None:
    facts = describe(shapes.data)
    target = "size"
    design = set_aim(target, "Aim otherwise", loss=loss, weight=weight, metrics=tuple(metrics))(shapes)
    code, before = (script_code(plan_training(analyse(one, facts), fold_activations=fold)) for one in (design, shapes))
    same, found = follow(design, code, code), follow(shapes, code, before)
    assert same.notes == ()
    assert same.design is design
    assert found.design.training == design.training
    back = follow(design, before, code).design.training
    assert back.aim(target) == shapes.training.aim(target)
    assert replace(back, aims={}) == replace(shapes.training, aims={})


def follow(design: Design, now: Code, before: Code) -> Followed:
    found = followed(design, now.text, standing_of(design, before))
    assert isinstance(found, Followed), found
    return found


def test_what_is_called_after_its_part_or_target_keeps_the_name_on_its_card(shapes: Design) -> None:
    nodes = list(shapes.graph.nodes.values())
    ends = [next(node for node in nodes if node.name == name) for name in ("picture", "beside", "size")]
    plain = rename(ends[2], "dense_7")(rename(ends[1], "input_1")(rename(ends[0], "input")(shapes)))
    code = script_code(plan_training(analyse(plain, describe(plain.data))))
    assert 'name="size"' in code.text and 'name="beside"' in code.text
    assert follow(plain, code, code).design is plain
