"""A network in half precision ends in float32, and a layer that cannot follow says so."""

from designer.analysis import analyse
from designer.analysis.precision import choose_policy
from designer.graph.edits import set_setting
from designer.plan import plan_training
from designer.values import ObjectValue
from tests.analysis.conftest import Line

INPUT, DENSE, LAST = ("Input", {"shape": (2,)}), ("Dense", {"units": 4}), ("Dense", {"units": 1})


def codes(design: object) -> list[str]:
    return [problem.code for problem in analyse(design).problems]  # type: ignore[arg-type]


def test_choosing_half_precision_leaves_the_answers_in_float32(line: Line) -> None:
    usual = line(INPUT, DENSE, "ReLU", LAST)
    chosen = choose_policy("mixed_float16")(usual)
    assert chosen.training.dtype_policy == "mixed_float16"
    assert [node.settings.get("dtype") for node in chosen.graph.nodes.values()] == [None, None, None, "float32"]
    assert codes(chosen) == codes(usual)
    assert choose_policy("float32")(chosen) == usual
    plan = plan_training(analyse(chosen))
    assert plan.model.dtype_policy == "mixed_float16"
    assert plan.model.calls[-1].arguments["dtype"] == "float32"


def test_choosing_what_is_chosen_already_is_no_edit(line: Line) -> None:
    design = line(INPUT, LAST)
    assert choose_policy("float32")(design) is design


def test_a_dtype_that_somebody_set_stays(line: Line) -> None:
    own = line(INPUT, ("Dense", {"units": 1, "dtype": "float64"}))
    assert choose_policy("mixed_bfloat16")(own).graph == own.graph


def test_answers_in_half_precision_are_told_of_and_mended(line: Line) -> None:
    design = line(INPUT, DENSE, LAST, dtype_policy="mixed_bfloat16")
    problem = next(one for one in analyse(design).problems if one.code == "coarse-answers")
    assert (problem.nodes, problem.what) == (("n3",), "dense_1 ends the network in bfloat16.")
    assert "coarse-answers" not in codes(problem.fixes[0](design))
    meant = set_setting(design.graph.nodes["n3"], "dtype", "mixed_bfloat16")(design)
    assert "coarse-answers" not in codes(meant)


def test_a_layer_within_another_ends_in_float32_with_it(line: Line) -> None:
    held = ObjectValue("Dense", {"units": 3})
    design = line(("Input", {"shape": (5, 2)}), "ReLU", ("TimeDistributed", {"layer": held}))
    chosen = choose_policy("mixed_float16")(design)
    settings = chosen.graph.nodes["n3"].settings
    assert settings["dtype"] == "float32"
    assert settings["layer"] == ObjectValue("Dense", {"units": 3, "dtype": "float32"})
    assert choose_policy("float32")(chosen) == design


def test_a_layer_that_cannot_follow_can_compute_in_float32(line: Line) -> None:
    design = line(("Input", {"shape": (8, 8, 3)}), "CutMix", "Flatten", LAST, dtype_policy="mixed_bfloat16")
    problem = next(one for one in analyse(design).problems if one.code == "unfitting-setting")
    assert problem.nodes == ("n2",) and "mixed_bfloat16 in the Training tab" in problem.why
    for fix in problem.fixes:
        assert "unfitting-setting" not in codes(fix(design))
