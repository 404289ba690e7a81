"""Whatever plan is printed, the text is as ruff writes it, compiles, and holds the user's text as text only."""

import ast
import string
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from designer.catalogue import KINDS, kind_named, objects
from designer.catalogue.schema import ObjectKind, Setting
from designer.codegen import model_code
from designer.plan import Call, ModelPlan
from designer.values import ObjectValue, Value

LETTERS = string.ascii_letters + string.digits + " '\"\\#{}()%\n\t\x00éß\u2028"
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(LETTERS, max_size=40))
rows = st.lists(scalars, max_size=8).map(tuple)
tuples = rows | st.lists(scalars | rows, max_size=4).map(tuple)
PLAIN = [kind for kind in KINDS.values() if kind.role != "input"]


def arguments(declared: tuple[Setting, ...], values: SearchStrategy[Value]) -> SearchStrategy[dict[str, Value]]:
    names = [setting.name for setting in declared]
    if not names:
        return st.just({})
    return st.lists(st.sampled_from(names), unique=True, max_size=6).flatmap(
        lambda chosen: st.fixed_dictionaries(dict.fromkeys(chosen, values))
    )


def small_object(kind: ObjectKind) -> SearchStrategy[ObjectValue]:
    return arguments(kind.settings, scalars).map(lambda given: ObjectValue(kind.name, given))


OBJECTS = [kind for kinds in objects.FAMILIES.values() for kind in kinds.values()]
values = scalars | tuples | st.sampled_from(OBJECTS).flatmap(small_object)
identifiers = st.from_regex(r"[a-z][a-z0-9_]{0,59}", fullmatch=True)


@st.composite
def plans(draw: st.DrawFn) -> ModelPlan:
    """Any layers joined in any order without loops, or one after the other."""
    count = draw(st.integers(0, 6))
    chained = draw(st.booleans())
    names = draw(
        st.lists(identifiers.map(lambda name: f"n_{name}"), min_size=count + 1, max_size=count + 1, unique=True)
    )
    calls = [Call("0", "Input", names[0], ("0",), draw(arguments(KINDS["Input"].settings, values)), role="input")]
    for at in range(1, count + 1):
        kind = draw(st.sampled_from(PLAIN))
        feeds = [at - 1] if chained else draw(st.lists(st.integers(0, at - 1), min_size=1, max_size=4, unique=True))
        given = draw(arguments(kind.settings, values))
        calls.append(Call(str(at), kind.name, names[at], (str(at),), given, tuple(str(feed) for feed in feeds)))
    consumed = {feed for call in calls for feed in call.inputs}
    outputs = tuple(call.id for call in calls if call.id not in consumed)
    adapt = tuple(call.id for call in calls if call.kind == "Normalization")
    return ModelPlan("sequential" if chained else "functional", tuple(calls), outputs, adapt)


@settings(max_examples=12)
@given(st.lists(plans(), min_size=10, max_size=20))
def test_any_plan_is_printed_as_ruff_would(batch: list[ModelPlan]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, plan in enumerate(batch):
            (Path(folder) / f"model_{number}.py").write_text(model_code(plan).text, encoding="utf-8", newline="\n")
        for command in (["format", "--diff", "--isolated"], ["check", "--isolated"]):
            ruff = [sys.executable, "-m", "ruff", *command, folder]
            done = subprocess.run(ruff, capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == 0, done.stdout + done.stderr


@given(plans())
def test_any_plan_compiles_to_calls_of_keras_alone(plan: ModelPlan) -> None:
    code = model_code(plan)
    variables = {call.variable for call in plan.calls}
    for node in ast.walk(ast.parse(code.text)):
        if isinstance(node, ast.Name):
            known = {"keras", "layers", "model", "x", "inputs", "outputs", "float"}
            assert node.id.removesuffix("_output") in variables | known
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "layers":
            assert kind_named(node.attr) is not None
    assert code.lines.keys() == {call.id for call in plan.calls}


@given(plans())
def test_every_value_is_read_back_from_the_text_of_its_lines(plan: ModelPlan) -> None:
    tree = ast.parse(model_code(plan).text)
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.keywords]
    found = [{word.arg: word.value for word in node.keywords} for node in made]
    for call in plan.calls:
        texts = {name: value for name, value in call.arguments.items() if isinstance(value, str)}
        assert (
            any(all(_text(words.get(name)) == value for name, value in texts.items()) for words in found) or not texts
        )


def _text(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None
