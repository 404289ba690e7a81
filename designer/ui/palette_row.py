"""How a row of the palette is painted: icon, name, one line of help, and a star for favourites."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from designer.catalogue.schema import Kind
from designer.ui.palette_model import HELP, KIND, STARRED
from designer.ui.theme import color, family_color, family_icon, icon, onward

PAD = 6


def star_rect(row: QRect, metrics: QFontMetrics, way: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> QRect:
    """Where the star of a row is, at its end; at least 24 px wide, so that it can be hit."""
    side = max(24, metrics.height() + 6)
    return QStyle.visualRect(way, row, QRect(row.right() - side - 2, row.top() + 2, side, side))


class KindRow(QStyledItemDelegate):
    """Two lines for a kind, one for a family."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.height()
        return QSize(120, 2 * line + 2 * PAD if index.data(KIND) else line + 2 * PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            ground = QColor(color("accent"))
            ground.setAlphaF(0.18 if selected else 0.08)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(ground)
            focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(color("accent"), 1) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -2, -1), 5, 5)
        if index.data(KIND):
            self._paint_kind(painter, option, index, selected or hovered)
        else:
            self._paint_family(painter, option, index)
        painter.restore()

    def _paint_family(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.setFont(_bold(option.font))
        painter.setPen(color("quiet"))
        side = option.fontMetrics.height()
        row, way = option.rect, option.direction
        at = QRect(row.left() + 2, row.center().y() - side // 2 + 1, side, side)
        open = bool(option.state & QStyle.StateFlag.State_Open)
        icon("mdi6.chevron-down" if open else onward(way), "quiet").paint(painter, QStyle.visualRect(way, row, at))
        room = row.adjusted(side + 6, 0, -2 * PAD, 0)
        count = str(index.model().rowCount(index))
        before = room.adjusted(0, 0, -option.fontMetrics.horizontalAdvance(count) - PAD, 0)
        _draw_cut(painter, QStyle.visualRect(way, row, before), str(index.data()), way)
        painter.setFont(option.font)
        end = QStyle.visualAlignment(way, Qt.AlignmentFlag.AlignRight)
        painter.drawText(QStyle.visualRect(way, row, room), Qt.AlignmentFlag.AlignVCenter | end, count)

    def _paint_kind(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        hot: bool,
    ) -> None:
        metrics = option.fontMetrics
        side = metrics.height() + 4
        row, way = option.rect, option.direction
        at = QRect(row.left() + PAD, row.center().y() - side // 2 + 1, side, side)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, QStyle.visualRect(way, row, at))
        star = star_rect(row, metrics, way)
        starred = bool(index.data(STARRED))
        if starred or hot:
            shape = icon("mdi6.star" if starred else "mdi6.star-outline", "warning" if starred else "quiet")
            shape.paint(painter, star.adjusted(4, 4, -4, -4))
        left = at.right() + 2 * PAD
        upper = QRect(left, row.top() + PAD, row.width() - (left - row.left()) - star.width() - 2, metrics.height())
        painter.setPen(color("text"))
        painter.setFont(_bold(option.font))
        _draw_cut(painter, QStyle.visualRect(way, row, upper), str(index.data()), way)
        painter.setPen(color("quiet"))
        painter.setFont(option.font)
        lower = QRect(left, upper.bottom() + 1, row.right() - PAD - left, metrics.height())
        _draw_cut(painter, QStyle.visualRect(way, row, lower), str(index.data(HELP)), way)


def _draw_cut(painter: QPainter, area: QRect, text: str, way: Qt.LayoutDirection) -> None:
    """Draw a line of text from where lines begin, cut with “…” where there is no room."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    begin = QStyle.visualAlignment(way, Qt.AlignmentFlag.AlignLeft)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | begin, shown)


def drag_picture(kind: Kind, font: QFont, ratio: float) -> QPixmap:
    """A small card of the kind, to hang at the pointer while it is dragged."""
    bold = _bold(font)
    metrics = QFontMetrics(bold)
    height = metrics.height() + 20
    width = metrics.horizontalAdvance(kind.name) + metrics.height() + 46
    picture = QPixmap(QSize(width, height) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color("card_border"), 1))
    painter.setBrush(color("card"))
    painter.drawRoundedRect(QRect(1, 1, width - 3, height - 3), 7, 7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(family_color(kind.family))
    painter.drawRoundedRect(QRect(1, 1, 5, height - 3), 2, 2)
    side = metrics.height() + 4
    family_icon(kind.family).paint(painter, QRect(14, (height - side) // 2, side, side))
    painter.setPen(color("text"))
    painter.setFont(bold)
    painter.drawText(QRect(22 + side, 0, width, height), Qt.AlignmentFlag.AlignVCenter, kind.name)
    painter.end()
    return picture


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
