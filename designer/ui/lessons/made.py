"""Tells the lesson that is on what is made beside the drawing: weights set by hand, and networks that are exported."""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.lessons.checks.making import Export, Hand
from designer.lessons.handed import write_export, write_weights
from designer.ui.exporting.commands import ExportCommands
from designer.ui.inside.hand import Hand as SetByHand
from designer.ui.lessons.player import Player
from designer.ui.session import Session


class Made(QObject):
    """Follows both. Weights count as long as some of the network were set by hand: taken back or trained anew, none do."""

    def __init__(
        self, player: Player, session: Session, hand: SetByHand, exports: ExportCommands, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._player, self._session, self._hand = player, session, hand
        self._layers: dict[str, list[list[float]]] = {}
        hand.changed.connect(self._changed)
        player.stepped.connect(self._layers.clear)
        exports.wrote.connect(self._wrote)

    def _changed(self) -> None:
        found, node = self._hand.weights, self._session.design.graph.nodes.get(self._hand.node)
        if node is None or not found.values or self._player.lesson is None:
            return
        if found.touched:
            self._layers[node.name] = self._hand.values.tolist()
            self._player.make(Hand, write_weights(self._layers))
        else:
            self._layers.clear()

    def _wrote(self, form: str, code: str) -> None:
        self._player.make(Export, write_export(form, code))
