"""Blocks: fold the selection into one, unfold it, go in and come out, each level as it was last seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from designer.graph import edits, layout_edits
from designer.graph.block_names import suggested_name
from designer.graph.blocks import TOP, contents, home_of, members, stand_ins, way_up
from designer.graph.design import Block, Design
from designer.graph.naming import fresh_ids
from designer.ui.canvas.arranging import free_spot
from designer.ui.canvas.unfolding import middle_of, spread

if TYPE_CHECKING:
    from designer.ui.canvas.sight import Sight
    from designer.ui.canvas.view import CanvasView


class Folding:
    """Remembers for each level what of it the view showed last."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._seen: dict[str, Sight] = {}
        self._level = view.canvas.level
        view.canvas.level_changed.connect(self._turn)
        view.canvas.outside_wanted.connect(self.cross)
        view.session.selection_changed.connect(self._follow)

    # --- verbs ---

    def fold(self) -> None:
        """Fold the selected things into one block, which lies in their middle."""
        session, canvas = self._view.session, self._view.canvas
        design = session.design
        ids = [id for id in design.ids() if id in session.selection and home_of(design.layout, id) == canvas.level]
        kinds = kinds_in(design, ids)
        if not kinds:
            session.said.emit("Select the layers that should go into one block first.")
            return
        name = suggested_name(kinds, {block.name for block in design.layout.blocks.values()})
        block = Block(fresh_ids(design, 1, "b")[0], name)
        place = free_spot(design, *middle_of(design, ids), canvas.level, ids)
        if session.edit(layout_edits.collapse(block, ids, place)):
            session.select({block.id})
            canvas.marked.set_current(block.id)

    def unfold(self, block: str = "") -> None:
        """Put what is in the selected blocks, or in one, back where the block lies."""
        session = self._view.session
        chosen = [id for id in session.design.layout.blocks if id == block or (not block and id in session.selection)]
        if not chosen:
            session.said.emit("Select a block to unfold it.")
            return
        inner = [id for one in chosen for id in members(session.design.layout, one)]
        label = f"Unfold {session.design.layout.blocks[chosen[0]].name}" if len(chosen) == 1 else "Unfold blocks"
        if session.edit(edits.Edit(label, _Unfold(self._view, chosen))):
            session.select(inner)

    def unfold_all(self) -> None:
        """Put everything back onto the outermost level, and in order there."""
        session, layout = self._view.session, self._view.session.design.layout
        depths = {id: len(list(way_up(layout, id))) for id in layout.blocks}
        if depths:
            session.edit(edits.Edit("Unfold all blocks", _Unfold(self._view, sorted(depths, key=depths.__getitem__))))

    # --- levels ---

    def enter(self, block: str) -> None:
        """Show what lies in a block."""
        if block in self._view.session.design.layout.blocks:
            self.go(block)

    def enter_selected(self) -> None:
        """Go into the selected block."""
        block = next((id for id in self._view.session.design.layout.blocks if id in self._view.session.selection), None)
        if block is not None:
            self.enter(block)

    def leave_block(self) -> None:
        """Go out of the entered block, if there is one."""
        self.leave()

    def leave(self) -> bool:
        """Go out of the entered block and select it; says whether one was entered."""
        level = self._view.canvas.level
        if level == TOP:
            return False
        self.go(home_of(self._view.session.design.layout, level))
        self._view.session.select({level})
        return True

    def go_out(self, level: str) -> None:
        """Go out to a level on the way, and select the block there that was come from."""
        layout, here = self._view.session.design.layout, self._view.canvas.level
        way = [here, *way_up(layout, here), TOP]
        self.go(level)
        if level in way[1:]:
            self._view.session.select({way[way.index(level) - 1]})

    def go(self, level: str) -> None:
        """Show a level as it was seen last."""
        session = self._view.session
        self._view.cancel_gesture()
        session.select(id for id in session.selection if home_of(session.design.layout, id) == level)
        self._view.canvas.go(level)

    def cross(self, node: str) -> None:
        """Go out as far as a layer outside shows, and select what shows it there."""
        session, level = self._view.session, self._view.canvas.level
        for around in (*list(way_up(session.design.layout, level)), TOP):
            found = stand_ins(session.design, around).get(node)
            if found is not None:
                self.go(around)
                session.select({found})
                self._view.reveal(found)
                return

    def show(self, id: str) -> None:
        """Go to the level a thing lies on."""
        if self._view.session.design.has(id):
            self.go(home_of(self._view.session.design.layout, id))

    def forget(self) -> None:
        """Another design is shown: none of its levels was seen yet."""
        self._seen.clear()

    def _turn(self, level: str) -> None:
        self._seen[self._level] = self._view.sight()
        self._level = level
        seen = self._seen.get(level)
        if seen is None:
            self._view.show_whole()
        else:
            self._view.come_back(seen)

    def _follow(self, selection: frozenset[str]) -> None:
        """Something that lies on another level was selected elsewhere: go there."""
        canvas, session = self._view.canvas, self._view.session
        if selection and not any(home_of(session.design.layout, id) == canvas.level for id in selection):
            first = min(selection)
            canvas.go(home_of(session.design.layout, first))
            canvas.marked.show_selection(selection)
            if first in canvas.places.index:
                self._view.reveal(first)


class _Unfold:
    """Unfolds blocks one after the other, each with the room it needs."""

    def __init__(self, view: CanvasView, blocks: Sequence[str]) -> None:
        cards = {**view.canvas.layers, **view.canvas.cards}
        self._heights = {id: card.height for id, card in cards.items()}
        self._blocks = tuple(blocks)

    def __call__(self, design: Design) -> Design:
        for id in self._blocks:
            places = spread(design, id, self._heights)
            design = layout_edits.expand(design.layout.blocks[id])(design)
            design = edits.move(places)(design)
        return design


def kinds_in(design: Design, ids: list[str]) -> list[str]:
    """The kinds of the layers among some things, and in the blocks among them."""
    meant = {id for block in ids if block in design.layout.blocks for id in contents(design.layout, block)} | {*ids}
    return [node.kind for id, node in design.graph.nodes.items() if id in meant]
