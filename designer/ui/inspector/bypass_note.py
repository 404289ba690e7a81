"""Says that a layer is bypassed, with a button that uses it again; not there while it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.analysis.passing import is_bypassed
from designer.graph.edits import bypass
from designer.ui.parts import LongButton, Sentence, column, set_shown
from designer.ui.session import Session, Snapshot

WHAT = "Bypassed: what comes in goes straight on, as if this layer were not there. Its settings are kept."


class BypassNote(QWidget):
    """About one node."""

    def __init__(self, session: Session, node: str) -> None:
        super().__init__()
        self._session, self._node = session, node
        self.button = LongButton("Use this layer again")
        self.button.clicked.connect(self._use)
        layout = column(spacing=8, parent=self)
        layout.addWidget(Sentence(WHAT))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        node = snapshot.design.graph.nodes.get(self._node)
        set_shown(self, node is not None and is_bypassed(node))

    def _use(self) -> None:
        self._session.edit(bypass([self._session.design.graph.nodes[self._node]], on=False))
