"""What every settings field has in common: a value it shows, and a sentence when it refuses a text."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from designer.catalogue.schema import Setting
from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.values import Value


class Mixed:
    """What several nodes have that do not agree."""

    def __repr__(self) -> str:
        return "mixed"


MIXED: Final = Mixed()

Shown: TypeAlias = Value | Mixed


def same(one: Shown, other: Shown) -> bool:
    """Equal and of one type: `1` is not `True`."""
    return type(one) is type(other) and one == other


class Field(QWidget):
    """An editor of one setting, with room for a sentence under it.

    `edited` brings each value the user gives, as they type; `refused` the sentence why a text is no value;
    `finished` says that the user is done with this field for now.
    """

    edited = Signal(object)
    refused = Signal(str)
    finished = Signal()

    typed = False
    """Whether values come while the user types, so that they belong together until `finished`."""

    def __init__(self, setting: Setting, value: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._value: Shown = value
        self._sentence = Sentence(flag="error")
        self._layout = column(spacing=2, parent=self)
        self.below: QWidget | None = None
        """What belongs under the whole row of this setting."""

    @property
    def value(self) -> Shown:
        """The last value that was good."""
        return self._value

    @property
    def sentence(self) -> str:
        """Why what stands in the field was refused, or nothing."""
        return self._sentence.text()

    def set_value(self, value: Shown) -> None:
        """Show a value, unless it is the one that is shown already."""
        if not same(value, self._value):
            self._value = value
            self._show()

    def focus(self) -> None:
        """Put the keyboard here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def line_height(self) -> int:
        """How high the editor is, so that a name beside it can stand level with it."""
        editor = self.focusProxy()
        return editor.sizeHint().height() if editor else 0

    def set_line_height(self, height: int) -> None:
        """Make the editor at least so high."""
        editor = self.focusProxy()
        if editor is not None:
            editor.setMinimumHeight(height)

    def _put(self, editor: QWidget) -> None:
        """Lay the editor out, name it for assistive tools, and show the first value."""
        editor.setAccessibleName(self.setting.name)
        editor.setAccessibleDescription(tr(self.setting.help))
        editor.setToolTip(tr(self.setting.help))
        self.setFocusProxy(editor)
        self._layout.addWidget(editor)
        self._layout.addWidget(self._sentence)
        self._layout.addStretch(1)
        self._show()

    def _show(self) -> None:
        raise NotImplementedError

    def _give(self, value: Value) -> None:
        """The user gave a value."""
        if not same(value, self._value):
            self._value = value
            self.edited.emit(value)


class Combo(QComboBox):
    """A combo box the wheel changes only while it has the keyboard, so that scrolling a panel is safe."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * self.fontMetrics().averageCharWidth(), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
