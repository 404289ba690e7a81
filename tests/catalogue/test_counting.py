"""A parameter count is written out in words a learner can follow, and adds up."""

import pytest

from designer.catalogue import KINDS, check_settings, count_formula
from designer.catalogue.schema import Weight
from designer.values import ObjectValue, Shape, Value


@pytest.mark.parametrize(
    ("kind", "given", "shape", "formula"),
    [
        ("Dense", {"units": 4}, (2,), "2 x 4 weights + 4 biases = 12"),
        ("Dense", {"units": 1}, (3,), "3 x 1 weights + 1 bias = 4"),
        ("Dense", {"units": 1000, "use_bias": False}, (2000,), "2,000 x 1,000 weights = 2,000,000"),
        ("Dense", {"units": 4, "trainable": False}, (2,), "2 x 4 weights + 4 biases = 12 (0 trainable)"),
        (
            "Dense",
            {"units": 4, "lora_rank": 1},
            (2,),
            "2 x 4 weights + 4 biases + 2 x 1 correction weights + 1 x 4 correction weights = 18 (10 trainable)",
        ),
        ("BatchNormalization", {}, (4,), "4 scales + 4 offsets + 8 moving statistics = 16 (8 trainable)"),
        ("Normalization", {}, (2,), "2 means + 2 variances + 1 counter = 5 (0 trainable)"),
        ("Conv2D", {"filters": 8, "kernel_size": (3, 3)}, (8, 8, 1), "3 x 3 x 1 x 8 weights + 8 biases = 80"),
        ("LSTM", {"units": 2}, (5, 3), "3 x 8 input weights + 2 x 8 memory weights + 8 biases = 48"),
        ("PReLU", {}, (4,), "4 slopes"),
        ("ReLU", {}, (4,), ""),
    ],
)
def test_the_count_is_written_out(kind: str, given: dict[str, Value], shape: Shape, formula: str) -> None:
    declared = KINDS[kind]
    assert count_formula(declared.weights(declared.filled(given), (shape,))) == formula


def test_one_number_has_a_word_of_its_own() -> None:
    assert count_formula((Weight("kernel", (1,)),)) == "1 weight"


def test_every_fault_of_a_layers_settings_is_named() -> None:
    faults = check_settings(
        KINDS["Dense"], {"activation": "bend", "kernel_regularizer": ObjectValue("L2", {"l2": "much"}), "unit": 4}
    )
    assert {fault.setting: fault.sentence for fault in faults} == {
        "units": "units of Dense: Expected a whole number of at least 1, found nothing.",
        "activation": faults[1].sentence,
        "kernel_regularizer": "kernel_regularizer of Dense: l2 of L2: Expected a number of at least 0, found “much”.",
        "unit": "Dense has no setting called 'unit'. Remove it.",
    }
    assert faults[1].sentence.startswith("activation of Dense: Expected one of relu, sigmoid,")
