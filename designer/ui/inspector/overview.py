"""What the inspector shows when nothing is selected: the network as a whole, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from designer.analysis import Analysis
from designer.data.sources import source_label
from designer.ui.inspector.facts_table import FactsTable
from designer.ui.parts import Sentence, Title, column, heading
from designer.ui.session import Session, Snapshot

HINTS = (
    "Click a layer to see what it does and to change its settings.",
    "Drag a layer in from the palette, or double-click the canvas and type its name.",
    "Drop a layer on a wire to put it in between.",
)


class Overview(QWidget):
    """Layers, parameters, data and memory, then a few things to do next."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = FactsTable()
        self._hints = [Sentence(hint, "quiet") for hint in HINTS]
        layout = column(margin=14, spacing=8, parent=self)
        layout.addWidget(Title("Your network"))
        layout.addWidget(self.facts)
        layout.addSpacing(8)
        layout.addWidget(heading("What you can do here"))
        for hint in self._hints:
            layout.addWidget(hint)
        layout.addStretch(1)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the figures of this snapshot."""
        analysis, design = snapshot.analysis, snapshot.design
        rows = {
            "Layers": f"{len(design.graph.nodes):,}",
            "Parameters": _parameters(analysis),
            "Data": source_label(design.data.source),
            "Training rows": f"{snapshot.data.training_rows:,}" if snapshot.data else "",
            "Memory to train": QLocale().formattedDataSize(analysis.memory) if analysis.memory else "",
        }
        self.facts.show_facts({name: text for name, text in rows.items() if text})

    def focus_first_field(self) -> None:
        """There is nothing to edit here."""


def _parameters(analysis: Analysis) -> str:
    if analysis.trainable == analysis.parameters:
        return f"{analysis.parameters:,}"
    return f"{analysis.parameters:,}, {analysis.trainable:,} of them trainable"
