"""The search that opens at the cursor: type a few letters, choose with the arrows, Enter adds the layer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from designer.catalogue.schema import Kind
from designer.ui import theme
from designer.ui.kind_search import matching
from designer.ui.language import tr
from designer.ui.palette_model import first_sentence

MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}
"""Rows each key goes down the list. Tab only walks: who passes through the window by Tab must not add a layer."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ADD = "Add a layer: type a name"
HELP = Qt.ItemDataRole.UserRole + 1


class SearchPopup(QFrame):
    """Lists the kinds it is given; announces the one chosen, or that none was."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvasSearch")
        self.setAccessibleName(tr("Add a layer"))
        self._kinds: Sequence[Kind] = ()
        self.field = QLineEdit(self)
        self.field.setAccessibleName(tr("Name of the layer to add"))
        self.field.setClearButtonEnabled(False)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Layers that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_TwoLines(self.list))
        self._none = QLabel(tr("No layer is called that. Try fewer letters."), self)
        self._none.setProperty("quiet", True)
        self._none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._none):
            column.addWidget(widget)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.hide()

    def open(self, at: QPoint, kinds: Sequence[Kind], asks: str = ADD) -> None:
        """Show the kinds at a point of the parent, kept within it. `asks` stands in the empty field."""
        self._kinds = kinds
        self.field.setPlaceholderText(tr(asks))
        self._restyle()
        self.field.clear()
        self._fill("")
        room, size = self.parentWidget().rect().adjusted(4, 4, -4, -4), self._wanted_size()
        size = size.boundedTo(room.size())
        below, above = room.bottom() - at.y(), at.y() - room.top()
        if size.height() > max(below, above) >= self._least_height():
            # Rather fewer rows than a list that lies elsewhere than where it was asked for.
            size.setHeight(max(below, above))
        wanted_top = at.y() if below >= size.height() else at.y() - size.height()
        left = max(room.left(), min(at.x(), room.right() - size.width()))
        top = max(room.top(), min(wanted_top, room.bottom() - size.height()))
        self.setGeometry(left, top, size.width(), size.height())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_search(self) -> None:
        """Choose nothing."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Esc and Tab mean something here; no shortcut of the window may take them.
            if event.key() in MOVES or event.key() in ENTER or event.key() == Qt.Key.Key_Escape:
                event.accept()
        elif event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.close_search()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Tab and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            key = Qt.Key.Key_Backtab
        if key in MOVES:
            row = self.list.currentRow() + MOVES[key]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
        elif key in ENTER:
            self._choose(self.list.currentItem())
        elif key is Qt.Key.Key_Escape:
            self.close_search()
        else:
            return False
        return True

    def _fill(self, text: str) -> None:
        self.list.clear()
        for kind in matching(text, self._kinds):
            item = QListWidgetItem(theme.family_icon(kind.family), kind.name)
            item.setData(HELP, first_sentence(tr(kind.summary)))
            item.setToolTip(tr(kind.summary))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind.name}: {tr(kind.summary)}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._none.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.hide()
        self.chosen.emit(item.text())

    def _wanted_size(self) -> QSize:
        line = QFontMetrics(self.font()).height()
        rows = min(7, max(1, len(self._kinds)))
        return QSize(line * 27, rows * row_height(self.font()) + line + 44)

    def _least_height(self) -> int:
        """The field and three rows."""
        return 3 * row_height(self.font()) + QFontMetrics(self.font()).height() + 44

    def _restyle(self) -> None:
        current = theme.themes().current
        self.setStyleSheet(
            f"#canvasSearch {{ background: {current.panel}; border: 1px solid {current.border}; border-radius: 8px; }}"
            "#canvasSearch QListWidget { border: none; background: transparent; }"
        )


def row_height(font: object) -> int:
    return QFontMetrics(font).height() * 2 + 12


class _TwoLines(QStyledItemDelegate):
    """A row of the list: icon, name, and one line of help below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(100, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        current = theme.themes().current
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(1, 1, -1, -1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = theme.color("accent")
            ground.setAlphaF(0.16)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, 6, 6)
        line = QFontMetrics(option.font).height()
        side = round(line * 1.4)
        icon = QRect(area.left() + 8, area.center().y() - side // 2, side, side)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, icon)
        left = icon.right() + 10
        self._line(painter, option, index.data(), left, area.top() + 5, current.text, True)
        self._line(painter, option, index.data(HELP), left, area.top() + 6 + line, current.quiet, False)
        painter.restore()

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, left: int, top: int, tone: str, bold: bool
    ) -> None:
        font = option.font
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(tone)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, option.rect.right() - left - 8)
        painter.drawText(left, top + metrics.ascent(), shown)
