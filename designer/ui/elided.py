"""One line of text that is cut with "…" where there is no room, and shown whole as its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from designer.ui.language import tr
from designer.ui.plain import tip


class Elided(QLabel):
    """Never makes its row wider than it is; says all of it to assistive tools."""

    def __init__(self, text: str = "") -> None:
        super().__init__(tr(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(tr(text))
        self.setToolTip(tip(self.text()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, where.width())
        self.style().drawItemText(
            painter,
            where,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
