"""What a step locks stays as it is, and all else can be changed."""

import pytest

from designer.graph.design import Design
from designer.graph.edits import Edit, add_node, move, new_node, remove, set_data, set_setting, set_training
from designer.graph.specs import Bundled, DataSpec
from designer.lessons.lesson import Locked
from designer.lessons.locks import refusal
from tests.lessons.lessons import network

DESIGN = network("layers.Dense(4), layers.Dense(1)")
FIRST = list(DESIGN.graph.nodes.values())[1]
CHANGES: dict[Locked, list[Edit]] = {
    "layers": [add_node(new_node(DESIGN, "ReLU"), (0, 0)), remove([FIRST])],
    "settings": [set_setting(FIRST, "units", 5)],
    "data": [set_data(DataSpec(source=Bundled()))],
    "training": [set_training("", epochs=3)],
}


def changed(edit: Edit) -> Design:
    return edit(DESIGN)


@pytest.mark.parametrize("lock", CHANGES)
def test_a_lock_refuses_what_it_locks_and_nothing_else(lock: Locked) -> None:
    for other, edits in CHANGES.items():
        for edit in edits:
            refused = refusal((lock,), DESIGN, changed(edit))
            assert bool(refused) is (lock == other), (lock, other)
    assert refusal(("layers", "settings", "data", "training", "code"), DESIGN, changed(move({FIRST.id: (1, 2)}))) == ""
