"""What two runs differ in is told in short lines: all that matters, once, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.graph.design import Design, Wire
from designer.graph.edits import (
    add_node,
    connect,
    disconnect,
    insert_on_wire,
    move,
    new_node,
    remove,
    rename,
    set_data,
    set_setting,
    set_training,
)
from designer.graph.files import load
from designer.graph.specs import Bundled, DataSpec, Generated, Table
from designer.paths import examples
from designer.runs.differing import differences, version_differences
from designer.runs.record import DataPrint, Versions
from designer.values import ObjectValue


@pytest.fixture
def starter() -> Design:
    return next(load(path) for path in examples() if path.stem == "starter")


def dense(design: Design, at: int = 0):  # type: ignore[no-untyped-def]
    return [node for node in design.graph.nodes.values() if node.kind == "Dense"][at]


def changed(design: Design, **training: object) -> Design:
    return set_training("", **training)(design)


def test_a_setting_is_told_with_its_layer(starter: Design) -> None:
    node = dense(starter)
    after = set_setting(node, "units", 8)(starter)
    assert differences(starter, after) == (f"{node.name}: units 4 → 8",)
    assert differences(after, starter) == (f"{node.name}: units 8 → 4",)


def test_what_was_not_set_has_its_default(starter: Design) -> None:
    node = dense(starter)
    after = set_setting(node, "use_bias", False)(starter)
    assert differences(starter, after) == (f"{node.name}: use bias on → off",)


def test_an_optimizer_is_told_by_what_is_other_in_it(starter: Design) -> None:
    one = changed(starter, optimizer=ObjectValue("Adam", {"learning_rate": 0.01}), seed=0, epochs=10)
    other = changed(starter, optimizer=ObjectValue("Adam", {"learning_rate": 0.001}), seed=1, epochs=20)
    assert differences(one, other) == ("epochs 10 → 20", "learning rate 0.01 → 0.001", "seed 0 → 1")
    sgd = changed(one, optimizer=ObjectValue("SGD", {"momentum": 0.9}))
    assert differences(one, sgd) == ("optimizer Adam (learning rate 0.01) → SGD (momentum 0.9)",)


def test_what_is_there_only_in_one_of_them_was_nothing_in_the_other(starter: Design) -> None:
    after = changed(starter, start="/old/net.keras")
    assert differences(starter, after) == ("start nothing → /old/net.keras",)


def test_a_layer_put_between_is_told_once_with_its_place(starter: Design) -> None:
    wire = starter.graph.wires[1]
    node = new_node(starter, "Dropout", {"rate": 0.2})
    after = insert_on_wire(node, wire, (0.0, 0.0))(starter)
    source = starter.graph.nodes[wire.source].name
    assert differences(starter, after) == (f"added: {node.name} (0.2) after {source}",)
    assert differences(after, starter) == (f"removed: {node.name} (0.2) after {source}",)


def test_a_wire_that_leads_elsewhere_is_told(starter: Design) -> None:
    wire = starter.graph.wires[-1]
    after = disconnect([wire])(starter)
    one, other = starter.graph.nodes[wire.source].name, starter.graph.nodes[wire.target].name
    assert differences(starter, after) == (f"no longer wired: {one} to {other}",)
    assert differences(after, starter) == (f"wired: {one} to {other}",)


def test_a_new_name_is_told_and_the_layer_known_again(starter: Design) -> None:
    node = dense(starter)
    after = set_setting(rename_in(starter, node.id, "Hidden"), "units", 9)(rename(node, "Hidden")(starter))
    assert differences(starter, after) == (f"{node.name} is called Hidden", "Hidden: units 4 → 9")


def rename_in(design: Design, id: str, name: str):  # type: ignore[no-untyped-def]
    return rename(design.graph.nodes[id], name)(design).graph.nodes[id]


def test_layers_that_only_share_an_id_are_not_taken_for_the_same() -> None:
    one, other = Design(), Design()
    one = add_node(new_node(one, "Flatten", {}), (0.0, 0.0))(one)
    other = add_node(new_node(other, "ReLU", {}), (0.0, 0.0))(other)
    assert [line.partition(":")[0] for line in differences(one, other)] == ["added", "removed"]


def test_where_cards_lie_is_not_told(starter: Design) -> None:
    assert differences(starter, move({dense(starter).id: (5.0, 5.0)})(starter)) == ()


def test_other_data_is_told_by_name_and_other_settings_of_the_same_one_by_one(starter: Design) -> None:
    def on(**given: object) -> Design:
        return set_data(DataSpec(**given))(starter)  # type: ignore[arg-type]

    spiral = on(source=Generated("spiral", 500, 0.05))
    assert differences(spiral, on(source=Bundled("iris"))) == ("data: Spiral → Iris",)
    noisy = on(source=Generated("spiral", 500, 0.1), validation=0.3, split_seed=4)
    assert differences(spiral, noisy) == (
        "data: noise 0.05 → 0.1",
        "held back 20 % → 30 %",
        "seed of the split 0 → 4",
    )


def test_files_are_compared_by_what_is_in_them(starter: Design) -> None:
    def on(path: str) -> Design:
        return set_data(DataSpec(Table(path)))(starter)

    one, same, other = DataPrint("", 8, 0.0, "aa"), DataPrint("", 8, 9.0, "aa"), DataPrint("", 9, 0.0, "bb")
    a, b = on("/x/a.csv"), on("/y/b.csv")
    assert differences(a, b) == ("data: other file (a.csv → b.csv)",)
    assert differences(a, b, (one, other)) == ("data: other file (a.csv → b.csv)",)
    assert differences(a, b, (one, same)) == ()
    assert differences(a, a, (one, other)) == ("data: the file was changed (8 → 9 bytes)",)


def test_versions_that_differ_are_told() -> None:
    assert version_differences(Versions("3.11", "3.14"), Versions("3.11", "3.15")) == ("keras 3.14 → 3.15",)


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_a_design_differs_in_nothing_from_itself(path: object) -> None:
    design = load(path)  # type: ignore[arg-type]
    assert differences(design, design) == ()


@given(st.data())
def test_whatever_is_done_to_a_network_is_told(data: st.DataObject) -> None:
    before = next(load(path) for path in examples() if path.stem == "starter")
    after = before
    nodes = list(before.graph.nodes.values())
    for _ in range(data.draw(st.integers(1, 4))):
        node = data.draw(st.sampled_from(nodes))
        kind = data.draw(st.sampled_from(["remove", "rename", "training", "wire", "add"]))
        if kind == "remove" and node.id in after.graph.nodes:
            after = remove([node])(after)
        elif kind == "rename" and node.id in after.graph.nodes:
            after = rename(after.graph.nodes[node.id], f"{node.id} {data.draw(st.integers(0, 9))}")(after)
        elif kind == "training":
            after = changed(after, epochs=data.draw(st.integers(1, 5)), seed=data.draw(st.integers(0, 3)))
        elif kind == "wire" and after.graph.wires:
            after = disconnect([data.draw(st.sampled_from(after.graph.wires))])(after)
        else:
            after = add_node(new_node(after, "Dropout", {"rate": 0.5}), (0.0, 0.0))(after)
    lines, back = differences(before, after), differences(after, before)
    same = replace(before, layout=after.layout) == after
    assert bool(lines) is not same and len(lines) == len(back)
    assert len(set(lines)) == len(lines)


def test_a_branch_taken_out_of_the_middle_leaves_the_rest_wired(starter: Design) -> None:
    node = dense(starter)
    into, out = next(starter.graph.wires_into(node.id)), next(starter.graph.wires_from(node.id))
    after = connect(Wire(into.source, out.target))(remove([node])(starter))
    assert differences(starter, after) == (f"removed: {node.name} (4) after {starter.graph.nodes[into.source].name}",)
