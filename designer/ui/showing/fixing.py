"""What a fix would do, found by doing it to a copy that nobody keeps."""

from __future__ import annotations

from designer.analysis import Analysis, analyse
from designer.errors import EditError
from designer.graph.design import Design, Wire
from designer.graph.edits import Edit
from designer.ui.showing.scene import Added, Change, Scene
from designer.ui.showing.seen import MOST, Seen, flow_text
from designer.values import Value, value_text


def fixing(seen: Seen) -> Scene:
    """The last scene: the recommended fix as a ghost, and what of the problems would be left."""
    if not seen.problem.fixes:
        return Scene(
            "No single step mends this, for there are several ways. The Problems tab says what to look at.", seen.cards
        )
    fix, before = seen.problem.fixes[0], seen.analysis
    after = _after(fix, before)
    if after is None:
        return Scene(f"“{fix.label}” would mend it.", seen.cards)
    change = change_of(before.design, after)
    gone = before.design.graph.nodes.keys() - after.design.graph.nodes.keys()
    cards = tuple(dict.fromkeys((*seen.cards, *_around(change), *gone)))
    return Scene(f"“{fix.label}” would mend it. {_settings(before, after)}{_left(before, after)}", cards, change=change)


def change_of(before: Design, after: Analysis) -> Change:
    """Where the drawings differ."""
    old, new = before.graph, after.design.graph
    fresh = [id for id in new.nodes if id not in old.nodes]
    joined = tuple((wire.source, wire.target) for wire in new.wires if wire not in old.wires and _both(wire, old.nodes))
    return Change(
        added=tuple(_added(id, before, after) for id in fresh),
        removed=tuple(id for id in old.nodes if id not in new.nodes),
        cut=tuple(wire for wire in old.wires if wire not in new.wires),
        joined=joined,
    )


def _around(change: Change) -> tuple[str, ...]:
    """The cards that are there already, and would get a wire."""
    ends = (*((added.before, added.after) for added in change.added), *change.joined)
    return tuple(card for pair in ends for card in pair if card)[:MOST]


def _after(fix: Edit, before: Analysis) -> Analysis | None:
    try:
        return analyse(fix(before.design), before.data, before)
    except EditError:
        return None


def _both(wire: Wire, nodes: object) -> bool:
    return wire.source in nodes and wire.target in nodes  # type: ignore[operator]


def _added(id: str, before: Design, after: Analysis) -> Added:
    graph, known = after.design.graph, before.graph.nodes
    facts = after.layers[id]
    comes = next((wire.source for wire in graph.wires if wire.target == id and wire.source in known), "")
    goes = next((wire.target for wire in graph.wires if wire.source == id and wire.target in known), "")
    arriving = flow_text(facts.inputs[0]) if facts.inputs else ""
    words = f"{arriving} → {flow_text(facts.output)}" if arriving else flow_text(facts.output)
    return Added(graph.nodes[id].kind, words, comes, goes, after.design.layout.positions.get(id, (0.0, 0.0)))


def _settings(before: Analysis, after: Analysis) -> str:
    """`dense: units 3 → 10. `"""
    nodes, now = before.design.graph.nodes, after.design.graph.nodes
    found = []
    for id, node in nodes.items():
        if id in now and now[id].settings != node.settings:
            names = [name for name, value in now[id].settings.items() if node.settings.get(name) != value]
            names += [name for name in node.settings if name not in now[id].settings]
            parts = [f"{name} {_said(node.settings.get(name))} → {_said(now[id].settings.get(name))}" for name in names]
            found.append(f"{node.name}: {', '.join(parts)}. ")
    return "".join(found[:2])


def _said(value: Value) -> str:
    """A setting as it is shown elsewhere; a size nobody knows is a `?`."""
    return value_text("?" if value == (None,) else value)


def _left(before: Analysis, after: Analysis) -> str:
    left, gone = len(after.problems), len(before.problems) - len(after.problems)
    if not left:
        return "Nothing would be wrong any more."
    if gone > 0:
        return f"{'One problem' if gone == 1 else f'{gone} problems'} fewer, {left} left."
    return "What is wrong elsewhere stays."
