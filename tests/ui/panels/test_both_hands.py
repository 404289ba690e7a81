"""Whatever two hands do, one in the code and one on the canvas: text and drawing say the same, and undo leads back."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from designer.graph.design import Design
from designer.graph.edits import bypass, insert_on_wire, move, new_node, remove, rename, set_setting
from designer.graph.files import encode
from designer.rewriting import Followed, followed
from designer.ui.code_view import CodeView
from designer.ui.session import Session
from tests.ui.undoing import undo_leads_to

NUMBERS = st.integers(0, 30)
PIECES = st.sampled_from(
    ["7", " ", "#", "(", ")", ",", "\n", "'", "x", "        layers.Dropout(0.5),\n", "        layers.Dense(3, activation='tanh'),\n",
     "use_bias=False, ", ", name='mine'", "import math\n", "    # a word\n", "units=", "layers."]
)  # fmt: skip


class BothHands(RuleBasedStateMachine):
    """Types at any place of the code, and edits the design elsewhere. All examples share one view."""

    view: CodeView
    session: Session
    starter: Design

    @initialize()
    def begin(self) -> None:
        self.view.apart.setChecked(False)
        self.session.start(self.starter)
        self.view.following.settle()
        self.text = self.view.text
        self.first = encode(self.session.design)

    @rule(at=st.floats(0, 1), piece=PIECES, pause=st.booleans())
    def type(self, at: float, piece: str, pause: bool) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(int(at * (self.text.document().characterCount() - 1)))
        cursor.insertText(piece)
        if pause:
            self.view.following.settle()

    @rule(at=st.floats(0, 1), count=st.integers(1, 40), pause=st.booleans())
    def rub_out(self, at: float, count: int, pause: bool) -> None:
        most = self.text.document().characterCount() - 1
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(int(at * most))
        cursor.setPosition(min(most, cursor.position() + count), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if pause:
            self.view.following.settle()

    @rule(line=NUMBERS)
    def take_a_line_out(self, line: int) -> None:
        cursor = QTextCursor(self.text.document().findBlockByNumber(line))
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.view.following.settle()

    @rule()
    def undo_in_the_text(self) -> None:
        self.text.undo()
        self.view.following.settle()

    @rule()
    def redo_in_the_text(self) -> None:
        self.text.redo()

    @precondition(lambda self: self.session.design.graph.nodes)
    @rule(at=NUMBERS, what=st.sampled_from(["units", "move", "rename", "delete", "bypass"]))
    def edit_elsewhere(self, at: int, what: str) -> None:
        nodes = list(self.session.design.graph.nodes.values())
        node = nodes[at % len(nodes)]
        edits = {
            "units": set_setting(node, "units", at + 1) if node.kind == "Dense" else rename(node, node.name),
            "move": move({node.id: (at * 10.0, 5.0)}),
            "rename": rename(node, f"name{at}"),
            "delete": remove([node], reconnect=True),
            "bypass": bypass([node], not node.bypassed),
        }
        self.session.edit(edits[what])

    @precondition(lambda self: self.session.design.graph.wires)
    @rule(at=NUMBERS)
    def insert_elsewhere(self, at: int) -> None:
        wires = self.session.design.graph.wires
        node = new_node(self.session.design, "Dropout", {"rate": 0.125})
        self.session.edit(insert_on_wire(node, wires[at % len(wires)], (at * 10.0, 90.0)))

    @rule(steps=st.integers(1, 3))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @rule()
    def write_activations_apart(self) -> None:
        self.view.apart.toggle()

    @rule()
    def pause(self) -> None:
        self.view.following.settle()
        page, design = self.view.pages.present, self.session.design
        assert page.text == self.text.toPlainText()
        if self.view.fault.isVisible() and any(fault.waits for fault in self.view.fault._faults):
            return
        if not page.text and not page.lines:
            return
        found = followed(design, page.text, page.standing)
        assert isinstance(found, Followed)
        assert found.design is design, "the text means what is drawn"
        assert dict(found.lines) == dict(page.lines), "each line belongs to its card"

    @invariant()
    def the_design_is_whole(self) -> None:
        if not hasattr(self, "first"):
            return
        graph, layout = self.session.design.graph, self.session.design.layout
        assert all(wire.source in graph.nodes and wire.target in graph.nodes for wire in graph.wires)
        assert layout.positions.keys() >= graph.nodes.keys()
        assert len({node.name for node in graph.nodes.values()}) == len(graph.nodes)

    def teardown(self) -> None:
        if not hasattr(self, "first"):
            return
        self.pause()
        undo_leads_to(self.session, self.first)


def test_two_hands_keep_text_and_drawing_one(session: Session, shown: Callable[[QWidget], QWidget]) -> None:
    own = CodeView(session)
    shown(own)

    class Here(BothHands):
        view = own

    Here.session, Here.starter = session, session.design
    run_state_machine_as_test(Here, settings=settings(max_examples=80, stateful_step_count=30, deadline=None))
