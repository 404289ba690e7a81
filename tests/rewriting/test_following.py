"""What happens to the drawing when its code is edited, line by line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from designer.analysis import analyse
from designer.codegen import preview_code, script_code
from designer.graph import edits
from designer.graph.design import COLUMN, Block, Comment, Design, Graph, Layout, Node, Wire
from designer.graph.layout_edits import bend, collapse, put_comment
from designer.plan import plan_training
from designer.rewriting import Followed, Standing, Unreadable, followed, label_of, standing_of
from designer.values import ObjectValue

NODES = (
    Node("n1", "Input", "input", {"shape": (4,)}),
    Node("n2", "Dense", "trunk", {"units": 8}),
    Node("n3", "ReLU", "re_lu", {}),
    Node("n4", "Dense", "dense", {"units": 8, "activation": "tanh"}),
    Node("n5", "Dropout", "dropout", {"rate": 0.5}),
    Node("n6", "Dense", "dense_1", {"units": 1}),
)


@pytest.fixture
def chain() -> Design:
    wires = tuple(Wire(one.id, other.id) for one, other in pairwise(NODES))
    places = {node.id: (at * COLUMN, 20.0) for at, node in enumerate(NODES)}
    design = Design(Graph({node.id: node for node in NODES}, wires), layout=Layout(places))
    return put_comment(Comment("c1", "mine", 100.0, 50.0), (5.0, 400.0))(design)


@pytest.fixture
def branched() -> Design:
    """Input to two Dense, joined again."""
    nodes = [
        Node("n1", "Input", "input", {"shape": (4,)}),
        Node("n2", "Dense", "left", {"units": 8}),
        Node("n3", "Dense", "right", {"units": 8}),
        Node("n4", "Concatenate", "concatenate", {}),
        Node("n5", "Dense", "dense", {"units": 1}),
    ]
    wires = (Wire("n1", "n2"), Wire("n1", "n3"), Wire("n2", "n4"), Wire("n3", "n4"), Wire("n4", "n5"))
    places = {"n1": (0.0, 50.0), "n2": (170.0, 0.0), "n3": (170.0, 100.0), "n4": (340.0, 50.0), "n5": (510.0, 50.0)}
    return Design(Graph({node.id: node for node in nodes}, wires), layout=Layout(places))


def text_of(design: Design) -> str:
    return preview_code(analyse(design)).text


def edited(design: Design, old: str, new: str) -> Followed:
    text = text_of(design)
    assert text.count(old) == 1, text
    found = followed(design, text.replace(old, new))
    assert isinstance(found, Followed)
    return found


def changed(before: Design, after: Design) -> set[str]:
    old, new = before.graph.nodes, after.graph.nodes
    return {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}


def test_a_number_changes_one_setting_of_one_card(chain: Design) -> None:
    after = edited(chain, "units=1)", "units=3)").design
    assert changed(chain, after) == {"n6"}
    assert after.graph.nodes["n6"] == Node("n6", "Dense", "dense_1", {"units": 3})
    assert after.layout is chain.layout and after.graph.wires is chain.graph.wires
    assert label_of(chain, after) == "Change dense_1 in the code"


def test_a_setting_that_is_taken_out_goes_back_to_its_default(chain: Design) -> None:
    after = edited(chain, ', name="trunk"', ', use_bias=False, name="trunk"').design
    assert after.graph.nodes["n2"].settings == {"units": 8, "use_bias": False}
    assert edited(after, ", use_bias=False", "").design.graph.nodes["n2"].settings == {"units": 8}


def test_what_code_does_not_say_is_kept(chain: Design) -> None:
    odd = edits.set_setting(chain.graph.nodes["n2"], "use_bias", True)(chain)
    after = edited(odd, "units=1)", "units=3)").design
    assert after.graph.nodes["n2"] is odd.graph.nodes["n2"]


def test_a_name_that_changes_renames_the_card(chain: Design) -> None:
    after = edited(chain, 'name="trunk"', 'name="stem"').design
    assert after.graph.nodes["n2"].name == "stem" and changed(chain, after) == {"n2"}
    gone = edited(chain, ', name="trunk"', "").design
    assert gone.graph.nodes["n2"].name == "dense_2"


def test_a_variable_that_changes_renames_the_card(branched: Design) -> None:
    text = text_of(branched).replace(', name="left"', "")
    without = followed(branched, text)
    assert isinstance(without, Followed)
    after = followed(without.design, text.replace("left", "first"), without.standing)
    assert isinstance(after, Followed)
    assert after.design.graph.nodes["n2"].name == "first"
    assert after.design.graph.wires is branched.graph.wires


def test_an_activation_in_a_layer_is_the_card_behind_it(chain: Design) -> None:
    after = edited(chain, 'activation="relu"', 'activation="elu"').design
    assert after.graph.nodes["n3"].kind == "ELU" and after.layout.positions == chain.layout.positions
    gone = edited(chain, ', activation="relu"', "").design
    assert "n3" not in gone.graph.nodes and Wire("n2", "n4") in gone.graph.wires


def test_an_activation_that_is_a_setting_stays_one(chain: Design) -> None:
    after = edited(chain, 'activation="tanh"', 'activation="relu"').design
    assert after.graph.nodes["n4"].settings == {"units": 8, "activation": "relu"}
    assert "activation" not in edited(chain, ', activation="tanh"', "").design.graph.nodes["n4"].settings


def test_a_new_activation_becomes_a_card_of_its_own(chain: Design) -> None:
    after = edited(chain, "units=1)", 'units=1, activation="sigmoid")').design
    new = after.graph.nodes["n7"]
    assert (new.kind, new.settings) == ("Activation", {"activation": "sigmoid"})
    assert after.layout.positions["n7"] == (6 * COLUMN, 20.0)


def test_what_no_code_tells_of_comes_after_a_new_activation_too(chain: Design) -> None:
    broken = Node("n8", "Conv2D", "conv2d", {"filters": 1, "kernel_size": 1})
    bypassed = Node("n7", "Dropout", "dropout_1", {"rate": 0.5}, bypassed=True)
    graph = Graph({**chain.graph.nodes, "n7": bypassed, "n8": broken}, (*chain.graph.wires, Wire("n6", "n7"), Wire("n7", "n8")))  # fmt: skip
    after = edited(Design(graph, layout=chain.layout), "units=1)", 'units=1, activation="sigmoid")').design
    assert {Wire("n6", "n9"), Wire("n9", "n7"), Wire("n7", "n8")} <= {*after.graph.wires}
    assert [wire.target for wire in after.graph.wires_from("n6")] == ["n9"]
    assert 'units=1, activation="sigmoid")' in text_of(after)


def test_a_linear_activation_behind_a_layer_stays_a_card(chain: Design) -> None:
    nodes = {**chain.graph.nodes, "n3": Node("n3", "Activation", "activation", {"activation": "linear"})}
    design = Design(Graph(nodes, chain.graph.wires), layout=chain.layout)
    assert 'layers.Activation(activation="linear")' in text_of(design)
    assert edited(design, "rate=0.5", "rate=0.50").design is design


def test_a_name_that_had_to_be_another_stays_so(chain: Design) -> None:
    text = text_of(chain).replace("layers.Dense(units=1)", 'layers.Dense(units=1, name="trunk")').replace("units=8),", "units=8, name='first'),")  # fmt: skip
    found = followed(chain, text)
    assert isinstance(found, Followed)
    again = followed(found.design, text, Standing(found.standing.ids))
    assert isinstance(again, Followed) and again.design is found.design


def test_where_activations_stand_apart_one_written_into_a_layer_is_its_setting(chain: Design) -> None:
    code = preview_code(analyse(chain), fold_activations=False)
    standing = standing_of(chain, code, fold=False)
    found = followed(chain, code.text.replace("units=1)", 'units=1, activation="sigmoid")'), standing)
    assert isinstance(found, Followed) and found.design.graph.nodes.keys() == chain.graph.nodes.keys()
    assert found.design.graph.nodes["n6"].settings == {"units": 1, "activation": "sigmoid"}
    again = followed(found.design, code.text, found.standing)
    assert isinstance(again, Followed) and again.design.graph == chain.graph


def test_a_line_between_two_inserts_a_card_and_the_others_make_room(chain: Design) -> None:
    after = edited(
        chain, "        layers.Dropout(", "        layers.LayerNormalization(),\n        layers.Dropout("
    ).design
    assert changed(chain, after) == {"n7"}
    assert set(after.graph.wires) >= {Wire("n4", "n7"), Wire("n7", "n5")} and len(after.graph.wires) == 6
    assert after.layout.positions["n7"] == (4 * COLUMN, 20.0)
    assert after.layout.positions["n5"] == (5 * COLUMN, 20.0) and after.layout.positions["n6"] == (6 * COLUMN, 20.0)
    assert all(after.layout.positions[id] == chain.layout.positions[id] for id in ("n1", "n2", "n3", "n4"))
    assert label_of(chain, after) == "Add layer_normalization in the code"


def test_nothing_moves_where_there_is_room(chain: Design) -> None:
    wide = edits.move({"n5": (6 * COLUMN, 20.0), "n6": (7 * COLUMN, 20.0)})(chain)
    after = edited(
        wide, "        layers.Dropout(", "        layers.LayerNormalization(),\n        layers.Dropout("
    ).design
    assert {id: at for id, at in after.layout.positions.items() if id != "n7"} == wide.layout.positions


def test_a_line_that_goes_takes_its_card_off_and_joins_the_others(chain: Design) -> None:
    after = edited(chain, "        layers.Dropout(rate=0.5),\n", "").design
    assert changed(chain, after) == {"n5"} and Wire("n4", "n6") in after.graph.wires
    assert label_of(chain, after) == "Delete dropout in the code"


def test_another_kind_on_a_line_is_another_kind_of_the_same_card(chain: Design) -> None:
    after = edited(chain, "layers.Dropout(rate=0.5)", "layers.BatchNormalization()").design
    assert after.graph.nodes["n5"] == Node("n5", "BatchNormalization", "batch_normalization", {})
    assert after.layout.positions == chain.layout.positions and after.graph.wires is chain.graph.wires


def test_two_lines_that_change_places_are_the_same_cards(chain: Design) -> None:
    lines = text_of(chain).split("\n")
    at = next(number for number, line in enumerate(lines) if "Dropout" in line)
    lines[at - 1], lines[at] = lines[at], lines[at - 1]
    found = followed(chain, "\n".join(lines))
    assert isinstance(found, Followed)
    assert found.design.graph.nodes.keys() == chain.graph.nodes.keys()
    assert {Wire("n3", "n5"), Wire("n5", "n4"), Wire("n4", "n6")} <= set(found.design.graph.wires)


def test_a_wire_follows_what_a_layer_is_called_on(branched: Design) -> None:
    bent = bend(Wire("n2", "n4"), [(250.0, 10.0)])(branched)
    after = edited(bent, "layers.Concatenate()([left, x])", "layers.Concatenate()([x, left])").design
    assert [wire.source for wire in after.graph.wires_into("n4")] == ["n3", "n2"]
    assert after.layout.bends == bent.layout.bends and after.graph.nodes == bent.graph.nodes


def test_a_branch_is_added_beside_the_others(branched: Design) -> None:
    text = text_of(branched).replace("[left, x]", "[left, x, third]")
    text = text.replace("x = layers.Concatenate", "third = layers.Dense(units=8)(inputs)\nx = layers.Concatenate")
    found = followed(branched, text)
    assert isinstance(found, Followed)
    after = found.design
    assert after.graph.nodes["n6"].name == "third"
    assert [wire.source for wire in after.graph.wires_into("n4")] == ["n2", "n3", "n6"]
    assert after.layout.positions["n6"] == (170.0, 50.0 + 100.0) or after.layout.positions["n6"][1] >= 150.0


def test_what_is_bypassed_stays_and_keeps_its_place(chain: Design) -> None:
    passing = edits.bypass([chain.graph.nodes["n5"]])(chain)
    after = edited(passing, "units=1)", "units=3)").design
    assert after.graph.nodes["n5"].bypassed and after.graph.wires is chain.graph.wires
    put = edited(
        passing, "        layers.Dense(units=1)", "        layers.GaussianNoise(0.1),\n        layers.Dense(units=1)"
    )
    assert {Wire("n4", "n5"), Wire("n5", "n7"), Wire("n7", "n6")} <= set(put.design.graph.wires)


def test_what_is_wired_to_nothing_stays(chain: Design) -> None:
    loose = edits.add_node(Node("n9", "Dropout", "loose", {"rate": 0.1}), (0.0, 300.0))(chain)
    after = edited(loose, "        layers.Dropout(rate=0.5),\n", "").design
    assert "n9" in after.graph.nodes and after.layout.comments == chain.layout.comments


def test_a_new_card_lies_in_the_block_of_its_neighbours(chain: Design) -> None:
    folded = collapse(Block("b1", "Middle"), ["n4", "n5"], (500.0, 20.0))(chain)
    after = edited(
        folded, "        layers.Dropout(", "        layers.LayerNormalization(),\n        layers.Dropout("
    ).design
    assert after.layout.inside["n7"] == "b1"


def test_a_value_that_cannot_be_is_said_and_the_card_keeps_its_own(chain: Design) -> None:
    found = edited(chain, "units=1)", "units=-1)")
    assert found.design is chain
    assert found.notes[0].where == "line 12" and "units" in found.notes[0].what


def test_unknown_calls_are_noted_and_the_rest_comes(chain: Design) -> None:
    found = edited(
        chain, "        layers.Dropout(rate=0.5),\n", "        Strange(3),\n        layers.Dropout(rate=0.2),\n"
    )
    assert found.notes
    assert found.design.graph.nodes["n5"].settings == {"rate": 0.2}
    assert found.design.graph.nodes["n7"].kind == "Strange"


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("units=1)", "units=1", 13, "line 12"),
        ("]\n)", "]", 4, "bracket"),
        ("units=1)", "units=1))", 12, "bracket"),
        ('name="trunk"', 'name="trunk', 8, "quote"),
        ("units=1)", "units=1 use_bias=True)", 12, "comma"),
        ("import keras\n", "import keras import\n", 1, "waits"),
    ],
)
def test_a_text_that_is_no_python_says_where_and_what(chain: Design, old: str, new: str, line: int, word: str) -> None:
    found = followed(chain, text_of(chain).replace(old, new, 1))
    assert isinstance(found, Unreadable)
    assert word in found.what and found.line == line


def test_an_empty_text_is_no_network(chain: Design) -> None:
    assert isinstance(followed(chain, ""), Unreadable)


def test_nothing_in_the_text_is_run(chain: Design, tmp_path: object) -> None:
    found = followed(chain, text_of(chain) + f"\nopen({str(tmp_path) + '/made'!r}, 'w')\n")
    assert isinstance(found, Followed) and found.design is chain
    assert not list(tmp_path.iterdir())  # type: ignore[attr-defined]


def test_the_script_tells_of_training_too(chain: Design) -> None:
    code = script_code(plan_training(analyse(chain)))
    text = code.text.replace("epochs=200", "epochs=5").replace("learning_rate=0.01", "learning_rate=0.5")
    text = text.replace("set_random_seed(0)", "set_random_seed(7)").replace("mean_squared_error", "huber")
    found = followed(chain, text, standing_of(chain, code))
    assert isinstance(found, Followed)
    training = found.design.training
    assert (training.epochs, training.seed, training.batch_size) == (5, 7, 32)
    assert training.optimizer == ObjectValue("Adam", {"learning_rate": 0.5})
    assert training.loss.kind == "Huber"
    assert found.design.graph is chain.graph and found.design.layout is chain.layout


def test_own_writing_means_the_same_card(chain: Design) -> None:
    """Loops, helpers, comments and other spacing are the user's; the drawing asks only what they mean."""
    text = """
import keras
from keras import layers as L
SIZE = 8   # how wide
model = keras.Sequential()
model.add( keras.Input((4,)) )
model.add(L.Dense(SIZE, name='trunk', activation='relu'))
for rate in [0.5]:
    model.add(L.Dense(SIZE, 'tanh'))
    model.add(L.Dropout(rate))
model.add(L.Dense(1))
"""
    found = followed(chain, text)
    assert isinstance(found, Followed)
    assert found.design is chain and found.lines["n2"] == (7, 7) and found.lines["n4"] == (9, 9)
