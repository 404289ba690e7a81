"""Small widgets that several panels are put together from."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.ui.language import tr
from designer.ui.plain import label as plain_label
from designer.ui.plain import tip
from designer.ui.theme import icon, onward, themes


def set_flag(widget: QWidget, name: str, on: bool) -> None:
    """Set a property the style sheet asks for (`refused`, `quiet`), and have it looked at again."""
    if bool(widget.property(name)) is on:
        return
    widget.setProperty(name, on)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_shown(widget: QWidget, on: bool) -> None:
    """Show or hide a part of a panel. One that has no place yet is not shown: it would be a window of its own."""
    if not on:
        widget.hide()
    elif widget.parent() is not None:
        widget.show()


def fixed_font() -> QFont:
    """The system's fixed-width font; its size is whatever the widget has."""
    font = QFont()
    font.setFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    return font


class Sentence(QLabel):
    """Text that wraps, and never makes its panel wider. An empty one takes no room."""

    def __init__(self, text: str = "", flag: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if flag:
            self.setProperty(flag, True)
        self.say(text)

    def say(self, text: str) -> None:
        """Show `text`, or nothing."""
        shown = tr(text)
        if shown != self.text():
            self.setText(shown)
        set_shown(self, bool(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())


class Title(QLabel):
    """A large title on one line, cut with "…" where there is no room."""

    def __init__(self, text: str, scale: float = 1.25, parent: QWidget | None = None) -> None:
        super().__init__(tr(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = self.text()
        self.setProperty("heading", True)
        self.setAccessibleName(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._scale = scale
        themes().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        """Follow the size of the application's text."""
        font, points = self.font(), QApplication.font().pointSizeF() * self._scale
        if font.pointSizeF() != points:
            font.setPointSizeF(points)
            self.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if cut != self.text():
            self.setText(cut)
            self.setToolTip("" if cut == self._whole else tip(self._whole))


def heading(text: str) -> QLabel:
    """A short title of a part."""
    label = plain_label(text)
    label.setProperty("heading", True)
    return label


def column(*, margin: int = 0, spacing: int = 6, parent: QWidget | None = None) -> QVBoxLayout:
    """A vertical layout with the same margin on all sides."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout


class _Scrolled(QScrollArea):
    """As wide, at least, as what it scrolls up and down."""

    def minimumSizeHint(self) -> QSize:
        widest = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(widest, 3 * self.fontMetrics().height())


def scrolled(content: QWidget, *, sideways: bool = False) -> QScrollArea:
    """`content` in a frameless area that scrolls up and down, and `sideways` only if asked to."""
    area = QScrollArea() if sideways else _Scrolled()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setProperty("panel", True)
    content.setProperty("panel", True)
    area.setWidget(content)
    return area


def fit_icon(button: QAbstractButton) -> None:
    """Make a button's icon as high as its text would be."""
    side = button.fontMetrics().height() + 2
    button.setIconSize(QSize(side, side))


class LongButton(QPushButton):
    """A button whose text is cut with "…" where there is no room, and shown whole as its tooltip."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(tr(text), parent)
        self._whole = self.text()
        self.setAccessibleName(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def whole_text(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        missing = self._text_width(self._whole) - self._text_width(self.text())
        return QSize(hint.width() + missing + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - (self.sizeHint().width() - self._text_width(self._whole))
        fits = room >= self._text_width(self._whole)
        cut = self._whole if fits else self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if cut != self.text():
            self.setText(cut)
            self.setToolTip("" if cut == self._whole else tip(self._whole))

    def _text_width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


class Section(QWidget):
    """A title that folds and unfolds what is under it."""

    folded = Signal(bool)

    def __init__(self, title: str, body: QWidget, *, folded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = body
        self.header = QToolButton()
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fit_icon(self.header)
        self.header.setCheckable(True)
        self.header.setChecked(not folded)
        self.header.setProperty("fold", True)
        self.header.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.header.toggled.connect(self._toggle)
        layout = column(spacing=4, parent=self)
        layout.addWidget(self.header)
        layout.addWidget(body)
        self.set_title(title)
        body.setVisible(not folded)
        themes().changed.connect(self._tint)
        self._tint()

    def set_title(self, title: str) -> None:
        """Name the section."""
        self.header.setText(tr(title))
        self.header.setAccessibleName(tr(title))

    def is_folded(self) -> bool:
        return not self.header.isChecked()

    def set_folded(self, folded: bool) -> None:
        self.header.setChecked(not folded)

    def _toggle(self, open: bool) -> None:
        self.body.setVisible(open)
        self._tint()
        self.folded.emit(not open)

    def _tint(self) -> None:
        folded = onward(self.layoutDirection())
        self.header.setIcon(icon("mdi6.chevron-down" if self.header.isChecked() else folded, "quiet"))
