"""The number format of all layers is followed in code that is typed, and written into it."""

from designer.analysis import analyse
from designer.analysis.precision import choose_policy
from designer.codegen import script_code, sound_code
from designer.graph.design import Design
from designer.plan import plan_training
from designer.rewriting.following import Followed, followed
from designer.rewriting.standing import standing_of
from tests.codegen.conftest import starter

LINE = 'keras.config.set_dtype_policy("mixed_float16")\n'


def after(design: Design, text: str) -> Design:
    found = followed(design, text)
    assert isinstance(found, Followed) and not found.notes
    return found.design


def test_code_without_a_policy_says_nothing_of_it() -> None:
    assert "policy" not in script_code(plan_training(analyse(starter()))).text


def test_a_line_that_sets_it_is_followed_and_so_is_its_going() -> None:
    design = starter()
    text = sound_code(analyse(design)).text
    halved = after(design, text.replace("model =", LINE + "model =", 1))
    assert halved.training.dtype_policy == "mixed_float16"
    assert halved.graph is design.graph
    assert after(halved, text) == design


def test_what_is_written_means_the_very_same_design() -> None:
    for policy in ("mixed_float16", "mixed_bfloat16"):
        design = choose_policy(policy)(starter())
        code = sound_code(analyse(design))
        assert code.text.count("set_dtype_policy") == 1
        assert after(design, code.text) is design
        script = script_code(plan_training(analyse(design)))
        found = followed(design, script.text, standing_of(design, script))
        assert isinstance(found, Followed) and found.design == design
