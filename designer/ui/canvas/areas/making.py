"""What can be done with frames and comments: put them there, name them, fit a frame to what it holds."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from designer.graph.design import Frame
from designer.graph.layout_edits import put_frame
from designer.graph.naming import fresh_ids
from designer.ui.canvas.areas.in_place import InPlace
from designer.ui.canvas.areas.places import BAR
from designer.ui.canvas.areas.resize import resized
from designer.ui.canvas.arranging import snapped
from designer.ui.canvas.metrics import GRID

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

PADDING = 30.0
"""Between a frame's border and what it holds; its ports and badges stay clear of both."""
COMMENT_SIZE = (200.0, 100.0)
TITLE = "Frame"


class AreaVerbs:
    """Each verb is one undo step; the typing after it belongs to it."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.in_place = InPlace(view)

    def frame_selection(self) -> None:
        """Put a frame around what is selected, and type its title."""
        session, canvas = self._view.session, self._view.canvas
        chosen = [id for id in session.selection if canvas.shows(id) and session.design.has(id)]
        if not chosen:
            session.said.emit("Select the layers that the frame should go around first.")
            return
        rect = around(canvas.bounds(chosen))
        id = fresh_ids(session.design, 1, "f")[0]
        frame = Frame(id, TITLE, rect.width(), rect.height())
        if canvas.edit(put_frame(frame, (rect.x(), rect.y())), merge=("frame", id)):
            session.select({id})
            self._view.reveal(id)
            self.in_place.open(id, merge=("frame", id))

    def add_comment(self) -> None:
        """Type a comment at the cursor, or in the middle."""
        point = self._view.hands.place_for_new()
        width, height = COMMENT_SIZE
        rect = QRectF(*snapped(point.x(), point.y()), width, height)
        self._view.stop_fitting()
        self._view.camera.reveal(rect)
        self.in_place.open_new_comment(rect)

    def fit_frames(self) -> None:
        """Make each selected frame as large as what it holds needs."""
        session, canvas = self._view.session, self._view.canvas
        for id in sorted(session.selection):
            frame = canvas.areas.places.frame(id)
            held = canvas.areas.held_by(id) if frame is not None else []
            if frame is not None and held:
                canvas.edit(resized(frame, around(canvas.bounds(held)), "Fit the frame"), merge="fit frames")
            elif frame is not None:
                session.said.emit("This frame holds nothing it could be fitted to.")
        session.end_gesture()

    def rename(self) -> None:
        """Type the name, title or text of the one thing that is selected or has the keyboard."""
        session = self._view.session
        chosen = session.selection or {self._view.canvas.marked.current or ""}
        id = next(iter(chosen)) if len(chosen) == 1 else self._view.canvas.marked.current
        if id is None or not self.in_place.open(id):
            session.said.emit("Select one layer, block, frame or comment to give it another name.")


def around(held: QRectF) -> QRectF:
    """The frame around something, on the grid, with room for a title."""
    left, top = floor((held.left() - PADDING) / GRID), floor((held.top() - PADDING - BAR) / GRID)
    right, bottom = ceil((held.right() + PADDING) / GRID), ceil((held.bottom() + PADDING) / GRID)
    return QRectF(left * GRID, top * GRID, (right - left) * GRID, (bottom - top) * GRID)
