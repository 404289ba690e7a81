"""The field for a layer's name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.catalogue.schema import REQUIRED, Setting
from designer.catalogue.units import Text
from designer.errors import EditError
from designer.graph.edits import rename
from designer.ui.inspector.simple import TextField
from designer.ui.session import Session

NAME = Setting("name", Text(), REQUIRED, "What this layer is called on the canvas and in the code. No other layer may have the same name.")  # fmt: skip


class NameField(TextField):
    """Renames a node as the user types; a name that will not do stays, with the reason under it."""

    def __init__(self, session: Session, node: str, parent: QWidget | None = None) -> None:
        self._session, self._node = session, node
        super().__init__(NAME, session.design.graph.nodes[node].name, parent)
        self.finished.connect(session.end_gesture)

    def _read(self, text: str) -> None:
        node = self._session.design.graph.nodes.get(self._node)
        if node is None:
            return
        edit = rename(node, text)
        try:
            edit(self._session.design)
        except EditError as error:
            self.refuse(str(error))
            return
        self._accept()
        self._value = text
        self._session.edit(edit, merge=("name", self._node))
