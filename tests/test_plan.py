"""A design becomes the Keras calls it stands for: folded where no number changes, and only what differs."""

from itertools import pairwise
from typing import Any

import pytest

from designer.analysis import analyse
from designer.errors import PlanError
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.naming import fresh_name
from designer.graph.specs import TrainingSettings
from designer.plan import Call, Form, ModelPlan, form_of, log_names, plan_model, plan_of, plan_training
from designer.values import ObjectValue, Value

Layer = tuple[str, dict[str, Value]]
Wires = tuple[tuple[int, int], ...]
INPUT: Layer = ("Input", {"shape": (2,)})
DENSE: Layer = ("Dense", {"units": 4})
LAST: Layer = ("Dense", {"units": 1})
RELU: Layer = ("Activation", {"activation": "relu"})


def design_of(*layers: Layer, names: dict[int, str] | None = None, **training: Any) -> Design:
    """Layers in a chain, `n0`, `n1`, …, some with names of their own."""
    nodes: dict[str, Node] = {}
    for at, (kind, settings) in enumerate(layers):
        automatic = fresh_name(kind, {node.name for node in nodes.values()})
        nodes[f"n{at}"] = Node(f"n{at}", kind, (names or {}).get(at, automatic), settings)
    wires = tuple(Wire(one, other) for one, other in pairwise(nodes))
    return Design(Graph(nodes, wires), training=TrainingSettings(**training))


def planned(*layers: Layer, names: dict[int, str] | None = None, fold: bool = True) -> ModelPlan:
    return plan_model(analyse(design_of(*layers, names=names)), fold_activations=fold)


def branched(*layers: Layer) -> ModelPlan:
    """A chain with a second end, `b`, after `n1`."""
    graph = design_of(*layers).graph
    branch = Node("b", "Dense", "dense_7", {"units": 2})
    analysis = analyse(Design(Graph({**graph.nodes, "b": branch}, (*graph.wires, Wire("n1", "b")))))
    return plan_of(analysis, analysis.order)


def call_of(plan: ModelPlan, node: str) -> Call:
    return next(call for call in plan.calls if node in call.nodes)


def test_a_chain_is_sequential_and_knows_its_parts() -> None:
    plan = planned(INPUT, DENSE, RELU, LAST)
    assert plan.form == "sequential"
    assert [call.role for call in plan.calls] == ["input", "hidden", "output"]
    assert [call.output_shape for call in plan.calls] == [(2,), (4,), (1,)]
    assert [call.parameters for call in plan.calls] == [0, 12, 5]
    assert plan.outputs == ("n3",)


def test_a_branch_is_functional() -> None:
    plan = branched(INPUT, DENSE, LAST)
    assert plan.form == "functional"
    assert set(plan.outputs) == {"n2", "b"}
    assert call_of(plan, "b").inputs == ("n1",)


@pytest.mark.parametrize(
    ("layers", "wires", "name", "why"),
    [
        ((INPUT, DENSE), ((0, 1),), "sequential", "one layer after the other"),
        ((INPUT, DENSE, DENSE), ((0, 1), (0, 2)), "functional", "two outputs"),
        ((INPUT, INPUT, ("Add", {})), ((0, 2), (1, 2)), "functional", "two inputs"),
        ((INPUT, DENSE, ("Add", {})), ((0, 1), (0, 2), (1, 2)), "functional", "“add” takes two inputs"),
    ],
)
def test_the_form_has_its_reason(layers: tuple[Layer, ...], wires: Wires, name: str, why: str) -> None:
    nodes = design_of(*layers).graph.nodes
    graph = Graph(nodes, tuple(Wire(f"n{one}", f"n{other}") for one, other in wires))
    assert form_of(analyse(Design(graph))) == Form(name, why)  # type: ignore[arg-type]


def test_what_is_no_network_yet_has_no_form() -> None:
    assert form_of(analyse(design_of(INPUT))) is None


@pytest.mark.parametrize(
    ("layer", "name"),
    [(RELU, "relu"), (("ReLU", {}), "relu"), (("ELU", {}), "elu"), (("Softmax", {}), "softmax"),
     (("Activation", {"activation": "tanh"}), "tanh")],
)  # fmt: skip
def test_an_activation_is_folded_into_the_layer_before(layer: Layer, name: str) -> None:
    call = call_of(planned(INPUT, DENSE, layer, LAST), "n2")
    assert call.id == "n1" and call.nodes == ("n1", "n2")
    assert call.arguments == {"units": 4, "activation": name}


