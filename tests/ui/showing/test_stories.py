"""Every problem there can be has a demonstration, told of the very network it is in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from designer import analysis
from designer.analysis import Analysis, Problem, Severity
from designer.graph.design import Design
from designer.ui.showing.own import SCORES, softmax
from designer.ui.showing.scene import Scene
from designer.ui.showing.stories import FAMILIES, TELLERS, story_of, teller_of
from tests.analysis import conftest as known
from tests.analysis.conftest import WINE, design_of
from tests.analysis.test_fixes import CASES, FOR_CLASSES, INPUT, Layers, dense, look
from tests.ui.canvas.conftest import chain_of

ROOM = Path(analysis.__file__).parent


def declared() -> Iterator[str]:
    """Every code that stands in the checks: where a `Problem` is made, and where a code is handed on to be made one."""
    for path in ROOM.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                yield from _codes(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_code(node.value):
                yield node.value


def _codes(call: ast.Call) -> Iterator[str]:
    for given in (*call.args[:1], *(word.value for word in call.keywords if word.arg == "code")):
        if isinstance(given, ast.Constant):
            yield str(given.value)
        elif isinstance(given, ast.JoinedStr) and isinstance(given.values[0], ast.Constant):
            yield str(given.values[0].value)  # the start that a family has in common


CODE = re.compile(r"[a-z]+(-[a-z]+)+")
NO_CODES = {"one-hot"}


def _is_code(text: str) -> bool:
    """Words joined by hyphens stand in the checks for nothing else."""
    return bool(CODE.fullmatch(text)) and text not in NO_CODES


def test_every_code_in_the_checks_has_a_teller() -> None:
    codes = set(declared())
    assert len(codes) > 45 and {"collapse", "loop", "rows-", "bad-", "wrong-rank"} <= codes
    untold = {code for code in codes if code != "bad-" and teller_of(code) is None}
    assert untold == set(), "declare in stories.py what shows these"
    assert {"bad-loss", "bad-optimizer", "bad-metrics"} <= TELLERS.keys()


def test_no_teller_is_left_of_a_code_that_is_gone() -> None:
    made = {"bad-loss", "bad-optimizer", "bad-metrics", "data"}  # put together as they are found, or by the window
    assert (TELLERS.keys() | FAMILIES.keys()) - made <= set(declared())


def told(story: tuple[Scene, ...], design: Design, problem: Problem) -> None:
    """A story begins with the problem, ends with what would mend it, and points only at what is there."""
    nodes, wires = design.graph.nodes, design.graph.wires
    assert len(story) >= 3
    assert story[0].caption == problem.what
    assert problem.fixes[0].label in story[-1].caption if problem.fixes else True
    for scene in story:
        assert scene.caption and scene.caption[-1] in ".!" and "None" not in scene.caption, scene.caption
        assert all(card in nodes for card in scene.cards)
        assert all(flow.wire in wires and flow.words for flow in scene.flows)
        assert all(note.card in nodes and all(note.lines) for note in scene.notes)


@pytest.mark.parametrize(
    ("code", "data", "layers", "training"), CASES, ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)]
)
def test_each_problem_is_told_with_what_is_there(
    code: str, data: str | None, layers: Layers, training: dict[str, object]
) -> None:
    design = design_of(*layers, **training)  # type: ignore[arg-type]
    found = look(design, None if data is None else getattr(known, data.upper()))
    problem = next(problem for problem in found.problems if problem.code == code)
    told(story_of(problem, found), design, problem)


def test_a_code_nobody_declared_is_shown_all_the_same() -> None:
    design = chain_of([INPUT, dense(1)])  # type: ignore[list-item]
    problem = Problem("brand-new", Severity.HINT, ("n2",), "This is new.", "Nobody knows it yet.")
    story = story_of(problem, look(design, None))
    told(story, design, problem)
    assert any(scene.flows for scene in story)


# --- the figures ---


def only(found: Analysis, code: str) -> tuple[Scene, ...]:
    return story_of(next(problem for problem in found.problems if problem.code == code), found)


def test_two_linear_layers_are_told_as_one_matrix() -> None:
    story = only(look(chain_of([INPUT, dense(4), dense(3)]), None), "collapse")  # type: ignore[list-item]
    assert [note.lines for note in story[1].notes] == [("2 x 4 weights",), ("4 x 3 weights",)]
    assert [flow.words for flow in story[1].flows] == ["4"]
    assert "2 x 3: 27 parameters do the work of 9" in story[2].caption
    (ghost,) = story[-1].change.added
    assert (ghost.kind, ghost.before, ghost.after, ghost.words) == ("ReLU", "n2", "n3", "4 → 4")


def test_a_shape_that_does_not_fit_stops_at_the_layer() -> None:
    image = ("Input", {"shape": (28, 28, 8)})
    story = only(look(chain_of([image, "LSTM", dense(1)]), None), "wrong-rank")  # type: ignore[list-item]
    (flow,) = story[1].flows
    assert flow.stops and flow.words == "28 x 28 x 8"
    assert "6,272 numbers" in story[1].caption


def test_softmax_before_a_loss_that_expects_raw_numbers_is_worked_out_twice() -> None:
    assert sum(softmax(SCORES)) == pytest.approx(1.0)
    once, again = softmax(SCORES), softmax(softmax(SCORES))
    assert max(again) - min(again) < max(once) - min(once) < max(SCORES) - min(SCORES)


def test_unscaled_features_are_told_with_their_largest() -> None:
    layers = [("Input", {"shape": (13,)}), dense(8, "relu"), dense(3, "softmax")]
    story = only(look(design_of(*layers, **FOR_CLASSES), WINE), "unscaled")  # type: ignore[arg-type]
    assert "0.13 to 1,680" in story[1].caption
    assert "0.5 x 1,680 = 840" in story[2].caption
