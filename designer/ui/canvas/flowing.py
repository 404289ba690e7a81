"""What is done along the flow of the network: bypass or wrap layers, select what feeds them or what they feed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from designer.analysis.passing import can_be_bypassed, is_bypassed
from designer.analysis.wrapping import can_hold, held_in, unwrap, wrap
from designer.catalogue import KINDS
from designer.graph import edits
from designer.graph.design import Node, Wire
from designer.ui.canvas.fitting import downstream, upstream
from designer.ui.canvas.scene import CanvasScene

NO_BYPASS = "{kind} is where examples come in: nothing could go past it. Select another layer to bypass."


class Flow:
    """Verbs for menus and keys. Each edit is one undo step."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._session = scene.session

    def bypass(self) -> None:
        """Let what comes in pass the selected layers by; no more, if all of them are bypassed already."""
        chosen = self.selected()
        able = [node for node in chosen if can_be_bypassed(node)]
        if able:
            self._scene.edit(edits.bypass(able, on=not all(is_bypassed(node) for node in able)))
        elif chosen:
            self._session.said.emit(NO_BYPASS.format(kind=chosen[0].kind))

    def wrap(self, kind: str) -> None:
        """Put each selected layer that `kind` can hold into one of its own."""
        able = [node for node in self.selected() if can_hold(kind, node)]
        if able:
            self._scene.edit(wrap(kind, able))
        else:
            self._session.said.emit(f"{kind} cannot hold what is selected. {KINDS[kind].when}")

    def unwrap(self) -> None:
        """Let the layers within the selected wrappers stand by themselves."""
        able = [node for node in self.selected() if held_in(node) is not None]
        if able:
            self._scene.edit(unwrap(able))
        else:
            self._session.said.emit("Nothing that is selected holds a layer.")

    def select_upstream(self, step: bool = False) -> None:
        """Add what feeds the selection: all of it, or only what is wired to it."""
        self._extend(upstream, step, "Nothing feeds what is selected.")

    def select_downstream(self, step: bool = False) -> None:
        """Add what the selection feeds: all of it, or only what is wired to it."""
        self._extend(downstream, step, "What is selected feeds nothing.")

    def selected(self) -> list[Node]:
        """The selected layers, those in selected blocks too."""
        nodes, folded = self._session.design.graph.nodes, self._scene.projection.folded
        ids = {inner for id in self._session.selection for inner in folded.get(id, (id,))}
        return [node for id, node in nodes.items() if id in ids]

    def _extend(self, reach: Callable[[Iterable[Wire], str], set[str]], step: bool, nothing: str) -> None:
        selection, level = self._session.selection, self._scene.projection
        starts = [node.id for node in self.selected()]
        found = self._beside(reach, starts) if step else self._all(reach, starts)
        shown = {level.stand_in(id) for id in found} - {None}
        if shown <= selection:
            self._session.said.emit(nothing if starts else "Select a layer first.")
            return
        current = self._scene.marked.current
        self._session.select({*selection, *(id for id in shown if id is not None)})
        self._scene.marked.set_current(current)

    def _all(self, reach: Callable[[Iterable[Wire], str], set[str]], starts: Collection[str]) -> set[str]:
        wires = self._session.design.graph.wires
        return {id for start in starts for id in reach(wires, start)}

    def _beside(self, reach: Callable[[Iterable[Wire], str], set[str]], starts: Collection[str]) -> set[str]:
        wires = self._session.design.graph.wires
        at = [wire for wire in wires if (wire.target if reach is upstream else wire.source) in starts]
        return {wire.source if reach is upstream else wire.target for wire in at}
