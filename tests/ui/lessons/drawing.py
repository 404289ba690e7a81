"""Draws a design the way a person does: cards dragged from the palette, wires pulled, settings typed and ticked."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from designer.catalogue import KINDS
from designer.graph.design import Design, Node, Wire
from designer.ui.inspector.field import Field
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.simple import BooleanField, TextField
from designer.values import ObjectValue, Value
from tests.ui.person import LEFT, Person

APART = 190.0
"""From one dragged card to the next, across the canvas."""
BELOW = 140.0
"""So far under the cards that are there: a card that falls on a wire would be put into it."""

Part = tuple[str, dict[str, Value]]
"""A layer by its kind and all its settings."""


def parts(design: Design) -> list[Part] | None:
    """The layers of a network that is one chain, from its input on; nothing for any other."""
    nodes = chain(design)
    return None if nodes is None else [(node.kind, KINDS[node.kind].filled(node.settings)) for node in nodes]


def chain(design: Design) -> list[Node] | None:
    """The cards of a network that is one chain; nothing for any other."""
    nodes, after = design.graph.nodes, {wire.source: wire.target for wire in design.graph.wires}
    begins = [id for id in nodes if id not in set(after.values())]
    if (
        len(begins) > 1
        or len(design.graph.wires) != max(0, len(nodes) - 1)
        or any(node.shares for node in nodes.values())
    ):
        return None
    found = begins
    while found and found[-1] in after:
        found = [*found, after[found[-1]]]
    return [nodes[id] for id in found] if len(found) == len(nodes) else None


def drawn(person: Person, wanted: Design) -> bool:
    """Draw a network that is one chain. Says no, and does nothing, where either is none, and no network is to change."""
    there, goal = chain(person.session.design), parts(wanted)
    if there is None or goal is None:
        return person.session.design.graph == wanted.graph
    cards = _cards(person, there, [kind for kind, _ in goal])
    _wire(person, cards)
    for id, (_, settings) in zip(cards, goal, strict=True):
        _fill_in(person, id, settings)
    return parts(person.session.design) == goal


def _cards(person: Person, there: list[Node], kinds: list[str]) -> list[str]:
    """Take off what is too much and drag in what is missing; gives the cards in their order."""
    same = SequenceMatcher(a=[node.kind for node in there], b=kinds, autojunk=False).get_matching_blocks()
    cards = {block.b + at: there[block.a + at].id for block in same for at in range(block.size)}
    for node in there:
        if node.id not in cards.values():
            person.key(Qt.Key.Key_Home)
            person.click(node.id)
            person.key(Qt.Key.Key_Delete)
    low = max((y for _, y in person.session.design.layout.positions.values()), default=-BELOW) + BELOW
    return [cards.get(at) or person.drag_from_palette(kind, APART * at, low) for at, kind in enumerate(kinds)]


def _wire(person: Person, cards: list[str]) -> None:
    """From the end on, so that a card between two others takes its place before they are parted."""
    for source, target in reversed(list(pairwise(cards))):
        if Wire(source, target) not in person.session.design.graph.wires:
            person.key(Qt.Key.Key_Home)
            person.wire(source, target)


def _fill_in(person: Person, id: str, settings: dict[str, Value]) -> None:
    node = person.session.design.graph.nodes[id]
    has = KINDS[node.kind].filled(node.settings)
    for name in [name for name in settings if settings[name] != has[name]]:
        person.key(Qt.Key.Key_Home)
        person.click(id)
        page = person.window.inspector.page
        assert isinstance(page, NodePage)
        field = page.settings.field(name)
        if isinstance(field, BooleanField):
            QTest.mouseClick(field.box, LEFT, pos=QPointF(8, field.box.height() / 2).toPoint())
        elif isinstance(field, TextField):
            person.type(field, field.setting.type.format(settings[name]))
        else:
            choose(field, settings[name])


def choose(field: Field, value: Value) -> None:
    """Pick from a list by typing how it begins."""
    combo = field.findChild(QComboBox)
    assert combo is not None
    combo.setFocus()
    QTest.keyClicks(combo, value.kind if isinstance(value, ObjectValue) else str(value))
