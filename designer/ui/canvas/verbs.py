"""What can be done to the selection: delete, duplicate, copy, paste, nudge."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication

from designer.graph import edits
from designer.graph.chains import take_out
from designer.graph.design import Position
from designer.graph.fragments import Fragment, fragment_of, freshened
from designer.graph.layout_edits import take_off
from designer.ui.canvas.areas.areas import carried
from designer.ui.canvas.areas.naming import named
from designer.ui.canvas.chaining import nodes_of
from designer.ui.canvas.clipboard import NotCopied, OtherText, from_text, to_text
from designer.ui.canvas.metrics import GRID
from designer.ui.canvas.pasting import BESIDE, clear_way, way_to
from designer.ui.canvas.scene import CanvasScene


class Verbs:
    """Each verb is one undo step."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._session = scene.session

    def delete(self, reconnect: bool) -> None:
        """Take the selected layers and wires off; of a wire with a chosen dot, only that."""
        chosen, wires, dot = self._session.selection, self._scene.marked.wires, self._scene.dots.chosen
        if dot is not None:
            self._scene.dots.remove(dot)
        elif chosen:
            both = [edits.disconnect(wires)] if wires else []
            label = f"Delete {named(self._session.design, chosen)}"
            self._scene.edit(edits.sequence(label, [*both, take_off(chosen, reconnect=reconnect)]))
        elif wires:
            self._scene.edit(edits.disconnect(wires))

    def take_out(self) -> None:
        """Unwire the selected layers from all others where they are, and join what was on both sides."""
        design, chosen = self._session.design, self._session.selection
        nodes = nodes_of(design, chosen)
        if not self._scene.edit(take_out(nodes, f"Take {named(design, chosen)} out")):
            self._session.said.emit("Nothing else is wired to what is selected.")

    def duplicate(self) -> None:
        """Add copies of what is selected with the wires among them and those that come in."""
        self._add(self._taken(), BESIDE, "Duplicate")

    def copy(self) -> None:
        """Put what is selected on the clipboard, as text."""
        if self._session.selection:
            QGuiApplication.clipboard().setText(to_text(self._taken()))

    def cut(self) -> None:
        """Copy, then take off."""
        chosen = self._session.selection
        if chosen:
            self.copy()
            self._scene.edit(edits.Edit(f"Cut {named(self._session.design, chosen)}", take_off(chosen).change))

    def paste(self, with_inputs: bool, centre: Position) -> str:
        """Add the clipboard's layers around a point; `with_inputs` wires them to what fed the originals.

        A text that is not Layerloom's is given back.
        """
        text = QGuiApplication.clipboard().text()
        try:
            fragment = from_text(text)
        except OtherText:
            return text
        except NotCopied as refusal:
            self._session.said.emit(str(refusal))
            return ""
        if not with_inputs:
            ids = {node.id for node in fragment.nodes}
            inner = tuple(wire for wire in fragment.wires if wire.source in ids)
            fragment = replace(fragment, wires=inner)
        self.add(fragment, centre)
        return ""

    def add(self, fragment: Fragment, centre: Position) -> None:
        """Paste layers around a point."""
        self._add(fragment, way_to(fragment, centre), "Paste")

    def nudge(self, across: int, down: int, step: float = GRID) -> None:
        """Move the selected things by steps of the grid, or others."""
        positions, chosen = self._session.design.layout.positions, self._session.selection
        along = carried(self._scene, chosen)
        moved = {id: (positions[id][0] + step * across, positions[id][1] + step * down) for id in along}
        self._scene.edit(edits.move(moved, f"Move {named(self._session.design, chosen)}"), merge=("nudge", chosen))

    def _taken(self) -> Fragment:
        return fragment_of(self._session.design, self._session.selection, with_inputs=True)

    def _add(self, fragment: Fragment, way: Position, label: str) -> None:
        design = self._session.design
        fresh = freshened(fragment, design, clear_way(fragment, design, self._scene.level, way))
        if any(fresh.ids()) and self._scene.edit(edits.paste(fresh, label)):
            self._session.select(fresh.outermost)
