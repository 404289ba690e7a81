"""Says with which cards a layer shares its weights, with a button that gives it its own; not there while they are its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.graph.sharing import users_of
from designer.graph.sharing_edits import unshare
from designer.ui.parts import LongButton, Sentence, column, set_shown
from designer.ui.session import Session, Snapshot

TWIN = "This is the layer of {others} again, with the same weights. What you set here is set there too."
OWNER = "This layer is used again by {others}, with the same weights. What you set here is set there too."


class SharedNote(QWidget):
    """About one node."""

    def __init__(self, session: Session, node: str) -> None:
        super().__init__()
        self._session, self._node = session, node
        self.sentence = Sentence("")
        self.button = LongButton("Give it weights of its own")
        self.button.clicked.connect(self._part)
        layout = column(spacing=8, parent=self)
        layout.addWidget(self.sentence)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        nodes = snapshot.design.graph.nodes
        node = nodes.get(self._node)
        users = users_of(nodes, node) if node is not None else []
        others = [f"“{user.name}”" for user in users if user.id != self._node]
        if node is not None and others:
            self.sentence.say(TWIN.format(others=others[0]) if node.shares else OWNER.format(others=_listed(others)))
        set_shown(self, bool(others))

    def _part(self) -> None:
        self._session.edit(unshare([self._session.design.graph.nodes[self._node]]))


def _listed(names: list[str]) -> str:
    if len(names) > 4:
        return f"{len(names)} other cards"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
