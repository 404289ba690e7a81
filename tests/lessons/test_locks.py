"""What a step locks stays as it is, and all else can be changed."""

import pytest

from designer.graph.design import Design
from designer.graph.edits import (
    Edit,
    add_node,
    bypass,
    move,
    new_node,
    remove,
    rename,
    set_data,
    set_setting,
    set_training,
)
from designer.graph.specs import Bundled, DataSpec
from designer.lessons import read_lesson
from designer.lessons.locks import WHOLES, lock_fault, refusal
from tests.lessons.lessons import FRONT, network

DESIGN = network("layers.Dense(4), layers.Dense(1)")
FIRST = list(DESIGN.graph.nodes.values())[1]
CHANGES: dict[str, list[Edit]] = {
    "layers": [add_node(new_node(DESIGN, "ReLU"), (0, 0)), remove([FIRST])],
    "settings": [set_setting(FIRST, "units", 5)],
    "data": [set_data(DataSpec(source=Bundled()))],
    "training": [set_training("", epochs=3)],
}


def changed(edit: Edit) -> Design:
    return edit(DESIGN)


@pytest.mark.parametrize("lock", CHANGES)
def test_a_lock_refuses_what_it_locks_and_nothing_else(lock: str) -> None:
    for other, edits in CHANGES.items():
        for edit in edits:
            refused = refusal((lock,), DESIGN, changed(edit))
            assert bool(refused) is (lock == other), (lock, other)
    assert refusal(WHOLES, DESIGN, changed(move({FIRST.id: (1, 2)}))) == ""


OF_A_KIND = {
    "added": add_node(new_node(DESIGN, "Dense"), (0, 0)),
    "removed": remove([FIRST]),
    "set": set_setting(FIRST, "units", 5),
    "bypassed": bypass([FIRST]),
}


@pytest.mark.parametrize("what", OF_A_KIND)
def test_layers_of_a_locked_kind_stay_as_they_are(what: str) -> None:
    after = changed(OF_A_KIND[what])
    assert refusal(("Dense",), DESIGN, after) == (
        "This step keeps the Dense layers as they are. Leave the lesson to change anything."
    )
    assert not refusal(("ReLU", "Conv2D"), DESIGN, after)


def test_layers_of_a_locked_kind_may_be_named_moved_and_wired_to_others() -> None:
    for edit in (move({FIRST.id: (9, 9)}), rename(FIRST, "other"), add_node(new_node(DESIGN, "ReLU"), (0, 0))):
        assert not refusal(("Dense",), DESIGN, changed(edit))


def test_a_locked_setting_stays_and_all_others_can_be_changed() -> None:
    assert refusal(("Dense.units",), DESIGN, changed(set_setting(FIRST, "units", 5))) == (
        "This step keeps units of the Dense layers as it is. Leave the lesson to change anything."
    )
    for edit in (
        set_setting(FIRST, "use_bias", False),
        remove([FIRST]),
        OF_A_KIND["added"],
        set_setting(FIRST, "activation", "linear"),
    ):
        assert not refusal(("Dense.units",), DESIGN, changed(edit))
    said = set_setting(FIRST, "use_bias", True)
    assert not refusal(("Dense.use_bias",), DESIGN, changed(said)), "what it is by itself, written out, is no change"


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        ("Dens", "Nothing called 'Dens' can be locked."),
        ("", "Nothing called '' can be locked."),
        ("Dense.unit", "Dense has no setting called 'unit' to lock. It has units"),
        ("Dense.", "Dense has no setting called '' to lock."),
        ("layer", "Expected layers, settings, data, training, code, panels, or a kind of layer"),
    ],
)
def test_what_cannot_be_locked_is_said_with_its_line(lock: str, said: str) -> None:
    read = read_lesson(f"{FRONT}## Step\n\n```view\nlock:\n  - data\n  - '{lock}'\n```\n")
    (fault,) = read.faults
    assert said in fault.what
    assert fault.line == 10
    assert not refusal((lock,), DESIGN, changed(remove([FIRST]))), "and it locks nothing"


def test_everything_that_can_be_locked_is_taken() -> None:
    text = f"{FRONT}## Step\n\n```view\nlock: [{', '.join(WHOLES)}, Dense, Conv2D.filters]\n```\n"
    read = read_lesson(text)
    assert not read.faults
    assert read.lesson is not None
    assert read.lesson.steps[0].view.lock == (*WHOLES, "Dense", "Conv2D.filters")
    assert not any(map(lock_fault, read.lesson.steps[0].view.lock))
