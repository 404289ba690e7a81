"""Every text that a window shows or says to assistive tools, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def texts(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Each text with the widget it belongs to."""
    for widget in (top, *top.findChildren(QWidget)):
        for text in (*_usual(widget), *_own(widget)):
            if text:
                yield widget, text


def _usual(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip())
    if widget.isWindow() or isinstance(widget, QDockWidget):
        yield widget.windowTitle()
    for action in widget.actions():
        yield from _said(action)


def _said(action: QAction) -> Iterator[str]:
    yield action.text()
    yield action.toolTip()


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QGroupBox() | QMenu():
            yield widget.title()
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(at) for at in range(widget.count()))
        case QTabBar():
            yield from (text for at in range(widget.count()) for text in (widget.tabText(at), widget.tabToolTip(at)))
        case QAbstractItemView():
            yield from _listed(widget.model())


def _listed(model: QAbstractItemModel | None, parent: QModelIndex | None = None) -> Iterator[str]:
    if model is None:
        return
    above = parent or QModelIndex()
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(above))
    if not parent:
        heads = (model.headerData(at, Qt.Orientation.Horizontal, role) for at in columns for role in ROLES)
        yield from (str(head) for head in heads if head is not None)
    for row in range(min(model.rowCount(above), 200)):
        for at in columns:
            index = model.index(row, at, above)
            found = (index.data(role) for role in ROLES)
            yield from (text for text in found if isinstance(text, str))
        yield from _listed(model, model.index(row, 0, above)) if not parent else ()
