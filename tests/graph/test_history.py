"""Undo, redo and what stays true of a design through any sequence of edits."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from designer.errors import EditError
from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.edits import Edit
from designer.graph.files import decode, encode
from designer.graph.fragments import fragment_of, freshened
from designer.graph.history import LIMIT, History
from designer.graph.sharing_edits import unshare, use_again
from designer.graph.specs import DataSpec, Generated
from designer.values import ObjectValue

KINDS = ("Input", "Dense", "ReLU", "Conv2D")
NAMES = ("dense", "dense_1", "first", "first 2", "re_lu")
VALUES = (1, True, 1.0, "relu", None, (1, 2), (True, 2), ObjectValue("L2", {"l2": 0.1}), 0.0, -0.0)

Draw = Callable[[st.SearchStrategy], object]


@st.composite
def makers(draw: Draw) -> Callable[[Design], Edit]:
    """Something that makes an edit fit for whatever design it meets."""
    name = draw(st.sampled_from(sorted(_MAKERS)))
    first, second = draw(st.integers(0, 20)), draw(st.integers(0, 20))
    kind, value, text = draw(st.sampled_from(KINDS)), draw(st.sampled_from(VALUES)), draw(st.sampled_from(NAMES))
    return lambda design: _MAKERS[name](design, first, second, kind, value, text)


def node_at(design: Design, at: int) -> Node:
    nodes = list(design.graph.nodes.values())
    return nodes[at % len(nodes)] if nodes else Node("gone", "Dense", "gone")


def wire_at(design: Design, at: int) -> Wire:
    return design.graph.wires[at % len(design.graph.wires)] if design.graph.wires else Wire("gone", "gone")


def pasted(design: Design, at: int, count: int) -> Edit:
    ids = list(design.graph.nodes)[at % 3 : at % 3 + count]
    copied = fragment_of(design, ids, with_inputs=bool(at % 2))
    return edits.paste(freshened(copied, design, (20.0, 20.0)))


_MAKERS = {
    "add": lambda d, a, b, kind, value, text: edits.add_node(edits.new_node(d, kind, {"units": value}), (a * 10.0, b)),
    "set": lambda d, a, b, kind, value, text: edits.set_setting(node_at(d, a), text, value),
    "clear": lambda d, a, b, kind, value, text: edits.clear_setting(node_at(d, a), text),
    "turn": lambda d, a, b, kind, value, text: edits.replace_kind(node_at(d, a), kind, {"units": value}),
    "rename": lambda d, a, b, kind, value, text: edits.rename(node_at(d, a), text),
    "connect": lambda d, a, b, kind, value, text: edits.connect(
        Wire(node_at(d, a).id, node_at(d, b).id), replacing=b % 2 == 0
    ),
    "cut": lambda d, a, b, kind, value, text: edits.disconnect([wire_at(d, a)]),
    "move wire": lambda d, a, b, kind, value, text: edits.move_wire(
        wire_at(d, a), Wire(wire_at(d, a).source, node_at(d, b).id)
    ),
    "insert": lambda d, a, b, kind, value, text: edits.insert_on_wire(
        edits.new_node(d, kind), wire_at(d, a), (a * 5.0, 0.0)
    ),
    "remove": lambda d, a, b, kind, value, text: edits.remove(
        [node_at(d, a), node_at(d, b)][: 1 + (a % len(d.graph.nodes or "-") != b % len(d.graph.nodes or "-"))],
        reconnect=b % 2 == 0,
    ),
    "move": lambda d, a, b, kind, value, text: edits.move({node_at(d, a).id: (a * 10.0, b * 10.0)}),
    "paste": lambda d, a, b, kind, value, text: pasted(d, a, b % 4),
    "share": lambda d, a, b, kind, value, text: use_again([node_at(d, a)], (0.0, b * 10.0)),
    "unshare": lambda d, a, b, kind, value, text: unshare([node_at(d, a)]),
    "data": lambda d, a, b, kind, value, text: edits.set_data(DataSpec(Generated("spiral" if a % 2 else "plane"))),
    "train": lambda d, a, b, kind, value, text: edits.set_training(f"Set epochs to {a + 1}", epochs=a + 1),
}


def applied(history: History, maker: Callable[[Design], Edit], merge: object = None) -> History:
    """The history after an edit, or as it was if the edit is refused."""
    try:
        return history.apply(maker(history.present), merge)
    except EditError:
        return history


def after(steps: list[Callable[[Design], Edit]]) -> History:
    """The history of these edits, made one after the other from nothing."""
    history = History(Design())
    for step in steps:
        history = applied(history, step)
    return history


def check_whole(design: Design) -> None:
    """What is true of every design edits can make."""
    nodes, wires = design.graph.nodes, design.graph.wires
    assert all(node.id == id for id, node in nodes.items())
    assert len({node.name for node in nodes.values()}) == len(nodes)
    assert all(node.name for node in nodes.values())
    assert len(set(wires)) == len(wires)
    assert all(wire.source in nodes and wire.target in nodes for wire in wires)
    assert design.layout.positions.keys() <= nodes.keys()
    for twin in (node for node in nodes.values() if node.shares):
        owner = nodes[twin.shares]
        assert not owner.shares
        assert owner.kind == twin.kind
        assert owner.settings is twin.settings
    assert decode(encode(design)) == design


@given(st.lists(makers(), max_size=25))
def test_any_edits_leave_a_whole_design(steps: list[Callable[[Design], Edit]]) -> None:
    history = History(Design())
    for step in steps:
        history = applied(history, step)
        check_whole(history.present)


@given(st.lists(makers(), max_size=25))
def test_undo_leads_back_to_the_start_and_redo_to_the_end(steps: list[Callable[[Design], Edit]]) -> None:
    history = after(steps)
    end, seen = history.present, [history.present]
    while history.past:
        history = history.undo()
        seen.append(history.present)
    assert history.present == Design()
    for design in reversed(seen[:-1]):
        history = history.redo()
        assert history.present is design
    assert history.present is end
    assert not history.future


@given(st.lists(st.tuples(makers(), st.sampled_from([None, "drag", "type"])), max_size=25))
def test_undo_never_skips_more_than_one_gesture(steps: list[tuple[Callable[[Design], Edit], str | None]]) -> None:
    history, runs, last = History(Design()), 0, None
    for step, merge in steps:
        later = applied(history, step, merge)
        if later is not history:
            back = len(later.past) < len(history.past)
            runs += -1 if back else merge is None or merge != last
            last = None if back else merge
        history = later
        assert len(history.past) == runs


@given(st.lists(makers(), max_size=25), makers())
def test_an_edit_that_changes_nothing_returns_the_same_design(
    steps: list[Callable[[Design], Edit]], last: Callable[[Design], Edit]
) -> None:
    before = after(steps).present
    try:
        changed = last(before)(before)
    except EditError:
        return
    assert changed is before or exactly(changed) != exactly(before)


@given(st.lists(makers(), max_size=25), makers())
def test_an_edit_keeps_the_parts_it_leaves_alone(
    steps: list[Callable[[Design], Edit]], last: Callable[[Design], Edit]
) -> None:
    history = after(steps)
    before = history.present
    changed = applied(history, last).present
    for id, node in changed.graph.nodes.items():
        old = before.graph.nodes.get(id)
        assert old is node or old is None or exactly(old) != exactly(node)
    for part in ("graph", "layout", "data", "training"):
        old, new = getattr(before, part), getattr(changed, part)
        assert old is new or exactly(old) != exactly(new)


def exactly(value: object) -> str:
    """A value's text, which tells 1 from True from 1.0, and one order of nodes from another."""
    return repr(value)


