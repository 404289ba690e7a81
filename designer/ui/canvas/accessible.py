"""The canvas for people who do not see it: each layer with its state, as Qt's accessibility interfaces.

A `QGraphicsView` shows assistive tools nothing but its viewport, so the view itself is made to list its
layers. Qt keeps no reference to interfaces made in Python; they are kept here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget

from designer.ui.canvas.content import Card
from designer.ui.canvas.view import CanvasView
from designer.values import shape_text

_kept: dict[int, CanvasInterface] = {}
_installed: list[bool] = []


def spoken(card: Card, at: int, count: int) -> str:
    """What is said of a card: "Layer 2 of 5, Dense, 4 · relu, input 2, output 4, problem: …"."""
    parts = [f"Layer {at} of {count}", card.node.kind]
    if card.headline:
        parts.append(card.headline)
    parts.append(f"named {card.node.name}")
    if card.facts.inputs:
        parts.append("input " + " and ".join(shape_text(shape) for shape in card.facts.inputs))
    parts.append(f"output {card.flows or 'not known'}")
    parts += [f"problem: {problem.what}" for problem in card.problems]
    return ", ".join(parts)


class CardInterface(QAccessibleInterface):
    """One layer."""

    def __init__(self, view: CanvasView, id: str) -> None:
        super().__init__()
        self._view = view
        self.id = id

    def isValid(self) -> bool:
        return self.id in self._view.canvas.cards

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
        on_view = self._view.mapFromScene(self._view.canvas.places.rect(self.id)).boundingRect()
        return QRect(self._view.viewport().mapToGlobal(on_view.topLeft()), on_view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = self.id in self._view.session.selection
        state.focused = self._view.hasFocus() and self._view.canvas.current == self.id
        state.invalid = not self.isValid()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        card = self._view.canvas.cards[self.id]
        if kind == QAccessible.Text.Name:
            order = self._view.reading_order()
            return spoken(card, order.index(self.id) + 1, len(order))
        return card.tooltip if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are changed in the inspector."""

    def foregroundColor(self) -> QColor:
        return self._view.palette().text().color()

    def backgroundColor(self) -> QColor:
        return self._view.palette().base().color()


class CanvasInterface(QAccessibleWidget):
    """The canvas as a list of layers, in the order data flows."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, QAccessible.Role.List, "Canvas")
        self._view = view
        self._cards: dict[str, CardInterface] = {}
        view.canvas.current_changed.connect(self.announce)

    def childCount(self) -> int:
        return len(self._view.canvas.cards)

    def child(self, index: int) -> QAccessibleInterface | None:
        order = self._view.reading_order()
        return self._card(order[index]) if 0 <= index < len(order) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        point = self._view.viewport().mapFromGlobal(QPoint(x, y))
        id = self._view.canvas.card_at(self._view.mapToScene(point))
        return None if id is None else self._card(id)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        order = self._view.reading_order()
        return order.index(child.id) if isinstance(child, CardInterface) and child.id in order else -1

    def focusChild(self) -> QAccessibleInterface | None:
        current = self._view.canvas.current
        return None if current is None else self._card(current)

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return "Canvas"
        count = self.childCount()
        return f"The network: {count} layers. Arrows walk along the wires." if count else "The network is empty."

    def announce(self, id: object) -> None:
        """Tell assistive tools that another layer has the focus."""
        if self._view.hasFocus() and isinstance(id, str):
            event = QAccessibleEvent(self._view, QAccessible.Event.Focus)
            event.setChild(self.indexOfChild(self._card(id)))
            QAccessible.updateAccessibility(event)

    def _card(self, id: str) -> CardInterface:
        if id not in self._cards:
            self._cards = {known: card for known, card in self._cards.items() if card.isValid()}
            self._cards[id] = CardInterface(self._view, id)
        return self._cards[id]


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
