"""Every check has a design that shows it; each fix it offers mends it and breaks nothing."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace

from designer.analysis import Analysis, Problem, Severity, analyse
from designer.graph import edits
from designer.graph.design import COLUMN, Design, Graph, Layout, Node, Wire
from designer.graph.specs import DataFacts, DataSpec, TrainingSettings
from designer.values import ObjectValue

CLASSES, BINARY = "SparseCategoricalCrossentropy", "BinaryCrossentropy"
INPUT = ("Input", {"shape": (2,)})
FLAT, IMAGE, ROWS = ("Input", {"shape": (64,)}), ("Input", {"shape": (8, 8, 1)}), ("Input", {"shape": (4,)})
SCALED = ("Rescaling", {"scale": 1 / 16})
HUGE = 64 * 10**9

Layers = list[str | tuple[str, dict[str, object]]]


def dense(units: int, activation: str | None = None) -> tuple[str, dict[str, object]]:
    return ("Dense", {"units": units, **({"activation": activation} if activation else {})})


def bend(activation: str) -> tuple[str, dict[str, object]]:
    return ("Activation", {"activation": activation})


STARTER: Layers = [INPUT, dense(4), "ReLU", dense(3), "ReLU", dense(1)]
TWO: Layers = [INPUT, dense(8, "relu"), dense(1, "sigmoid")]
FOR_CLASSES = {"loss": CLASSES, "metrics": ("accuracy",)}
FOR_TWO = {"loss": BINARY, "metrics": ("accuracy",)}

CASES: list[tuple[str, str | None, Layers, dict[str, object]]] = [
    ("no-input", None, [], {}),
    ("no-input", "iris", [], FOR_CLASSES),
    ("no-input", "plane", [dense(4), "ReLU", dense(1)], {}),
    ("no-input", None, [dense(4)], {}),
    ("nothing-connected", None, [INPUT], {}),
    ("nothing-connected", "digits", [IMAGE], FOR_CLASSES),
    ("unknown-kind", None, [INPUT, dense(4), "Hologram", "ReLU", dense(1)], {}),
    ("bad-setting", None, [INPUT, dense(-3), "ReLU", dense(1)], {}),
    ("bad-setting", None, [INPUT, ("Dense", {"units": 4, "use_bias": "perhaps"}), "ReLU", dense(1)], {}),
    ("bad-setting", None, [INPUT, ("Dense", {"units": 4, "kernel_initializer": ObjectValue("Magic")})], {}),
    ("missing-setting", None, [INPUT, dense(4), "ReLU", ("Dense", {"units": None})], {}),
    ("unknown-setting", None, [INPUT, ("Dense", {"units": 4, "colour": "red"})], {}),
    ("bad-loss", None, STARTER, {"loss": "Guess"}),
    ("bad-optimizer", None, STARTER, {"optimizer": ObjectValue("Guess")}),
    ("bad-optimizer", None, STARTER, {"optimizer": ObjectValue("Adam", {"learning_rate": -1.0})}),
    ("bad-metrics", None, STARTER, {"metrics": ("luck",)}),
    ("wrong-rank", None, [FLAT, "Conv2D", "Flatten", dense(1)], {}),
    ("wrong-rank", None, [("Input", {"shape": (7,)}), "Conv2D", dense(1)], {}),
    ("wrong-rank", None, [("Input", {"shape": (8, 8)}), "MaxPooling2D", "Flatten", dense(1)], {}),
    ("wrong-rank", None, [("Input", {"shape": (24,)}), "LSTM", dense(1)], {}),
    ("wrong-rank", None, [IMAGE, "GRU", dense(1)], {}),
    ("wrong-size", None, [IMAGE, ("MaxPooling2D", {"pool_size": (9, 9)}), "Flatten", dense(1)], {}),
    ("wrong-size", None, [IMAGE, "MaxPooling2D", "MaxPooling2D", "MaxPooling2D", "MaxPooling2D", "Flatten"], {}),
    ("wrong-size", None, [IMAGE, ("Conv2D", {"kernel_size": (11, 3)}), "Flatten", dense(1)], {}),
    ("wrong-size", None, [FLAT, ("Reshape", {"target_shape": (9, 9, 1)}), "Flatten", dense(1)], {}),
    ("unfitting-setting", None, [IMAGE, ("Conv2D", {"groups": 3}), "Flatten", dense(1)], {}),
    ("unknown-size", "plane", [("Input", {"shape": (None,)}), dense(1)], {}),
    ("dense-on-image", None, [("Input", {"shape": (28, 28, 8)}), dense(16, "relu"), "Flatten", dense(10)], {}),
    ("output-rank", "digits", [IMAGE, SCALED, "Conv2D", "ReLU", dense(10, "softmax")], FOR_CLASSES),
    ("output-rank", "digits", [IMAGE, SCALED, dense(16, "relu"), dense(10, "softmax")], FOR_CLASSES),
    ("output-rank", "series", [("Input", {"shape": (24, 3)}), ("LSTM", {"return_sequences": True}), dense(1)], {}),
    ("output-rank", "digits", [IMAGE, SCALED, "Conv2D"], FOR_CLASSES),
    ("input-shape", "iris", [INPUT, dense(16, "relu"), dense(3, "softmax")], FOR_CLASSES),
    ("input-shape", "digits", [FLAT, SCALED, dense(16, "relu"), dense(10, "softmax")], FOR_CLASSES),
    ("input-shape", "digits", [("Input", {"shape": (8, 8)}), SCALED, "LSTM", dense(10, "softmax")], FOR_CLASSES),
    ("output-units", "iris", [ROWS, dense(16, "relu"), dense(1, "softmax")], FOR_CLASSES),
    ("output-units", "iris", [ROWS, dense(16, "relu"), dense(5, "softmax")], FOR_CLASSES),
    ("output-units", "spiral", [INPUT, dense(16, "relu"), dense(5, "softmax")], FOR_CLASSES),
    ("output-units", "plane", [INPUT, dense(16, "relu"), dense(2)], {}),
    ("output-units", "digits", [IMAGE, SCALED, "Conv2D", "Flatten", "Softmax"], FOR_CLASSES),
    ("output-activation", "spiral", [INPUT, dense(8, "relu"), dense(1)], FOR_TWO),
    ("output-activation", "spiral", [INPUT, dense(8, "relu"), dense(1, "softmax")], FOR_TWO),
    ("output-activation", "spiral", [INPUT, dense(8, "relu"), dense(1, "relu")], FOR_TWO),
    ("output-activation", "spiral", [INPUT, dense(8, "relu"), dense(1), "ReLU"], FOR_TWO),
    ("output-activation", "spiral", [INPUT, dense(8, "relu"), dense(1, "tanh")], {**FOR_TWO, "loss": ObjectValue(BINARY, {"from_logits": True})}),
    ("output-activation", "iris", [ROWS, dense(8, "relu"), dense(3)], FOR_CLASSES),
    ("output-activation", "iris", [ROWS, dense(8, "relu"), dense(3, "sigmoid")], FOR_CLASSES),
    ("output-activation", "iris", [ROWS, dense(8, "relu"), dense(3), bend("sigmoid")], FOR_CLASSES),
    ("output-activation", "plane", [INPUT, dense(8, "relu"), dense(1, "softmax")], {}),
    ("output-activation", "plane", [INPUT, dense(8, "relu"), dense(1), "ReLU"], {}),
    ("output-activation", "plane", [INPUT, dense(8, "relu"), dense(1), bend("sigmoid")], {}),
    ("output-activation", "series", [("Input", {"shape": (24, 3)}), ("LSTM", {"units": 1})], {}),
    ("logits", "spiral", [INPUT, dense(8, "relu"), dense(1, "sigmoid")], {**FOR_TWO, "loss": ObjectValue(BINARY, {"from_logits": True})}),
    ("logits", "iris", [ROWS, dense(8, "relu"), dense(3), "Softmax"], {**FOR_CLASSES, "loss": ObjectValue(CLASSES, {"from_logits": True})}),
    ("wrong-loss", "spiral", [INPUT, dense(8, "relu"), dense(1, "sigmoid")], {}),
    ("wrong-loss", "spiral", [INPUT, dense(8, "relu"), dense(2, "softmax")], FOR_TWO),
    ("wrong-loss", "spiral", [INPUT, dense(8, "relu"), dense(1, "sigmoid")], FOR_CLASSES),
    ("wrong-loss", "iris", [ROWS, dense(8, "relu"), dense(3, "softmax")], {}),
    ("wrong-loss", "iris", [ROWS, dense(8, "relu"), dense(3, "softmax")], {"loss": "CategoricalCrossentropy", "metrics": ("accuracy",)}),
    ("wrong-loss", "iris", [ROWS, dense(8, "relu"), dense(3, "softmax")], FOR_TWO),
    ("wrong-loss", "plane", STARTER, FOR_TWO),
    ("wrong-metrics", "plane", STARTER, {"metrics": ("accuracy",)}),
    ("metric-name", None, STARTER, {"metrics": ("poisson", ObjectValue("Poisson", {"name": "loss"}))}),
    *(("metric-settings", "spiral", TWO, {"loss": BINARY, "metrics": ("accuracy", one)}) for one in (
        ObjectValue("F1Score", {"average": "macro"}), ObjectValue("FBetaScore", {"average": "micro", "beta": 2.0}),
        ObjectValue("Precision", {"class_id": 1}), ObjectValue("Recall", {"top_k": 2}), ObjectValue("AUC", {"from_logits": True}),
    )),
    ("metric-settings", "spiral", [INPUT, dense(8, "relu"), dense(1)], {"loss": ObjectValue(BINARY, {"from_logits": True}), "metrics": ("auc",)}),
    *(("metric-settings", "iris", [ROWS, dense(8, "relu"), dense(3, "softmax")], {"loss": CLASSES, "metrics": (one,)}) for one in (
        "sparse_top_k_categorical_accuracy", ObjectValue("MeanIoU", {"num_classes": 3}),
        ObjectValue("MeanIoU", {"num_classes": 2, "sparse_y_pred": False}),
        ObjectValue("IoU", {"num_classes": 3, "target_class_ids": (2,), "sparse_y_pred": False, "sparse_y_true": False}),
    )),
    *(("metric-settings", "plane", STARTER, {"metrics": (one,)}) for one in (
        "pearson_correlation", ObjectValue("PearsonCorrelation", {"name": "together"}))),
    ("wrong-metrics", "iris", [ROWS, dense(8, "relu"), dense(3, "softmax")], {**FOR_CLASSES, "metrics": (ObjectValue("F1Score", {"average": "macro"}),)}),
    ("wrong-metrics", "plane", STARTER, {"metrics": ("accuracy", "mean_absolute_error")}),
    ("wrong-metrics", "spiral", [INPUT, dense(8, "relu"), dense(1, "sigmoid")], {"loss": BINARY, "metrics": ("mean_absolute_error",)}),
    ("wrong-metrics", "iris", [ROWS, dense(8, "relu"), dense(3, "softmax")], {**FOR_CLASSES, "metrics": ("categorical_accuracy",)}),
    ("collapse", None, [INPUT, dense(4), dense(3)], {}),
    ("collapse", None, [INPUT, dense(4), "Dropout", dense(3), bend("linear"), dense(5, "relu"), dense(1)], {}),
    ("collapse", None, [IMAGE, "Conv2D", "Conv2D", "ReLU", "Flatten", dense(1)], {}),
    ("activation-twice", None, [INPUT, dense(4, "relu"), "ReLU", dense(1)], {}),
    ("activation-twice", None, [INPUT, dense(4), "ReLU", "Dropout", "ReLU", dense(1)], {}),
    ("activation-twice", None, [INPUT, dense(4), "ReLU", bend("tanh"), dense(1)], {}),
    ("activation-twice", "iris", [ROWS, dense(4, "relu"), dense(3, "relu"), "Softmax"], FOR_CLASSES),
    ("softmax-in-middle", None, [INPUT, dense(4, "softmax"), dense(1)], {}),
    ("softmax-in-middle", None, [INPUT, dense(4), "Softmax", "Dropout", dense(1)], {}),
    ("bottleneck", "iris", [ROWS, dense(16, "relu"), dense(1, "relu"), dense(3, "softmax")], FOR_CLASSES),
    ("bottleneck", "digits", [IMAGE, SCALED, "Flatten", dense(2, "tanh"), dense(32, "relu"), dense(10, "softmax")], FOR_CLASSES),
    ("after-output", None, [INPUT, dense(4, "relu"), dense(1), "Dropout"], {}),
    ("after-output", None, [INPUT, dense(4, "relu"), dense(3), "Dropout", "Softmax"], {}),
    ("after-output", None, [INPUT, dense(4, "relu"), dense(1), "BatchNormalization"], {}),
    ("unscaled", "wine", [("Input", {"shape": (13,)}), dense(8, "relu"), dense(3, "softmax")], FOR_CLASSES),
    ("unscaled", "digits", [IMAGE, "Flatten", dense(8, "relu"), dense(10, "softmax")], FOR_CLASSES),
    ("normalization-late", None, [INPUT, dense(4, "relu"), "Normalization", dense(1)], {}),
    ("still-feature", "rare", [("Input", {"shape": (5,)}), "Normalization", dense(4, "relu"), dense(1)], {}),
    ("embedding-input", None, [INPUT, dense(4, "relu"), "Embedding", "Flatten", dense(1)], {}),
    ("embedding-input", "spiral", [INPUT, "Embedding", "Flatten", dense(1, "sigmoid")], FOR_TWO),
    ("embedding-input", "words", [("Input", {"shape": (40,)}), ("Embedding", {"input_dim": 100}), "LSTM", dense(1, "sigmoid")], FOR_TWO),
    ("memory", None, [INPUT, dense(100_000, "relu"), dense(100_000, "relu"), dense(1)], {}),
    ("memory", None, [("Input", {"shape": (512, 512, 3)}), ("Conv2D", {"filters": 64}), "ReLU", "GlobalAveragePooling2D", dense(1)], {"batch_size": 4096}),
    ("few-examples", "iris", [ROWS, dense(500, "relu"), dense(500, "relu"), dense(3, "softmax")], FOR_CLASSES),
    ("batch-size", "iris", [ROWS, dense(16, "relu"), dense(3, "softmax")], {**FOR_CLASSES, "batch_size": 128}),
]  # fmt: skip


def seen(design: Design, data: DataFacts | None, code: str) -> Problem | None:
    return next((problem for problem in look(design, data).problems if problem.code == code), None)


def look(design: Design, data: DataFacts | None) -> Analysis:
    return analyse(design, data, machine_memory=HUGE)


def errors(design: Design, data: DataFacts | None) -> set[str]:
    return {problem.code for problem in look(design, data).errors}


def check_fixes(design: Design, data: DataFacts | None, code: str) -> None:
    """The problem is there, once, with fixes that each mend it without a new error."""
    problem = seen(design, data, code)
    assert problem is not None, [(p.code, p.what) for p in look(design, data).problems]
    assert problem.fixes
    before = len([p for p in look(design, data).problems if p.code == code])
    for fix in problem.fixes:
        mended = fix(design)
        left = [p for p in look(mended, data).problems if p.code == code]
        assert len(left) < before, fix.label
        if fix is problem.fixes[0]:
            assert errors(mended, data) <= errors(design, data), fix.label
    assert len({fix.label for fix in problem.fixes}) == len(problem.fixes)
    for sentence in (problem.what, problem.why):
        assert sentence.rstrip().endswith("."), sentence


@pytest.mark.parametrize(("code", "data", "layers", "training"), CASES)
def test_a_fix_mends_its_problem(
    code: str,
    data: str | None,
    layers: Layers,
    training: dict[str, object],
    line: Callable[..., Design],
    facts: dict[str, DataFacts],
) -> None:
    check_fixes(line(*layers, **training), None if data is None else facts[data], code)


def wired(design: Design, *wires: tuple[str, str]) -> Design:
    """`design` with more wires, whatever they do."""
    more = tuple(Wire(source, target) for source, target in wires)
    return replace(design, graph=Graph(design.graph.nodes, (*design.graph.wires, *more)))


def with_nodes(design: Design, *nodes: Node) -> Design:
    graph = Graph({**design.graph.nodes, **{node.id: node for node in nodes}}, design.graph.wires)
    return replace(design, graph=graph)


def test_wires_that_go_wrong_are_mended(line: Callable[..., Design]) -> None:
    starter = line(*STARTER)
    extra = Node("x", "Dense", "extra", {"units": 4})
    more = Node("y", "ReLU", "more")
    second = Node("i", "Input", "second", {"shape": (2,)})
    other = Node("j", "Input", "third", {"shape": (5,)})
    check_fixes(wired(starter, ("n5", "n2")), None, "loop")
    check_fixes(wired(starter, ("n4", "n4")), None, "loop")
    check_fixes(wired(starter, ("n2", "n4")), None, "too-many-wires")
    check_fixes(with_nodes(starter, extra), None, "unconnected")
    check_fixes(wired(with_nodes(starter, extra, more), ("x", "y")), None, "unconnected")
    check_fixes(with_nodes(starter, second), None, "unconnected")
    check_fixes(wired(with_nodes(starter, extra), ("n3", "x")), None, "dead-end")
    check_fixes(wired(with_nodes(starter, extra, more), ("n3", "x"), ("x", "y")), None, "dead-end")
    check_fixes(wired(with_nodes(starter, second), ("i", "n4")), None, "too-many-wires")
    check_fixes(wired(with_nodes(starter, second, extra), ("i", "x"), ("x", "n4")), None, "several-inputs")
    check_fixes(wired(with_nodes(starter, other, extra), ("j", "x")), None, "several-inputs")
    check_fixes(wired(starter, ("n1", "nowhere")), None, "stray-wire")
    check_fixes(wired(starter, ("n3", "n1")), None, "stray-wire")
    check_fixes(with_nodes(Design(), second, extra), None, "nothing-connected")


def test_a_new_branch_is_the_one_that_leads_nowhere(line: Callable[..., Design], facts: dict[str, DataFacts]) -> None:
    extra, more = Node("x", "Dense", "extra", {"units": 4}), Node("y", "ReLU", "more")
    branched = wired(with_nodes(line(*STARTER), extra, more), ("n5", "x"), ("x", "y"))
    problem = seen(branched, facts["plane"], "dead-end")
    assert problem is not None
    assert problem.nodes == ("y", "x")
    assert [fix.label for fix in problem.fixes] == ["Connect more to dense_2", "Delete 2 layers"]


def without_wire(design: Design, source: str, target: str) -> Design:
    kept = tuple(wire for wire in design.graph.wires if (wire.source, wire.target) != (source, target))
    return replace(design, graph=Graph(design.graph.nodes, kept))


DIGITS: Layers = [IMAGE, SCALED, "Flatten", dense(32), "ReLU", "Dropout", dense(10), "Softmax"]


@pytest.mark.parametrize("at", range(1, len(DIGITS)))
def test_a_cut_wire_is_the_only_problem_and_one_click_from_mended(
    at: int, line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    whole = line(*DIGITS, **FOR_CLASSES)
    source, target = whole.graph.nodes[f"n{at}"], whole.graph.nodes[f"n{at + 1}"]
    cut = without_wire(whole, source.id, target.id)
    for data in (facts["digits"], None):
        (problem,) = look(cut, data).problems
        assert problem.fixes[0].label == f"Connect {source.name} to {target.name}"
        assert set(problem.fixes[0](cut).graph.wires) == set(whole.graph.wires)


def test_a_cut_that_keeps_the_network_from_training_is_an_error(
    line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    cut = without_wire(line(*STARTER), "n5", "n6")
    assert [problem.severity for problem in look(cut, facts["plane"]).problems] == [Severity.ERROR]


@pytest.mark.parametrize("kind", ["Dense", "ReLU", "BatchNormalization", "Softmax"])
def test_a_loose_layer_is_a_warning_and_deleting_it_the_last_resort(
    kind: str, line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    loose = with_nodes(line(*STARTER), Node("x", kind, "extra", {"units": 4} if kind == "Dense" else {}))
    for data in (facts["plane"], None):
        (problem,) = look(loose, data).problems
        assert problem.severity is Severity.WARNING
        assert problem.fixes[0].label.startswith(("Insert extra before dense_2", "Connect dense_2 to extra"))
        assert [fix.label for fix in problem.fixes].index("Delete extra") == len(problem.fixes) - 1


def test_a_loose_layer_that_cannot_be_the_end_hides_nothing_about_it(
    line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    loose = with_nodes(line(*STARTER), Node("x", "Dense", "extra", {"units": 7}))
    assert {"output-activation", "wrong-loss"} <= {problem.code for problem in look(loose, facts["spiral"]).problems}


@pytest.mark.parametrize(
    ("last", "offered"),
    [(dense(2, "softmax"), ["Set units to 3"]), (dense(8, "relu"), ["Set units to 3", "Add Dense with 3 units"])],
)
def test_another_dense_is_offered_only_behind_a_hidden_layer(
    last: tuple[str, dict[str, object]], offered: list[str], line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    problem = seen(line(ROWS, dense(16, "relu"), last, **FOR_CLASSES), facts["iris"], "output-units")
    assert problem is not None
    assert problem.severity is (Severity.ERROR if last == dense(2, "softmax") else Severity.WARNING)
    assert [fix.label for fix in problem.fixes] == offered


def test_too_little_data_can_be_split_otherwise(line: Callable[..., Design], facts: dict[str, DataFacts]) -> None:
    design = replace(line(*STARTER), data=DataSpec(validation=0.01))
    data = replace(facts["plane"], rows=20, training_rows=20, validation_rows=0)
    problem = seen(design, data, "cannot-split")
    assert problem is not None
    mended = problem.fixes[0](design)
    assert seen(mended, replace(data, training_rows=16, validation_rows=4), "cannot-split") is None


def test_every_check_has_a_case() -> None:
    elsewhere = {
        "loop", "too-many-wires", "unconnected", "dead-end", "several-inputs", "stray-wire", "nothing-connected",
        "cannot-split",
    }  # fmt: skip
    assert {case[0] for case in CASES} | elsewhere >= KNOWN


KNOWN = {
    "no-input", "nothing-connected", "loop", "unknown-kind", "stray-wire", "too-many-wires", "several-inputs",
    "dead-end", "unconnected", "bad-setting", "missing-setting", "unknown-setting", "bad-loss", "bad-optimizer",
    "bad-metrics", "wrong-rank", "wrong-size", "unfitting-setting", "unknown-size", "output-rank", "input-shape",
    "dense-on-image", "output-units", "output-activation", "logits", "wrong-loss", "wrong-metrics", "collapse",
    "activation-twice", "softmax-in-middle", "bottleneck", "after-output", "unscaled", "normalization-late", "still-feature", "embedding-input",
    "memory", "cannot-split", "few-examples", "batch-size",
}  # fmt: skip


# --- the journey of someone who switches the starter's data ---------------------------------------


@pytest.mark.parametrize(("data", "most"), [("spiral", 2), ("iris", 4), ("digits", 6)])
@pytest.mark.parametrize("last_first", [False, True])
def test_other_data_is_a_few_clicks_away(
    data: str, most: int, last_first: bool, line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    design = line(*STARTER)
    clicks = 0
    while loud := [p for p in look(design, facts[data]).problems if p.severity > Severity.HINT]:
        problem = loud[-1 if last_first else 0]
        design = problem.fixes[0](design)
        clicks += 1
        assert clicks <= most, [(p.code, p.what) for p in loud]
    assert look(design, facts[data]).problems == ()


@pytest.mark.parametrize(("channels", "offered"), [(1, False), (4, False), (16, True)])
def test_an_image_is_laid_flat_first_and_averaged_only_over_many_channels(
    channels: int, offered: bool, line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    filters = [] if channels == 1 else [("Conv2D", {"filters": channels}), "ReLU"]
    problem = seen(line(IMAGE, SCALED, *filters, dense(10, "softmax"), **FOR_CLASSES), facts["digits"], "output-rank")
    assert problem is not None
    labels = [fix.label for fix in problem.fixes]
    assert labels == ["Insert Flatten", "Insert GlobalAveragePooling2D"][: 1 + offered]


@pytest.mark.parametrize("units", [3, 8])
def test_a_layer_narrower_than_the_classes_are_many_is_no_bottleneck_yet(
    units: int, line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    design = line(IMAGE, SCALED, "Flatten", dense(units, "relu"), dense(10, "softmax"), **FOR_CLASSES)
    assert look(design, facts["digits"]).problems == ()


def test_the_spiral_asks_the_starter_for_sigmoid_and_another_loss(
    line: Callable[..., Design], facts: dict[str, DataFacts]
) -> None:
    problems = look(line(*STARTER), facts["spiral"]).problems
    assert [problem.code for problem in problems] == ["output-activation", "wrong-loss"]
    assert [problem.fixes[0].label for problem in problems] == ["Add sigmoid", "Use binary cross-entropy"]


# --- what fixes do to the picture ---------------------------------------------------------------------


def test_an_inserted_card_lies_between_its_neighbours_and_on_none(line: Callable[..., Design]) -> None:
    design = line(INPUT, dense(4), dense(3), "ReLU", dense(1))
    problem = seen(design, None, "collapse")
    assert problem is not None
    places = problem.fixes[0](design).layout.positions
    assert places["n2"][0] < places["n6"][0] < places["n3"][0]
    across = sorted(x for x, _ in places.values())
    assert all(other - one >= COLUMN for one, other in pairwise(across))


def test_a_fix_is_one_step_and_its_label_its_name(line: Callable[..., Design]) -> None:
    problem = seen(line(INPUT, dense(4), dense(3)), None, "collapse")
    assert problem is not None
    assert problem.fixes[0].label == "Insert ReLU"
    assert "2 x 4 then 4 x 3 weights do the work of one 2 x 3 matrix: 27 parameters where 9" in problem.why


def test_a_fix_applied_late_still_fits(line: Callable[..., Design]) -> None:
    """A button may be pressed after the design has changed; then the fix works or is refused in a sentence."""
    design = line(INPUT, dense(4), dense(3))
    problem = seen(design, None, "collapse")
    assert problem is not None
    later = edits.set_setting(design.graph.nodes["n2"], "units", 9)(design)
    assert seen(problem.fixes[0](later), None, "collapse") is None


def test_layouts_without_positions_do_no_harm(line: Callable[..., Design]) -> None:
    design = replace(line(INPUT, dense(4), dense(3)), layout=Layout(), training=TrainingSettings())
    check_fixes(design, None, "collapse")