def test_edits_of_one_gesture_are_undone_together_under_the_last_label() -> None:
    start = Design(Graph({"n1": Node("n1", "Dense", "dense")}), layout=Layout({"n1": (0.0, 0.0)}))
    history = History(start)
    for units in (1, 16, 160):
        node = history.present.graph.nodes["n1"]
        history = history.apply(edits.set_setting(node, "units", units), merge="typing")
    assert history.undo_label == "Set units of dense to 160"
    assert history.undo().present is start


def test_a_closed_gesture_takes_no_more_edits() -> None:
    history = History(Design(Graph({"n1": Node("n1", "Dense", "dense")})))
    history = history.apply(edits.move({"n1": (1.0, 0.0)}), merge="drag").closed()
    history = history.apply(edits.move({"n1": (2.0, 0.0)}), merge="drag")
    assert len(history.past) == 2


def test_undo_ends_a_gesture() -> None:
    history = History(Design(Graph({"n1": Node("n1", "Dense", "dense")})))
    history = history.apply(edits.move({"n1": (1.0, 0.0)}), merge="drag").undo()
    history = history.apply(edits.move({"n1": (2.0, 0.0)}), merge="drag")
    assert history.undo().present.layout.positions == {}


def test_a_gesture_that_comes_back_to_its_start_leaves_no_step() -> None:
    start = Design(Graph({"n1": Node("n1", "Dense", "dense")}), layout=Layout({"n1": (0.0, 0.0)}))
    history = History(start).apply(edits.move({"n1": (5.0, 0.0)}), merge="drag")
    history = history.apply(edits.move({"n1": (0.0, 0.0)}), merge="drag")
    assert history.present == start
    assert not history.undo_label


def test_a_new_edit_forgets_what_was_undone() -> None:
    history = History(Design()).apply(edits.set_training("Set epochs to 5", epochs=5)).undo()
    history = history.apply(edits.set_training("Set epochs to 6", epochs=6))
    assert history.redo() is history
    assert history.redo_label == ""


def test_history_forgets_its_oldest_steps_at_its_limit() -> None:
    history = History(Design())
    for epochs in range(1, LIMIT + 12):
        history = history.apply(edits.set_training("", epochs=epochs))
    assert len(history.past) == LIMIT


def test_nothing_to_undo_returns_the_same_history() -> None:
    history = History(Design())
    assert history.undo() is history
    assert history.redo() is history
