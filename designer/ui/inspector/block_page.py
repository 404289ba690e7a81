"""The inspector's page for a folded block: its name, what is in it, and the ways in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.analysis import Analysis, Problem
from designer.catalogue.schema import REQUIRED, Setting
from designer.catalogue.units import Text
from designer.errors import EditError
from designer.graph.blocks import contents
from designer.graph.design import Design
from designer.graph.layout_edits import rename_block
from designer.ui.inspector.facts_table import FactsTable
from designer.ui.inspector.form import SettingForm
from designer.ui.inspector.simple import TextField
from designer.ui.language import tr
from designer.ui.parts import Sentence, Title, column, heading
from designer.ui.session import Session, Snapshot
from designer.values import Shape, shape_text

NAME = Setting("name", Text(), REQUIRED, "What this block is called on the canvas. It does not show in the code.")
WHAT = "Part of your network, folded into one card to keep the canvas in order. Training and code never notice."


class BlockName(TextField):
    """Renames a block as the user types; an empty name stays, with the reason under it."""

    def __init__(self, session: Session, block: str, parent: QWidget | None = None) -> None:
        self._session, self._block = session, block
        super().__init__(NAME, session.design.layout.blocks[block].name, parent)
        self.finished.connect(session.end_gesture)

    def _read(self, text: str) -> None:
        block = self._session.design.layout.blocks.get(self._block)
        if block is None:
            return
        edit = rename_block(block, text)
        try:
            edit(self._session.design)
        except EditError as error:
            self.refuse(str(error))
            return
        self._accept()
        self._value = text
        self._session.edit(edit, merge=("name", self._block))


class BlockPage(QWidget):
    """What one block holds, and the sums of it."""

    enter_requested = Signal(str)
    unfold_requested = Signal(str)

    def __init__(self, session: Session, block: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._block = session, block
        self.facts = FactsTable()
        self.kinds = Sentence(flag="quiet")
        self.problems = Sentence(flag="error")
        name = session.design.layout.blocks[block].name
        self.form = SettingForm((NAME,), {"name": name}, self._field)
        self.enter = QPushButton(tr("Enter"))
        self.enter.setToolTip(tr("See what is in this block (Enter)"))
        self.enter.clicked.connect(self._enter)
        self.unfold = QPushButton(tr("Unfold"))
        self.unfold.setToolTip(tr("Put what is in this block back onto the canvas (Ctrl+Alt+G)"))
        self.unfold.clicked.connect(self._unfold)
        self._lay_out()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what this snapshot says of the block."""
        design, block = snapshot.design, snapshot.design.layout.blocks.get(self._block)
        if block is None:
            return
        inner = contents(design.layout, self._block)
        self.form.show_values({"name": block.name})
        self.facts.show_facts(facts_of(design, snapshot.analysis, inner))
        counts = Counter(node.kind for id, node in design.graph.nodes.items() if id in inner)
        self.kinds.say(", ".join(f"{number} x {kind}" for kind, number in counts.most_common()))
        self.problems.say(_counted([p for p in snapshot.analysis.problems if not inner.isdisjoint(p.nodes)]))

    def focus_first_field(self) -> None:
        """Put the keyboard into the name."""
        self.focus_name()

    def focus_name(self) -> None:
        """Put the keyboard into the name."""
        self.form.field("name").focus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.enter)
        buttons.addWidget(self.unfold)
        buttons.addStretch(1)
        layout = column(margin=14, spacing=10, parent=self)
        layout.addWidget(Title("Block"))
        layout.addWidget(Sentence(WHAT))
        layout.addWidget(self.problems)
        layout.addWidget(self.form)
        layout.addLayout(buttons)
        layout.addWidget(heading("What is in it"))
        layout.addWidget(self.facts)
        layout.addWidget(self.kinds)
        layout.addStretch(1)

    def _field(self, setting: Setting, value: object, parent: QWidget) -> BlockName:
        return BlockName(self._session, self._block, parent)

    def _enter(self) -> None:
        self.enter_requested.emit(self._block)

    def _unfold(self) -> None:
        self.unfold_requested.emit(self._block)


def facts_of(design: Design, analysis: Analysis, inner: Collection[str]) -> dict[str, str]:
    """What a block holds, takes and gives."""
    graph, layers = design.graph, analysis.layers
    nodes = [id for id in graph.nodes if id in inner]
    coming = dict.fromkeys(wire.source for wire in graph.wires if wire.target in inner and wire.source not in inner)
    going = dict.fromkeys(wire.source for wire in graph.wires if wire.source in inner and wire.target not in inner)
    facts = {"Layers": f"{len(nodes):,}"}
    for name, ids in (("Input", coming), ("Output", going)):
        shapes: list[Shape | None] = [layers[id].output if id in layers else None for id in ids]
        facts[name] = " and ".join("not known yet" if s is None else shape_text(s) for s in shapes) or "none"
    known = [layers[id] for id in nodes if id in layers]
    facts["Parameters"] = f"{sum(layer.parameters for layer in known):,}"
    return facts


def _counted(problems: Collection[Problem]) -> str:
    if not problems:
        return ""
    return "There is 1 problem in this block." if len(problems) == 1 else f"There are {len(problems)} problems in it."
