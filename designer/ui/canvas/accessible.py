"""The canvas for people who do not see it: each layer and wire with its state, as Qt's accessibility interfaces.

A `QGraphicsView` shows assistive tools nothing but its viewport, so the view itself is made to list what is on it.
Qt keeps no reference to interfaces made in Python; they are kept here. They offer no actions: an action interface
made in Python ends the process as soon as a tool asks for it (PySide6 6.11). The keyboard does it all.
"""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget, QScrollBar, QWidget

from designer.ui.canvas.areas.spoken import AreaParts
from designer.ui.canvas.spoken import Cards, Part, Wires
from designer.ui.canvas.view import CanvasView
from designer.ui.language import tr

_kept: dict[int, CanvasInterface] = {}
_installed: list[bool] = []


class ThingInterface(QAccessibleInterface):
    """One thing on the canvas, of one sort."""

    def __init__(self, view: CanvasView, part: Part, key: Hashable) -> None:
        super().__init__()
        self._view = view
        self._part = part
        self.key = key

    def isValid(self) -> bool:
        return self._part.has(self.key)

    def object(self) -> QObject | None:
        return None

    def parent(self) -> QAccessibleInterface | None:
        return QAccessible.queryAccessibleInterface(self._view)

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def window(self) -> object:
        return self._view.window().windowHandle()

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        on_view = self._view.mapFromScene(self._part.area(self.key)).boundingRect()
        return QRect(self._view.viewport().mapToGlobal(on_view.topLeft()), on_view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = self._part.selected(self.key)
        state.focused = self._view.hasFocus() and self._part.focus() == self.key
        state.invalid = not self.isValid()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return tr(self._part.name(self.key))
        return tr(self._part.description(self.key)) if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are changed in the inspector."""

    def foregroundColor(self) -> QColor:
        return self._view.palette().text().color()

    def backgroundColor(self) -> QColor:
        return self._view.palette().base().color()


class CanvasInterface(QAccessibleWidget):
    """The canvas as a list: its layers in the order data flows, then frames, comments and wires.

    Last come the widgets that lie on it: the way to the entered block, the find bar, the overview.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, QAccessible.Role.List, "Canvas")
        self._view = view
        self._cards = Cards(view)
        self.parts: tuple[Part, ...] = (self._cards, AreaParts(view), Wires(view))
        self._things: dict[Hashable, ThingInterface] = {}
        view.canvas.marked.current_changed.connect(self.announce)
        view.canvas.marked.wires_selected.connect(self.announce_wire)
        view.session.said.connect(self.say)

    def childCount(self) -> int:
        return sum(len(part.things()) for part in self.parts) + len(self._widgets())

    def child(self, index: int) -> QAccessibleInterface | None:
        for part in self.parts:
            keys = part.things()
            if 0 <= index < len(keys):
                return self._thing(part, keys[index])
            index -= len(keys)
        widgets = self._widgets()
        return QAccessible.queryAccessibleInterface(widgets[index]) if 0 <= index < len(widgets) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        at = self._view.mapFromGlobal(QPoint(x, y))
        above = next((widget for widget in self._widgets() if widget.geometry().contains(at)), None)
        if above is not None:
            return QAccessible.queryAccessibleInterface(above)
        point = self._view.viewport().mapFromGlobal(QPoint(x, y))
        id = self._view.canvas.card_at(self._view.mapToScene(point))
        if id is not None:
            return self._thing(self._cards, id)
        grip = self._view.canvas.areas.at(self._view.mapToScene(point), self._view.camera.scale)
        return None if grip is None else self._thing(self.parts[1], grip.id)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if not isinstance(child, ThingInterface):
            widgets = self._widgets()
            at = widgets.index(child.object()) if child.object() in widgets else -1
            return at if at < 0 else self.childCount() - len(widgets) + at
        before = 0
        for part in self.parts:
            if part.has(child.key):
                return before + list(part.things()).index(child.key)
            before += len(part.things())
        return -1

    def focusChild(self) -> QAccessibleInterface | None:
        for part in self.parts:
            key = part.focus()
            if key is not None:
                return self._thing(part, key)
        return None

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return tr("Canvas")
        count = len(self._cards.things())
        return tr(f"The network: {count} layers. Arrows walk along the wires." if count else "The network is empty.")

    def announce_wire(self) -> None:
        """Tell assistive tools that a wire has the focus, or a dot of it."""
        self.announce(self.parts[-1].focus())

    def announce(self, id: object) -> None:
        """Tell assistive tools that another layer has the focus."""
        part = next((part for part in self.parts if isinstance(id, Hashable) and part.has(id)), None)
        if self._view.hasFocus() and isinstance(id, Hashable) and part is not None:
            event = QAccessibleEvent(self._view, QAccessible.Event.Focus)
            event.setChild(self.indexOfChild(self._thing(part, id)))
            QAccessible.updateAccessibility(event)

    def say(self, sentence: str) -> None:
        """Have a sentence read that the status line shows."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, tr(sentence)))

    def _widgets(self) -> list[QWidget]:
        """What lies on the canvas and shows, but for what Qt puts there itself."""
        own = (self._view.viewport(), *self._view.findChildren(QScrollBar))
        children = self._view.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [
            child
            for child in children
            if child.isVisible() and not child.isWindow() and child.accessibleName() and child not in own
        ]

    def _thing(self, part: Part, key: Hashable) -> ThingInterface:
        if key not in self._things:
            self._things = {known: thing for known, thing in self._things.items() if thing.isValid()}
            self._things[key] = ThingInterface(self._view, part, key)
        return self._things[key]


def install() -> None:
    """Make Qt ask here for the interface of a canvas."""
    if not _installed:
        QAccessible.installFactory(_interface_for)
        _installed.append(True)


def _interface_for(key: str, widget: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(widget, CanvasView):
        return None
    found = _kept.get(id(widget))
    if found is None or found.object() is not widget:
        found = _kept[id(widget)] = CanvasInterface(widget)
        widget.destroyed.connect(_Forget(id(widget)))
    return found


class _Forget:
    """Lets go of the interface of a canvas that is gone."""

    def __init__(self, key: int) -> None:
        self._key = key

    def __call__(self) -> None:
        _kept.pop(self._key, None)
