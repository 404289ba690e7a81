"""Bookmarks: views that are kept in the design, gone to by number or one after the other, as on a tour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPointF

from designer.graph.blocks import TOP
from designer.graph.design import Bookmark
from designer.graph.layout_edits import set_bookmarks
from designer.ui.canvas.bookmarks.glide import Glide
from designer.ui.canvas.bookmarks.naming import suggested_name
from designer.ui.canvas.bookmarks.popup import NamePopup

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

NONE = "There are no bookmarks yet. Ctrl+B keeps this view as one."


class Bookmarks(QObject):
    """Numbers start at one and have no gaps. Each change is one step that can be undone."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._session = view.session
        self._glide = Glide(view)
        self._here = 0
        """The number last gone to or kept; 0 for none."""
        self.popup = NamePopup(view)

    @property
    def all(self) -> tuple[Bookmark, ...]:
        return self._session.design.layout.bookmarks

    # --- keeping ---

    def add(self) -> None:
        """Ask for a name, and keep what shows now as another bookmark."""
        self._view.cancel_gesture()
        self.popup.ask("Bookmark this view as", _Add(self, self._seen()))

    def keep(self, number: int) -> None:
        """Keep what shows now as the bookmark of a number, which keeps its name; as the next one if there is none yet."""
        marks, seen = list(self.all), self._seen()
        if number <= len(marks):
            seen = marks[number - 1] = replace(seen, name=marks[number - 1].name)
            self._set(marks, f"Move the bookmark {seen.name}")
        else:
            self.put(seen)
            number = len(marks) + 1
        self._here = number
        self._session.said.emit(f"This view is bookmark {number}, {seen.name}. Ctrl+{number} comes back to it.")

    def put(self, mark: Bookmark) -> None:
        """Add a bookmark after the others."""
        if self._set([*self.all, mark], f"Bookmark {mark.name}"):
            self._here = len(self.all)

    def rename(self, number: int) -> None:
        """Ask for another name."""
        self._view.cancel_gesture()
        self.popup.ask(f"Name of bookmark {number}", _Rename(self, number, self.all[number - 1]))

    def change(self, number: int, mark: Bookmark) -> None:
        """Put another bookmark in the place of one."""
        marks = list(self.all)
        if number <= len(marks):
            marks[number - 1] = mark
            self._set(marks, f"Rename to {mark.name}")

    def remove(self, number: int) -> None:
        """Take one off; those after it move up."""
        marks = list(self.all)
        gone = marks.pop(number - 1)
        self._set(marks, f"Remove the bookmark {gone.name}")
        self._here -= self._here >= number
        self._session.said.emit(f"The bookmark {gone.name} is gone. Ctrl+Z brings it back.")

    # --- going ---

    def go(self, number: int, animated: bool | None = None) -> None:
        """Show the view of a bookmark: its block, place and zoom."""
        if not 1 <= number <= len(self.all):
            self._session.said.emit(f"There is no bookmark {number} yet. Ctrl+Shift+{number} makes this view one.")
            return
        mark, canvas = self.all[number - 1], self._view.canvas
        if mark.block != TOP and mark.block not in self._session.design.layout.blocks:
            self._session.said.emit(f"The block that {mark.name} shows is not there any more.")
            return
        self._here = number
        self._view.cancel_gesture()
        if mark.block != canvas.level:
            self._view.folding.go(mark.block)
            animated = False
        self._glide.go(mark.zoom, QPointF(mark.x, mark.y), animated)
        self._session.said.emit(f"Bookmark {number} of {len(self.all)}: {mark.name}")

    def next(self) -> None:
        """Go to the bookmark after the one gone to last; after the last comes the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the bookmark before the one gone to last; before the first comes the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        count = len(self.all)
        if not count:
            self._session.said.emit(NONE)
            return
        here = min(self._here, count) or (0 if by > 0 else 1)
        self.go((here - 1 + by) % count + 1)

    # --- within ---

    def _seen(self) -> Bookmark:
        """What shows now, under a name of its own."""
        canvas, camera = self._view.canvas, self._view.camera
        name = suggested_name(canvas, camera.visible(), {mark.name for mark in self.all})
        middle = camera.middle()
        return Bookmark(name, round(middle.x(), 2), round(middle.y(), 2), round(camera.zoom, 5), canvas.level)

    def _set(self, marks: Sequence[Bookmark], label: str) -> bool:
        return tuple(marks) != self.all and self._session.edit(set_bookmarks(marks, label))


class _Add:
    """Keeps a view under the name that is typed."""

    def __init__(self, bookmarks: Bookmarks, seen: Bookmark) -> None:
        self._bookmarks, self._seen = bookmarks, seen
        self.name = seen.name

    def __call__(self, name: str) -> None:
        self._bookmarks.put(replace(self._seen, name=name))


class _Rename:
    """Gives a bookmark the name that is typed."""

    def __init__(self, bookmarks: Bookmarks, number: int, mark: Bookmark) -> None:
        self._bookmarks, self._number, self._mark = bookmarks, number, mark
        self.name = mark.name

    def __call__(self, name: str) -> None:
        if self._bookmarks.all[self._number - 1 : self._number] == (self._mark,):
            self._bookmarks.change(self._number, replace(self._mark, name=name))
