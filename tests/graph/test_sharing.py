"""Layers used more than once: a card and its twins stay one layer through edits, copies and files."""

import json

import pytest

from designer.errors import DesignFileError, EditError
from designer.graph import edits
from designer.graph.design import Design, Node, Wire
from designer.graph.files import decode, encode
from designer.graph.fragments import fragment_of, freshened
from designer.graph.history import History
from designer.graph.sharing_edits import unshare, use_again


@pytest.fixture
def twice() -> Design:
    """`n1`, a Dense of 4, and `n2`, which uses it again."""
    design = edits.add_node(Node("n1", "Dense", "dense", {"units": 4}), (0.0, 0.0))(Design())
    return use_again([design.graph.nodes["n1"]], (0.0, 100.0))(design)


def node(design: Design, id: str) -> Node:
    return design.graph.nodes[id]


def test_a_twin_has_a_name_and_a_place_of_its_own_and_the_settings_of_its_owner(twice: Design) -> None:
    assert node(twice, "n2") == Node("n2", "Dense", "dense_1", {"units": 4}, shares="n1")
    assert twice.layout.positions["n2"] == (0.0, 100.0)


def test_using_a_twin_again_uses_the_layer_of_its_owner(twice: Design) -> None:
    thrice = use_again([node(twice, "n2")], (0.0, 100.0))(twice)
    assert node(thrice, "n3").shares == "n1"


def test_an_input_has_no_layer_to_use_again() -> None:
    design = edits.add_node(Node("n1", "Input", "input"), (0.0, 0.0))(Design())
    with pytest.raises(EditError, match="where examples come in"):
        use_again([node(design, "n1")], (0.0, 0.0))(design)


@pytest.mark.parametrize("edited", ["n1", "n2"])
def test_editing_either_edits_both(twice: Design, edited: str) -> None:
    for edit, settings in (
        (edits.set_setting(node(twice, edited), "units", 8), {"units": 8}),
        (edits.clear_setting(node(twice, edited), "units"), {}),
        (edits.replace_kind(node(twice, edited), "Conv1D", {"filters": 3}), {"filters": 3}),
    ):
        changed = edit(twice)
        assert node(changed, "n1").settings is node(changed, "n2").settings
        assert node(changed, "n1").settings == settings
        assert node(changed, "n1").kind == node(changed, "n2").kind


def test_deleting_the_owner_hands_the_layer_to_its_first_twin(twice: Design) -> None:
    thrice = use_again([node(twice, "n1")], (0.0, 200.0))(twice)
    left = edits.remove([node(thrice, "n1")])(thrice)
    assert (node(left, "n2").shares, node(left, "n3").shares) == ("", "n2")
    assert node(left, "n3").settings == {"units": 4}


def test_a_card_that_parts_keeps_its_settings_and_the_others_stay_together(twice: Design) -> None:
    thrice = use_again([node(twice, "n1")], (0.0, 200.0))(twice)
    for leaving, owner, twin in (("n1", "n2", "n3"), ("n2", "n1", "n3")):
        parted = unshare([node(thrice, leaving)])(thrice)
        assert node(parted, leaving) == Node(leaving, "Dense", node(thrice, leaving).name, {"units": 4})
        assert (node(parted, owner).shares, node(parted, twin).shares) == ("", owner)
    assert unshare([node(parted, "n2")])(parted) is parted


def test_a_copied_twin_is_a_layer_of_its_own_and_a_copied_pair_shares_again(twice: Design) -> None:
    alone = edits.paste(freshened(fragment_of(twice, ["n2"]), twice))(twice)
    assert node(alone, "n3") == Node("n3", "Dense", "dense_2", {"units": 4})
    both = edits.paste(freshened(fragment_of(twice, ["n1", "n2"]), twice))(twice)
    assert (node(both, "n3").shares, node(both, "n4").shares) == ("", "n3")


def test_twins_copied_without_their_owner_go_on_sharing(twice: Design) -> None:
    thrice = use_again([node(twice, "n1")], (0.0, 200.0))(twice)
    pasted = edits.paste(freshened(fragment_of(thrice, ["n2", "n3"]), thrice))(thrice)
    assert (node(pasted, "n4").shares, node(pasted, "n5").shares) == ("", "n4")


def test_undo_takes_a_change_of_both_back_at_once(twice: Design) -> None:
    history = History(twice).apply(edits.set_setting(node(twice, "n2"), "units", 9))
    assert node(history.present, "n1").settings == {"units": 9}
    assert history.undo().present is twice


def test_a_file_has_the_settings_once(twice: Design) -> None:
    content = encode(twice)
    raw = json.loads(content)
    assert raw["nodes"][1] == {"id": "n2", "kind": "Dense", "name": "dense_1", "shares": "n1"}
    assert decode(content) == twice
    assert encode(decode(content)) == content


def test_a_design_without_shared_layers_keeps_its_file_as_it_was(twice: Design) -> None:
    assert json.loads(encode(twice))["layerloom"] == 3
    assert json.loads(encode(unshare([node(twice, "n2")])(twice)))["layerloom"] == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"shares": "n9"}, "no Dense of its own"),
        ({"shares": "n2"}, "no Dense of its own"),
        ({"kind": "Conv1D"}, "no Conv1D of its own"),
        ({"settings": {"units": 8}}, "beside those of its owner"),
    ],
)
def test_a_file_whose_twins_are_none_is_refused(twice: Design, change: dict[str, object], said: str) -> None:
    raw = json.loads(encode(twice))
    raw["nodes"][1].update(change)
    with pytest.raises(DesignFileError, match=said):
        decode(json.dumps(raw).encode())


def test_wires_are_each_cards_own(twice: Design) -> None:
    wired = edits.connect(Wire("n1", "n2"))(twice)
    assert unshare([node(wired, "n2")])(wired).graph.wires == (Wire("n1", "n2"),)