@pytest.mark.parametrize(
    "layers",
    [
        (("Dense", {"units": 4, "activation": "tanh"}), RELU),  # it has an activation already
        (DENSE, ("ReLU", {"max_value": 6.0})),  # a ReLU of its own kind
        (DENSE, ("LeakyReLU", {})),  # its slope is another than that of the activation
        (DENSE, ("Activation", {"activation": "relu", "dtype": "float64"})),
        (("Dense", {"units": 4, "dtype": "float64"}), RELU),
        (("Dense", {"units": 4, "activity_regularizer": ObjectValue("L2")}), RELU),  # it sees what comes out
        (("Dropout", {"rate": 0.5}), RELU),  # nothing to fold into
    ],
)
def test_what_would_change_numbers_is_kept_apart(layers: tuple[Layer, Layer]) -> None:
    assert call_of(planned(INPUT, *layers, LAST), "n2").nodes == ("n2",)


def test_the_activation_inside_a_recurrent_layer_is_never_touched() -> None:
    plan = planned(("Input", {"shape": (5, 2)}), ("GRU", {"units": 3, "activation": "linear"}), RELU, LAST)
    assert call_of(plan, "n2").nodes == ("n2",)


def test_only_the_first_of_two_activations_is_folded() -> None:
    plan = planned(INPUT, DENSE, RELU, ("Activation", {"activation": "tanh"}), LAST)
    assert [call.nodes for call in plan.calls] == [("n0",), ("n1", "n2"), ("n3",), ("n4",)]
    assert call_of(plan, "n3").inputs == ("n1",)


def test_a_layer_that_two_others_read_keeps_its_activation_apart() -> None:
    assert call_of(branched(INPUT, DENSE, RELU, LAST), "n2").nodes == ("n2",)


def test_activations_can_be_kept_apart() -> None:
    plan = planned(INPUT, DENSE, RELU, LAST, ("Activation", {"activation": "sigmoid"}), fold=False)
    assert [call.id for call in plan.calls] == ["n0", "n1", "n2", "n3", "n4"]
    assert [call.role for call in plan.calls][3:] == ["output", "output"]


def test_only_what_differs_from_keras_is_given() -> None:
    settings: dict[str, Value] = {
        "kernel_initializer": ObjectValue("GlorotUniform", {"seed": None}),
        "bias_initializer": ObjectValue("HeNormal", {"seed": None}),
        "use_bias": True,
        "units": 4,
        "activation": None,
    }
    assert call_of(planned(INPUT, ("Dense", settings), LAST), "n1").arguments == {
        "units": 4,
        "bias_initializer": ObjectValue("HeNormal"),
    }


@pytest.mark.parametrize(
    ("name", "keras_name", "variable"),
    [
        ("hidden", "hidden", "hidden"),
        ("dense_3", None, "dense_3"),
        ("First layer / left", "First_layer_left", "first_layer_left"),
        ("Größe", "Grosse", "grosse"),
        ("隠れ層", None, "dense"),
        ("3rd", "dense_3rd", "dense_3rd"),
        ("class", "class", "class_layer"),
        ("x_train", "x_train", "x_train_layer"),
        ("print", "print", "print_layer"),
        ("input_layer", "input_layer_layer", "input_layer_2"),
        ('"); import os #', "import_os", "import_os"),
    ],
)
def test_names_are_made_fit_for_keras_and_python(name: str, keras_name: str | None, variable: str) -> None:
    call = call_of(planned(INPUT, DENSE, LAST, names={1: name}), "n1")
    assert call.arguments.get("name") == keras_name
    assert call.variable == variable


def test_names_that_become_equal_stay_apart() -> None:
    plan = planned(INPUT, DENSE, DENSE, LAST, names={1: "a/b", 2: "a b", 3: "a_b"})
    assert [call.arguments.get("name") for call in plan.calls[1:]] == ["a_b", "a_b_2", "a_b_3"]
    assert len({call.variable for call in plan.calls}) == 4


