"""The code beside the canvas is there whatever is being drawn, and is always Python."""

import ast
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.analysis import analyse
from designer.catalogue import KINDS
from designer.codegen import preview_code
from designer.codegen.preview import inert
from designer.graph.design import Design, Graph, Node, Wire
from designer.values import ObjectValue, Value

HOSTILE = ("coding: utf-7", '"""', "\n", "import os\nos.system('x')", "\\", "\x00", "é\ud800", "\u2028x = 1", "")
texts = st.sampled_from(HOSTILE) | st.text(max_size=12)
scalars = st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | texts
values: st.SearchStrategy[Value] = st.one_of(
    scalars,
    st.lists(scalars, max_size=3).map(tuple),
    st.builds(ObjectValue, texts | st.just("HeNormal"), st.dictionaries(texts | st.just("seed"), scalars, max_size=2)),
)
KIND_NAMES = (*KINDS, "Unheard", "os.system('x')#")


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Any nodes, kinds and settings, any wires, loops and wires twice among them."""
    nodes: dict[str, Node] = {}
    for at in range(draw(st.integers(0, 7))):
        kind = KINDS.get(draw(st.sampled_from(KIND_NAMES)), None)
        name, known = (kind.name, kind.started()) if kind else ("Unheard\n", {})
        names = [setting.name for setting in kind.settings] if kind else []
        odd = draw(st.dictionaries(st.sampled_from([*names, "wrong", "x\n"]), values, max_size=2))
        nodes[f"n{at}"] = Node(f"n{at}", name, draw(texts) + str(at), {**known, **odd})
    if not nodes:
        return Design()
    ends = st.sampled_from(list(nodes))
    chain = [Wire(f"n{at}", f"n{at + 1}") for at in range(len(nodes) - 1)] if draw(st.booleans()) else []
    ports = st.sampled_from(["input", "output", "nowhere"])
    wires = draw(st.lists(st.builds(Wire, ends, ends, st.just("output"), ports), max_size=6))
    return Design(Graph(nodes, (*chain, *wires)))


@settings(max_examples=150)
@given(designs(), st.booleans())
def test_any_drawing_has_code_that_compiles(design: Design, fold: bool) -> None:
    analysis = analyse(design)
    code = preview_code(analysis, fold_activations=fold)
    compile(code.text, "preview", "exec")
    assert code.lines.keys() <= design.graph.nodes.keys()
    assert all(1 <= first <= last <= code.text.count("\n") for first, last in code.lines.values())
    assert _statements(code.text) <= {"import", "from", "model", "x", "inputs", "outputs", *_variables(code.text)}
    assert code.text.count("# Problem: ") == min(len(analysis.errors), 20)


def _statements(text: str) -> set[str]:
    """What each statement starts with: an import, or the name it assigns a call to."""
    found = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign):
            assert isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name)
            found.add(node.targets[0].id)
        else:
            assert isinstance(node, ast.Import | ast.ImportFrom)
            found.add("import")
    return found


def _variables(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)} - {"os", "exec", "eval"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_stays_a_comment(text: str) -> None:
    line = f"# Problem: {inert(text)}"
    assert len(line.splitlines()) == 1
    assert "coding:" not in line
    assert ast.parse(line).body == []


def test_what_is_sound_is_shown_under_what_is_wrong(line: Callable[..., Design]) -> None:
    broken = line(("Input", {"shape": (2,)}), ("Dense", {"units": 4}), ("Dense", {"units": 0}), ("Dense", {"units": 1}))
    code = preview_code(analyse(broken))
    assert code.text.startswith("# Problem: ")
    assert code.lines.keys() == {"n0", "n1"}
    assert "# output layer" not in code.text


def test_a_sound_design_is_shown_as_its_model_is_exported(designs: dict[str, Design]) -> None:
    from designer.codegen import model_code
    from designer.plan import plan_model

    for design in designs.values():
        analysis = analyse(design)
        assert preview_code(analysis) == model_code(plan_model(analysis))
