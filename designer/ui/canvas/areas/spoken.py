"""What is said of frames and comments to people who do not see them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from designer.graph.design import Comment
from designer.ui.canvas.areas.naming import counted

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


class AreaParts:
    """The frames, the largest first, and then the comments."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def things(self) -> Sequence[Hashable]:
        return self._view.canvas.areas.places.ids

    def has(self, key: Hashable) -> bool:
        return key in self._view.canvas.areas.places.index

    def name(self, key: Hashable) -> str:
        """ "Frame start, holds 5 layers", or "Comment: why so many?"."""
        areas = self._view.canvas.areas
        thing = areas.places.things[areas.places.index[str(key)]]
        if isinstance(thing, Comment):
            return f"Comment: {thing.text}"
        held = counted(self._view.session.design, areas.held_by(thing.id))
        return f"Frame {thing.title or 'without a title'}, holds {', '.join(held) or 'nothing'}"

    def description(self, key: Hashable) -> str:
        return "F2 changes its words, Ctrl and arrow keys move it."

    def area(self, key: Hashable) -> QRectF:
        return self._view.canvas.rect_of(str(key))

    def selected(self, key: Hashable) -> bool:
        return key in self._view.session.selection

    def focus(self) -> Hashable | None:
        canvas = self._view.canvas
        shown = canvas.marked.current in canvas.areas.places.index
        return canvas.marked.current if shown and not canvas.marked.wires else None