@pytest.mark.parametrize(
    ("layers", "adapted"),
    [
        ((("Normalization", {}), DENSE), ("n1",)),
        ((("Rescaling", {"scale": 0.5}), ("Normalization", {})), ("n2",)),
        ((("Normalization", {}), ("Normalization", {})), ("n1", "n2")),
        ((("Normalization", {"mean": 0.0, "variance": 1.0}), DENSE), ()),
        ((DENSE, ("Normalization", {})), ()),
    ],
)
def test_normalization_adapts_where_nothing_before_it_learns(layers: tuple[Layer, ...], adapted: object) -> None:
    assert planned(INPUT, *layers, LAST).adapt == adapted


def test_a_design_with_errors_is_refused_by_name() -> None:
    with pytest.raises(PlanError, match=r"mine.*units|units.*mine"):
        planned(INPUT, ("Dense", {"units": -1}), LAST, names={1: "mine"})
    with pytest.raises(PlanError):
        plan_model(analyse(Design()))


def test_settings_of_a_run_keras_does_not_take_are_refused() -> None:
    for given in (
        {"optimizer": ObjectValue("os.system")},
        {"loss": ObjectValue("MeanSquaredError", {"wrong": 1})},
        {"metrics": ("__import__",)},
        {"metrics": ("f1_score",)},
        {"metrics": (ObjectValue("Recall", {"name": "loss"}),)},
        {"metrics": (ObjectValue("IoU", {"num_classes": 2, "target_class_ids": (2,)}),)},
    ):
        with pytest.raises(PlanError):
            plan_training(analyse(design_of(INPUT, LAST, **given)))


def test_a_run_has_its_objects_in_one_form() -> None:
    design = design_of(INPUT, LAST, optimizer=ObjectValue("Adam", {"learning_rate": 0.001, "beta_1": 0.8}))
    assert plan_training(analyse(design)).training.optimizer == ObjectValue("Adam", {"beta_1": 0.8})


def test_a_number_no_message_can_hold_goes_as_a_float() -> None:
    given = planned(INPUT, ("Rescaling", {"scale": 2**70, "offset": 1}), LAST).calls[1].arguments
    assert given == {"scale": 2.0**70, "offset": 1}
    assert isinstance(given["scale"], float)


@pytest.mark.parametrize(("metric", "mode"), [("true_positives", "max"), ("false_negatives", "min")])
def test_a_callback_is_told_which_way_a_count_is_better(metric: str, mode: str) -> None:
    watching = ObjectValue("EarlyStopping", {"monitor": f"val_{metric}"})
    design = design_of(INPUT, LAST, metrics=(metric,), callbacks=(watching,))
    (told,) = plan_training(analyse(design)).training.callbacks
    assert told.settings["mode"] == mode


def test_metrics_are_given_in_the_fewest_words_but_with_a_name_where_keras_would_number_them() -> None:
    given = (
        ObjectValue("Recall", {"thresholds": None}),
        ObjectValue("AUC", {"curve": "PR"}),
        ObjectValue("AUC", {"num_thresholds": 50}),
        ObjectValue("F1Score", {"average": "macro", "threshold": 0.5}),
    )
    plan = plan_training(analyse(design_of(INPUT, LAST, metrics=given)))
    assert plan.training.metrics == (
        "recall",
        ObjectValue("AUC", {"curve": "PR", "name": "auc"}),
        ObjectValue("AUC", {"num_thresholds": 50, "name": "auc_1"}),
        ObjectValue("F1Score", {"average": "macro", "threshold": 0.5}),
    )
    assert log_names(plan.model, plan.aims)[5:] == ("loss", "recall", "auc", "auc_1", "f1_score")


@pytest.mark.parametrize(("kind", "mode"), [("TruePositives", "max"), ("FalseNegatives", "min"), ("Recall", "auto")])
def test_a_metric_with_a_name_of_its_own_can_be_watched(kind: str, mode: str) -> None:
    watching = ObjectValue("EarlyStopping", {"monitor": "val_mine"})
    design = design_of(INPUT, LAST, metrics=(ObjectValue(kind, {"name": "mine"}),), callbacks=(watching,))
    (told,) = plan_training(analyse(design)).training.callbacks
    assert told.settings.get("mode", "auto") == mode
